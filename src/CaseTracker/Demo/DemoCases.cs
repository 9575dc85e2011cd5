using CaseTracker.Attachments;
using CaseTracker.Handovers;
using CaseTracker.Petitions;
using CaseTracker.Receptions;
using CaseTracker.Workflow;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Demo;

/// <summary>Which cases the demonstration has, and what happens to each on which day.</summary>
internal sealed class DemoCases(DemoStory story, DateOnly today)
{
    public const string Office = "常思齐";

    public const string Deputy = "岳长青";

    private const int ClosedCases = 66;

    private static readonly Channel[] Channels = [Channel.Visit, Channel.Visit, Channel.Letter, Channel.Visit, Channel.Online, Channel.Hotline, Channel.Visit, Channel.Phone, Channel.LeaderMailbox];

    public void Plan()
    {
        for (var n = 0; n < ClosedCases; n++)
        {
            PlanClosed(n);
        }

        PlanEverydayVisits();
        PlanLive();
    }

    private void PlanClosed(int n)
    {
        // Five or six a month; those of December are quick, so that the year ends closed.
        var start = story.Workday(new DateOnly(2024, 1, 5).AddDays(n * 349 / ClosedCases));
        var c = new DemoCase(story, n, Channels[n % Channels.Length], DemoTopic.All[n % DemoTopic.All.Length]) { PeopleCount = n % 15 == 6 ? 6 + (n % 7) : n % 5 == 3 ? 2 : 1 };
        c.Register(start);
        switch (n % 11)
        {
            case 3 when n % 2 == 1:
                c.ReferOut(start.AddDays(6));
                break;
            case 5 when n % 2 == 0:
                c.Decline(start.AddDays(8));
                break;
            case 9 when n % 3 == 0:
                c.Accept(start.AddDays(5));
                c.Terminate(start.AddDays(20));
                break;
            default:
                var quick = start.Month >= 11;
                c.Accept(start.AddDays(3 + (n % 9)));
                c.Assign(start.AddDays(6 + (n % 9)));
                c.Investigate(start.AddDays(14 + (n % 6)));
                if (n % 8 == 2 && !quick)
                {
                    c.Extend(start.AddDays(50), 20);
                    c.Submit(start.AddDays(70));
                    c.Sign(start.AddDays(75));
                    c.Deliver(start.AddDays(78));
                }
                else
                {
                    c.Submit(start.AddDays(quick ? 19 : 28 + (n % 20)));
                    c.Sign(start.AddDays(quick ? 22 : 33 + (n % 20)));
                    c.Deliver(start.AddDays(quick ? 24 : 36 + (n % 20)));
                }

                if (n < 8)
                {
                    c.Archive(start.AddDays(130));
                }

                break;
        }
    }

    private void PlanEverydayVisits()
    {
        for (var n = 0; n < 14; n++)
        {
            var day = story.Workday(n < 10 ? new DateOnly(2024, 2, 20).AddDays(n * 31) : today.AddDays(n - 15));
            var k = n;
            story.At(day.ToDateTime(new TimeOnly(15, 10 + n)), () => story.VisitAsync(k % 2 == 0 ? "景小满" : "苗初夏", new RegisterVisit.Command
            {
                Next = k % 3 == 0 ? VisitNext.RecordOnly : VisitNext.Everyday,
                Form = ReceptionForm.Visit,
                Demand = k % 2 == 0 ? ReceptionDemand.Certificate : ReceptionDemand.Medical,
                Problem = k % 2 == 0 ? "办理原单位工作经历证明。" : "咨询医疗费用报销手续。",
                Opinion = "当场办理并说明手续。",
                Outcome = "当场办结",
                Visitors = [new() { Name = DemoOffice.PersonOf(200 + (k % 12)), Phone = DemoOffice.PhoneOf(200 + (k % 12)), Address = DemoOffice.AddressOf(k), Identity = k % 12 < 5 ? VisitorIdentity.Plant : VisitorIdentity.Middle, Unit = "原云溪机械厂" }],
            }));
        }
    }

