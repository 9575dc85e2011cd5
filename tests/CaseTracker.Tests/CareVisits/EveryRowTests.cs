using System.Reflection;
using CaseTracker.Accounts;
using CaseTracker.CareVisits;
using CaseTracker.Workflow;
using Xunit;

namespace CaseTracker.Tests.CareVisits;

using Row = Transition<CareVisit, CareVisitState, CareVisitStep>;

/// <summary>Every row of the table of care visits from every state it names, and every one of its conditions refused with its own sentence.</summary>
public sealed class EveryRowTests
{
    private static readonly Dictionary<Condition<CareVisit>, string> Names = typeof(CareVisitConditions).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(f => f.FieldType == typeof(Condition<CareVisit>)).ToDictionary(f => (Condition<CareVisit>)f.GetValue(null)!, f => f.Name);

    /// <summary>What spoils a condition, and what the user reads then.</summary>
    private static readonly Dictionary<string, (Action<CareRowTrial> Spoil, string Sentence)> Spoilt = new()
    {
        ["PlannedAfterTrigger"] = (t => t.Fields["plannedOn"] = new DateOnly(2025, 2, 28), "计划日期不得早于触发日期 2025-03-01，请核对"),
        ["TwoVisitors"] = (t => t.Fields["visitors"] = new[] { "陈专干" }, "看望应当有两人以上，请写明带队领导和陪同人员"),
        ["LeaderWanted"] = (t => t.Becomes(CareVisitType.DoubleNinth), "春节、重阳走访和去世慰问应当由局领导带队，请选择带队领导"),
        ["MoneyOrNone"] = (t => t.Fields["noMoney"] = true, "勾选了“不涉及经费”的，申请金额应为 0 或者不填，请核对"),
        ["FundKnown"] = (t => t.Facts(f => f with { Standards = [] }), "没有适用的慰问标准，请写明经费来源"),
        ["OverReasoned"] = (t => t.Fields["amount"] = "1200.50", "申请金额 1,200.50 元超过慰问标准 1,000.00 元（生病看望慰问金 每人次 500.00 元），请写明超标准的理由，并由局长批准"),
        ["AmountStated"] = (t => t.Case.AppliedFen = 0, "没有申请金额；不发慰问金和慰问品的，请在计划里勾选“不涉及经费”"),
        ["NoOtherOpen"] = (t => Other(t, CareVisitType.Sick, CareVisitState.Planned, new(2024, 12, 1)), "李秀英另有一次生病看望（KW-2025-0009，已拟计划）没有办结，请先办结或取消那一次"),
        ["NotSameFestival"] = (t =>
        {
            t.Becomes(CareVisitType.SpringFestival);
            Other(t, CareVisitType.SpringFestival, CareVisitState.Closed, new(2024, 12, 30));
        }, "李秀英2025年已有春节走访（KW-2025-0009），同一人同一节日一年只走访一次，请取消这一次"),
        ["DeathKnown"] = (t => t.Becomes(CareVisitType.Condolence), "花名册上还没有去世日期，请先核实去世，再提交去世慰问"),
        ["NotApplicant"] = (t => t.Case.AppliedById = t.Actor.UserId, "审批人不得是申请人，代理他人时本人与被代理人均不得是申请人，请由其他有权人员审批"),
        ["ApprovedWithinApplied"] = (t => t.Fields["approvedAmount"] = "2000.01", "批准金额不得超过申请金额"),
        ["BudgetCovers"] = (t => Budget(t, 30_000), "2025年老干部专项预算余额只剩 300.00 元，不够 800.00 元，请调减金额或调整预算"),
        ["RescheduledOut"] = (t => t.Case.RescheduleCount = 2, "已经批准的走访，改期满3次的才退回重新拟定计划；其余的请取消"),
        ["MoneyApproved"] = (t => t.Case.ApprovedFen = 0, "没有批准的金额，请由经办人办理“不需要经费”"),
        ["BudgetStillCovers"] = (t => Budget(t, 79_999), "2025年老干部专项预算余额只剩 799.99 元，不够 800.00 元，请调减金额或调整预算"),
        ["DrawnAfterApproval"] = (t => t.Fields["on"] = new DateOnly(2025, 3, 2), "领取日期不得早于批准日期 2025-03-03，请核对"),
        ["NoMoneyApproved"] = (t => t.Case.ApprovedFen = 100, "已经批准经费 1.00 元，请由财务办理“领取经费”"),
        ["MayReschedule"] = (t => t.Case.RescheduleCount = 3, "已经改期3次，请由领导退回重新拟定计划；经费已经领取的，请取消并退款"),
        ["NewDay"] = (t => t.Fields["plannedOn"] = new DateOnly(2025, 3, 5), "新的日期与原计划日期相同，不需要改期"),
        ["NotBackwards"] = (t => t.Fields["plannedOn"] = new DateOnly(2025, 3, 4), "新的计划日期不得早于今天，请核对"),
        ["SameBudgetYear"] = (t => t.Fields["plannedOn"] = new DateOnly(2026, 1, 4), "经费列在2025年，不能跨年度改期；请取消后在新的年度重新申请"),
        ["InTheWindow"] = (t => t.Fields["visitedOn"] = new DateOnly(2025, 3, 3), "看望日期应在 2025-03-04（计划日期前一天）到今天之间；日期有变的，请先改期"),
        ["ResultForEach"] = (t => t.Fields["results"] = new[] { "seen" }, "请为2人逐人选择看望结果"),
        ["SomebodySeen"] = (t => t.Fields["results"] = new[] { "not-met", "declined" }, "一个人也没有看望到，请改期或取消"),
        ["InCareThen"] = (t => t.Dies(new(2025, 3, 5)), "李秀英在 2025-03-05 不在册，请把结果改为未遇；去世的另办去世慰问"),
        ["NotFestivalTwice"] = (t =>
        {
            t.Becomes(CareVisitType.DoubleNinth);
            Other(t, CareVisitType.DoubleNinth, CareVisitState.Visited, new(2025, 10, 11));
        }, "李秀英2025年已有重阳走访（KW-2025-0009），同一人同一节日一年只走访一次，请取消这一次"),
        ["TwoWentThere"] = (t =>
        {
            t.Case.LeaderName = null;
            t.Fields["visitors"] = new[] { "陈专干" };
        }, "看望应当有两人以上，请写明实际陪同人员"),
        ["ActualWithinApproved"] = (t => t.Fields["actualAmount"] = "801", "实际金额不得超过批准金额 800.00 元，请核对"),
        ["Signed"] = (t => t.Fields["signers"] = new[] { "本人", "" }, "发放慰问金、慰问品的，应当由本人签收或家属代签，请填写李秀英的签收人"),
        ["RelationTold"] = (t => t.Fields["signers"] = new[] { "张小明", "李秀英" }, "张建国的慰问由他人代签，请写明代签人与本人的关系"),
        ["ReceiptsAttached"] = (t => t.Facts(f => f with { HasReceipts = false }), "还没有上传票据，请先在附件里上传发票、收据或签收名单，所属步骤选“提交报销”"),
        ["SomethingSpent"] = (t => t.Case.ActualFen = 0, "没有发生经费，请办理“不报销办结”"),
        ["SpentWithinApproved"] = (t => t.Case.ActualFen = 80_001, "实际金额 800.01 元超过批准金额 800.00 元，不能报销"),
        ["NotReimburser"] = (t => t.Case.ReimbursedById = t.Actor.UserId, "结算人不得是报销人，请由其他财务人员办理"),
        ["AmountsAgree"] = (t => t.Fields["amount"] = "799", "报销金额应与实际金额 800.00 元一致；不一致的，请退回报销"),
        ["SettledAfterVisit"] = (t => t.Fields["on"] = new DateOnly(2025, 3, 4), "报销日期不得早于看望日期 2025-03-05，请核对"),
        ["NothingToReimburse"] = (t => t.Case.ActualFen = 100, "发生了经费的，应当提交报销；已经凭签收名单结清的，请勾选"),
        ["RefundTold"] = (t => t.Case.DrawnOn = new(2025, 3, 4), "经费已经领取，请先退款，并写明退款凭证号和退款日期"),
        ["NotCondolence"] = (t => t.Becomes(CareVisitType.Condolence), "去世慰问不因对象去世而取消"),
        ["InOpenPeriod"] = (t => t.Case.VisitedOn = new(2023, 12, 31), "只能更正本年度和上年度的走访，更早年度的报表已经封存，请另作说明"),
        ["ResultForEachOrNone"] = (t => t.Fields["results"] = new[] { "seen" }, "更正看望结果的，请逐人选择；不更正的都不选"),
        ["CorrectedInCare"] = (t =>
        {
            t.Fields["visitedOn"] = new DateOnly(2025, 3, 5);
            t.Dies(new(2025, 3, 5));
        }, "李秀英在 2025-03-05 不在册，请核对日期，或把结果改为未遇"),
        ["CorrectedWithinApproved"] = (t => t.Fields["actualAmount"] = "801", "更正后的实际金额不得超过批准金额 800.00 元，请核对"),
        ["FollowedUpAfter"] = (t => t.Fields["on"] = new DateOnly(2025, 3, 4), "回访日期不得早于看望日期 2025-03-05，请核对"),
        ["只有尚未办理的去世慰问才随撤销去世取消"] = (t => t.Becomes(CareVisitType.Sick), "只有尚未办理的去世慰问才随撤销去世取消"),
        ["没有领取经费，或者已经退款，不需要再登记退款"] = (t => t.Case.RefundedOn = new(2025, 3, 5), "没有领取经费，或者已经退款，不需要再登记退款"),
    };

