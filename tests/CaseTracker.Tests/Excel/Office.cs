using System.Diagnostics;
using Xunit;

namespace CaseTracker.Tests.Excel;

/// <summary>LibreOffice without a window, each run with a profile of its own.</summary>
internal static class Office
{
    /// <summary>CSV in UTF-8, numbers as they are shown.</summary>
    public const string Csv = "csv:Text - txt - csv (StarCalc):44,34,76";

    /// <summary>Converts a workbook; <paramref name="filter"/> is what <c>--convert-to</c> takes.</summary>
    public static async Task<byte[]> ConvertAsync(byte[] workbook, string filter)
    {
        var folder = Directory.CreateTempSubdirectory("casetracker-office-").FullName;
        try
        {
            var file = Path.Combine(folder, "ledger.xlsx");
            await File.WriteAllBytesAsync(file, workbook, TestContext.Current.CancellationToken);
            using var process = Process.Start(new ProcessStartInfo("soffice",
                [$"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", filter, "--outdir", Path.Combine(folder, "out"), file])
            { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var complained = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            var made = Directory.Exists(Path.Combine(folder, "out")) ? Directory.GetFiles(Path.Combine(folder, "out")) : [];
            Assert.True(made.Length == 1, $"LibreOffice made {made.Length} files: {await said} {await complained}");
            return await File.ReadAllBytesAsync(made[0], TestContext.Current.CancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
