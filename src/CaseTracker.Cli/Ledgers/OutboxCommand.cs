using System.CommandLine;
using System.Globalization;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Reports;

namespace CaseTracker.Cli.Ledgers;

/// <summary><c>casetracker outbox</c>: the ledgers of a month into the outbox now, as the site does on the first working day of the next.</summary>
public static class OutboxCommand
{
    private static readonly Option<string> Month = Options.Text("--month", "月份；不写即上个月", "yyyy-MM");
    private static readonly Option<bool> Again = Options.Flag("--again", "已经写过的也重新写");

    public static Command Create()
    {
        var command = new Command("outbox", "把一个月的台账写入发件夹（设置 Outbox）") { Month, Again };
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel, Permission.Ledgers);
            var month = given.GetValue(Month) is not { } text ? session.Get<OfficeClock>().Today.AddMonths(-1)
                : DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? first
                : throw RefusedException.At("month", $"--month 的“{text}”不是月份，请按 2024-10 的样子填写");
            var outbox = session.Get<FillOutbox>();
            var files = await outbox.WriteAsync(month, given.GetValue(Again), cancel);
            given.Print(new { Month = $"{month:yyyy-MM}", outbox.Folder, Files = files }, output =>
            {
                foreach (var file in files)
                {
                    output.WriteLine(file);
                }

                output.WriteLine(files.Count == 0 ? $"{month:yyyy-MM} 没有要写的：已经写过（重新写请加 --again），或设置 Outbox:Ledgers 为空" : $"{month:yyyy-MM} 共写 {files.Count} 本");
            });
        });
        return command;
    }
}
