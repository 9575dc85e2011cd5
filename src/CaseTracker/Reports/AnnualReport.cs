using System.Text.RegularExpressions;
using CaseTracker.Bureau;
using CaseTracker.Cadres;
using CaseTracker.Data;
using static CaseTracker.Reports.GovernanceFigures;
using static CaseTracker.Reports.PetitionFigures;
using static CaseTracker.Reports.PreventionFigures;
using static CaseTracker.Reports.RetireeFigures;

namespace CaseTracker.Reports;

/// <summary>年度报告 as figures: 表1 to 表10 of a year beside the year before, what must balance, and the 在册变动.</summary>
public sealed partial class AnnualReport(CaseDb db, OfficeClock clock, LoadFacts load, CountMovement movement)
{
    /// <summary>表4 has rows of its own: 在册变动 by level and age.</summary>
    public const int MovementTable = 4;

    public static readonly IReadOnlyList<(int Number, string Name, IReadOnlyList<Measure> Rows)> Tables =
    [
        (1, "主要数据一览", [
            Contracts, ContractAmount, Opinions, Normative, DocumentReviews, PartyDocuments, OfficeDocuments, Inspections, Lessons, Learners, Catalogues, Decisions, PowerReviews, PowersReviewed, Archives, EnterpriseVisits, Enterprises, EnterprisePeople,
            FieldVisits, FieldProblems, Found, LeaderDays, MassIncidents, GovernanceFigures.Litigation, HandedOver, InCare, PlantVisits, Allowances, Adjustments, SickVisits, Condolences, MiddleVisits,
            PartyMeetings, TheoryStudies, DutyReports, Advisers, FairCompetition, LitigationLost, Officers, Publicity, PublicityPeople, Proposals,
        ]),
        (2, "信访工作", [
            Total, .. Forms.Select(Measure.PartOfTotal), First, Repeat, RateOf(Indicator.Repeats), Visits, Visitors, Groups, GroupVisitors, Accepted, Declined, NoticeWithin, NoticeRate, DueToSettle, SettledInTime, SettledRate,
            Extended, Open, Overdue, Judged, Pleased, PleasedRate, Found, Resolved, ResolvedShare, LeaderDays, LeaderArrivals, LeaderPeople, MassIncidents, Arrivals, ArrivalPeople,
        ]),
        (3, "厂级、中层干部服务", [
            PlantVisits, MiddleVisits, MiddlePeople, Calls, Everyday, Allowances, Adjustments, Hardships, Funerals, OldAge, SickVisits, Condolences, AllCondolences, SpringVisits, AutumnVisits, HardshipVisits, Birthdays, RetireeFigures.Rounds, Spending,
        ]),
        (MovementTable, "在册变动", [HandedOver, Added, Restored, Died, Gone, InCare]),
        (5, "法律顾问", [Advisers, Contracts, ContractAmount, Opinions]),
        (6, "文件合法性审查", [Normative, DocumentReviews, PartyDocuments, OfficeDocuments, FairCompetition]),
        (7, "执法监督检查", [Officers, Inspections, InspectionTasks, Problems, InspectionsEntered, EnteredShare, GovernanceFigures.Litigation, LitigationLost]),
        (8, "学法普法与送法进企业", [Lessons, Learners, Trainings, Trained, Studies, TheoryStudies, PartyMeetings, DutyReports, Publicity, PublicityPeople, EnterpriseVisits, Enterprises, EnterprisePeople]),
        (9, "决策、权力事项、档案", [Catalogues, Decisions, PowerReviews, PowersReviewed, PowersAdjusted, Archives, FieldVisits, FieldProblems, Proposals]),
        (10, "清欠", [Complaints, Claimed, Settled, Repaid]),
    ];

    /// <summary>The figures that stand in the tables.</summary>
    public static readonly IReadOnlySet<string> Codes = Measure.CodesOf(Tables.SelectMany(t => t.Rows));

