using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Workflow;
using static CaseTracker.Benefits.BenefitState;

namespace CaseTracker.Benefits;

public enum BenefitState
{
    [Display(Name = "已登记")] Received,
    [Display(Name = "核实中")] Verifying,
    [Display(Name = "待补正")] Supplement,
    [Display(Name = "待审批")] PendingApproval,
    [Display(Name = "已批准")] Approved,
    [Display(Name = "已转办")] Referred,
    [Display(Name = "已发放")] Paid,
    [Display(Name = "已解决")] Resolved,
    [Display(Name = "不予支持")] Rejected,
    [Display(Name = "异议复核中")] Objection,
    [Display(Name = "已撤回")] Withdrawn,
    [Display(Name = "不予支持办结")] ClosedRejected,
}

public enum BenefitStep
{
    [Display(Name = "更正")] Correct,
    [Display(Name = "开始核实")] StartVerify,
    [Display(Name = "测算")] Calculate,
    [Display(Name = "要求补正")] AskSupplement,
    [Display(Name = "补正完成")] Supplemented,
    [Display(Name = "登记材料")] TickPapers,
    [Display(Name = "逐人登记")] RecordPeople,
    [Display(Name = "提交审批")] SubmitForApproval,
    [Display(Name = "直接转办")] ReferDirect,
    [Display(Name = "审批")] Approve,
    [Display(Name = "退回核实")] Return,
    [Display(Name = "不予支持")] Reject,
    [Display(Name = "转办")] Refer,
    [Display(Name = "催办")] Remind,
    [Display(Name = "对方退回")] PartnerRefused,
    [Display(Name = "确认发放")] ConfirmPayment,
    [Display(Name = "办结")] Resolve,
    [Display(Name = "发放有误")] PaymentError,
    [Display(Name = "提出异议")] Object,
    [Display(Name = "维持不予支持")] UpholdRejection,
    [Display(Name = "撤销不予支持")] Overturn,
    [Display(Name = "异议期满")] ExpireObjection,
    [Display(Name = "撤回")] Withdraw,
    [Display(Name = "移交家属经办")] HandToFamily,
    [Display(Name = "告知社保")] TellSocialSecurity,
    [Display(Name = "对象去世")] BeneficiaryDied,
    [Display(Name = "恢复去世对象")] RestoreBeneficiary,
    [Display(Name = "撤销去世登记")] RevokeDeath,
}

/// <summary>The way of a 待遇事项: verified with the clock of verification, approved by sum, referred to whoever pays, paid, everybody told, resolved. A refusal is written and may be objected to; a death takes its person out or hands the matter to the 遗属.</summary>
public static class BenefitWorkflow
{
    public const string On = "on";
    public const string Amounts = "amounts";

    private static readonly IReadOnlyList<Role> Caseworker = [Role.CW, Role.LC];
    private static readonly IReadOnlyList<Role> Desk = [Role.RC, Role.CW, Role.LC];
    private static readonly IReadOnlyList<BenefitState> BeforePaid = [Received, Verifying, Supplement, PendingApproval, Approved, Referred];

    private static readonly Ask Reason = Long("reason", "理由");
    private static readonly Ask Letter = Ask.Text("number", "发文字号", required: false, help: "不填即由系统编号") with { MaxLength = 60 };
    private static readonly Ask TargetName = Ask.Text("targetName", "单位名称", required: false, help: "与所选不同的填写全称") with { MaxLength = 100 };
    private static readonly Ask ReplyNumber = Letter with { Name = "replyNumber" };

    private static readonly Condition<Benefit> NotBeforeApplication = new(a => !(a.Data.Date(On) < a.Case.AppliedOn), "日期不得早于申请日期，请核对", Field: On, Say: a => $"日期不得早于申请日期 {a.Case.AppliedOn:yyyy-MM-dd}，请核对");
    private static readonly Condition<Benefit> NotBeforeVerifying = new(a => !(a.Data.Date(On) < a.Case.VerifyingSince), "日期不得早于开始核实的日期，请核对", Field: On, Say: a => $"日期不得早于开始核实的日期 {a.Case.VerifyingSince:yyyy-MM-dd}，请核对");
    private static readonly Condition<Benefit> NotBeforeApproval = new(a => !(a.Data.Date(On) < a.Case.ApprovedOn), "转办日期不得早于审批日期，请核对", Field: On, Say: a => $"转办日期不得早于审批日期 {a.Case.ApprovedOn:yyyy-MM-dd}，请核对");
    private static readonly Condition<Benefit> NotBeforeReferral = new(a => !(a.Data.Date(On) < a.Case.ReferredOn), "日期不得早于转办日期，请核对", Field: On, Say: a => $"日期不得早于转办日期 {a.Case.ReferredOn:yyyy-MM-dd}，请核对");
    private static readonly Condition<Benefit> NotBeforePayment = new(a => !(a.Data.Date(On) < a.Case.PaidOn), "办结日期不得早于发放日期，请核对", Field: On, Say: a => $"办结日期不得早于发放日期 {a.Case.PaidOn:yyyy-MM-dd}，请核对");

