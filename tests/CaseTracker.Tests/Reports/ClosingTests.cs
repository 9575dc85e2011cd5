using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Reports;
using CaseTracker.Tests.Books;
using CaseTracker.Tests.Petitions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Reports;

/// <summary>A month is filled in, reviewed, signed and frozen; what was frozen stays, and what changes later is told as 原数 and 更正数.</summary>
public sealed class ClosingTests
{
    public static TheoryData<DatabaseProvider> Databases => TestOffice.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_month_goes_its_way_and_a_late_change_is_restated_in_the_next_table(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        await o.ImportAsync(PetitionBook.Csv(PetitionBook.Row("XF-1", ("登记日期", "2025-02-03"), ("受理告知日期", "2025-02-05"), ("办理期限", ""), ("答复(办结)日期", "2025-02-20"))));

        Assert.Contains("2025-03-31才结束", await RefusedAsync("2025-03", ClosingStep.Submit, o.Office1));
        await StepAsync("2025-02", ClosingStep.Submit, o.Office1);
        Assert.Contains("不得是填报人", await RefusedAsync("2025-02", ClosingStep.Review, o.Office1));
        await StepAsync("2025-02", ClosingStep.Review, o.HeadOfOffice);
        Assert.Contains("分管领导", await RefusedAsync("2025-02", ClosingStep.Sign, o.HeadOfOffice, ("on", "2025-03-05")));
        await StepAsync("2025-02", ClosingStep.Return, o.Deputy, ("reason", "请核对集体访"));
        await StepAsync("2025-02", ClosingStep.Submit, o.Office1);
        await StepAsync("2025-02", ClosingStep.Review, o.HeadOfOffice);
        await StepAsync("2025-02", ClosingStep.Sign, o.Deputy, ("on", "2025-03-05"));
        await StepAsync("2025-02", ClosingStep.Freeze, o.Office1);

        var frozen = await OneAsync("2025-02");
        Assert.Equal((ClosingState.Frozen, 1m, "XF-1"), (frozen.Closing.State, Of(frozen, "total").Value!.Value, Assert.Single(Of(frozen, "total").Rows).Number));
        Assert.Empty(await DifferencesAsync("2025-02"));
        Assert.Equal(0, await o.Office.DbAsync(async db =>
        {
            try
            {
                return await db.Set<FrozenFigures>().ExecuteDeleteAsync();
            }
            catch (Exception refused) when (refused.GetBaseException().Message.Contains("只可追加", StringComparison.Ordinal))
            {
                return 0; // by the trigger of the database
            }
        }));

        o.Office.Clock.Advance(TimeSpan.FromDays(1));
        await o.ImportAsync(PetitionBook.Csv(PetitionBook.Row("XF-2", ("登记日期", "2025-02-25"), ("受理告知日期", "2025-02-26"), ("办理期限", ""), ("答复(办结)日期", ""), ("当前状态", "办理中"), ("办理结果", ""), ("三到位分类", ""), ("满意度", ""))));
        var changed = await OneAsync("2025-02");
        Assert.Equal((1m, 2m), (await DifferencesAsync("2025-02")).Where(d => d.Code == "total").Select(d => (d.Frozen!.Value, d.Now!.Value)).Single());
        Assert.Equal(1m, Of(changed, "total").Value);
        Assert.Contains("无须更正", await RefusedAsync("2025-02", ClosingStep.Restate, o.Office1, (ClosingWorkflow.Code, "R1"), ("reason", "试")));
        await StepAsync("2025-02", ClosingStep.Restate, o.Office1, (ClosingWorkflow.Code, "total"), ("reason", "补登一件来访"));
        Assert.DoesNotContain(await DifferencesAsync("2025-02"), d => d.Code == "total");
        var march = await MonthAsync(2025, 3);
        Assert.Equal("2025-02原数1，更正为2：补登一件来访", march.Row("total").Note);
        Assert.Equal(2m, march.Row("total").LastMonth);

        var before = o.Office.Clock.GetUtcNow().UtcDateTime.AddHours(-12);
        Assert.Equal(1m, (await MonthAsync(2025, 2, before)).Row("total").Now);
        var year = await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<YearAgainstMonths>().ExecuteAsync(2025, default));
        var line = year.Rows.Single(r => r.Measure.Code == "total");
        Assert.Equal((2m, 1m, "XF-2", "2"), (line.Year, line.Sum, Assert.Single(line.Causes), string.Join(',', year.Frozen)));

        Task<TakeClosingStep.Done> StepAsync(string number, ClosingStep step, Actor actor, params (string, object?)[] data) =>
            o.Office.AsAsync(actor, s => s.GetRequiredService<TakeClosingStep>().ExecuteAsync(new(number, step, StepData.Of(data)), actor, default));
        async Task<string> RefusedAsync(string number, ClosingStep step, Actor actor, params (string, object?)[] data) => (await Assert.ThrowsAsync<RefusedException>(() => StepAsync(number, step, actor, data))).Message;
        Task<FindClosings.Details> OneAsync(string number) => o.Office.AsAsync(o.Office1, s => s.GetRequiredService<FindClosings>().OneAsync(number, o.Office1, default));
        Task<IReadOnlyList<FindClosings.Difference>> DifferencesAsync(string number) => o.Office.AsAsync(o.Office1, async s => s.GetRequiredService<FindClosings>() is var find ? await find.DifferencesAsync(await find.OneAsync(number, o.Office1, default), default) : []);
        Task<MonthlySummary.Report> MonthAsync(int y, int m, DateTime? known = null) => o.Office.AsAsync(o.Office1, s => s.GetRequiredService<MonthlySummary>().ExecuteAsync(y, m, null, known, default));
        FrozenFigure Of(FindClosings.Details details, string code) => details.Figures.Single(f => f.Code == code);
    }

    [Fact]
    public void Reporting_months_follow_each_other_without_a_gap_whatever_day_they_begin_on()
    {
        var months = ReportMonths.Of(new BureauSettings { ReportMonths = "2025-03 起 21日\n2026-01 起 1日" });
        Assert.Equal((new DateOnly(2025, 3, 1), new DateOnly(2025, 3, 20)), (months.Month(2025, 3).From, months.Month(2025, 3).To));
        Assert.Equal((new DateOnly(2025, 3, 21), new DateOnly(2025, 4, 20)), (months.Month(2025, 4).From, months.Month(2025, 4).To));
        Assert.Equal((new DateOnly(2025, 12, 21), new DateOnly(2026, 1, 31)), (months.Month(2026, 1).From, months.Month(2026, 1).To));
        Assert.Equal((new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 20)), (months.Year(2025).From, months.Year(2025).To));
        for (var day = new DateOnly(2024, 12, 1); day < new DateOnly(2026, 3, 1); day = day.AddDays(1))
        {
            var (year, month) = months.Holding(day);
            Assert.True(months.Month(year, month).Holds(day), $"{day:yyyy-MM-dd} in {year}-{month}");
        }

        Assert.False(new ReportMonthsAttribute().IsValid("2025-03 起 31日"));
    }
}
