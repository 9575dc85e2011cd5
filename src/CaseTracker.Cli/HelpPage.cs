using System.CommandLine;
using System.CommandLine.Invocation;

namespace CaseTracker.Cli;

/// <summary><c>--help</c> in Chinese: the parser's own page has English headings.</summary>
internal sealed class HelpPage : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        var names = new Stack<string>();
        for (Symbol? here = command; here is Command c; here = c.Parents.FirstOrDefault())
        {
            names.Push(c is RootCommand ? "casetracker" : c.Name);
        }

        output.WriteLine(command.Description);
        output.WriteLine();
        output.WriteLine($"写法：{string.Join(' ', names)}{(command.Subcommands.Count > 0 ? " <命令>" : "")}{string.Concat(command.Arguments.Select(a => $" <{a.HelpName ?? a.Name}>"))} [选项]");
        Write(output, "命令", command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description)));
        Write(output, "内容", command.Arguments.Select(a => (a.HelpName ?? a.Name, a.Description)));
        var own = command is RootCommand ? [] : command.Options.Select(Line).ToList();
        Write(output, "选项", own);
        Write(output, "各命令通用", parseResult.RootCommandResult.Command.Options.Select(Line).Except(own));
        return 0;

        static (string, string?) Line(Option option) => ($"{option.Name}{(option.ValueType == typeof(bool) || option.HelpName is null ? "" : $" <{option.HelpName}>")}", (option.Required ? "（必填）" : "") + option.Description);
    }

    private static void Write(TextWriter output, string title, IEnumerable<(string Name, string? Description)> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"{title}：");
        var width = all.Max(l => Tables.Width(l.Name));
        foreach (var (name, description) in all)
        {
            output.WriteLine($"  {name}{new string(' ', width - Tables.Width(name))}  {description}");
        }
    }
}
