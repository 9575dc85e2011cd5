using System.Reflection;
using CaseTracker.Accounts;
using CaseTracker.Petitions;
using CaseTracker.Workflow;
using Xunit;

namespace CaseTracker.Tests.Petitions;

using Row = Transition<Petition, PetitionState, PetitionStep>;

/// <summary>Every row of the table from every state it names, and every one of its conditions refused with its own sentence.</summary>
public sealed class EveryRowTests
{
    internal static readonly Dictionary<Condition<Petition>, string> Names = typeof(PetitionConditions).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(f => f.FieldType == typeof(Condition<Petition>)).ToDictionary(f => (Condition<Petition>)f.GetValue(null)!, f => f.Name);

    /// <summary>What spoils a condition, and what the user reads then.</summary>
    internal static readonly Dictionary<string, (Action<RowTrial> Spoil, string Sentence)> Spoilt = new()
    {
        ["Ordinary"] = (t => t.Case = RowTrial.Of(t.Row, t.From, confidential: true, t.People).Case, "检举控告类事项按检举控告程序办理，不适用本步骤"),
        ["IsAccusation"] = (t => t.Case = RowTrial.Of(t.Row, t.From, confidential: false, t.People).Case, "只有检举控告类事项适用本步骤"),
        ["IsClaim"] = (t => t.Case.Kind = PetitionKind.Suggestion, "只有申诉求决类事项适用信访程序"),
        ["IsSuggestion"] = (t => t.Case.Kind = PetitionKind.Claim, "只有建议意见类事项适用本步骤"),
        ["RouteIsR6"] = (t => t.Fields["route"] = Route.R2, "应当导入该途径，不得按信访程序受理"),
        ["RouteIsAnother"] = (t => t.Fields["route"] = Route.R6, "适用信访程序的，应当受理"),
        ["WithinPowers"] = (t => t.Fields["withinPowers"] = false, "应当告知信访人向有权机关提出"),
        ["WaysFit"] = (t => t.Fields["ways"] = new[] { "r1" }, "其中至少一项适用信访程序"),
        ["CameDirectly"] = (t => t.Case.Source = PetitionSource.ForwardedByPetitionOffice, "应当向转送、交办机关提出异议"),
        ["CameFromElsewhere"] = (t => t.Case.Source = PetitionSource.Direct, "只有转送、交办来的事项才能提出异议"),
        ["CameByOrder"] = (t => t.Case.Source = PetitionSource.ForwardedFromAbove, "只有交办来的事项才需要提交办结报告"),
        ["ReportedOnce"] = (t => t.Case.CompletionReportOn = t.Today, "办结报告已于 2025-03-20 提交"),
        ["OrderHasLimit"] = (t => t.Fields["isOrder"] = true, "交办下级的，应当指定办理期限"),
        ["NotBeforeReceipt"] = (t => t.Fields["on"] = RowTrial.Received.AddDays(-1), "日期不得早于收到日期 2025-03-05"),
        ["NotBeforeAcceptance"] = (t => t.Fields["on"] = RowTrial.Received.AddDays(-1), "2025-03-06"),
        ["NotBeforeSigning"] = (t => t.Fields["on"] = RowTrial.SignedOn.AddDays(-1), "送达日期不得早于签发日期 2025-03-10"),
        ["WithinObjectionTime"] = (t => t.Fields["on"] = new DateOnly(2025, 3, 13), "提出异议的期限 2025-03-12 已过"),
        ["MasterFound"] = (t => t.Case.Linked = null, "没有这个编号的事项"),
        ["MasterOpen"] = (t => t.Case.Linked = t.Case.Linked! with { IsOpen = false }, "主件已经办结，不能并入"),
        ["MasterOlder"] = (t => t.Case.Linked = t.Case.Linked! with { ReceivedOn = RowTrial.Received.AddDays(1) }, "主件收到日期 2025-03-06 晚于本件 2025-03-05"),
        ["SamePerson"] = (t => t.Case.Linked = t.Case.Linked! with { SamePerson = false }, "不是同人，不能并案"),
        ["SameMatter"] = (t => t.Fields["sameMatter"] = false, "主要诉求和事实不基本相同的，不能并案"),
        ["LinkedFinalized"] = (t => t.Case.Linked = t.Case.Linked! with { IsFinalized = false }, "没有复核意见（三级终结），不能不再受理"),
        ["NoNewFacts"] = (t => t.Fields["noNewFacts"] = false, "有新的事实或者理由的，应当受理"),
        ["FirstPetition"] = (t => t.Case.IsRepeat = true, "只有初次信访可以简易办理"),
        ["NotOrdered"] = (t => t.Case.Source = PetitionSource.OrderedFromAbove, "上级交办的事项不适用简易办理"),
        ["NotCollective"] = (t => t.Case.IsJoint = true, "集体、联名的事项不适用简易办理"),
        ["NoRefusalLikely"] = (t => t.Fields["mayRefuse"] = true, "可能不予支持的事项不适用简易办理"),
        ["NoProcedure"] = (t => t.Fields["hasProcedure"] = true, "已进入或者依法可通过法定行政程序处理的事项不适用简易办理"),
        ["OneParty"] = (t => t.Fields["manyParties"] = true, "涉及多个责任主体的事项不适用简易办理"),
        ["WithinSimpleTime"] = (t => t.Fields["on"] = new DateOnly(2025, 3, 11), "简易受理的期限 2025-03-10 已过"),
        ["SimpleRefusesNothing"] = (t => t.Fields["outcome"] = Outcome.NotSupported, "简易办理不能答复不予支持，请转普通程序"),
        ["CallNoted"] = (t => t.Fields["channel"] = ReplyChannel.Phone, "应当记录号码、时间和通话人"),
        ["Investigated"] = (t => t.Case.InvestigationCount = 0, "提交意见前至少要有一份调查记录"),
        ["EveryDemandAnswered"] = (t => t.AddDemand(), "本件有2项诉求，请逐项答复"),
        ["EveryDemandDecided"] = (t => t.AddDemand(), "本件有2项诉求，请逐项选择处理结果"),
        ["OutcomeOfOpinion"] = (t => t.Fields["outcome"] = Outcome.Settled, "达成调解和解的请办“达成协议”"),
        ["SupportIsPerformed"] = (t => t.Fields.Remove("performer"), "应当写明执行单位和执行期限"),
        ["DifferentOpinion"] = (t => t.Fields["opinion"] = "不予支持！", "不得与被撤销的意见相同"),
        ["HandlerNotRecused"] = (t => t.Recuse(RowTrial.Handler), "该人员已回避，请另选承办人"),
        ["SomeoneElse"] = (t => t.Case.HandlerId = RowTrial.Handler, "新承办人与现承办人相同"),
        ["FirstExtension"] = (t => t.Case.ExtensionDays = 10, "办理期限只能延长一次"),
        ["BeforeLimit"] = (t => t.Today = new DateOnly(2025, 5, 7), "办理期限 2025-05-06 已过，不能再申请或批准延期"),
        ["ThirtyDays"] = (t => t.Fields["days"] = 31, "延长期限为1至30日"),
        ["BothAgree"] = (t => t.Fields["bothAgree"] = false, "调解、和解须双方自愿"),
        ["NotYetMediated"] = (t => t.Side(SideKind.Mediation, SideState.Mediating), "调解正在进行"),
        ["Mediated"] = (t => t.Case.Sides.Clear(), "尚未启动调解和解"),
        ["NoHearingOpen"] = (t => t.Side(SideKind.Hearing, SideState.HearingDecided), "已有听证正在进行"),
        ["SignerIsNotAuthor"] = (t => t.Case.DraftedById = t.Actor.UserId, "签发人不得是意见起草人"),
        ["PerformanceOwed"] = (t => t.Case.Sides.Clear(), "没有待执行的事项"),
        ["RecipientsKnown"] = (t => t.Fields["petitioners"] = new[] { "刘桂英", "无此人" }, "受送达人应当是本件尚未送达的信访人"),
        ["TwoWitnesses"] = (t => (t.Fields["refused"], t.Fields["refusalReason"], t.Fields["witnesses"]) = (true, "拒收", "只有一人"), "由两名见证人见证"),
        ["SomeoneSigned"] = (t => t.Fields.Remove("signedBy"), "请填写签收人"),
        ["NotBeforeDelivery"] = (t => t.Fields["on"] = RowTrial.DeliveredOn.AddDays(-1), "日期不得早于答复送达信访人的日期 2025-03-1"),
        ["MayBeRated"] = (t => t.Case.IsRepeat = true, "满意度评价只适用于按信访程序办理的初次信访事项"),
        ["NotYetRated"] = (t => t.Case.EvaluatedOn = t.Today, "该事项已经评价"),
        ["WithinEvaluation"] = (Late, "评价期限 2025-04-10 已过"),
        ["RealRating"] = (t => t.Fields["rating"] = Satisfaction.NotRated, "请选择满意、基本满意或不满意"),
        ["WhyDissatisfied"] = (t => t.Fields["rating"] = Satisfaction.Dissatisfied, "不满意的，请记录原因"),
        ["WithinReviewTime"] = (Late, "申请复查的期限已过"),
        ["WithinRecheckTime"] = (Late, "申请复核的期限已过"),
        ["ApplicantsKnown"] = (t => t.Fields["applicants"] = "无此人", "申请人应当是本件的信访人"),
        ["NotRevoked"] = (t => t.Fields["result"] = ReviewResult.Revoked, "请办“撤销，责令重新处理”"),
        ["NotBeforeRequest"] = (t => t.Fields["on"] = RowTrial.SignedOn, "意见日期不得早于收到申请的日期 2025-03-1"),
        ["DeliveredAfterOpinion"] = (t => t.Fields["deliveredOn"] = t.Today.AddDays(-1), "送达日期不得早于意见日期"),
        ["DeliveriesReadable"] = (t => t.Fields["deliveries"] = new[] { "刘桂英 2025-03-19" }, "日期不早于意见日期、不晚于今天"),
        ["LimitReadable"] = (t => t.Fields["limit"] = "尽快", "期限请写成 2025-05-01、45日、20个工作日或3个月的样子"),
        ["EveryPeriodOver"] = (t => t.Case.LapsesOn = t.Today.AddDays(1), "申请期限至 2025-03-20，尚未届满"),
        ["ReviewPeriodOver"] = (_ => { }, "复查、复核申请期限内或复查、复核中不得归档"),
        ["EveryoneSigned"] = (t => t.Fields["signers"] = "别人", "尚缺：刘桂英"),
        ["NoPublicRisk"] = (t => t.Fields["noPublicRisk"] = false, "不因撤回而终止"),
        ["PaperOnFile"] = (t => t.Case.AttachmentKinds = ["送达回证"], "卷内缺少已编号的文书"),
        ["DeliveryOnFile"] = (t => t.Case.AttachmentKinds = ["文书"], "卷内缺少送达回证"),
        ["NothingPending"] = (t => t.Case.Pending = nameof(PetitionStep.Reopen), "尚有步骤在审批中，不能归档"),
        ["NothingBeside"] = (t => t.Side(SideKind.Supervision, SideState.Supervised), "督办尚未了结，不能归档"),
        ["ThreeInPlace"] = (t => t.Fields.Remove("resolved"), "归档前须有“三到位一处理”结论"),
        ["SomeoneMayClose"] = (t => t.Case.Closers = new HashSet<Guid>(), "至少要有一名派驻纪检或者局长"),
        ["HandlersNotBarred"] = (t => t.Case.Barred = new HashSet<Guid> { RowTrial.Handler }, "不得办理本件，请另选经办人"),
        ["ActorNotBarred"] = (t => t.Case.Barred = new HashSet<Guid> { t.Actor.UserId }, "您与被检举控告人有关，不得办理本件"),
        ["HandlersNotRecused"] = (t => t.Recuse(RowTrial.Handler), "所选人员中有人已回避"),
        ["SomeDemandsStay"] = (t => t.Fields["demands"] = new[] { "1", "2" }, "至少留下一项"),
    };

