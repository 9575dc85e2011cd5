using CaseTracker.Workflow;
using Attempt = CaseTracker.Workflow.Attempt<CaseTracker.CareVisits.CareVisit>;

namespace CaseTracker.CareVisits;

/// <summary>What must be true before a step of a care visit, and the sentence when it is not.</summary>
public static class CareVisitConditions
{
    private static readonly CareVisitType[] Led = [CareVisitType.SpringFestival, CareVisitType.DoubleNinth, CareVisitType.Condolence];

    public static readonly Condition<CareVisit> PlannedAfterTrigger = new(a => a.Data.Date("plannedOn") is not { } day || day >= a.Case.TriggeredOn,
        "计划日期不得早于触发日期，请核对", Field: "plannedOn", Say: a => $"计划日期不得早于触发日期 {a.Case.TriggeredOn:yyyy-MM-dd}，请核对");

    public static readonly Condition<CareVisit> TwoVisitors = new(a => Names(a.Data, "visitors").Count + (a.Data.Has("leader") ? 1 : 0) >= 2,
        "看望应当有两人以上，请写明带队领导和陪同人员", Field: "visitors");

    public static readonly Condition<CareVisit> LeaderWanted = new(a => !Led.Contains(a.Case.Type) || a.Data.Has("leader"),
        "春节、重阳走访和去世慰问应当由局领导带队，请选择带队领导", Field: "leader");

    public static readonly Condition<CareVisit> MoneyOrNone = new(a => a.Data.Bool("noMoney") != true || (a.Data.Money("amount") ?? 0) == 0,
        "勾选了“不涉及经费”的，申请金额应为 0 或者不填，请核对", Field: "amount");

    public static readonly Condition<CareVisit> FundKnown = new(a => Applied(a.Data) == 0 || a.Data.Has("fund") || Limit(a)?.Fund is not null,
        "没有适用的慰问标准，请写明经费来源", Field: "fund");

    public static readonly Condition<CareVisit> OverReasoned = new(a => a.Data.Has("overReason") || Limit(a) is not { Fen: { } limit } || Applied(a.Data) <= limit,
        "申请金额超过慰问标准，请写明超标准的理由，并由局长批准", LiftedBy: "局长", Field: "overReason",
        Say: a => $"申请金额 {Applied(a.Data).Yuan().Text()} 元超过慰问标准 {Limit(a)!.Fen!.Value.Yuan().Text()} 元（{Limit(a)!.Words}），请写明超标准的理由，并由局长批准");

    public static readonly Condition<CareVisit> AmountStated = new(a => a.Case.NoMoney || a.Case.AppliedFen > 0,
        "没有申请金额；不发慰问金和慰问品的，请在计划里勾选“不涉及经费”", LiftedBy: "经办人修改计划");

    public static readonly Condition<CareVisit> NoOtherOpen = new(a => OtherOpen(a) is null,
        "对象另有同一类型的走访没有办结，请先办结或取消那一次",
        Say: a => OtherOpen(a) is var (person, other) ? $"{person.Name}另有一次{a.Case.Type.Display()}（{other.Number}，{other.State.Display()}）没有办结，请先办结或取消那一次" : "");

    public static readonly Condition<CareVisit> NotSameFestival = new(a => a.Case.Facts.FestivalTwice(a.Case, a.Case.PlannedOn ?? a.Case.TriggeredOn) is null,
        "同一人同一节日一年只走访一次，请取消这一次", Say: a => SayFestival(a, a.Case.PlannedOn ?? a.Case.TriggeredOn));

    public static readonly Condition<CareVisit> DeathKnown = new(a => a.Case.Type != CareVisitType.Condolence || a.Case.Present.All(p => a.Case.Facts.DiedOn(p.CadreId) is not null),
        "花名册上还没有去世日期，请先核实去世，再提交去世慰问", LiftedBy: "科长核实去世");

    public static readonly Condition<CareVisit> NotApplicant = Condition.NotByAuthor<CareVisit>(v => new[] { v.AppliedById, v.PlannedById }.OfType<Guid>(),
        "审批人不得是申请人，代理他人时本人与被代理人均不得是申请人，请由其他有权人员审批");

    public static readonly Condition<CareVisit> ApprovedWithinApplied = new(a => Fen(a.Data, "approvedAmount") <= (a.Case.AppliedFen ?? 0),
        "批准金额不得超过申请金额；要增加的，请退回修改计划", Field: "approvedAmount", Say: a => $"批准金额不得超过申请金额 {(a.Case.AppliedFen ?? 0).Yuan().Text()} 元；要增加的，请退回修改计划");

