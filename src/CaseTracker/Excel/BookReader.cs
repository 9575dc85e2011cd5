using System.Globalization;
using System.Text;
using CsvHelper;
using ExcelDataReader;

namespace CaseTracker.Excel;

/// <summary>Reads the bureau's workbooks: .xlsx, or CSV in UTF-8 or GB18030, told apart by content and not by name. Bounded in every direction; a broken file is refused, never half read.</summary>
public static class BookReader
{
    public const int MostBytes = 20 * 1024 * 1024;
    public const int MostRows = 5_000;
    public const int MostCells = 200_000;
    private const int MostColumns = 200;

    // Empty rows below the data (a formatted column) are walked through, but not for ever.
    private const long MostVisited = 20_000_000;

    private static readonly string[] DateWords = ["y", "m", "d"];

    static BookReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads a file that is being uploaded.</summary>
    public static async Task<Book> ReadAsync(Stream file, CancellationToken cancellation = default)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await file.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (content.Length + read > MostBytes)
            {
                throw new RefusedException($"文件超过{MostBytes / 1024 / 1024}MB。请只保留要导入的数据，或分成几本后再导入。");
            }

            content.Write(buffer, 0, read);
        }

        return Read(content.ToArray());
    }

    /// <summary>Reads a file that is in memory.</summary>
    public static Book Read(byte[] file)
    {
        if (file.Length == 0)
        {
            throw new RefusedException("文件是空的。请重新选择要导入的工作簿。");
        }

        if (file.Length > MostBytes)
        {
            throw new RefusedException($"文件超过{MostBytes / 1024 / 1024}MB。请只保留要导入的数据，或分成几本后再导入。");
        }

        if (file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw new RefusedException("这是旧版.xls或加了密码的工作簿。请在Excel或WPS里打开，另存为.xlsx（不设密码）或CSV后再导入。");
        }

        return file.AsSpan().StartsWith("PK"u8) ? ReadWorkbook(file) : ReadText(file);
    }

    internal static RefusedException Broken() => new("文件已损坏，或不是.xlsx工作簿。请在Excel或WPS里打开，另存为.xlsx或CSV后再导入。");

    private static Book ReadWorkbook(byte[] file)
    {
        var entries = ZipPreCheck.Check(file);
        if (!entries.Contains("xl/workbook.xml", StringComparer.OrdinalIgnoreCase))
        {
            throw new RefusedException("这不是.xlsx工作簿。请在Excel或WPS里打开，另存为.xlsx或CSV后再导入。");
        }

        try
        {
            using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(file, writable: false), new ExcelReaderConfiguration { LeaveOpen = false });
            var notices = new List<string>();
            Collector? found = null;
            do
            {
                if (found is null)
                {
                    var collector = new Collector();
                    ReadSheet(reader, collector);
                    found = collector.IsEmpty ? null : collector;
                }
                else if (HasContent(reader))
                {
                    notices.Add($"工作表“{reader.Name}”没有导入：一本工作簿只读第一张有内容的工作表。");
                }
            }
            while (reader.NextResult());
            return (found ?? new Collector()).ToBook(notices);
        }
        // A parser of foreign bytes fails in two dozen ways (XML, numbers, references, missing parts); each means the same to the clerk.
        catch (Exception e) when (e is not (RefusedException or OperationCanceledException or OutOfMemoryException))
        {
            throw Broken();
        }
    }

    private static void ReadSheet(IExcelDataReader reader, Collector collector)
    {
        long visited = 0;
        var number = 0;
        while (reader.Read())
        {
            number++;
            visited += reader.FieldCount + 1;
            if (visited > MostVisited)
            {
                throw new RefusedException("工作表的范围过大（数据下方或右侧有大量空白格）。请新建工作簿，只粘贴数据后再导入。");
            }

            List<string>? cells = null;
            List<string>? problems = null;
            for (var c = 0; c < reader.FieldCount; c++)
            {
                var text = ReadCell(reader, c, number, ref problems);
                if (text.Length > 0 && cells is null)
                {
                    cells = [.. Enumerable.Repeat("", c)];
                }

                cells?.Add(text);
            }

            if (cells is not null || problems is not null)
            {
                collector.Add(number, cells ?? [], problems);
            }
        }
    }

    private static bool HasContent(IExcelDataReader reader)
    {
        for (long visited = 0; visited < MostVisited && reader.Read(); visited += reader.FieldCount + 1)
        {
            for (var c = 0; c < reader.FieldCount; c++)
            {
                if (reader.GetValue(c) is { } value && value.ToString()!.Trim().Length > 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string ReadCell(IExcelDataReader reader, int c, int number, ref List<string>? problems)
    {
        switch (reader.GetValue(c))
        {
            case null:
                return "";
            case string text:
                return text;
            case bool truth:
                return truth ? "是" : "否";
            case DateTime moment:
                return Date(moment, reader.GetNumberFormatString(c));
            case double value:
                if (Math.Abs(value) >= 1e15)
                {
                    (problems ??= []).Add($"第{number}行第{c + 1}列的数字超过15位，Excel已丢失末几位。请把该列设为“文本”，重新填写后再导入。");
                }

                return Math.Abs(value) < 1e15 ? ((decimal)value).ToString("0.############", CultureInfo.InvariantCulture) : value.ToString("0", CultureInfo.InvariantCulture);
            case TimeSpan time:
                return time.ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture);
            case var other:
                return Convert.ToString(other, CultureInfo.InvariantCulture) ?? "";
        }
    }

    private static string Date(DateTime moment, string? format)
    {
        // "1957-09" typed into Excel becomes a real date shown as a month: the day was never said.
        var bare = (format ?? "").ToLowerInvariant();
        if (moment is { Day: 1, TimeOfDay.Ticks: 0 } && bare.Contains(DateWords[0]) && bare.Contains(DateWords[1]) && !bare.Contains(DateWords[2]))
        {
            return moment.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        }

        return moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : moment.Second == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static Book ReadText(byte[] file)
    {
        var text = Decode(file);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new RefusedException("这不是.xlsx工作簿，也不是CSV文本。请在Excel或WPS里另存为.xlsx或CSV后再导入。");
        }

        var start = text.AsSpan().TrimStart();
        if (start.StartsWith("<", StringComparison.Ordinal))
        {
            throw new RefusedException("这是网页或XML格式的表格。请在Excel或WPS里打开，另存为.xlsx或CSV后再导入。");
        }

        var collector = new Collector();
        List<string>? problems = null;
        var options = new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            SkipEmptyLines = false,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = bad =>
            {
                if (bad.Reason == CsvMalformedReason.UnterminatedQuote)
                {
                    throw new RefusedException($"第{bad.RecordNumber}行的引号没有结束，后面的内容无法分清。请在Excel或WPS里核对该行，另存为.xlsx后再导入。");
                }

                if (bad.Reason != CsvMalformedReason.StrayQuote)
                {
                    (problems ??= []).Add($"第{bad.RecordNumber}行的引号不配对。请在Excel或WPS里核对该行后重新保存。");
                }
            },
        };
        using var reader = CsvReader.FromText(text, options);
        while (reader.Read())
        {
            var number = (int)reader.RowNumber;
            var cells = new string[Math.Min(reader.FieldCount, MostColumns + 1)];
            for (var c = 0; c < cells.Length; c++)
            {
                cells[c] = reader.GetString(c);
            }

            collector.Add(number, cells, problems);
            problems = null;
        }

        return collector.ToBook([]);
    }

    /// <summary>UTF-8 when every byte says so, else GB18030; nothing is replaced by a question mark.</summary>
    private static string Decode(byte[] file)
    {
        var bytes = file.AsSpan();
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw new RefusedException("这是Unicode文本（UTF-16）。请在Excel或WPS里另存为“CSV UTF-8（逗号分隔）”或.xlsx后再导入。");
        }

        var mark = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(mark ? bytes[3..] : bytes);
        }
        catch (DecoderFallbackException) when (!mark)
        {
            try
            {
                return Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                throw NotText();
            }
        }
        catch (DecoderFallbackException)
        {
            throw NotText();
        }
    }

    private static RefusedException NotText() => new("文件的文字编码无法识别（既不是UTF-8也不是GB18030）。请在Excel或WPS里另存为.xlsx或“CSV UTF-8”后再导入。");

    /// <summary>Gathers rows within the limits; the first is the heading.</summary>
    private sealed class Collector
    {
        private static readonly HashSet<string> ErrorValues = new(["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"], StringComparer.Ordinal);
        private readonly List<(int Number, IReadOnlyList<string> Cells, List<string>? Problems)> rows = [];
        private IReadOnlyList<string>? headings;
        private int cellCount;

        public bool IsEmpty => headings is null;

        public void Add(int number, IReadOnlyList<string> cells, List<string>? problems)
        {
            var width = cells.Count;
            while (width > 0 && string.IsNullOrWhiteSpace(cells[width - 1]))
            {
                width--;
            }

            if (width == 0 && problems is null)
            {
                return;
            }

            if (width > MostColumns)
            {
                throw new RefusedException($"第{number}行有{width}列，超过{MostColumns}列。请只保留要导入的列后再导入。");
            }

            if (headings is null)
            {
                headings = [.. cells.Take(width).Select(Heading)];
                return;
            }

            cellCount += width;
            if (rows.Count == MostRows)
            {
                throw new RefusedException($"数据超过{MostRows:N0}行。请分成几本后再导入。");
            }

            if (cellCount > MostCells)
            {
                throw new RefusedException($"数据超过{MostCells:N0}格。请只保留要导入的列，或分成几本后再导入。");
            }

            for (var c = 0; c < width; c++)
            {
                if (ErrorValues.Contains(cells[c]))
                {
                    (problems ??= []).Add($"第{number}行第{c + 1}列是错误值{cells[c]}。请改正公式或填写内容。");
                }

                if (cells[c].Any(ch => char.IsControl(ch) && ch is not ('\t' or '\n' or '\r')))
                {
                    (problems ??= []).Add($"第{number}行第{c + 1}列含有看不见的控制字符。请重新填写该格。");
                }
            }

            rows.Add((number, [.. cells.Take(width).Select(c => c.ReplaceLineEndings("\n"))], problems));
        }

        public Book ToBook(List<string> notices)
        {
            if (headings is null)
            {
                throw new RefusedException("没有读到表头。请确认第一行是表头、下面是数据。");
            }

            var nameless = rows.SelectMany(r => r.Cells.Select((text, c) => (text, c)))
                .Where(p => p.text.Length > 0 && (p.c >= headings.Count || headings[p.c].Length == 0))
                .Select(p => p.c + 1).Distinct().Order().ToList();
            if (nameless.Count > 0)
            {
                notices.Add($"第{string.Join("、", nameless)}列没有表头，内容没有导入。");
            }

            var width = Math.Max(headings.Count, nameless.LastOrDefault());
            var book = new Book([.. headings, .. Enumerable.Repeat("", width - headings.Count)], notices);
            book.Rows = [.. rows.Select(r => new BookRow(book, r.Number, [.. r.Cells, .. Enumerable.Repeat("", Math.Max(0, width - r.Cells.Count))], r.Problems ?? []))];
            return book;
        }

        private static string Heading(string text) => text.Replace("\uFEFF", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Trim();
    }
}
