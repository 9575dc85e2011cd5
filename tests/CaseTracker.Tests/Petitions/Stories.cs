using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Petitions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static CaseTracker.Petitions.PetitionStep;

namespace CaseTracker.Tests.Petitions;

/// <summary>What happens to petitions in an office, from the letter to the file: each a story of its own, told by the way in of the office: its use cases, or its API.</summary>
internal sealed class Stories(PetitionOffice o)
{
    private static readonly (string, object?)[] Supported = [("outcome", Outcome.Supported), ("opinion", "予以支持。"), ("basis", "会议纪要"), ("performer", "经济运行科")];

    public static RegisterPetition.Command Letter(params string[] names) => PetitionOffice.Visit() with
    {
        Channel = Channel.Letter,
        Petitioners = [.. names.Select((n, i) => new RegisterPetition.PetitionerInput { Name = n, Address = $"邾城街虚构路{i + 1}号" })],
    };

    public static RegisterPetition.Command Transferred(PetitionSource source) => Letter("刘桂英") with { Source = source, SourceOrgan = "区信访局", SourceNumber = "新信转〔2025〕8号" };

    public DateOnly Today => o.Today;

    /// <summary>Takes a step; the date is today's where it asks for one.</summary>
    public Task<TakePetitionStep.Done> Do(Actor by, string number, PetitionStep step, params (string Name, object? Value)[] data)
    {
        var asksDay = PetitionWorkflow.Engine.Asks(step).Any(a => a.Name == "on");
        return o.StepAsync(by, number, step, asksDay && !data.Any(d => d.Name == "on") ? [.. data, ("on", o.Today)] : data);
    }

