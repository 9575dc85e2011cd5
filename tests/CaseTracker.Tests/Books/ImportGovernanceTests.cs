using CaseTracker.Books;
using CaseTracker.Data;
using CaseTracker.Governance;
using CaseTracker.History;
using CaseTracker.Reports;
using CaseTracker.Tests.Governance;
using CaseTracker.Tests.Petitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static CaseTracker.Tests.Books.RetireeBooks;

namespace CaseTracker.Tests.Books;

/// <summary>The book 依法治理工作台账 with its traps.</summary>
public sealed class ImportGovernanceTests
{
    private const string Book = RetireeBooks.GovernanceBook;

    public static TheoryData<DatabaseProvider> Databases => TestOffice.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task The_book_is_read_as_its_rules_say(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var result = await o.ImportAsync<ImportGovernance>(Csv(Book,
            Governed("G1", "合同审查", ("子类", "合同"), ("文号/合同编号", "HT-2024-01"), ("对方(对象)", "望川物业"), ("金额(元)", "120,000.50")),
            Governed("G2", "合同审查", ("子类", "合同"), ("文号/合同编号", "ht－2024－01 "), ("对方(对象)", "望川物业"), ("送审(发生)日期", "2024.4.1"), ("审结(完成)日期", "2024年4月9日"), ("金额(元)", "118000")),
            Governed("G3", "合同审查", ("子类", "协议"), ("文号/合同编号", "HT-2024-02"), ("状态", "已撤回"), ("审结(完成)日期", "")),
            Governed("G4", "局机关文件审查", ("子类", "行政文件"), ("文号/合同编号", "新经科党组〔2024〕3号")),
            Governed("G5", "局机关文件审查", ("子类", "行政文件"), ("文号/合同编号", "新经科〔2024〕7号"), ("状态", "退回")),
            Governed("G6", "局机关文件审查", ("子类", "规范性文件"), ("文号/合同编号", "新经科规〔2024〕1号")),
            Governed("G7", "规范性文件审查", ("子类", "规范性文件"), ("文号/合同编号", "新经科规〔2024〕2号")),
            Governed("G8", "清欠", ("对方(对象)", "望川建材"), ("送审(发生)日期", "2023-11-20"), ("金额(元)", "50000")),
            Governed("G9", "清欠", ("对方(对象)", "恒稳机械"), ("状态", "办理中"), ("审结(完成)日期", ""), ("金额(元)", "8000")),
            Governed("G10", "矛盾纠纷排查", ("审查意见(结果)", "排查5起，化解３起，未化解2起")),
            Governed("G11", "权力事项清理", ("数量", "120"), ("单位", "项"), ("审查意见(结果)", "取消1项，调整4项")),
            Governed("G12", "送法进企业", ("对方(对象)", "望川建材、恒稳机械；云溪纸业"), ("参加人数", "65")),
            Governed("G13", "领导接访", ("子类", "局长大接访"), ("数量", "3"), ("参加人数", "7")),
            Governed("G14", "双随机检查", ("子类", "民爆"), ("对方(对象)", "鑫兴民爆新洲分公司"), ("承办科室", "安全科")),
            Governed("G15", "学法活动", ("参加人数", "40"), ("名称", "党组扩大会学法")),
            Governed("G16", "学法活动", ("参加人数", "40"), ("名称", "党组扩大会学法")),
            Governed("G17", "法律意见书", ("状态", "起草中"), ("审结(完成)日期", "")),
            Governed("G18", "重大行政决策目录", ("状态", ""), ("审结(完成)日期", "")),
            Governed("G19", "", ("状态", "起草中"), ("审结(完成)日期", "")),
            Governed("G20", "", ("子类", "合同"), ("状态", "已撤回"), ("审结(完成)日期", ""))));

        Assert.True(result.Refused.Count == 0, result.Summary());
        Assert.Equal((20, "G16"), (result.Imported, Assert.Single(result.Doubles).Number));
        var facts = (await GovernanceOffice.FactsAsync(o.Office)).ToDictionary(f => f.Number);
        Assert.Equal(["G1", "G2"], facts.Values.Where(f => f.Kind == GovernanceKind.ContractReview && f.IsDone).Select(f => f.Number));
        Assert.Equal("HT-2024-01", Assert.Single(facts.Values.Where(f => f.Kind == GovernanceKind.ContractReview && f.IsDone).Select(f => f.Key).Distinct()));
        Assert.Equal((118_000m, new DateOnly(2024, 4, 9)), (facts["G2"].Amount!.Value, facts["G2"].FinishedOn!.Value));
        Assert.Equal((true, false), (facts["G3"].IsWithdrawn, facts["G3"].IsDone));
        Assert.Equal((DocumentSeries.Party, "党组文件"), (facts["G4"].Series!.Value, facts["G4"].SubKind));
        Assert.Equal((false, null, GovernanceState.ReturnedForChange), (facts["G5"].IsDone, facts["G5"].FinishedOn, facts["G5"].State));
        Assert.Equal((GovernanceKind.NormativeReview, GovernanceKind.NormativeReview), (facts["G6"].Kind, facts["G7"].Kind));
        Assert.Equal((new DateOnly(2023, 11, 20), new DateOnly(2024, 3, 8), 50_000m), (facts["G8"].SentOn, facts["G8"].FinishedOn!.Value, facts["G8"].Paid!.Value));
        Assert.Equal((GovernanceState.Accepted, 8_000m, null), (facts["G9"].State, facts["G9"].Amount!.Value, facts["G9"].Paid));
        Assert.Equal((3, 4, 120), (facts["G10"].Resolved!.Value, facts["G11"].Adjusted!.Value, facts["G11"].Quantity!.Value));
        Assert.Equal((3, 65, 3, 7), (facts["G12"].Parts, facts["G12"].Attendees!.Value, facts["G13"].Quantity!.Value, facts["G13"].Attendees!.Value));
        Assert.Equal(facts["G15"].Id, await o.Office.DbAsync(db => db.GovernanceItems.Where(i => i.Number == "G16").Select(i => i.RepeatsId).SingleAsync()));
        var report = await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<AnnualReport>().ExecuteAsync(2024, null, null, default));
        Assert.Equal((2, 80), (report.Figure("G8").Value, report.Figure("G8a").Value)); // the rules of the book know no doubles of a lesson
        Assert.Equal((GovernanceState.Handling, GovernanceState.Handling), (facts["G17"].State, facts["G18"].State));
        Assert.Equal((GovernanceKind.WorkTask, GovernanceState.Handling, true), (facts["G19"].Kind, facts["G19"].State, facts["G20"].IsWithdrawn));
        foreach (var (number, sentence) in new[] { ("G19", "类别为空，事项没有办结"), ("G2", "与G1是同一合同编号"), ("G4", "以文号为准"), ("G5", "状态是“退回”，不是已办结"), ("G6", "按规范性文件审查登记"), ("G14", "没有名为“安全科”的承办科室") })
        {
            Assert.Contains(result.Remarks, r => r.Number == number && r.Text.Contains(sentence, StringComparison.Ordinal));
        }

