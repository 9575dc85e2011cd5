using CaseTracker.Accounts;
using CaseTracker.Governance;
using CaseTracker.Workflow;
using Xunit;

namespace CaseTracker.Tests.Governance;

using Actor = CaseTracker.Accounts.Actor;
using Engine = CaseWorkflow<GovernanceItem, GovernanceState, GovernanceStep>;
using Row = Transition<GovernanceItem, GovernanceState, GovernanceStep>;

/// <summary>Every row of every table from each state that it names, and each of its conditions refused with its own sentence. No database: the tables alone.</summary>
public sealed class GovernanceRowTests
{
    private static readonly Guid Unit = new("00000000-0000-0000-0000-0000000000a1");
    private static readonly DateOnly Today = new(2025, 3, 20);
    private static readonly DateOnly Sent = new(2025, 3, 3);
    private static readonly DateOnly Finished = new(2025, 3, 10);

    /// <summary>By the sentence of the condition: what spoils it, and what the user reads then. Days that lie too early are spoilt by their field.</summary>
    private static readonly Dictionary<string, (Action<Trial> Spoil, string Sentence)> Spoilt = new()
    {
        ["完成时限不得早于登记的日期，请核对"] = (t => t.Fields["limitOn"] = Sent.AddDays(-1), "完成时限不得早于登记的日期"),
        ["决策程序没有走完，请逐项登记；依法不需要的，登记时写明理由"] = (t => t.Item.Parts.RemoveAt(0), "决策程序还缺：公众参与；请逐项登记"),
        ["发还日期不得早于暂扣日期，请核对"] = (t => t.Fields["on"] = Finished.AddDays(-1), "发还日期不得早于暂扣日期"),
        ["送审人不能审查自己送审的事项，请由其他法制审核人员办理"] = (t => t.Actor = new(t.Item.RegistrarId, "送审人", t.Actor.Hats), "送审人不能审查自己送审的事项"),
        ["审查结论为“不宜签订”，不能登记签订；重新谈判后请另行送审"] = (t => t.Item.Conclusion = ContractConclusion.NotToSign, "不能登记签订"),
        ["签订归档应当有合同编号，请填写"] = (t => t.Item.DocumentNumber = null, "签订归档应当有合同编号"),
        ["签订日期不得早于审结日期，请核对"] = (t => t.Fields["issuedOn"] = Finished.AddDays(-1), "签订日期不得早于审结日期"),
        ["规范性文件送审应当附送审稿、起草说明、制定依据和征求意见情况，请先更正登记，写明送审材料"] = (t => t.Item.Materials = null, "规范性文件送审应当附"),
        ["规范性文件应当写明是否已作公平竞争审查"] = (t => t.Fields.Remove("fairCompetition"), "是否已作公平竞争审查"),
        ["会议日期不得早于审结日期，请核对"] = (t => t.Fields["on"] = Finished.AddDays(-1), "会议日期不得早于审结日期"),
        ["规范性文件须经集体讨论决定后印发，请先登记集体讨论"] = (t => t.Item.BeginAs(GovernanceState.Passed), "须经集体讨论决定后印发"),
        ["印发日期不得早于审结日期，请核对"] = (t => t.Fields["issuedOn"] = Finished.AddDays(-1), "印发日期不得早于审结日期"),
        ["备案日期不得早于印发日期，请核对"] = (t => t.Fields["filedOn"] = Finished.AddDays(-1), "备案日期不得早于印发日期"),
        ["清理日期不得早于印发日期，请核对"] = (t => t.Fields["cleanedOn"] = Finished.AddDays(-1), "清理日期不得早于印发日期"),
        ["还没有检查对象名单，请先确定名单"] = (t => t.Item.Parts.RemoveAll(p => p.Kind == GovernancePartKind.Subject), "还没有检查对象名单"),
        ["抽取检查对象数应在1到名单户数之间，请核对"] = (t => t.Fields["subjectCount"] = 3, "抽取检查对象数应在1到2之间"),
        ["执法检查人员不得少于2人，请改正"] = (t => t.Fields["officerCount"] = 1, "执法检查人员不得少于2人"),
        ["检查日期不得早于抽取日期，请核对"] = (t => t.Fields["finishedOn"] = Sent.AddDays(1), "检查日期不得早于抽取日期"),
        ["抽中的执法人员的执法证在检查当日已经过期，请重新抽取"] = (t => t.Item.Parts.First(p => p.Kind == GovernancePartKind.DrawnOfficer).ValidTo = Today.AddDays(-1), "张三的执法证有效期至2025-03-19，检查当日已经过期"),
        ["录入日期不得早于检查日期，请核对"] = (t => t.Fields["enteredOn"] = Finished.AddDays(-1), "录入日期不得早于检查日期"),
        ["公示日期不得早于录入日期，请核对"] = (t => t.Fields["publishedOn"] = Finished.AddDays(-1), "公示日期不得早于录入日期"),
        ["这次检查没有发现问题，无须整改复查"] = (t => t.Item.ProblemCount = 0, "无须整改复查"),
        ["复查日期不得早于检查日期，请核对"] = (t => t.Fields["recheckedOn"] = Finished.AddDays(-1), "复查日期不得早于检查日期"),
        ["转办日期不得早于受理日期，请核对"] = (t => t.Fields["on"] = Finished.AddDays(-1), "转办日期不得早于受理日期"),
        ["核实金额应大于0；没有拖欠的，请引导诉讼或撤回"] = (t => t.Fields["confirmed"] = "0", "核实金额应大于0"),
        ["核实金额不得超过投诉金额，请核对；投诉金额有误的请先更正"] = (t => t.Fields["confirmed"] = "1000.01", "核实金额不得超过投诉金额"),
        ["清偿金额应大于0，请核对"] = (t => t.Fields["amount"] = "0", "清偿金额应大于0"),
        ["清偿金额合计不得超过核实金额，请核对"] = (t => t.Fields["amount"] = "500.01", "核实金额800.00元，已清偿300.00元，这一笔超过了余额"),
        ["结案日期不得早于清偿日期，请核对"] = (t => t.Fields["closedOn"] = Finished.AddDays(-1), "结案日期不得早于清偿日期"),
    };