    /// <summary>The live cases: days before the first start, one for every place where a case can stand.</summary>
    private void PlanLive()
    {
        var n = 100;
        Next().Register(Ago(1));
        Next(Channel.Online).Register(Ago(4));
        Next(Channel.Letter).Register(Ago(12)); // C1 ends soon
        Next().Register(Ago(15));
        Next(Channel.Hotline).Register(Ago(20)); // C1 has run out
        var urgent = Next();
        urgent.Register(Ago(2));
        urgent.MarkUrgent(Ago(2));
        Next(Channel.Letter, Purpose.Suggest).Register(Ago(6));
        Next(Channel.Letter, Purpose.Accuse).Register(Ago(3));

        var proposed = Next();
        proposed.Register(Ago(7));
        proposed.Accept(Ago(3), approved: false);
        var accepted = Next();
        accepted.Register(Ago(10));
        accepted.Accept(Ago(3));

        Handled(16, investigated: false);
        Handled(30);
        Handled(58); // yellow
        Handled(64); // due about now
        Handled(80); // red
        var asks = Handled(54);
        asks.Extend(Ago(2), 30, approved: false);
        var extended = Handled(72);
        extended.Extend(Ago(20), 30);
        var recused = Handled(25, investigated: false);
        recused.Reassign(Ago(9));

        Drafted(35);
        Drafted(40, people: 9); // a group: the head of the bureau signs
        var returned = Drafted(45);
        returned.Return(Ago(2));
        Signed(42, 2);
        Signed(60, 16); // delivery is late
        Delivered(50, 5);
        Delivered(70, 26);
        Delivered(90, 45); // lapsed meanwhile
        var filed = Delivered(150, 100);
        filed.Archive(Ago(10));

        var referred = Next(Channel.Online);
        referred.Register(Ago(9));
        referred.ReferOut(Ago(4));
        var declined = Next(Channel.Phone);
        declined.Register(Ago(13));
        declined.Decline(Ago(6));
        var ended = Handled(33, investigated: false);
        ended.Terminate(Ago(5));

        PlanBranches();
        PlanReviews();

        story.At(Ago(30).ToDateTime(new TimeOnly(16, 0)), () => story.ImportAsync("常思齐",
            $"""
            信访编号,登记日期,信访形式,信访人,信访目的,内容分类,反映事项概要,初重件,是否受理,受理告知日期,承办科室,办理期限,答复(办结)日期,办理结果,满意度,当前状态,记录状态
            旧2023-118,2023-10-09,来访,{DemoOffice.PersonOf(150)},申诉求决,拖欠工资,反映工资被拖欠（旧台账导入，演示数据）。,初次,受理,2023-10-12,经济运行科,2023-12-11,2023-11-20,支持,满意,办结,有效
            旧2023-121,2023-10-17,来信,{DemoOffice.PersonOf(151)},申诉求决,退休待遇,反映退休待遇核定有误（旧台账导入，演示数据）。,初次,受理,2023-10-20,老干部服务科,2023-12-19,2023-12-04,解释说明,基本满意,办结,有效

            """));

        // The ways that leave the main one before an opinion.
        void PlanBranches()
        {
            var objected = Transferred();
            objected.Register(Ago(4));
            objected.Object(Ago(2));
            var handedBack = Transferred();
            handedBack.Register(Ago(14));
            handedBack.Object(Ago(11));
            handedBack.Take(Ago(7), Office, PetitionStep.ObjectionAgreed, null, ("proof", "电话答复记录"), ("materials", new[] { "来信原件" }));
            var passedOn = Next(Channel.Letter);
            passedOn.Register(Ago(17));
            passedOn.Take(Ago(10), Office, PetitionStep.Forward, [Deputy], ("organ", "云溪区企业服务中心（虚构）"), ("isOrder", true), ("due", today.AddDays(20)), ("explanation", "请核实办理并报送办结报告。"));
            var twin = Next();
            twin.Register(Ago(12));
            var copy = new DemoCase(story, n, Channel.Letter, DemoTopic.All[n % DemoTopic.All.Length]);
            copy.Register(Ago(8));
            copy.Take(Ago(5), Office, PetitionStep.Merge, ["纪明远"], () => [("master", twin.Number), ("sameMatter", true), ("reason", "同一信访人就同一事项再次来信，主要诉求和事实相同。")]);
            var arbitration = Next();
            arbitration.Register(Ago(19));
            arbitration.Take(Ago(9), Office, PetitionStep.Divert, [Deputy], ("route", Route.R2), ("procedure", Procedure.LabourArbitration), ("organ", "云溪区劳动人事争议仲裁委员会（虚构）"), ("basis", "《信访工作条例》第三十一条第二项"));
            var duty = Next(Channel.Online);
            duty.Register(Ago(32));
            duty.Take(Ago(25), Office, PetitionStep.Divert, [Deputy], ("route", Route.R5), ("procedure", Procedure.Duty), ("organ", "安全生产科"), ("basis", "《信访工作条例》第三十一条第五项"));
            var idea = Next(Channel.Letter, Purpose.Suggest);
            idea.Register(Ago(28));
            idea.TakeSuggestion(Ago(22));
            var adopted = Next(Channel.Letter, Purpose.Suggest);
            adopted.Register(Ago(48));
            adopted.TakeSuggestion(Ago(42));
            adopted.ReplySuggestion(Ago(15));
            var accusation = Next(Channel.Letter, Purpose.Accuse);
            accusation.Register(Ago(21));
            accusation.Take(Ago(18), Office, PetitionStep.TakeAccusation, ["廉守正"], ("handlers", new[] { "廉守正" }), ("note", "请依规核查。"));
            var simple = Next(Channel.Phone);
            simple.Register(Ago(6));
            simple.AcceptSimple(Ago(5));
            var withdrawn = Handled(26, investigated: false);
            withdrawn.Withdraw(Ago(6));
            var settled = Handled(41);
            settled.Settle(Ago(20), Ago(8), today.AddDays(30));
        }

        // 复查、复核, and what runs beside the main way.
        void PlanReviews()
        {
            Reviewed(70, 40, 22);
            Reviewed(100, 72, 55).RecordReview(Ago(20), ReviewResult.Upheld);
            var rechecked = Reviewed(130, 104, 86);
            rechecked.RecordReview(Ago(62), ReviewResult.Upheld);
            rechecked.RequestRecheck(Ago(40));
            rechecked.Take(Ago(30), Office, PetitionStep.Hear, null, ("heldOn", Ago(20)), ("place", "市政府第三会议室（虚构）"), ("chair", "复核机关指定人员"), ("panel", new[] { "听证员甲", "听证员乙" }), ("subject", "改制补偿标准的适用"));
            var final = Reviewed(190, 160, 145);
            final.RecordReview(Ago(118), ReviewResult.Upheld);
            final.RequestRecheck(Ago(100));
            final.RecordRecheck(Ago(75), ReviewResult.Upheld);
            var again = Next(Channel.Letter);
            again.Register(Ago(13));
            again.Take(Ago(6), Office, PetitionStep.DeclineForGood, [Deputy], () => [("related", final.Number), ("comparison", "诉求、事实和理由与已终结的事项相同。"), ("noNewFacts", true), ("checkedBy", "常思齐")]);
            var lost = Reviewed(95, 68, 52);
            lost.Take(Ago(24), Office, PetitionStep.OrderRehandling, null, ("number", "云政复查〔2026〕3号（虚构）"), ("conclusion", "事实不清，责令重新处理。"), ("limit", "45日"));
            var led = Handled(38);
            led.Take(Ago(14), Office, PetitionStep.LeadCase, ["严正清"], ("leader", "桂景行"), ("unit", "工业科"), ("due", today.AddDays(45)), ("plan", "约谈信访人，会同有关单位研究化解方案。"));
            led.TakeSide(Ago(10), "桂景行", SideStep.Progress, ("act", LeadAct.Visit), ("answer", "到信访人家中走访，听取诉求，核对档案。"), ("item", "包掌握情况"), ("itemDone", true));
            led.TakeSide(Ago(4), "桂景行", SideStep.Progress, ("act", LeadAct.Conference), ("answer", "会同有关单位研究，由科室测算补差金额。"), ("parties", new[] { "桂景行", "工业科", "财务人员" }), ("item", "包解决化解"));
            led.Instruct(Ago(13), "严正清", "请工业科提出化解方案，两周内报结果。", Ago(13).AddDays(10));
            var watched = Handled(66);
            watched.Take(Ago(9), "司空静", PetitionStep.Supervise, null, ("ground", SupervisionGround.NotHandled), ("issue", "临近办理期限，尚未提交意见。"), ("unit", "承办科室"), ("due", today.AddDays(3)));
            watched.Card(Ago(5), CardColour.Yellow, "临近办理期限，尚未提交意见，督办后没有反馈。");
        }

        DemoCase Transferred()
        {
            n++;
            return new DemoCase(story, n, Channel.Letter, DemoTopic.All[n % DemoTopic.All.Length]) { Source = PetitionSource.ForwardedByPetitionOffice };
        }

        DemoCase Reviewed(int days, int delivered, int requested)
        {
            var c = Delivered(days, delivered);
            c.RequestReview(Ago(requested));
            return c;
        }

        DateOnly Ago(int days) => story.Workday(today.AddDays(-days));

        DemoCase Next(Channel channel = Channel.Visit, Purpose purpose = Purpose.Resolve, int count = 1)
        {
            n++;
            return new DemoCase(story, n, channel, DemoTopic.All[n % DemoTopic.All.Length]) { Purpose = purpose, PeopleCount = count };
        }

        DemoCase Handled(int days, bool investigated = true, int count = 1)
        {
            var c = Next(count >= 5 ? Channel.Visit : Channels[n % Channels.Length], count: count);
            c.Register(Ago(days));
            c.Accept(Ago(days - 3));
            c.Assign(Ago(days - 4));
            if (investigated)
            {
                c.Investigate(Ago(days - 12));
            }

            return c;
        }

        DemoCase Drafted(int days, int people = 1)
        {
            var c = Handled(days, count: people);
            c.Submit(Ago(Math.Max(days - 30, 4)));
            return c;
        }

        DemoCase Signed(int days, int signed)
        {
            var c = Handled(days);
            c.Submit(Ago(signed + 4));
            c.Sign(Ago(signed));
            return c;
        }

        DemoCase Delivered(int days, int delivered)
        {
            var c = Signed(days, delivered + 3);
            c.Deliver(Ago(delivered));
            return c;
        }
    }
}

