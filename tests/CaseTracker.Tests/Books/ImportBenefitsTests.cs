using CaseTracker.Benefits;
using CaseTracker.Books;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static CaseTracker.Tests.Books.RetireeBooks;

namespace CaseTracker.Tests.Books;

public sealed class ImportBenefitsTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task One_approval_for_the_same_people_is_one_matter_and_the_first_entry_stays(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        var result = await o.ImportAsync<ImportBenefits>(Csv(BenefitBook,
            Resolved("B0", ("办理结果", "办理中"), ("办结日期", "")),
            Resolved("B1", ("对象编号", "LGB-001；LGB-002"), ("涉及人数", "2"), ("办结日期", "2024.3.25"), ("发放日期", "2023-12-28")),
            Resolved("B2", ("对象编号", "LGB-002、LGB-066"), ("涉及人数", "2"), ("批复文号", "新财[2024] 3号"), ("办结日期", "2024年4月1日")),
            Resolved("B3"),
            Resolved("B4", ("批复文号", "")),
            Resolved("B5", ("批复文号", "")),
            Resolved("B6", ("记录状态", "作废")),
            Resolved("B7", ("办理结果", "不予支持"), ("批复文号", ""), ("是否异议", "是")),
            Resolved("B8", ("办理结果", "已撤回"), ("事项类别", "")),
            Resolved("B9", ("事项类别", "高龄补贴协助"), ("批复文号", ""), ("身份级别", "中层")),
            Resolved("B10", ("办结日期", "2025-1-6"), ("批复文号", "新财〔2025〕1号"))));

        Assert.Equal((11, 0), (result.Imported, result.Refused.Count));
        Assert.Equal("B2", Assert.Single(result.Doubles).Number);
        var matters = (await o.Office.DbAsync(db => db.Benefits.Include(b => b.People).AsNoTracking().ToListAsync())).ToDictionary(b => b.BookNumber!);
        Assert.Equal((matters["B1"].Id, true), (matters["B2"].RepeatsId!.Value, matters["B2"].IsSuspectedDouble));
        Assert.Equal(
            (BenefitState.Verifying, BenefitState.Resolved, BenefitState.Withdrawn, BenefitState.ClosedRejected, BenefitState.Withdrawn, BenefitType.OldAge),
            (matters["B0"].State, matters["B1"].State, matters["B6"].State, matters["B7"].State, matters["B8"].State, matters["B9"].Type));
        Assert.Equal((7200.50m, new DateOnly(2024, 3, 25), "区财政局", "钱局长"), (matters["B3"].Paid!.Value, matters["B3"].ResolvedOn!.Value, matters["B3"].ReferredTo, matters["B3"].ApprovedBy));
        Assert.NotNull(matters["B7"].ObjectedOn);
        Assert.Contains(result.Remarks, r => r.Number == "B9" && r.Text.Contains("以花名册为准", StringComparison.Ordinal));
        var third = matters["B3"].Id;
        Assert.Equal(["import-register", "import-verify", "import-approve", "import-refer", "import-pay", "import-end"], await o.Office.DbAsync(db => db.Events.IgnoreQueryFilters().Where(e => e.RecordId == third).OrderBy(e => e.Seq).Select(e => e.Step).ToListAsync()));
        var report = await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<AnnualReport>().ExecuteAsync(2024, null, null, default));
        Assert.Equal((4, 1), (report.Figure("R4").Value, report.Figure("A1").Value)); // B1, B3, B4, B5; B10 is of the next year
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_same_file_in_any_hand_changes_nothing_and_a_difference_is_applied_only_on_demand(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        string[][] rows = [Resolved("A1"), Resolved("A2", ("办理结果", "办理中"), ("办结日期", ""), ("发放日期", ""))];
        Assert.Equal(2, (await o.ImportAsync<ImportBenefits>(Csv(BenefitBook, rows), dryRun: true)).Imported);
        Assert.Equal(2, (await o.ImportAsync<ImportBenefits>(Csv(BenefitBook, rows))).Imported);
        foreach (var hand in Hands)
        {
            var again = await o.ImportAsync<ImportBenefits>(hand(BenefitBook, [rows[1], Resolved("A1", ("办结日期", "2024.3.25"))]), update: true);
            Assert.Equal((0, 2, 0), (again.Imported, again.Unchanged, again.Refused.Count));
        }

        // The open one is resolved in the book: it becomes the double of the first, and its people change.
        string[][] later = [rows[0], Resolved("A2", ("办结日期", "2024-5-5"))];
        Assert.Equal((1, 0), (await o.ImportAsync<ImportBenefits>(Csv(BenefitBook, later)) is var shown ? (shown.Differences.Count, shown.Updated) : default));
        Assert.Equal(1, (await o.ImportAsync<ImportBenefits>(Csv(BenefitBook, later), update: true)).Updated);
        var matters = (await o.Office.DbAsync(db => db.Benefits.AsNoTracking().ToListAsync())).ToDictionary(b => b.BookNumber!);
        Assert.Equal((BenefitState.Resolved, matters["A1"].Id, true), (matters["A2"].State, matters["A2"].RepeatsId!.Value, matters["A2"].IsSuspectedDouble));
        Assert.Equal(1, (await o.ImportAsync<ImportBenefits>(Csv(BenefitBook, Resolved("A2", ("办结日期", "2024-5-5"), ("对象编号", "LGB-002;LGB-001"))), update: true)).Updated);
        var changed = await o.Office.DbAsync(db => db.Benefits.Include(b => b.People).SingleAsync(b => b.BookNumber == "A2"));
        Assert.Equal((null, false), (changed.RepeatsId, changed.IsSuspectedDouble));
        Assert.Equal(["LGB-001", "LGB-002"], changed.Active.Select(p => p.PersonNumber));
    }

    [Fact]
    public async Task Bad_rows_come_back_with_their_sentences()
    {
        await using var o = await OpenAsync(DatabaseProvider.Sqlite);
        var result = await o.ImportAsync<ImportBenefits>(Csv(BenefitBook,
            Resolved("C1", ("对象编号", "LGB-404")),
            Resolved("C2", ("办结日期", "")),
            Resolved("C3", ("事项类别", "奖金")),
            Resolved("C4", ("办理结果", "办结")),
            Resolved("C5", ("金额(元)", "七千")),
            Resolved("C6", ("是否异议", "无")),
            Resolved("C7", ("申请日期", "2024.13.1"))));
        Assert.Equal((0, 7), (result.Imported, result.Refused.Count));
        foreach (var (row, sentence) in new[] { (2, "花名册中没有人员编号“LGB-404”"), (3, "请填写办结日期"), (4, "请写成补差待遇"), (5, "请写成已解决、办理中、不予支持、已撤回之一"), (6, "不是金额"), (7, "请写成是、否之一"), (8, "不是能认定的日期") })
        {
            Assert.Contains(sentence, result.Refused.Single(r => r.Row.Number == row).Text);
        }

        await Assert.ThrowsAsync<RefusedException>(() => o.ImportAsync<ImportBenefits>(Csv(BenefitBook), by: o.Handler));
    }
}
