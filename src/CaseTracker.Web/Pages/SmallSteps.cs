using System.Text.Json.Nodes;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Web.Pages.Petitions;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages;

/// <summary>One step of a small workflow as its page shows it: a link where it is open, the reasons where it is not.</summary>
public sealed record StepButton(string Id, string Name, string Address, bool IsOpen, IReadOnlyList<Reason> Reasons, string? Article, string? Duty)
{
    /// <summary>The steps that start from this state; <paramref name="address"/> says where a step is taken.</summary>
    public static IReadOnlyList<StepButton> Of<TCase, TState, TStep>(IEnumerable<StepView<TCase, TState, TStep>> views, Func<TStep, string> address)
        where TState : struct, Enum
        where TStep : struct, Enum =>
        [.. views.Where(v => v.Row is not null).Select(v => new StepButton(v.Step.Kebab(), v.Step.Display(), address(v.Step), v.Access != Access.Refused, v.Reasons, v.Row!.Article, v.Row.Duty))];
}

/// <summary>经过 of a record of a small workflow, the newest first, with what was written at each step.</summary>
public sealed record HistoryPanel(IReadOnlyList<CaseEvent> Events, OfficeClock Clock, IReadOnlyDictionary<string, Ask> Asked)
{
    public static HistoryPanel Of<TCase, TState, TStep>(IReadOnlyList<CaseEvent> events, OfficeClock clock, CaseWorkflow<TCase, TState, TStep> engine)
        where TCase : class, ICase<TState>
        where TState : struct, Enum
        where TStep : struct, Enum =>
        new(events, clock, engine.Table.SelectMany(r => r.Asks).DistinctBy(a => a.Name).ToDictionary(a => a.Name));

    /// <summary>Label and text of what was typed; the reason has its own line, ids say nothing to a reader.</summary>
    public IEnumerable<(string Label, string Text)> Of(CaseEvent happened) =>
        from pair in JsonNode.Parse(happened.Data ?? "{}") as JsonObject ?? []
        where pair.Key is not "reason" && Asked.ContainsKey(pair.Key) && pair.Value is not null
        let ask = Asked[pair.Key]
        let text = pair.Value.ToString()
        where !Guid.TryParse(text, out _) && text != happened.HappenedOn.Day()
        select (ask.Label, ask.Choices.FirstOrDefault(c => c.Id == text).Label ?? (text is "true" ? "是" : text is "false" ? "否" : text));
}

/// <summary>A step of a small workflow, asked for as its table says; refused with every reason at its field.</summary>
public abstract class SmallStepPage(CaseDb db, OfficeClock clock) : FormPage
{
    [BindProperty(SupportsGet = true, Name = "step")] public string StepId { get; set; } = "";

    /// <summary>Address of the record.</summary>
    public abstract string Back { get; }

    /// <summary>What it is about, beside the heading.</summary>
    public abstract string Subject { get; }

    public StepButton Button { get; private set; } = null!;

    public IReadOnlyList<AskField> Fields { get; private set; } = [];

    /// <summary>Reads the record: what is asked here, the button, the record's version now.</summary>
    protected abstract Task<(IReadOnlyList<Ask> Asks, IReadOnlyList<StepButton> Buttons, int Version)> LoadAsync(CancellationToken cancel);

    /// <summary>Takes the step; what there is more to say of it than that it was done goes into <see cref="Told"/>.</summary>
    protected abstract Task TakeAsync(StepData data, CancellationToken cancel);

    protected string? Told { get; set; }

    /// <summary>Of questions asked for each person of the record: their names, in order.</summary>
    protected virtual IReadOnlyList<string> Entries => [];

    /// <summary>What a question starts with, where the record knows it.</summary>
    protected virtual IReadOnlyDictionary<string, string>? Start() => null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var (asks, buttons, version) = await LoadAsync(cancel);
        Button = buttons.FirstOrDefault(b => b.Id == StepId) ?? throw new NotFoundException("该步骤");
        if (!Button.Address.EndsWith($"/steps/{StepId}", StringComparison.Ordinal))
        {
            return LocalRedirect(Button.Address);
        }

        Version = version;
        var start = Start();
        var today = asks.Where(a => a is { Kind: AskKind.Date, Required: true, MayBeFuture: false }).ToDictionary(a => a.Name, _ => clock.Today.Day());
        Fields = await AskField.OfAsync(asks, start is null ? today : today.Concat(start.Where(s => !today.ContainsKey(s.Key))).ToDictionary(s => s.Key, s => s.Value), ModelState, Entries, db, clock.Today, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var (asks, buttons, version) = await LoadAsync(cancel);
        Button = buttons.FirstOrDefault(b => b.Id == StepId) ?? throw new NotFoundException("该步骤");
        var typed = AskField.Read(Request.Form, asks, ModelState);
        var isStale = false;
        var answer = await SubmitAsync(async () =>
        {
            try
            {
                await TakeAsync(StepData.Of(typed.Select(t => (t.Key, (object?)t.Value))), cancel);
                return Done(Back, Told ?? $"已办理“{Button.Name}”");
            }
            catch (StaleException)
            {
                isStale = true;
                throw;
            }
        });
        if (isStale)
        {
            Version = version; // what he typed stays; the second click is meant
        }

        Fields = await AskField.OfAsync(asks, typed, ModelState, Entries, db, clock.Today, cancel);
        return answer;
    }
}
