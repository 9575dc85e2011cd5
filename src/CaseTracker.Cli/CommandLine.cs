using System.CommandLine;
using System.CommandLine.Help;
using CaseTracker.Cli.Accounts;
using CaseTracker.Cli.Audit;
using CaseTracker.Cli.Benefits;
using CaseTracker.Cli.Books;
using CaseTracker.Cli.Cadres;
using CaseTracker.Cli.CareVisits;
using CaseTracker.Cli.Clocks;
using CaseTracker.Cli.Disputes;
using CaseTracker.Cli.Governance;
using CaseTracker.Cli.Ledgers;
using CaseTracker.Cli.Operations;
using CaseTracker.Cli.Petitions;
using CaseTracker.Cli.ReceptionDays;
using CaseTracker.Cli.Receptions;
using CaseTracker.Cli.Reports;
using CaseTracker.Cli.Workflow;

namespace CaseTracker.Cli;

/// <summary>The command <c>casetracker</c>: exit code 0 done, 2 refused or used wrongly with every reason, 1 a bug.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var given = Root().Parse(args);
        try
        {
            if (given.Errors.Count > 0)
            {
                throw Mistakes.Of(given);
            }

            return await given.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (RefusedException refused)
        {
            if (args.Contains(Options.Json.Name))
            {
                Console.Out.WriteLine(PlainJson.Of(Problem.Of(refused)));
            }

            foreach (var reason in refused.Reasons)
            {
                Console.Error.WriteLine(Said(reason));
            }

            return 2;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("已取消");
            return 2;
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("CaseTracker 信访事项办理：不开网站也能登记、办理、导出、备份和核查")
        {
            InitCommand.Create(), DemoCommand.Create(), MigrateCommand.Create(), VerifyCommand.Create(), AuditCommand.Create(), BackupCommand.Create(), RestoreCommand.Create(),
            DepartmentCommand.Create(), UserCommand.Create(), TokenCommand.Create(), ImportCommand.Create(),
            PetitionCommand.Create(), ReceptionCommand.Create(), ReceptionDayCommand.Create(), DisputeCommand.Create(), GovernanceCommand.Create(), CadreCommand.Create(), CareVisitCommand.Create(), BenefitCommand.Create(), LedgerCommand.Create(), ExportCommand.Create(), OutboxCommand.Create(), ReportCommand.Create(), ClocksCommand.Create(), WorkflowCommand.Create(),
            Options.Data, Options.As, Options.Json,
        };
        foreach (var option in root.Options)
        {
            if (option is HelpOption help)
            {
                help.Description = "显示写法说明";
                help.Action = new HelpPage();
            }
            else if (option is VersionOption)
            {
                option.Description = "显示版本号";
            }
        }

        return root;
    }

    private static string Said(Reason reason) =>
        $"{(PlainJson.FieldOf(reason.Field) is { } field ? $"{field}：" : "")}{reason}{(reason.LiftedBy is { } by ? $"（可由 {by} 解决）" : "")}";
}
