using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.Workflow;
using Xunit;

namespace CaseTracker.Tests.Benefits;

using Actor = CaseTracker.Accounts.Actor;
using Row = Transition<Benefit, BenefitState, BenefitStep>;

/// <summary>Every row of the table from every state it names, and every one of its conditions refused with its own sentence.</summary>
public sealed class BenefitRowTests
{
    private static readonly Guid Unit = new("00000000-0000-0000-0000-0000000000a1");
    private static readonly Guid Other = new("00000000-0000-0000-0000-0000000000b2");
    private static readonly Guid Officer = new("00000000-0000-0000-0000-0000000000b1");

    /// <summary>By the sentence of the condition: what spoils it, and what the user reads then.</summary>
    private static readonly Dictionary<string, (Action<Trial> Spoil, string Sentence)> Spoilt = new()
    {
        ["日期不得早于申请日期，请核对"] = (t => t.Fields["on"] = new DateOnly(2025, 2, 28), "日期不得早于申请日期 2025-03-03"),
        ["日期不得早于开始核实的日期，请核对"] = (t => t.Fields["on"] = new DateOnly(2025, 3, 3), "日期不得早于开始核实的日期 2025-03-04"),
        ["转办日期不得早于审批日期，请核对"] = (t => t.Fields["on"] = new DateOnly(2025, 3, 5), "转办日期不得早于审批日期 2025-03-06"),
        ["日期不得早于转办日期，请核对"] = (t => t.Fields["on"] = new DateOnly(2025, 3, 6), "日期不得早于转办日期 2025-03-07"),
        ["办结日期不得早于发放日期，请核对"] = (t => t.Fields["on"] = new DateOnly(2025, 3, 9), "办结日期不得早于发放日期 2025-03-10"),
        ["没有依据文件不能提交审批，请写明依据的会议纪要、批复或政策文件的名称和文号"] = (t => t.Case.BasisDocument = null, "没有依据文件不能提交审批"),
        ["请先核对身份和职级（以花名册为准），核对后勾选"] = (t => t.Fields["levelChecked"] = false, "请先核对身份和职级"),
        ["请先核对待遇期间，核对后勾选"] = (t => t.Fields.Remove("periodChecked"), "请先核对待遇期间"),
        ["复核人不得是核实人或提交人本人，请另请一人复核"] = (t => t.Fields["checker"] = t.Actor.UserId, "复核人不得是核实人或提交人本人"),
        ["每人的金额都须先测算并与标准一致，请先办“测算”"] = (t => t.Case.People[0].Amount = 99, "王建国的金额还没有测算或与测算不一致"),
        ["只有养老金增资、丧葬抚恤协助、高龄津贴协助由有关部门决定，可以直接转办；本事项请提交审批"] = (t => t.Case = t.Remade(BenefitType.Allowance), "本事项请提交审批"),
        ["增资名单须逐人核对后才能转办，请先在“逐人登记”中核对"] = (t => t.Case.People[0].CheckedOn = null, "还有1人没有核对"),
        ["审批人不得是提交人，代理他人时亦同，请由其他有权人员审批"] = (t => t.Case.SubmittedById = t.Actor.UserId, "审批人不得是提交人"),
        ["核实中只有不属于本局职责范围的才能直接不予支持，其余请先提交审批；确属职责以外的请勾选"] = (t => t.Fields["outsideScope"] = false, "其余请先提交审批"),
        ["请先在附件中上传对方的书面回复，再登记对方退回"] = (t => t.Case.RepliesOnFile = 0, "上传对方的书面回复"),
        ["发放金额应大于零，请核对"] = (t => (t.Fields["amount"], t.Fields["amounts"]) = ("0", new[] { "0" }), "发放金额应大于零"),
        ["每人发放金额应为金额（元），最多两位小数"] = (t => t.Fields["amounts"] = new[] { "一千" }, "每人发放金额应为金额"),
        ["各人金额合计与发放总额不一致，请逐人填写发放金额"] = (t => t.Fields["amounts"] = new[] { "99" }, "各人金额合计 99.00 元，与发放总额 100.00 元不一致"),
        ["补差待遇发放前应有批复，请填写批复文号"] = (t => t.Fields.Remove("approvalNumber"), "请填写批复文号"),
        ["同一批复文号、同样的对象已有一件，不重复办理"] = (t => t.Case.DoubleNumber = "DY420117202500009", "DY420117202500009 已经登记，同一批复只算一件"),
        ["应当告知每一名对象或写明未告知的原因，请在“逐人登记”中补登"] = (t => t.Case.People[0].NotifiedOn = null, "还有1人没有告知"),
        ["还有差异没有处理，请先登记处理结果"] = (t => t.Case.People[0].Difference = "少发", "王建国的差异还没有处理结果"),
        ["提出异议的期限已过"] = (t => (t.Today, t.Fields["on"]) = (new(2025, 5, 1), new DateOnly(2025, 5, 1)), "提出异议的期限至 2025-03-19，已经过了"),
        ["异议应当由原核实人以外的人复核，请另选复核人"] = (t => t.Fields["reviewer"] = Officer, "请另选复核人"),
        ["异议期限尚未届满"] = (t => t.Case.ObjectionUntil = t.Today, "异议期限至 2025-03-20，尚未届满"),
        ["撤回须有申请人的书面或者当面陈述，收到后勾选"] = (t => t.Fields.Remove("hasStatement"), "撤回须有申请人"),
        ["补正期限不得早于要求补正的日期，请核对"] = (t => t.Fields["dueOn"] = new DateOnly(2025, 3, 19), "补正期限不得早于"),
        ["收到日期不得早于要求补正的日期，请核对"] = (t => t.Fields["on"] = new DateOnly(2025, 3, 5), "收到日期不得早于要求补正的日期"),
        ["只有丧葬抚恤协助适用本步骤"] = (t => t.Case = t.Remade(BenefitType.Other), "只有丧葬抚恤协助适用本步骤"),
        ["已经告知社保，不重复登记"] = (t => t.Case.SocialNoticeOn = new(2025, 3, 8), "2025-03-08 已经告知社保"),
        ["丧葬抚恤已经开始办理，请由接访员撤回"] = (t => t.Case.Papers.Add(new() { Id = Guid.NewGuid(), BenefitId = t.Case.Id, Position = 1, Name = "火化证明", ReceivedOn = t.Today }), "请由接访员撤回"),
    };