    private static readonly Condition<Benefit> BasisCited = new(a => a.Case.BasisDocument is not null || a.Data.Text("basis") is not null, "没有依据文件不能提交审批，请写明依据的会议纪要、批复或政策文件的名称和文号", Field: "basis");
    private static readonly Condition<Benefit> LevelChecked = new(a => a.Data.Bool("levelChecked") == true, "请先核对身份和职级（以花名册为准），核对后勾选", Field: "levelChecked");
    private static readonly Condition<Benefit> PeriodChecked = new(a => a.Data.Bool("periodChecked") == true, "请先核对待遇期间，核对后勾选", Field: "periodChecked");
    private static readonly Condition<Benefit> SecondPair = new(a => a.Data.Guid("checker") is not { } checker || (!a.Persons.Contains(checker) && checker != a.Case.OfficerId), "复核人不得是核实人或提交人本人，请另请一人复核", Field: "checker");
    private static readonly Condition<Benefit> AmountByRule = new(a => a.Case.Active.All(Agrees), "每人的金额都须先测算并与标准一致，请先办“测算”",
        Say: a => $"{string.Join("、", a.Case.Active.Where(p => !Agrees(p)).Select(p => p.Name))}的金额还没有测算或与测算不一致，请先办“测算”");

    private static readonly Condition<Benefit> DecidedElsewhere = new(a => a.Case.IsDecidedElsewhere, "只有养老金增资、丧葬抚恤协助、高龄津贴协助由有关部门决定，可以直接转办；本事项请提交审批");
    private static readonly Condition<Benefit> EveryoneChecked = new(a => !a.Case.IsBatch || a.Case.Active.All(p => p.CheckedOn is not null), "增资名单须逐人核对后才能转办，请先在“逐人登记”中核对",
        Say: a => $"还有{a.Case.Active.Count(p => p.CheckedOn is null)}人没有核对，请先在“逐人登记”中核对，再转办");

    private static readonly Condition<Benefit> NotBySubmitter = new(a => a.Case.SubmittedById is not { } author || !a.Persons.Contains(author), "审批人不得是提交人，代理他人时亦同，请由其他有权人员审批", LiftedBy: "其他有权人员");
    private static readonly Condition<Benefit> OutsideScope = new(a => a.Data.Bool("outsideScope") == true, "核实中只有不属于本局职责范围的才能直接不予支持，其余请先提交审批；确属职责以外的请勾选", Field: "outsideScope");
    private static readonly Condition<Benefit> ReplyOnFile = new(a => a.Case.RepliesOnFile > 0, "请先在附件中上传对方的书面回复，再登记对方退回");
    private static readonly Condition<Benefit> SomethingPaid = new(a => a.Data.Money("amount") is not 0, "发放金额应大于零，请核对", Field: "amount");
    private static readonly Condition<Benefit> SharesReadable = new(a => Shares(a).All(s => s.Text.Length == 0 || Money.Parse(s.Text) is >= 0), "每人发放金额应为金额（元），最多两位小数", Field: Amounts);
    private static readonly Condition<Benefit> SharesAddUp = new(a => SumOfShares(a) is not { } sum || sum == a.Data.Money("amount"), "各人金额合计与发放总额不一致，请逐人填写发放金额", Field: "amount",
        Say: a => $"各人金额合计 {SumOfShares(a)!.Value.Text()} 元，与发放总额 {a.Data.Money("amount")!.Value.Text()} 元不一致，请核对总额，或逐人填写发放金额");
    private static readonly Condition<Benefit> ApprovalNumbered = new(a => a.Case.Type != BenefitType.Allowance || a.Case.ApprovalNumber is not null || a.Data.Text("approvalNumber") is not null, "补差待遇发放前应有批复，请填写批复文号", Field: "approvalNumber");
    private static readonly Condition<Benefit> NotDouble = new(a => a.Case.DoubleNumber is null, "同一批复文号、同样的对象已有一件，不重复办理", Field: "approvalNumber",
        Say: a => $"批复文号相同、对象也相同的待遇事项 {a.Case.DoubleNumber} 已经登记，同一批复只算一件：请核对文号，或将本件撤回");

