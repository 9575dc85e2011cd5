using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Workflow;
using static CaseTracker.Cadres.CadreState;

namespace CaseTracker.Cadres;

/// <summary>在册状态: what may be done with a row of the roster now. Who counts on a day is asked of the dated facts, never of this.</summary>
public enum CadreState
{
    [Display(Name = "待批准列入")] Proposed,
    [Display(Name = "在册")] Active,
    [Display(Name = "待核实去世")] DeathReported,
    [Display(Name = "去世")] Deceased,
    [Display(Name = "转出")] TransferredOut,
    [Display(Name = "误登")] Void,
}

public enum CadreStep
{
    [Display(Name = "移交列入")] HandOver,
    [Display(Name = "报告去世")] ReportDeath,
    [Display(Name = "核实去世")] ConfirmDeath,
    [Display(Name = "误报")] FalseReport,
    [Display(Name = "转出")] TransferOut,
    [Display(Name = "恢复")] Restore,
    [Display(Name = "撤销去世")] RevokeDeath,
    [Display(Name = "已通知社保")] TellPensionOffice,
    [Display(Name = "更正")] Correct,
    [Display(Name = "更正状态日期")] CorrectDate,
    [Display(Name = "标为误登")] VoidEntry,
}

public enum DeathProof
{
    [Display(Name = "死亡证明")] Certificate,
    [Display(Name = "火化证明")] Cremation,
    [Display(Name = "社区或派出所证明")] Community,
}

public enum TransferBasis
{
    [Display(Name = "接收单位函件")] ReceivingUnit,
    [Display(Name = "家属书面申请")] Family,
}

/// <summary>The way of a row of the 花名册: handed over, reported dead and confirmed or not, transferred out and back, entered by mistake.</summary>
public static class CadreWorkflow
{
    public const string On = "on";
    public const string Kept = "kept";
    public const string Fact = "fact";
    public const string Was = "was";

    private static readonly Ask Reason = Ask.LongText("reason", "理由") with { MaxLength = 500 };

    private static readonly Condition<Cadre> NotBeforeHandover = new(
        a => a.Data.Date(On) is not { } on || a.Case.HandoverOn is not { } from || on >= from, "日期不得早于移交日期，请核对",
        Say: a => $"日期不得早于移交日期（{a.Case.HandoverOn:yyyy-MM-dd}），请核对", Field: On);

    private static readonly Condition<Cadre> NotBeforeLast = new(
        a => a.Data.Date(On) is not { } on || a.Case.LastStatusOn is not { } last || on >= last, "日期不得早于上一次状态变动的日期，请核对",
        Say: a => $"日期不得早于上一次状态变动的日期（{a.Case.LastStatusOn:yyyy-MM-dd}），请核对", Field: On);

    private static readonly IReadOnlyList<Ask> Death =
    [
        Ask.Date(On, "去世日期"),
        Ask.Choice<DeathProof>("proof", "证明"),
        Ask.Text("proofNumber", "证明编号或出具单位") with { MaxLength = 100 },
        Ask.Text("survivor", "遗属联系人", required: false, help: "不填即为配偶或紧急联系人") with { MaxLength = 60 },
    ];

