using System.Globalization;
using CaseTracker.Clocks;
using CaseTracker.Workflow;

namespace CaseTracker.Petitions;

/// <summary>What must hold before a step of a petition, each with the sentence shown when it does not, its article, and who can lift it.</summary>
internal static class PetitionConditions
{
    public const string On = PetitionWorkflow.On;

    // Kind, route, powers

    public static readonly Condition<Petition> Ordinary = new(
        a => !a.Case.IsConfidential, "检举控告类事项按检举控告程序办理，不适用本步骤", "第三十条", "派驻纪检或指定经办人");

    public static readonly Condition<Petition> IsAccusation = new(
        a => a.Case.IsConfidential, "只有检举控告类事项适用本步骤", "第三十条");

    public static readonly Condition<Petition> IsClaim = new(
        a => a.Case.Kind == PetitionKind.Claim, "只有申诉求决类事项适用信访程序，请先更正信访目的或按其类别办理", "第三十一条", "更正");

    public static readonly Condition<Petition> IsSuggestion = new(
        a => a.Case.Kind == PetitionKind.Suggestion, "只有建议意见类事项适用本步骤，请先更正信访目的或按其类别办理", "第二十九条", "更正");

    public static readonly Condition<Petition> RouteIsR6 = new(
        a => a.Data.Choice<Route>("route") == Route.R6, "属于诉讼、仲裁、党内申诉、行政程序或履职途径的，应当导入该途径，不得按信访程序受理", "第三十一条", "改选途径", "route");

    public static readonly Condition<Petition> RouteIsAnother = new(
        a => a.Data.Choice<Route>("route") is not Route.R6, "适用信访程序的，应当受理，不能导入其他途径", "第三十一条第六项", "改选途径", "route");

    public static readonly Condition<Petition> WithinPowers = new(
        a => a.Data.Bool("withinPowers") == true, "不属于本单位职权范围的，应当告知信访人向有权机关提出", "第二十三条", "告知向有权机关提出", "withinPowers");

    public static readonly Condition<Petition> WaysFit = new(
        a => !a.Data.Has("ways") || a.Data.List("ways") is { } ways && ways.Count == a.Case.Demands.Count && ways.Any(w => DisplayNames.Parse<DemandWay>(w) == DemandWay.R6),
        "各诉求项的途径应当逐项选择，其中至少一项适用信访程序", "第三十一条", "改选途径", "ways",
        a => $"本件有{a.Case.Demands.Count}项诉求，请逐项选择途径，其中至少一项适用信访程序");

    public static readonly Condition<Petition> CameDirectly = new(
        a => a.Case.Source == PetitionSource.Direct, "转送、交办来的事项不属于本单位职权的，应当向转送、交办机关提出异议，不能直接告知信访人", "第二十三条第三款");

    public static readonly Condition<Petition> CameFromElsewhere = new(
        a => IsTransferred(a.Case), "只有转送、交办来的事项才能提出异议", "第二十三条第三款");

    public static readonly Condition<Petition> OrderHasLimit = new(
        a => a.Data.Bool("isOrder") != true || a.Data.Has("due"), "交办下级的，应当指定办理期限", "第二十二条第一款第三项", Field: "isOrder");

    public static readonly Condition<Petition> CameByOrder = new(
        a => IsOrdered(a.Case), "只有交办来的事项才需要提交办结报告", "第二十二条");

    public static readonly Condition<Petition> ReportedOnce = new(
        a => a.Case.CompletionReportOn is null, "办结报告已经提交", "第二十二条", Say: a => $"办结报告已于 {a.Case.CompletionReportOn:yyyy-MM-dd} 提交");

    // Dates

    public static readonly Condition<Petition> NotBeforeReceipt = new(
        a => a.Data.Date(On) >= a.Case.ReceivedOn, "日期不得早于收到日期", Field: On, Say: a => $"日期不得早于收到日期 {a.Case.ReceivedOn:yyyy-MM-dd}");

    public static readonly Condition<Petition> NotBeforeAcceptance = new(
        a => !(a.Data.Date(On) < (a.Case.RehandleFrom ?? a.Case.AcceptedOn)), "日期不得早于受理日期（重新办理的，不得早于收到决定之日）", Field: On, Say: a => $"日期不得早于{(a.Case.RehandleFrom is null ? "受理日期" : "收到重新处理决定的日期")} {a.Case.RehandleFrom ?? a.Case.AcceptedOn:yyyy-MM-dd}");

