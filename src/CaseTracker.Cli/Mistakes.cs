using System.CommandLine;
using System.CommandLine.Parsing;

namespace CaseTracker.Cli;

/// <summary>What the parser has against a command line, in Chinese and with the way out.</summary>
internal static class Mistakes
{
    public static RefusedException Of(ParseResult given) =>
        new([.. given.Errors.Select(e => Said(e, given)).Distinct().Select(text => new Reason($"命令写法不对：{text}，请加 --help 查看写法"))]);

    private static string Said(ParseError error, ParseResult given) => error.SymbolResult switch
    {
        ArgumentResult { Parent: OptionResult option } => Option(option),
        ArgumentResult { Tokens.Count: 0 } argument => $"缺少{argument.Argument.Description}（{argument.Argument.HelpName ?? argument.Argument.Name}）",
        ArgumentResult argument => $"{argument.Argument.Description}写得太多",
        OptionResult option => Option(option),
        _ when given.UnmatchedTokens is [var first, ..] => $"不认识“{first}”{Commands(given)}",
        CommandResult command when command.Command.Options.FirstOrDefault(o => o.Required && command.GetResult(o) is null) is { } missing => $"缺少 {missing.Name}（{missing.Description}）",
        _ => $"没有写明要做什么{Commands(given)}",
    };

    private static string Option(OptionResult option) => option.Tokens.Count switch
    {
        0 when option.IdentifierTokenCount == 0 => $"缺少 {option.Option.Name}（{option.Option.Description}）",
        0 => $"{option.Option.Name} 后面缺少内容（{option.Option.Description}）",
        _ => $"{option.Option.Name} 只能写一次、一个内容",
    };

    private static string Commands(ParseResult given) => given.CommandResult.Command.Subcommands.ToList() is { Count: > 0 } commands
        ? $"，可用的有：{string.Join("、", commands.Select(c => c.Name))}"
        : "";
}
