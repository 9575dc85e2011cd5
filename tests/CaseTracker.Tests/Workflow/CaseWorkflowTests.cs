using CaseTracker.Accounts;
using CaseTracker.Workflow;
using Xunit;
using static CaseTracker.Accounts.Role;
using static CaseTracker.Tests.Workflow.SampleMatters;

namespace CaseTracker.Tests.Workflow;

public sealed class CaseWorkflowTests
{
    [Fact]
    public void Table_and_Stateless_agree_for_every_state_step_and_role()
    {
        var allowed = 0;
        foreach (var state in Enum.GetValues<MatterState>())
        {
            foreach (var step in Enum.GetValues<MatterStep>())
            {
                foreach (var role in Enum.GetValues<Role>())
                {
                    foreach (var (major, ready) in new[] { (false, false), (false, true), (true, false), (true, true) })
                    {
                        var actor = Person(role);
                        var matter = Matter.In(state);
                        matter.Major = major;
                        matter.Investigations = ready ? 1 : 0;
                        matter.Extensions = ready ? 0 : 1;
                        var today = ready ? new DateOnly(2025, 7, 1) : Today;
                        var stateless = Engine.CanFire(matter, step, Filled(state, step), actor, today);
                        var table = Taken(matter, step, actor, today);

                        Assert.True(stateless == table, $"{state} {step} {role} {major} {ready}: Stateless {stateless}, table {table}");
                        Assert.True(!table || Engine.MayEver(state, role, step));
                        allowed += table ? 1 : 0;
                    }
                }
            }
        }

        Assert.InRange(allowed, 50, 500);

        static bool Taken(Matter matter, MatterStep step, Actor actor, DateOnly today)
        {
            var from = matter.State;
            try
            {
                var taken = Engine.Take(matter, step, Filled(from, step), actor, today);
                Assert.Equal(taken.Approval is null ? taken.Row.To ?? from : from, matter.State);
                return true;
            }
            catch (RefusedException)
            {
                Assert.Equal(from, matter.State);
                return false;
            }
        }
    }

