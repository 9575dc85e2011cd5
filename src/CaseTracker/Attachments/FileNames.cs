using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace CaseTracker.Attachments;

/// <summary>Names of uploaded files: checked when they come, written safely when they go. They are shown and offered, never used as a path.</summary>
public static class FileNames
{
    private const int LongestBytes = 200;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\:*?\"<>|");

    private static readonly HashSet<string> Reserved = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>The name as it is kept. Refused: paths, <c>..</c>, control and direction characters, device names of Windows, more than 200 bytes.</summary>
    public static string Check(string name)
    {
        var trimmed = name.Trim();
        if (trimmed.Length == 0 || trimmed.Trim('.').Length == 0)
        {
            throw RefusedException.At("File", "文件没有名称，请改名后上传");
        }

        if (trimmed.AsSpan().ContainsAny(Forbidden) || trimmed.Contains("..", StringComparison.Ordinal) || trimmed.EndsWith('.'))
        {
            throw RefusedException.At("File", "文件名含有不能使用的符号（/ \\ : * ? \" < > | 或连续的点），请改名后上传");
        }

        // Direction marks make "fdp.exe" read as "exe.pdf".
        if (trimmed.EnumerateRunes().Any(r => Rune.GetUnicodeCategory(r) is
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
            || trimmed.Contains('\uFFFD'))
        {
            throw RefusedException.At("File", "文件名含有看不见的字符，请改名后上传");
        }

        var stem = trimmed.Split('.')[0].TrimEnd();
        if (Reserved.Contains(stem))
        {
            throw RefusedException.At("File", $"文件名“{stem}”是系统保留的名称，请改名后上传");
        }

        return Encoding.UTF8.GetByteCount(trimmed) <= LongestBytes ? trimmed : throw RefusedException.At("File", "文件名过长（最多60余个汉字），请改名后上传");
    }

    /// <summary>Value of <c>Content-Disposition</c> for a download (RFC 6266): Chinese names in <c>filename*</c>, a plain one for old browsers.</summary>
    public static string ContentDisposition(string name)
    {
        var header = new ContentDispositionHeaderValue("attachment");
        header.SetHttpFileName(name);
        return header.ToString();
    }
}
