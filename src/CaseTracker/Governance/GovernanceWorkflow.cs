using System.Collections.Frozen;
using CaseTracker.Accounts;
using CaseTracker.Workflow;
using static CaseTracker.Governance.GovernanceFields;
using static CaseTracker.Governance.GovernanceState;
using Engine = CaseTracker.Workflow.CaseWorkflow<CaseTracker.Governance.GovernanceItem, CaseTracker.Governance.GovernanceState, CaseTracker.Governance.GovernanceStep>;
using Row = CaseTracker.Workflow.Transition<CaseTracker.Governance.GovernanceItem, CaseTracker.Governance.GovernanceState, CaseTracker.Governance.GovernanceStep>;

namespace CaseTracker.Governance;

/// <summary>The five tables of 依法治理: one of four states that most books share (with 暂扣 beside them for 执法人员), and those of 合同审查, 文件合法性审核, 双随机检查 and 清欠.</summary>
public static class GovernanceWorkflow
{
    /// <summary>Fewer officers than these must not inspect.</summary>
    public const int FewestOfficers = 2;

    private static readonly IReadOnlyList<Role> Department = [Role.CW, Role.SH, Role.LEGAL, Role.XF];

    private static readonly IReadOnlyList<Role> Reviewers = [Role.LEGAL];

    private static readonly IReadOnlyList<Role> Heads = [Role.SH, Role.LEGAL, Role.XF];

    private static readonly Ask Reason = Ask.LongText("reason", "理由") with { MaxLength = 500 };

    private static readonly Ask On = Ask.Date("on", "日期");

    /// <summary>Who sent a thing for review does not review it.</summary>
    private static readonly Condition<GovernanceItem> NotByRegistrar = Condition.NotByAuthor<GovernanceItem>(i => [i.RegistrarId], "送审人不能审查自己送审的事项，请由其他法制审核人员办理");

    /// <summary>The shared table with the general questions and every condition that a book may add, as the command line prints it.</summary>
    public static readonly Engine Shared = new("governance", GovernanceWay.Shared.Display(), SharedStates, SharedTable(null));

    public static readonly Engine Contract = new("governance-contract", GovernanceWay.Contract.Display(),
    [
        new(Submitted, 0, 0), new(Reviewing, 0, 1), new(ReturnedForMore, 1, 1), new(ReviewFinished, 0, 2), new(SignedArchived, 0, 3, IsEnd: true), new(Withdrawn, 1, 2, IsEnd: true),
    ],
    [
        Correction([Submitted, Reviewing, ReturnedForMore, ReviewFinished, SignedArchived]),
        Of("2", [Submitted], GovernanceStep.StartReview, Reviewing, Reviewers, [Named(Person, "审查人", "不填即为本人"), On with { Label = "收件日期" }], NotByRegistrar),
        Of("3", [Reviewing], GovernanceStep.ReturnForMore, ReturnedForMore, Reviewers, [Reason with { Label = "需要补充的材料" }, On with { Label = "退回日期" }]) with { Duty = "承办科室补齐后重新送审" },
        Of("4", [ReturnedForMore], GovernanceStep.Resubmit, Reviewing, Department, [Reason with { Label = "补充了什么" }, On with { Label = "重新送审日期" }]),
        Of("5", [Reviewing], GovernanceStep.Conclude, ReviewFinished, Reviewers,
            [Required(Conclusion), Required(Opinion), Amount.Called("合同金额（元）", "以末次审查为准").Ask, Named(FinishedOn, "审结日期")], NotByRegistrar) with { Duty = "承办科室按审查意见签订，报送归档" },
        Of("6", [ReviewFinished], GovernanceStep.Archive, SignedArchived, Department,
            [Required(Adopted, "是否采纳审查意见"), DocumentNumber.Called("合同编号", "已经登记的可以不填").Ask, Required(IssuedOn, "签订日期"), RegistryNumber.Called("档号").Ask],
            new(a => a.Case.Conclusion != ContractConclusion.NotToSign, "审查结论为“不宜签订”，不能登记签订；重新谈判后请另行送审", LiftedBy: "重新送审"),
            new(a => a.Case.DocumentNumber is not null || a.Data.Has("documentNumber"), "签订归档应当有合同编号，请填写", Field: "documentNumber"),
            NotBefore("issuedOn", i => i.FinishedOn, "签订日期不得早于审结日期，请核对")),
        Of("7", [Submitted, Reviewing, ReturnedForMore], GovernanceStep.Withdraw, Withdrawn, Department, [Reason]),
    ]);