    public static readonly Condition<CareVisit> BudgetCovers = new(a => Fen(a.Data, "approvedAmount") is 0 || Left(a) >= Fen(a.Data, "approvedAmount"),
        "经费预算余额不足，请调减金额或调整预算", LiftedBy: "老干部服务专干或财务调整预算", Field: "approvedAmount", Say: a => SayBudget(a, Fen(a.Data, "approvedAmount")));

    public static readonly Condition<CareVisit> RescheduledOut = new(a => a.Case.RescheduleCount >= CareVisitWorkflow.MostReschedules, "已经批准的走访，改期满3次的才退回重新拟定计划；其余的请取消");

    public static readonly Condition<CareVisit> MoneyApproved = new(a => a.Case.ApprovedFen > 0, "没有批准的金额，请由经办人办理“不需要经费”", LiftedBy: "经办人");

    public static readonly Condition<CareVisit> BudgetStillCovers = new(a => Left(a) >= (a.Case.ApprovedFen ?? 0), "经费预算余额不足，请先调整预算", LiftedBy: "老干部服务专干或财务调整预算", Say: a => SayBudget(a, a.Case.ApprovedFen ?? 0));

    public static readonly Condition<CareVisit> DrawnAfterApproval = new(a => a.Data.Date("on") is not { } on || on >= a.Case.ApprovedOn,
        "领取日期不得早于批准日期，请核对", Field: "on", Say: a => $"领取日期不得早于批准日期 {a.Case.ApprovedOn:yyyy-MM-dd}，请核对");

    public static readonly Condition<CareVisit> NoMoneyApproved = new(a => (a.Case.ApprovedFen ?? 0) == 0, "已经批准了经费，请由财务办理“领取经费”", LiftedBy: "财务",
        Say: a => $"已经批准经费 {(a.Case.ApprovedFen ?? 0).Yuan().Text()} 元，请由财务办理“领取经费”");

    public static readonly Condition<CareVisit> MayReschedule = new(a => a.Case.RescheduleCount < CareVisitWorkflow.MostReschedules, "已经改期3次，请由领导退回重新拟定计划；经费已经领取的，请取消并退款", LiftedBy: "分管领导或局长退回");

    public static readonly Condition<CareVisit> NewDay = new(a => a.Data.Date("plannedOn") is not { } day || day != a.Case.PlannedOn, "新的日期与原计划日期相同，不需要改期", Field: "plannedOn");

    public static readonly Condition<CareVisit> NotBackwards = new(a => a.Data.Date("plannedOn") is not { } day || day >= a.Today, "新的计划日期不得早于今天，请核对", Field: "plannedOn");

    public static readonly Condition<CareVisit> SameBudgetYear = new(a => a.Data.Date("plannedOn") is not { } day || a.Case.BudgetYear is not { } year || day.Year == year,
        "经费列在原计划的年度，不能跨年度改期；请取消后在新的年度重新申请", Field: "plannedOn", Say: a => $"经费列在{a.Case.BudgetYear}年，不能跨年度改期；请取消后在新的年度重新申请");

    public static readonly Condition<CareVisit> InTheWindow = new(a => a.Data.Date("visitedOn") is not { } day || day >= a.Case.PlannedOn?.AddDays(-1),
        "看望日期应在计划日期前一天到今天之间；日期有变的，请先改期", Field: "visitedOn", Say: a => $"看望日期应在 {a.Case.PlannedOn?.AddDays(-1):yyyy-MM-dd}（计划日期前一天）到今天之间；日期有变的，请先改期");

    public static readonly Condition<CareVisit> ResultForEach = new(a => Results(a).Count == a.Case.Present.Count && Results(a).All(r => r is not null),
        "请逐人选择看望结果", Field: "results", Say: a => $"请为{a.Case.Present.Count}人逐人选择看望结果");

    public static readonly Condition<CareVisit> SomebodySeen = new(a => Results(a).Contains(VisitResult.Seen), "一个人也没有看望到，请改期或取消", Field: "results");

    public static readonly Condition<CareVisit> InCareThen = new(a => a.Data.Date("visitedOn") is not { } day || NotInCare(a, day).Count == 0,
        "看望当日不在册的，请把结果改为未遇；去世的另办去世慰问", Field: "results",
        Say: a => $"{string.Join("、", NotInCare(a, a.Data.Date("visitedOn")!.Value))}在 {a.Data.Date("visitedOn"):yyyy-MM-dd} 不在册，请把结果改为未遇；去世的另办去世慰问");

    public static readonly Condition<CareVisit> NotFestivalTwice = new(a => a.Data.Date("visitedOn") is not { } day || a.Case.Facts.FestivalTwice(a.Case, day) is null,
        "同一人同一节日一年只走访一次，请取消这一次", Field: "visitedOn", Say: a => SayFestival(a, a.Data.Date("visitedOn")!.Value));

