using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Receptions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Conduct;

/// <summary>现场处置记录.</summary>
[AllowedTo(Permission.SeeConduct)]
public sealed class IndexModel(FindConduct find, CurrentActor who) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")] public FindConduct.Filter Filter { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "trail")] public string? Trail { get; set; }

    public FindConduct.Page Found { get; private set; } = new([], 0, null);

    public bool MayKeep => who.Actor.May(Permission.KeepConduct);

    public Pager Pager => Pager.Keyset(Request, Math.Min(Found.Count, FindConduct.MostCounted), Filter.After, Trail, Found.Next, Found.Count > FindConduct.MostCounted);

    public async Task OnGetAsync(CancellationToken cancel) => Found = await find.ExecuteAsync(Filter, cancel);
}

/// <summary>Enters a 现场处置.</summary>
[AllowedTo(Permission.KeepConduct)]
public sealed class NewModel(RecordConduct record, OfficeClock clock) : FormPage
{
    [BindProperty] public RecordConduct.Command Input { get; set; } = new();

    public void OnGet(string? reception) => Input = Input with { HappenedOn = clock.Today, ReceptionNumber = reception, Place = "来访接待室" };

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        var done = await record.ExecuteAsync(Input with { RequestId = RequestId }, Actor, cancel);
        return Done($"/conduct/{done.Number}", $"已登记 {done.Number}");
    });
}

/// <summary>Corrects one.</summary>
[AllowedTo(Permission.KeepConduct)]
public sealed class CorrectModel(FindConduct find, CorrectConduct correct) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    [BindProperty] public CorrectConduct.Command Input { get; set; } = new();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var c = (await find.OneAsync(Number, Actor, cancel)).Record;
        Version = c.Version;
        Input = new()
        {
            HappenedOn = c.HappenedOn,
            HappenedAt = c.HappenedAt,
            Place = c.Place,
            Conduct = c.Conduct,
            People = c.People,
            PeopleCount = c.PeopleCount,
            Facts = c.Facts,
            Dissuaded = c.Dissuaded,
            Criticised = c.Criticised,
            Instructed = c.Instructed,
            PoliceCalled = c.PoliceCalled,
            PoliceOrgan = c.PoliceOrgan,
            PoliceResult = c.PoliceResult,
            Handling = c.Handling,
            Handlers = c.Handlers,
            ReceptionNumber = c.ReceptionNumber,
            PetitionNumber = c.PetitionNumber,
            Note = c.Note,
        };
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await correct.ExecuteAsync(Input with { Number = Number, Version = Version }, Actor, cancel);
        return Done($"/conduct/{Number}", Input.IsVoid ? "已作废" : "已更正");
    });
}

/// <summary>One record, on the screen and on paper.</summary>
[AllowedTo(Permission.SeeConduct)]
public sealed class DetailsModel(FindConduct find, CaseDb db, CurrentActor who, OfficeClock clock) : PageModel
{
    [FromRoute] public string Number { get; init; } = "";

    public ConductRecord Record { get; private set; } = null!;

    public HistoryPanel History { get; private set; } = null!;

    public BureauSettings Bureau { get; private set; } = new();

    public bool MayKeep => who.Actor.May(Permission.KeepConduct) && !Record.IsVoid;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var found = await find.OneAsync(Number, who.Actor, cancel);
        Record = found.Record;
        History = new HistoryPanel(found.Events, clock, new Dictionary<string, CaseTracker.Workflow.Ask>());
        Bureau = await db.BureauAsync(cancel);
    }
}