    private static readonly Condition<Benefit> EveryoneTold = new(a => a.Case.Active.All(p => p.IsNotified), "应当告知每一名对象或写明未告知的原因，请在“逐人登记”中补登",
        Say: a => $"还有{a.Case.Active.Count(p => !p.IsNotified)}人没有告知，也没有写明原因（{Some(a.Case.Active.Where(p => !p.IsNotified))}），请在“逐人登记”中补登");
    private static readonly Condition<Benefit> NoDifference = new(a => !a.Case.Active.Any(p => p.HasOpenDifference), "还有差异没有处理，请先登记处理结果",
        Say: a => $"{Some(a.Case.Active.Where(p => p.HasOpenDifference))}的差异还没有处理结果，请在“逐人登记”中填写，或办“发放有误”");

    private static readonly Condition<Benefit> InObjectionTime = new(a => a.Data.Date(On) is not { } on || a.Case.ObjectionUntil is not { } until || on <= until, "提出异议的期限已过", Field: On,
        Say: a => $"提出异议的期限至 {a.Case.ObjectionUntil:yyyy-MM-dd}，已经过了；有新的事实的，请重新登记一件");
    private static readonly Condition<Benefit> AnotherOfficer = new(a => a.Data.Guid("reviewer") is not { } reviewer || reviewer != a.Case.OfficerId, "异议应当由原核实人以外的人复核，请另选复核人", Field: "reviewer");
    private static readonly Condition<Benefit> AfterObjectionTime = new(a => a.Case.ObjectionUntil < a.Today, "异议期限尚未届满", Say: a => $"异议期限至 {a.Case.ObjectionUntil:yyyy-MM-dd}，尚未届满");
    private static readonly Condition<Benefit> Stated = new(a => a.Data.Bool("hasStatement") == true, "撤回须有申请人的书面或者当面陈述，收到后勾选", Field: "hasStatement");
    private static readonly Condition<Benefit> DueAfterAsking = new(a => !(a.Data.Date("dueOn") < a.Data.Date(On)), "补正期限不得早于要求补正的日期，请核对", Field: "dueOn");
    private static readonly Condition<Benefit> SuppliedAfterAsking = new(a => !(a.Data.Date(On) < a.Case.Pauses.MaxBy(p => p.AskedOn)?.AskedOn), "收到日期不得早于要求补正的日期，请核对", Field: On);
    private static readonly Condition<Benefit> IsFuneral = new(a => a.Case.Type == BenefitType.Funeral, "只有丧葬抚恤协助适用本步骤");
    private static readonly Condition<Benefit> NotYetTold = new(a => a.Case.SocialNoticeOn is null, "已经告知社保，不重复登记", Say: a => $"{a.Case.SocialNoticeOn:yyyy-MM-dd} 已经告知社保，不重复登记");

    private static readonly When<Benefit> ByHead = Level("科长权限内的金额", ApprovalLevel.SectionHead);
    private static readonly When<Benefit> ByDeputy = Level("分管领导权限内的金额", ApprovalLevel.Deputy);
    private static readonly When<Benefit> ByDirector = Level("须局长审批的金额", ApprovalLevel.Director);
    private static readonly When<Benefit> SomeLeft = new("尚有其他对象或转由遗属办理", (b, _) => b.Active.Count > 0);
    private static readonly When<Benefit> NoneLeft = new("没有其他对象", (b, _) => b.Active.Count == 0);