    public static readonly Condition<Petition> NotBeforeSigning = new(
        a => a.Data.Date(On) >= a.Case.SignedOn, "送达日期不得早于签发日期", Field: On, Say: a => $"送达日期不得早于签发日期 {a.Case.SignedOn:yyyy-MM-dd}");

    public static readonly Condition<Petition> WithinObjectionTime = new(
        a => Clock(a.Case, ClockId.C2) is not { } c || a.Data.Date(On) is not { } on || c.Dates.Allows(on),
        "提出异议的期限（自收到之日起5个工作日）已过", "第二十三条第三款", Field: On,
        Say: a => $"提出异议的期限 {Clock(a.Case, ClockId.C2)!.Dates.Legal ?? Clock(a.Case, ClockId.C2)!.Dates.Raw:yyyy-MM-dd} 已过，应当按规定办理或与转送机关协商");

    // Repeats, merging, termination

    public static readonly Condition<Petition> MasterFound = new(
        a => a.Case.Linked is { IsConfidential: false } linked && linked.Id != a.Case.Id, "没有这个编号的事项，或者就是本件，请核对主件编号", Field: "master");

    public static readonly Condition<Petition> MasterOpen = new(
        a => a.Case.Linked is not { IsOpen: false }, "主件已经办结，不能并入，请另行办理或按不再受理办理", Field: "master");

    public static readonly Condition<Petition> MasterOlder = new(
        a => a.Case.Linked is not { } linked || linked.ReceivedOn <= a.Case.ReceivedOn, "已受理的事项只能并入收到日期更早的在办事项", Field: "master",
        Say: a => $"主件收到日期 {a.Case.Linked!.ReceivedOn:yyyy-MM-dd} 晚于本件 {a.Case.ReceivedOn:yyyy-MM-dd}，应当把主件并入本件");

    public static readonly Condition<Petition> SamePerson = new(
        a => a.Case.Linked is not { SamePerson: false }, "两件没有相同的信访人（代理的看委托人），不是同人，不能并案", "重信重访认定规则", Field: "master");

    public static readonly Condition<Petition> SameMatter = new(
        a => a.Data.Bool("sameMatter") == true, "主要诉求和事实不基本相同的，不能并案", "重信重访认定规则", Field: "sameMatter");

    public static readonly Condition<Petition> LinkedFinalized = new(
        a => a.Case.Linked is { IsFinalized: true }, "所列事项没有复核意见（三级终结），不能不再受理", "第三十六条第三款", Field: "related");

    public static readonly Condition<Petition> NoNewFacts = new(
        a => a.Data.Bool("noNewFacts") == true, "有新的事实或者理由的，应当受理，不能不再受理", "第三十六条第三款", "受理", "noNewFacts");

    // Simple procedure

    public static readonly Condition<Petition> FirstPetition = new(
        a => !a.Case.IsRepeat, "只有初次信访可以简易办理", "《信访事项简易办理办法》第四条");

    public static readonly Condition<Petition> NotOrdered = new(
        a => !IsOrdered(a.Case), "上级交办的事项不适用简易办理", "《信访事项简易办理办法》第五条");

    public static readonly Condition<Petition> NotCollective = new(
        a => a.Case is { IsGroup: false, IsJoint: false }, "集体、联名的事项不适用简易办理", "《信访事项简易办理办法》第五条");

    public static readonly Condition<Petition> NoRefusalLikely = No("mayRefuse", "可能不予支持的事项不适用简易办理");

    public static readonly Condition<Petition> NoProcedure = No("hasProcedure", "已进入或者依法可通过法定行政程序处理的事项不适用简易办理");

    public static readonly Condition<Petition> OneParty = No("manyParties", "涉及多个责任主体的事项不适用简易办理");

    public static readonly Condition<Petition> WithinSimpleTime = new(
        a => a.Case.SimpleWindow is not { } c || a.Data.Date(On) is not { } on || c.Dates.Allows(on),
        "简易受理的期限（自收到之日起3个工作日）已过，请按普通程序办理", "《信访事项简易办理办法》", "普通受理", On,
        a => $"简易受理的期限 {a.Case.SimpleWindow!.Dates.Legal ?? a.Case.SimpleWindow.Dates.Raw:yyyy-MM-dd} 已过，请按普通程序办理");