/// <summary>One invented case: its acts are put into the story, each after the one before.</summary>
internal sealed class DemoCase(DemoStory story, int n, Channel channel, DemoTopic topic)
{
    private static readonly Outcome[] Outcomes = [Outcome.Supported, Outcome.Explained, Outcome.Supported, Outcome.PartlySupported, Outcome.Explained, Outcome.NotSupported];

    private readonly (string Name, string Head, string Leader, string[] Handlers) department = DemoOffice.Departments.Single(d => d.Name == topic.Department);
    private DateTime last;

    /// <summary>Known once the story has come to its registration.</summary>
    public string Number { get; private set; } = "";

    public PetitionSource Source { get; init; } = channel == Channel.Hotline ? PetitionSource.Hotline : PetitionSource.Direct;

    public Purpose Purpose { get; init; } = Purpose.Resolve;

    public int PeopleCount { get; init; } = 1;

    private string Clerk => n % 2 == 0 ? "景小满" : "苗初夏";

    private string Handler => department.Handlers[n % department.Handlers.Length];

    private bool IsGroup => channel == Channel.Visit && PeopleCount >= 5;

    private string Person => topic.IsCompany && Purpose == Purpose.Resolve ? DemoOffice.CompanyOf(n) : DemoOffice.PersonOf(n);