    public static readonly Condition<CareVisit> TwoWentThere = new(a => !a.Data.Has("visitors") || Names(a.Data, "visitors").Append(a.Case.LeaderName).OfType<string>().Distinct().Count() >= 2,
        "看望应当有两人以上，请写明实际陪同人员", Field: "visitors");

    public static readonly Condition<CareVisit> ActualWithinApproved = new(a => Fen(a.Data, "actualAmount") <= (a.Case.ApprovedFen ?? 0),
        "实际金额不得超过批准金额，请核对", Field: "actualAmount", Say: a => $"实际金额不得超过批准金额 {(a.Case.ApprovedFen ?? 0).Yuan().Text()} 元，请核对");

    public static readonly Condition<CareVisit> Signed = new(a => Fen(a.Data, "actualAmount") is 0 || Unsigned(a).Count == 0,
        "发放慰问金、慰问品的，应当由本人签收或家属代签，请填写签收人", Field: "signers", Say: a => $"发放慰问金、慰问品的，应当由本人签收或家属代签，请填写{string.Join("、", Unsigned(a))}的签收人");

    public static readonly Condition<CareVisit> RelationTold = new(a => WithoutRelation(a).Count == 0,
        "代签的，请写明代签人与本人的关系", Field: "relations", Say: a => $"{string.Join("、", WithoutRelation(a))}的慰问由他人代签，请写明代签人与本人的关系");

    public static readonly Condition<CareVisit> ReceiptsAttached = new(a => a.Case.Facts.HasReceipts, "还没有上传票据，请先在附件里上传发票、收据或签收名单，所属步骤选“提交报销”", LiftedBy: "经办人上传附件");

    public static readonly Condition<CareVisit> SomethingSpent = new(a => a.Case.ActualFen > 0, "没有发生经费，请办理“不报销办结”");

    public static readonly Condition<CareVisit> SpentWithinApproved = new(a => a.Case.ApprovedFen is not { } approved || (a.Case.ActualFen ?? 0) <= approved,
        "实际金额超过批准金额，不能报销", Say: a => $"实际金额 {(a.Case.ActualFen ?? 0).Yuan().Text()} 元超过批准金额 {(a.Case.ApprovedFen ?? 0).Yuan().Text()} 元，不能报销");

    public static readonly Condition<CareVisit> NotReimburser = Condition.NotByAuthor<CareVisit>(v => new[] { v.ReimbursedById }.OfType<Guid>(), "结算人不得是报销人，请由其他财务人员办理");

    public static readonly Condition<CareVisit> AmountsAgree = new(a => Fen(a.Data, "amount") == (a.Case.ActualFen ?? 0),
        "报销金额应与实际金额一致；不一致的，请退回报销", Field: "amount", Say: a => $"报销金额应与实际金额 {(a.Case.ActualFen ?? 0).Yuan().Text()} 元一致；不一致的，请退回报销");

    public static readonly Condition<CareVisit> SettledAfterVisit = new(a => a.Data.Date("on") is not { } on || on >= a.Case.VisitedOn,
        "报销日期不得早于看望日期，请核对", Field: "on", Say: a => $"报销日期不得早于看望日期 {a.Case.VisitedOn:yyyy-MM-dd}，请核对");

    public static readonly Condition<CareVisit> NothingToReimburse = new(a => (a.Case.ActualFen ?? 0) == 0 || a.Data.Bool("settledByList") == true,
        "发生了经费的，应当提交报销；已经凭签收名单结清的，请勾选", Field: "settledByList");

    public static readonly Condition<CareVisit> RefundTold = new(a => !a.Case.HoldsMoney || (a.Data.Has("refundVoucher") && a.Data.Has("refundOn")),
        "经费已经领取，请先退款，并写明退款凭证号和退款日期", Field: "refundVoucher");

    public static readonly Condition<CareVisit> NotCondolence = new(a => a.Case.Type != CareVisitType.Condolence, "去世慰问不因对象去世而取消");

    public static readonly Condition<CareVisit> InOpenPeriod = new(a => a.Case.VisitedOn?.Year >= a.Today.Year - 1, "只能更正本年度和上年度的走访，更早年度的报表已经封存，请另作说明");

    public static readonly Condition<CareVisit> ResultForEachOrNone = new(a => !a.Data.Has("results") || (Results(a).Count == a.Case.Present.Count && Results(a).All(r => r is not null)),
        "更正看望结果的，请逐人选择；不更正的都不选", Field: "results");

    public static readonly Condition<CareVisit> CorrectedInCare = new(a => a.Data.Date("visitedOn") is not { } day || NotInCare(a, day).Count == 0,
        "更正后的看望当日不在册的，请把结果改为未遇", Field: "visitedOn",
        Say: a => $"{string.Join("、", NotInCare(a, a.Data.Date("visitedOn")!.Value))}在 {a.Data.Date("visitedOn"):yyyy-MM-dd} 不在册，请核对日期，或把结果改为未遇");