    public static readonly Condition<Petition> SimpleRefusesNothing = new(
        a => a.Data.Choice<Outcome>("outcome") is not (Outcome.NotSupported or Outcome.Settled or Outcome.Told), "简易办理不能答复不予支持，请转普通程序", "《信访事项简易办理办法》", "转普通程序", "outcome");

    public static readonly Condition<Petition> CallNoted = new(
        a => a.Data.Choice<ReplyChannel>("channel") is not (ReplyChannel.Phone or ReplyChannel.Message) || a.Data.Has("contact"),
        "电话、短信答复的，应当记录号码、时间和通话人", Field: "channel");

    // Handling

    public static readonly Condition<Petition> Investigated = new(
        a => a.Case.InvestigationCount > 0, "提交意见前至少要有一份调查记录", "第三十二条", "承办人：调查记录");

    public static readonly Condition<Petition> EveryDemandAnswered = new(
        a => a.Case.Demands.Count <= 1 || a.Data.List("answers").Count == a.Case.Demands.Count,
        "每一项诉求都要逐项答复", "第三十二条", Field: "answers", Say: a => $"本件有{a.Case.Demands.Count}项诉求，请逐项答复（一项一行）");

    public static readonly Condition<Petition> EveryDemandDecided = new(
        a => a.Case.Demands.Count <= 1 || a.Data.List("outcomes").Count == a.Case.Demands.Count, "每一项诉求都要有处理结果", "第三十二条", "承办人", "outcomes",
        a => $"本件有{a.Case.Demands.Count}项诉求，请逐项选择处理结果");

    public static readonly Condition<Petition> OutcomeOfOpinion = new(
        a => a.Data.Choice<Outcome>("outcome") is not (Outcome.Settled or Outcome.Told), "处理意见的结果应为支持、部分支持、解释说明或不予支持；达成调解和解的请办“达成协议”", "第三十二条", Field: "outcome");

    public static readonly Condition<Petition> SupportIsPerformed = new(
        a => !IsSupported(a.Data) || (a.Data.Has("performer") && a.Data.Has("performBy")),
        "予以支持的，应当写明执行单位和执行期限，以便督促执行", "第三十二条第二款", Field: "outcome");

    public static readonly Condition<Petition> DifferentOpinion = new(
        a => a.Case.Rounds.MaxBy(r => r.Round)?.Opinion is not { } old || !string.Equals(Plain(old), Plain(a.Data.Text("opinion")), StringComparison.Ordinal),
        "重新作出的处理意见不得与被撤销的意见相同", "第三十五条、第三十六条", Field: "opinion");

    public static readonly Condition<Petition> HandlerNotRecused = new(
        a => a.Data.Guid("handler") is not { } handler || !a.Case.IsRecused(handler), "该人员已回避，请另选承办人", "第二十八条", Field: "handler");

    public static readonly Condition<Petition> SomeoneElse = new(
        a => a.Data.Guid("handler") != a.Case.HandlerId, "新承办人与现承办人相同，请另选", Field: "handler");

    public static readonly Condition<Petition> FirstExtension = new(
        a => a.Case.ExtensionDays is null, "办理期限只能延长一次", "第三十四条");

    public static readonly Condition<Petition> BeforeLimit = new(
        a => Clock(a.Case, ClockId.C3) is { } handling && handling.Dates.Allows(a.On),
        "办理期限已过，不能再申请或批准延期", "第三十四条", Say: a => Clock(a.Case, ClockId.C3) is { } c
            ? $"办理期限 {c.Dates.Legal ?? c.Dates.Raw:yyyy-MM-dd} 已过，不能再申请或批准延期" : "办理期限尚未起算");

    public static readonly Condition<Petition> ThirtyDays = new(
        a => a.Data.Int("days") is >= 1 and <= 30, "延长期限为1至30日", "第三十四条", Field: "days");

    public static readonly Condition<Petition> BothAgree = new(
        a => a.Data.Bool("bothAgree") == true, "调解、和解须双方自愿", "第三十三条", Field: "bothAgree");

    public static readonly Condition<Petition> NotYetMediated = new(
        a => !a.Case.Sides.Any(s => s is { Kind: SideKind.Mediation, State: SideState.Mediating }), "调解正在进行", "第三十三条");

    public static readonly Condition<Petition> Mediated = new(
        a => a.Case.Sides.Any(s => s is { Kind: SideKind.Mediation, State: SideState.Mediating }), "尚未启动调解和解", "第三十三条", "承办人：启动调解和解");