    public static TheoryData<string> Rows => [.. PetitionWorkflow.Engine.Table.Select(Key)];

    [Theory, MemberData(nameof(Rows))]
    public void A_row_is_taken_from_each_of_its_states_with_its_approvals(string key)
    {
        var row = Of(key);
        foreach (var from in row.From)
        {
            var trial = RowTrial.Of(row, from);
            if (row.No == "52")
            {
                Assert.Throws<RefusedException>(() => trial.Take()); // the row says what is forbidden
                continue;
            }

            Assert.Equal(row.To ?? from, trial.Take());
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Each_condition_of_a_row_refuses_with_its_sentence_and_its_article(string key)
    {
        var row = Of(key);
        foreach (var condition in row.Conditions)
        {
            var name = Names[condition];
            var trial = SpoiltTrial(row, name);

            var refusal = Assert.Throws<RefusedException>(() => PetitionWorkflow.Engine.Take(trial.Case, row.Step, trial.Data, trial.Actor, trial.Today));

            Assert.True(refusal.Reasons.Any(r => r.Text.Contains(Spoilt[name].Sentence, StringComparison.Ordinal) && r.Article == condition.Article),
                $"row {key}, {name}: {string.Join(" / ", refusal.Reasons.Select(r => r.Text))}");
            Assert.Equal(trial.From, trial.Case.State);
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void A_row_asks_for_each_of_its_fields_and_for_the_right_people(string key)
    {
        var row = Of(key);
        foreach (var ask in row.Asks.Where(a => a.Required))
        {
            var trial = RowTrial.Of(row, row.From[0]);
            trial.Fields.Remove(ask.Name);
            Assert.Contains(Refused(trial), r => r.Field == ask.Name && r.Text.Contains(ask.Label, StringComparison.Ordinal));
        }

        foreach (var role in Enum.GetValues<Role>().Except(row.Proposers).Where(r => row.Proposers.Count > 0 && !Others(row).Contains(r)))
        {
            var trial = RowTrial.Of(row, row.From[0]);
            trial.Actor = RowTrial.Person(role);
            Assert.Contains(Refused(trial), r => r.Text.Contains("须由", StringComparison.Ordinal));
        }

        foreach (var place in row.Approvers)
        {
            var trial = RowTrial.Of(row, row.From[0]);
            trial.Actor = trial.Actor with { Hats = [.. trial.Actor.Hats, .. RowTrial.Person(place[0]).Hats] };
            var taken = PetitionWorkflow.Engine.Take(trial.Case, row.Step, trial.Data, trial.Actor, trial.Today);
            var own = Assert.Throws<RefusedException>(() => PetitionWorkflow.Engine.Decide(trial.Case, taken.Approval!, ApprovalStep.Approve, StepData.Empty, trial.Actor, trial.Today, DateTime.UnixEpoch));
            Assert.Contains(own.Reasons, r => r.Text.Contains("审批人不得是经办人", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_condition_of_the_table_has_a_case_and_every_case_a_condition()
    {
        var used = PetitionWorkflow.Engine.Table.SelectMany(r => r.Conditions).Select(c => Names[c]).ToHashSet();

        Assert.Empty(used.Except(Spoilt.Keys));
        Assert.Empty(Spoilt.Keys.Except(used));
        Assert.Empty(Names.Values.Except(used)); // a condition nobody uses guards nothing
    }

    [Fact]
    public void The_numbers_of_the_bureaus_list_are_all_there()
    {
        var numbers = PetitionWorkflow.Engine.Table.Select(r => r.No.TrimEnd('a', 'b')).ToHashSet();

        Assert.Equal(Enumerable.Range(1, 52).Select(n => $"{n}").Order(), numbers.Order());
    }

    /// <summary>A trial of the row in which this one condition fails.</summary>
    internal static RowTrial SpoiltTrial(Row row, string condition, Func<Role, Actor>? people = null)
    {
        var trial = RowTrial.Of(row, row.From.Contains(PetitionState.Lapsed) && row.Step == PetitionStep.Archive ? PetitionState.Lapsed : row.From[0], people: people);
        Spoilt[condition].Spoil(trial);
        trial.Recount();
        return trial;
    }

    private static void Late(RowTrial trial)
    {
        trial.Today = new DateOnly(2025, 5, 20);
        trial.Fields["on"] = trial.Today;
    }

    // Another row of the same step and state may be somebody else's.
    private static HashSet<Role> Others(Row row) => [.. PetitionWorkflow.Engine.Table.Where(r => r.Step == row.Step && r != row && r.From.Intersect(row.From).Any() && r.When?.Field is not null).SelectMany(r => r.Proposers)];

    private static IReadOnlyList<Reason> Refused(RowTrial trial) =>
        Assert.Throws<RefusedException>(() => PetitionWorkflow.Engine.Take(trial.Case, trial.Row.Step, trial.Data, trial.Actor, trial.Today)).Reasons;

    internal static string Key(Row row) => $"{row.No} {row.Step} {row.When?.Name}".TrimEnd();

    private static Row Of(string key) => PetitionWorkflow.Engine.Table.Single(r => Key(r) == key);
}