    public static readonly Engine Document = new("governance-document", GovernanceWay.Document.Display(),
    [
        new(Submitted, 0, 0), new(Auditing, 0, 1), new(ReturnedForChange, 1, 1), new(Passed, 0, 2), new(Discussed, 0, 3), new(Issued, 0, 4), new(Filed, 0, 5), new(Amending, 1, 5, IsEnd: true), new(Repealed, 1, 6, IsEnd: true),
        new(Withdrawn, 1, 2, IsEnd: true),
    ],
    [
        Correction([Submitted, Auditing, ReturnedForChange, Passed, Discussed, Issued, Filed, Amending, Repealed]),
        Of("2", [Submitted], GovernanceStep.StartAudit, Auditing, Reviewers, [Named(Person, "审核人", "不填即为本人"), On with { Label = "收件日期" }], NotByRegistrar,
            new(a => a.Case.Kind != GovernanceKind.NormativeReview || a.Case.Materials is not null, "规范性文件送审应当附送审稿、起草说明、制定依据和征求意见情况，请先更正登记，写明送审材料", LiftedBy: "起草科室")),
        Of("3", [Auditing], GovernanceStep.ReturnForChange, ReturnedForChange, Reviewers, [Reason with { Label = "修改意见", MaxLength = 2000 }, On with { Label = "退回日期" }]) with { Duty = "起草科室修改后重新送审" },
        Of("4", [ReturnedForChange], GovernanceStep.Resubmit, Auditing, Department, [Reason with { Label = "修改了什么" }, On with { Label = "重新送审日期" }]),
        Of("5", [Auditing], GovernanceStep.Pass, Passed, Reviewers, [Required(Opinion, "审核意见"), FairCompetition.Ask, Named(FinishedOn, "审结日期")], NotByRegistrar,
            new(a => a.Case.Kind != GovernanceKind.NormativeReview || a.Case.FairCompetition is not null || a.Data.Has("fairCompetition"), "规范性文件应当写明是否已作公平竞争审查", "《公平竞争审查条例》", Field: "fairCompetition")),
        Of("6", [Passed], GovernanceStep.Discuss, Discussed, Department, [Ask.Text("meeting", "会议"), On with { Label = "会议日期" }, Reason with { Label = "讨论结果" }], NotBefore("on", i => i.FinishedOn, "会议日期不得早于审结日期，请核对")),
        Of("7", [Passed, Discussed], GovernanceStep.Issue, Issued, Department,
            [DocumentNumber.Called("文号").Needed().Ask, Required(IssuedOn), ValidTo.Ask],
            new(a => a.Case.Kind != GovernanceKind.NormativeReview || a.Case.State == Discussed, "规范性文件须经集体讨论决定后印发，请先登记集体讨论", LiftedBy: "集体讨论"),
            NotBefore("issuedOn", i => i.FinishedOn, "印发日期不得早于审结日期，请核对")) with { Duty = "规范性文件自公布之日起按期报送备案" },
        Of("8", [Issued], GovernanceStep.File, Filed, Department, [Required(FiledOn), RegistryNumber.Called("备案登记号").Needed().Ask], NotBefore("filedOn", i => i.IssuedOn, "备案日期不得早于印发日期，请核对")),
        CleanUp("9", CleanupResult.Keep, null),
        CleanUp("10", CleanupResult.Amend, Amending) with { Duty = "修改后的文件另行送审，关联本件" },
        CleanUp("11", CleanupResult.Repeal, Repealed),
        Of("12", [Submitted, Auditing, ReturnedForChange], GovernanceStep.Withdraw, Withdrawn, Department, [Reason]),
    ]);

