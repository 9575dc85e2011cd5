using CaseTracker.Data;
using CaseTracker.Petitions;
using Xunit;
using static CaseTracker.Petitions.PetitionStep;

namespace CaseTracker.Tests.Petitions;

/// <summary>The limits as they arise on a case, counted by hand on the printed calendar of 2025: raw, legal and safe date, and when the clock stopped.</summary>
public sealed class ClocksOfACaseTests : IAsyncLifetime
{
    private PetitionOffice o = null!;
    private Stories s = null!;

    // Wednesday 2025-03-05 in the office.
    public async ValueTask InitializeAsync()
    {
        o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        s = new Stories(o);
    }

    public ValueTask DisposeAsync() => o.DisposeAsync();

    [Fact]
    public async Task An_objection_stops_the_five_working_days_and_not_the_fifteen()
    {
        var number = (await o.RegisterAsync(Stories.Transferred(PetitionSource.ForwardedByPetitionOffice))).Number;
        await ClockIs(number, "C1", "03-20 03-20 03-20 runs");
        await ClockIs(number, "C2", "03-12 03-12 03-12 runs");
        o.Pass(2);
        await s.Do(o.Office1, number, PetitionStep.Object, ("reason", "职责"), ("unit", "住建"), ("basis", "三定"));
        await o.DecideAsync(o.Deputy, number);
        await ClockIs(number, "C2", "03-12 03-12 03-12 03-07");
        await ClockIs(number, "C1", "03-20 03-20 03-20 runs");
        o.Pass(7);
        await s.Do(o.Office1, number, ObjectionRefused, ("reason", "由你局办"));
        await ClockIs(number, "C1", "03-20 03-20 03-20 runs");
        await s.Refused(o.Office1, number, PetitionStep.Object, "提出异议的期限 2025-03-12 已过", ("reason", "职责"), ("unit", "住建"), ("basis", "三定"));
    }

    [Fact]
    public async Task A_simple_case_has_three_working_days_then_ten_within_the_sixty()
    {
        var number = (await o.RegisterAsync()).Number;
        o.Pass(1);
        await s.Do(o.Office1, number, AcceptSimple, ("ground", SimpleGround.Clear), ("mayRefuse", false), ("hasProcedure", false), ("manyParties", false), ("department", "经济运行科"), ("handler", "陈承办"));
        await ClockIs(number, "C9", "03-10 03-10 03-10 03-06");
        await ClockIs(number, "C10", "03-20 03-20 03-20 runs");
        await ClockIs(number, "C3", "05-05 05-06 04-30 runs");
        await ClockIs(number, "C1", "03-20 03-20 03-20 03-06");
        o.Pass(4);
        await s.Do(o.Handler, number, ToOrdinary, ("reason", "复杂"));
        await ClockIs(number, "C10", "03-20 03-20 03-20 03-10");
        await ClockIs(number, "C3", "05-05 05-06 04-30 runs");
    }

    [Fact]
    public async Task An_order_ends_on_its_own_day_or_with_the_sixty_days_and_their_extension()
    {
        var sunday = await s.Handled(Stories.Transferred(PetitionSource.OrderedByPetitionOffice) with { OrderDueOn = Day("04-20") });
        await ClockIs(sunday, "C11", "04-20 04-20 04-18 runs");
        await ClockIs(sunday, "C3", "05-04 05-06 04-30 runs");
        var late = await s.Handled(Stories.Transferred(PetitionSource.OrderedByPetitionOffice) with { OrderDueOn = Day("07-01") });
        await ClockIs(late, "C11", "05-04 05-06 04-30 runs");
        await s.Do(o.Handler, late, Extend, ("days", 20), ("reason", "复杂"));
        await o.DecideAsync(o.SectionHead, late);
        await o.DecideAsync(o.Deputy, late);
        await o.DecideAsync(o.Director, late);
        await ClockIs(late, "C3", "05-24 05-26 05-23 runs");
        await ClockIs(late, "C11", "05-24 05-26 05-23 runs");
        Assert.Equal((Day("05-06"), Day("05-26")), ((await s.Case(late)).HandleDueOn, (await s.Case(late)).ExtendedDueOn));
        await s.Do(o.Handler, sunday, ReportCompletion, ("report", "经过"), ("attitude", Attitude.Agrees));
        await o.DecideAsync(o.Director, sunday);
        await ClockIs(sunday, "C11", "04-20 04-20 04-18 03-05");
    }

