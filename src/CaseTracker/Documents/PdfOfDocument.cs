using System.ComponentModel;
using System.Diagnostics;

namespace CaseTracker.Documents;

/// <summary>Settings of section <c>Documents</c>.</summary>
public sealed class DocumentOptions
{
    public const string Section = "Documents";

    /// <summary>LibreOffice's <c>soffice</c>; null: looked for on the search path.</summary>
    public string? LibreOffice { get; set; }

    /// <summary>Seconds after which a conversion is given up.</summary>
    [System.ComponentModel.DataAnnotations.Range(5, 600, ErrorMessage = "应为 5 至 600 之间的整数")]
    public int PdfSeconds { get; set; } = 60;
}

/// <summary>Turns a document into PDF by LibreOffice where it is installed. The plain bytes stand on the disk only in a private folder while it runs.</summary>
public sealed class PdfOfDocument(DocumentOptions options)
{
    // One at a time: LibreOffice takes a processor and some 200 MB.
    private static readonly SemaphoreSlim Turn = new(1, 1);

    private readonly Lazy<string?> program = new(() => options.LibreOffice is { Length: > 0 } set ? (File.Exists(set) ? set : null) : OnPath());

    public bool IsInstalled => program.Value is not null;

    /// <summary>Refused where LibreOffice is missing or does not answer.</summary>
    public async Task<byte[]> ExecuteAsync(byte[] document, CancellationToken cancel)
    {
        var office = program.Value ?? throw new RefusedException("本机没有安装 LibreOffice，不能转为 PDF。请下载 .docx 打印，或由系统管理员安装 LibreOffice（设置 Documents:LibreOffice）");
        await Turn.WaitAsync(cancel);
        var folder = Directory.CreateTempSubdirectory("casetracker-pdf-").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "paper.docx"), PdfFonts.Fit(document), cancel);
            await RunAsync(office, folder, cancel);
            var made = Path.Combine(folder, "paper.pdf");
            return File.Exists(made) ? await File.ReadAllBytesAsync(made, cancel) : throw new RefusedException("LibreOffice 没有转出 PDF，请下载 .docx 打印，并告知系统管理员");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            Turn.Release();
        }
    }

    private async Task RunAsync(string office, string folder, CancellationToken cancel)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timeout.CancelAfter(TimeSpan.FromSeconds(options.PdfSeconds));
        try
        {
            using var process = Process.Start(new ProcessStartInfo(office,
                [$"-env:UserInstallation={new Uri(Path.Combine(folder, "profile"))}", "--headless", "--norestore", "--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, Path.Combine(folder, "paper.docx")])
            { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            try
            {
                var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(timeout.Token), process.StandardError.ReadToEndAsync(timeout.Token));
                await process.WaitForExitAsync(timeout.Token);
                await said;
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }
        }
        catch (Win32Exception)
        {
            throw new RefusedException("LibreOffice 不能启动，请系统管理员核对设置 Documents:LibreOffice；现在可以下载 .docx 打印");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new RefusedException($"LibreOffice 在 {options.PdfSeconds} 秒内没有转完，请下载 .docx 打印，或稍后再试");
        }
    }

    private static string? OnPath()
    {
        string[] names = OperatingSystem.IsWindows() ? ["soffice.exe"] : ["soffice", "libreoffice"];
        var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(OperatingSystem.IsWindows() ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "LibreOffice", "program")] : []);
        return places.SelectMany(p => names.Select(n => Path.Combine(p, n))).FirstOrDefault(File.Exists);
    }
}