    public static readonly Engine Inspection = new("governance-inspection", GovernanceWay.Inspection.Display(),
    [
        new(Planned, 0, 0), new(Drawn, 0, 1), new(Inspected, 0, 2), new(Entered, 0, 3), new(Published, 0, 4), new(Rechecked, 0, 5, IsEnd: true), new(Withdrawn, 1, 1, IsEnd: true),
    ],
    [
        Correction([Planned, Drawn, Inspected, Entered, Published, Rechecked]),
        Of("2", [Planned], GovernanceStep.ListSubjects, null, Department, [Ask.List(PartsName, "检查对象名单", help: "一行一个：名称｜统一社会信用代码｜地址或联系人；原有名单整个换成这一份") with { MaxLength = 20_000 }]),
        Of("3", [Planned], GovernanceStep.Draw, Drawn, Heads, DrawAsks, DrawConditions) with { Duty = "按抽取结果实施检查；名单、种子和结果已经留存，可以重抽核对" },
        Of("4", [Drawn], GovernanceStep.DrawAgain, null, Heads, [Reason with { Label = "重新抽取的理由" }, .. DrawAsks], DrawConditions),
        Of("5", [Drawn], GovernanceStep.Inspect, Inspected, Department,
            [Named(FinishedOn, "检查日期"), Required(Quantity, "检查户次", "实际检查的对象数"), Required(ProblemCount, "发现问题数"), Required(Opinion, "检查情况")],
            new(a => a.Case.Draws.Count == 0 || a.Data.Date("finishedOn") >= a.Case.Draws.Max(d => d.DrawnOn), "检查日期不得早于抽取日期，请核对", Field: "finishedOn"),
            new(a => ExpiredOn(a.Case, a.Data.Date("finishedOn")) is null, "抽中的执法人员的执法证在检查当日已经过期，请重新抽取", "《行政处罚法》第四十二条", Field: "finishedOn",
                Say: a => $"{ExpiredOn(a.Case, a.Data.Date("finishedOn"))!.Name}的执法证有效期至{ExpiredOn(a.Case, a.Data.Date("finishedOn"))!.ValidTo:yyyy-MM-dd}，检查当日已经过期，请重新抽取")),
        Of("6", [Inspected], GovernanceStep.Enter, Entered, Department, [Required(EnteredOn)], NotBefore("enteredOn", i => i.FinishedOn, "录入日期不得早于检查日期，请核对")),
        Of("7", [Entered], GovernanceStep.Publish, Published, Department, [Required(PublishedOn)], NotBefore("publishedOn", i => i.EnteredOn, "公示日期不得早于录入日期，请核对")),
        Of("8", [Published], GovernanceStep.Recheck, Rechecked, Department, [Required(RecheckedOn), Ask.LongText("result", "整改情况") with { MaxLength = 2000 }],
            new(a => a.Case.ProblemCount > 0, "这次检查没有发现问题，无须整改复查"), NotBefore("recheckedOn", i => i.FinishedOn, "复查日期不得早于检查日期，请核对")),
        Of("9", [Planned, Drawn], GovernanceStep.Withdraw, Withdrawn, Heads, [Reason]),
    ]);