    private string Summary => Purpose switch
    {
        Purpose.Suggest => "建议在企业服务大厅增设惠企政策咨询窗口，方便企业办事。",
        Purpose.Accuse => "举报某项目评审中有人违规打招呼，要求调查。",
        _ => topic.Summary,
    };

    public void Register(DateOnly day) => Do(day, async () => Number = channel == Channel.Visit
        ? (await story.VisitAsync(Clerk, Visit())).PetitionNumber!
        : (await story.RegisterAsync(Clerk, Paper())).Number);

    public void MarkUrgent(DateOnly day) => Do(day, on => Step(Clerk, PetitionStep.MarkUrgent, ("on", on), ("reportedTo", "区信访局、局主要领导"), ("what", "多人拟集体上访，已做劝导工作。")));

    public void Accept(DateOnly day, bool approved = true)
    {
        Do(day, on => Step("常思齐", PetitionStep.Accept, ("on", on), ("route", Route.R6), ("withinPowers", true)));
        if (approved)
        {
            Do(day, () => story.ApproveAsync("纪明远", Number));
        }
    }

    public void ReferOut(DateOnly day)
    {
        Do(day, on => Step("常思齐", PetitionStep.ReferOut, ("on", on), ("organ", "云溪区人力资源和社会保障局（虚构）"), ("basis", "《信访工作条例》第二十三条")));
        Do(day, () => story.ApproveAsync("岳长青", Number));
    }

