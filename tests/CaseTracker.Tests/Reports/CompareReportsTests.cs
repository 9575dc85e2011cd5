using CaseTracker.Data;
using CaseTracker.Disputes;
using CaseTracker.Reports;
using CaseTracker.Tests.Petitions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Reports;

/// <summary>A report as it was known at an instant beside what it says now: exactly what was changed differs, with who changed it and why.</summary>
public sealed class CompareReportsTests
{
    private static readonly Period February = Period.Parse("2025-02")!;

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_date_corrected_after_the_instant_moves_exactly_its_figure_and_says_who_and_why(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var moved = await FoundAsync(o, new(2025, 2, 10));
        await FoundAsync(o, new(2025, 2, 11));
        o.Office.Clock.Advance(TimeSpan.FromMinutes(5));
        var signed = o.Office.Clock.GetUtcNow().UtcDateTime;
        Assert.Empty((await CompareAsync(o, o.Director, February, signed)).Differences);

        o.Office.Clock.Advance(TimeSpan.FromMinutes(5));
        await o.Office.AsAsync(o.Handler, async s =>
        {
            await s.GetRequiredService<CorrectDispute>().ExecuteAsync(new() { Number = moved, Version = 0, FoundOn = new(2025, 3, 1), Name = "恒稳公司拖欠工资", Parties = "恒稳公司", Demands = "支付工资", Risk = "中", Reason = "日期填错" }, o.Handler, default);
            return true;
        });
        var late = await FoundAsync(o, new(2025, 2, 12));

        var difference = Assert.Single((await CompareAsync(o, o.Director, February, signed)).Differences);
        Assert.Equal(("X1", 2m, 2m), (difference.Now.Code, difference.Then.Value, difference.Now.Value)); // one went, one came: the sum hides it
        Assert.Equal([(moved, "减少", "更正", "日期填错"), (late, "新增", "登记", null)], difference.Rows.Select(r => (r.Of.Number, r.How, r.Causes.Single().Step, r.Causes.Single().Reason)));
        Assert.All(difference.Rows, r => Assert.Equal(o.Handler.Name, r.Causes.Single().Who));

        var march = Assert.Single((await CompareAsync(o, o.Director, Period.Parse("2025-03")!, signed)).Differences);
        Assert.Equal((0m, 1m, "新增"), (march.Then.Value, march.Now.Value, Assert.Single(march.Rows).How));
        Assert.Equal(0m, (await CompareAsync(o, o.Director, February, signed)).Then.Figure("X1").Rows.Count(r => r.Of.Number == late));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Who_may_not_open_the_record_learns_its_number_and_nothing_of_what_happened_to_it(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var before = o.Office.Clock.GetUtcNow().UtcDateTime;
        o.Office.Clock.Advance(TimeSpan.FromMinutes(5));
        var number = await FoundAsync(o, new(2025, 2, 10));

        var difference = Assert.Single((await CompareAsync(o, o.Archivist, February, before)).Differences);
        Assert.Equal((0m, 1m), (difference.Then.Value, difference.Now.Value));
        var row = Assert.Single(difference.Rows);
        Assert.Equal((number, false, false), (row.Of.Number, row.IsKnown, row.MayOpen));
        Assert.Empty(row.Causes);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => CompareAsync(o, o.Director, February, before.AddDays(1)));
        Assert.Equal("knownAt", refused.Reasons[0].Field);
    }

    private static Task<CompareReports.Report> CompareAsync(PetitionOffice o, CaseTracker.Accounts.Actor who, Period period, DateTime knownAt) =>
        o.Office.AsAsync(who, s => s.GetRequiredService<CompareReports>().ExecuteAsync(period, null, knownAt, AnnualReport.Codes, default));

    private static async Task<string> FoundAsync(PetitionOffice o, DateOnly on) => (await o.Office.AsAsync(o.Handler, s => s.GetRequiredService<RegisterDispute>().ExecuteAsync(
        new() { FoundOn = on, Name = "恒稳公司拖欠工资", Parties = "恒稳公司", Demands = "支付工资", Risk = "中" }, o.Handler, default))).Number;
}
