using CaseTracker.Accounts;
using CaseTracker.Books;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static CaseTracker.Tests.Books.RetireeBooks;

namespace CaseTracker.Tests.Books;

public sealed class ImportCareVisitsTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task One_row_is_one_trip_and_counts_its_people_once(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        var result = await o.ImportAsync<ImportCareVisits>(Csv(CareBook,
            Visited("K1", ("对象编号", "LGB-002；LGB-066"), ("对象姓名", "李秀英、张建国"), ("看望人数", "2"), ("看望日期", "2024.5.8")),
            Visited("K2", ("对象编号", "LGB-001;LGB-002"), ("对象姓名", ""), ("看望人数", ""), ("看望日期", "2024年5月8日")),
            Visited("K3", ("状态", "已取消"), ("慰问形式", ""), ("签收人", ""), ("看望日期", "")),
            Visited("K4", ("看望类型", "去世慰问"), ("对象编号", "LGB-003"), ("对象姓名", "王德明"), ("身份级别", "中层"), ("慰问形式", "慰问金+花圈"), ("看望日期", "2024-3-7")),
            Visited("K5", ("状态", "报销中"), ("看望日期", "2024-7-1")),
            Visited("K6", ("状态", ""), ("看望日期", ""), ("批准金额(元)", ""), ("看望类型", "春节走访")),
            Visited("K7", ("看望日期", "2025-1-3"), ("触发日期", "2024-12-30"), ("身份级别", "中层"))));

        Assert.Equal((7, 0), (result.Imported, result.Refused.Count));
        Assert.Equal("K2", Assert.Single(result.Doubles).Number);
        var visits = (await o.Office.DbAsync(db => db.CareVisits.Include(v => v.Persons).AsNoTracking().ToListAsync())).ToDictionary(v => v.BookNumber!);
        var first = visits["K1"];
        Assert.Equal(("K1", CareVisitState.Closed, 48_050L, "陈承办、李信访"), (first.Number, first.State, first.ActualFen!.Value, first.Visitors));
        Assert.Equal([("李秀英", "家属（长子）代签"), ("张建国", "家属（长子）代签")], first.Present.Select(p => (p.Name, p.SignedBy!)));
        Assert.Equal(first.Id, visits["K2"].RepeatsId);
        Assert.Equal((CareVisitState.Cancelled, CareVisitState.FundsReady, CareVisitState.Planned), (visits["K3"].State, visits["K5"].State, visits["K6"].State));
        Assert.Equal((null, "台账看望日期：2024-07-01，状态：报销中"), (visits["K5"].VisitedOn, visits["K5"].Note));
        Assert.Contains(result.Remarks, r => r.Number == "K5" && r.Text.Contains("不计次数", StringComparison.Ordinal));
        Assert.Contains(result.Remarks, r => r.Number == "K7" && r.Text.Contains("李秀英厂级，以花名册为准", StringComparison.Ordinal));
        Assert.Equal(
            [("import-register", new DateOnly(2024, 5, 6)), ("import-visit", new(2024, 5, 8)), ("import-settle", new(2024, 6, 1))],
            (await o.Office.DbAsync(db => db.Events.IgnoreQueryFilters().Where(e => e.RecordId == first.Id).OrderBy(e => e.Seq).ToListAsync())).Select(e => (e.Step, e.HappenedOn)));
        var report = await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<AnnualReport>().ExecuteAsync(2024, null, null, default));
        Assert.Equal((2, 0, 1, 961.00m), (report.Figure("R6").Value, report.Figure("R7").Value, report.Figure("C2").Value, report.Figure("C8").Value));
    }

    [Fact]
    public async Task An_open_visit_may_lack_its_type_and_a_closed_one_may_not()
    {
        await using var o = await OpenAsync(DatabaseProvider.Sqlite);
        var open = new[] { ("看望类型", ""), ("看望日期", ""), ("状态", "待审批"), ("慰问形式", "") };
        var result = await o.ImportAsync<ImportCareVisits>(Csv(CareBook,
            Visited("E1", [.. open, ("触发事由", "春节前走访")]), Visited("E2", open), Visited("E3", [.. open, ("触发事由", "")]), Visited("E4", ("看望类型", "")), Visited("E5", [.. open, ("状态", "已取消")])));
        Assert.Equal((4, "E4"), (result.Imported, Assert.Single(result.Refused).Row["看望编号"]));
        Assert.Contains(result.Remarks, r => r.Number == "E2" && r.Text.Contains("看望类型空缺，按触发事由暂记为生病看望", StringComparison.Ordinal));
        Assert.Equal([CareVisitType.SpringFestival, CareVisitType.Sick, CareVisitType.Hardship, CareVisitType.Sick],
            await o.Office.DbAsync(db => db.CareVisits.OrderBy(v => v.BookNumber).Select(v => v.Type).ToListAsync()));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_same_file_in_any_hand_changes_nothing_and_a_difference_is_applied_only_on_demand(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        string[][] rows = [Visited("A1"), Visited("A2", ("状态", "待审批"), ("看望日期", ""), ("报销日期", ""))];
        Assert.Equal(2, (await o.ImportAsync<ImportCareVisits>(Csv(CareBook, rows), dryRun: true)).Imported);
        Assert.Equal(2, (await o.ImportAsync<ImportCareVisits>(Csv(CareBook, rows))).Imported);
        foreach (var hand in Hands)
        {
            var again = await o.ImportAsync<ImportCareVisits>(hand(CareBook, [Visited("a1", ("看望日期", "2024/5/8")), rows[1]]), update: true);
            Assert.Equal((0, 2, 0), (again.Imported, again.Unchanged, again.Refused.Count));
        }

        string[][] later = [rows[0], Visited("A2", ("看望类型", "困难慰问"), ("对象编号", "LGB-001、LGB-002"), ("对象姓名", ""), ("看望人数", "2"), ("看望日期", "2024-5-20"))];
        Assert.Equal((1, 0), (await o.ImportAsync<ImportCareVisits>(Csv(CareBook, later)) is var shown ? (shown.Differences.Count, shown.Updated) : default));
        Assert.Equal(1, (await o.ImportAsync<ImportCareVisits>(Csv(CareBook, later), update: true)).Updated);
        var visit = await o.Office.DbAsync(db => db.CareVisits.Include(v => v.Persons).SingleAsync(v => v.BookNumber == "A2"));
        Assert.Equal((CareVisitType.Hardship, CareVisitState.Closed, new DateOnly(2024, 5, 20)), (visit.Type, visit.State, visit.VisitedOn!.Value));
        Assert.Equal(["张建国", "李秀英"], visit.Present.Select(p => p.Name));
        Assert.All(visit.Present, p => Assert.Equal(VisitResult.Seen, p.Result));
        Assert.Equal(2, (await o.ImportAsync<ImportCareVisits>(Csv(CareBook, later), update: true)).Unchanged);
    }

    [Fact]
    public async Task Bad_rows_come_back_with_their_sentences()
    {
        await using var o = await OpenAsync(DatabaseProvider.Sqlite);
        var result = await o.ImportAsync<ImportCareVisits>(Csv(CareBook,
            Visited("C1", ("对象编号", "LGB-002;LGB-404")),
            Visited("C2", ("对象编号", "")),
            Visited("C3", ("看望人数", "3")),
            Visited("C4", ("看望日期", "")),
            Visited("C5", ("看望类型", "家访")),
            Visited("C6", ("签收人", "邻居")),
            Visited("C7", ("实际金额(元)", "五百")),
            Visited("C8", ("触发日期", ""), ("计划日期", ""), ("看望日期", ""), ("状态", "已取消"))));
        Assert.Equal((0, 8), (result.Imported, result.Refused.Count));
        foreach (var (row, sentence) in new[] { (2, "花名册中没有人员编号“LGB-404”"), (3, "请填写对象编号"), (4, "看望人数写的是3，对象编号有1人"), (5, "请填写看望日期"), (6, "请写成生病看望"), (7, "请写成本人或家属代签(关系)"), (8, "不是金额"), (9, "请填写触发日期、计划日期或看望日期") })
        {
            Assert.Contains(sentence, result.Refused.Single(r => r.Row.Number == row).Text);
        }

        await Assert.ThrowsAsync<RefusedException>(() => o.ImportAsync<ImportCareVisits>(Csv(CareBook), by: o.Handler));
    }

    [Fact]
    public async Task While_no_department_serves_retired_cadres_the_rows_go_to_the_petition_office_and_the_import_says_so()
    {
        await using var o = await OpenAsync(DatabaseProvider.Sqlite);
        Assert.Empty((await o.ImportAsync<ImportCareVisits>(Csv(CareBook, Visited("K1")), dryRun: true)).Notices);
        await o.Office.DbAsync(db => db.Departments.ExecuteUpdateAsync(u => u.SetProperty(d => d.IsRetireeOffice, false)));
        Assert.Contains("还没有勾选老干部工作科室", Assert.Single((await o.ImportAsync<ImportCareVisits>(Csv(CareBook, Visited("K1")))).Notices));
        Assert.Equal(o.PetitionUnit, await o.Office.DbAsync(db => db.CareVisits.Select(v => v.DepartmentId).SingleAsync()));
    }
}