    public void Decline(DateOnly day)
    {
        Do(day, on => Step("常思齐", PetitionStep.Decline, ("on", on), ("ground", DeclineGround.AlreadyHandledBelow), ("basis", "《信访工作条例》第十九条"), ("related", "云企服信〔2024〕2号（虚构）"), ("explanation", "该事项已由有关单位受理并正在规定期限内办理。")));
        Do(day, () => story.ApproveAsync("岳长青", Number));
    }

    public void Assign(DateOnly day) => Do(day, () => Step("常思齐", PetitionStep.Assign, ("department", department.Name), ("handler", Handler), ("instruction", "请在期限内办结并逐项答复。")));

    public void Reassign(DateOnly day)
    {
        var other = DemoOffice.Departments.First(d => d.Handlers.Length > 1 && d.Name != department.Name);
        Do(day, () => Step("常思齐", PetitionStep.Reassign, ("department", other.Name), ("handler", other.Handlers[1]), ("reason", "原承办人与信访人有亲属关系，申请回避。"), ("recused", true)));
    }

    public void Investigate(DateOnly day) => Do(day, on => Step(Handler, PetitionStep.Investigate, ("on", on), ("place", "有关企业及档案室"), ("investigators", new[] { Handler, department.Head }), ("record", "查阅档案并向有关人员了解情况，基本事实清楚。")));

    public void Extend(DateOnly day, int days, bool approved = true)
    {
        Do(day, () => Step(Handler, PetitionStep.Extend, ("days", days), ("reason", "情况复杂，需向有关单位调取资料。")));
        if (approved)
        {
            Do(day, () => story.ApproveAsync(department.Head, Number));
            Do(day, () => story.ApproveAsync(department.Leader, Number));
            Do(day, () => story.ApproveAsync("严正清", Number));
        }
    }

    public void Submit(DateOnly day) => Do(day, on => Step(Handler, PetitionStep.SubmitOpinion,
    [
        ("outcome", Outcomes[n % Outcomes.Length]), ("opinion", topic.Opinion), ("basis", topic.Basis),
        .. Outcomes[n % Outcomes.Length] is Outcome.Supported or Outcome.PartlySupported
            ? new (string, object?)[] { ("performer", department.Name), ("performBy", on.AddDays(40)), ("resolved", "按处理意见兑现。") }
            : [("educated", "已当面释明政策和法律依据。")],
    ]));

    /// <summary>Any step on a day, with those who approve it in their order.</summary>
    public void Take(DateOnly day, string who, PetitionStep step, string[]? approvers, params (string, object?)[] data) => Take(day, who, step, approvers, () => data);

    /// <summary>The same, with data that is known only when the story comes to it.</summary>
    public void Take(DateOnly day, string who, PetitionStep step, string[]? approvers, Func<(string, object?)[]> data)
    {
        Do(day, on => Step(who, step, PetitionWorkflow.Engine.Asks(step).Any(a => a.Name == PetitionWorkflow.On) ? [(PetitionWorkflow.On, on), .. data()] : data()));
        foreach (var approver in approvers ?? [])
        {
            Do(day, () => story.ApproveAsync(approver, Number));
        }
    }

    /// <summary>A step of its first matter beside the main way.</summary>
    public void TakeSide(DateOnly day, string who, SideStep step, params (string, object?)[] data) => Do(day, on =>
        story.DoAsync(who, (s, actor) => s.GetRequiredService<TakeSideStep>().ExecuteAsync(new(Number, 1, step, StepData.Of([(PetitionWorkflow.On, on), .. data])), actor, default)));

