using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Disputes;
using CaseTracker.History;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web.Pages.Disputes;

/// <summary>Which department has reported which period.</summary>
[AllowedTo(Permission.SeeDisputes)]
public sealed class ReportsModel(GetSweepStatus get, CaseDb db, CurrentActor who, OfficeClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "from")] public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")] public DateOnly? To { get; set; }

    public GetSweepStatus.Status Status { get; private set; } = new([], []);

    public string Cycle { get; private set; } = "";

    public string? Refusal { get; private set; }

    public DateOnly First => From ?? LastMonth(Last);

    public DateOnly Last => To ?? clock.Today;

    public static DateOnly LastMonth(DateOnly day) => new DateOnly(day.Year, day.Month, 1).AddMonths(-1);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Cycle = (await db.BureauAsync(cancel)).SweepCycle.Display();
        try
        {
            Status = await get.ExecuteAsync(First, Last, who.Actor, cancel);
        }
        catch (RefusedException refused)
        {
            Refusal = refused.Message;
        }
    }
}

/// <summary>One report: made, read, corrected.</summary>
[AllowedTo(Permission.SeeDisputes)]
public sealed class ReportModel(ReportSweep report, CaseDb db, OfficeClock clock) : FormPage
{
    [BindProperty(SupportsGet = true, Name = "department")] public Guid Department { get; set; }

    [BindProperty(SupportsGet = true, Name = "from")] public DateOnly From { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")] public DateOnly To { get; set; }

    [BindProperty] public ReportSweep.Command Input { get; set; } = new();

    public SweepReport? Existing { get; private set; }

    public string DepartmentName { get; private set; } = "";

    public IReadOnlyList<Dispute> Found { get; private set; } = [];

    public HistoryPanel? History { get; private set; }

    public SweepPeriod Period => new(From, To);

    public bool MayReport => Actor.May(Permission.KeepDisputes) && (Actor.Has(Role.XF) || Actor.Hats.Any(h => h is { Role: Role.CW or Role.SH } && h.DepartmentId == Department));

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Version = Existing?.Version ?? 0;
        Input = Existing is { } e ? new() { IsZero = e.IsZero, SweptOn = e.SweptOn, SweptBy = e.SweptBy, Area = e.Area, Note = e.Note } : new() { IsZero = Found.Count == 0, SweptOn = clock.Today };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        ModelState.Remove("Input.From");
        ModelState.Remove("Input.To");
        return await SubmitAsync(async () =>
        {
            var done = await report.ExecuteAsync(Input with { DepartmentId = Department, From = From, To = To, Version = Existing is null ? null : Version, RequestId = RequestId }, Actor, cancel);
            return Done($"/disputes/reports?from={ReportsModel.LastMonth(From):yyyy-MM-dd}", $"{Period.Name}已报告{(done.LateDays > 0 ? $"，迟报 {done.LateDays} 天" : "")}");
        });
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        DepartmentName = await db.Departments.AsNoTracking().Where(d => d.Id == Department).Select(d => d.Name).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该科室");
        Existing = await db.SweepReports.AsNoTracking().FirstOrDefaultAsync(r => r.DepartmentId == Department && r.From == From && r.To == To, cancel);
        if (Existing is null && !MayReport)
        {
            throw new NotFoundException("该排查报告");
        }

        Found = await db.Disputes.AsNoTracking().Where(d => d.ReportDepartmentId == Department && d.State != DisputeState.Voided && d.FoundOn >= From && d.FoundOn <= To).OrderBy(d => d.FoundOn).ToListAsync(cancel);
        if (Existing is { } existing)
        {
            db.Opened.Add(existing.Id);
            var events = await db.Events.AsNoTracking().Where(e => e.RecordKind == SweepReport.Kind && e.RecordId == existing.Id).OrderBy(e => e.Seq).ToListAsync(cancel);
            History = new HistoryPanel(events, clock, new Dictionary<string, CaseTracker.Workflow.Ask>());
        }
    }
}