    public static readonly Engine Arrears = new("governance-arrears", GovernanceWay.Arrears.Display(),
    [
        new(Registered, 0, 0), new(Accepted, 0, 1), new(Rejected, 1, 1, IsEnd: true), new(Forwarded, 0, 2), new(Verified, 0, 3), new(RepaymentPlanned, 0, 4), new(Repaid, 0, 5), new(Closed, 0, 6, IsEnd: true),
        new(Litigating, 1, 4, IsEnd: true), new(Withdrawn, 1, 2, IsEnd: true),
    ],
    [
        Correction([Registered, Accepted, Forwarded, Verified, RepaymentPlanned, Repaid, Closed]),
        Of("2", [Registered], GovernanceStep.Accept, Accepted, Department, [Required(AcceptedOn)]) with { Article = "《保障中小企业款项支付条例》" },
        Of("3", [Registered], GovernanceStep.Reject, Rejected, Heads, [Reason with { Label = "不予受理的理由" }, On]) with { Duty = "书面告知投诉人理由和其他途径" },
        Of("4", [Accepted], GovernanceStep.Forward, Forwarded, Department, [Required(ForwardedTo), On with { Label = "转办日期" }], NotBefore("on", i => i.AcceptedOn, "转办日期不得早于受理日期，请核对")),
        Of("5", [Forwarded], GovernanceStep.Verify, Verified, Department, [Required(Confirmed), Required(Opinion, "核实情况"), On with { Label = "核实日期" }],
            new(a => a.Data.Money("confirmed") is not <= 0, "核实金额应大于0；没有拖欠的，请引导诉讼或撤回", Field: "confirmed"),
            new(a => a.Case.Amount is not { } claimed || a.Data.Money("confirmed") is not { } sum || sum <= claimed, "核实金额不得超过投诉金额，请核对；投诉金额有误的请先更正", Field: "confirmed")),
        Of("6", [Verified], GovernanceStep.PlanRepayment, RepaymentPlanned, Department, [Required(Measures, "还款计划"), Required(LimitOn, "还清期限")]),
        Repayment("7", "部分清偿", null, full: false),
        Repayment("8", "全部清偿", Repaid, full: true),
        Of("9", [Repaid], GovernanceStep.Close, Closed, Heads, [Required(ClosedOn), Required(Opinion, "处理结果")], NotBefore("closedOn", i => i.FinishedOn, "结案日期不得早于清偿日期，请核对")),
        Of("10", [Forwarded, Verified, RepaymentPlanned], GovernanceStep.Litigate, Litigating, Department, [Reason with { Label = "争议情况" }, On]) with { Duty = "告知投诉人通过诉讼或仲裁解决" },
        Of("11", [Registered, Accepted, Forwarded, Verified], GovernanceStep.Withdraw, Withdrawn, Department, [Reason]),
    ]);

    /// <summary>The tables as they are printed.</summary>
    public static IReadOnlyList<Engine> Printed => [Shared, Of(GovernanceKind.Officer), Contract, Document, Inspection, Arrears];

    private static readonly FrozenDictionary<GovernanceKind, Engine> ByKind = GovernanceBook.All.ToFrozenDictionary(b => b.Kind, b => b.Way switch
    {
        GovernanceWay.Contract => Contract,
        GovernanceWay.Document => Document,
        GovernanceWay.Inspection => Inspection,
        GovernanceWay.Arrears => Arrears,
        GovernanceWay.Shared => new Engine($"governance-{b.Kind.Kebab()}", b.Name, b.CanBeSuspended ? [.. SharedStates, new(Suspended, 1, 2)] : SharedStates, SharedTable(b)),
    });

    /// <summary>The table of a kind; 办结 of the shared one asks what the book says.</summary>
    public static Engine Of(GovernanceKind kind) => ByKind[kind];

    private static IReadOnlyList<StateInfo<GovernanceState>> SharedStates => [new(Registered, 0, 0), new(Handling, 0, 1), new(Finished, 0, 2, IsEnd: true), new(Withdrawn, 1, 1, IsEnd: true)];

    private static IReadOnlyList<Ask> DrawAsks =>
    [
        Ask.Int("subjectCount", "抽取检查对象数"), Ask.Int("officerCount", "抽取执法人员数", help: $"不少于{FewestOfficers}人"), Ask.Text("witness", "见证人"),
        Ask.List("recused", "应当回避的执法人员", required: false, help: "一行一个，姓名或执法证号；证上登记了回避单位的，自动回避"),
        Ask.Text("seed", "随机种子", required: false, help: "可用公开的数字，如当日开奖号码；不填由系统生成并记录"), On with { Label = "抽取日期" },
    ];

    private static Condition<GovernanceItem>[] DrawConditions =>
    [
        new(a => Subjects(a.Case) > 0, "还没有检查对象名单，请先确定名单", LiftedBy: GovernanceStep.ListSubjects.Display()),
        new(a => a.Data.Int("subjectCount") is not { } n || (n >= 1 && n <= Subjects(a.Case)), "抽取检查对象数应在1到名单户数之间，请核对", Field: "subjectCount", Say: a => $"抽取检查对象数应在1到{Subjects(a.Case)}之间，请核对"),
        new(a => a.Data.Int("officerCount") is not < FewestOfficers, $"执法检查人员不得少于{FewestOfficers}人，请改正", "《行政处罚法》第四十二条", Field: "officerCount"),
    ];

