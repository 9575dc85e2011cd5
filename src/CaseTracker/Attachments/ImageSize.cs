using System.Buffers.Binary;

namespace CaseTracker.Attachments;

/// <summary>Width and height of an image from its header, without decoding it: a small file can unfold into gigabytes at whoever opens it.</summary>
public static class ImageSize
{
    /// <summary>Pixels of one image or page.</summary>
    public const long MostPixels = 40_000_000;

    private const int MostPages = 1_000;

    /// <summary>Refuses an image above <see cref="MostPixels"/>, and one whose header tells no size. Content that is no image passes.</summary>
    public static void Check(string content, ReadOnlySpan<byte> bytes)
    {
        var pixels = content switch
        {
            "png" => Png(bytes),
            "gif" => Gif(bytes),
            "bmp" => Bmp(bytes),
            "jpg" => Jpeg(bytes),
            "tif" => Tiff(bytes),
            _ => 1,
        };
        if (pixels <= 0)
        {
            throw RefusedException.At("File", "图片已损坏，读不出尺寸，请重新扫描或拍照后上传");
        }

        if (pixels > MostPixels)
        {
            throw RefusedException.At("File", $"图片超过{MostPixels / 10_000}万像素，请降低扫描分辨率后上传");
        }
    }

    private static long Png(ReadOnlySpan<byte> b) =>
        b.Length < 24 || !b[12..16].SequenceEqual("IHDR"u8) ? 0 : (long)BinaryPrimitives.ReadUInt32BigEndian(b[16..]) * BinaryPrimitives.ReadUInt32BigEndian(b[20..]);

    private static long Gif(ReadOnlySpan<byte> b) =>
        b.Length < 10 ? 0 : (long)BinaryPrimitives.ReadUInt16LittleEndian(b[6..]) * BinaryPrimitives.ReadUInt16LittleEndian(b[8..]);

    private static long Bmp(ReadOnlySpan<byte> b) =>
        // A negative height means that the rows stand top down.
        b.Length < 26 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(b[18..]) * Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(b[22..]));

    private static long Jpeg(ReadOnlySpan<byte> b)
    {
        var at = 2;
        while (at + 9 < b.Length && b[at] == 0xFF)
        {
            var marker = b[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            // Frame headers: C0 to CF without the tables C4, C8 and CC.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (long)BinaryPrimitives.ReadUInt16BigEndian(b[(at + 5)..]) * BinaryPrimitives.ReadUInt16BigEndian(b[(at + 7)..]);
            }

            at += marker is 0x01 or (>= 0xD0 and <= 0xD8) ? 2 : 2 + BinaryPrimitives.ReadUInt16BigEndian(b[(at + 2)..]);
        }

        return 0;
    }

    // The largest page of all; a chain of pages that never ends counts as damaged.
    private static long Tiff(ReadOnlySpan<byte> b)
    {
        var little = b[0] == 'I';
        if (b.Length < 8)
        {
            return 0;
        }

        var largest = 0L;
        long page = Number(b[4..], 4, little);
        for (var pages = 0; page != 0; pages++)
        {
            if (pages == MostPages || page + 2 > b.Length)
            {
                return 0;
            }

            var entries = (int)Number(b[(int)page..], 2, little);
            var end = page + 2 + entries * 12L;
            if (end + 4 > b.Length)
            {
                return 0;
            }

            long width = 0, height = 0;
            for (var i = 0; i < entries; i++)
            {
                var entry = b.Slice((int)page + 2 + i * 12, 12);
                var value = Number(entry[8..], Number(entry[2..], 2, little) == 3 ? 2 : 4, little);
                switch (Number(entry, 2, little))
                {
                    case 256:
                        width = value;
                        break;
                    case 257:
                        height = value;
                        break;
                }
            }

            if (width == 0 || height == 0)
            {
                return 0;
            }

            largest = Math.Max(largest, width * height);
            page = Number(b[(int)end..], 4, little);
        }

        return largest;
    }

    private static uint Number(ReadOnlySpan<byte> b, int size, bool little) => (size, little) switch
    {
        (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(b),
        (2, false) => BinaryPrimitives.ReadUInt16BigEndian(b),
        (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(b),
        (_, false) => BinaryPrimitives.ReadUInt32BigEndian(b),
    };
}
