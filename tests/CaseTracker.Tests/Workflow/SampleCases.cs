using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Workflow;
using Xunit;
using static CaseTracker.Accounts.Role;
using static CaseTracker.Tests.Workflow.MatterState;
using static CaseTracker.Tests.Workflow.MatterStep;

namespace CaseTracker.Tests.Workflow;

public enum MatterState
{
    [Display(Name = "登记中")] Draft,
    [Display(Name = "已登记")] Registered,
    [Display(Name = "已告知向有权机关提出")] ReferredOut,
    [Display(Name = "不予受理")] NotAccepted,
    [Display(Name = "已受理")] Accepted,
    [Display(Name = "办理中")] Handling,
    [Display(Name = "意见审核中")] OpinionReview,
    [Display(Name = "意见已签发待送达")] OpinionIssued,
    [Display(Name = "已答复（复查期内）")] Concluded,
    [Display(Name = "逾期未申请")] Lapsed,
    [Display(Name = "终止")] Terminated,
    [Display(Name = "已归档")] Archived,
}

public enum MatterStep
{
    [Display(Name = "登记")] Register,
    [Display(Name = "补正更正")] Correct,
    [Display(Name = "重大紧急标记")] MarkUrgent,
    [Display(Name = "告知向有权机关提出")] ReferOut,
    [Display(Name = "不予受理")] Decline,
    [Display(Name = "受理")] Accept,
    [Display(Name = "交办科室")] Assign,
    [Display(Name = "改派")] Reassign,
    [Display(Name = "调查记录")] Investigate,
    [Display(Name = "延期")] Extend,
    [Display(Name = "提交意见")] SubmitOpinion,
    [Display(Name = "退回修改")] ReturnOpinion,
    [Display(Name = "签发")] Sign,
    [Display(Name = "送达")] Deliver,
    [Display(Name = "逾期未申请")] Lapse,
    [Display(Name = "终止")] Terminate,
    [Display(Name = "归档")] Archive,
}

/// <summary>A petition with just enough to try the rows of the ordinary procedure.</summary>
public sealed class Matter : ICase<MatterState>
{
    public Guid Id { get; } = Guid.NewGuid();

    public MatterState State { get; private set; } = Registered;

    MatterState ICase<MatterState>.State { get => State; set => State = value; }

    public Guid? DepartmentId { get; set; } = SampleMatters.Ours;

    public bool Major { get; set; }

    public int Investigations { get; set; }

    public int Extensions { get; set; }

    public DateOnly HandleBy { get; set; } = new(2025, 5, 2);

    public DateOnly ReviewBy { get; set; } = new(2025, 6, 2);

    public List<Guid> OpinionAuthors { get; } = [];

    public HashSet<Guid> Recused { get; } = [];

    public HashSet<Guid>? OnlyHandlers { get; set; }

    public List<string> Waiting { get; } = [];

    public IEnumerable<string> PendingSteps => Waiting;

    public bool IsRecused(Guid userId) => Recused.Contains(userId);

    public bool Admits(Actor actor, Hat hat) => hat.Role != CW || OnlyHandlers?.Contains(hat.ForUserId ?? actor.UserId) != false;

    public static Matter In(MatterState state) => new() { State = state };
}

public static class SampleMatters
{
    public static readonly Guid Ours = Guid.Parse("11111111-1111-1111-1111-111111111111");
    public static readonly Guid Elsewhere = Guid.Parse("22222222-2222-2222-2222-222222222222");
    public static readonly DateOnly Today = new(2025, 4, 1);

    private static readonly When<Matter> Ordinary = new("普通事项", (m, _) => !m.Major);
    private static readonly When<Matter> Major = new("重大事项", (m, _) => m.Major);
    private static readonly Condition<Matter> InTime = new(m => m.On <= m.Case.HandleBy, "已过办理期限，不能再延期", "条例第三十四条", Say: m => $"办理期限{m.Case.HandleBy:yyyy-MM-dd}已过，不能再延期");
    private static readonly Condition<Matter> First = new(m => m.Case.Extensions == 0, "只能延期一次", "条例第三十四条");
    private static readonly Condition<Matter> Length = new(m => m.Data.Int("days") is >= 1 and <= 30, "延期天数应为1至30日", "条例第三十四条", Field: "days");
    private static readonly Condition<Matter> Investigated = new(m => m.Case.Investigations > 0, "尚无调查记录，请先登记调查记录", "条例第三十二条", "承办人");
    private static readonly Condition<Matter> NotByAuthor = Condition.NotByAuthor<Matter>(m => m.OpinionAuthors, "签发人不得是拟稿人");