    private static int Subjects(GovernanceItem item) => item.Parts.Count(p => p is { Kind: GovernancePartKind.Subject, IsRemoved: false });

    private static GovernancePart? ExpiredOn(GovernanceItem item, DateOnly? day) => item.Parts.FirstOrDefault(p => p is { Kind: GovernancePartKind.DrawnOfficer, IsRemoved: false } && p.ValidTo < day);

    /// <summary>The shared table of a book; null: of any.</summary>
    private static IReadOnlyList<Row> SharedTable(GovernanceBook? book)
    {
        var (canBeSuspended, part) = (book is { CanBeSuspended: true }, book is null ? [] : PartAsks(book));
        IReadOnlyList<GovernanceState> away = canBeSuspended ? [Suspended] : [];
        List<Row> rows =
        [
            Correction([Registered, Handling, Finished, .. away]),
            Of("2", [Registered], GovernanceStep.Start, Handling, Department, [.. GovernanceBook.TaskFields.Select(f => f.Ask), On with { Label = "开始日期" }],
                new Condition<GovernanceItem>(a => a.Data.Date("limitOn") is not { } limit || limit >= a.Case.SentOn, "完成时限不得早于登记的日期，请核对", Field: "limitOn")) with { Duty = Becomes(Handling) },
            Of("3", [Registered, Handling], GovernanceStep.Progress, null, Department, [Required(Progress), Named(ProgressOn, "进展日期").Demanded()]),
            Of("5", [Registered, Handling, .. away], GovernanceStep.Finish, Finished, Department, [.. (book?.Finishing ?? [FinishedOn, Opinion, Quantity, Attendees]).Select(f => f.Ask)], [.. book is null or { Kind: GovernanceKind.DecisionCatalogue } ? [StepsTaken] : Array.Empty<Condition<GovernanceItem>>()]) with { Duty = Becomes(Finished) },
            Of("6", [Finished], GovernanceStep.Reopen, Handling, Heads, [Reason]),
            Of("7", [Registered, Handling], GovernanceStep.Withdraw, Withdrawn, Department, [Reason]),
        ];
        if (canBeSuspended)
        {
            rows.Add(Of("8", [Handling], GovernanceStep.Suspend, Suspended, Heads, [Reason with { Label = "暂扣的理由" }, On with { Label = "暂扣日期" }]) with { Duty = "收回证件；暂扣期间不得执法，抽取时自动跳过" });
            rows.Add(Of("9", [Suspended], GovernanceStep.Reinstate, Handling, Heads, [Reason with { Label = "发还的理由" }, On with { Label = "发还日期" }],
                new Condition<GovernanceItem>(a => a.Data.Date("on") is not { } on || SuspendedSince(a.Case) is not { } since || on >= since, "发还日期不得早于暂扣日期，请核对", Field: "on")));
        }

        if (part.Count > 0)
        {
            rows.Insert(3, Of("4", [Registered, Handling], GovernanceStep.RecordPart, null, Department, part));
        }

        return rows;

        string? Becomes(GovernanceState state) => book?.Words.TryGetValue(state, out var word) == true ? $"转为“{word}”" : null;
    }

    private static Condition<GovernanceItem> StepsTaken => new(a => MissingSteps(a.Case).Count == 0, "决策程序没有走完，请逐项登记；依法不需要的，登记时写明理由",
        "《重大行政决策程序暂行条例》", Say: a => $"决策程序还缺：{string.Join("、", MissingSteps(a.Case))}；请逐项登记，依法不需要的写明理由");

    /// <summary>What 登记明细 asks, where a book has parts.</summary>
    private static IReadOnlyList<Ask> PartAsks(GovernanceBook book) => book.Parts is not { } parts ? []
        : parts.Kind == GovernancePartKind.DecisionStep
            ? [new Ask("name", "程序", AskKind.Choice) { Choices = [.. GovernanceBook.DecisionSteps.Select(s => (s, s))] }, On with { Label = "完成日期" }, Ask.LongText("partNote", "情况", help: "依法不需要这一步的，写明理由") with { MaxLength = 500 }]
            : [Ask.Text("name", "名称"), Ask.Text("code", "编码", required: false) with { MaxLength = 100 }, Ask.LongText("partNote", "说明", required: false) with { MaxLength = 500 }];