    public static readonly CaseWorkflow<Cadre, CadreState, CadreStep> Engine = new("cadre", "在册状态",
    [
        new(Proposed, 0, 0),
        new(Active, 0, 1),
        new(DeathReported, 0, 2),
        new(TransferredOut, 1, 2),
        new(Deceased, 0, 3, IsEnd: true),
        new(CadreState.Void, 1, 3, IsEnd: true),
    ],
    [
        new("1", [Proposed], CadreStep.HandOver, Active)
        {
            Proposers = [Role.SH],
            Approvers = [[Role.DG]],
            Asks = [Ask.Date(On, "移交日期"), Ask.Text("basis", "移交依据", help: "会议纪要或移交批次")],
            Conditions = [new(a => a.Case.BirthOn is not { } born || a.Data.Date(On) is not { } on || born < on, "移交日期应晚于出生日期，请核对", Field: On)],
            Duty = "自移交之日起计入在册人数",
        },
        new("2", [Active], CadreStep.ReportDeath, DeathReported)
        {
            Proposers = [Role.RC, Role.CW, Role.LC, Role.SH],
            Asks = [Ask.Date(On, "去世日期", required: false, help: "不清楚的先不填，核实时再填"), Ask.Text("informant", "报告人", help: "姓名、与本人关系、电话") with { MaxLength = 100 }],
            Conditions = [NotBeforeHandover],
            Duty = "科长两日内核实；走访和生日提醒暂停，先拟去世慰问",
        },
        new("3", [DeathReported], CadreStep.ConfirmDeath, Deceased)
        {
            Proposers = [Role.SH],
            Asks = Death,
            Conditions = [NotBeforeHandover],
            Duty = "去世慰问、丧葬抚恤协助、通知社保停发养老金",
        },
        new("4", [DeathReported], CadreStep.FalseReport, Active) { Proposers = [Role.SH], Asks = [Reason], Duty = "提醒恢复，未动的去世慰问撤回" },
        new("5", [Active], CadreStep.TransferOut, TransferredOut)
        {
            Proposers = [Role.SH],
            Asks = [Ask.Date(On, "转出日期"), Ask.Text("where", "转往何处"), Ask.Choice<TransferBasis>("transferBasis", "依据"), Ask.Text("paper", "函件或申请的编号、日期") with { MaxLength = 100 }],
            Conditions = [NotBeforeHandover, NotBeforeLast],
            Duty = "自转出之日起不计入在册人数，停止走访",
        },
        new("6", [TransferredOut], CadreStep.Restore, Active)
        {
            Proposers = [Role.SH],
            Asks = [Ask.Date(On, "恢复日期"), Ask.Text("paper", "函件或申请的编号、日期") with { MaxLength = 100 }],
            Conditions = [NotBeforeLast],
            Duty = "自恢复之日起重新计入在册人数",
        },
        new("7", [TransferredOut], CadreStep.ConfirmDeath, Deceased) { Proposers = [Role.SH], Asks = Death, Conditions = [NotBeforeHandover], Duty = "转出后去世的，不计入当年在册去世人数" },
        new("8", [Deceased], CadreStep.RevokeDeath, Active)
        {
            When = new("去世时在册", (c, _) => c.DiedInCare),
            Proposers = [Role.DG],
            Asks = [Ask.Text("proofOfLife", "生存证明") with { MaxLength = 100 }, Reason],
            Duty = "因去世撤销和开立的各项恢复原状，有关年度的数字随之更正",
        },
        new("8a", [Deceased], CadreStep.RevokeDeath, TransferredOut)
        {
            When = new("去世时已转出", (c, _) => !c.DiedInCare),
            Proposers = [Role.DG],
            Asks = [Ask.Text("proofOfLife", "生存证明") with { MaxLength = 100 }, Reason],
        },
        new("9", [Deceased], CadreStep.TellPensionOffice, null)
        {
            Proposers = [Role.LC, Role.CW, Role.SH],
            Asks = [Ask.Date(On, "通知日期"), Ask.Text("paper", "通知方式或文号") with { MaxLength = 100 }],
            Conditions = [new(a => a.Case.PensionStoppedOn is null, "已经通知过社保，不重复登记", Say: a => $"已于{a.Case.PensionStoppedOn:yyyy-MM-dd}通知社保，不重复登记")],
        },
        new("10", [Proposed, Active, DeathReported, Deceased, TransferredOut], CadreStep.Correct, null) { Proposers = [Role.LC, Role.XF, Role.SH, Role.DG], Asks = [Reason], TakesMore = true },
        new("11", [Active, DeathReported, Deceased, TransferredOut], CadreStep.CorrectDate, null)
        {
            Proposers = [Role.SH],
            Asks = [Ask.Choice<DatedStatus>(Fact, "哪一项"), Ask.Date(Was, "原来的日期", help: "同一项有多次变动时以此认定"), Ask.Date(On, "应为"), Reason],
            Conditions =
            [
                NotBeforeHandoverUnlessIt,
                new(a => a.Case.Named is not null, "没有这样一条状态记录，请核对是哪一项、原来是哪一天", Field: Was),
            ],
            Duty = "有关年度的在册数字随之更正",
        },
        new("12", [Proposed, Active, DeathReported, Deceased, TransferredOut], CadreStep.VoidEntry, CadreState.Void)
        {
            Proposers = [Role.SH],
            Approvers = [[Role.DG]],
            Asks = [Ask.Text(Kept, "保留的人员", help: "人员编号；重复登记的，走访、待遇和来访记录并到该行") with { MaxLength = 30 }, Reason],
            Conditions = [new(a => a.Case.Named is { } kept && kept != a.Case.Id, "保留的人员须是花名册中另一个有效的人员，请填写其人员编号", Field: Kept)],
            Duty = "该行不再计数，其记录并入保留的一行",
        },
    ]);

    private static Condition<Cadre> NotBeforeHandoverUnlessIt => new(
        a => a.Data.Choice<DatedStatus>(Fact) == DatedStatus.HandedOver || a.Data.Date(On) is not { } on || a.Case.HandoverOn is not { } from || on >= from,
        "日期不得早于移交日期，请核对", Say: a => $"日期不得早于移交日期（{a.Case.HandoverOn:yyyy-MM-dd}），请核对", Field: On);
}

/// <summary>The dates of a status that can be corrected.</summary>
public enum DatedStatus
{
    [Display(Name = "移交日期")] HandedOver,
    [Display(Name = "去世日期")] Died,
    [Display(Name = "转出日期")] TransferredOut,
    [Display(Name = "恢复日期")] Restored,
}
