using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Reports;

/// <summary>A reporting year: in the address, without one the last that is over.</summary>
public abstract class YearPage(AnnualReport annual, CaseDb db, OfficeClock clock) : ReportPage(clock)
{
    /// <summary>The column of last year, as an address names it.</summary>
    public const string Before = "before";

    [BindProperty(SupportsGet = true, Name = "year")] public int? Named { get; set; }

    public int Year { get; private set; }

    public AnnualReport.Report? Report { get; private set; }

    /// <summary>Where this report stands beside itself as it was known before.</summary>
    public string Compare => $"/reports/compare?year={Year}";

    /// <summary>What stands above the tables.</summary>
    public (ReportPage, Figures, string) Printed => (this, Report!.Figures, Compare);

    protected CaseDb Db => db;

    protected async Task LoadAsync(CancellationToken cancel)
    {
        Year = Named is { } year ? Checked(year) : ReportMonths.Of(await db.BureauAsync(cancel)).Holding(Clock.Today).Year - 1;
        await ShowAsync(async () => Report = await annual.ExecuteAsync(Year, AsOf, KnownInstant, cancel));
    }
}

/// <summary>年度报告: its tables beside the year before, and whether they balance; a report that does not is shown with the reason, and not printed.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class AnnualModel(AnnualReport annual, ReadReportTexts texts, CountAccusations accusations, CurrentActor current, CaseDb db, OfficeClock clock) : YearPage(annual, db, clock)
{
    /// <summary>Why the report cannot be issued; null when all sums hold.</summary>
    public string? Unbalanced { get; private set; }

    /// <summary>The report as text, each number with its code; null where it does not balance.</summary>
    public Narrative? Narrative { get; private set; }

    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public bool MayWrite => ChangeReportText.IsOpenTo(current.Actor);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        await OfferAccusationsAsync(accusations, Report?.Figures, cancel);
        try
        {
            if (Report is { } report)
            {
                report.DemandBalance();
                Narrative = Narrative.Of(report, await texts.ExecuteAsync(Year, report.Figures.KnownAt, cancel));
                Findings = CheckReport.Of(Narrative);
            }
        }
        catch (RefusedException refused)
        {
            Unbalanced = refused.Message;
        }
    }

    public string Download(string extension) => $"/reports/annual/{Year}/files/annual-{Year}.{extension}{Asked}";

    /// <summary>Where a block of the text is worded.</summary>
    public string Text(string block) => $"/reports/annual/{Year}/texts/{block}";

    public string Rows(Measure measure, AnnualReport.Table table, bool before = false) => $"/reports/annual/{Year}/{measure.Code}{(before ? With("of", Before) : Asked)}#table-{table.Number}";

    /// <summary>口径 in one line; a figure that says no more tells its date and its key.</summary>
    public string Scope(Measure measure) => measure.Definition.Length == 0 && Report!.Figures.ByCode.TryGetValue(measure.Code, out var figure) ? $"按{figure.DateName}，{figure.KeyName}相同的只计一次" : measure.Definition;

    /// <summary>A rule of codes with the names of its figures: G4＝G5＋G6 says little to a reader.</summary>
    public string InWords(string rule) => string.Concat(Split(rule).Select(part => Report!.Figures.ByCode.TryGetValue(part, out var figure) ? $"{figure.Name}（{figure.Amount(figure.Value)}）" : part));

    private static IEnumerable<string> Split(string rule)
    {
        var start = 0;
        for (var i = 0; i < rule.Length; i++)
        {
            if (rule[i] is '＝' or '＋')
            {
                yield return rule[start..i];
                yield return rule[i].ToString();
                start = i + 1;
            }
        }

        yield return rule[start..];
    }
}