    public static readonly Condition<Petition> NoHearingOpen = new(
        a => !a.Case.Sides.Any(s => s is { Kind: SideKind.Hearing, IsOpen: true }), "已有听证正在进行", "第三十一条第六项", "形成听证报告");

    public static readonly Condition<Petition> SignerIsNotAuthor = Condition.NotByAuthor<Petition>(
        p => new[] { p.DraftedById, p.DraftedForId }.OfType<Guid>(), "签发人不得是意见起草人，代理他人时本人与被代理人均不得是起草人");

    public static readonly Condition<Petition> PerformanceOwed = new(
        a => a.Case.Sides.Any(s => s is { Kind: SideKind.Performance, IsOpen: true }), "没有待执行的事项", "第三十二条第二款");

    // Delivery

    public static readonly Condition<Petition> TwoWitnesses = new(
        a => a.Data.Bool("refused") != true || (a.Data.List("witnesses").Count >= 2 && a.Data.Has("refusalReason")),
        "拒收的，应当写明拒收情况并由两名见证人见证", Field: "refused");

    public static readonly Condition<Petition> SomeoneSigned = new(
        a => a.Data.Bool("refused") == true || a.Data.Has("signedBy"), "请填写签收人；拒收的请勾选拒收并填写两名见证人", Field: "method");

    public static readonly Condition<Petition> RecipientsKnown = new(
        a => a.Data.List("petitioners").All(n => a.Case.Petitioners.Any(p => p.DeliveredOn is null && PetitionWorkflow.IsNamed(p, n))), "受送达人应当是本件尚未送达的信访人，一行一人，写姓名或序号", Field: "petitioners");

    public static readonly Condition<Petition> NotBeforeDelivery = new(
        a => !(a.Data.Date(On) < Delivered(a)), "日期不得早于答复送达信访人的日期", Field: On, Say: a => $"日期不得早于答复送达信访人的日期 {Delivered(a):yyyy-MM-dd}");

    // Evaluation

    public static readonly Condition<Petition> MayBeRated = new(
        a => a.Case is { IsRepeat: false, Route: Route.R6 }, "满意度评价只适用于按信访程序办理的初次信访事项", "群众满意度评价工作办法");

    public static readonly Condition<Petition> NotYetRated = new(
        a => a.Case.EvaluatedOn is null, "该事项已经评价", "群众满意度评价工作办法");

    public static readonly Condition<Petition> WithinEvaluation = new(
        a => Clock(a.Case, ClockId.C13) is not { } c || a.Data.Date(On) is not { } on || c.Dates.Allows(on), "评价期限已过", "群众满意度评价工作办法", Field: On,
        Say: a => $"评价期限 {Clock(a.Case, ClockId.C13)!.Dates.Legal ?? Clock(a.Case, ClockId.C13)!.Dates.Raw:yyyy-MM-dd} 已过");

    public static readonly Condition<Petition> RealRating = new(
        a => a.Data.Choice<Satisfaction>("rating") is not Satisfaction.NotRated, "请选择满意、基本满意或不满意", Field: "rating");

    public static readonly Condition<Petition> WhyDissatisfied = new(
        a => a.Data.Choice<Satisfaction>("rating") != Satisfaction.Dissatisfied || a.Data.Has("reason"), "不满意的，请记录原因", Field: "rating");

    // Review

    public static readonly Condition<Petition> WithinReviewTime = InTime(ClockId.C5, "复查", "第三十五条");

    public static readonly Condition<Petition> WithinRecheckTime = InTime(ClockId.C7, "复核", "第三十六条第一款");

    public static readonly Condition<Petition> ApplicantsKnown = new(
        a => a.Data.List("applicants").All(n => a.Case.Petitioners.Any(p => PetitionWorkflow.IsNamed(p, n))), "申请人应当是本件的信访人，一行一人，写姓名或序号", Field: "applicants");

    public static readonly Condition<Petition> NotRevoked = new(
        a => a.Data.Choice<ReviewResult>("result") != ReviewResult.Revoked, "撤销原意见的，请办“撤销，责令重新处理”", Field: "result");

    public static readonly Condition<Petition> NotBeforeRequest = new(
        a => a.Data.Date(On) >= a.Case.LastReview?.ReceivedOn, "意见日期不得早于收到申请的日期", Field: On, Say: a => $"意见日期不得早于收到申请的日期 {a.Case.LastReview?.ReceivedOn:yyyy-MM-dd}");

