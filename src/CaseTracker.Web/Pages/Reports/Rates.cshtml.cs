using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Reports;

/// <summary>What the pages about figures are asked: a period by its name or by its days, and a department.</summary>
public abstract class PeriodPage(OfficeClock clock) : PageModel
{
    /// <summary>2025-03, 2025-Q1, 2025; days that are given win over it.</summary>
    [BindProperty(SupportsGet = true, Name = "period")] public string? Named { get; set; }

    [BindProperty(SupportsGet = true, Name = "from")] public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")] public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true, Name = "department")] public Guid? Department { get; set; }

    public Period Period { get; private set; } = Period.Month(clock.Today);

    public string? Refusal { get; protected set; }

    protected OfficeClock Clock => clock;

    /// <summary>The same question about another period.</summary>
    public string Query(Period period) => $"from={period.From.Day()}&to={period.To.Day()}{(Department is { } department ? $"&department={department}" : "")}";

    /// <summary>Understands what was asked; false with <see cref="Refusal"/>.</summary>
    protected bool Understood()
    {
        if (!ModelState.IsValid)
        {
            Refusal = string.Join("；", ModelState.SelectMany(s => s.Value!.Errors).Select(e => e.ErrorMessage));
            return false;
        }

        if (From is null && To is null)
        {
            Period = Period.Parse(Named) ?? Period;
            Refusal = string.IsNullOrWhiteSpace(Named) || Period.Parse(Named) is not null ? null : $"“{Named}”不是期间，请选择，或填写起止日期";
            return Refusal is null;
        }

        try
        {
            Period = Period.Of(From, To);
        }
        catch (RefusedException refused)
        {
            Refusal = refused.Message;
        }

        return Refusal is null;
    }
}

/// <summary>办理指标：the rates of a period with both sides of each, the score with its parts, the departments beside each other.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class RatesModel(CountRates count, CaseDb db, CurrentActor current, OfficeClock clock) : PeriodPage(clock)
{
    public CountRates.Report? Report { get; private set; }

    public CountRates.Sheaf? Shown { get; private set; }

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    /// <summary>Months, quarters and years to choose from, newest first.</summary>
    public IEnumerable<SelectListItem> Periods
    {
        get
        {
            var (months, quarters, years) = (new SelectListGroup { Name = "月" }, new SelectListGroup { Name = "季度" }, new SelectListGroup { Name = "年" });
            var today = Clock.Today;
            return
            [
                new SelectListItem("", ""),
                .. Enumerable.Range(0, 15).Select(i => today.AddMonths(-i)).Select(d => Item(Period.Month(d), $"{d:yyyy-MM}", months)),
                .. Enumerable.Range(0, 8).Select(i => today.AddMonths(-3 * i)).Select(d => Item(Period.Quarter(d), $"{d.Year}-Q{((d.Month - 1) / 3) + 1}", quarters)),
                .. Enumerable.Range(0, 6).Select(i => today.AddYears(-i)).Select(d => Item(Period.Year(d), $"{d.Year}", years)),
            ];

            SelectListItem Item(Period period, string name, SelectListGroup group) => new(period.Name, name, period == Period) { Group = group };
        }
    }

    /// <summary>The period is one of those to choose from.</summary>
    public bool IsNamed => Periods.Any(p => p.Selected);

    public string Rows(CountedFigure figure) => $"/reports/rates/rows/{figure.Code}?{Query(Period)}";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Departments = await db.DepartmentsAsync(cancel);
        if (Understood())
        {
            Report = await count.ExecuteAsync(Period, cancel);
            Shown = Report.Of(Department);
        }
    }

    public async Task<IActionResult> OnGetDownloadAsync(CancellationToken cancel)
    {
        if (!Understood())
        {
            throw new RefusedException(Refusal!);
        }

        using var file = new MemoryStream();
        var report = await count.ExecuteAsync(Period, cancel);
        await LedgerWriter.WriteAsync(file, CountRates.Sheet, await count.HeadingAsync(Period, cancel), CountRates.Lines(report), cancellation: cancel);
        await AuditLog.WriteAsync(db, current.Actor, Clock.Now, new AuditNote("export-rates", "report", Guid.Empty) { Details = new { Period.From, Period.To } }, cancel);
        return File(file.ToArray(), Downloads.Workbook, SheetNames.File($"{Period.Name}_{CountRates.Name}"));
    }
}