    private static DateOnly? SuspendedSince(GovernanceItem item) => item.Suspensions.Where(p => p.ValidTo is null).Max(p => p.HappenedOn);

    private static List<string> MissingSteps(GovernanceItem item) => item.Kind != GovernanceKind.DecisionCatalogue || item.SubKind != GovernanceBook.Decision ? []
        : [.. GovernanceBook.DecisionSteps.Except(item.Parts.Where(p => p is { Kind: GovernancePartKind.DecisionStep, IsRemoved: false }).Select(p => p.Name))];

    private static Row Correction(IReadOnlyList<GovernanceState> from) => new("1", from, GovernanceStep.Correct, null) { Proposers = Department, Asks = [Reason], TakesMore = true };

    private static Row CleanUp(string no, CleanupResult result, GovernanceState? to) => Of(no, [Issued, Filed], GovernanceStep.CleanUp, to, Heads, [Required(Cleanup), Named(CleanedOn, "清理日期").Demanded(), Reason],
        NotBefore("cleanedOn", i => i.IssuedOn, "清理日期不得早于印发日期，请核对")) with
    { When = new(result.Display(), (_, data) => data.Choice<CleanupResult>("cleanup") == result, "cleanup") };

    private static Row Repayment(string no, string name, GovernanceState? to, bool full) => Of(no, [RepaymentPlanned], GovernanceStep.Repay, to, Department,
        [Required(Amount, "清偿金额（元）"), On with { Label = "清偿日期" }],
        new(a => a.Data.Money("amount") is not <= 0, "清偿金额应大于0，请核对", Field: "amount"),
        new(a => Left(a) >= 0, "清偿金额合计不得超过核实金额，请核对", Field: "amount", Say: a => $"核实金额{a.Case.Confirmed?.Text()}元，已清偿{(a.Case.Paid ?? 0).Text()}元，这一笔超过了余额，请核对")) with
    { When = new(name, (i, data) => data.Money("amount") is { } sum && ((i.Paid ?? 0) + sum >= (i.Confirmed ?? 0)) == full, "amount") };

    private static decimal Left(Attempt<GovernanceItem> a) => (a.Case.Confirmed ?? 0) - (a.Case.Paid ?? 0) - (a.Data.Money("amount") ?? 0);

    /// <summary>A row; of every day that it asks, that it is not before the day the item was sent.</summary>
    private static Row Of(string no, IReadOnlyList<GovernanceState> from, GovernanceStep step, GovernanceState? to, IReadOnlyList<Role> who, IReadOnlyList<Ask> asks, params IReadOnlyList<Condition<GovernanceItem>> conditions) =>
        new(no, from, step, to)
        {
            Proposers = who,
            Asks = asks,
            Conditions = [.. asks.Where(a => a is { Kind: AskKind.Date, MayBeFuture: false } && !conditions.Any(c => c.Field == a.Name)).Select(a => NotBeforeSent(a.Name, a.Label)), .. conditions],
        };

    private static Condition<GovernanceItem> NotBeforeSent(string field, string label) => new(a => a.Data.Date(field) is not { } on || on >= a.Case.SentOn, $"{label}不得早于登记的送审（发生）日期，请核对", Field: field,
        Say: a => $"{label}不得早于{a.Case.Book.Asked.First(f => f.Name == SentOn.Name).Label}（{a.Case.SentOn:yyyy-MM-dd}），请核对");

    private static Condition<GovernanceItem> NotBefore(string field, Func<GovernanceItem, DateOnly?> earliest, string otherwise) =>
        new(a => a.Data.Date(field) is not { } on || !(on < (earliest(a.Case) ?? a.Case.SentOn)), otherwise, Field: field);

    private static Ask Required(GovernanceField field, string? label = null, string? help = null) => Named(field, label ?? field.Label, help).Demanded();

    private static Ask Named(GovernanceField field, string label, string? help = null) => field.Called(label, help).Ask;

    private static Ask Demanded(this Ask ask) => ask with { Required = true };
}
