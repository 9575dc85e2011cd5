using CaseTracker.Data;
using CaseTracker.Governance;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static CaseTracker.Tests.Governance.GovernanceOffice;

namespace CaseTracker.Tests.Governance;

/// <summary>Every row of the five tables, taken and refused with its sentence. Today is Wednesday 2025-03-05.</summary>
public sealed class GovernanceStepsTests
{
    private static readonly DateOnly Before = Today.AddDays(-1);

    public static TheoryData<DatabaseProvider> Databases => TestOffice.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_contract_is_reviewed_sent_back_concluded_and_archived(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        var number = await o.RegisterAsync(o.Handler, GovernanceKind.ContractReview, ("subKind", "合同"), ("title", "物业合同"), ("counterparty", "望川物业"), ("amount", "120000.50"));
        Assert.Equal("HT420117202500001", number);
        Assert.Contains("须由法制审核办理", await o.RefusalAsync(o.Handler, number, GovernanceStep.StartReview, ("on", Today)));
        Assert.Contains("收件日期不得早于送审日期（2025-03-05），请核对", await o.RefusalAsync(o.Lawyer, number, GovernanceStep.StartReview, ("on", Before)));
        Assert.Contains("只有处于“审查中”时才可以", await o.RefusalAsync(o.Lawyer, number, GovernanceStep.Conclude));
        await o.StepAsync(o.Lawyer, number, GovernanceStep.StartReview, ("on", Today));
        Assert.Contains("请填写需要补充的材料", await o.RefusalAsync(o.Lawyer, number, GovernanceStep.ReturnForMore, ("on", Today)));
        await o.StepAsync(o.Lawyer, number, GovernanceStep.ReturnForMore, ("reason", "缺对方资质"), ("on", Today));
        Assert.Contains("只有处于", await o.RefusalAsync(o.Lawyer, number, GovernanceStep.Conclude, ("conclusion", "may-sign"), ("opinion", "可"), ("finishedOn", Today)));
        await o.StepAsync(o.Handler, number, GovernanceStep.Resubmit, ("reason", "补资质证书"), ("on", Today));
        var refused = await o.RefusalAsync(o.Lawyer, number, GovernanceStep.Conclude, ("finishedOn", Before));
        Assert.Equal("请填写审查结论\n请填写审查意见\n审结日期不得早于送审日期（2025-03-05），请核对", refused);
        await o.StepAsync(o.Lawyer, number, GovernanceStep.Conclude, ("conclusion", "修改后签订"), ("opinion", "修改违约责任条款"), ("amount", "118000"), ("finishedOn", Today));
        Assert.Contains("签订归档应当有合同编号，请填写", await o.RefusalAsync(o.Handler, number, GovernanceStep.Archive, ("adopted", true), ("issuedOn", Today)));
        await o.StepAsync(o.Handler, number, GovernanceStep.Archive, ("adopted", true), ("issuedOn", Today), ("documentNumber", "HT-2025-09"), ("registryNumber", "D-1"));

        var shown = await o.GetAsync(o.Head, number);
        Assert.Equal((GovernanceState.SignedArchived, 2, 118_000m, "何法制", ContractConclusion.SignAfterChange), (shown.Item.State, shown.Item.Rounds, shown.Item.Amount!.Value, shown.Item.PersonName, shown.Item.Conclusion!.Value));
        Assert.Equal(["登记", "开始审查", "退回补充", "重新送审", "审结", "签订归档"], shown.Events.Select(e => e.StepName));
        Assert.Contains(shown.Item.Parts, p => p is { Kind: GovernancePartKind.Round, Name: "第2轮", Note: "补资质证书" });
        Assert.Equal(("HT-2025-09", true, Today, 118_000m), ((await o.FactsAsync())[number] is var f ? (f.Key, f.IsDone, f.FinishedOn!.Value, f.Amount!.Value) : default));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_sent_a_contract_does_not_review_it_and_an_unfit_one_is_not_signed(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        var own = await o.RegisterAsync(o.Lawyer, GovernanceKind.ContractReview, ("subKind", "协议"), ("title", "战略合作协议"), ("counterparty", "望川集团"));
        Assert.Contains("送审人不能审查自己送审的事项", await o.RefusalAsync(o.Lawyer, own, GovernanceStep.StartReview, ("on", Today)));
        await o.StepAsync(o.OtherLawyer, own, GovernanceStep.StartReview, ("on", Today));
        Assert.Contains("送审人不能审查自己送审的事项", await o.RefusalAsync(o.Lawyer, own, GovernanceStep.Conclude, ("conclusion", "may-sign"), ("opinion", "可"), ("finishedOn", Today)));
        await o.StepAsync(o.OtherLawyer, own, GovernanceStep.Conclude, ("conclusion", "不宜签订"), ("opinion", "对方主体资格不明"), ("finishedOn", Today));
        Assert.Contains("不能登记签订", await o.RefusalAsync(o.Handler, own, GovernanceStep.Archive, ("adopted", true), ("issuedOn", Today), ("documentNumber", "X")));

        var withdrawn = await o.ContractAsync();
        Assert.Contains("请填写理由", await o.RefusalAsync(o.Handler, withdrawn, GovernanceStep.Withdraw));
        await o.StepAsync(o.Handler, withdrawn, GovernanceStep.Withdraw, ("reason", "不再签订"));
        Assert.Contains("“撤回”的事项不能“开始审查”", await o.RefusalAsync(o.Lawyer, withdrawn, GovernanceStep.StartReview, ("on", Today)));
        Assert.False((await o.FactsAsync())[withdrawn].IsDone);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_normative_document_goes_all_the_way_and_an_office_document_skips_the_meeting(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        var number = await o.RegisterAsync(o.Handler, GovernanceKind.NormativeReview, ("title", "招商奖励办法"), ("documentNumber", "草案1"));
        Assert.Contains("送审稿、起草说明、制定依据和征求意见情况", await o.RefusalAsync(o.Lawyer, number, GovernanceStep.StartAudit, ("on", Today)));
        await CorrectAsync(o, number, ("title", "招商奖励办法"), ("documentNumber", "草案1"), ("materials", "送审稿、起草说明、依据、征求意见表"));
        await o.StepAsync(o.Lawyer, number, GovernanceStep.StartAudit, ("on", Today), ("person", "何法制、律师"));
        await o.StepAsync(o.Lawyer, number, GovernanceStep.ReturnForChange, ("reason", "第三条缺上位法依据"), ("on", Today));
        await o.StepAsync(o.Handler, number, GovernanceStep.Resubmit, ("reason", "已补依据"), ("on", Today));
        Assert.Contains("规范性文件应当写明是否已作公平竞争审查", await o.RefusalAsync(o.Lawyer, number, GovernanceStep.Pass, ("opinion", "合法"), ("finishedOn", Today)));
        await o.StepAsync(o.Lawyer, number, GovernanceStep.Pass, ("opinion", "合法"), ("finishedOn", Today), ("fairCompetition", true));
        Assert.Contains("规范性文件须经集体讨论决定后印发", await o.RefusalAsync(o.Handler, number, GovernanceStep.Issue, ("documentNumber", "新经科规〔2025〕1号"), ("issuedOn", Today)));
        await o.StepAsync(o.Handler, number, GovernanceStep.Discuss, ("meeting", "局长办公会"), ("on", Today), ("reason", "同意"));
        await o.StepAsync(o.Handler, number, GovernanceStep.Issue, ("documentNumber", "新经科规〔2025〕1号"), ("issuedOn", Today), ("validTo", Today.AddYears(5)));
        Assert.Contains("请填写备案登记号", await o.RefusalAsync(o.Handler, number, GovernanceStep.File, ("filedOn", Today)));
        await o.StepAsync(o.Handler, number, GovernanceStep.File, ("filedOn", Today), ("registryNumber", "XZ-2025-3"));
        (string, object?)[] why = [("cleanedOn", Today), ("reason", "年度清理")];
        await o.StepAsync(o.Lawyer, number, GovernanceStep.CleanUp, [("cleanup", "保留"), .. why]);
        Assert.Equal((GovernanceState.Filed, CleanupResult.Keep), (await o.ItemAsync(number) is var kept ? (kept.State, kept.Cleanup!.Value) : default));
        await o.StepAsync(o.Lawyer, number, GovernanceStep.CleanUp, [("cleanup", "废止"), .. why]);
        Assert.Equal(GovernanceState.Repealed, (await o.ItemAsync(number)).State);

        var party = await o.RegisterAsync(o.Handler, GovernanceKind.OfficeDocumentReview, ("title", "关于加强作风建设的通知"), ("subKind", "行政文件"));
        await o.StepAsync(o.Lawyer, party, GovernanceStep.StartAudit, ("on", Today));
        await o.StepAsync(o.Lawyer, party, GovernanceStep.Pass, ("opinion", "合法"), ("finishedOn", Today));
        Assert.Contains("印发日期不得早于审结日期", await o.RefusalAsync(o.Handler, party, GovernanceStep.Issue, ("documentNumber", "新经科党组[2025]3号"), ("issuedOn", Today.AddDays(-1))));
        await o.StepAsync(o.Handler, party, GovernanceStep.Issue, ("documentNumber", "新经科党组[2025]3号"), ("issuedOn", Today));
        await o.StepAsync(o.Lawyer, party, GovernanceStep.CleanUp, [("cleanup", "修改"), .. why]);
        var facts = await o.FactsAsync();
        Assert.Equal((DocumentSeries.Party, "新经科党组〔2025〕3号", true), (facts[party].Series!.Value, facts[party].Key, facts[party].IsDone));
        Assert.Equal((GovernanceState.Amending, true), (facts[party].State, facts[number].FairCompetition!.Value));

        var draft = await o.RegisterAsync(o.Handler, GovernanceKind.OfficeDocumentReview, ("title", "草稿"), ("subKind", "行政文件"));
        await o.StepAsync(o.Handler, draft, GovernanceStep.Withdraw, ("reason", "不发了"));
        Assert.Equal(GovernanceState.Withdrawn, (await o.ItemAsync(draft)).State);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Arrears_are_accepted_verified_and_paid_in_parts_never_more_than_owed(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        var number = await NewAsync();
        Assert.Contains("请填写受理日期", await o.RefusalAsync(o.Handler, number, GovernanceStep.Accept));
        await o.StepAsync(o.Handler, number, GovernanceStep.Accept, ("acceptedOn", Today));
        Assert.Contains("请填写转办单位", await o.RefusalAsync(o.Handler, number, GovernanceStep.Forward, ("on", Today)));
        await o.StepAsync(o.Handler, number, GovernanceStep.Forward, ("forwardedTo", "区住建局"), ("on", Today));
        (string, object?)[] verified = [("opinion", "拖欠属实"), ("on", Today)];
        Assert.Contains("核实金额应大于0", await o.RefusalAsync(o.Handler, number, GovernanceStep.Verify, [("confirmed", "0"), .. verified]));
        Assert.Contains("核实金额不得超过投诉金额", await o.RefusalAsync(o.Handler, number, GovernanceStep.Verify, [("confirmed", "50000.01"), .. verified]));
        await o.StepAsync(o.Handler, number, GovernanceStep.Verify, [("confirmed", "40000"), .. verified]);
        Assert.Contains("请填写还款计划", await o.RefusalAsync(o.Handler, number, GovernanceStep.PlanRepayment, ("limitOn", Today.AddDays(60))));
        await o.StepAsync(o.Handler, number, GovernanceStep.PlanRepayment, ("measures", "分两期还清"), ("limitOn", Today.AddDays(60)));
        Assert.Contains("清偿金额应大于0", await o.RefusalAsync(o.Handler, number, GovernanceStep.Repay, ("amount", "0"), ("on", Today)));
        await o.StepAsync(o.Handler, number, GovernanceStep.Repay, ("amount", "15000.5"), ("on", Today));
        Assert.Equal((GovernanceState.RepaymentPlanned, 15_000.50m, null, 50_000m), (await o.ItemAsync(number) is var part ? (part.State, part.Paid!.Value, part.FinishedOn, part.Amount!.Value) : default));
        Assert.Contains("已清偿15,000.50元，这一笔超过了余额", await o.RefusalAsync(o.Handler, number, GovernanceStep.Repay, ("amount", "24999.51"), ("on", Today)));
        Assert.Contains("“还款计划”的事项不能“结案”", await o.RefusalAsync(o.Head, number, GovernanceStep.Close, ("closedOn", Today), ("opinion", "还清")));
        await o.StepAsync(o.Handler, number, GovernanceStep.Repay, ("amount", "24999.50"), ("on", Today));
        await o.StepAsync(o.Head, number, GovernanceStep.Close, ("closedOn", Today), ("opinion", "还清"));
        Assert.Equal((true, 40_000m, Today), ((await o.FactsAsync())[number] is var f ? (f.IsDone, f.Paid!.Value, f.FinishedOn!.Value) : default));

        var rejected = await NewAsync();
        Assert.Contains("须由", await o.RefusalAsync(o.Handler, rejected, GovernanceStep.Reject, ("reason", "非中小企业"), ("on", Today)));
        await o.StepAsync(o.Head, rejected, GovernanceStep.Reject, ("reason", "非中小企业"), ("on", Today));
        var disputed = await NewAsync();
        await o.StepAsync(o.Handler, disputed, GovernanceStep.Accept, ("acceptedOn", Today));
        await o.StepAsync(o.Handler, disputed, GovernanceStep.Forward, ("forwardedTo", "区住建局"), ("on", Today));
        await o.StepAsync(o.Handler, disputed, GovernanceStep.Litigate, ("reason", "工程量有争议"), ("on", Today));
        var withdrawn = await NewAsync();
        await o.StepAsync(o.Handler, withdrawn, GovernanceStep.Withdraw, ("reason", "已和解"));
        Assert.Equal([GovernanceState.Rejected, GovernanceState.Litigating, GovernanceState.Withdrawn], new[] { (await o.ItemAsync(rejected)).State, (await o.ItemAsync(disputed)).State, (await o.ItemAsync(withdrawn)).State });

        Task<string> NewAsync() => o.RegisterAsync(o.Handler, GovernanceKind.ArrearsComplaint, ("title", "拖欠工程款"), ("counterparty", "望川建材"), ("otherParty", "某建设公司"), ("amount", "50000"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_shared_table_asks_what_each_book_says(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        var visit = await o.RegisterAsync(o.Handler, GovernanceKind.EnterpriseLawVisit, ("title", "民法典进企业"), ("parts", new[] { "望川建材｜91420117MA4K000001", "恒稳机械" }));
        Assert.Contains("完成时限不得早于登记的日期", await o.RefusalAsync(o.Handler, visit, GovernanceStep.Start, ("on", Today), ("limitOn", Before)));
        await o.StepAsync(o.Handler, visit, GovernanceStep.Start, ("on", Today), ("leader", "冯分管"), ("limitOn", Today.AddDays(9)));
        await o.StepAsync(o.Handler, visit, GovernanceStep.Progress, ("progress", "已联系律师"), ("progressOn", Today));
        Assert.Contains("“望川建材”已经登记过", await o.RefusalAsync(o.Handler, visit, GovernanceStep.RecordPart, ("name", "望川建材"), ("code", "91420117MA4K000001")));
        await o.StepAsync(o.Handler, visit, GovernanceStep.RecordPart, ("name", "云溪纸业"));
        Assert.Equal("请填写活动日期\n请填写参加人数", await o.RefusalAsync(o.Handler, visit, GovernanceStep.Finish));
        await o.StepAsync(o.Handler, visit, GovernanceStep.Finish, ("finishedOn", Today), ("attendees", 65), ("opinion", "解答劳动合同问题"));
        Assert.Equal((3, 65, true), ((await o.FactsAsync())[visit] is var f ? (f.Parts, f.Attendees!.Value, f.IsDone) : default));
        Assert.Contains("须由科长或法制审核或信访机构负责人办理", await o.RefusalAsync(o.Handler, visit, GovernanceStep.Reopen, ("reason", "误办")));
        await o.StepAsync(o.Head, visit, GovernanceStep.Reopen, ("reason", "误办"));
        Assert.Null((await o.ItemAsync(visit)).FinishedOn);
        await o.StepAsync(o.Handler, visit, GovernanceStep.Withdraw, ("reason", "重复登记"));

        var decision = await o.RegisterAsync(o.Handler, GovernanceKind.DecisionCatalogue, ("title", "产业园规划"), ("subKind", "决策事项"));
        foreach (var step in GovernanceBook.DecisionSteps.Take(4))
        {
            await o.StepAsync(o.Handler, decision, GovernanceStep.RecordPart, ("name", step), ("on", Today), ("partNote", "完成"));
        }

        Assert.Equal("决策程序还缺：集体讨论决定；请逐项登记，依法不需要的写明理由", await o.RefusalAsync(o.Handler, decision, GovernanceStep.Finish, ("finishedOn", Today)));
        await o.StepAsync(o.Handler, decision, GovernanceStep.RecordPart, ("name", "集体讨论决定"), ("on", Today), ("partNote", "局长办公会"));
        await o.StepAsync(o.Handler, decision, GovernanceStep.Finish, ("finishedOn", Today));
        Assert.Equal("办结", (await o.ItemAsync(decision)).StateWord);
    }

    [Fact]
    public async Task Every_fault_of_a_form_is_said_at_its_field()
    {
        await using var o = await OpenAsync(DatabaseProvider.Sqlite);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => o.RegisterAsync(o.Handler, GovernanceKind.ContractReview, ("subKind", "承诺书"), ("amount", "一万"), ("colour", "红"), ("sentOn", Today.AddDays(1)), ("department", "无此科")));
        Assert.Equal(["amount", "colour", "counterparty", "sentOn", "subKind", "title"], refused.Reasons.Select(r => r.Field).Order());
        Assert.Contains("您只能登记本科室的事项", (await Assert.ThrowsAsync<RefusedException>(() => o.ContractAsync(("department", "工业科")))).Message);
        Assert.Contains("没有名为“无此科”的科室", (await Assert.ThrowsAsync<RefusedException>(() => o.ContractAsync(("department", "无此科")))).Message);
        Assert.Contains("有效期至不得早于发证日期", (await Assert.ThrowsAsync<RefusedException>(() => o.OfficerAsync("张三", "17001", ("validTo", new DateOnly(2021, 1, 1))))).Message);
        Assert.Contains("写了两次", (await Assert.ThrowsAsync<RefusedException>(() => o.RegisterAsync(o.Handler, GovernanceKind.EnterpriseLawVisit, ("title", "进企业"), ("parts", new[] { "甲厂", "甲厂" })))).Message);
        await Assert.ThrowsAsync<RefusedException>(() => o.RegisterAsync(o.People.Clerk, GovernanceKind.LawStudy, ("title", "学法")));
        foreach (var book in GovernanceBook.All)
        {
            Assert.Equal(book.Asks.Count, book.Asks.Select(a => a.Name).Distinct().Count());
            Assert.All(GovernanceWorkflow.Of(book.Kind).States, s => Assert.NotEmpty(book.WordOf(s.State)));
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_correction_keeps_both_versions_and_a_stale_one_is_refused(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        var number = await o.ContractAsync();
        await CorrectAsync(o, number, ("subKind", "合同"), ("title", "物业合同"), ("counterparty", "望川恒稳物业公司"), ("amount", "90000"));
        var shown = await o.GetAsync(o.Handler, number);
        Assert.Equal(("物业合同", 90_000m, null), (shown.Item.Title, shown.Item.Amount!.Value, shown.Item.DocumentNumber));
        Assert.Contains("\"AmountFen\":[12000050,9000000]", shown.Events[^1].Changes);
        await Assert.ThrowsAsync<StaleException>(() => o.Office.AsAsync(o.Handler, s => s.GetRequiredService<CorrectGovernance>().ExecuteAsync(new(number, StepData.Empty, "旧", Version: 0), o.Handler, default)));
        Assert.Contains("没有“finishedOn”这一项", (await Assert.ThrowsAsync<RefusedException>(() => CorrectAsync(o, number, ("subKind", "合同"), ("title", "物业合同"), ("counterparty", "甲"), ("finishedOn", Today)))).Message);
    }

    private static Task<CorrectGovernance.Done> CorrectAsync(GovernanceOffice o, string number, params (string, object?)[] data) =>
        o.Office.AsAsync(o.Handler, s => s.GetRequiredService<CorrectGovernance>().ExecuteAsync(new(number, StepData.Of([("sentOn", Today), .. data]), "写错了"), o.Handler, default));
}
