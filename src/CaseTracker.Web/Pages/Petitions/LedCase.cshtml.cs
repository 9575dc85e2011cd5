using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Petitions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Petitions;

/// <summary>包案表 as it leaves the printer: who leads the case, what he answers for, what was done and when.</summary>
[AllowedTo(Permission.Cases)]
public sealed class LedCaseModel(GetPetition get, CurrentActor current, CaseDb db) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)] public int Position { get; set; }

    public GetPetition.View View { get; private set; } = null!;

    public SideMatter Side { get; private set; } = null!;

    public BureauSettings Bureau { get; private set; } = new();

    /// <summary>会商、约谈、走访、帮扶, oldest first.</summary>
    public IReadOnlyList<(DateOnly On, string Who, string Text)> Acts { get; private set; } = [];

    public string Placed => string.Join("；", new[]
    {
        ("解决问题到位", View.Petition.Resolved), ("思想教育到位", View.Petition.Educated), ("帮扶救助到位", View.Petition.Helped), ("依法处理", View.Petition.Disciplined),
    }.Where(p => p.Item2 is not null).Select(p => $"{p.Item1}：{p.Item2}"));

    public async Task OnGetAsync(CancellationToken cancel)
    {
        View = await get.ExecuteAsync(Number, current.Actor, cancel);
        Side = View.Petition.Sides.FirstOrDefault(s => s.Position == Position && s.Kind == SideKind.Lead) ?? throw new NotFoundException("该包案");
        Bureau = await db.BureauAsync(cancel);
        Acts = [.. from e in View.Timeline where e.Step is "lead-progress" let told = JsonNode.Parse(e.Data) where told?["side"]?.ToString() == $"{Position}" select (e.HappenedOn, e.ActorName, Text(told!))];
    }

    private static string Text(JsonNode told) => string.Concat(
        DisplayNames.Parse<LeadAct>(told["act"]?.ToString()) is { } act ? $"（{act.Display()}）" : "", told["answer"]?.ToString(),
        told["parties"]?.ToString() is { Length: > 0 } parties ? $"（参加人：{string.Join("、", CaseTracker.Workflow.StepData.Of(("p", parties)).List("p"))}）" : "");
}