    public static readonly Condition<CareVisit> CorrectedWithinApproved = new(a => !a.Data.Has("actualAmount") || a.Case.ApprovedFen is not { } approved || Fen(a.Data, "actualAmount") <= approved,
        "更正后的实际金额不得超过批准金额，请核对", Field: "actualAmount", Say: a => $"更正后的实际金额不得超过批准金额 {(a.Case.ApprovedFen ?? 0).Yuan().Text()} 元，请核对");

    public static readonly Condition<CareVisit> FollowedUpAfter = new(a => a.Data.Date("on") is not { } on || on >= a.Case.VisitedOn,
        "回访日期不得早于看望日期，请核对", Field: "on", Say: a => $"回访日期不得早于看望日期 {a.Case.VisitedOn:yyyy-MM-dd}，请核对");

    /// <summary>本人 is written as such or by his name.</summary>
    internal static bool IsHimself(string signer, CareVisitPerson person) => signer is "本人" || signer == person.Name;

    internal static IReadOnlyList<string> Names(StepData data, string name) =>
        [.. data.List(name).SelectMany(l => l.Split(['、', ',', '，', ';', '；'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];

    internal static long Fen(StepData data, string name) => (data.Money(name) ?? 0).Fen();

    /// <summary>What is applied for: nothing where no money is meant.</summary>
    internal static long Applied(StepData data) => data.Bool("noMoney") == true ? 0 : Fen(data, "amount");

    internal static string? Entry(StepData data, string name, int index) => data.Each(name) is var entries && index < entries.Count && entries[index].Trim() is { Length: > 0 } text ? text : null;

    private static CareLimit? Limit(Attempt a) => a.Data.Choice<GiftForm>("form") is { } form && a.Data.Date("plannedOn") is { } day ? a.Case.Facts.LimitOf(a.Case, form, day) : null;

    private static (CareVisitPerson Person, OtherVisit Other)? OtherOpen(Attempt a) => a.Case.Present
        .Join(a.Case.Facts.Others.Where(o => o.IsOpen && o.Type == a.Case.Type), p => p.CadreId, o => o.CadreId, (p, o) => ((CareVisitPerson, OtherVisit)?)(p, o)).FirstOrDefault();

    private static string SayFestival(Attempt a, DateOnly day) => a.Case.Facts.FestivalTwice(a.Case, day) is var (person, other)
        ? $"{person.Name}{CareVisitFacts.FestivalYear(a.Case.Type, day)}年已有{a.Case.Type.Display()}（{other.Number}），同一人同一节日一年只走访一次，请取消这一次" : "";

    private static int BudgetYear(Attempt a) => a.Case.BudgetYear ?? (a.Case.PlannedOn ?? a.Today).Year;

    private static long Left(Attempt a) => a.Case.Facts.LeftFen(BudgetYear(a), a.Case.Fund);

    private static string SayBudget(Attempt a, long wanted) => a.Case.Facts.Budgets.Any(b => b.Id is not null && b.Year == BudgetYear(a) && b.Fund == a.Case.Fund)
        ? $"{BudgetYear(a)}年{a.Case.Fund}预算余额只剩 {Left(a).Yuan().Text()} 元，不够 {wanted.Yuan().Text()} 元，请调减金额或调整预算"
        : $"还没有登记{BudgetYear(a)}年{a.Case.Fund}的预算，请先在“慰问经费”页面登记";

    private static IReadOnlyList<VisitResult?> Results(Attempt a) => [.. a.Data.Each("results").Select(DisplayNames.Parse<VisitResult>)];

    private static List<string> NotInCare(Attempt a, DateOnly day)
    {
        var results = Results(a);
        return a.Case.Type == CareVisitType.Condolence ? []
            : [.. a.Case.Present.Where((p, i) => (i < results.Count ? results[i] : p.Result) == VisitResult.Seen && !a.Case.Facts.InCareOn(p.CadreId, day)).Select(p => p.Name)];
    }

    private static List<string> Unsigned(Attempt a)
    {
        var results = Results(a);
        return [.. a.Case.Present.Where((p, i) => i < results.Count && results[i] == VisitResult.Seen && Entry(a.Data, "signers", i) is null).Select(p => p.Name)];
    }

    // Of a 去世慰问 nobody signs himself.
    private static List<string> WithoutRelation(Attempt a) =>
        [.. a.Case.Present.Where((p, i) => Entry(a.Data, "signers", i) is { } signer && (a.Case.Type == CareVisitType.Condolence || !IsHimself(signer, p)) && Entry(a.Data, "relations", i) is null).Select(p => p.Name)];
}
