using System.Text.Json;
using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Petitions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web.Pages.Petitions;

/// <summary>One event as it is read: what happened when, by whom, with what, and what it changed.</summary>
/// <param name="RecordedAt">In the office's time.</param>
/// <param name="IsLate">Recorded on a later day than it happened.</param>
public sealed record TimelineEntry(
    int Seq, DateOnly HappenedOn, DateTime RecordedAt, bool IsLate, string What, string Who, string? To, string? Reason, string? Article,
    IReadOnlyList<(string Name, string Text)> Told, IReadOnlyList<PetitionChanges.Change> Changes, bool IsCorrection);

/// <summary>Puts the events of a petition into words.</summary>
public sealed class Timeline(IReadOnlyDictionary<Guid, string> departments, IReadOnlyDictionary<Guid, string> people, IReadOnlyDictionary<Guid, string> sealedTexts, OfficeClock clock)
{
    private const string Proposed = "propose-";

    public static async Task<Timeline> LoadAsync(CaseDb db, IReadOnlyDictionary<Guid, string> sealedTexts, OfficeClock clock, CancellationToken cancel) => new(
        await db.DepartmentNamesAsync(cancel),
        await db.Users.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, cancel),
        sealedTexts,
        clock);

    public IReadOnlyList<TimelineEntry> Of(IEnumerable<CaseEvent> events) => [.. events.Select(Of)];

    /// <summary>What was proposed, in the words of the form.</summary>
    public IReadOnlyList<(string Name, string Text)> Of(Approval approval)
    {
        var data = StepData.FromJson(approval.Data);
        var asks = Enum.TryParse<PetitionStep>(approval.Step, out var step) ? PetitionWorkflow.Engine.Asks(step) : [];
        return
        [
            .. asks.Where(a => data.Has(a.Name)).Select(a => (a.Label, Clear(a, data.Text(a.Name)!))),
            .. data.Names.Where(n => !asks.Any(a => string.Equals(a.Name, n, StringComparison.OrdinalIgnoreCase)))
                .Select(n => (n == "receivedOn" ? "收到日期" : typeof(RegisterPetition.Command).GetProperty(char.ToUpperInvariant(n[0]) + n[1..])?.Display() ?? n, data.Text(n)!)),
        ];
    }

    private TimelineEntry Of(CaseEvent e)
    {
        var step = DisplayNames.Parse<PetitionStep>(e.Step.StartsWith(Proposed, StringComparison.Ordinal) ? e.Step[Proposed.Length..] : e.Step);
        var recorded = clock.Local(e.RecordedAt);
        return new TimelineEntry(
            e.Seq, e.HappenedOn, recorded, DateOnly.FromDateTime(recorded) > e.HappenedOn, e.StepName,
            e.ForName is null ? e.ActorName : $"{e.ActorName}（代{e.ForName}）",
            e.To is { } to && e.To != e.From && Enum.TryParse<PetitionState>(to, out var state) ? state.Display() : null,
            e.Reason, e.Article, [.. Told(e, step)], PetitionChanges.Of(e, departments), step == PetitionStep.Correct);
    }

    private IEnumerable<(string Name, string Text)> Told(CaseEvent e, PetitionStep? step)
    {
        var data = JsonNode.Parse(e.Data)!.AsObject();
        if (e.Step == "attach")
        {
            if (DisplayNames.Parse<AttachmentKind>(data["kind"]?.ToString()) is { } kind)
            {
                yield return ("类别", kind.Display());
            }

            yield break;
        }

        var asks = step is { } known ? PetitionWorkflow.Engine.Asks(known) : SideAsks(e.Step);
        if (data["documentNumber"]?.ToString() is { } number)
        {
            yield return ("文号", number);
        }

        foreach (var ask in asks.Where(a => a.Name is not (PetitionWorkflow.On or "reason")))
        {
            if (data[ask.Name]?.ToString() is { Length: > 0 } text)
            {
                yield return (ask.Label, ask.Name == "trigger" && SupervisionTriggers.Of(text) is { } trigger ? $"{trigger.Display()}（自动）" : Clear(ask, text));
            }
        }
    }

    private string Clear(Ask ask, string text) => Text(ask, Guid.TryParse(text, out var id) && sealedTexts.TryGetValue(id, out var clear) ? clear : text);

    // Side matters write their table and their step: hearing-hold.
    private static IReadOnlyList<Ask> SideAsks(string step) =>
        SideWorkflow.Engines.FirstOrDefault(s => step.StartsWith(s.Name + "-", StringComparison.Ordinal)) is { } engine && DisplayNames.Parse<SideStep>(step[(engine.Name.Length + 1)..]) is { } known ? engine.Asks(known) : [];

    private string Text(Ask ask, string text) => ask.Kind switch
    {
        AskKind.Choice => ask.Choices.FirstOrDefault(c => c.Id == text || c.Label == text || string.Equals(c.Id.Replace("-", ""), text, StringComparison.OrdinalIgnoreCase)).Label ?? text,
        AskKind.Bool => text is "true" ? "是" : "否",
        AskKind.Department => Guid.TryParse(text, out var id) ? departments.GetValueOrDefault(id, text) : text,
        AskKind.User => Guid.TryParse(text, out var id) ? people.GetValueOrDefault(id, text) : text,
        AskKind.List => string.Join("；", Lines(text).Select(l => ask.Choices.FirstOrDefault(c => c.Id == l).Label ?? l)),
        AskKind.Users => string.Join("、", Lines(text).Select(l => Guid.TryParse(l, out var id) ? people.GetValueOrDefault(id, l) : l)),
        AskKind.Case or AskKind.Text or AskKind.LongText or AskKind.Date or AskKind.Int or AskKind.Money => text,
    };

    private static IEnumerable<string> Lines(string text)
    {
        if (text.StartsWith('['))
        {
            try
            {
                return JsonSerializer.Deserialize<string[]>(text) ?? [];
            }
            catch (JsonException)
            {
                return [text]; // a line that happens to begin with a bracket
            }
        }

        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
