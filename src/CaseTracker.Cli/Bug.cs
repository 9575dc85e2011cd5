using System.Security.Cryptography;
using CaseTracker.Data;

namespace CaseTracker.Cli;

/// <summary>The end of a command that met a bug: a sentence with a number, the details in the logs of the installation, exit code 1.</summary>
internal static class Bug
{
    // Without I, L, O, U: the number is read out over the telephone.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static void Tell(Exception bug, string[] args)
    {
        var number = RandomNumberGenerator.GetString(Letters, 8).Insert(4, "-");
        var at = Array.IndexOf(args, "--data");
        var installation = Installation.Find(at >= 0 && at + 1 < args.Length ? args[at + 1] : null);
        Directory.CreateDirectory(installation.LogsFolder);
        var file = Path.Combine(installation.LogsFolder, "casetracker-command.log");
        // The command's own words stay out of the log: options may hold personal data.
        File.AppendAllText(file, $"{TimeProvider.System.GetUtcNow():O} {number} {string.Join(' ', args.TakeWhile(a => !a.StartsWith('-')).Take(2))}\n{bug}\n\n");
        Console.Error.WriteLine($"程序出错，编号 {number}，命令没有完成。详细情况已记入 {file}，请联系系统管理员并告知编号");
        Environment.Exit(1);
    }
}
