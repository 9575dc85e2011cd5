using System.Diagnostics;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Xunit;

namespace CaseTracker.Tests.Documents;

/// <summary>Looks into a .docx with another library than the one that wrote it.</summary>
internal static class Docx
{
    public static bool HasLibreOffice => new CaseTracker.Documents.PdfOfDocument(new CaseTracker.Documents.DocumentOptions()).IsInstalled;

    /// <summary>The text, one paragraph a line.</summary>
    public static string Words(byte[] document)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(document), false);
        return string.Join('\n', word.MainDocumentPart!.Document!.Body!.Descendants<Paragraph>().Select(p => p.InnerText));
    }

    /// <summary>What the schema of Office 2019 finds wrong.</summary>
    public static IReadOnlyList<string> Faults(byte[] document)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(document), false);
        return [.. new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(word).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}")];
    }

    /// <summary>All of them in one run of LibreOffice; kept in the folder of CASETRACKER_PAPERS where it is set.</summary>
    public static async Task<IReadOnlyList<(string Name, byte[] Bytes)>> PrintAsync(IReadOnlyList<(string Name, byte[] Bytes)> papers)
    {
        var kept = Environment.GetEnvironmentVariable("CASETRACKER_PAPERS");
        var folder = kept is null ? Directory.CreateTempSubdirectory("casetracker-papers-").FullName : Directory.CreateDirectory(kept).FullName;
        try
        {
            foreach (var (name, bytes) in papers)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, name + ".docx"), CaseTracker.Documents.PdfFonts.Fit(bytes), TestContext.Current.CancellationToken);
            }

            using var process = Process.Start(new ProcessStartInfo("soffice",
                [$"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, .. papers.Select(p => Path.Combine(folder, p.Name + ".docx"))])
            { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            await said;
            return [.. papers.Select(p => (p.Name, File.ReadAllBytes(Path.Combine(folder, p.Name + ".pdf"))))];
        }
        finally
        {
            if (kept is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