    public static readonly CaseWorkflow<Matter, MatterState, MatterStep> Engine = new("matter", "信访事项",
    [
        new(Draft, 1, 0), new(Registered, 1, 1), new(ReferredOut, 0, 2, true), new(NotAccepted, 0, 1, true), new(Accepted, 1, 2), new(Handling, 1, 3),
        new(OpinionReview, 1, 4), new(OpinionIssued, 1, 5), new(Concluded, 1, 6), new(Lapsed, 1, 7), new(Terminated, 2, 4, true), new(Archived, 1, 8, true),
    ],
    [
        new("1", [Draft], Register, Registered) { Proposers = [RC, XF], Starts = ["C1"], Document = "登记表", Article = "条例第二十二条" },
        new("2", [Registered], Correct, null) { Proposers = [RC, XF], TakesMore = true, Asks = [Ask.LongText("reason", "更正理由")] },
        new("3", [Registered], MarkUrgent, Registered) { Proposers = [RC, XF], Asks = [Ask.LongText("reported", "报告情况")] },
        new("8", [Registered], ReferOut, ReferredOut) { Proposers = [XF], Approvers = [[VL]], Asks = [Ask.Text("organ", "有权机关")], Stops = ["C1"] },
        new("9", [Registered], Decline, NotAccepted) { Proposers = [XF], Approvers = [[VL]], Asks = [Ask.LongText("ground", "理由和依据")], Stops = ["C1"] },
        new("15", [Registered], Accept, Accepted)
        {
            Proposers = [XF], Approvers = [[SH, VL]], Asks = [Ask.Date("acceptedOn", "受理日期")],
            Starts = ["C3"], Stops = ["C1"], Document = "受理告知书", Duty = "交办科室", Article = "条例第三十一条",
        },
        new("17", [Accepted], Assign, Handling) { Proposers = [XF, VL], Asks = [Ask.Department("department", "承办科室"), Ask.User("handler", "承办人"), Ask.Date("internalDue", "内部期限", required: false, future: true)] },
        new("18", [Handling], Reassign, null) { Proposers = [SH, XF], Asks = [Ask.User("handler", "新承办人"), Ask.Text("reason", "理由")] },
        new("19", [Handling], Investigate, null) { Proposers = [CW], Asks = [Ask.LongText("record", "调查记录")] },
        new("20", [Handling], Extend, null)
        {
            Proposers = [CW], Approvers = [[SH], [VL], [DG]], Conditions = [InTime, First, Length],
            Asks = [Ask.Int("days", "延期天数"), Ask.LongText("reason", "延期理由")], Document = "延期告知书", Article = "条例第三十四条",
        },
        new("26", [Handling], SubmitOpinion, OpinionReview) { Proposers = [CW], Conditions = [Investigated], Asks = [Ask.LongText("draft", "意见草稿")] },
        new("27", [OpinionReview], ReturnOpinion, Handling) { Proposers = [SH, LEGAL, VL, DG], Asks = [Ask.LongText("comment", "修改意见")] },
        new("28a", [OpinionReview], Sign, OpinionIssued) { Proposers = [VL], When = Ordinary, Conditions = [NotByAuthor], Asks = [Ask.Date("issuedOn", "落款日期")], Stops = ["C3"], Starts = ["C4"], Document = "信访处理意见书" },
        new("28b", [OpinionReview], Sign, OpinionIssued) { Proposers = [DG], When = Major, Conditions = [NotByAuthor], Asks = [Ask.Date("issuedOn", "落款日期")], Stops = ["C3"], Starts = ["C4"], Document = "信访处理意见书" },
        new("29", [OpinionIssued], Deliver, Concluded) { Proposers = [CW, RC], Asks = [Ask.Date("deliveredOn", "送达日期"), Ask.Text("receivedBy", "签收人")], Stops = ["C4"], Starts = ["C5", "C13"], Document = "送达回证" },
        new("31", [Concluded], Lapse, Lapsed) { Proposers = [SYS], Conditions = [new(m => m.Today > m.Case.ReviewBy, "复查申请期限未满", "条例第三十五条")] },
        new("42", [Registered, Accepted, Handling, OpinionReview, OpinionIssued, Concluded], Terminate, Terminated) { Proposers = [XF], Approvers = [[VL]], Asks = [Ask.LongText("reason", "终止理由")] },
        new("44", [Lapsed, Terminated, NotAccepted, ReferredOut], MatterStep.Archive, Archived) { Proposers = [AR], Asks = [Ask.Text("retention", "保管期限")] },
    ]);

    public static Actor Person(params IReadOnlyList<Role> roles) => new(Guid.NewGuid(), "某某", [.. roles.Select(r => new Hat(r, Ours))]);

    public static StepData Filled(MatterState state, MatterStep step) => StepData.Of(Engine.Asks(state, step).Select(a => (a.Name, (object?)(a.Kind switch
    {
        AskKind.Date => Today,
        AskKind.Int => 20,
        AskKind.Money => 20m,
        _ => "说明",
    }))));

    public static Approval Proposed(this Matter matter, MatterStep step, Actor by)
    {
        var approval = Engine.Take(matter, step, Filled(matter.State, step), by, Today).Approval;
        Assert.NotNull(approval);
        return approval;
    }

    public static Fired<Matter, MatterState, MatterStep>? Approved(this Matter matter, Approval approval, Actor by, DateOnly? on = null) =>
        Engine.Decide(matter, approval, ApprovalStep.Approve, StepData.Of(("happenedOn", on)), by, on ?? Today, DateTime.UnixEpoch);
}