    public async Task<RefusedException> Refused(Actor by, string number, PetitionStep step, string sentence, params (string, object?)[] data)
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => Do(by, number, step, data));
        Assert.Contains(refusal.Reasons, r => r.Text.Contains(sentence, StringComparison.Ordinal));
        return refusal;
    }

    public async Task<TakeSideStep.Done> Beside(Actor by, string number, SideKind kind, SideStep step, params (string, object?)[] data)
    {
        var side = (await Case(number, by)).Sides.Last(x => x.Kind == kind && x.IsOpen);
        var asksDay = SideWorkflow.Of(kind).Asks(step).Any(a => a.Name == "on");
        return await o.Way.SideAsync(by, number, side.Position, step, asksDay ? [.. data, ("on", o.Today)] : data);
    }

    public async Task<Petition> Case(string number, Actor? by = null) => (await o.ViewAsync(by ?? o.Office1, number)).Petition;

    public async Task<PetitionState> StateOf(string number, Actor? by = null) => (await Case(number, by)).State;

    public async Task<string> Accepted(RegisterPetition.Command? command = null, params (string, object?)[] more)
    {
        var number = (await o.RegisterAsync(command ?? Letter("刘桂英"))).Number;
        await Do(o.Office1, number, Accept, [("route", Route.R6), ("withinPowers", true), .. more]);
        await o.DecideAsync(o.Deputy, number);
        return number;
    }

    public async Task<string> Handled(RegisterPetition.Command? command = null, params (string, object?)[] more)
    {
        var number = await Accepted(command, more);
        await Do(o.Office1, number, Assign, ("department", "经济运行科"), ("handler", "陈承办"));
        return number;
    }

    public Task Investigated(string number) => Do(o.Handler, number, Investigate, ("place", "厂区"), ("investigators", new[] { "陈承办", "吴承办" }), ("record", "查阅档案。"));

    public async Task<string> Drafted(RegisterPetition.Command? command = null, params (string, object?)[] more)
    {
        var number = await Handled(command);
        await Investigated(number);
        await Do(o.Handler, number, SubmitOpinion, more.Length > 0 ? more : [("outcome", Outcome.NotSupported), ("opinion", "不予支持。"), ("basis", "改制文件第3条"), ("educated", "已当面说明政策。")]);
        return number;
    }

    public async Task<string> Concluded(RegisterPetition.Command? command = null, params (string, object?)[] more)
    {
        var number = await Drafted(command, more);
        await Do(o.Deputy, number, Sign);
        await Delivered(number);
        return number;
    }

    public Task<TakePetitionStep.Done> Delivered(string number, params (string, object?)[] more) =>
        Do(o.Clerk, number, Deliver, [("method", DeliveryMethod.InPerson), ("proof", "回证1号"), ("signedBy", "本人"), .. more]);

    public Task<int> ByTime() => o.Office.AsAsync(Actor.System, s => s.GetRequiredService<StepsByTime>().ExecuteAsync(default));

    public async Task AttachAsync(string number, Actor by, params AttachmentKind[] kinds)
    {
        var id = (await Case(number, by)).Id;
        foreach (var kind in kinds)
        {
            await o.Office.AsAsync(by, s => s.GetRequiredService<AddAttachment>().ExecuteAsync(new AddAttachment.Command { RecordKind = Petition.Kinds, RecordId = id, Kind = kind, Files = [new($"{kind.Display()}.pdf", "%PDF-1.4 x"u8.ToArray())] }, by, default));
        }
    }

    // The stories

    /// <summary>一封信三项诉求：各有途径、结果和答复。</summary>
    public async Task Three_demands()
    {
        var number = (await o.RegisterAsync(Letter("刘桂英") with { Demands = "落实安置补偿\n查处虚假申报\n建议公开改制档案" })).Number;
        await Refused(o.Office1, number, Accept, "本件有3项诉求，请逐项选择途径", ("route", Route.R6), ("withinPowers", true), ("ways", new[] { "r6", "r5" }));
        await Do(o.Office1, number, Accept, ("route", Route.R6), ("withinPowers", true), ("ways", new[] { "信访程序", "履行职责", "建议意见" }));
        await o.DecideAsync(o.HeadOfOffice, number);
        Assert.Equal(["C12", "C14"], (await Case(number)).Clocks.Where(c => c.Facts.Subject?.StartsWith("诉求", StringComparison.Ordinal) == true).Select(c => c.Id.ToString()));
        await Do(o.Office1, number, Assign, ("department", "经济运行科"), ("handler", "陈承办"));
        await Refused(o.Handler, number, SubmitOpinion, "至少要有一份调查记录", [.. Supported, ("performBy", Today.AddDays(30)), ("outcomes", new[] { "支持", "支持", "解释说明" }), ("answers", new[] { "一", "二", "三" })]);
        await Investigated(number);
        await Refused(o.Handler, number, SubmitOpinion, "请逐项答复", [.. Supported, ("performBy", Today.AddDays(30)), ("outcomes", new[] { "支持", "支持", "解释说明" }), ("answers", new[] { "一", "二" })]);
        await Refused(o.Handler, number, SubmitOpinion, "请逐项选择处理结果", [.. Supported, ("performBy", Today.AddDays(30)), ("answers", new[] { "一", "二", "三" })]);
        await Refused(o.Handler, number, SubmitOpinion, "应当写明执行单位和执行期限", ("outcome", Outcome.Explained), ("opinion", "逐项答复如下。"), ("basis", "文件"), ("outcomes", new[] { "支持", "解释说明", "解释说明" }), ("answers", new[] { "一", "二", "三" }));
        await Do(o.Handler, number, SubmitOpinion, ("outcome", Outcome.PartlySupported), ("opinion", "逐项答复如下。"), ("basis", "会议纪要"), ("performer", "经济运行科"), ("performBy", Today.AddDays(30)),
            ("outcomes", new[] { "支持", "不予支持", "解释说明" }), ("answers", new[] { "补发补差。", "未发现虚假申报。", "档案可到档案馆查阅。" }));
        await Do(o.Deputy, number, Sign);
        await Delivered(number);

        var done = await Case(number);
        Assert.Equal([Outcome.Supported, Outcome.NotSupported, Outcome.Explained], done.Demands.Select(d => d.Outcome!.Value));
        Assert.Equal(["补发补差。", "未发现虚假申报。", "档案可到档案馆查阅。"], done.Demands.Select(d => d.Answer));
        Assert.All(done.Clocks.Where(c => c.Facts.Subject?.StartsWith("诉求", StringComparison.Ordinal) == true), c => Assert.Equal(Today, c.Dates.StoppedOn));
        Assert.Single(done.Sides, s => s is { Kind: SideKind.Performance, IsOpen: true });
    }

    /// <summary>转错的件：提出异议，对方不同意则照办，同意则退回。</summary>
    public async Task Wrong_transfer_returned()
    {
        var number = (await o.RegisterAsync(Transferred(PetitionSource.ForwardedByPetitionOffice))).Number;
        await Refused(o.Office1, number, ReferOut, "应当向转送、交办机关提出异议", ("organ", "区住建局"), ("basis", "三定"));
        await Do(o.Office1, number, PetitionStep.Object, ("reason", "属住建部门职责"), ("unit", "区住建局"), ("basis", "三定方案"));
        await o.DecideAsync(o.Deputy, number);
        var before = (await Case(number)).Clocks.Single(c => c.Id.ToString() == "C1").Dates;
        await Do(o.Office1, number, ObjectionRefused, ("reason", "该项由科经部门牵头"));
        Assert.Equal(before, (await Case(number)).Clocks.Single(c => c.Id.ToString() == "C1").Dates);
        await Do(o.Office1, number, PetitionStep.Object, ("reason", "再次说明"), ("unit", "区住建局"), ("basis", "三定方案"));
        await o.DecideAsync(o.Deputy, number);
        await Do(o.Office1, number, ObjectionAgreed, ("proof", "新信复〔2025〕2号"), ("materials", new[] { "原信1件", "附件2件" }));
        var returned = await Case(number);
        Assert.Equal((PetitionState.Returned, "区信访局"), (returned.State, returned.TargetOrgan));
    }

    /// <summary>听证：决定、举行、报告；办理期限照算。</summary>
    public async Task Hearing()
    {
        var number = await Handled();
        var limit = (await Case(number)).HandleDueOn;
        await Do(o.Director, number, Hear, ("heldOn", Today.AddDays(8)), ("place", "三楼会议室"), ("chair", "冯分管"), ("panel", new[] { "律师甲", "代表乙" }), ("subject", "补差标准"));
        await Refused(o.Director, number, Hear, "已有听证正在进行", ("heldOn", Today.AddDays(8)), ("place", "三楼"), ("chair", "冯"), ("panel", "甲"), ("subject", "补差"));
        o.Pass(8);
        await Beside(o.Handler, number, SideKind.Hearing, SideStep.Hold, ("parties", new[] { "刘桂英", "经济运行科" }), ("answer", "双方陈述。"));
        Assert.Equal(SideState.HearingEnded, (await Beside(o.Handler, number, SideKind.Hearing, SideStep.Report, ("result", "应予补差"))).State);
        Assert.Equal((PetitionState.Handling, limit), ((await Case(number)).State, (await Case(number)).HandleDueOn));
    }

    /// <summary>复查维持，期满未申请复核。</summary>
    public async Task Review_lost()
    {
        var number = await Concluded();
        await Refused(o.Clerk, number, RequestReview, "不得早于答复送达", ("organ", "区人民政府"), ("on", Today.AddDays(-1)));
        o.Pass(3);
        await Do(o.Clerk, number, RequestReview, ("organ", "区人民政府"), ("claim", "事实不清"));
        o.Pass(10);
        await Do(o.Office1, number, RecordReview, ("number", "新政复〔2025〕1号"), ("result", ReviewResult.Upheld), ("deliveredOn", Today));
        o.Pass(45);
        Assert.True(await ByTime() >= 1);
        Assert.Equal((PetitionState.Lapsed, 0), (await StateOf(number), await ByTime()));
    }

    /// <summary>复查撤销，重新办理，新意见必须不同。</summary>
    public async Task Review_won()
    {
        var number = await Concluded();
        await Do(o.Clerk, number, RequestReview, ("organ", "区人民政府"));
        await Refused(o.Office1, number, RecordReview, "请办“撤销，责令重新处理”", ("number", "新政复〔2025〕2号"), ("result", ReviewResult.Revoked), ("deliveredOn", Today));
        o.Pass(5);
        await Do(o.Office1, number, OrderRehandling, ("number", "新政复〔2025〕2号"), ("conclusion", "事实不清"), ("limit", "30日"));
        var again = await Case(number);
        Assert.Equal((PetitionState.Rehandling, 2, Today, "不予支持。"), (again.State, again.Round, again.RehandleFrom, again.Rounds.Single().Opinion));
        Assert.Null(again.Petitioners[0].DeliveredOn);
        await Do(o.Handler, number, Mediate, ("mediator", "调解员"), ("parties", new[] { "刘桂英", "留守处" }), ("dispute", "补差"), ("bothAgree", true));
        await Beside(o.Handler, number, SideKind.Mediation, SideStep.Fail, ("result", "分歧较大"));
        (string, object?)[] draft = [("outcome", Outcome.NotSupported), ("basis", "文件"), ("difference", "新查明工龄")];
        await Refused(o.Handler, number, SubmitNewOpinion, "不得与被撤销的意见相同", [.. draft, ("opinion", "不予支持")]);
        await Do(o.Handler, number, SubmitNewOpinion, [.. draft, ("opinion", "补发三年补差。")]);
        await Do(o.Deputy, number, ReturnOpinion, ("reason", "写明金额"));
        Assert.Equal(PetitionState.Rehandling, await StateOf(number));
        await Do(o.Handler, number, SubmitNewOpinion, [.. draft, ("opinion", "补发三年补差12000元。")]);
        await Do(o.Deputy, number, Sign);
        Assert.Equal(PetitionState.Concluded, (await Delivered(number)).State);
    }

    /// <summary>三级终结，同一事实再来不再受理，有新事实则须受理。</summary>
    public async Task Finalized_then_declined_for_good()
    {
        var number = await Concluded(Letter("周三访"));
        await Do(o.Clerk, number, RequestReview, ("organ", "区人民政府"));
        await Do(o.Office1, number, RecordReview, ("number", "新政复〔2025〕3号"), ("result", ReviewResult.Upheld), ("deliveredOn", Today));
        await Do(o.Clerk, number, RequestRecheck, ("organ", "市人民政府"));
        await Do(o.Office1, number, Hear, ("heldOn", Today.AddDays(8)), ("place", "市局"), ("chair", "市复核办"), ("panel", "甲"), ("subject", "补差"));
        var early = (await o.RegisterAsync(Letter("周三访"))).Number;
        await Refused(o.Office1, early, DeclineForGood, "没有复核意见（三级终结）", ("related", number), ("comparison", "相同"), ("noNewFacts", true), ("checkedBy", "李信访"));
        o.Pass(6);
        await Beside(o.Office1, number, SideKind.Hearing, SideStep.Hold, ("parties", "周三访"), ("answer", "陈述"));
        await Beside(o.Office1, number, SideKind.Hearing, SideStep.Report, ("result", "维持"));
        await Do(o.Office1, number, RecordRecheck, ("number", "武政核〔2025〕3号"), ("result", ReviewResult.Upheld), ("deliveredOn", Today));
        Assert.Equal(PetitionState.Finalized, await StateOf(number));

        await Refused(o.Office1, early, DeclineForGood, "有新的事实或者理由的，应当受理", ("related", number), ("comparison", "补充了工资条"), ("noNewFacts", false), ("checkedBy", "李信访"));
        await Refused(o.Office1, early, DeclineForGood, "没有复核意见", ("related", "XF420117202599999"), ("comparison", "相同"), ("noNewFacts", true), ("checkedBy", "李信访"));
        await Do(o.Office1, early, DeclineForGood, ("related", number), ("comparison", "诉求、事实和理由逐一相同"), ("noNewFacts", true), ("checkedBy", "李信访"));
        await o.DecideAsync(o.Deputy, early);
        Assert.Equal((PetitionState.NoLongerAccepted, number), ((await Case(early)).State, (await Case(early)).RelatedNumber));
    }

    /// <summary>并错了的件恢复原样：期限自原收到日期、原受理日期继续。</summary>
    public async Task Wrong_merge_undone()
    {
        var first = (await o.RegisterAsync(Letter("并案人"))).Number;
        var master = await Handled(Letter("并案人"));
        var number = (await o.RegisterAsync(Letter("并案人") with { RelatedNumber = first, RepeatNote = "同一诉求" })).Number;
        var before = await Case(number);
        await Refused(o.Office1, number, Merge, "请核对主件编号", ("master", number), ("sameMatter", true), ("reason", "同"));
        await Do(o.Office1, number, Merge, ("master", master), ("sameMatter", true), ("reason", "同人同事"));
        await o.DecideAsync(o.HeadOfOffice, number); // 办公室主任看不到主件所在科室，仍可审批
        var merged = await Case(number);
        Assert.Equal((PetitionState.Merged, master, master), (merged.State, merged.MergedInto, merged.RelatedNumber));
        Assert.Contains(number, (await o.ViewAsync(o.Office1, master)).MergedHere);
        o.Pass(2);
        await Do(o.Office1, number, Unmerge, ("reason", "诉求不同"));
        await o.DecideAsync(o.Deputy, number);
        var after = await Case(number);
        Assert.Equal((PetitionState.Registered, before.ReceivedOn, first, true, "同一诉求", (string?)null), (after.State, after.ReceivedOn, after.RelatedNumber, after.IsRepeat, after.RepeatNote, after.MergedInto));
        Assert.Equal(before.Clocks.Single(c => c.Id.ToString() == "C1").Dates, after.Clocks.Single(c => c.Id.ToString() == "C1").Dates);
        Assert.Empty((await o.ViewAsync(o.Office1, master)).MergedHere);

        // Merged when it was already handled: the 受理 stands.
        var late = await Handled(Letter("并案人"));
        var accepted = await Case(late);
        await Do(o.Office1, late, Merge, ("master", master), ("sameMatter", true), ("reason", "重复在办"));
        await o.DecideAsync(o.SectionHead, late);
        o.Pass(20);
        await Do(o.Office1, late, Unmerge, ("reason", "并错"));
        await o.DecideAsync(o.Deputy, late);
        var back = await Case(late);
        Assert.Equal((PetitionState.Registered, accepted.AcceptedOn, accepted.NoticeOn, accepted.NoticeNumber, accepted.HandleDueOn), (back.State, back.AcceptedOn, back.NoticeOn, back.NoticeNumber, back.HandleDueOn));
        await Do(o.Office1, late, Accept, ("route", Route.R6), ("withinPowers", true));
        await o.DecideAsync(o.Deputy, late);
        Assert.Equal(accepted.HandleDueOn, (await Case(late)).HandleDueOn);
        await Do(o.Office1, late, Assign, ("department", "经济运行科"), ("handler", "陈承办"));
    }

    /// <summary>简易办理逾期，自期满次日转普通程序。</summary>
    public async Task Simple_overdue_becomes_ordinary_by_time()
    {
        var number = (await o.RegisterAsync()).Number;
        await Do(o.Office1, number, AcceptSimple, ("ground", SimpleGround.Clear), ("mayRefuse", false), ("hasProcedure", false), ("manyParties", false), ("department", "经济运行科"), ("handler", "陈承办"));
        var reply = (await Case(number)).Clocks.Single(c => c.Id.ToString() == "C10").Dates.Legal!.Value;
        o.Pass(reply.DayNumber - Today.DayNumber);
        Assert.Equal(PetitionState.SimpleHandling, await AfterTime());
        o.Pass(6);
        Assert.Equal(PetitionState.Handling, await AfterTime());
        var view = await o.ViewAsync(o.Office1, number);
        Assert.Equal((reply.AddDays(1), "系统"), (view.Timeline[^1].HappenedOn, view.Timeline[^1].ActorName));

        async Task<PetitionState> AfterTime()
        {
            await ByTime();
            return await StateOf(number);
        }
    }

    /// <summary>简易办理，当日答复；改用和转普通。</summary>
    public async Task Simple_answered()
    {
        (string, object?)[] simple = [("ground", SimpleGround.Enquiry), ("mayRefuse", false), ("hasProcedure", false), ("manyParties", false), ("department", "经济运行科"), ("handler", "陈承办")];
        var number = await Accepted();
        await Do(o.Office1, number, ToSimple, simple);
        await o.DecideAsync(o.HeadOfOffice, number);
        await Refused(o.Handler, number, ReplySimple, "应当记录号码、时间和通话人", ("outcome", Outcome.Explained), ("opinion", "已说明"), ("channel", ReplyChannel.Phone));
        await Do(o.Handler, number, ReplySimple, ("outcome", Outcome.Explained), ("opinion", "已说明"), ("channel", ReplyChannel.Phone), ("contact", "138****5678，10:20，刘桂英"));
        await o.DecideAsync(o.SectionHead, number);
        var answered = await Case(number);
        Assert.Equal((o.Handler.UserId, "郑科长"), (answered.DraftedById!.Value, answered.SignedByName)); // who approves it is not its drafter
        Assert.Equal(PetitionState.Concluded, (await Delivered(number)).State);

        var other = (await o.RegisterAsync()).Number;
        await Do(o.Office1, other, AcceptSimple, simple);
        await Do(o.Handler, other, ToOrdinary, ("reason", "情况复杂"));
        Assert.Equal(PetitionState.Handling, await StateOf(other));
    }

    /// <summary>撤回须每名信访人签名。</summary>
    public async Task Withdrawn_by_every_petitioner()
    {
        var number = await Handled(Letter("刘桂英", "张建国"));
        await Refused(o.Clerk, number, Withdraw, "尚缺：张建国", ("signers", "刘桂英"), ("reason", "已解决"), ("noPublicRisk", true));
        await Do(o.Clerk, number, Withdraw, ("signers", new[] { "刘桂英", "2" }), ("reason", "已解决"), ("noPublicRisk", true));
        Assert.Equal(PetitionState.Handling, await StateOf(number));
        await o.DecideAsync(o.SectionHead, number);
        Assert.Equal(PetitionState.Withdrawn, await StateOf(number));
    }

    /// <summary>支持的诉求有执行任务，跟踪到执行完毕，再归档。</summary>
    public async Task Supported_claim_is_performed_and_archived()
    {
        var number = await Concluded(null, [.. Supported, ("performBy", Today.AddDays(20)), ("resolved", "补发补差")]);
        Assert.Equal(Today.AddDays(20), (await Case(number)).Sides.Single(s => s.Kind == SideKind.Performance).DueOn);
        await Do(o.Handler, number, TrackPerformance, ("progress", "资金已申请"), ("done", false));
        await Do(o.Clerk, number, Evaluate, ("rating", Satisfaction.Satisfied));
        o.Pass(45);
        await ByTime();
        await AttachAsync(number, o.Office1, AttachmentKind.Document, AttachmentKind.DeliveryProof);
        await Refused(o.Archivist, number, Archive, "执行尚未了结，不能归档", ("retention", Retention.ThirtyYears));
        await Do(o.Handler, number, TrackPerformance, ("progress", "已发放"), ("done", true), ("proof", "银行回单"));
        await Refused(o.Handler, number, TrackPerformance, "没有待执行的事项", ("progress", "再"), ("done", true));
        Assert.Equal(PetitionState.Archived, (await Do(o.Archivist, number, Archive, ("retention", Retention.ThirtyYears))).State);
    }

    /// <summary>支持的意见被撤销，原来的执行任务不再执行，不妨碍新意见归档。</summary>
    public async Task Performance_of_a_revoked_opinion_is_dropped()
    {
        var number = await Concluded(null, [.. Supported, ("performBy", Today.AddDays(20)), ("resolved", "补发补差")]);
        await Do(o.Clerk, number, RequestReview, ("organ", "区人民政府"));
        await Do(o.Office1, number, OrderRehandling, ("number", "新政复〔2025〕9号"), ("conclusion", "事实不清"));
        var dropped = (await Case(number)).Sides.Single(s => s.Kind == SideKind.Performance);
        Assert.Equal((SideState.Dropped, (DateOnly?)Today), (dropped.State, dropped.EndedOn));
        Assert.Contains("不再有效", dropped.Result, StringComparison.Ordinal);
        await Do(o.Handler, number, SubmitNewOpinion, ("outcome", Outcome.Explained), ("opinion", "解释说明。"), ("basis", "文件"), ("difference", "另行查明"), ("educated", "已说明"));
        await Do(o.Deputy, number, Sign);
        await Refused(o.Handler, number, TrackPerformance, "没有待执行的事项", ("progress", "再"), ("done", true));
        await Delivered(number);
        o.Pass(45);
        await ByTime();
        await AttachAsync(number, o.Office1, AttachmentKind.Document, AttachmentKind.DeliveryProof);
        Assert.Equal(PetitionState.Archived, (await Do(o.Archivist, number, Archive, ("retention", Retention.ThirtyYears))).State);
    }

    /// <summary>办结后有新的证据，局长批准重启；导入途径后重启的期限重新起算。</summary>
    public async Task Reopened()
    {
        var number = (await o.RegisterAsync()).Number;
        await Do(o.Office1, number, Divert, ("route", Route.R5), ("procedure", Procedure.Duty), ("organ", "本局"), ("basis", "条例第三十一条"));
        await o.DecideAsync(o.Deputy, number);
        await Do(o.Office1, number, CloseDiverted, ("result", "已查处"));
        await Do(o.Office1, number, Reopen, ("ground", ReopenGround.NewEvidence), ("reason", "新的账册"), ("limit", "30日"), ("department", "经济运行科"), ("handler", "陈承办"));
        await o.DecideAsync(o.Director, number);
        var again = await Case(number);
        var handling = again.Clocks.Last(c => c.Id.ToString() == "C3");
        Assert.Equal((PetitionState.Rehandling, Today, (DateOnly?)null), (again.State, handling.Start, handling.Dates.StoppedOn));
        Assert.Empty(handling.Marks);
    }

    /// <summary>调解和解结案。</summary>
    public async Task Settled_by_mediation()
    {
        var number = await Handled();
        await Refused(o.Handler, number, Settle, "尚未启动调解和解", ("agreement", "x"), ("performer", "留守处"), ("performBy", Today.AddDays(30)));
        await Do(o.Handler, number, Mediate, ("mediator", "调解员"), ("parties", new[] { "刘桂英", "留守处" }), ("dispute", "补差"), ("bothAgree", true));
        await Do(o.Handler, number, Settle, ("agreement", "一次性补差8000元"), ("performer", "留守处"), ("performBy", Today.AddDays(30)), ("resolved", "达成协议"));
        await o.DecideAsync(o.SectionHead, number);
        await o.DecideAsync(o.Deputy, number);
        var done = await Case(number);
        Assert.Equal((PetitionState.Closed, Outcome.Settled, SideState.Agreed), (done.State, done.Outcome, done.Sides.Single(s => s.Kind == SideKind.Mediation).State));
        await Beside(o.Deputy, number, SideKind.Performance, SideStep.Prolong, ("due", Today.AddDays(40)), ("reason", "财政审批"));
        await Beside(o.Handler, number, SideKind.Performance, SideStep.Perform, ("result", "已付"));
    }

    /// <summary>交办下级，须指定期限，收到报结后了结。</summary>
    public async Task Order_to_a_subordinate()
    {
        var number = (await o.RegisterAsync()).Number;
        await Refused(o.Office1, number, Forward, "应当指定办理期限", ("organ", "区中小企业服务中心"), ("isOrder", true));
        await Do(o.Office1, number, Forward, ("organ", "区中小企业服务中心"), ("isOrder", true), ("due", Today.AddDays(40)));
        await o.DecideAsync(o.Deputy, number);
        Assert.Equal(PetitionState.Forwarded, await StateOf(number));
        await AttachAsync(number, o.Office1, AttachmentKind.Document);
        await Refused(o.Archivist, number, Archive, "交办下级尚未了结", ("retention", Retention.ThirtyYears));
        Assert.Equal(SideState.OrderDone, (await Beside(o.Office1, number, SideKind.Order, SideStep.CloseOrder, ("result", "已补发"))).State);
        await Do(o.Archivist, number, Archive, ("retention", Retention.ThirtyYears));
    }

    /// <summary>其余去向：告知、不予受理、建议、重新甄别、终止。</summary>
    public async Task Other_ends()
    {
        var referred = (await o.RegisterAsync()).Number;
        await Do(o.Office1, referred, ReferOut, ("organ", "区住建局"), ("basis", "三定方案"));
        Assert.Equal(PetitionState.ReferredOut, (await o.DecideAsync(o.Deputy, referred)).State);

        var declined = (await o.RegisterAsync()).Number;
        await Do(o.Office1, declined, Decline, ("ground", DeclineGround.ReviewRunning), ("basis", "条例第三十五条"), ("related", "另件"), ("explanation", "复查中"));
        Assert.Equal(PetitionState.NotAccepted, (await o.DecideAsync(o.Deputy, declined)).State);

        var suggestion = (await o.RegisterAsync(Letter("建议人") with { Purpose = Purpose.Suggest })).Number;
        await Do(o.Office1, suggestion, TakeSuggestion, ("department", "经济运行科"), ("handler", "陈承办"));
        await Do(o.SectionHead, suggestion, Reassign, ("handler", "吴承办"), ("reason", "休假"));
        await Do(o.OtherHandler, suggestion, Investigate, ("place", "科室"), ("investigators", "吴承办"), ("record", "论证"));
        await Do(o.SectionHead, suggestion, ReplySuggestion, ("adopt", Adoption.PartlyAdopted), ("reason", "经费所限"), ("reply", "部分采纳"));
        Assert.Equal(PetitionState.Closed, (await o.DecideAsync(o.Deputy, suggestion)).State);

        var changed = await Handled();
        await Refused(o.Clerk, changed, Correct, "已经甄别办理的事项不能改变类别", ("reason", "x"), ("purpose", Purpose.Suggest));
        await Do(o.SectionHead, changed, Divert, ("route", Route.R4), ("procedure", Procedure.EnterprisePayment), ("organ", "本局企业科"), ("basis", "保障中小企业款项支付条例"), ("limit", "30日"));
        Assert.Equal(PetitionState.Diverted, (await o.DecideAsync(o.Deputy, changed)).State);
        Assert.Contains((await Case(changed)).Clocks, c => c.Id.ToString() == "C3" && c.Marks.Contains("已导入其他途径，期限作废"));

        var ended = (await o.RegisterAsync()).Number;
        await Do(o.Office1, ended, Terminate, ("ground", TerminationReason.DoubleEntry), ("reason", "重复登记"));
        Assert.Equal(PetitionState.Terminated, (await o.DecideAsync(o.Deputy, ended)).State);
        await Do(o.Archivist, ended, Archive, ("retention", Retention.TenYears));
    }

    /// <summary>旁区：重大紧急、更正、延期、督办、包案、办结报告、退回修改、局长签发、分次送达、拒收。</summary>
    public async Task Beside_the_way()
    {
        var supervisor = await o.AccountAsync("何督办", null, Role.SU);
        var number = await Handled(Transferred(PetitionSource.OrderedByPetitionOffice) with { OrderDueOn = Today.AddDays(50), Petitioners = [new() { Name = "刘桂英", Address = "一" }, new() { Name = "张建国", Address = "二" }] });
        await Do(o.Clerk, number, Correct, ("reason", "笔误"), ("title", "改制补差"));
        await Do(o.Office1, number, Correct, ("reason", "收发室早一日收到"), ("receivedOn", Today.AddDays(-1)));
        await o.DecideAsync(o.Deputy, number);
        Assert.Equal(Today.AddDays(-1), (await Case(number)).ReceivedOn);
        await Do(o.Clerk, number, MarkUrgent, ("occurredAt", "09:20"), ("reportedAt", "09:45"), ("reportedTo", "区委办"), ("what", "扬言集访"));
        await Beside(o.Office1, number, SideKind.Urgent, SideStep.Inform, ("answer", "已劝返"));
        await Beside(o.Office1, number, SideKind.Urgent, SideStep.Relieve, ("result", "解除"));
        await Do(supervisor, number, Supervise, ("ground", SupervisionGround.Delay), ("issue", "进展慢"), ("unit", "经济运行科"), ("due", Today.AddDays(10)));
        await Beside(o.Handler, number, SideKind.Supervision, SideStep.Answer, ("answer", "已推进"));
        await Beside(supervisor, number, SideKind.Supervision, SideStep.SendBack, ("due", Today.AddDays(15)), ("reason", "不具体"));
        await Beside(o.Handler, number, SideKind.Supervision, SideStep.Answer, ("answer", "已查清"));
        await Beside(supervisor, number, SideKind.Supervision, SideStep.Lift, ("result", "已整改"));
        await Do(o.Office1, number, LeadCase, ("leader", "冯分管"), ("unit", "经济运行科"), ("due", Today.AddDays(30)), ("plan", "每周会商"));
        await o.DecideAsync(o.Director, number);
        await Beside(o.Deputy, number, SideKind.Lead, SideStep.Progress, ("answer", "走访"));
        await Beside(o.Director, number, SideKind.Lead, SideStep.Prolong, ("due", Today.AddDays(40)), ("reason", "方案调整"));
        await Beside(o.Deputy, number, SideKind.Lead, SideStep.AskClosing, ("answer", "已化解"), ("attitude", Attitude.Agrees));
        await Beside(o.Director, number, SideKind.Lead, SideStep.RefuseClosing, ("reason", "再巩固"));
        await Beside(o.Deputy, number, SideKind.Lead, SideStep.AskClosing, ("answer", "已化解"), ("attitude", Attitude.Agrees));
        await Beside(o.Director, number, SideKind.Lead, SideStep.CloseLead, ("result", "同意"));
        await Do(o.SectionHead, number, Reassign, ("handler", "吴承办"), ("reason", "亲属"), ("recused", true));
        Assert.Contains((await Case(number)).Recusals, r => r.UserId == o.Handler.UserId);
        await Refused(o.SectionHead, number, Reassign, "该人员已回避", ("handler", "陈承办"), ("reason", "改回"));
        await Do(o.OtherHandler, number, Extend, ("days", 20), ("reason", "情况复杂"));
        await o.DecideAsync(o.SectionHead, number);
        await o.DecideAsync(o.Deputy, number);
        await o.DecideAsync(o.Director, number);
        await Refused(o.OtherHandler, number, Extend, "办理期限只能延长一次", ("days", 5), ("reason", "再延"));
        await Do(o.OtherHandler, number, Investigate, ("place", "厂区"), ("investigators", "吴承办"), ("record", "属实"));
        (string, object?)[] draft = [("outcome", Outcome.NotSupported), ("opinion", "不予支持。"), ("basis", "文件"), ("hasRisk", true), ("educated", "已说明")];
        await Do(o.OtherHandler, number, SubmitOpinion, draft);
        await Refused(o.Deputy, number, Sign, "须由局长");
        await Do(o.Director, number, ReturnOpinion, ("reason", "补依据"));
        Assert.Equal(PetitionState.Handling, await StateOf(number));
        await Do(o.OtherHandler, number, SubmitOpinion, draft);
        await Do(o.Director, number, Sign);
        Assert.Equal(PetitionState.OpinionIssued, (await Delivered(number, ("petitioners", "刘桂英"))).State);
        await Refused(o.Clerk, number, Deliver, "尚未送达的信访人", ("method", DeliveryMethod.InPerson), ("proof", "2"), ("signedBy", "x"), ("petitioners", "刘桂英"));
        Assert.Equal(PetitionState.Concluded, (await Do(o.Clerk, number, Deliver, ("method", DeliveryMethod.Other), ("proof", "照片"), ("refused", true), ("refusalReason", "拒绝签字"), ("witnesses", new[] { "居委甲", "居委乙" }))).State);
        await Do(o.OtherHandler, number, ReportCompletion, ("report", "办理经过"), ("attitude", Attitude.Disagrees));
        Assert.Equal(Today, (await o.DecideAsync(o.Director, number)).State == PetitionState.Concluded ? (await Case(number)).CompletionReportOn : null);
        await Assert.ThrowsAsync<NotFoundException>(() => Do(o.Archivist, number, Archive, ("retention", Retention.ThirtyYears)));
    }

    /// <summary>检举控告由指定人员办到底。</summary>
    public async Task Accusation_is_handled_by_the_named_to_the_end()
    {
        var number = (await o.RegisterAsync(PetitionOffice.Visit() with { Purpose = Purpose.Accuse, Summary = "举报", Accused = "某科人员" })).Number;
        await Refused(o.Office1, number, TakeAccusation, "不得办理本件，请另选经办人", ("handlers", "李信访"), ("accusedUnit", "办公室"));
        await Refused(o.Office1, number, TakeAccusation, "至少要有一名派驻纪检或者局长", ("handlers", "李信访"));
        await Refused(o.Office1, number, Accept, "检举控告类事项", ("route", Route.R6), ("withinPowers", true));
        await Do(o.Office1, number, TakeAccusation, ("handlers", new[] { "李信访", "韩纪检" }), ("accusedAccount", "陈承办"));
        await o.DecideAsync(o.Discipline, number, opinion: "同意初核");
        Assert.Equal("同意初核", (await o.ViewAsync(o.Discipline, number)).Approvals[0].Approval.Decisions[0].Opinion);
        await Refused(o.Discipline, number, Reassign, "不是派驻纪检或局长或信访机构负责人", ("handlers", new[] { "郑科长", "韩纪检" }), ("reason", "x"));
        await Do(o.Discipline, number, Reassign, ("handlers", new[] { "韩纪检", "钱局长" }), ("reason", "集中办理"));
        await Assert.ThrowsAsync<NotFoundException>(() => o.ViewAsync(o.Office1, number));
        Assert.Equal(PetitionState.Closed, (await Do(o.Director, number, CloseAccusation, ("result", "查无实据"))).State);

        // The named archive it themselves; to the archivist it does not exist.
        await Assert.ThrowsAsync<NotFoundException>(() => Do(o.Archivist, number, Archive, ("retention", Retention.ThirtyYears)));
        await Assert.ThrowsAsync<NotFoundException>(() => Do(o.Office1, number, Archive, ("retention", Retention.ThirtyYears)));
        Assert.Contains(await WaitingFor(o.Discipline), i => i.Row.Number == number && i.Steps.Contains(Archive));
        Assert.DoesNotContain(await WaitingFor(o.Archivist), i => i.Row.Number == number);
        Assert.Equal(PetitionState.Archived, (await Do(o.Discipline, number, Archive, ("retention", Retention.Permanent), ("place", "纪检保密柜"))).State);
        Assert.DoesNotContain("纪检保密柜", (await o.ViewAsync(o.Discipline, number)).Timeline[^1].Data, StringComparison.Ordinal);

        // Where the 信访机构 itself is accused, and where its head is: the 派驻纪检 alone takes it, and may end it.
        var office = (await o.RegisterAsync(PetitionOffice.Visit() with { Purpose = Purpose.Accuse, Summary = "举报", Accused = "李信访" })).Number;
        await Assert.ThrowsAsync<NotFoundException>(() => o.ViewAsync(o.Office1, office));
        await Do(o.Discipline, office, TakeAccusation, ("handlers", "韩纪检"), ("accusedAccount", "李信访"));
        await Do(o.Discipline, office, CloseAccusation, ("result", "已处理"));
        var wrong = (await o.RegisterAsync(PetitionOffice.Visit() with { Purpose = Purpose.Accuse, Summary = "误登" })).Number;
        Assert.Equal(PetitionState.Terminated, (await Do(o.Discipline, wrong, Terminate, ("ground", TerminationReason.WrongEntry), ("reason", "误登"))).State);
    }

    /// <summary>诉求中夹带检举：分出单独办理，普通件不留一字。</summary>
    public async Task Mixed_letter_is_split()
    {
        var number = (await o.RegisterAsync(Letter("混合人") with { Summary = "要求补差；并举报孤本独角", Demands = "补差\n查处孤本独角受贿\n公开档案" })).Number;
        await AttachAsync(number, o.Office1, AttachmentKind.Letter);
        await Refused(o.Office1, number, PetitionStep.SplitAccusation, "至少留下一项", ("demands", new[] { "1", "2", "3" }), ("accused", "孤本独角"), ("accusation", "受贿"), ("title", "补差"), ("summary", "要求补差"));
        await Do(o.Office1, number, PetitionStep.SplitAccusation, ("demands", "2"), ("accused", "孤本独角"), ("accusation", "孤本独角受贿"), ("title", "补差"), ("summary", "要求补差、公开档案"));
        Assert.Equal([1, 2], (await Case(number)).Demands.Select(d => d.Position));
        var told = (await o.ViewAsync(o.Office1, number)).Timeline[^1];
        Assert.Equal(("移出附件", "1份附件移出本件，另行保管；本件需要的，请上传遮盖后的副本"), (told.StepName, told.Reason));
    }

    private async Task<IReadOnlyList<MyWork.Item>> WaitingFor(Actor who) => (await o.Office.AsAsync(who, s => s.GetRequiredService<MyWork>().ExecuteAsync(who, default))).Items;

    public IReadOnlyList<Func<Task>> All =>
    [
        Three_demands, Wrong_transfer_returned, Hearing, Review_lost, Review_won, Finalized_then_declined_for_good, Wrong_merge_undone, Simple_overdue_becomes_ordinary_by_time, Simple_answered,
        Withdrawn_by_every_petitioner, Supported_claim_is_performed_and_archived, Performance_of_a_revoked_opinion_is_dropped, Reopened, Settled_by_mediation, Order_to_a_subordinate, Other_ends, Beside_the_way,
        Accusation_is_handled_by_the_named_to_the_end, Mixed_letter_is_split,
    ];
}
