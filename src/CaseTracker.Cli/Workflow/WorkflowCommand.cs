using System.CommandLine;
using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Disputes;
using CaseTracker.Petitions;
using CaseTracker.ReceptionDays;
using CaseTracker.Receptions;
using CaseTracker.Workflow;

namespace CaseTracker.Cli.Workflow;

/// <summary><c>casetracker workflow …</c>: the table of a procedure, as text, JSON or Mermaid.</summary>
public static class WorkflowCommand
{
    private static readonly Option<bool> Mermaid = Options.Flag("--mermaid", "输出 Mermaid 状态图");

    public static Command Create() => new("workflow", "办理流程")
    {
        Of("petition", "信访事项的流程", () => PetitionWorkflow.Engine.PrintTable(), () => PetitionWorkflow.Engine.Mermaid()),
        Of("petition-sides", "同时进行的事项（听证、督办、包案等）的流程", () => [.. SideWorkflow.Engines.SelectMany(e => e.PrintTable().Select(l => l with { No = $"{e.Title}{l.No}" }))], () => string.Concat(SideWorkflow.Engines.Select(e => $"%% {e.Title}\n{e.Mermaid()}\n"))),
        Of("cadre", "在册状态的流程", () => CadreWorkflow.Engine.PrintTable(), () => CadreWorkflow.Engine.Mermaid()),
        Of("approval", "审批的流程", () => ApprovalWorkflow.Engine.PrintTable(), () => ApprovalWorkflow.Engine.Mermaid()),
        Of("reception", "来访登记的流程", () => ReceptionWorkflow.Engine.PrintTable(), () => ReceptionWorkflow.Engine.Mermaid()),
        Of("reception-day", "领导接访日的流程", () => ReceptionDayWorkflow.Engine.PrintTable(), () => ReceptionDayWorkflow.Engine.Mermaid()),
        Of("care-visit", "走访慰问的流程", () => CareVisitWorkflow.Engine.PrintTable(), () => CareVisitWorkflow.Engine.Mermaid()),
        Of("dispute", "矛盾纠纷的流程", () => DisputeWorkflow.Engine.PrintTable(), () => DisputeWorkflow.Engine.Mermaid()),
        Of("benefit", "待遇事项的流程", () => BenefitWorkflow.Engine.PrintTable(), () => BenefitWorkflow.Engine.Mermaid()),
        Of("day-visit", "领导接访事项的流程", () => DayVisitWorkflow.Engine.PrintTable(), () => DayVisitWorkflow.Engine.Mermaid()),
    };

    private static Command Of(string name, string description, Func<IReadOnlyList<TableLine>> table, Func<string> mermaid)
    {
        var command = new Command(name, description) { Mermaid };
        command.SetAction(given =>
        {
            if (given.GetValue(Mermaid))
            {
                given.InvocationConfiguration.Output.Write(mermaid());
                return;
            }

            var lines = table();
            given.Print(lines, output =>
            {
                if (Console.IsOutputRedirected)
                {
                    Tables.Write(output, ["行", "步骤", "名称", "从", "到", "办理", "审批", "适用", "条件", "填写", "开始期限", "结束期限", "文书", "下一步", "依据"],
                        lines.Select(l => new[] { l.No, l.StepId, l.Step, l.From, l.To, l.Who, l.Approvers, l.When, l.Conditions, l.Asks, l.Starts, l.Stops, l.Document, l.Duty, l.Article }));
                }
                else
                {
                    Tables.Write(output, ["行", "步骤", "从", "到", "办理", "审批", "条件", "依据"],
                        lines.Select(l => new[] { l.No, $"{l.Step}\n{l.StepId}", l.From, l.To, l.Who, l.Approvers, l.When.Length > 0 ? $"{l.When}：{l.Conditions}" : l.Conditions, l.Article }));
                }
            });
        });
        return command;
    }
}