    [Theory]
    [InlineData("R5", Procedure.Duty, null, "05-05 05-06 04-30 runs")] // two months
    [InlineData("R4", Procedure.EnterprisePayment, "30日", "04-04 04-07 04-03 runs")] // into Qingming
    [InlineData("R5", Procedure.EnterprisePayment, "10个工作日", "03-19 03-19 03-19 runs")]
    [InlineData("R4", Procedure.EnterprisePayment, "2025-04-05", "04-05 04-05 04-03 runs")]
    [InlineData("R2", Procedure.LabourArbitration, null, "none")]
    public async Task A_diverted_case_has_the_limit_of_its_procedure(string route, Procedure procedure, string? limit, string dates)
    {
        var number = await s.Handled();
        o.Pass(2);
        await s.Do(o.SectionHead, number, Divert, ("route", route), ("procedure", procedure), ("organ", "本局"), ("basis", "条例"), ("limit", limit), ("explanation", "告知改变途径"));
        await o.DecideAsync(o.Deputy, number);
        await ClockIs(number, "C12", dates);
        await ClockIs(number, "C3", "05-04 05-06 04-30 03-07");
        if (dates != "none")
        {
            o.Pass(3);
            await s.Do(o.Handler, number, CloseDiverted, ("result", "已答复"));
            await ClockIs(number, "C12", dates.Replace("runs", "03-10", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_suggestion_is_answered_within_the_offices_own_sixty_days()
    {
        var number = (await o.RegisterAsync(Stories.Letter("建议人") with { Purpose = Purpose.Suggest })).Number;
        await s.Do(o.Office1, number, TakeSuggestion, ("department", "经济运行科"), ("handler", "陈承办"), ("contact", "李信访，027-00000000"));
        await ClockIs(number, "C14", "05-04 05-06 04-30 runs");
        await ClockIs(number, "C3", "none");
        o.Pass(5);
        await s.Do(o.SectionHead, number, ReplySuggestion, ("adopt", Adoption.Adopted), ("reason", "可行"), ("reply", "采纳"));
        await o.DecideAsync(o.Deputy, number);
        await ClockIs(number, "C14", "05-04 05-06 04-30 03-10");
    }

    [Fact]
    public async Task Each_petitioner_has_his_own_thirty_days_and_a_hearing_at_the_last_stage_is_not_counted()
    {
        var number = await s.Drafted(Stories.Letter("刘桂英", "张建国"));
        await s.Do(o.Deputy, number, Sign);
        await ClockIs(number, "C4", "03-12 03-12 03-12 runs");
        await s.Delivered(number, ("petitioners", "刘桂英"));
        await ClockIs(number, "C4", "03-12 03-12 03-12 runs");
        o.Pass(5);
        await s.Delivered(number);
        await ClockIs(number, "C4", "03-12 03-12 03-12 03-10");
        await ClockIs(number, "C5", "04-04 04-07 04-03 runs", "刘桂英");
        await ClockIs(number, "C5", "04-09 04-09 04-09 runs", "张建国");
        await ClockIs(number, "C13", "04-09 04-09 04-09 runs");
        Assert.Equal(Day("04-10"), (await s.Case(number)).LapsesOn);

        o.Pass(10);
        await s.Do(o.Clerk, number, RequestReview, ("organ", "区人民政府"), ("applicants", "刘桂英"));
        await ClockIs(number, "C5", "04-04 04-07 04-03 03-20", "刘桂英");
        await ClockIs(number, "C5", "04-09 04-09 04-09 runs", "张建国");
        await ClockIs(number, "C6", "04-19 04-21 04-18 runs");
        o.Pass(22);
        await s.Do(o.Office1, number, RecordReview, ("number", "1号"), ("result", ReviewResult.Upheld), ("on", Day("04-10")), ("deliveredOn", o.Today));
        await ClockIs(number, "C6", "04-19 04-21 04-18 04-10");
        await ClockIs(number, "C7", "05-11 05-12 05-09 runs", "刘桂英");
        Assert.Equal(Day("05-13"), (await s.Case(number)).LapsesOn);

        o.Pass(31);
        await s.Do(o.Clerk, number, RequestRecheck, ("organ", "市人民政府"), ("applicants", "刘桂英"));
        await ClockIs(number, "C7", "05-11 05-12 05-09 05-12", "刘桂英");
        await ClockIs(number, "C8", "06-11 06-11 06-11 runs");
        o.Pass(8);
        await s.Do(o.Office1, number, Hear, ("heldOn", o.Today), ("time", "09:00"), ("place", "市局"), ("chair", "甲"), ("panel", "乙"), ("subject", "补差"));
        Assert.Contains((await s.Case(number)).Clocks, c => c.Id.ToString() == "C8" && c.IsInHearing);
        await s.Beside(o.Office1, number, SideKind.Hearing, SideStep.Hold, ("parties", "刘桂英"), ("answer", "陈述"));
        o.Pass(10);
        await s.Beside(o.Office1, number, SideKind.Hearing, SideStep.Report, ("result", "维持"));
        await ClockIs(number, "C8", "06-21 06-23 06-20 runs");
        o.Pass(1);
        await s.Do(o.Office1, number, RecordRecheck, ("number", "2号"), ("result", ReviewResult.Upheld), ("deliveredOn", o.Today));
        await ClockIs(number, "C8", "06-21 06-23 06-20 05-31");
    }

    [Fact]
    public async Task Each_petitioner_has_thirty_days_for_the_last_stage_from_his_own_copy_of_the_review()
    {
        var number = await s.Concluded(Stories.Letter("刘桂英", "张建国", "王小二"));
        o.Pass(2);
        await s.Do(o.Clerk, number, RequestReview, ("organ", "区人民政府"));
        o.Pass(34); // Thursday 2025-04-10
        (string, object?)[] upheld = [("number", "1号"), ("result", ReviewResult.Upheld), ("on", Day("03-28")), ("deliveredOn", Day("04-01"))];
        foreach (var wrong in new[] { "无此人 2025-04-02", "张建国 2025-03-27", "张建国 2025-04-11", "张建国" })
        {
            await s.Refused(o.Office1, number, RecordReview, "一行一人，写作“姓名 2025-05-01”", [.. upheld, ("deliveries", wrong)]);
        }

        await s.Do(o.Office1, number, RecordReview, [.. upheld, ("deliveries", new[] { "张建国 2025-04-03", "3：2025-04-10" })]);

        await ClockIs(number, "C7", "05-01 05-06 04-30 runs", "刘桂英"); // the one date, into the May holiday
        await ClockIs(number, "C7", "05-03 05-06 04-30 runs", "张建国");
        await ClockIs(number, "C7", "05-10 05-12 05-09 runs", "王小二"); // a Saturday
        Assert.Equal((Day("05-13"), Day("04-10")), ((await s.Case(number)).LapsesOn!.Value, (await s.Case(number)).LastReview!.DeliveredOn!.Value));
        o.Pass(27); // 2025-05-07: the first two are too late, the third is not
        await s.Refused(o.Clerk, number, RequestRecheck, "申请复核的期限已过", ("organ", "市人民政府"), ("applicants", "张建国"));
        await s.Do(o.Clerk, number, RequestRecheck, ("organ", "市人民政府"), ("applicants", "王小二"));
        await ClockIs(number, "C7", "05-10 05-12 05-09 05-07", "王小二");
    }

    [Theory]
    [InlineData("30日", "05-10 05-12 05-09 runs")]
    [InlineData("2025-05-10", "05-10 05-10 05-09 runs")]
    [InlineData(null, "06-09 06-09 06-09 runs")]
    public async Task Handling_again_runs_from_the_order_with_its_limit_or_sixty_days(string? limit, string dates)
    {
        var number = await s.Concluded();
        await s.Do(o.Clerk, number, RequestReview, ("organ", "区人民政府"));
        o.Pass(36);
        await s.Do(o.Office1, number, OrderRehandling, ("number", "3号"), ("conclusion", "事实不清"), ("limit", limit));
        await ClockIs(number, "C3", dates);
        var clocks = (await s.Case(number)).Clocks.Where(c => c.Id.ToString() == "C3").ToList();
        Assert.Equal(("第1次办理", Day("03-05")), (clocks[0].Facts.Subject, clocks[0].Dates.StoppedOn));
    }

    [Fact]
    public async Task A_clock_of_one_demand_is_not_started_again_by_handling_the_rest_again()
    {
        var number = (await o.RegisterAsync(Stories.Letter("刘桂英") with { Demands = "补差\n查处" })).Number;
        await s.Do(o.Office1, number, Accept, ("route", Route.R6), ("withinPowers", true), ("ways", new[] { "r6", "r5" }), ("contact", "李信访，027-00000000"));
        await o.DecideAsync(o.Deputy, number);
        await s.Do(o.Office1, number, Assign, ("department", "经济运行科"), ("handler", "陈承办"));
        await s.Investigated(number);
        await s.Do(o.Handler, number, SubmitOpinion, ("outcome", Outcome.Explained), ("opinion", "说明"), ("basis", "文件"), ("outcomes", new[] { "解释说明", "解释说明" }), ("answers", new[] { "一", "二" }), ("educated", "说明政策"));
        await s.Do(o.Deputy, number, Sign);
        await s.Delivered(number);
        await ClockIs(number, "C12", "05-05 05-06 04-30 03-05", "诉求2");
        await s.Do(o.Clerk, number, RequestReview, ("organ", "区人民政府"));
        o.Pass(3);
        await s.Do(o.Office1, number, OrderRehandling, ("number", "3号"), ("conclusion", "事实不清"));
        await ClockIs(number, "C12", "05-05 05-06 04-30 03-05", "诉求2");
    }

    [Fact]
    public async Task Undoing_a_merge_continues_the_fifteen_days_and_a_second_copy_starts_nothing()
    {
        var master = await s.Handled(Stories.Letter("并案人"));
        var clocks = (await s.Case(master)).Clocks.Select(c => (c.Id, c.Dates)).ToList();
        var number = (await o.RegisterAsync(Stories.Letter("并案人"))).Number;
        o.Pass(5);
        await s.Do(o.Office1, number, Merge, ("master", master), ("sameMatter", true), ("reason", "同一封信的第二份"));
        await o.DecideAsync(o.HeadOfOffice, number);
        await ClockIs(number, "C1", "03-20 03-20 03-20 03-10");
        Assert.Equal(clocks, (await s.Case(master)).Clocks.Select(c => (c.Id, c.Dates)));
        o.Pass(22);
        await s.Do(o.Office1, number, Unmerge, ("reason", "并错"));
        await o.DecideAsync(o.Deputy, number);
        await ClockIs(number, "C1", "03-20 03-20 03-20 runs");
        Assert.Equal("已超期12天", (await s.Case(number)).Clocks[0].Words(o.Today));
    }

    [Fact]
    public async Task Without_a_timely_notice_the_sixty_days_start_at_the_end_of_the_fifteen()
    {
        var number = (await o.RegisterAsync(Stories.Letter("刘桂英"))).Number;
        o.Pass(16);
        await ClockIs(number, "C3", "05-19 05-19 05-19 runs");
        o.Pass(4);
        await s.Do(o.Office1, number, Accept, ("route", Route.R6), ("withinPowers", true), ("contact", "李信访，027-00000000"));
        await o.DecideAsync(o.Deputy, number);
        await ClockIs(number, "C1", "03-20 03-20 03-20 03-25");
        await ClockIs(number, "C3", "05-19 05-19 05-19 runs");
        Assert.Contains("超期未告知，自告知期限届满之日起算", (await s.Case(number)).Clocks.Single(c => c.Id.ToString() == "C3").Marks);
    }

    [Fact]
    public async Task An_anonymous_letter_lapses_too()
    {
        var number = await s.Concluded(PetitionOffice.Visit() with { Channel = Channel.Letter, IsAnonymous = true, Petitioners = [] });
        await ClockIs(number, "C1", "none");
        await ClockIs(number, "C5", "04-04 04-07 04-03 runs");
        o.Pass(34);
        Assert.Equal(1, await s.ByTime());
        Assert.Equal(PetitionState.Lapsed, await s.StateOf(number));
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact($"2025-{day}", "yyyy-MM-dd");

    /// <summary>raw legal safe stopped, as month-day; the last clock of that name, of the subject where one is given.</summary>
    private async Task ClockIs(string number, string id, string dates, string? subject = null)
    {
        var clock = (await s.Case(number)).Clocks.LastOrDefault(c => c.Rule.Id.ToString() == id && (subject is null || c.Facts.Subject == subject));
        Assert.Equal(dates, clock is null ? "none" : $"{clock.Dates.Raw:MM-dd} {clock.Dates.Legal:MM-dd} {clock.Dates.Safe:MM-dd} {clock.Dates.StoppedOn?.ToString("MM-dd") ?? "runs"}");
    }
}