    [Fact]
    public void Bit_table_equals_the_rows()
    {
        foreach (var state in Enum.GetValues<MatterState>())
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                var rows = Engine.Table.Where(r => r.From.Contains(state) && r.Proposers.Contains(role)).Select(r => r.Step).Distinct().Order();
                Assert.Equal(rows, Engine.StepsFor(state, Roles.Of(role)));
                Assert.Equal(rows.Any(), Engine.MayEver(state, role));
            }
        }

        Assert.Equal([MatterStep.Sign, MatterStep.ReturnOpinion, MatterStep.Terminate], Engine.StepsFor(MatterState.OpinionReview, Roles.Of(XF, VL)).OrderBy(s => s.ToString() == "Sign" ? 0 : 1));
    }

    [Fact]
    public void Refusal_lists_every_unmet_condition_with_article_and_missing_field()
    {
        var matter = Matter.In(MatterState.Handling);
        matter.Extensions = 1;
        matter.HandleBy = new(2025, 3, 31);

        var refused = Assert.Throws<RefusedException>(() => Engine.Take(matter, MatterStep.Extend, StepData.Of(("days", 31)), Person(XF), Today));

        Assert.Equal(
            ["“延期”须由承办人办理", "请填写延期理由", "办理期限2025-03-31已过，不能再延期", "只能延期一次", "延期天数应为1至30日"],
            refused.Reasons.Select(r => r.Text));
        Assert.Equal([null, "reason", null, null, "days"], refused.Reasons.Select(r => r.Field));
        Assert.Equal("承办人", refused.Reasons[0].LiftedBy);
        Assert.Equal("条例第三十四条", refused.Reasons[^1].Article);
    }

    [Fact]
    public void Wrong_state_names_the_states_that_would_allow_it_and_the_right_role()
    {
        var refused = Assert.Throws<RefusedException>(() => Engine.Take(Matter.In(MatterState.Lapsed), MatterStep.Deliver, StepData.Empty, Person(XF), Today));

        Assert.Equal(["“逾期未申请”的事项不能“送达”，只有处于“意见已签发待送达”时才可以", "“送达”须由承办人或接访员办理"], refused.Reasons.Select(r => r.Text));
    }

    [Theory]
    [InlineData("days", "很多", "延期天数应为整数")]
    [InlineData("days", "0", "延期天数应为1至30日")]
    [InlineData("unknown", "x", "“延期”没有“unknown”这一项，请删去或更正名称")]
    public void Wrong_data_is_refused_at_its_field(string field, string value, string sentence)
    {
        var data = StepData.Of(((string, object?)[])[("days", 10), ("reason", "需鉴定"), (field, value)]);

        var refused = Assert.Throws<RefusedException>(() => Engine.Take(Matter.In(MatterState.Handling), MatterStep.Extend, data, Person(CW), Today));

        Assert.Equal((sentence, field), (Assert.Single(refused.Reasons).Text, refused.Reasons[0].Field));
    }

    [Theory]
    [InlineData("2025-02-30", "受理日期应为实际存在的日期，写作 2025-03-03")]
    [InlineData("2025-04-02", "受理日期不得晚于今天（2025-04-01）")]
    [InlineData(" ", "请填写受理日期")]
    public void Impossible_future_and_blank_dates_are_refused(string date, string sentence)
    {
        var refused = Assert.Throws<RefusedException>(() => Engine.Take(new Matter(), MatterStep.Accept, StepData.Of(("acceptedOn", date)), Person(XF), Today));

        Assert.Equal(sentence, Assert.Single(refused.Reasons).Text);
    }

    [Fact]
    public void Section_head_and_handler_of_another_department_are_refused()
    {
        var stranger = new Actor(Guid.NewGuid(), "外科室", [new Hat(CW, Elsewhere)]);

        var refused = Assert.Throws<RefusedException>(() => Engine.Take(Matter.In(MatterState.Handling), MatterStep.Investigate, StepData.Of(("record", "谈话")), stranger, Today));

        Assert.Equal("您不是本事项承办科室的承办人，请由该科室的承办人办理", Assert.Single(refused.Reasons).Text);
    }

    [Fact]
    public void Recusal_binds_the_person_and_the_one_he_acts_for()
    {
        var absent = Guid.NewGuid();
        var cover = new Actor(Guid.NewGuid(), "代理人", [new Hat(CW, Ours, absent, "缺席人")]);
        var matter = Matter.In(MatterState.Handling);
        matter.Recused.Add(absent);

        var refused = Assert.Throws<RefusedException>(() => Engine.Take(matter, MatterStep.Investigate, StepData.Of(("record", "谈话")), cover, Today));

        Assert.Contains("已经回避", Assert.Single(refused.Reasons).Text);
        matter.Recused.Clear();
        Assert.Equal(absent, Engine.Take(matter, MatterStep.Investigate, StepData.Of(("record", "谈话")), cover, Today).Hat!.ForUserId);
    }

    [Fact]
    public void Only_the_named_handler_or_his_cover_may_act()
    {
        var named = Guid.NewGuid();
        var matter = Matter.In(MatterState.Handling);
        matter.OnlyHandlers = [named];
        var data = StepData.Of(("record", "谈话"));

        var refused = Assert.Throws<RefusedException>(() => Engine.Take(matter, MatterStep.Investigate, data, Person(CW), Today));
        var taken = Engine.Take(matter, MatterStep.Investigate, data, new(Guid.NewGuid(), "代理人", [new Hat(CW, Ours, named, "本人")]), Today);

        Assert.StartsWith("本事项只由指定的人员办理", Assert.Single(refused.Reasons).Text);
        Assert.NotNull(taken.Fired);
    }

    [Fact]
    public void Author_of_the_opinion_may_not_sign_it_not_even_through_cover()
    {
        var author = Guid.NewGuid();
        var matter = Matter.In(MatterState.OpinionReview);
        matter.OpinionAuthors.Add(author);
        var data = StepData.Of(("issuedOn", Today));

        Assert.Throws<RefusedException>(() => Engine.Take(matter, MatterStep.Sign, data, new(author, "拟稿人", [new Hat(VL, null)]), Today));
        Assert.Throws<RefusedException>(() => Engine.Take(matter, MatterStep.Sign, data, new(Guid.NewGuid(), "代理人", [new Hat(VL, null, author, "拟稿人")]), Today));
        Assert.Equal(MatterState.OpinionIssued, Engine.Take(matter, MatterStep.Sign, data, Person(VL), Today).Fired!.To);
    }

    [Fact]
    public void Selector_chooses_silently_between_ordinary_and_major()
    {
        var major = Matter.In(MatterState.OpinionReview);
        major.Major = true;

        var refused = Assert.Throws<RefusedException>(() => Engine.Take(major, MatterStep.Sign, StepData.Of(("issuedOn", Today)), Person(VL), Today));

        Assert.Equal("“签发”须由局长办理", Assert.Single(refused.Reasons).Text);
        Assert.Equal("28b", Engine.Take(major, MatterStep.Sign, StepData.Of(("issuedOn", Today)), Person(DG), Today).Row.No);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Selector_on_a_field_waits_for_it_while_buttons_are_worked_out(bool required)
    {
        var workflow = new CaseWorkflow<Visit, VisitState, VisitStep>("choice", "选择", [new(VisitState.Triggered, 0, 0), new(VisitState.Planned, 0, 1), new(VisitState.Cancelled, 1, 1)],
        [
            new("a", [VisitState.Triggered], VisitStep.Plan, VisitState.Planned) { Proposers = [CW], Asks = [Ask.Bool("go", "是否前往", required)], When = new("前往", (_, d) => d.Bool("go") == true, "go") },
            new("b", [VisitState.Triggered], VisitStep.Plan, VisitState.Cancelled) { Proposers = [CW], Asks = [Ask.Bool("go", "是否前往", required)], When = new("不去", (_, d) => d.Bool("go") == false, "go") },
        ]);

        Assert.Equal(Access.Open, workflow.View(new Visit(), VisitStep.Plan, Person(CW), Today).Access);
        Assert.Equal(VisitState.Cancelled, workflow.Take(new Visit(), VisitStep.Plan, StepData.Of(("go", false)), Person(CW), Today).Fired!.To);
        var refused = Assert.Throws<RefusedException>(() => workflow.Take(new Visit(), VisitStep.Plan, StepData.Empty, Person(CW), Today));
        Assert.Equal(required ? "请填写是否前往" : "“拟计划”只适用于：前往、不去", refused.Message);
    }

    [Fact]
    public void Explain_shows_open_proposable_and_grey_with_reasons()
    {
        var matter = Matter.In(MatterState.Handling);
        var views = Engine.Explain(matter, Person(CW), Today).ToDictionary(v => v.Step);

        Assert.Equal(Engine.Table.Select(r => r.Step).Distinct().Count(), views.Count);
        Assert.Equal(Access.Open, views[MatterStep.Investigate].Access);
        Assert.Equal(Access.Proposable, views[MatterStep.Extend].Access);
        Assert.Equal(Access.Refused, views[MatterStep.SubmitOpinion].Access);
        Assert.Equal("尚无调查记录，请先登记调查记录", Assert.Single(views[MatterStep.SubmitOpinion].Reasons).Text);
        matter.Waiting.Add(nameof(MatterStep.Extend));
        Assert.Equal("“延期”已经报批，正在等待审批", Assert.Single(Engine.View(matter, MatterStep.Extend, Person(CW), Today).Reasons).Text);
    }

    [Fact]
    public async Task Shared_machine_serves_many_threads_without_mixing_cases()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 20_000), TestContext.Current.CancellationToken, async (i, _) =>
        {
            var (state, step, role, to) = (i % 3) switch
            {
                0 => (MatterState.Accepted, MatterStep.Assign, XF, MatterState.Handling),
                1 => (MatterState.OpinionReview, MatterStep.ReturnOpinion, SH, MatterState.Handling),
                _ => (MatterState.Draft, MatterStep.Register, RC, MatterState.Registered),
            };
            var matter = Matter.In(state);
            if (i % 7 == 0)
            {
                await Task.Yield();
            }

            Assert.Equal(to, Engine.Take(matter, step, Filled(state, step), Person(role), Today).Fired!.To);
            Assert.Equal(to, matter.State);
        });
    }

    [Fact]
    public void Hundred_thousand_random_steps_make_no_illegal_transition()
    {
        var random = new Random(20250301);
        var steps = Enum.GetValues<MatterStep>();
        var people = Enum.GetValues<Role>().Select(r => Person(r)).ToArray();
        var matter = Matter.In(MatterState.Draft);
        Approval? waiting = null;
        var fired = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var from = matter.State;
            var step = steps[random.Next(steps.Length)];
            var actor = people[random.Next(people.Length)];
            Fired<Matter, MatterState, MatterStep>? done = null;
            try
            {
                if (waiting is { State: ApprovalState.Pending } && random.Next(2) == 0)
                {
                    done = matter.Approved(waiting, actor);
                }
                else
                {
                    var taken = Engine.Take(matter, step, Filled(from, step), actor, random.Next(2) == 0 ? Today : new(2025, 7, 1));
                    (done, waiting) = (taken.Fired, taken.Approval ?? waiting);
                }
            }
            catch (RefusedException refused)
            {
                Assert.NotEmpty(refused.Reasons);
            }

            if (done is null)
            {
                Assert.Equal(from, matter.State);
                continue;
            }

            fired++;
            Assert.Contains(Engine.Table, r => r.From.Contains(from) && r.Step == done.Row.Step && (r.To ?? from) == matter.State);
            matter.Investigations += done.Row.Step == MatterStep.Investigate ? 1 : 0;
            if (Engine.IsEnd(matter.State))
            {
                (matter, waiting) = (Matter.In(MatterState.Draft), null);
            }
        }

        Assert.True(fired > 1_000, $"only {fired} fired");
    }

    [Fact]
    public void Second_workflow_runs_on_the_same_engine()
    {
        var visit = new Visit { Amount = 2000 };
        var clerk = Person(CW);
        void Take(VisitStep step, Actor actor, params IEnumerable<(string, object?)> data) => SampleVisits.Engine.Take(visit, step, StepData.Of(data), actor, Today);

        Assert.Contains("不少于二人", Assert.Throws<RefusedException>(() => Take(VisitStep.Plan, clerk, ("on", Today), ("visitors", new[] { "甲" }))).Message);
        Take(VisitStep.Plan, clerk, ("on", Today), ("visitors", new[] { "甲", "乙" }));
        Take(VisitStep.Submit, clerk);
        Assert.Equal("“批准”须由局长办理", Assert.Throws<RefusedException>(() => Take(VisitStep.Approve, Person(VL))).Message);
        Take(VisitStep.Approve, Person(DG));
        Take(VisitStep.Reschedule, clerk);
        Assert.Contains("应当落实经费", Assert.Throws<RefusedException>(() => Take(VisitStep.MarkNoFunds, clerk)).Message);
        Take(VisitStep.DrawFunds, Person(FIN));
        Take(VisitStep.RecordVisit, clerk, ("visitedOn", Today));
        Take(VisitStep.Close, clerk);

        Assert.Equal(VisitState.Closed, visit.State);
    }

    [Fact]
    public void Ambiguous_rows_and_undeclared_states_are_refused_when_the_table_is_built()
    {
        Assert.Throws<ArgumentException>(() => new CaseWorkflow<Visit, VisitState, VisitStep>("x", "x", [new(VisitState.Triggered, 0, 0)], [new("1", [VisitState.Triggered], VisitStep.Plan, VisitState.Planned)]));
        Assert.Throws<ArgumentException>(() => new CaseWorkflow<Visit, VisitState, VisitStep>("x", "x", [new(VisitState.Triggered, 0, 0), new(VisitState.Planned, 0, 1)],
            [new("1", [VisitState.Triggered], VisitStep.Plan, VisitState.Planned), new("2", [VisitState.Triggered], VisitStep.Plan, null)]));
    }

    [Fact]
    public void Version_is_stable_and_printed_table_has_every_row()
    {
        Assert.Matches("^[0-9a-f]{12}$", Engine.Version);
        Assert.NotEqual(Engine.Version, SampleVisits.Engine.Version);
        var lines = Engine.PrintTable();
        Assert.Equal(Engine.Table.Count, lines.Count);
        var accept = lines.Single(l => l.No == "15");
        Assert.Equal(("accept", "受理", "已登记", "已受理", "信访机构负责人", "科长或分管领导", "受理日期", "C3", "C1", "受理告知书"),
            (accept.StepId, accept.Step, accept.From, accept.To, accept.Who, accept.Approvers, accept.Asks, accept.Starts, accept.Stops, accept.Document));
        Assert.Contains("Registered --> Accepted : 受理", Engine.Mermaid());
    }

    [Fact]
    public void Template_is_accepted_by_the_step_it_was_printed_for()
    {
        var data = StepData.FromJson(Ask.Template(Engine.Asks(MatterStep.Extend), Today));

        Assert.NotNull(Engine.Take(Matter.In(MatterState.Handling), MatterStep.Extend, data, Person(CW), Today).Approval);
    }
}