    public static readonly CaseWorkflow<Benefit, BenefitState, BenefitStep> Engine = new(Benefit.Kind, "待遇事项",
    [
        new(Received, 0, 0),
        new(Verifying, 0, 1),
        new(Supplement, 1, 1),
        new(PendingApproval, 0, 2),
        new(Approved, 0, 3),
        new(Referred, 0, 4),
        new(Paid, 0, 5),
        new(Resolved, 0, 6, IsEnd: true),
        new(Rejected, 1, 3),
        new(Objection, 1, 4),
        new(ClosedRejected, 1, 5, IsEnd: true),
        new(Withdrawn, 2, 2, IsEnd: true),
    ],
    [
        new("2", [Received], BenefitStep.StartVerify, Verifying)
        {
            Proposers = Caseworker,
            Asks = [Ask.Colleague("officer", "核实人", [Role.CW, Role.LC]), Day("开始日期")],
            Conditions = [NotBeforeApplication],
            Starts = ["核实期限"],
            Duty = "核实人核对身份、职级、期间，测算金额，按期提交审批",
        },
        new("3", [Verifying], BenefitStep.AskSupplement, Supplement)
        {
            Proposers = Caseworker,
            Asks = [Ask.List("missing", "缺少的材料", help: "一行一项") with { MaxLength = 1000 }, Day("要求补正日期"), Ask.Date("dueOn", "补正期限", future: true), Long("how", "告知方式和内容", help: "来电、来信记录")],
            Conditions = [NotBeforeVerifying, DueAfterAsking],
            Stops = ["核实期限（暂停）"],
            Duty = "材料补齐后登记“补正完成”，期限接着计算",
        },
        new("4", [Supplement], BenefitStep.Supplemented, Verifying)
        {
            Proposers = Desk,
            Asks = [Long("papers", "收到的材料"), Day("收到日期")],
            Conditions = [SuppliedAfterAsking],
            Starts = ["核实期限（继续）"],
        },
        new("5", [Verifying], BenefitStep.SubmitForApproval, PendingApproval)
        {
            Proposers = Caseworker,
            Asks =
            [
                Long("findings", "核实意见"), Ask.Text("basis", "依据文件", required: false, help: "登记时已写明的可不填") with { MaxLength = 200 },
                Ask.Bool("levelChecked", "身份、职级已核对"), Ask.Bool("periodChecked", "待遇期间已核对"), Ask.Colleague("checker", "复核人", [Role.CW, Role.LC, Role.SH]), Day("提交日期"),
            ],
            Conditions = [AmountByRule, BasisCited, LevelChecked, PeriodChecked, SecondPair, NotBeforeVerifying],
            Stops = ["核实期限"],
            Duty = "科长审批，按金额报分管领导、局长",
        },
        new("6", [Verifying], BenefitStep.ReferDirect, Referred)
        {
            Proposers = [Role.SH],
            Asks = [Ask.Choice<BenefitTarget>("target", "转办单位"), TargetName, Letter, Day("转办日期")],
            Conditions = [DecidedElsewhere, EveryoneChecked, NotBeforeVerifying],
            Stops = ["核实期限"],
            Document = "转办函",
            Duty = "按间隔催办，收到发放结果后登记",
        },
        new("7", [PendingApproval], BenefitStep.Approve, Approved) { Proposers = [Role.SH], When = ByHead, Asks = [Long("opinion", "审批意见")], Conditions = [NotBySubmitter], Duty = "转有关单位办理" },
        new("7a", [PendingApproval], BenefitStep.Approve, Approved) { Proposers = [Role.SH], Approvers = [[Role.VL]], When = ByDeputy, Asks = [Long("opinion", "审批意见")], Conditions = [NotBySubmitter], Duty = "转有关单位办理" },
        new("7b", [PendingApproval], BenefitStep.Approve, Approved) { Proposers = [Role.SH], Approvers = [[Role.VL], [Role.DG]], When = ByDirector, Asks = [Long("opinion", "审批意见")], Conditions = [NotBySubmitter], Duty = "转有关单位办理" },
        new("8", [PendingApproval], BenefitStep.Return, Verifying) { Proposers = [Role.SH, Role.VL, Role.DG], Asks = [Reason], Starts = ["核实期限"], Duty = "核实人补充核实后重新提交" },
        new("9", [PendingApproval], BenefitStep.Reject, Rejected)
        {
            Proposers = [Role.DG],
            Asks = [Reason, Long("basis", "依据"), Day("告知日期"), ReplyNumber],
            Conditions = [NotBeforeApplication],
            Starts = ["异议期限"],
            Document = "不予支持答复",
            Duty = "书面答复申请人，告知异议的期限和途径",
        },
        new("10", [Verifying], BenefitStep.Reject, Rejected)
        {
            Proposers = [Role.DG],
            Asks = [Ask.Bool("outsideScope", "不属于本局职责范围"), Reason, Long("basis", "依据"), Day("告知日期"), ReplyNumber],
            Conditions = [OutsideScope, NotBeforeApplication],
            Starts = ["异议期限"],
            Stops = ["核实期限"],
            Document = "不予支持答复",
            Duty = "书面答复申请人，告知异议的期限和途径",
        },
        new("11", [Approved], BenefitStep.Refer, Referred)
        {
            Proposers = Caseworker,
            Asks = [Ask.Choice<BenefitTarget>("target", "转办单位"), TargetName, Letter, Day("转办日期")],
            Conditions = [NotBeforeApproval],
            Document = "请示、转办函",
            Duty = "按间隔催办，收到批复和发放结果后登记",
        },
        new("12", [Referred], BenefitStep.PartnerRefused, PendingApproval)
        {
            Proposers = Caseworker,
            Asks = [Long("reply", "对方回复"), Day("回复日期")],
            Conditions = [ReplyOnFile, NotBeforeReferral],
            Duty = "按审批权限重新审批，或退回核实、不予支持",
        },
        new("13", [Referred], BenefitStep.ConfirmPayment, Paid)
        {
            Proposers = [Role.FIN, Role.CW, Role.LC],
            Asks =
            [
                Day("发放日期"), Ask.Money("amount", "发放总额"), Ask.EachPerson(Amounts, "每人发放金额（元）", required: false) with { EvenOfOne = false },
                Ask.Text("approvalNumber", "批复文号", required: false, help: "登记时已写明的可不填；补差待遇必须有") with { MaxLength = 60 },
            ],
            Conditions = [NotBeforeReferral, SomethingPaid, SharesReadable, SharesAddUp, ApprovalNumbered, NotDouble],
            Duty = "逐人告知，确认无差异后办结",
        },
        new("14", [Paid], BenefitStep.Resolve, Resolved)
        {
            Proposers = Caseworker,
            Asks = [Day("办结日期"), Long("result", "办理结果")],
            Conditions = [EveryoneTold, NoDifference, NotBeforePayment],
        },
        new("15", [Paid], BenefitStep.PaymentError, Referred) { Proposers = Caseworker, Asks = [Long("difference", "差异情况")], Duty = "与发放单位核对更正后重新确认发放" },
        new("16", [Rejected], BenefitStep.Object, Objection)
        {
            Proposers = [Role.RC],
            Asks = [Long("grounds", "异议理由"), Day("提出日期"), Ask.Colleague("reviewer", "复核人", [Role.CW, Role.LC, Role.SH])],
            Conditions = [InObjectionTime, AnotherOfficer],
            Duty = "复核人重新核实，报局长决定",
        },
        new("17", [Objection], BenefitStep.UpholdRejection, ClosedRejected) { Proposers = [Role.DG], Asks = [Long("reply", "书面决定"), Day("决定日期"), ReplyNumber], Document = "异议复核答复" },
        new("18", [Objection], BenefitStep.Overturn, Verifying) { Proposers = [Role.DG], Asks = [Long("reply", "书面决定"), Day("决定日期")], Starts = ["核实期限"], Duty = "由复核人重新核实" },
        new("19", [Rejected], BenefitStep.ExpireObjection, ClosedRejected) { Proposers = [Role.SYS], Conditions = [AfterObjectionTime] },
        new("20", [Received, Verifying, Supplement, PendingApproval], BenefitStep.Withdraw, Withdrawn)
        {
            Proposers = [Role.RC],
            Asks = [Reason, Ask.Bool("hasStatement", "已收到申请人的陈述")],
            Conditions = [Stated],
        },
        new("21", BeforePaid, BenefitStep.BeneficiaryDied, null) { Proposers = [Role.SYS], When = SomeLeft },
        new("21a", BeforePaid, BenefitStep.BeneficiaryDied, Withdrawn) { Proposers = [Role.SYS], When = NoneLeft },
        new("22", BeforePaid, BenefitStep.RestoreBeneficiary, null) { Proposers = [Role.SYS] },
        .. BeforePaid.Select((state, i) => new Transition<Benefit, BenefitState, BenefitStep>($"22{(char)('a' + i)}", [Withdrawn], BenefitStep.RestoreBeneficiary, state)
        {
            Proposers = [Role.SYS],
            When = new($"去世前为{state.Display()}", (b, _) => b.StateBeforeDeath == state),
        }),
        new("23", [Received], BenefitStep.RevokeDeath, Withdrawn)
        {
            Proposers = [Role.SYS],
            Conditions =
            [
                IsFuneral,
                new(a => !a.Case.Papers.Any(p => p.ReceivedOn is not null) && a.Case.SocialNoticeOn is null && a.Case.HandedToFamilyOn is null, "丧葬抚恤已经开始办理，请由接访员撤回"),
            ],
        },
        new("24", [Received, Verifying, Supplement], BenefitStep.Correct, null) { Proposers = Caseworker, Asks = [Reason], TakesMore = true },
        new("25", [Received, Verifying, Supplement], BenefitStep.Calculate, null) { Proposers = Caseworker, TakesMore = true },
        new("26", [Received, Verifying, Supplement, Approved, Referred], BenefitStep.TickPapers, null) { Proposers = Desk, TakesMore = true },
        new("27", [Verifying, Supplement, PendingApproval, Approved, Referred, Paid], BenefitStep.RecordPeople, null) { Proposers = Caseworker, TakesMore = true },
        new("28", [Referred], BenefitStep.Remind, null) { Proposers = Caseworker, Asks = [Day("催办日期"), Long("answer", "催办方式和答复")], Conditions = [NotBeforeReferral] },
        new("29", BeforePaid, BenefitStep.HandToFamily, null)
        {
            Proposers = Caseworker,
            Asks = [Ask.Text("handler", "经办的家属及关系") with { MaxLength = 60 }, Day("移交日期"), Long("note", "交代的事项", required: false)],
            Conditions = [IsFuneral],
        },
        new("30", [Received, Verifying, Supplement, PendingApproval, Approved, Referred, Paid], BenefitStep.TellSocialSecurity, null)
        {
            Proposers = Caseworker,
            Asks = [Day("告知日期"), Long("how", "告知方式、经办人")],
            Conditions = [IsFuneral, NotYetTold],
        },
    ]);

