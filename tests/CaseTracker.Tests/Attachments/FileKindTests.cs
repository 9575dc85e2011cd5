using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CaseTracker.Attachments;
using Xunit;

namespace CaseTracker.Tests.Attachments;

public sealed class FileKindTests
{
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];

    public static TheoryData<string, byte[], string> Allowed => new()
    {
        { "原信.pdf", "%PDF-1.4\n"u8.ToArray(), "application/pdf" },
        { "照片.JPG", Jpeg(4000, 3000), "image/jpeg" },
        { "照片.jpeg", Jpeg(1, 1), "image/jpeg" },
        { "截图.png", Png(1366, 768), "image/png" },
        { "动图.gif", [.. "GIF89a"u8, 16, 0, 16, 0, 0], "image/gif" },
        { "扫描.tif", Tiff(2480, 3508), "image/tiff" },
        { "送达回证.docx", Package("[Content_Types].xml", "word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "名单.xlsx", Package("[Content_Types].xml", "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "公文.ofd", Package("OFD.xml"), "application/ofd" },
        { "旧文.doc", Ole, "application/msword" },
        { "旧表.xls", Ole, "application/vnd.ms-excel" },
        { "旧文.wps", Ole, "application/vnd.ms-works" },
        { "说明.txt", Encoding.UTF8.GetBytes("说明\r\n"), "text/plain" },
        { "说明.txt", [0xCB, 0xB5, 0xC3, 0xF7], "text/plain" },
        { "录音.mp3", [.. "ID3"u8, 4, 0], "audio/mpeg" },
        { "录音.m4a", [0, 0, 0, 0x20, .. "ftypM4A "u8, 0], "audio/mp4" },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void What_petition_offices_keep_is_taken(string name, byte[] bytes, string mediaType) => Assert.Equal(mediaType, FileKind.Of(name, bytes).MediaType);

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "程序.exe", [0x4D, 0x5A], "不能上传这种文件" },
        { "网页.html", "<html>"u8.ToArray(), "不能上传这种文件" },
        { "图.svg", "<svg>"u8.ToArray(), "不能上传这种文件" },
        { "包.zip", Package("a.txt"), "压缩包请解开" },
        { "无扩展名", "%PDF-1.4"u8.ToArray(), "不能上传这种文件" },
        { "表.xlsm", Package("[Content_Types].xml", "xl/workbook.xml"), "不能上传这种文件" },
        { "原信.pdf", "<html>"u8.ToArray(), "不符" },
        { "原信.pdf", [.. "MZ"u8, .. "%PDF-"u8], "不符" },
        { "照片.jpg", Png(1, 1), "不符" },
        { "说明.txt", "a\0b"u8.ToArray(), "不符" },
        { "说明.txt", [0xFF, 0x41], "不符" },
        { "送达.docx", Package("[Content_Types].xml", "xl/workbook.xml"), "不符" },
        { "送达.docx", Package("word/document.xml"), "不符" },
        { "送达.docx", "PK\x03\x04"u8.ToArray(), "不符" },
        { "送达.docx", Package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "宏" },
        { "影片.m4a", [0, 0, 0, 0x20, .. "ftypqt  "u8, 0], "不符" },
        { "大图.png", Png(40_000, 1_001), "4000万像素" },
        { "大图.jpg", Jpeg(65_000, 65_000), "4000万像素" },
        { "大图.tif", Tiff(100_000, 100_000), "4000万像素" },
        { "大图.gif", [.. "GIF89a"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0], "4000万像素" },
        { "坏图.png", Png(0, 100), "已损坏" },
        { "坏图.png", Png(10, 10)[..16], "已损坏" },
        { "坏图.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16], "已损坏" },
        { "坏图.tif", [.. "II*\0"u8, 0xFF, 0xFF, 0xFF, 0xFF], "已损坏" },
        { "坏图.tif", [.. "II*\0"u8], "已损坏" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Everything_else_is_refused_with_its_reason(string name, byte[] bytes, string reason)
    {
        var refused = Assert.Throws<RefusedException>(() => FileKind.Of(name, bytes));

        Assert.Contains(reason, refused.Message);
        Assert.Equal("File", refused.Reasons[0].Field);
    }

    [Fact]
    public void A_chain_of_pages_that_never_ends_is_damaged()
    {
        var circle = Tiff(10, 10);
        BinaryPrimitives.WriteInt32LittleEndian(circle.AsSpan(circle.Length - 4), 8);

        Assert.Contains("已损坏", Assert.Throws<RefusedException>(() => FileKind.Of("a.tif", circle)).Message);
    }

    [Fact]
    public void Damaged_headers_never_crash()
    {
        var random = new Random(1);
        foreach (var (name, good) in new[] { ("a.jpg", Jpeg(10, 10)), ("a.png", Png(10, 10)), ("a.tif", Tiff(10, 10)), ("a.docx", Package("[Content_Types].xml", "word/document.xml")) })
        {
            for (var i = 0; i < 2_000; i++)
            {
                var bad = good[..random.Next(1, good.Length + 1)];
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
                try
                {
                    FileKind.Of(name, bad);
                }
                catch (RefusedException)
                {
                    // Either answer is right for a random change; anything else fails the test.
                }
            }
        }
    }

    [Theory]
    [InlineData(" 原信 (1).pdf ", "原信 (1).pdf")]
    [InlineData("𬭎·照片.jpg", "𬭎·照片.jpg")]
    public void An_ordinary_name_is_kept(string name, string kept) => Assert.Equal(kept, FileNames.Check(name));

    [Theory]
    [InlineData("../../etc/passwd.pdf")]
    [InlineData("C:\\a.pdf")]
    [InlineData("a..pdf")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a\0.pdf")]
    [InlineData("a\r\nSet-Cookie: x.pdf")]
    [InlineData("\u202Efdp.exe")]
    [InlineData("con.pdf")]
    [InlineData("LPT1.tar.pdf")]
    [InlineData("a.pdf:stream")]
    [InlineData("a.pdf.")]
    [InlineData("\uD800.pdf")]
    public void A_dangerous_name_is_refused(string name) => Assert.Throws<RefusedException>(() => FileNames.Check(name));

    [Fact]
    public void A_name_of_more_than_200_bytes_is_refused() => Assert.Throws<RefusedException>(() => FileNames.Check(new string('信', 70) + ".pdf"));

    [Fact]
    public void A_download_is_named_for_old_and_new_browsers()
    {
        var header = FileNames.ContentDisposition("原信;\".pdf");

        Assert.StartsWith("attachment; filename=", header);
        Assert.Contains("filename*=UTF-8''%E5%8E%9F%E4%BF%A1%3B%22.pdf", header);
        Assert.All(header, c => Assert.InRange(c, ' ', '~'));
    }

    [Fact]
    public void Every_excess_of_a_request_is_named()
    {
        var files = Enumerable.Range(0, 9).Select(i => ($"{i}.pdf", 1L)).Append(("大.pdf", UploadLimits.MostBytes + 1)).Append(("空.pdf", 0L)).ToList();

        Assert.Equal(3, Assert.Throws<RefusedException>(() => UploadLimits.Check(files)).Reasons.Count);
        UploadLimits.Check([("a.pdf", UploadLimits.MostBytes)]);
    }

    private static byte[] Png(int width, int height)
    {
        byte[] bytes = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }

    private static byte[] Jpeg(int width, int height)
    {
        byte[] bytes = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 17, 8, 0, 0, 0, 0, 3, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(13), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(15), (ushort)width);
        return bytes;
    }

    private static byte[] Tiff(int width, int height)
    {
        byte[] bytes = [.. "II*\0"u8, 8, 0, 0, 0, 2, 0, 0, 1, 4, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 4, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(30), height);
        return bytes;
    }

    private static byte[] Package(params string[] names)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var name in names)
            {
                zip.CreateEntry(name);
            }
        }

        return stream.ToArray();
    }
}
