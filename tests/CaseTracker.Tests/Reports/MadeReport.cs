using CaseTracker.Benefits;
using CaseTracker.Bureau;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Governance;
using CaseTracker.Receptions;
using CaseTracker.Reports;

namespace CaseTracker.Tests.Reports;

/// <summary>An annual report of 2024 put together by hand: what its figures count, without a database.</summary>
internal sealed class MadeReport
{
    private static readonly DateTime Known = new(2025, 1, 10, 1, 0, 0, DateTimeKind.Utc);

    private int number;

    public List<CountedItem> Items { get; } = [];

    public List<CountedReception> Receptions { get; } = [];

    public List<CountedVisit> Visits { get; } = [];

    public List<CountedBenefit> Benefits { get; } = [];

    public List<CountedCadre> Roster { get; } = [];

    public BureauSettings Bureau { get; init; } = new() { Name = "某某区经济信息化和科技创新局", ShortName = "某某区科经局" };

    /// <summary>What the published report of the bureau says.</summary>
    public static MadeReport Published()
    {
        var made = new MadeReport();
        made.Add(GovernanceKind.ContractReview, 12).Add(GovernanceKind.LegalOpinion, 5).Add(GovernanceKind.NormativeReview, 2)
            .Add(GovernanceKind.OfficeDocumentReview, 17, f => f with { Series = DocumentSeries.Party }).Add(GovernanceKind.OfficeDocumentReview, 22, f => f with { Series = DocumentSeries.Administrative })
            .Add(GovernanceKind.Inspection, 1, f => f with { Quantity = 1 });
        for (var i = 1; i <= 65; i++)
        {
            var left = i > 44;
            made.Roster.Add(new(Guid.NewGuid(), $"LGB-{i:000}", $"干部{i}", new(2011, 8, 1), day => !left || day < new DateOnly(2020, 1, 1)));
        }

        made.Receive(Level.Plant, 15).Receive(Level.Middle, 2);
        made.Visits.Add(made.Visit(CareVisitType.Sick, 3));
        made.Visits.Add(made.Visit(CareVisitType.Sick, 1));
        made.Visits.Add(made.Visit(CareVisitType.Condolence, 1));
        made.Benefits.Add(new(Guid.NewGuid(), "DY-1", "补差", Day, BenefitType.Allowance, 1, 300, "1"));
        made.Benefits.Add(new(Guid.NewGuid(), "DY-2", "增资", Day, BenefitType.PensionAdjustment, 44, 0, "2"));
        return made;
    }

    public static DateOnly Day => new(2024, 5, 20);

    public MadeReport Add(GovernanceKind kind, int count, Func<GovernanceFact, GovernanceFact>? with = null)
    {
        for (var i = 0; i < count; i++)
        {
            var id = $"FZ-{++number:0000}";
            var fact = new GovernanceFact(Guid.NewGuid(), id, kind, null, GovernanceState.Finished, true, false, $"{kind.Display()}{number}", Guid.NewGuid(), Day, Day, id, null,
                null, null, null, null, null, null, null, null, null, null, 0, null, null, null, null, null, null, null, null, Known);
            Items.Add(new CountedItem(with?.Invoke(fact) ?? fact));
        }

        return this;
    }

    public AnnualReport.Report Report()
    {
        var (year, last) = (Period.Year(Day), Period.Year(Day.AddYears(-1)));
        var facts = new Facts(Period.Of(last.From, year.To), year.To, Known, Items, Receptions, Visits, Benefits, Roster);
        var (now, before) = (Figures.Of(facts, year), Figures.Of(facts, last));
        var people = Roster.Where(c => c.InCareOn(year.From)).Select((c, i) => new CountMovement.Person(c.RecordId, c.Number, c.Title, i % 3 == 0 ? Level.Middle : Level.Plant, i % 2 == 0 ? AgeBand.Seventies : AgeBand.Eighties, true, true, [])).ToList();
        return new(2024, now, before, new CountMovement.Table(year.From, year.To, people),
            [.. AnnualReport.Tables.Select(t => new AnnualReport.Table(t.Number, t.Name, [.. t.Rows.Select(m => new AnnualReport.Row(m, m.Of(now), m.Of(before)))]))],
            [.. FigureBook.Balances.Select(b => new AnnualReport.Check(b.Rule, b.Holds(now.ByCode)))], Bureau);
    }

    /// <summary>The narrative with these texts in place of the defaults.</summary>
    public Narrative Narrative(params (ReportBlock Block, string Text)[] texts) => CaseTracker.Reports.Narrative.Of(Report(),
        [.. texts.Select(t => new ReportText { Id = Guid.NewGuid(), Year = 2024, Key = t.Block.Key, Text = t.Text, ChangedByName = "李信访", ChangedAt = Known })]);

    private MadeReport Receive(Level level, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Receptions.Add(new(Guid.NewGuid(), $"JD-{++number:0000}", "反映补差待遇", Day.AddDays(i), ReceptionForm.Visit, ReceptionNature.Petition, [new(Guid.NewGuid(), "干部", level)]));
        }

        return this;
    }

    private CountedVisit Visit(CareVisitType type, int people) => new(Guid.NewGuid(), $"KW-{++number:0000}", "看望", Day, type, 500, [.. Enumerable.Range(0, people).Select(_ => new CountedVisit.Person(Guid.NewGuid(), "干部", Level.Plant))]);
}
