using System.Globalization;
using System.Text;
using CsvHelper;

namespace CaseTracker.Calendar;

/// <summary>Reads 节假日安排 from CSV with the columns date, kind (休/班), name, notice; UTF-8, or GBK as Excel saves it.</summary>
public static class CalendarFile
{
    public const string Template = "date,kind,name,notice";

    public const int LongestText = 50;
    private const int MostRows = 1000;
    private const int MostBytes = 256 * 1024;
    private static readonly string[] Columns = Template.Split(',');
    private static readonly string[] DateFormats = ["yyyy-M-d", "yyyy/M/d"];

    /// <summary>Refuses a bad file with every bad cell, by row number and column; the heading is row 1.</summary>
    public static IReadOnlyList<CalendarDay> Read(Stream file)
    {
        using var csv = CsvReader.FromText(Decode(file), new CsvReaderOptions
        {
            Separator = ',',
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        var days = new Dictionary<DateOnly, CalendarDay>();
        var reasons = new List<Reason>();
        try
        {
            csv.ReadHeader();
            if (!Columns.All(c => csv.TryGetFieldIndex(c, out _)))
            {
                throw new RefusedException($"文件第1行应是列名“{Template}”，请按样表填写后重新导入。");
            }

            while (days.Count + reasons.Count < MostRows && csv.Read())
            {
                var row = new Row(csv.LineNumber, reasons);
                if (row.Day(csv.GetString("date"), csv.GetString("kind"), csv.GetString("name"), csv.GetString("notice")) is { } day && !days.TryAdd(day.Date, day))
                {
                    row.Refuse("date", $"“{day.Date:yyyy-MM-dd}”已在前面出现过，每天只能一行");
                }
            }
        }
        catch (CsvFormatException bad)
        {
            reasons.Add(new Reason($"第{bad.LineNumber}行的引号不成对，无法读出各列，请改正后重新导入。", Field: "file"));
        }

        if (reasons.Count == 0 && days.Count == 0)
        {
            reasons.Add(new Reason("文件中没有一天的安排，请填写后重新导入。", Field: "file"));
        }

        return reasons.Count == 0 ? [.. days.Values.OrderBy(d => d.Date)] : throw new RefusedException([.. reasons]);
    }

    private static string Decode(Stream file)
    {
        using var bytes = new MemoryStream();
        var chunk = new byte[8192];
        for (int read; (read = file.Read(chunk)) > 0;)
        {
            bytes.Write(chunk, 0, read);
            if (bytes.Length > MostBytes)
            {
                throw new RefusedException($"文件超过{MostBytes / 1024}KB，不是一年的节假日安排，请核对。");
            }
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.GetBuffer(), 0, (int)bytes.Length).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GBK")!.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
    }

    private sealed class Row(long number, List<Reason> reasons)
    {
        public void Refuse(string column, string why) => reasons.Add(new Reason($"第{number}行“{column}”列：{why}。", Field: column));

        public CalendarDay? Day(string? date, string? kind, string? name, string? notice)
        {
            var before = reasons.Count;
            if (!DateOnly.TryParseExact(date, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) || on.Year is < 2000 or > 2199)
            {
                Refuse("date", $"“{Cut(date)}”不是2000年至2199年间的日期，请按 2025-01-28 的样子填写");
            }

            var parsed = DisplayNames.Parse<DayKind>(kind);
            if (parsed is null)
            {
                Refuse("kind", $"“{Cut(kind)}”应是“休”或“班”");
            }
            else if (parsed == DayKind.Work && reasons.Count == before && on.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                Refuse("kind", $"{on:yyyy-MM-dd}不是周末，本来就上班，不应列为“班”，请核对日期");
            }

            Text("name", name);
            Text("notice", notice);
            return reasons.Count == before ? new CalendarDay(on, parsed!.Value, name!, notice!) : null;
        }

        private void Text(string column, string? value)
        {
            if (string.IsNullOrEmpty(value) || value.Length > LongestText || value.Any(char.IsControl))
            {
                Refuse(column, string.IsNullOrEmpty(value) ? "请填写" : $"“{Cut(value)}”应是不超过{LongestText}字的一行文字");
            }
        }

        private static string Cut(string? text)
        {
            var shown = string.Concat((text ?? "").EnumerateRunes().Where(r => !Rune.IsControl(r)).Take(20));
            return shown.Length < (text?.Length ?? 0) ? shown + "…" : shown;
        }
    }
}
