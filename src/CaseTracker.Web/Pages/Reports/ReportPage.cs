using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Disputes;
using CaseTracker.Governance;
using CaseTracker.ReceptionDays;
using CaseTracker.Receptions;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Reports;

/// <summary>What every page of a report is asked: judged on which day, and as it was known when. Both stand in the address.</summary>
public abstract class ReportPage(OfficeClock clock) : PageModel
{
    /// <summary>截至: judges what is open.</summary>
    [BindProperty(SupportsGet = true, Name = "asOf")] public DateOnly? AsOf { get; set; }

    /// <summary>当时所知: 2025-01-21 is the end of that day, 2025-01-21T17:00 the office's time.</summary>
    [BindProperty(SupportsGet = true, Name = "knownAt")] public string? KnownAt { get; set; }

    /// <summary>含检举控告: chosen each time, by whoever may open one of the period.</summary>
    [BindProperty(SupportsGet = true, Name = "accusations")] public bool WithAccusations { get; set; }

    public bool OffersAccusations { get; private set; }

    /// <summary>Beside the table, which never holds them; null where they were not chosen.</summary>
    public CountAccusations.Counted? Accusations { get; private set; }

    public string? Refusal { get; protected set; }

    public OfficeClock Clock => clock;

    protected DateTime? KnownInstant => string.IsNullOrWhiteSpace(KnownAt) ? null : clock.Instant(KnownAt) ?? throw RefusedException.At("knownAt", $"“{KnownAt}”不是时刻，请写成 2025-01-21 17:00，或只写日期");

    /// <summary>asOf and knownAt for a link to the same report, beginning with ? or empty.</summary>
    public string Asked => QueryString.Create([
        .. AsOf is { } day ? [KeyValuePair.Create("asOf", (string?)day.Day())] : Array.Empty<KeyValuePair<string, string?>>(),
        .. KnownAt is { } known ? [KeyValuePair.Create("knownAt", (string?)known)] : Array.Empty<KeyValuePair<string, string?>>(),
    ]).Value!;

    /// <summary>The same with one thing more.</summary>
    public string With(string name, string value) => QueryString.FromUriComponent(Asked).Add(name, value).Value!;

    /// <summary>An instant as a field of date and time takes it.</summary>
    public string Minute(DateTime instant) => $"{clock.Local(instant):yyyy-MM-ddTHH:mm}";

    public string Known(DateTime instant) => $"{clock.Local(instant):yyyy-MM-dd HH:mm}";

    /// <summary>Shows the report, or why there is none.</summary>
    protected async Task ShowAsync(Func<Task> work)
    {
        Refusal = ModelState.IsValid ? null : string.Join("；", ModelState.SelectMany(s => s.Value!.Errors).Select(e => e.ErrorMessage));
        try
        {
            if (Refusal is null)
            {
                await work();
            }
        }
        catch (RefusedException refused) when (refused is not NotFoundException)
        {
            Refusal = refused.Message;
        }
    }

    /// <summary>Accusations are counted as known now only.</summary>
    protected async Task OfferAccusationsAsync(CountAccusations count, Figures? figures, CancellationToken cancel)
    {
        OffersAccusations = figures is not null && KnownInstant is null && await count.IsOfferedAsync(figures.Period, cancel);
        Accusations = OffersAccusations && WithAccusations ? await count.ExecuteAsync(figures!.Period, cancel) : null;
    }

    /// <summary>2024-10.</summary>
    protected static (int Year, int Month) MonthOf(string? text) =>
        DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", out var first) && first.Year is > 1949 and < 2200 ? (first.Year, first.Month) : throw new NotFoundException("该月份");

    protected static int Checked(int year) => year is > 1949 and < 2200 ? year : throw new NotFoundException("该年度");
}

/// <summary>A number opened: what it counts and how, and the records it rests on.</summary>
/// <param name="Where">Whose, when: beside the heading.</param>
/// <param name="Figures">The figure; of a rate both its sides.</param>
public sealed record FigureRows(string Heading, string Where, string? Scope, IReadOnlyList<CountedFigure> Figures, SeeRecords.Sight Sight, IReadOnlyDictionary<Guid, string> Departments, string Back, string BackTo)
{
    /// <summary>So many rows on the page; API and workbook have them all.</summary>
    public const int Most = 1000;

    public static Task<FigureRows> OfAsync(CountedFigure figure, string where, string back, string backTo, SeeRecords see, CaseDb db, CancellationToken cancel) =>
        OfAsync($"{figure.Name} {figure.Text}", where, null, [figure], back, backTo, see, db, cancel);

    public static Task<FigureRows> OfAsync(CountedRate rate, string where, string back, string backTo, SeeRecords see, CaseDb db, CancellationToken cancel) =>
        OfAsync($"{rate.Name} {rate.Text}", where, rate.Scope, [rate.Numerator, rate.Denominator], back, backTo, see, db, cancel);

    /// <summary>A figure or a rate of a period, by its code.</summary>
    public static Task<FigureRows> OfAsync(Figures figures, string code, string where, string back, string backTo, SeeRecords see, CaseDb db, CancellationToken cancel) =>
        figures.Rates.TryGetValue(code, out var rate) ? OfAsync(rate, where, back, backTo, see, db, cancel) : OfAsync(figures.Figure(code), where, back, backTo, see, db, cancel);

    private static async Task<FigureRows> OfAsync(string heading, string where, string? scope, IReadOnlyList<CountedFigure> figures, string back, string backTo, SeeRecords see, CaseDb db, CancellationToken cancel) => new(
        heading, where, scope, figures, await see.ExecuteAsync(figures.SelectMany(f => f.Rows.Take(Most)).Select(r => r.Of), cancel), await db.DepartmentNamesAsync(cancel), back, backTo);

    /// <summary>The page of a record.</summary>
    public static string Address(Countable record) => record.RecordKind switch
    {
        Reception.Kind => $"/receptions/{Escaped(record)}",
        CareVisit.Kind => $"/care-visits/{Escaped(record)}",
        Benefit.Kind => $"/benefits/{Escaped(record)}",
        Cadre.Kind => $"/cadres/{Escaped(record)}",
        GovernanceItem.RecordName => $"/governance/items/{Escaped(record)}",
        Dispute.Kind => $"/disputes/{Escaped(record)}",
        ReceptionDay.Kind => $"/reception-days/{record.RecordId}",
        _ => CasePages.Case(record.Number),
    };

    private static string Escaped(Countable record) => Uri.EscapeDataString(record.Number);
}
