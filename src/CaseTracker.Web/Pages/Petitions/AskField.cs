using System.Text.Json;
using CaseTracker.Data;
using CaseTracker.Web.Forms;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Petitions;

/// <summary>One question of a step as a form shows it, with what was typed and what is wrong with that.</summary>
/// <param name="Entries">Of a question that is asked for each demand or person: their words, in order.</param>
public sealed record AskField(Ask Ask, string Value, IReadOnlyList<string> Errors, IReadOnlyList<SelectListItem> Options, IReadOnlyList<string> Entries)
{
    /// <summary>The entries of a list as typed, the blank ones too.</summary>
    public IReadOnlyList<string> Values => Value.StartsWith('[') ? JsonSerializer.Deserialize<string[]>(Value)! : [];

    public string ValueFor(int entry) => entry < Values.Count ? Values[entry] : "";

    public string Name => NameOf(Ask);

    public string Id => $"Input_{Ask.Name}";

    public static string NameOf(Ask ask) => $"Input.{ask.Name}";

    /// <summary>The fields of a form: <paramref name="typed"/> is null before anything was typed, then days are today's.</summary>
    public static async Task<IReadOnlyList<AskField>> OfAsync(IReadOnlyList<Ask> asks, IReadOnlyDictionary<string, string>? typed, ModelStateDictionary state, IReadOnlyList<string> entries, CaseDb db, DateOnly today, CancellationToken cancel)
    {
        var departments = asks.Any(a => a.Kind == AskKind.Department) ? await db.DepartmentsAsync(cancel) : [];
        var people = asks.Any(a => a is { Kind: AskKind.User, HeldBy: null }) ? await db.HandlersAsync(today, cancel) : [];
        var colleagues = new Dictionary<string, IReadOnlyList<SelectListItem>>(StringComparer.Ordinal);
        foreach (var ask in asks.Where(a => a.HeldBy is not null))
        {
            colleagues[ask.Name] = await db.ColleaguesAsync(ask.HeldBy!, today, cancel);
        }

        return
        [
            .. asks.Where(a => !a.PerEntry || a.EvenOfOne || entries.Count > 1).Select(ask => new AskField(
                ask,
                typed?.GetValueOrDefault(ask.Name) ?? (typed is null && ask is { Kind: AskKind.Date, Required: true, MayBeFuture: false } ? today.Day() : ""),
                state.TryGetValue(NameOf(ask), out var entry) ? [.. entry.Errors.Select(e => e.ErrorMessage)] : [],
                ask.Kind switch
                {
                    AskKind.Department => departments,
                    AskKind.User or AskKind.Users => colleagues.GetValueOrDefault(ask.Name, people),
                    AskKind.Choice or AskKind.List => [.. ask.Choices.Select(c => new SelectListItem(c.Label, c.Id))],
                    AskKind.Bool => [new SelectListItem("是", "true"), new SelectListItem("否", "false")],
                    AskKind.Text or AskKind.LongText or AskKind.Date or AskKind.Int or AskKind.Money or AskKind.Case => [],
                },
                ask.PerEntry ? entries : [])),
        ];
    }

    /// <summary>What was typed, by the names of the questions: tidied as every text of the site is.</summary>
    public static Dictionary<string, string> Read(IFormCollection form, IEnumerable<Ask> asks, ModelStateDictionary state)
    {
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var ask in asks)
        {
            var text = TypedText.Tidy(ask.PerEntry || ask.Kind == AskKind.Users ? Together(form[NameOf(ask)]) : form[NameOf(ask)].FirstOrDefault() ?? "");
            var clean = TypedText.WithoutControls(text);
            if (clean.Length != text.Length)
            {
                state.AddModelError(NameOf(ask), $"{ask.Label}里有看不见的控制字符，已替您去掉，请核对后再提交");
            }

            typed[ask.Name] = ask.Kind == AskKind.Date && TypedText.Date(clean) is { } date ? date.Day() : clean;
        }

        return typed;
    }

    // One entry for each box; where none is filled, nothing was said.
    private static string Together(IEnumerable<string?> boxes)
    {
        var entries = boxes.Select(b => b?.Trim() ?? "").ToList();
        return entries.TrueForAll(e => e.Length == 0) ? "" : JsonSerializer.Serialize(entries, PlainJson.Options);
    }
}