    public static TheoryData<string> Rows => [.. BenefitWorkflow.Engine.Table.Select(Key)];

    [Theory, MemberData(nameof(Rows))]
    public void A_row_is_taken_from_each_of_its_states_with_its_approvals(string key)
    {
        var row = Of(key);
        foreach (var from in row.From)
        {
            var trial = new Trial(row, from);
            Assert.Equal(row.To ?? from, trial.Take());
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Each_condition_of_a_row_refuses_with_its_sentence(string key)
    {
        var row = Of(key);
        foreach (var condition in row.Conditions)
        {
            var trial = new Trial(row, row.From[0]);
            var (spoil, sentence) = Spoilt[condition.Otherwise];
            spoil(trial);
            var refusal = Assert.Throws<RefusedException>(() => trial.Take());
            Assert.True(refusal.Reasons.Any(r => r.Text.Contains(sentence, StringComparison.Ordinal)), $"{key}: {string.Join(" / ", refusal.Reasons.Select(r => r.Text))}");
            Assert.Equal(row.From[0], trial.Case.State);
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void A_row_asks_for_each_of_its_fields_and_for_the_right_people(string key)
    {
        var row = Of(key);
        foreach (var ask in row.Asks.Where(a => a.Required))
        {
            var trial = new Trial(row, row.From[0]);
            trial.Fields.Remove(ask.Name);
            Assert.Contains(Assert.Throws<RefusedException>(() => trial.Take()).Reasons, r => r.Field == ask.Name && r.Text.Contains(ask.Label, StringComparison.Ordinal));
        }

        foreach (var role in Enum.GetValues<Role>().Except(row.Proposers))
        {
            var trial = new Trial(row, row.From[0]) { Actor = Person(role) };
            Assert.Contains(Assert.Throws<RefusedException>(() => trial.Take()).Reasons, r => r.Text.Contains("须由", StringComparison.Ordinal));
        }

        foreach (var role in row.Proposers.Intersect([Role.CW, Role.SH]))
        {
            var trial = new Trial(row, row.From[0]) { Actor = new(Guid.NewGuid(), "外科室", [new Hat(role, Guid.NewGuid())]) };
            Assert.Contains(Assert.Throws<RefusedException>(() => trial.Take()).Reasons, r => r.Text.Contains("您不是本事项承办科室的", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_condition_of_the_table_has_a_case_and_every_case_a_condition()
    {
        var used = BenefitWorkflow.Engine.Table.SelectMany(r => r.Conditions).Select(c => c.Otherwise).ToHashSet();
        Assert.Empty(used.Except(Spoilt.Keys));
        Assert.Empty(Spoilt.Keys.Except(used));
    }

    [Fact]
    public void Nothing_leads_out_of_an_end_but_the_revocation_of_a_death()
    {
        foreach (var row in BenefitWorkflow.Engine.Table.Where(r => r.From.Any(BenefitWorkflow.Engine.IsEnd)))
        {
            Assert.Equal(BenefitStep.RestoreBeneficiary, row.Step);
        }

        Assert.All(Enum.GetValues<BenefitStep>(), s => Assert.Contains(BenefitWorkflow.Engine.Table, r => r.Step == s));
        Assert.All(Enum.GetValues<BenefitState>(), s => Assert.Equal(Benefit.IsOpenState(s), !BenefitWorkflow.Engine.IsEnd(s)));
    }

    private static string Key(Row row) => $"{row.No} {row.Step} {row.When?.Name}".TrimEnd();

    private static Row Of(string key) => BenefitWorkflow.Engine.Table.Single(r => Key(r) == key);

    private static Actor Person(Role role) => role == Role.SYS ? Actor.System : new(Guid.NewGuid(), role.Display(), [new Hat(role, role is Role.CW or Role.SH or Role.VL or Role.LEGAL ? Unit : null)]);

    /// <summary>A matter, a person and data with which one row can just be taken; a test spoils one thing at a time.</summary>
    private sealed class Trial
    {
        public Trial(Row row, BenefitState from)
        {
            (Row, From) = (row, from);
            Actor = Person(row.Proposers[0]);
            Case = Remade(row.Step switch
            {
                BenefitStep.ReferDirect => BenefitType.PensionAdjustment,
                BenefitStep.HandToFamily or BenefitStep.TellSocialSecurity or BenefitStep.RevokeDeath => BenefitType.Funeral,
                _ => BenefitType.Allowance,
            });
            foreach (var ask in row.Asks.Where(a => a.Required))
            {
                Fields[ask.Name] = ask.Kind switch
                {
                    AskKind.Date => Today,
                    AskKind.Money => "100",
                    AskKind.Choice => ask.Choices[0].Id,
                    AskKind.User => Other,
                    AskKind.List => new[] { "身份证复印件" },
                    _ => "内容",
                };
            }

            foreach (var flag in row.Asks.Where(a => a.Kind == AskKind.Bool))
            {
                Fields[flag.Name] = true;
            }

            if (row.Step == BenefitStep.ConfirmPayment)
            {
                Fields["approvalNumber"] = "新财〔2025〕3号";
            }
            else if (row.Step == BenefitStep.Object)
            {
                Fields["on"] = new DateOnly(2025, 3, 19);
            }
        }

        public Row Row { get; }

        public BenefitState From { get; }

        public Actor Actor { get; init; }

        public DateOnly Today { get; set; } = new(2025, 3, 20);

        public Benefit Case { get; set; }

        public Dictionary<string, object?> Fields { get; } = [];

        public BenefitState Take()
        {
            var taken = BenefitWorkflow.Engine.Take(Case, Row.Step, StepData.Of(Fields.Select(f => (f.Key, f.Value))), Actor, Today);
            foreach (var place in Row.Approvers)
            {
                BenefitWorkflow.Engine.Decide(Case, taken.Approval!, ApprovalStep.Approve, StepData.Empty, Person(place[0]), Today, DateTime.UnixEpoch);
            }

            return Case.State;
        }

        public Benefit Remade(BenefitType type)
        {
            var id = Guid.NewGuid();
            var benefit = new Benefit
            {
                Id = id,
                Number = "DY420117202500001",
                Type = type,
                AdjustmentYear = type == BenefitType.PensionAdjustment ? 2025 : null,
                AppliedOn = new(2025, 3, 3),
                Applicant = "王建国",
                Summary = "补差",
                BasisDocument = "会议纪要",
                DepartmentId = Unit,
                OfficerId = Officer,
                VerifyingSince = new(2025, 3, 4),
                SubmittedById = Guid.NewGuid(),
                ApprovalLevel = Row.When?.Name switch { "科长权限内的金额" => ApprovalLevel.SectionHead, "分管领导权限内的金额" => ApprovalLevel.Deputy, _ => ApprovalLevel.Director },
                ApprovedOn = new(2025, 3, 6),
                ReferredOn = new(2025, 3, 7),
                PaidOn = new(2025, 3, 10),
                ObjectionUntil = new(2025, 3, 19),
                StateBeforeDeath = From == BenefitState.Withdrawn ? Row.To : null,
                RepliesOnFile = 1,
                RegisteredById = Guid.NewGuid(),
                RegisteredByName = "何专干",
                RecordedAt = DateTime.UnixEpoch,
                TableVersion = "",
            };
            benefit.People.Add(new()
            {
                Id = Guid.NewGuid(),
                BenefitId = id,
                Position = 1,
                CadreId = Guid.NewGuid(),
                PersonNumber = "LGB-001",
                Name = "王建国",
                Amount = 100,
                Calculated = 100,
                CheckedOn = new(2025, 3, 5),
                NotifiedOn = new(2025, 3, 11),
                NotifiedHow = NotifiedHow.Call,
                DroppedOn = Row.When?.Name == "没有其他对象" ? Today : null,
            });
            if (From == BenefitState.Supplement)
            {
                benefit.Pauses.Add(new() { Id = Guid.NewGuid(), BenefitId = id, AskedOn = new(2025, 3, 6), DueOn = new(2025, 3, 20), Missing = "身份证" });
            }

            benefit.ImportAs(From);
            return benefit;
        }
    }
}