    public static readonly Condition<Petition> DeliveredAfterOpinion = new(
        a => a.Data.Date("deliveredOn") >= a.Data.Date(On), "送达日期不得早于意见日期", Field: "deliveredOn");

    public static readonly Condition<Petition> DeliveriesReadable = new(
        a => PetitionWorkflow.Deliveries(a.Case, a.Data).All(d => d.Person is not null && d.On is { } on && on <= a.Today && !(on < a.Data.Date(On))),
        "各信访人的送达日期应当一行一人，写作“姓名 2025-05-01”，姓名为本件的信访人，日期不早于意见日期、不晚于今天", Field: "deliveries");

    public static readonly Condition<Petition> LimitReadable = new(
        a => !a.Data.Has("limit") || Limit(a.Data.Text("limit")) is not null, "期限请写成 2025-05-01、45日、20个工作日或3个月的样子", Field: "limit");

    public static readonly Condition<Petition> EveryPeriodOver = new(
        a => a.Case.LapsesOn is { } day && a.Today >= day, "申请期限尚未届满", "第三十五条、第三十六条",
        Say: a => a.Case.LapsesOn is { } day ? $"申请期限至 {day.AddDays(-1):yyyy-MM-dd}，尚未届满" : "申请期限的届满日尚不能确定");

    public static readonly Condition<Petition> ReviewPeriodOver = new(
        _ => false, "复查、复核申请期限内或复查、复核中不得归档，须待期满未申请或终结后再归档", "第三十五条、第三十六条", "系统（期满日后）");

    // Ends

    public static readonly Condition<Petition> EveryoneSigned = new(
        a => a.Case.Petitioners.All(p => a.Data.List("signers").Any(n => PetitionWorkflow.IsNamed(p, n))), "撤回申请须由每一名信访人签名", Field: "signers",
        Say: a => $"撤回申请须由每一名信访人签名，尚缺：{string.Join("、", a.Case.Petitioners.Where(p => !a.Data.List("signers").Any(n => PetitionWorkflow.IsNamed(p, n))).Select(p => p.Name.Length > 0 ? p.Name : $"第{p.Position}人"))}");

    public static readonly Condition<Petition> NoPublicRisk = new(
        a => a.Data.Bool("noPublicRisk") == true, "涉及公共安全或公共利益的，不因撤回而终止", Field: "noPublicRisk");

    public static readonly Condition<Petition> PaperOnFile = new(
        a => a.Case.ImportedFrom is not null || a.Case.NoticeNumber is null || a.Case.IssuedPapers.Count > 0 || a.Case.AttachmentKinds.Contains("文书"),
        "卷内缺少已编号的文书，请先上传附件（类别“文书”）", LiftedBy: "承办人：上传附件");

    public static readonly Condition<Petition> DeliveryOnFile = new(
        a => a.Case.ImportedFrom is not null || a.Case.OpinionNumber is null || a.Case.DeliveredOn is null || a.Case.AttachmentKinds.Contains("送达回证"),
        "卷内缺少送达回证，请先上传附件（类别“送达回证”）", LiftedBy: "承办人：上传附件");

    public static readonly Condition<Petition> NothingPending = new(
        a => a.Case.Pending is null, "尚有步骤在审批中，不能归档", LiftedBy: "审批人");

    public static readonly Condition<Petition> NothingBeside = new(
        a => !a.Case.Sides.Any(s => s.IsOpen), "督办、包案、执行等尚未了结，不能归档", LiftedBy: "督办、包案领导或承办人",
        Say: a => $"{string.Join("、", a.Case.Sides.Where(s => s.IsOpen).Select(s => s.Kind.Display()).Distinct())}尚未了结，不能归档");

    public static readonly Condition<Petition> ThreeInPlace = new(
        a => a.Case.ImportedFrom is not null || a.Case.AcceptedOn is null || a.Case.State is PetitionState.Withdrawn or PetitionState.Terminated || HasInPlace(a.Case)
            || a.Data.Has("resolved") || a.Data.Has("educated") || a.Data.Has("helped") || a.Data.Has("disciplined"),
        "归档前须有“三到位一处理”结论，至少一项", "第二十七条", "承办人或档案员", On);

    // Confidential

