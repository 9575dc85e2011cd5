using System.Text;
using CaseTracker.Accounts;

namespace CaseTracker.Workflow;

public sealed partial class CaseWorkflow<TCase, TState, TStep>
{
    /// <summary>The table in Chinese, a line a row: for the command line, the manual and the legal proof-reader.</summary>
    public IReadOnlyList<TableLine> PrintTable() => [.. Table.Select(r => new TableLine(
        r.No, ((Enum)(object)r.Step).Kebab(), r.Step.Display(), string.Join("、", r.From.Select(s => s.Display())), r.To?.Display() ?? "（不变）",
        Roles.Names(r.Proposers), Roles.Names(r.Approvers), r.When?.Name ?? "",
        string.Join("；", r.Conditions.Select(c => c.Article is null ? c.Otherwise : $"{c.Otherwise}（{c.Article}）")),
        string.Join("；", r.Asks.Select(a => a.Required ? a.Label : $"{a.Label}（可不填）")),
        string.Join("、", r.Starts), string.Join("、", r.Stops), r.Document ?? "", r.Duty ?? "", r.Article ?? ""))];

    /// <summary>The whole procedure as SVG.</summary>
    public string Svg() => new Diagram<TCase, TState, TStep>(this, null, [], []).Draw();

    /// <summary>The procedure as SVG with the way a case has gone, where it stands, what this actor may do next, and why the rest is barred.</summary>
    public string Svg(TCase subject, IReadOnlyList<Walked<TState, TStep>> path, Actor actor, DateOnly today) =>
        new Diagram<TCase, TState, TStep>(this, subject.State, path, Explain(subject, actor, today)).Draw();

    /// <summary>The table as a Mermaid state diagram, states and steps in Chinese.</summary>
    public string Mermaid()
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        foreach (var info in States)
        {
            text.Append($"    state \"{info.State.Display()}\" as {info.State}\n");
        }

        foreach (var row in Table)
        {
            foreach (var from in row.From)
            {
                text.Append($"    {from} --> {row.Target(from)} : {row.Step.Display()}{(row.When is null ? "" : $"（{row.When.Name}）")}\n");
            }
        }

        foreach (var end in States.Where(s => s.IsEnd))
        {
            text.Append($"    {end.State} --> [*]\n");
        }

        return text.ToString();
    }
}
