using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Data;
using CaseTracker.Reports;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Reports;

/// <summary>结账：a year and its months, each with its state.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class ClosingsModel(FindClosings find, CurrentActor current, OfficeClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "year")] public int? Asked { get; set; }

    public int Year => Asked is > 1949 and < 2200 ? Asked.Value : clock.Today.Year;

    public IReadOnlyList<Closing> Shown { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public async Task OnGetAsync(CancellationToken cancel) => Shown = await find.YearAsync(Year, cancel);

    public IReadOnlyList<StepButton> Next(Closing closing) => Next(closing, current.Actor, Today);

    /// <summary>What somebody can do now to bring a closing on.</summary>
    public static IReadOnlyList<StepButton> Next(Closing closing, Actor actor, DateOnly today) => [.. StepButton
        .Of(ClosingWorkflow.Engine.Explain(closing, actor, today).Where(s => s.Step is not (ClosingStep.Return or ClosingStep.Restate)), s => ClosingStepModel.Address(closing.Number, s)).Where(b => b.IsOpen)];
}

/// <summary>The closing of one month or year: its steps, its papers, what was frozen, what differs now, what was restated.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class ClosingModel(FindClosings find, AddAttachment attach, FindAttachments attachments, OpenAttachment open, RecordDoors doors, OfficeClock clock) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    public FindClosings.Details Shown { get; private set; } = null!;

    /// <summary>Of a frozen one: what has changed since and is not restated yet.</summary>
    public IReadOnlyList<FindClosings.Difference> Differences { get; private set; } = [];

    /// <summary>The frozen workbook and whatever was added; null while nobody has touched the closing.</summary>
    public AttachmentsPanel? Panel { get; private set; }

    public HistoryPanel History => HistoryPanel.Of(Shown.Events, clock, ClosingWorkflow.Engine);

    public IReadOnlyList<StepButton> Steps => StepButton.Of(Shown.Steps, s => ClosingStepModel.Address(Shown.Closing.Number, s));

    /// <summary>The table that is closed.</summary>
    public string Table => Shown.Closing.IsYear ? $"/reports/annual/{Shown.Closing.Number}" : $"/reports/monthly/{Shown.Closing.Number}";

    /// <summary>The report as it was frozen.</summary>
    public IEnumerable<AttachmentRow> Kept => Panel?.Files.Where(f => f.Step == ClosingStep.Freeze.Kebab()) ?? [];

    /// <summary>The report as known when it was frozen beside itself now: what differs, by which record and whose entry.</summary>
    public string Compare => $"/reports/compare?{(Shown.Closing.IsYear ? "year" : "month")}={Shown.Closing.Number}&asOf={Shown.Closing.To.Day()}&knownAt={Shown.Closing.FrozenAt:yyyy-MM-ddTHH:mm:ss.FFFFFF}Z";

    public DateTime? FrozenAt => Shown.Closing.FrozenAt is { } at ? clock.Local(at) : null;

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public Task<IActionResult> OnPostAttachAsync(AttachmentKind kind, List<IFormFile> files, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await LoadAsync(cancel);
        await attach.ExecuteAsync(new AddAttachment.Command { RecordKind = Closing.Kind, RecordId = Shown.Closing.Id, Kind = kind, Files = await AttachmentsPanel.ReadAsync(files, cancel) }, Actor, cancel);
        return Done($"/reports/closings/{Shown.Closing.Number}#attachments", "附件已保存");
    }, () => ShowAsync(cancel));

    public async Task<IActionResult> OnGetFileAsync(Guid id, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var content = Panel?.Files.Any(f => f.Id == id) == true ? await open.ExecuteAsync(id, Actor, cancel) : throw new NotFoundException("该附件");
        Response.Headers.ContentDisposition = FileNames.ContentDisposition(content.Name);
        return File(content.Bytes, content.MediaType);
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Differences = await find.DifferencesAsync(Shown, cancel);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Shown = await find.OneAsync(Number, Actor, cancel);
        Version = Shown.Closing.Version;
        if (Version > 0)
        {
            var door = await doors.OpenAsync(Closing.Kind, Shown.Closing.Id, "该统计期间", Actor, cancel);
            Panel = new($"/reports/closings/{Shown.Closing.Number}", await attachments.ExecuteAsync(Closing.Kind, Shown.Closing.Id, Actor, cancel), [], door.MayAttach, clock) { Usual = AttachmentKind.Document };
        }
    }
}

/// <summary>A step of it.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class ClosingStepModel(FindClosings find, TakeClosingStep take, CaseDb db, OfficeClock clock) : SmallStepPage(db, clock)
{
    private Closing closing = null!;

    [FromRoute] public string Number { get; init; } = "";

    /// <summary>Of 登记更正: the figure whose difference was clicked.</summary>
    [BindProperty(SupportsGet = true, Name = "code")] public string? Code { get; set; }

    public override string Back => $"/reports/closings/{Number}";

    public override string Subject => closing.Title;

    public static string Address(string number, ClosingStep step) => $"/reports/closings/{number}/steps/{step.Kebab()}";

    protected override IReadOnlyDictionary<string, string>? Start() => Code is { } code ? new Dictionary<string, string> { [ClosingWorkflow.Code] = code } : null;

    protected override async Task<(IReadOnlyList<Ask> Asks, IReadOnlyList<StepButton> Buttons, int Version)> LoadAsync(CancellationToken cancel)
    {
        var shown = await find.OneAsync(Number, Actor, cancel);
        closing = shown.Closing;
        return (DisplayNames.Parse<ClosingStep>(StepId) is { } step ? ClosingWorkflow.Engine.Asks(closing.State, step) : [], StepButton.Of(shown.Steps, s => Address(closing.Number, s)), closing.Version);
    }

    protected override Task TakeAsync(StepData data, CancellationToken cancel) =>
        take.ExecuteAsync(new(Number, DisplayNames.Parse<ClosingStep>(StepId)!.Value, data, closing.Version == 0 ? null : Version, RequestId), Actor, cancel);
}

/// <summary>年度数字与十二个月核对.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class MonthsModel(YearAgainstMonths compare) : PageModel
{
    [FromRoute] public int Year { get; init; }

    public YearAgainstMonths.Report Report { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel) => Report = Year is > 1949 and < 2200 ? await compare.ExecuteAsync(Year, cancel) : throw new NotFoundException("该年度");
}
