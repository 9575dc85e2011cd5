using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.History;

namespace CaseTracker.Cli.Operations;

/// <summary><c>casetracker verify</c>: proves the audit chain and the events, and locates whatever was altered.</summary>
public static class VerifyCommand
{
    private static readonly Option<string> Anchor = Options.Text("--anchor", "以前用 audit anchor 导出的锚点文件", "文件");

    public static Command Create()
    {
        var command = new Command("verify", "核查审计链和办理记录是否被改动") { Anchor };
        command.SetAction(async (given, cancel) =>
        {
            var anchors = given.GetValue(Anchor) is { } file ? VerifyAudit.ReadAnchors(await Options.ReadAsync(file, cancel)) : [];
            await using var session = await Session.OpenAsync(given, cancel, Permission.ReadAudit);
            var result = await session.Get<VerifyHistory>().ExecuteAsync(anchors, cancel);
            given.Print(result, output => output.WriteLine(result.Faults.Count == 0 ? $"审计链完整，共 {result.Links} 条记录" : $"审计链共 {result.Links} 条记录，发现 {result.Faults.Count} 处问题"));
            foreach (var fault in result.Faults)
            {
                await given.InvocationConfiguration.Error.WriteLineAsync(fault.What);
            }

            return result.Faults.Count == 0 ? 0 : 2;
        });
        return command;
    }
}