    public static readonly Condition<Petition> HandlersNotBarred = new(
        a => !Handlers(a).Any(a.Case.Barred.Contains), "被检举控告人、其所在单位的人员和向其汇报工作的人员不得办理本件，请另选经办人", "第三十条", Field: "handlers");

    public static readonly Condition<Petition> ActorNotBarred = new(
        a => !a.Persons.Any(a.Case.Barred.Contains), "您与被检举控告人有关，不得办理本件", "第三十条", "派驻纪检", "handlers");

    public static readonly Condition<Petition> SomeoneMayClose = new(
        a => Handlers(a).Any(a.Case.Closers.Contains), "指定办理人中至少要有一名派驻纪检或者局长，否则无人可以办结", "第三十条", Field: "handlers");

    public static readonly Condition<Petition> HandlersNotRecused = new(
        a => !Handlers(a).Any(a.Case.IsRecused), "所选人员中有人已回避，请另选", "第二十八条", Field: "handlers");

    public static readonly Condition<Petition> SomeDemandsStay = new(
        a => a.Data.List("demands") is { Count: > 0 } moved && moved.All(n => a.Case.Demands.Any(d => d.Position.ToString(CultureInfo.InvariantCulture) == n)) && moved.Distinct().Count() < a.Case.Demands.Count,
        "请写要分出的诉求项序号，一行一项，至少留下一项；全部属于检举控告的，请更正信访目的", "第三十条", Field: "demands");

    public static bool IsOrdered(Petition p) => p.Source is PetitionSource.OrderedByPetitionOffice or PetitionSource.OrderedFromAbove;

    public static bool IsTransferred(Petition p) => IsOrdered(p)
        || p.Source is PetitionSource.ForwardedByPetitionOffice or PetitionSource.ForwardedFromAbove or PetitionSource.Hotline;

    public static Clock? Clock(Petition petition, ClockId id) => petition.Clocks.LastOrDefault(c => c.Id == id);

    /// <summary>A limit as typed; null where it cannot be read.</summary>
    public static ClockLimit? Limit(string? text)
    {
        try
        {
            return text is null ? null : ClockLimit.Parse(text, ClockUnit.Day);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    /// <summary>Something of the letter is supported, as a whole or in one of its demands: somebody has to perform it.</summary>
    public static bool IsSupported(StepData data) => data.Choice<Outcome>("outcome") is Outcome.Supported or Outcome.PartlySupported
        || data.List("outcomes").Any(o => DisplayNames.Parse<Outcome>(o) is Outcome.Supported or Outcome.PartlySupported);

    // Of several people the first delivery counts: his days for 复查 have begun.
    private static DateOnly? Delivered(Attempt<Petition> a) => a.Case.State == PetitionState.Reviewed
        ? a.Case.Petitioners.Min(p => p.ReviewDeliveredOn) ?? a.Case.LastReview?.DeliveredOn
        : a.Case.Petitioners.Min(p => p.DeliveredOn) ?? a.Case.DeliveredOn;

    private static bool HasInPlace(Petition p) => p.ThreeInPlace is not null || p.Resolved is not null || p.Educated is not null || p.Helped is not null || p.Disciplined is not null;

    private static IEnumerable<Guid> Handlers(Attempt<Petition> a) => a.Data.List("handlers").Select(h => Guid.TryParse(h, out var id) ? id : Guid.Empty);

    private static string Plain(string? text) => string.Concat((text ?? "").Where(char.IsLetterOrDigit));

    private static Condition<Petition> No(string field, string otherwise) =>
        new(a => a.Data.Bool(field) == false, otherwise, "《信访事项简易办理办法》第五条", "普通受理", field);

    private static Condition<Petition> InTime(ClockId id, string what, string article) => new(
        a => a.Data.Has("lateReason") || a.Data.Date(On) is not { } on || a.Case.Clocks.Where(c => c.Id == id && IsApplicant(a, c)).ToList() is not { Count: > 0 } clocks || clocks.Any(c => c.Dates.Allows(on)),
        $"申请{what}的期限已过；有正当理由的，请在“逾期理由”中写明", article, "写明逾期的正当理由", On);

    private static bool IsApplicant(Attempt<Petition> a, Clock clock) =>
        a.Data.List("applicants") is not { Count: > 0 } names || a.Case.Petitioners.Any(p => p.Name == clock.Facts.Subject && names.Any(n => PetitionWorkflow.IsNamed(p, n)));
}