    /// <summary>What is kept on a page of its own, not in the common form.</summary>
    public static readonly IReadOnlyList<BenefitStep> OwnPages = [BenefitStep.Correct, BenefitStep.Calculate, BenefitStep.TickPapers, BenefitStep.RecordPeople];

    /// <summary>Each person still in the matter with what was typed for him; nothing where nothing was typed.</summary>
    internal static IReadOnlyList<(BenefitPerson Person, string Text)> Shares(Attempt<Benefit> a) => Shares(a.Case, a.Data);

    internal static IReadOnlyList<(BenefitPerson Person, string Text)> Shares(Benefit benefit, StepData data)
    {
        var typed = data.Each(Amounts);
        return typed.Count == 0 ? [] : [.. benefit.Active.Select((p, i) => (p, i < typed.Count ? typed[i].Trim() : ""))];
    }

    /// <summary>What the people are to be paid together: as typed; of one person alone whatever was paid; of a matter that others decide what was noted for each; else the approved sums. Null where nothing can be compared.</summary>
    internal static decimal? SumOfShares(Attempt<Benefit> a)
    {
        var typed = Shares(a);
        return typed.Any(s => s.Text.Length > 0) ? typed.Sum(s => Money.Parse(s.Text) ?? 0)
            : a.Case.Active.Count == 1 ? null
            : !a.Case.IsDecidedElsewhere ? a.Case.Active.Sum(p => p.Amount ?? 0)
            : a.Case.Active.Any(p => p.Paid is not null) ? a.Case.Active.Sum(p => p.Paid ?? 0) : null;
    }

    private static bool Agrees(BenefitPerson person) => person.Amount is not null && (person.Calculated is null || person.Calculated == person.Amount);

    private static string Some(IEnumerable<BenefitPerson> people) => people.ToList() is { Count: > 3 } many ? $"{string.Join("、", many.Take(3).Select(p => p.Name))}等" : string.Join("、", people.Select(p => p.Name));

    private static When<Benefit> Level(string name, ApprovalLevel level) => new(name, (b, _) => b.ApprovalLevel == level);

    private static Ask Day(string label) => Ask.Date(On, label);

    private static Ask Long(string name, string label, bool required = true, string? help = null) => Ask.LongText(name, label, required, help) with { MaxLength = 1000 };
}
