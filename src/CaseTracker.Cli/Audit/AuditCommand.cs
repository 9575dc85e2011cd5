using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Audit;

namespace CaseTracker.Cli.Audit;

/// <summary><c>casetracker audit anchor</c>: the end of the chain, to be kept elsewhere.</summary>
public static class AuditCommand
{
    private static readonly Option<string> Out = Options.Text("--out", "追加到哪个文件，应放在另一台机器上", "文件", required: true);

    public static Command Create()
    {
        var anchor = new Command("anchor", "导出审计链的末端，供以后核查有无截断") { Out };
        anchor.SetAction(async (given, cancel) =>
        {
            var file = Path.GetFullPath(given.GetValue(Out)!);
            await using var session = await Session.OpenAsync(given, cancel, Permission.ReadAudit);
            var end = await session.Get<ExportAnchor>().ExecuteAsync(file, cancel);
            given.Print(new { File = file, Anchor = end }, output => output.WriteLine(end is null ? "审计链没有新的记录，锚点文件未改动" : $"{file}：第 {end.Seq} 条记录"));
        });
        return new Command("audit", "审计") { anchor };
    }
}
