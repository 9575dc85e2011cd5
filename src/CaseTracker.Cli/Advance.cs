using System.CommandLine;
using Spectre.Console;

namespace CaseTracker.Cli;

/// <summary>Shows how far long work has come, on a screen only: in a file or another program nothing but the answer belongs.</summary>
internal static class Advance
{
    /// <param name="total">How many there will be; null where nobody knows before the end.</param>
    /// <param name="work">Tells how many are done; null where nobody looks.</param>
    public static async Task<T> ShowAsync<T>(ParseResult given, string what, int? total, Func<Action<int>?, Task<T>> work)
    {
        if (given.GetValue(Options.Json) || Console.IsErrorRedirected || Console.IsOutputRedirected)
        {
            return await work(null);
        }

        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await screen.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn()).StartAsync(async shown =>
        {
            var task = shown.AddTask(Markup.Escape(what), maxValue: Math.Max(total ?? 1, 1));
            task.IsIndeterminate = total is null;
            return await work(done => task.Value = total is null ? 0 : Math.Min(done, task.MaxValue));
        });
    }
}
