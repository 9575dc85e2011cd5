using System.Text;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Calendar;
using CaseTracker.Clocks;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.Petitions;
using CaseTracker.Reports;
using CaseTracker.Tests.Clocks;
using CaseTracker.Tests.Petitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Reports;

public sealed class CountRatesTests
{
    private static readonly DateOnly Begin = new(2024, 6, 1);

    public static TheoryData<DatabaseProvider> Databases => TestOffice.Databases;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Every_figure_of_random_petitions_equals_a_count_of_the_raw_rows(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var random = new Random(17);
        var petitions = Invent(random, o, 400);
        await o.Office.DbAsync(async db =>
        {
            db.AddRange(petitions);
            return await db.SaveChangesAsync();
        });
        var oracle = new RateOracle(new DayByDayOracle(BuiltInDays()), o.Today, 180);
        var seen = new HashSet<string>();
        Period[] periods = [Period.Month(o.Today), Period.Month(new(2024, 9, 1)), Period.Quarter(new(2024, 11, 1)), Period.Year(new(2024, 1, 1)), Period.Of(new(2024, 8, 17), new(2025, 1, 9)), Period.Of(Begin, o.Today)];
        foreach (var period in periods)
        {
            var report = await ReportAsync(o, period);
            foreach (var sheaf in report.Departments.Prepend(report.Whole))
            {
                var expected = oracle.Count(petitions, period.From, period.To, sheaf.DepartmentId);
                foreach (var figure in sheaf.Figures)
                {
                    Assert.True(expected.Value(figure.Code) == figure.Value, $"{sheaf.Whose}, {period.Name}: {figure.Code} {figure.Value}, expected {expected.Value(figure.Code)}");
                    if (figure.Unit == FigureUnit.Case)
                    {
                        Assert.Equal(expected.Numbers(figure.Code), figure.Rows.Select(r => r.Of.Number).Order(StringComparer.Ordinal));
                    }

                    if (figure.Value > 0)
                    {
                        seen.Add(figure.Code);
                    }
                }

                foreach (var rate in sheaf.Rates)
                {
                    Assert.Equal(rate.Denominator.Value == 0 ? "—" : $"{Math.Round(100m * rate.Numerator.Value / rate.Denominator.Value, 2, MidpointRounding.AwayFromZero):0.00}%", rate.Text);
                    Assert.Subset(rate.Denominator.Rows.Select(r => r.Of.Number).ToHashSet(), rate.Numerator.Rows.Select(r => r.Of.Number).ToHashSet());
                }
            }
        }

        Assert.Empty(PetitionFigures.All.Select(f => f.Code).Except(seen)); // each figure was put to the test
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_empty_period_shows_a_dash_and_gives_no_points(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);

        var report = await ReportAsync(o, Period.Year(new DateOnly(2023, 1, 1)));

        Assert.All(report.Whole.Rates, r => Assert.Equal("—", r.Text));
        Assert.All(report.Whole.Figures, f => Assert.Equal(0, f.Value));
        Assert.Equal((0m, 0m, 44m), (report.Whole.Score.Points, report.Whole.Score.Attainable, report.Whole.Score.Open));
    }

    [Fact]
    public async Task Rates_follow_a_case_through_its_way_and_are_judged_by_completion_not_by_the_present_day()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        var month = Period.Month(o.Today);
        var number = (await o.RegisterAsync()).Number;
        await o.RegisterAsync(PetitionOffice.Visit("张秀兰") with { Purpose = Purpose.Accuse, Accused = "某某" });
        Assert.Equal((1, 1), (Value("total"), Value("notice-running"))); // the accusation is counted nowhere

        o.Pass(16);
        Assert.Equal("0.00%", Rate(Indicator.TimelyNotice));
        Assert.Equal((1, 0), (Value("notice-overdue"), Value("notice-running")));

        await o.StepAsync(o.Office1, number, PetitionStep.Accept, ("on", new DateOnly(2025, 3, 20)), ("route", Route.R6), ("withinPowers", true));
        await o.DecideAsync(o.Deputy, number);
        Assert.Equal(("100.00%", "0.00%"), (Rate(Indicator.TimelyNotice), Rate(Indicator.TimelyAnswer)));
        Assert.Equal(1, Value("answer-running"));

        o.Pass(400);
        Assert.Equal(("100.00%", 1), (Rate(Indicator.TimelyNotice), Value("answer-overdue"))); // told in time stays told in time
        Assert.Equal("0.00%", ReportOf(Period.Quarter(new DateOnly(2025, 5, 19))).Rates.Single(r => r.Indicator == Indicator.TimelyAnswerOfDue).Text);