    private static readonly Dictionary<string, string> Places = Tables.Where(t => t.Number > 1)
        .SelectMany(t => t.Rows.Select((row, i) => (row.Code, Place: $"{t.Number}-{i + 1:00}"))).GroupBy(p => p.Code, p => p.Place, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    /// <summary>What stands for a code in print: the codes of the published report as they are (G1, R3a), of any other its table and row (2-01).</summary>
    public static string MarkOf(string code) => PublishedCode().IsMatch(code) ? code : Places.GetValueOrDefault(code, "");

    [GeneratedRegex("^[A-Z][0-9]{1,2}[a-z]?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PublishedCode();

    /// <summary>One row: this year, last year, and the change.</summary>
    public sealed record Row(Measure Measure, decimal? Now, decimal? Before)
    {
        public decimal? Change => Measure.Change(Now, Before);
    }

    public sealed record Table(int Number, string Name, IReadOnlyList<Row> Rows)
    {
        public string Title => $"表{Number} {Name}";
    }

    /// <summary>A sum that must hold.</summary>
    public sealed record Check(string Rule, bool Holds);

    public sealed record Report(int Year, Figures Figures, Figures Before, CountMovement.Table Movement, IReadOnlyList<Table> Tables, IReadOnlyList<Check> Balance, BureauSettings Bureau)
    {
        /// <summary>原数, 更正数 of frozen periods, told in a month of this year.</summary>
        public IReadOnlyList<FindClosings.Restated> Restated { get; init; } = [];

        public Period Period => Figures.Period;

        public DateOnly AsOf => Figures.AsOf;

        public CountedFigure Figure(string code) => Figures.Figure(code);

        /// <summary>A report that does not balance is shown, not printed; the reason names the records or the row of the roster that disturb it.</summary>
        public void DemandBalance()
        {
            foreach (var balance in FigureBook.Balances)
            {
                balance.Demand(Figures.ByCode);
            }

            if (Movement.Rows.FirstOrDefault(r => !r.Balances) is { } row)
            {
                throw new RefusedException($"在册变动不平衡：{row.Name}年初{row.Start}、新增{row.Added}、恢复{row.Restored}、去世{row.Died}、转出{row.TransferredOut}、年末{row.End}，不能出表。请联系系统管理员");
            }
        }
    }

    /// <param name="asOf">Counts to this day and judges what is open; without it the end of the year, or today while it runs.</param>
    /// <param name="knownAt">Without it now.</param>
    public async Task<Report> ExecuteAsync(int year, DateOnly? asOf, DateTime? knownAt, CancellationToken cancel)
    {
        var bureau = await db.BureauAsync(cancel);
        var months = ReportMonths.Of(bureau);
        var whole = months.Year(year);
        var day = asOf ?? (whole.To < clock.Today ? whole.To : clock.Today);
        if (day < whole.From)
        {
            throw RefusedException.At("asOf", $"截止日{day:yyyy-MM-dd}早于{year}年度的起日{whole.From:yyyy-MM-dd}，请改正");
        }

        var period = Period.Of(whole.From, day < whole.To ? day : whole.To);
        var last = months.Year(year - 1);
        var facts = await load.ExecuteAsync(Period.Of(last.From, period.To), day, knownAt, cancel);
        var (now, before) = (Figures.Of(facts, period), Figures.Of(facts, last));
        var moves = await movement.ExecuteAsync(period.From, period.To, facts.KnownAt, cancel, isOfficial: true);
        return new(year, now, before, moves,
            [.. Tables.Select(t => new Table(t.Number, t.Name, [.. t.Rows.Select(m => new Row(m, m.Of(now), m.Of(before)))]))],
            [
                .. FigureBook.Balances.Select(b => new Check(b.Rule, b.Holds(now.ByCode))),
                .. moves.Rows.Select(r => new Check($"在册变动（{r.Name}）：年初＋新增＋恢复－去世－转出＝年末", r.Balances)),
            ], bureau)
        {
            Restated = await FindClosings.ToldInAsync(db, FindClosings.NumberOf(year, 0), facts.KnownAt, cancel),
        };
    }
}
