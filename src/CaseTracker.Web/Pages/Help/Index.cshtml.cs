using CaseTracker.Petitions;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Help;

/// <summary>帮助：how to begin, and every step as the workflow table has it, so that the manual cannot fall behind the program.</summary>
[AllowedTo]
public sealed class IndexModel : PageModel
{
    public IReadOnlyList<IGrouping<string, TableLine>> Steps { get; } = [.. PetitionWorkflow.Engine.PrintTable().GroupBy(l => l.StepId)];

    /// <summary>The small tables beside the main way, by their titles.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<IGrouping<string, TableLine>> Steps)> Sides { get; } =
        [.. SideWorkflow.Engines.Select(e => (e.Title, (IReadOnlyList<IGrouping<string, TableLine>>)[.. e.PrintTable().GroupBy(l => $"{e.Name}-{l.StepId}")]))];

    public string Diagram { get; } = PetitionWorkflow.Engine.Svg();
}