        string Rate(Indicator indicator) => ReportOf(month).Rates.Single(r => r.Indicator == indicator).Text;
        decimal Value(string code) => ReportOf(month).Figure(code).Value;
        CountRates.Sheaf ReportOf(Period period) => ReportAsync(o, period).GetAwaiter().GetResult().Whole;
    }

    [Fact]
    public async Task The_score_follows_the_model_of_the_settings_and_a_wrong_line_is_named()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        await o.RegisterAsync();
        var first = (await o.RegisterAsync(PetitionOffice.Visit("周建国"))).Number;
        await o.RegisterAsync(PetitionOffice.Visit("周建国") with { RelatedNumber = first, RepeatNote = "同人同事" });
        await SaveAsync("重复治理｜5｜每件扣分｜重复信访率｜1.5\n走访|2|人工评定\n评价|3|率×分值|满意率");

        var score = (await ReportAsync(o, Period.Month(o.Today))).Whole.Score;

        Assert.Equal([(3.5m, "5分−1件×1.5分"), (null, "由考核人员评定"), (null, "满意率本期无，不计分")], score.Parts.Select(p => (p.Points, p.How)));
        Assert.Equal((3.5m, 5m, 5m), (score.Points, score.Attainable, score.Open));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => SaveAsync("评价|3|率×分值|满意率\n坏行\n好坏|0|率×分值|满意率\n治理|3|每件扣分|重复信访率"));
        Assert.Equal(["考核评分第2行：应写成 名称|分值|算法|指标|每件扣分", "考核评分第3行：分值应为大于0、不超过1000的数", "考核评分第4行：每件扣分应为大于0、不超过1000的数，写在行末"], refused.Reasons.Select(r => r.Text));

        Task<bool> SaveAsync(string model) => o.Office.AsAsync(Actor.System, async s =>
        {
            var change = s.GetRequiredService<ChangeSettings>();
            var current = await change.CurrentAsync(default);
            await change.ExecuteAsync(current with { Settings = current.Settings with { ScoreModel = model } }, Actor.System, default);
            return true;
        });
    }

    [Fact]
    public async Task The_workbook_has_a_line_for_every_rate_and_figure()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        await o.RegisterAsync();
        var report = await ReportAsync(o, Period.Month(o.Today));
        using var file = new MemoryStream();

        var heading = await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<CountRates>().HeadingAsync(report.Period, default));
        var written = await LedgerWriter.WriteAsync(file, CountRates.Sheet, heading, CountRates.Lines(report));

        Assert.Equal(2 * (PetitionFigures.Rates.Count + PetitionFigures.All.Count), written.Rows); // the bureau and the one department that had something
        Assert.Equal("某某区科经局2025年3月信访办理指标", heading.Title);
    }

    [Theory]
    [InlineData("2025-03", "2025-03-01", "2025-03-31", "2025年3月")]
    [InlineData("2025-q1", "2025-01-01", "2025-03-31", "2025年第1季度")]
    [InlineData("2024-Q4", "2024-10-01", "2024-12-31", "2024年第4季度")]
    [InlineData("2024", "2024-01-01", "2024-12-31", "2024年")]
    [InlineData("2024-13", null, null, null)]
    [InlineData("2024-Q5", null, null, null)]
    [InlineData("春天", null, null, null)]
    [InlineData("2024-1", null, null, null)]
    public void A_period_is_read_by_its_name(string text, string? from, string? to, string? name)
    {
        var period = Period.Parse(text);

        Assert.Equal((from, to, name), (period?.From.ToString("yyyy-MM-dd"), period?.To.ToString("yyyy-MM-dd"), period?.Name));
        Assert.Equal(period, period is null ? null : period.Beside(1).Beside(-1));
    }

    [Fact]
    public void A_period_that_ends_before_it_begins_is_refused()
    {
        Assert.Equal("to", Assert.Throws<RefusedException>(() => Period.Of(new(2025, 2, 1), new(2025, 1, 31))).Reasons.Single().Field);
        Assert.Equal("from", Assert.Throws<RefusedException>(() => Period.Of(null, new(2025, 1, 31))).Reasons.Single().Field);
    }

    private static Task<CountRates.Report> ReportAsync(PetitionOffice o, Period period) => o.Office.AsAsync(o.Office1, s => s.GetRequiredService<CountRates>().ExecuteAsync(period, default));

    private static string BuiltInDays()
    {
        using var reader = new StreamReader(typeof(WorkCalendar).Assembly.GetManifestResourceStream("cn-days.csv")!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Petitions as no office has them: every date there or missing, early or late, on any day.</summary>
    private static List<Petition> Invent(Random random, PetitionOffice o, int many)
    {
        var made = new List<Petition>();
        Guid?[] departments = [o.PetitionUnit, o.Economy, o.Industry];
        PetitionState[] states = [PetitionState.Registered, PetitionState.Accepted, PetitionState.Handling, PetitionState.OpinionIssued, PetitionState.Concluded, PetitionState.Lapsed, PetitionState.Closed, PetitionState.NotAccepted, PetitionState.Terminated];
        var receptions = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()).ToArray();
        for (var i = 0; i < many; i++)
        {
            var received = Begin.AddDays(random.Next(o.Today.DayNumber - Begin.DayNumber + 1));
            var registered = Min(received.AddDays(random.Next(4)), o.Today);
            var purpose = Often(80) ? Purpose.Resolve : Often(50) ? Purpose.Suggest : Purpose.Other;
            var channel = Often(50) ? Channel.Visit : Channel.Letter;
            var notice = Sometimes(70, received, 25);
            var accepted = purpose == Purpose.Resolve && Often(80) ? notice : null;
            var signed = Sometimes(50, accepted ?? received, 110);
            var delivered = signed is null ? null : Sometimes(80, signed.Value, 15);
            var repeat = Often(25) && made.Count > 0;
            var petition = new Petition
            {
                Id = Guid.NewGuid(),
                Number = $"XF{i:00000}",
                Version = 1,
                Channel = channel,
                Source = PetitionSource.Direct,
                Purpose = purpose,
                Kind = purpose == Purpose.Resolve ? PetitionKind.Claim : purpose == Purpose.Suggest ? PetitionKind.Suggestion : PetitionKind.Unsorted,
                IsConfidential = Often(4),
                Title = $"事项{i}",
                ReceivedOn = received,
                RegisteredOn = registered,
                RegisteredAt = DateTime.UnixEpoch,
                RegisteredById = o.Clerk.UserId,
                RegisteredByName = "王登记",
                Route = accepted is null ? null : Often(85) ? Route.R6 : Route.R4,
                AddressUnclear = Often(8),
                IsVoid = Often(4),
                DoubleOf = Often(4) ? "XF00000" : null,
                DepartmentId = departments[random.Next(3)],
                NoticeOn = notice,
                AcceptedOn = accepted,
                SignedOn = signed,
                DeliveredOn = delivered,
                EndedOn = Sometimes(35, delivered ?? signed ?? received, 60),
                Outcome = signed is null ? Often(20) ? Outcome.Told : Often(15) ? Outcome.Settled : null : Outcome.Explained,
                Adoption = purpose == Purpose.Suggest && Often(40) ? Adoption.Adopted : null,
                DivertedOn = Often(6) ? received : null,
                Satisfaction = Often(30) ? (Satisfaction)random.Next(4) : null,
                IsRepeat = repeat,
                RelatedNumber = repeat && Often(85) ? made[random.Next(made.Count)].Number : null,
                PeopleCount = random.Next(1, 12),
                VisitorsCount = channel == Channel.Visit ? random.Next(1, 30) : null,
                StepByStep = channel == Channel.Visit ? Often(85) : null,
                VisitLevel = Often(10) ? (VisitLevel)random.Next(3) : null,
                ReceptionId = channel == Channel.Visit && Often(30) ? receptions[random.Next(receptions.Length)] : null,
            };
            petition.IsGroup = petition.VisitorsCount >= 5;
            if (accepted is not null && Often(20))
            {
                (petition.ExtensionDays, petition.ExtensionApprovedOn) = (random.Next(1, 31), Min(accepted.Value.AddDays(random.Next(80)), o.Today));
            }

            petition.ImportAs(states[random.Next(states.Length)]);
            petition.Clocks = CountClocks.Of(petition, WorkCalendar.BuiltIn, new ClockSettings(), o.Today);
            CountClocks.Cache(petition);
            made.Add(petition);
        }

        return made;

        bool Often(int percent) => random.Next(100) < percent;
        DateOnly? Sometimes(int percent, DateOnly from, int within) => Often(percent) ? Min(from.AddDays(random.Next(within)), o.Today) : null;
        static DateOnly Min(DateOnly a, DateOnly b) => a < b ? a : b;
    }
}