    public static TheoryData<string, CareVisitState> Rows
    {
        get
        {
            var data = new TheoryData<string, CareVisitState>();
            foreach (var (row, state) in CareVisitWorkflow.Engine.Table.SelectMany(r => r.From.Select(s => (r, s))))
            {
                data.Add(row.No, state);
            }

            return data;
        }
    }

    public static TheoryData<string, string> Conditions
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (row, name) in CareVisitWorkflow.Engine.Table.SelectMany(r => r.Conditions.Select(c => (r, NameOf(c)))))
            {
                data.Add(row.No, name);
            }

            return data;
        }
    }

    [Fact]
    public void The_table_has_the_rows_of_the_specification_in_its_words()
    {
        Assert.Equal(["已触发", "已拟计划", "待审批", "已批准", "经费已落实", "已看望", "报销中", "已办结", "已取消"], CareVisitWorkflow.Engine.States.Select(s => s.State.Display()));
        Assert.Equal(
            ["2 Plan", "3 Submit", "4 Approve", "4a Approve", "5 Return", "5a Return", "6 DrawFunds", "7 MarkNoFunds", "8 Reschedule", "9 RecordVisit", "10 SubmitReimbursement", "11 Settle", "12 RejectReimbursement", "13 CloseNoReimbursement",
                "14 Cancel", "14a Cancel", "14b Cancel", "15 PersonDied", "16 Correct", "17 DeathRevoked", "17a DeathRevoked", "17b DeathRevoked", "17c DeathRevoked", "17d DeathRevoked", "17e DeathRevoked", "18 RecordRefund", "19 FollowUp"],
            CareVisitWorkflow.Engine.Table.Select(r => $"{r.No} {r.Step}"));
    }

    [Theory, MemberData(nameof(Rows))]
    public void A_row_is_taken_from_each_of_its_states(string no, CareVisitState state)
    {
        var row = RowOf(no);
        Assert.Equal(row.To ?? state, CareRowTrial.Of(row, state).Take());
    }

    [Theory, MemberData(nameof(Rows))]
    public void A_row_is_refused_to_whoever_has_another_role_and_the_state_stays(string no, CareVisitState state)
    {
        var row = RowOf(no);
        foreach (var role in new[] { Role.RC, Role.CW, Role.LC, Role.SH, Role.VL, Role.DG, Role.FIN }.Except(row.Proposers))
        {
            var trial = CareRowTrial.Of(row, state);
            trial.Actor = CareRowTrial.Person(role);
            var refused = Assert.Throws<RefusedException>(() => { trial.Take(); });
            Assert.Contains(refused.Reasons, r => r.Text.Contains("须由", StringComparison.Ordinal));
            Assert.Equal(state, trial.Case.State);
        }

        if (row.Proposers.Contains(Role.CW))
        {
            var trial = CareRowTrial.Of(row, state);
            trial.Actor = new Actor(Guid.NewGuid(), "外科室", [new Hat(Role.CW, Guid.NewGuid())]);
            Assert.Contains(Assert.Throws<RefusedException>(() => { trial.Take(); }).Reasons, r => r.Text.Contains("您不是本事项承办科室的", StringComparison.Ordinal));
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void A_row_is_refused_without_each_thing_it_asks_for(string no, CareVisitState state)
    {
        var row = RowOf(no);
        foreach (var ask in row.Asks.Where(a => a.Required))
        {
            var trial = CareRowTrial.Of(row, state);
            trial.Fields.Remove(ask.Name);
            Assert.Contains(Assert.Throws<RefusedException>(() => { trial.Take(); }).Reasons, r => r.Field == ask.Name && r.Text == $"请填写{ask.Label}");
            Assert.Equal(state, trial.Case.State);
        }
    }

    [Theory, MemberData(nameof(Conditions))]
    public void A_condition_refuses_with_its_sentence_and_the_state_stays(string no, string name)
    {
        var row = RowOf(no);
        var trial = CareRowTrial.Of(row, row.From[0]);
        var (spoil, sentence) = Spoilt[name];
        spoil(trial);
        var refused = Assert.Throws<RefusedException>(() => { trial.Take(); });
        Assert.Contains(refused.Reasons, r => r.Text.StartsWith(sentence, StringComparison.Ordinal));
        Assert.Equal(row.From[0], trial.Case.State);
    }

    [Fact]
    public void Random_ways_never_fail_otherwise_than_by_refusing()
    {
        var random = new Random(20250305);
        var steps = Enum.GetValues<CareVisitStep>();
        for (var way = 0; way < 300; way++)
        {
            var visit = CareRowTrial.Visit(CareVisitState.Triggered);
            for (var i = 0; i < 25; i++)
            {
                var step = steps[random.Next(steps.Length)];
                var rows = CareVisitWorkflow.Engine.Table.Where(r => r.Step == step).ToList();
                var row = rows[random.Next(rows.Count)];
                var trial = CareRowTrial.Of(row, row.From[0]);
                foreach (var name in trial.Fields.Keys.Where(_ => random.Next(12) == 0).ToList())
                {
                    trial.Fields[name] = random.Next(3) switch { 0 => null, 1 => "乱填", _ => "2099-01-01" };
                }

                trial.Case = visit;
                var before = visit.State;
                try
                {
                    Assert.Contains(trial.Take(), CareVisitWorkflow.Engine.Table.Where(r => r.Step == step && r.From.Contains(before)).Select(r => r.To ?? before));
                }
                catch (RefusedException refused)
                {
                    Assert.Equal(before, visit.State);
                    Assert.All(refused.Reasons, r => Assert.NotEqual("", r.Text));
                }
            }
        }
    }

    private static Row RowOf(string no) => CareVisitWorkflow.Engine.Table.Single(r => r.No == no);

    private static string NameOf(Condition<CareVisit> condition) => Names.GetValueOrDefault(condition, condition.Otherwise);

    private static void Other(CareRowTrial trial, CareVisitType type, CareVisitState state, DateOnly on) =>
        trial.Facts(f => f with { Others = [new OtherVisit("KW-2025-0009", CareRowTrial.Second, type, state, on, 0)] });

    private static void Budget(CareRowTrial trial, long fen) => trial.Facts(f => f with { Budgets = [f.Budgets[0] with { AmountFen = fen }] });
}
