using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.Governance;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static CaseTracker.Tests.Governance.GovernanceOffice;

namespace CaseTracker.Tests.Governance;

/// <summary>Who sees what of 依法治理, its lists and its ledgers.</summary>
public sealed class GovernanceTests
{
    public static TheoryData<DatabaseProvider> Databases => TestOffice.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_department_sees_its_own_and_those_in_charge_of_law_see_all(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        var other = await o.People.AccountAsync("工业承办", o.People.Industry, Role.CW);
        var own = await o.ContractAsync();
        var theirs = await o.RegisterAsync(other, GovernanceKind.LawStudy, ("title", "学宪法"));
        var forThem = await o.RegisterAsync(o.Lawyer, GovernanceKind.WorkTask, ("title", "普法责任清单"), ("department", "工业科"));
        var all = await o.Office.DbAsync(db => db.GovernanceItems.IgnoreQueryFilters().AsNoTracking().ToListAsync());
        string[] everything = [own, theirs, forThem];
        foreach (var (who, seen) in new[]
        {
            (o.Handler, [own]), (other, [theirs, forThem]), (o.Head, everything), (o.Lawyer, everything), (o.People.Office1, everything), (o.People.Deputy, everything), (o.People.Director, everything),
            (o.People.Clerk, Array.Empty<string>()), (o.People.Archivist, []), (o.People.Discipline, []),
        })
        {
            var list = await o.Office.AsAsync(who, s => s.GetRequiredService<FindGovernance>().ExecuteAsync(new(), default));
            Assert.Equal(seen.Order(), list.Rows.Select(r => r.Number).Order());
            Assert.Equal(seen.Order(), all.Where(i => i.IsVisibleTo(who.Viewer)).Select(i => i.Number).Order());
            Assert.Equal(seen.Length, (await o.Office.AsAsync(who, s => s.GetRequiredService<FindGovernance>().CountAsync(default))).Sum(c => c.Count));
        }

        await Assert.ThrowsAsync<NotFoundException>(() => o.GetAsync(o.Handler, theirs));
        await Assert.ThrowsAsync<NotFoundException>(() => o.StepAsync(o.Handler, theirs, GovernanceStep.Withdraw, ("reason", "越权")));
        Assert.Contains("查看依法治理", (await Assert.ThrowsAsync<RefusedException>(() => o.GetAsync(o.People.Clerk, own))).Message);
        var id = all.Single(i => i.Number == theirs).Id;
        await Assert.ThrowsAsync<NotFoundException>(() => o.Office.AsAsync(o.Handler, s => s.GetRequiredService<FindAttachments>().ExecuteAsync(GovernanceItem.RecordName, id, o.Handler, default)));
        Assert.Contains("依法治理台账是全局的台账", (await Assert.ThrowsAsync<RefusedException>(() => LedgerAsync(o, o.Handler, null))).Message);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_book_has_its_ledger_and_L8_holds_them_all(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        var contract = await o.ContractAsync();
        await o.StepAsync(o.Lawyer, contract, GovernanceStep.StartReview, ("on", Today));
        var task = await o.RegisterAsync(o.Lawyer, GovernanceKind.WorkTask, ("title", "法治建设年度报告"), ("basis", "区委依法治区办通知"), ("leader", "冯分管"), ("responsible", "何法制"), ("limitOn", Today.AddDays(20)), ("measures", "收集各科室材料"));
        await o.StepAsync(o.Lawyer, task, GovernanceStep.Finish, ("finishedOn", Today), ("documentNumber", "新经科〔2025〕2号"), ("quantity", 1));
        var gone = await o.ContractAsync();
        await o.StepAsync(o.Handler, gone, GovernanceStep.Withdraw, ("reason", "撤"));

        var whole = await LedgerAsync(o, o.Head, null);
        Assert.Equal(["序号", "工作任务", "依据/来源", "牵头科室", "责任人", "责任领导", "完成时限", "工作措施", "进展情况", "完成日期", "成果(文号/件数)", "佐证材料", "备注"], GovernanceLedger.SheetOf(null).Columns.Select(c => c.Header));
        var cells = whole.Select(l => GovernanceLedger.SheetOf(null).Columns.Select(c => c.Display(l)).ToList()).ToList();
        Assert.Equal(["合同审查：办公楼物业服务合同", "法治建设年度报告"], cells.Select(c => c[1]));
        Assert.Equal(("审查中", "2025-03-05", "新经科〔2025〕2号，1件"), (cells[0][8], cells[1][9], cells[1][10]));

        var contracts = GovernanceLedger.SheetOf(GovernanceKind.ContractReview);
        Assert.Equal(["序号", "登记编号", "子类", "合同名称", "合同编号", "对方当事人", "合同金额（元）", "承办科室", "送审日期", "轮次", "审查人", "审查结论", "审查意见", "审结日期", "是否采纳", "签订日期", "档号", "状态", "备注"], contracts.Columns.Select(c => c.Header));
        var line = Assert.Single(await LedgerAsync(o, o.Head, GovernanceKind.ContractReview));
        Assert.Equal("120,000.50", contracts.Columns[6].Display(line));
        foreach (var kind in Enum.GetValues<GovernanceKind>().Select(k => (GovernanceKind?)k).Prepend(null))
        {
            using var file = new MemoryStream();
            var sheet = GovernanceLedger.SheetOf(kind);
            var heading = await o.Office.AsAsync(o.Head, s => s.GetRequiredService<GovernanceLedger>().HeadingAsync(kind, Today.AddDays(-40), Today, default));
            await LedgerWriter.WriteAsync(file, sheet, heading, await LedgerAsync(o, o.Head, kind));
            Assert.Equal("PK"u8.ToArray(), file.ToArray()[..2]);
            Assert.InRange(sheet.Columns.Sum(c => c.Width), 60, 230);
        }

        Task<IReadOnlyList<GovernanceLedger.Line>> All() => LedgerAsync(o, o.Head, null);
        Assert.Equal(2, (await All()).Count);
    }

    [Fact]
    public async Task A_second_draft_of_a_contract_is_told_and_a_list_finds_it()
    {
        await using var o = await OpenAsync(DatabaseProvider.Sqlite);
        var first = await o.ContractAsync();
        var again = await o.Office.AsAsync(o.Handler, s => s.GetRequiredService<RegisterGovernance>().ExecuteAsync(
            new(GovernanceKind.ContractReview, StepData.Of(("subKind", "合同"), ("title", "物业合同（二稿）"), ("counterparty", "甲"), ("documentNumber", "ht—2025—01"), ("sentOn", Today))), o.Handler, default));
        Assert.Equal([first], again.SameAs);
        Assert.Equal([first], (await o.GetAsync(o.Handler, again.Number)).Same);
        var found = await o.Office.AsAsync(o.Handler, s => s.GetRequiredService<FindGovernance>().ExecuteAsync(new() { Q = "二稿", Kind = GovernanceKind.ContractReview, OpenOnly = true, SubKind = "合同", From = Today, To = Today }, default));
        Assert.Equal([again.Number], found.Rows.Select(r => r.Number));
        Assert.Empty((await o.Office.AsAsync(o.Handler, s => s.GetRequiredService<FindGovernance>().ExecuteAsync(new() { OverdueOnly = true }, default))).Rows);
    }

    [Fact]
    public async Task An_officer_and_an_adviser_count_while_their_papers_hold()
    {
        await using var o = await OpenAsync(DatabaseProvider.Sqlite);
        var number = await o.OfficerAsync("张三", "17001");
        var fact = (await o.FactsAsync())[number];
        Assert.Equal([false, true, true, false], new[] { new DateOnly(2021, 12, 31), new(2022, 1, 1), new(2025, 12, 31), new(2026, 1, 1) }.Select(fact.IsInForce));
        await o.StepAsync(o.Lawyer, number, GovernanceStep.Finish, ("finishedOn", Today), ("opinion", "调离"));
        Assert.Equal("注销", (await o.ItemAsync(number)).StateWord);
        fact = (await o.FactsAsync())[number];
        Assert.Equal([true, false], new[] { Today.AddDays(-1), Today }.Select(fact.IsInForce));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_file_of_an_item_is_opened_by_whoever_sees_the_item_and_by_nobody_else(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        var number = await o.ContractAsync();
        var id = (await o.ItemAsync(number)).Id;
        var file = Assert.Single(await AddAsync(o.Handler));
        var opened = await o.Office.AsAsync(o.Lawyer, s => s.GetRequiredService<OpenAttachment>().ExecuteAsync(file, o.Lawyer, default));
        Assert.Equal("合同送审稿.pdf", opened.Name);
        Assert.Equal("%PDF-1.4 x"u8.ToArray(), opened.Bytes);
        Assert.Equal("附件1件", GovernanceLedger.Whole.Columns[11].Display((await LedgerAsync(o, o.Head, null)).Single()));
        var stranger = await o.People.AccountAsync("邻科员", o.People.Industry, Role.CW);
        await Assert.ThrowsAsync<NotFoundException>(() => o.Office.AsAsync(stranger, s => s.GetRequiredService<OpenAttachment>().ExecuteAsync(file, stranger, default)));
        await Assert.ThrowsAsync<NotFoundException>(() => o.Office.AsAsync(stranger, s => s.GetRequiredService<FindAttachments>().ExecuteAsync(GovernanceItem.RecordName, id, stranger, default)));
        await Assert.ThrowsAsync<NotFoundException>(() => AddAsync(stranger));
        Assert.Contains("不能为该记录添加附件", (await Assert.ThrowsAsync<RefusedException>(() => AddAsync(o.People.Director))).Message);
        await o.StepAsync(o.Handler, number, GovernanceStep.Withdraw, ("reason", "不签了"));
        Assert.Contains("不能为该记录添加附件", (await Assert.ThrowsAsync<RefusedException>(() => AddAsync(o.Handler))).Message);

        Task<IReadOnlyList<Guid>> AddAsync(CaseTracker.Accounts.Actor who) =>
            o.Office.AsAsync(who, s => s.GetRequiredService<AddAttachment>().ExecuteAsync(new() { RecordKind = GovernanceItem.RecordName, RecordId = id, Files = [new("合同送审稿.pdf", "%PDF-1.4 x"u8.ToArray())] }, who, default));
    }

    private static Task<IReadOnlyList<GovernanceLedger.Line>> LedgerAsync(GovernanceOffice o, CaseTracker.Accounts.Actor who, GovernanceKind? kind) =>
        o.Office.AsAsync(who, s => s.GetRequiredService<GovernanceLedger>().RowsAsync(kind, Today.AddDays(-40), Today, default));
}