    public void Instruct(DateOnly day, string leader, string text, DateOnly due) => Do(day, on =>
        story.DoAsync(DemoCases.Office, (s, actor) => s.GetRequiredService<RecordInstruction>().ExecuteAsync(new() { LeaderName = leader, InstructedOn = on, Text = text, PetitionNumber = Number, DueOn = due }, actor, default)));

    public void Card(DateOnly day, CardColour colour, string reason) => Do(day, on =>
        story.DoAsync("司空静", (s, actor) => s.GetRequiredService<IssueCard>().ExecuteAsync(new() { Colour = colour, PetitionNumber = Number, Reason = reason, IssuedOn = on }, actor, default)));

    public void Object(DateOnly day) => Take(day, DemoCases.Office, PetitionStep.Object, [DemoCases.Deputy], ("reason", "该事项属人力资源和社会保障部门职责，不属本单位职权。"), ("unit", "云溪区人力资源和社会保障局（虚构）"), ("basis", "部门职责规定"));

    public void TakeSuggestion(DateOnly day) => Take(day, DemoCases.Office, PetitionStep.TakeSuggestion, null, ("department", department.Name), ("handler", Handler));

    public void ReplySuggestion(DateOnly day) => Take(day, department.Head, PetitionStep.ReplySuggestion, [department.Leader], ("adopt", Adoption.Adopted), ("reason", "建议合理可行。"), ("reply", "感谢您的建议，已在服务大厅增设咨询窗口。"));

    public void AcceptSimple(DateOnly day) => Take(day, DemoCases.Office, PetitionStep.AcceptSimple, null, ("ground", SimpleGround.Clear), ("mayRefuse", false), ("hasProcedure", false), ("manyParties", false), ("department", department.Name), ("handler", Handler));

    public void Withdraw(DateOnly day) => Take(day, Clerk, PetitionStep.Withdraw, [department.Head], ("signers", new[] { "1" }), ("reason", "问题已自行解决。"), ("noPublicRisk", true));

    public void Settle(DateOnly from, DateOnly day, DateOnly performBy)
    {
        Take(from, Handler, PetitionStep.Mediate, null, ("mediator", department.Head), ("parties", new[] { Person, "有关企业" }), ("dispute", "款项支付"), ("bothAgree", true));
        Take(day, Handler, PetitionStep.Settle, [department.Head, department.Leader], ("agreement", "双方约定分两期支付，逾期按约定承担责任。"), ("performer", "有关企业"), ("performBy", performBy), ("resolved", "促成双方达成协议。"));
    }

    public void RecordReview(DateOnly day, ReviewResult result) => Take(day, DemoCases.Office, PetitionStep.RecordReview, null, () => [("number", $"云政复查〔{day.Year}〕{n}号（虚构）"), ("result", result), ("deliveredOn", day), ("conclusion", "原处理意见事实清楚，适用依据正确。")]);

    public void RequestReview(DateOnly day) => Take(day, Clerk, PetitionStep.RequestReview, null, ("organ", "云溪区人民政府（虚构）"), ("claim", "对处理意见不服。"));

    public void RequestRecheck(DateOnly day) => Take(day, Clerk, PetitionStep.RequestRecheck, null, ("organ", "江城市人民政府（虚构）"), ("claim", "对复查意见不服。"));

    public void RecordRecheck(DateOnly day, ReviewResult result) => Take(day, DemoCases.Office, PetitionStep.RecordRecheck, null, () => [("number", $"江政复核〔{day.Year}〕{n}号（虚构）"), ("result", result), ("deliveredOn", day)]);

    public void Return(DateOnly day) => Do(day, () => Step(department.Head, PetitionStep.ReturnOpinion, ("reason", "请补充法律依据的具体条款。")));

    public void Sign(DateOnly day) => Do(day, on => Step(IsGroup ? "严正清" : department.Leader, PetitionStep.Sign, ("on", on), ("comment", "同意答复。")));

