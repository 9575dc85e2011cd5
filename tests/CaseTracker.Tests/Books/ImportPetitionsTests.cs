using System.Text;
using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Clocks;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.History;
using CaseTracker.Petitions;
using CaseTracker.Reports;
using CaseTracker.Tests.Petitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static CaseTracker.Tests.Books.PetitionBook;

namespace CaseTracker.Tests.Books;

public sealed class ImportPetitionsTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_record_keeps_its_number_and_its_dated_columns_become_events(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var result = await o.ImportAsync(Csv(
            Row("2024-001", ("延期批准日期", "2024.4.30"), ("延期后期限", "2024年6月6日"), ("答复(办结)日期", "2024/5/20")),
            Open("2024-002", ("登记日期", "2025-3-3"), ("受理告知日期", "2025-03-04"), ("办理期限", "2025-05-06")),
            Row("2024-003", ("当前状态", "不予受理"), ("是否受理", "不予受理"), ("办理结果", "告知"), ("答复(办结)日期", ""), ("办理期限", "")),
            Open("2024-004", ("是否受理", ""), ("受理告知日期", ""), ("承办科室", ""), ("承办人", ""), ("办理期限", ""), ("登记日期", "2025-03-04")),
            Row("2024-005", ("记录状态", "作废"))));

        Assert.Equal((5, 5, 0), (result.RowsRead, result.Imported, result.Refused.Count));
        var closed = await o.ViewAsync(o.Office1, "2024-001");
        Assert.Equal((PetitionState.Closed, new DateOnly(2024, 3, 8), 30), (closed.Petition.State, closed.Petition.AcceptedOn!.Value, closed.Petition.ExtensionDays!.Value));
        Assert.Equal([("import-register", new DateOnly(2024, 3, 5)), ("import-accept", new(2024, 3, 8)), ("import-extend", new(2024, 4, 30)), ("import-answer", new(2024, 5, 20))], closed.Timeline.Select(e => (e.Step, e.HappenedOn)));
        Assert.All(closed.Timeline, e => Assert.StartsWith("已导入", e.StepName, StringComparison.Ordinal));
        Assert.Equal(("经济运行科", "陈承办", Satisfaction.MostlySatisfied, Outcome.Explained), (closed.Department, closed.Petition.HandlerName, closed.Petition.Satisfaction!.Value, closed.Petition.Outcome!.Value));
        Assert.Equal(("张三", "138****5678"), (closed.People.Single().Name, closed.People.Single().Phone));

        var open = await o.ViewAsync(o.Handler, "2024-002");
        Assert.Equal((PetitionState.Handling, ClockId.C3), (open.Petition.State, open.Petition.DueClock!.Value));
        Assert.Equal(new DateOnly(2025, 5, 6), open.Petition.HandleDueOn); // 2025-03-04 + 60 days = 05-03, in the May holiday
        Assert.Null(open.Petition.BookDueOn);
        Assert.Equal(PetitionState.NotAccepted, (await o.ViewAsync(o.Office1, "2024-003")).Petition.State);
        var fresh = (await o.ViewAsync(o.Office1, "2024-004")).Petition;
        Assert.Equal((PetitionState.Registered, ClockId.C1), (fresh.State, fresh.DueClock!.Value));
        Assert.True((await o.ViewAsync(o.Office1, "2024-005")).Petition.IsVoid);
        Assert.Empty(await o.Office.AsAsync(Actor.System, s => s.GetRequiredService<RecomputeClocks>().ExecuteAsync(dryRun: true, Actor.System, default)));
        Assert.Empty((await o.Office.AsAsync(Actor.System, s => s.GetRequiredService<VerifyAudit>().ExecuteAsync([], default))).Faults);

        // An imported case goes on in the system.
        await o.StepAsync(o.Handler, "2024-002", PetitionStep.Investigate, ("on", o.Today), ("place", "厂区"), ("investigators", new[] { "陈承办" }), ("record", "属实。"));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_same_file_twice_changes_nothing_and_a_difference_is_applied_only_on_demand(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        string[][] rows = [Row("A1"), Open("A2"), Row("A3", ("信访目的", "检举控告"), ("反映事项概要", "举报违规"))];
        Assert.Equal(3, (await o.ImportAsync(Csv(rows), dryRun: true)).Imported);
        Assert.Equal(0, await CountAsync(o));
        Assert.Equal(3, (await o.ImportAsync(Csv(rows))).Imported);
        var before = await EventsAsync(o);

        // Other hands for the same dates, another format, other order of rows: the same content.
        var again = await o.ImportAsync(Xlsx([Open("A2", ("登记日期", "2024年3月5日")), rows[2], Row("A1", ("登记日期", "2024.3.5"))]));
        Assert.Equal((0, 3, 0, 0), (again.Imported, again.Unchanged, again.Differences.Count, again.Refused.Count));
        Assert.Equal((3, before), (await CountAsync(o), await EventsAsync(o)));

        string[][] later = [rows[0], Row("A2", ("联系电话", "13900001111"), ("信访人", "张三;李四")), rows[2]];
        var shown = await o.ImportAsync(Csv(later));
        Assert.Equal((2, 1, 0), (shown.Unchanged, shown.Differences.Count, shown.Updated));
        Assert.Contains("当前状态", shown.Differences[0].Text);
        Assert.DoesNotContain("13900001111", shown.Differences[0].Text);
        Assert.Equal(PetitionState.Handling, (await o.ViewAsync(o.Office1, "A2")).Petition.State);

        Assert.Equal(1, (await o.ImportAsync(Csv(later), update: true)).Updated);
        var corrected = await o.ViewAsync(o.Office1, "A2");
        Assert.Equal((PetitionState.Closed, "import-correct"), (corrected.Petition.State, corrected.Timeline[^1].Step));
        Assert.Equal([("张三", "139****1111"), ("李四", null)], corrected.People.Select(p => (p.Name, p.Phone)));
        Assert.Equal(3, (await o.ImportAsync(Csv(later), update: true)).Unchanged);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task What_has_moved_on_in_the_system_is_not_overwritten_by_the_book(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        await o.ImportAsync(Csv(Open("B1")));
        await o.StepAsync(o.Handler, "B1", PetitionStep.Investigate, ("on", o.Today), ("place", "厂区"), ("investigators", new[] { "陈承办" }), ("record", "属实。"));
        Assert.Equal(1, (await o.ImportAsync(Csv(Open("B1")), update: true)).Unchanged);
        var result = await o.ImportAsync(Csv(Row("B1")), update: true);
        Assert.Equal((0, 1), (result.Updated, result.Differences.Count));
        Assert.Contains("继续办理", result.Differences[0].Text);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task An_accusation_by_import_is_sealed_and_exists_for_its_importer_and_the_named_only(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var file = Csv(Open("J1", ("信访目的", "检举控告"), ("信访人", "举报人某"), ("反映事项概要", "举报独一无二的词"), ("备注", "独一无二的备注")));
        Assert.Equal(1, (await o.ImportAsync(file)).Imported);

        var mine = await o.ViewAsync(o.Office1, "J1");
        Assert.Equal(("举报独一无二的词", "独一无二的备注", "举报人某"), (mine.Sealed!.Summary, mine.Sealed.Note, mine.People.Single().Name));
        Assert.Empty(mine.Petition.Clocks);
        Assert.Equal("举报人某", (await o.ViewAsync(o.Discipline, "J1")).People.Single().Name);
        foreach (var other in new[] { o.Clerk, o.OtherClerk, o.Handler, o.SectionHead, o.Deputy, o.Director, o.Archivist })
        {
            await Assert.ThrowsAsync<NotFoundException>(() => o.ViewAsync(other, "J1"));
            Assert.Empty(await o.Office.AsAsync(other, s => s.GetRequiredService<CaseDb>().Petitions.ToListAsync()));
        }

        Assert.False(await o.Office.DbAsync(db => db.Events.IgnoreQueryFilters().AnyAsync(e => e.Changes.Contains("独一无二") || e.Changes.Contains("举报人某"))));
        Assert.Empty(await o.Office.AsAsync(o.Director, s => s.GetRequiredService<ProtectedValues>().FindAsync(Petition.Kinds, ProtectedField.Phone, "13800005678", default)));

        // Who came to the office later, with the same number and another content, learns nothing and changes nothing.
        var later = await o.AccountAsync("后来者", o.PetitionUnit, Role.XF);
        var probe = await o.ImportAsync(Csv(Open("J1", ("信访目的", "检举控告"), ("反映事项概要", "别的"))), update: true, by: later);
        Assert.Equal((0, 0, 1), (probe.Differences.Count, probe.Updated, probe.Unchanged));
        Assert.Equal("举报独一无二的词", (await o.ViewAsync(o.Office1, "J1")).Sealed!.Summary);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Bad_rows_come_back_in_a_workbook_and_the_good_ones_are_imported(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var registered = await o.RegisterAsync();
        var result = await o.ImportAsync(Csv(
            Row("C1", ("信访人", "张𬭎;阿依古丽·买买提"), ("反映事项概要", "=1+1"), ("备注", "<script>alert(1)</script>㛃👍")),
            Row("C2", ("登记日期", "2024-13-05")),
            Row("C3", ("登记日期", "45356")),
            Row("C4", ("登记日期", "2031-01-01")),
            Row("C5", ("信访形式", "上门")),
            Row("C6", ("内容分类", "没有的分类")),
            Row("C1"),
            Row("", ("来访人数", "三")),
            Row("C9", ("反映事项概要", new string('长', 10_000))),
            Row("C10", ("办理结果", "")),
            Row("C11", ("当前状态", "不予受理")),
            Row("C12", ("三到位分类", "到位")),
            Row("C13", ("备注", "坏\u0007")),
            Row(registered.Number),
            Row("XFJ420117202400001")));

        Assert.Equal((1, 14), (result.Imported, result.Refused.Count));
        Assert.All(result.Refused, r => Assert.All(r.Reasons, x => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", x.Text)));
        Assert.Contains("日期序号", result.Refused.Single(r => r.Row["信访编号"] == "C3").Text);
        Assert.Contains("代码列表", result.Refused.Single(r => r.Row["信访编号"] == "C6").Text);
        var view = await o.ViewAsync(o.Office1, "C1");
        Assert.Equal(["张𬭎", "阿依古丽·买买提"], view.People.Select(p => p.Name));
        Assert.Equal(("=1+1", "<script>alert(1)</script>㛃👍"), (view.Petition.Summary, view.Petition.Note));

        using var file = new MemoryStream();
        result.WriteErrors(file);
        var returned = BookReader.Read(file.ToArray());
        Assert.Equal([.. Headings, "问题"], returned.Headings);
        Assert.Equal(14, returned.Rows.Count);
        Assert.Contains("请写成来访", returned.Rows.Single(r => r["信访编号"] == "C5")["问题"]);
        Assert.Contains("未导入 第3行", result.Summary());

        // The workbook is imported as it is: its column 问题 is no stranger; written anew it is without the control character, and the second C1 has become a difference.
        var again = await o.ImportAsync(file.ToArray(), dryRun: true);
        Assert.Equal((12, 1, 1, 0), (again.Refused.Count, again.Imported, again.Differences.Count, again.Notices.Count));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Suspected_doubles_are_imported_marked_and_count_once(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        (string, string)[] same = [("反映事项概要", "同一件事")];
        var result = await o.ImportAsync(Csv(Row("D1", same), Row("D2", same), Row("D3", [.. same, ("联系电话", "13900001111")]), Row("D4", [.. same, ("记录状态", "作废")])));
        Assert.Equal(4, result.Imported);
        Assert.Equal(["D2"], result.Doubles.Select(d => d.Number));
        Assert.Contains("第2行", result.Doubles[0].Text);
        var later = await o.ImportAsync(Csv(Row("D5", same)));
        Assert.Equal(("D5", 1), (later.Doubles.Single().Number, later.Imported));
        Assert.Equal([("D2", "D1"), ("D5", "D1")], await o.Office.DbAsync(async db => (await db.Petitions.Where(p => p.DoubleOf != null).OrderBy(p => p.Number).Select(p => new { p.Number, p.DoubleOf }).ToListAsync()).Select(p => (p.Number, p.DoubleOf!))));
        var ledger = await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<PetitionLedger>().RowsAsync(new(2024, 3, 1), new(2024, 3, 31), default).ToListAsync().AsTask());
        Assert.Equal(["D1", "D3"], ledger.Select(r => r.Number));
    }

    [Fact]
    public async Task The_heading_row_as_it_stands_is_an_empty_book_in_every_encoding()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        foreach (var file in new[] { Csv(), Encoded(Encoding.GetEncoding("GB18030")), Xlsx() })
        {
            var result = await o.ImportAsync(file);
            Assert.Equal((0, 0), (result.RowsRead, result.Notices.Count));
        }

        var gb = await o.ImportAsync(Encoded(Encoding.GetEncoding("GB18030"), Row("E1", ("信访人", "张𬭎"))));
        Assert.Equal(1, gb.Imported);
        Assert.Equal("张𬭎", (await o.ViewAsync(o.Office1, "E1")).Petition.MainName);
    }

    [Fact]
    public async Task A_missing_mandatory_heading_and_a_stranger_are_refused_and_an_unknown_heading_is_told()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        var missing = await Assert.ThrowsAsync<RefusedException>(() => o.ImportAsync("信访编号,登记日期\nX,2024-1-1\n"u8.ToArray()));
        Assert.Contains("信访形式", missing.Message);
        await Assert.ThrowsAsync<RefusedException>(() => o.ImportAsync(Csv(Row("F1")), by: o.Handler));
        var text = Encoding.UTF8.GetString(Csv(Row("F1"))).Replace("备注", "我的列");
        var result = await o.ImportAsync(Encoding.UTF8.GetBytes(text));
        Assert.Contains("我的列", Assert.Single(result.Notices));
        Assert.Equal(1, result.Imported);
    }

    [Fact]
    public async Task A_limit_that_differs_from_ours_is_kept_and_told()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        var result = await o.ImportAsync(Csv(
            Row("G1", ("办理期限", "2024-05-31")),
            Row("G2", ("延期批准日期", "2024-07-30"), ("延期后期限", "2024-08-06")),
            Row("G3", ("承办科室", "早已撤并的科"), ("承办人", "离职某"))));
        Assert.Equal(3, result.Imported);
        Assert.Contains(result.Remarks, r => r.Number == "G1" && r.Text.Contains("2024-05-31"));
        Assert.Equal(new DateOnly(2024, 5, 31), (await o.ViewAsync(o.Office1, "G1")).Petition.BookDueOn);
        var late = (await o.ViewAsync(o.Office1, "G2")).Petition;
        Assert.Null(late.ExtensionDays);
        Assert.Contains("2024-07-30", late.Note);
        var gone = (await o.ViewAsync(o.Office1, "G3")).Petition;
        Assert.Equal((null, "离职某", "承办科室：早已撤并的科"), (gone.DepartmentId, gone.HandlerName, gone.Note));
    }

    [Fact]
    public async Task What_was_declined_without_any_day_is_not_in_hand()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        await o.ImportAsync(Csv(
            Row("H1", ("当前状态", "不予受理"), ("是否受理", "不予受理"), ("受理告知日期", ""), ("办理结果", "告知"), ("答复(办结)日期", ""), ("办理期限", "")),
            Open("H2", ("办理期限", ""))));
        var year = await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<AnnualReport>().ExecuteAsync(2024, null, null, default));
        Assert.Equal(["H2"], year.Figure("open").Rows.Select(r => r.Of.Number));
        Assert.Equal(["H1"], year.Figure("declined").Rows.Select(r => r.Of.Number));
    }

    private static Task<int> CountAsync(PetitionOffice o) => o.Office.DbAsync(db => db.Petitions.IgnoreQueryFilters().CountAsync());

    private static Task<int> EventsAsync(PetitionOffice o) => o.Office.DbAsync(db => db.Events.IgnoreQueryFilters().CountAsync());
}
