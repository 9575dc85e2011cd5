using System.Buffers;
using System.IO.Compression;

namespace CaseTracker.Excel;

/// <summary>Looks into a zip package before any parser does: few entries, few bytes, no bomb. Sizes are counted while inflating; what the file says of itself is not believed.</summary>
public static class ZipPreCheck
{
    public const int MostEntries = 300;
    public const long MostInflated = 60L * 1024 * 1024;
    public const int HighestRatio = 120;

    // Below this a high ratio is only a short, repetitive sheet.
    private const long SmallEnough = 2L * 1024 * 1024;

    /// <summary>Refuses what is not a sound zip, or too much; returns the names of the entries.</summary>
    public static IReadOnlyList<string> Check(byte[] file)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostEntries)
            {
                throw new RefusedException($"文件里的部件有{zip.Entries.Count}个，超过{MostEntries}个，不像一本台账。请在Excel或WPS里新建工作簿，只粘贴数据后再导入。");
            }

            var buffer = ArrayPool<byte>.Shared.Rent(81920);
            try
            {
                long inflated = 0;
                foreach (var entry in zip.Entries)
                {
                    using var content = entry.Open();
                    for (int read; (read = content.Read(buffer)) > 0;)
                    {
                        inflated += read;
                        if (inflated > MostInflated || (inflated > SmallEnough && inflated / HighestRatio > file.Length))
                        {
                            throw new RefusedException("文件解压后过大，不像一本台账。请在Excel或WPS里新建工作簿，只粘贴数据（不要整列设置格式）后再导入。");
                        }
                    }
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            return [.. zip.Entries.Select(e => e.FullName)];
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            throw BookReader.Broken();
        }
    }
}