        var item = await o.Office.DbAsync(db => db.GovernanceItems.SingleAsync(i => i.Number == "G14"));
        Assert.Equal(("台账承办科室：安全科", o.PetitionUnit), (item.Note, item.DepartmentId));
        Assert.Equal([("import-register", new DateOnly(2024, 3, 1)), ("import-finish", new(2024, 3, 8))],
            (await o.Office.DbAsync(db => db.Events.IgnoreQueryFilters().Where(e => e.RecordId == facts["G1"].Id).OrderBy(e => e.Seq).ToListAsync())).Select(e => (e.Step, e.HappenedOn)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_same_file_changes_nothing_and_a_difference_is_applied_on_demand(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        string[][] rows = [Governed("A1", "送法进企业", ("对方(对象)", "望川建材"), ("参加人数", "20")), Governed("A2", "合同审查", ("文号/合同编号", "HT-9"), ("状态", "审查中"), ("审结(完成)日期", ""))];
        Assert.Equal(2, (await o.ImportAsync<ImportGovernance>(Csv(Book, rows), dryRun: true)).Imported);
        Assert.Equal(0, await o.Office.DbAsync(db => db.GovernanceItems.CountAsync()));
        await o.ImportAsync<ImportGovernance>(Csv(Book, rows));
        foreach (var hand in Hands)
        {
            var again = await o.ImportAsync<ImportGovernance>(hand(Book, [Governed("a1", "送法进企业", ("名称", "送法进企业（A1）"), ("对方(对象)", "望川建材"), ("参加人数", "20"), ("送审(发生)日期", "2024/3/1")), rows[1]]), update: true);
            Assert.Equal((0, 2, 0), (again.Imported, again.Unchanged, again.Refused.Count));
        }

        string[][] later = [Governed("A1", "送法进企业", ("对方(对象)", "望川建材、恒稳机械"), ("参加人数", "20")), Governed("A2", "合同审查", ("文号/合同编号", "HT-9"), ("金额(元)", "300"))];
        Assert.Equal((2, 0), (await o.ImportAsync<ImportGovernance>(Csv(Book, later)) is var shown ? (shown.Differences.Count, shown.Updated) : default));
        Assert.Equal(2, (await o.ImportAsync<ImportGovernance>(Csv(Book, later), update: true)).Updated);
        var facts = (await GovernanceOffice.FactsAsync(o.Office)).ToDictionary(f => f.Number);
        Assert.Equal((2, true, 300m), (facts["A1"].Parts, facts["A2"].IsDone, facts["A2"].Amount!.Value));
        Assert.Equal(2, (await o.ImportAsync<ImportGovernance>(Csv(Book, later), update: true)).Unchanged);
    }

    [Fact]
    public async Task Bad_rows_come_back_with_their_sentences()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        var result = await o.ImportAsync<ImportGovernance>(Csv(Book,
            Governed("C1", "党建"),
            Governed("C2", "合同审查", ("子类", "党组文件")),
            Governed("C3", "合同审查", ("审结(完成)日期", "")),
            Governed("C4", "合同审查", ("审结(完成)日期", "2024-02-01")),
            Governed("C5", "矛盾纠纷排查", ("审查意见(结果)", "化解3起，累计化解8起")),
            Governed("C6", "合同审查", ("状态", "")),
            Governed("C7", "合同审查", ("金额(元)", "十万")),
            Governed("C8", "合同审查", ("状态", "已归档"), ("名称", "")),
            Governed("C9", "")));
        Assert.Equal((0, 9), (result.Imported, result.Refused.Count));
        foreach (var (row, sentence) in new[] { (2, "类别“党建”不是可用的词"), (3, "没有“党组文件”这一子类"), (4, "已办结的，请填写审结(完成)日期"), (5, "早于送审(发生)日期"), (6, "几处不同的“化解N起”"), (7, "无法判断是否办结"), (8, "不是金额"), (9, "请填写名称"), (10, "已办结的请填写类别") })
        {
            Assert.Contains(sentence, result.Refused.Single(r => r.Row.Number == row).Text);
        }

        Assert.Contains("由信访机构负责人导入", (await Assert.ThrowsAsync<RefusedException>(() => o.ImportAsync<ImportGovernance>(Csv(Book), by: o.Handler))).Message);
    }

    [Theory]
    [InlineData("新经科党组〔2024〕3号", null, DocumentSeries.Party)]
    [InlineData("新经科党组[2024]3号", "行政文件", DocumentSeries.Party)]
    [InlineData("新经科党组（2024）3号", "行政文件", DocumentSeries.Party)]
    [InlineData("新经科党组发【2024】 3号", "行政文件", DocumentSeries.Party)]
    [InlineData("新经科〔2024〕1号", "党组文件", DocumentSeries.Administrative)]
    [InlineData("草案3", "党组文件", DocumentSeries.Party)]
    [InlineData(null, "行政文件", DocumentSeries.Administrative)]
    public void The_number_of_a_document_decides_its_series(string? number, string? subKind, DocumentSeries series) => Assert.Equal(series, CaseTracker.Governance.GovernanceBook.SeriesOf(number, subKind));
}
