using System.ComponentModel;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace CaseTracker.Documents;

/// <summary>
/// The fonts a PDF is set in. The documents name those of GB/T 9704 (方正小标宋、仿宋、楷体、黑体、宋体); where the machine has not got one,
/// LibreOffice would take any font at all, so the copy that is converted names the nearest that is there. The issued document itself is not touched.
/// </summary>
internal static class PdfFonts
{
    private static readonly (string Wanted, string[] Instead)[] Fonts =
    [
        ("方正小标宋简体", ["方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "小标宋", "宋体", "SimSun", "Source Han Serif SC", "Noto Serif CJK SC"]),
        ("仿宋_GB2312", ["仿宋", "FangSong", "FangSong_GB2312", "华文仿宋", "STFangsong", "宋体", "SimSun", "Source Han Serif SC", "Noto Serif CJK SC"]),
        ("楷体_GB2312", ["楷体", "KaiTi", "KaiTi_GB2312", "华文楷体", "STKaiti", "AR PL UKai CN", "宋体", "SimSun", "Source Han Serif SC", "Noto Serif CJK SC"]),
        ("黑体", ["SimHei", "微软雅黑", "Microsoft YaHei", "Source Han Sans SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei"]),
        ("宋体", ["SimSun", "Source Han Serif SC", "Noto Serif CJK SC"]),
    ];

    private static readonly Lazy<HashSet<string>?> Installed = new(Ask);

    /// <summary>Fonts of GB/T 9704 that this machine lacks; null where it cannot be asked (Windows shows them in its own list).</summary>
    public static IReadOnlyList<string>? Missing => Installed.Value is { } installed ? [.. Fonts.Select(f => f.Wanted).Where(w => !installed.Contains(w))] : null;

    /// <summary>The document with the fonts that are there.</summary>
    public static byte[] Fit(byte[] document)
    {
        if (Installed.Value is not { } installed)
        {
            return document;
        }

        var changes = Fonts.Where(f => !installed.Contains(f.Wanted)).Select(f => (f.Wanted, Instead: f.Instead.FirstOrDefault(installed.Contains))).Where(f => f.Instead is not null).ToList();
        if (changes.Count == 0)
        {
            return document;
        }

        using var bytes = new MemoryStream();
        bytes.Write(document);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            var styles = zip.GetEntry("word/styles.xml")!;
            string text;
            using (var reader = new StreamReader(styles.Open(), Encoding.UTF8))
            {
                text = reader.ReadToEnd();
            }

            styles.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("word/styles.xml").Open(), new UTF8Encoding(false));
            writer.Write(changes.Aggregate(text, (t, c) => t.Replace($"\"{c.Wanted}\"", $"\"{c.Instead}\"", StringComparison.Ordinal)));
        }

        return bytes.ToArray();
    }

    private static HashSet<string>? Ask()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("fc-list", [":", "family"]) { UseShellExecute = false, RedirectStandardOutput = true });
            var said = process!.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? [.. said.Split(['\n', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : null;
        }
        catch (Win32Exception)
        {
            return null; // no fontconfig: Windows
        }
    }
}