    /// <summary>Each table once: the shared one as the books that add to it have it.</summary>
    private static readonly GovernanceKind[] Kinds =
    [
        GovernanceKind.WorkTask, GovernanceKind.Officer, GovernanceKind.DecisionCatalogue, GovernanceKind.EnterpriseLawVisit, GovernanceKind.ContractReview, GovernanceKind.NormativeReview, GovernanceKind.Inspection, GovernanceKind.ArrearsComplaint,
    ];

    public static TheoryData<GovernanceKind, string> Rows => [.. Kinds.SelectMany(k => GovernanceWorkflow.Of(k).Table.Select(r => (k, Key(r))))];

    [Theory, MemberData(nameof(Rows))]
    public void A_row_is_taken_from_each_of_its_states(GovernanceKind kind, string key)
    {
        var row = Of(kind, key);
        foreach (var from in row.From.Where(f => !(row.Step == GovernanceStep.Issue && f == GovernanceState.Passed))) // a 规范性文件 goes through the meeting
        {
            var trial = new Trial(kind, row, from);
            Assert.Equal(row.To ?? from, trial.Take());
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Each_condition_of_a_row_refuses_with_its_sentence(GovernanceKind kind, string key)
    {
        var row = Of(kind, key);
        foreach (var condition in row.Conditions)
        {
            var trial = new Trial(kind, row, row.From[^1]);
            var (spoil, sentence) = Spoilt.TryGetValue(condition.Otherwise, out var known) ? known : TooEarly(condition);
            spoil(trial);
            var state = trial.Item.State;
            var refusal = Assert.Throws<RefusedException>(() => trial.Take());
            Assert.True(refusal.Reasons.Any(r => r.Text.Contains(sentence, StringComparison.Ordinal)), $"{key}: {string.Join(" / ", refusal.Reasons.Select(r => r.Text))}");
            Assert.Equal(state, trial.Item.State);
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void A_row_asks_for_each_of_its_fields_and_for_the_right_people(GovernanceKind kind, string key)
    {
        var row = Of(kind, key);
        foreach (var ask in row.Asks.Where(a => a.Required))
        {
            var trial = new Trial(kind, row, row.From[^1]);
            trial.Fields.Remove(ask.Name);
            Assert.Contains(Assert.Throws<RefusedException>(() => trial.Take()).Reasons, r => r.Field == ask.Name && r.Text == $"请填写{ask.Label}");
        }

        foreach (var role in Enum.GetValues<Role>().Except(row.Proposers))
        {
            var trial = new Trial(kind, row, row.From[^1]) { Actor = Person(role) };
            Assert.Contains(Assert.Throws<RefusedException>(() => trial.Take()).Reasons, r => r.Text.Contains("须由", StringComparison.Ordinal));
        }

        foreach (var role in row.Proposers.Intersect([Role.CW, Role.SH]))
        {
            var trial = new Trial(kind, row, row.From[^1]) { Actor = new(Guid.NewGuid(), "外科室", [new Hat(role, Guid.NewGuid())]) };
            Assert.Contains(Assert.Throws<RefusedException>(() => trial.Take()).Reasons, r => r.Text.Contains("您不是本事项承办科室的", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_condition_has_a_case_every_case_a_condition_and_every_state_and_step_a_row()
    {
        var rows = Kinds.SelectMany(k => GovernanceWorkflow.Of(k).Table).ToList();
        Assert.Empty(Spoilt.Keys.Except(rows.SelectMany(r => r.Conditions).Select(c => c.Otherwise)));
        Assert.All(Enum.GetValues<GovernanceStep>(), s => Assert.Contains(rows, r => r.Step == s));
        Assert.All(Enum.GetValues<GovernanceState>(), s => Assert.Contains(Kinds.Select(GovernanceWorkflow.Of), e => e.States.Any(i => i.State == s)));
        foreach (var engine in Kinds.Select(GovernanceWorkflow.Of))
        {
            Assert.All(engine.States, s => Assert.Equal(s.IsEnd, !engine.Table.Any(r => r.Step is not (GovernanceStep.Correct or GovernanceStep.Reopen) && r.From.Contains(s.State))));
        }
    }

    /// <summary>A day before the thing was sent: said with the name that its book gives that day.</summary>
    private static (Action<Trial> Spoil, string Sentence) TooEarly(Condition<GovernanceItem> condition)
    {
        Assert.EndsWith("不得早于登记的送审（发生）日期，请核对", condition.Otherwise);
        return (t => t.Fields[condition.Field!] = Sent.AddDays(-1), "（2025-03-03），请核对");
    }

    private static string Key(Row row) => $"{row.No} {row.Step} {row.When?.Name}".TrimEnd();

    private static Row Of(GovernanceKind kind, string key) => GovernanceWorkflow.Of(kind).Table.Single(r => Key(r) == key);

    private static Actor Person(Role role) => role == Role.SYS ? Actor.System : new(Guid.NewGuid(), role.Display(), [new Hat(role, role is Role.CW or Role.SH or Role.VL or Role.LEGAL ? Unit : null)]);

    /// <summary>An item, a person and data with which one row can just be taken; a test spoils one thing at a time.</summary>
    private sealed class Trial
    {
        public Trial(GovernanceKind kind, Row row, GovernanceState from)
        {
            (Engine, Row) = (GovernanceWorkflow.Of(kind), row);
            Actor = Person(row.Proposers[0]);
            Item = ItemOf(kind, from);
            foreach (var ask in row.Asks.Where(a => a.Required || a.Name is "fairCompetition"))
            {
                Fields[ask.Name] = ask.Kind switch
                {
                    AskKind.Date => Today,
                    AskKind.Money => row.When?.Name == "部分清偿" ? "100" : "500",
                    AskKind.Int => 2,
                    AskKind.Choice => ask.Choices[0].Id,
                    AskKind.List => new[] { "望川建材｜91420117MA4K00003C｜邾城街" },
                    _ => "内容",
                };
            }

            if (row.Step == GovernanceStep.CleanUp)
            {
                Fields["cleanup"] = row.When!.Name;
            }
        }

        public Engine Engine { get; }

        public Row Row { get; }

        public Actor Actor { get; set; }

        public GovernanceItem Item { get; }

        public Dictionary<string, object?> Fields { get; } = [];

        public GovernanceState Take()
        {
            Engine.Take(Item, Row.Step, StepData.Of(Fields.Select(f => (f.Key, f.Value))), Actor, Today);
            return Item.State;
        }

        private static GovernanceItem ItemOf(GovernanceKind kind, GovernanceState state)
        {
            var item = new GovernanceItem
            {
                Id = Guid.NewGuid(),
                Number = "X420117202500001",
                Kind = kind,
                SubKind = GovernanceBook.Decision,
                Title = "事项",
                DocumentNumber = "编号1",
                DepartmentId = Unit,
                SentOn = Sent,
                FinishedOn = Finished,
                IssuedOn = Finished,
                EnteredOn = Finished,
                AcceptedOn = Finished,
                Materials = "送审稿等",
                ProblemCount = 1,
                Amount = 1000,
                Confirmed = 800,
                Paid = 300,
                RegistrarId = Guid.NewGuid(),
                RegistrarName = "陈承办",
                RegisteredOn = Sent,
                RecordedAt = DateTime.UnixEpoch,
                TableVersion = "",
            };
            item.BeginAs(state);
            var parts = kind switch
            {
                GovernanceKind.DecisionCatalogue => GovernanceBook.DecisionSteps.Select(s => (GovernancePartKind.DecisionStep, s)),
                GovernanceKind.Inspection => [(GovernancePartKind.Subject, "鑫兴民爆"), (GovernancePartKind.Subject, "恒稳机械"), (GovernancePartKind.DrawnOfficer, "张三")],
                GovernanceKind.Officer => [(GovernancePartKind.Suspension, "暂扣")],
                _ => [],
            };
            foreach (var (part, name) in parts)
            {
                item.Add(part, name, null, p => p.HappenedOn = Finished);
            }

            item.Draws.Add(new() { Id = Guid.NewGuid(), ItemId = item.Id, Ordinal = 1, Algorithm = Lots.Algorithm, Seed = "1", Input = "{}", Fingerprint = "", Result = "{}", DrawnOn = Sent.AddDays(2), DrawnAt = DateTime.UnixEpoch, DrawnByName = "何法制", Witness = "韩纪检" });
            return item;
        }
    }
}