    public void Deliver(DateOnly day)
    {
        Do(day, on => Step(Clerk, PetitionStep.Deliver, ("on", on), ("method", n % 4 == 0 ? DeliveryMethod.Mail : DeliveryMethod.InPerson), ("proof", $"送达回证{n:000}"), ("signedBy", Person), ("attitude", n % 6 == 5 ? Attitude.Disagrees : Attitude.Agrees)));
        if (Outcomes[n % Outcomes.Length] is Outcome.Supported or Outcome.PartlySupported)
        {
            var performed = story.Workday(day.AddDays(18));
            story.At(performed.ToDateTime(new TimeOnly(15, 40)), () => Step(Handler, PetitionStep.TrackPerformance, ("on", performed), ("progress", "款项已拨付到位。"), ("done", true), ("proof", "付款凭证")));
        }

        Do(day, async () =>
        {
            if (await story.LapsesOnAsync(Number) is { } lapses)
            {
                story.At(lapses.ToDateTime(new TimeOnly(0, 30)), () => story.LapseAsync(Number, lapses));
            }
        });
    }

    public void Terminate(DateOnly day)
    {
        Do(day, on => Step("常思齐", PetitionStep.Terminate, ("on", on), ("ground", TerminationReason.DoubleEntry), ("reason", "与已登记事项重复，并入前件办理。")));
        Do(day, () => story.ApproveAsync("岳长青", Number));
    }

    public void Archive(DateOnly day)
    {
        Do(day, () => story.AttachAsync("常思齐", Number, AttachmentKind.Document, "受理告知书及处理意见书.pdf"));
        Do(day, () => story.AttachAsync("常思齐", Number, AttachmentKind.DeliveryProof, "送达回证.pdf"));
        Do(day, on => Step("籍文渊", PetitionStep.Archive, ("on", on), ("retention", Retention.ThirtyYears), ("place", $"档案柜{1 + (n % 6)}")));
    }

    private Task Step(string who, PetitionStep step, params (string, object?)[] data) => story.StepAsync(who, Number, step, data);

    private void Do(DateOnly day, Func<Task> act) => Do(day, _ => act());

    /// <summary>On a working day, in office hours, after the act before.</summary>
    private void Do(DateOnly day, Func<DateOnly, Task> act)
    {
        var at = story.Workday(day).ToDateTime(new TimeOnly(9, 0)).AddMinutes(n * 13 % 330);
        last = at > last ? at : last.AddMinutes(3);
        var on = DateOnly.FromDateTime(last);
        story.At(last, () => act(on));
    }

    private RegisterVisit.Command Visit() => new()
    {
        Next = VisitNext.Petition,
        Form = ReceptionForm.Visit,
        Purpose = Purpose,
        CategoryId = topic.CategoryId,
        PlaceId = DemoOffice.PlaceOf(n),
        PeopleCount = PeopleCount,
        Problem = Summary,
        Opinion = "予以登记，按程序办理。",
        LeaderName = n % 7 == 0 ? "严正清" : null,
        Visitors = [new() { Name = Person, Phone = DemoOffice.PhoneOf(n), Address = DemoOffice.AddressOf(n), Identity = topic.IsCompany ? VisitorIdentity.Company : VisitorIdentity.Worker, IsRepresentative = IsGroup }],
    };

    private RegisterPetition.Command Paper() => new()
    {
        Channel = channel,
        Source = Source,
        SourceOrgan = Source switch { PetitionSource.Direct => null, PetitionSource.Hotline => "江城市12345热线（虚构）", _ => "云溪区信访局（虚构）" },
        SourceNumber = Source is PetitionSource.Direct or PetitionSource.Hotline ? null : $"云信转〔{story.Today.Year}〕{n}号",
        Purpose = Purpose,
        Summary = Summary,
        Accused = Purpose == Purpose.Accuse ? "某评审人员" : null,
        CategoryId = topic.CategoryId,
        PlaceId = DemoOffice.PlaceOf(n),
        PeopleCount = PeopleCount,
        Petitioners = [new() { Name = Person, Phone = DemoOffice.PhoneOf(n), Address = DemoOffice.AddressOf(n), IsOrganisation = topic.IsCompany && Purpose == Purpose.Resolve }],
    };
}
