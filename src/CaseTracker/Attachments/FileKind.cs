using System.IO.Compression;

namespace CaseTracker.Attachments;

/// <summary>What may be attached, known by content and by extension together. Archives are not on the list: nobody sees what is in them.</summary>
/// <param name="Extension">Lower case, without the dot.</param>
/// <param name="MediaType">Sent with the bytes, always as a download.</param>
/// <param name="Name">Chinese, for lists.</param>
public sealed record FileKind(string Extension, string MediaType, string Name)
{
    private const string Ole = "ole";

    private static readonly Dictionary<string, (string Content, FileKind Kind)> ByExtension = new (string Content, FileKind Kind)[]
    {
        ("pdf", new("pdf", "application/pdf", "PDF文档")),
        ("ofd", new("ofd", "application/ofd", "OFD版式文档")),
        ("jpg", new("jpg", "image/jpeg", "JPEG图片")),
        ("jpg", new("jpeg", "image/jpeg", "JPEG图片")),
        ("png", new("png", "image/png", "PNG图片")),
        ("gif", new("gif", "image/gif", "GIF图片")),
        ("bmp", new("bmp", "image/bmp", "BMP图片")),
        ("tif", new("tif", "image/tiff", "TIFF图片")),
        ("tif", new("tiff", "image/tiff", "TIFF图片")),
        ("docx", new("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word文档")),
        ("xlsx", new("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel工作簿")),
        (Ole, new("doc", "application/msword", "Word 97-2003文档")),
        (Ole, new("xls", "application/vnd.ms-excel", "Excel 97-2003工作簿")),
        (Ole, new("wps", "application/vnd.ms-works", "WPS文字文档")),
        (Ole, new("et", "application/vnd.ms-excel", "WPS表格")),
        ("txt", new("txt", "text/plain", "文本文件")),
        ("mp3", new("mp3", "audio/mpeg", "MP3录音")),
        ("m4a", new("m4a", "audio/mp4", "M4A录音")),
    }.ToDictionary(k => k.Kind.Extension, StringComparer.Ordinal);

    /// <summary>Extensions for the file picker of a form: <c>.pdf,.jpg,…</c>.</summary>
    public static string Accepted { get; } = string.Join(',', ByExtension.Keys.Select(e => "." + e));

    /// <summary>The kind of an uploaded file. Refused: not on the list, content that does not fit the extension, damaged or oversized images, documents with macros.</summary>
    public static FileKind Of(string fileName, ReadOnlyMemory<byte> bytes)
    {
        var extension = Path.GetExtension(fileName).TrimStart('.').ToLowerInvariant();
        if (!ByExtension.TryGetValue(extension, out var expected))
        {
            throw RefusedException.At("File", $"不能上传这种文件，可以上传：{string.Join("、", ByExtension.Keys)}；压缩包请解开后逐个上传");
        }

        var found = ContentOf(bytes);
        if (found != expected.Content)
        {
            throw RefusedException.At("File", $"文件内容与扩展名 .{extension} 不符，请用原来的程序打开后另存，再上传");
        }

        ImageSize.Check(expected.Content, bytes.Span);
        return expected.Kind;
    }

    private static string? ContentOf(ReadOnlyMemory<byte> bytes)
    {
        var b = bytes.Span;
        return b switch
        {
            _ when b.StartsWith("%PDF-"u8) => "pdf",
            _ when b.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => "jpg",
            _ when b.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) => "png",
            _ when b.StartsWith("GIF87a"u8) || b.StartsWith("GIF89a"u8) => "gif",
            _ when b.StartsWith("II*\0"u8) || b.StartsWith("MM\0*"u8) => "tif",
            _ when b.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) => Ole,
            _ when b.StartsWith("PK\x03\x04"u8) => PackageOf(bytes),
            _ when b.StartsWith("ID3"u8) || IsMp3Frame(b) => "mp3",
            _ when b.Length > 12 && b[4..8].SequenceEqual("ftyp"u8) => IsAudio(b[8..12]) ? "m4a" : null,
            _ when b.StartsWith("BM"u8) && b.Length > 26 && BitConverter.ToInt32(b[2..]) == b.Length => "bmp",
            _ when IsText(b) => "txt",
            _ => null,
        };
    }

    private static bool IsMp3Frame(ReadOnlySpan<byte> b) =>
        b.Length > 4 && b[0] == 0xFF && (b[1] & 0xE6) == 0xE2 && (b[2] & 0xF0) != 0xF0 && (b[2] & 0x0C) != 0x0C;

    // Voice recorders of telephones write any of these brands.
    private static bool IsAudio(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("M4A "u8) || brand.SequenceEqual("mp42"u8) || brand.SequenceEqual("isom"u8) || brand.SequenceEqual("3gp4"u8);

    // Only the directory of the package is read, nothing is inflated.
    private static string? PackageOf(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes.ToArray(), writable: false), ZipArchiveMode.Read);
            var names = zip.Entries.Select(e => e.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            {
                throw RefusedException.At("File", "文件含有宏，请另存为不含宏的文档再上传");
            }

            return names.Contains("OFD.xml") ? "ofd"
                : !names.Contains("[Content_Types].xml") ? null
                : names.Contains("word/document.xml") ? "docx"
                : names.Contains("xl/workbook.xml") ? "xlsx"
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // UTF-8, UTF-16 with its mark, or GB 18030, without control characters.
    private static bool IsText(ReadOnlySpan<byte> b)
    {
        if (b.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || b.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return b.Length % 2 == 0;
        }

        foreach (var c in b)
        {
            if (c is < 0x20 and not (0x09 or 0x0A or 0x0C or 0x0D) or 0x7F)
            {
                return false;
            }
        }

        return System.Text.Unicode.Utf8.IsValid(b) || IsGb18030(b);
    }

    private static bool IsGb18030(ReadOnlySpan<byte> b)
    {
        for (var i = 0; i < b.Length; i++)
        {
            if (b[i] < 0x80)
            {
                continue;
            }

            if (b[i] is 0x80 or 0xFF || i + 1 >= b.Length)
            {
                return false;
            }

            if (b[i + 1] is >= 0x40 and not 0xFF)
            {
                i++;
            }
            else if (i + 3 < b.Length && b[i + 1] is >= 0x30 and <= 0x39 && b[i + 2] is >= 0x81 and not 0xFF && b[i + 3] is >= 0x30 and <= 0x39)
            {
                i += 3;
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}
