using CaseTracker.Books;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.History;
using CaseTracker.Receptions;
using CaseTracker.Reports;
using CaseTracker.Tests.Petitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static CaseTracker.Tests.Books.RetireeBooks;

namespace CaseTracker.Tests.Books;

public sealed class ImportReceptionsTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_reception_keeps_its_number_and_its_people_are_those_of_the_roster(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        var result = await o.ImportAsync<ImportReceptions>(Csv(VisitBook,
            Came("lf-1", ("来访日期", "2024年4月8日"), ("同访人员编号", "LGB-002；LGB-066、LGB-999"), ("来访人数", "5"), ("陪同家属人数", "2"), ("登记科室", "老干部科")),
            Came("LF-2", ("来访形式", "来电"), ("主访人", "张小明"), ("主访人与干部关系", "家属代访(长子)"), ("来访日期", "2024.4.9"), ("办结情况", ""), ("来访时间", "上午")),
            Came("LF-3", ("主访人", "王太太"), ("人员编号", "LGB-003"), ("主访人与干部关系", "遗属（配偶）"), ("来访日期", "2024/5/1"), ("身份类别", "厂级干部")),
            Came("LF-4", ("主访人", "路人甲"), ("人员编号", ""), ("身份类别", ""), ("主访人与干部关系", "")),
            Came("LF-5", ("人员编号", "LGB-066"), ("来访日期", "2024-6-1")),
            Came("LF-6", ("记录状态", "作废"), ("来访形式", ""), ("事项性质", ""), ("主访人与干部关系", ""))));

        Assert.Equal((6, 0, 0), (result.Imported, result.Refused.Count, result.Doubles.Count));
        var first = await ViewAsync(o, "LF-1");
        Assert.Equal((ReceptionState.Answered, new TimeOnly(9, 30), 3, 2, "receptions"), (first.Reception.State, first.Reception.ArrivedAt!.Value, first.Reception.PeopleCount, first.Reception.FamilyCount, first.Reception.ImportedFrom));
        Assert.Equal([("张建国", "LGB-001"), ("李秀英", "LGB-002"), ("LGB-999", null)], first.People.Select(p => (p.Name, p.CadreNumber)));
        Assert.Equal(("import-register", "已导入：来访登记", new DateOnly(2024, 4, 8)), (first.Events.Single().Step, first.Events.Single().StepName, first.Events.Single().HappenedOn));
        var call = await ViewAsync(o, "LF-2");
        Assert.Equal((ReceptionState.Registered, VisitorRelation.Family, "长子", "来访时间：上午"), (call.Reception.State, call.People[0].Relation, call.People[0].RelationNote, call.Reception.Note));
        Assert.Equal((VisitorRelation.Survivor, "配偶", "LGB-003"), ((await ViewAsync(o, "LF-3")).People[0].Relation, (await ViewAsync(o, "LF-3")).People[0].RelationNote, (await ViewAsync(o, "LF-3")).People[0].CadreNumber));
        Assert.Null((await ViewAsync(o, "LF-4")).People.Single().CadreNumber);
        Assert.Equal("LGB-001", (await ViewAsync(o, "LF-5")).People.Single().CadreNumber); // the number of the repeated row leads to the person
        Assert.Equal(ReceptionState.Voided, (await ViewAsync(o, "LF-6")).Reception.State);
        foreach (var (number, text) in new[] { ("LF-1", "按3人计"), ("LF-1", "LGB-999"), ("LF-3", "王德明中层"), ("LF-4", "没有人员编号") })
        {
            Assert.Contains(result.Remarks, r => r.Number == number && r.Text.Contains(text, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(result.Remarks, r => r.Number is "LF-2" or "LF-5" or "LF-6");

        // Two of the 厂级 on 8 April, 张建国 on 1 June; the call, the 遗属, the stranger and the void row are none.
        var report = await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<AnnualReport>().ExecuteAsync(2024, null, null, default));
        Assert.Equal((3, 0), (report.Figure("R3").Value, report.Figure("R8").Value));
        Assert.Equal((3, 2), (report.Figure("R1").Value, report.Figure("R2").Value));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_same_file_in_any_hand_changes_nothing_and_a_difference_is_applied_only_on_demand(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        string[][] rows = [Came("A1"), Came("A2", ("来访日期", "2024-4-10"), ("同访人员编号", "LGB-002"), ("来访人数", "2"))];
        Assert.Equal(2, (await o.ImportAsync<ImportReceptions>(Csv(VisitBook, rows), dryRun: true)).Imported);
        Assert.Equal(0, await o.Office.DbAsync(db => db.Receptions.CountAsync()));
        Assert.Equal(2, (await o.ImportAsync<ImportReceptions>(Csv(VisitBook, rows))).Imported);
        var before = await o.Office.DbAsync(db => db.Events.IgnoreQueryFilters().CountAsync());
        foreach (var hand in Hands)
        {
            var again = await o.ImportAsync<ImportReceptions>(hand(VisitBook, [rows[1], Came("A1", ("来访日期", "2024年4月8日"))]), update: true);
            Assert.Equal((0, 2, 0, 0), (again.Imported, again.Unchanged, again.Differences.Count, again.Refused.Count));
        }

        Assert.Equal(before, await o.Office.DbAsync(db => db.Events.IgnoreQueryFilters().CountAsync()));

        string[][] later = [rows[0], Came("A2", ("来访日期", "2024-4-11"), ("记录状态", "作废"))];
        var shown = await o.ImportAsync<ImportReceptions>(Csv(VisitBook, later));
        Assert.Equal((1, 0), (shown.Differences.Count, shown.Updated));
        Assert.Contains("记录状态不同，文件中是“作废”", shown.Differences[0].Text);
        Assert.Equal(1, (await o.ImportAsync<ImportReceptions>(Csv(VisitBook, later), update: true)).Updated);
        var corrected = await ViewAsync(o, "A2");
        Assert.Equal((ReceptionState.Voided, new DateOnly(2024, 4, 11), "import-correct", 1), (corrected.Reception.State, corrected.Reception.ArrivedOn, corrected.Events[^1].Step, corrected.People.Count));
        Assert.Equal(2, (await o.ImportAsync<ImportReceptions>(Csv(VisitBook, later), update: true)).Unchanged);

        // What moved on in the system is not overwritten.
        var first = (await ViewAsync(o, "A1")).Reception;
        await o.Office.AsAsync(o.Office1, async s =>
        {
            await s.GetRequiredService<VoidReception>().ExecuteAsync(new(first.Id, first.Version, "登记有误"), o.Office1, default);
            return true;
        });
        var moved = await o.ImportAsync<ImportReceptions>(Csv(VisitBook, Came("A1", ("诉求内容", "别的"))), update: true);
        Assert.Equal((1, 0), (moved.Differences.Count, moved.Updated));
        Assert.Contains("请在系统中更正", moved.Differences[0].Text);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_same_people_on_the_same_day_are_one_reception(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        var result = await o.ImportAsync<ImportReceptions>(Csv(VisitBook,
            Came("D1", ("同访人员编号", "LGB-002")),
            Came("D2", ("主访人", "李秀英"), ("人员编号", "LGB-002"), ("同访人员编号", "LGB-066")),
            Came("D3"),
            Came("D4", ("来访形式", "来电")),
            Came("D5", ("同访人员编号", "LGB-002"), ("记录状态", "作废"))));
        Assert.Equal((5, "D2"), (result.Imported, Assert.Single(result.Doubles).Number));
        Assert.Contains("疑似与第2行（D1）重复", result.Doubles[0].Text);
        Assert.Equal("D1", (await ViewAsync(o, "D2")).Repeats);
        Assert.Equal("D6", Assert.Single((await o.ImportAsync<ImportReceptions>(Csv(VisitBook, Came("D6")))).Doubles).Number);
        Assert.Equal("D3", (await ViewAsync(o, "D6")).Repeats);
        Assert.Equal(["D1", "D3", "D4"], await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<ReceptionLedger>().Query(new FindReceptions.Filter()).OrderBy(r => r.Number).Select(r => r.Number).ToListAsync()));

        // The first turns out to be void: the other one counts now.
        Assert.Equal(1, (await o.ImportAsync<ImportReceptions>(Csv(VisitBook, Came("D1", ("同访人员编号", "LGB-002"), ("记录状态", "作废"))), update: true)).Updated);
        Assert.Null((await ViewAsync(o, "D2")).Repeats);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_arrival_in_both_books_is_one_arrival_whichever_came_first(bool petitionsFirst)
    {
        await using var o = await OpenAsync(DatabaseProvider.Sqlite);
        var petitions = PetitionBook.Csv(PetitionBook.Row("P-1", ("登记日期", "2024-04-08"), ("信访人", "张建国")), PetitionBook.Row("P-2", ("信访目的", "检举控告")));
        var receptions = Csv(VisitBook, Came("L1", ("关联编号", "P-1；P-2")), Came("L2", ("关联编号", "P-1"), ("来访日期", "2024-04-02")));
        if (petitionsFirst)
        {
            await o.ImportAsync(petitions);
        }

        await o.ImportAsync<ImportReceptions>(receptions);
        if (!petitionsFirst)
        {
            await o.ImportAsync(petitions);
        }

        var reception = await ViewAsync(o, "L1");
        var petition = await o.ViewAsync(o.Office1, "P-1");
        Assert.Equal((reception.Reception.Id, "import-link"), (petition.Petition.ReceptionId!.Value, petition.Timeline[^1].Step));
        Assert.Null((await o.ViewAsync(o.Office1, "P-2")).Petition.ReceptionId); // an accusation is linked to nobody
        Assert.Equal(2, (await o.ImportAsync(petitions)).Unchanged);
        Assert.Equal(2, (await o.ImportAsync<ImportReceptions>(receptions)).Unchanged);
        Assert.Equal(1, (await o.ImportAsync<ImportReceptions>(Csv(VisitBook, Came("L1", ("关联编号", ""))), update: true)).Updated);
        Assert.Null((await o.ViewAsync(o.Office1, "P-1")).Petition.ReceptionId);
    }

    [Fact]
    public async Task Bad_rows_come_back_with_their_sentences()
    {
        await using var o = await OpenAsync(DatabaseProvider.Sqlite);
        var own = await o.Office.AsAsync(o.Clerk, s => s.GetRequiredService<RegisterReception>().ExecuteAsync(new() { Problem = "问路", Visitors = [new() { Name = "某人" }] }, o.Clerk, default));
        var result = await o.ImportAsync<ImportReceptions>(Csv(VisitBook,
            Came("C1", ("来访形式", "上门")),
            Came("C2", ("主访人与干部关系", "邻居")),
            Came("C3", ("来访日期", "2024-2-30")),
            Came("C4", ("来访时间", "早上")),
            Came("C5", ("事项性质", "")),
            Came("LFJ-1"),
            Came(own.Number),
            Came("C8"),
            Came("c8"),
            Came("C10", ("人员编号", "LGB-001;LGB-002")),
            Came("C11", ("来访日期", "2031-1-1")),
            Came("", ("诉求类别", "工资"))));
        Assert.Equal((1, 11), (result.Imported, result.Refused.Count));
        foreach (var (row, sentence) in new[] { (2, "请写成走访、来电、来信之一"), (3, "请写成本人、家属代访(关系)或遗属(关系)"), (5, "请写成09:30"), (6, "请填写事项性质"), (7, "由本系统编排"), (8, "已经使用"), (10, "与第9行相同"), (11, "只写主访人一人"), (12, "晚于"), (13, "请填写登记编号") })
        {
            Assert.Contains(sentence, result.Refused.Single(r => r.Row.Number == row).Text);
        }

        using var errors = new MemoryStream();
        result.WriteErrors(errors);
        Assert.Equal(11, BookReader.Read(errors.ToArray()).Rows.Count(r => r["问题"].Length > 0));
        await Assert.ThrowsAsync<RefusedException>(() => o.ImportAsync<ImportReceptions>(Csv(VisitBook), by: o.Clerk));
        Assert.Contains("人员编号", (await Assert.ThrowsAsync<RefusedException>(() => o.ImportAsync<ImportReceptions>("登记编号,来访日期\nX,2024-1-1\n"u8.ToArray()))).Message);
    }

    private static Task<GetReception.Details> ViewAsync(PetitionOffice o, string number) => o.Office.AsAsync(o.Office1, s => s.GetRequiredService<GetReception>().ExecuteAsync(number, o.Office1, default));
}
