using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using CaseTracker.Excel;
using MiniExcelLibs;
using NPOI.SS.UserModel;
using NPOI.XSSF.UserModel;

namespace CaseTracker.Benchmarks;

/// <summary>The monthly ledger of 20 columns against MiniExcel (which styles nothing) and plain NPOI XSSF, in turns; every measurement in a process of its own, because memory is measured too.</summary>
internal static class LedgerBenchmark
{
    private static readonly string[] Writers = ["fastest", "optimal", "miniexcel", "xssf"];

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["one", var writer, var rows])
        {
            await OneAsync(writer, int.Parse(rows, CultureInfo.InvariantCulture));
            return 0;
        }

        var rounds = Array.IndexOf(args, "--rounds") is var at and >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 3;
        int[] sizes = args.Contains("--million", StringComparer.Ordinal) ? [1_000, 10_000, 100_000, 1_000_000] : [1_000, 10_000, 100_000];
        Console.WriteLine($"{Environment.ProcessorCount} processors, {rounds} rounds in turns, medians; up to 10,000 rows warm, more in a fresh process");
        Console.WriteLine("rows | writer | seconds | to MiniExcel | processor seconds | to MiniExcel | peak MiB | file MiB");
        foreach (var size in sizes)
        {
            var found = Writers.Where(w => w != "xssf" || size <= 100_000).ToDictionary(w => w, _ => new List<(double Seconds, double Processor, double Peak, double File)>(), StringComparer.Ordinal);
            for (var round = 0; round < rounds; round++)
            {
                foreach (var (name, results) in found)
                {
                    // The slowest peer once is enough at the largest sizes.
                    if (name != "xssf" || size < 100_000 || round == 0)
                    {
                        results.Add(await MeasureAsync(name, size));
                    }
                }
            }

            var peer = Median(found["miniexcel"].Select(r => r.Seconds));
            var peerProcessor = Median(found["miniexcel"].Select(r => r.Processor));
            foreach (var (name, results) in found)
            {
                var seconds = Median(results.Select(r => r.Seconds));
                var processor = Median(results.Select(r => r.Processor));
                Console.WriteLine($"{size:N0} | {name} | {seconds:0.000} | {seconds / peer:0.00} | {processor:0.000} | {processor / peerProcessor:0.00} | {Median(results.Select(r => r.Peak)):0} | {Median(results.Select(r => r.File)):0.0}");
            }
        }

        return 0;
    }

    private static async Task<(double, double, double, double)> MeasureAsync(string writer, int rows)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Entry(), "ledger", "one", writer, $"{rows}"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var numbers = line.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return (numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static string[] Entry() => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [typeof(LedgerBenchmark).Assembly.Location] : [];

    private static async Task OneAsync(string writer, int rows)
    {
        var path = Path.GetTempFileName();
        try
        {
            var times = new List<double>();
            var processor = new List<double>();
            using var self = Process.GetCurrentProcess();
            var (warm, timed) = rows <= 10_000 ? (5, 7) : (0, 1);
            for (var i = 0; i < warm + timed; i++)
            {
                await using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite);
                var watch = Stopwatch.StartNew();
                self.Refresh();
                var before = self.TotalProcessorTime;
                await WriteAsync(writer, file, rows);
                await file.FlushAsync();
                if (i >= warm)
                {
                    times.Add(watch.Elapsed.TotalSeconds);
                    self.Refresh();
                    processor.Add((self.TotalProcessorTime - before).TotalSeconds);
                }
            }

            self.Refresh();
            Console.Write(string.Create(CultureInfo.InvariantCulture, $"{Median(times)} {Median(processor)} {self.PeakWorkingSet64 / 1048576.0} {new FileInfo(path).Length / 1048576.0}"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task WriteAsync(string writer, Stream file, int rows)
    {
        switch (writer)
        {
            case "fastest" or "optimal":
                var level = writer == "optimal" ? CompressionLevel.Optimal : CompressionLevel.Fastest;
                await LedgerWriter.WriteAsync(file, Ledger, SheetHeading.For("某区经科局", new(2024, 10, 1), new(2024, 10, 31), "信访工作台账", "件、人次"), Rows(rows), new() { Compression = level });
                break;
            case "miniexcel":
                file.SaveAs(Rows(rows));
                break;
            case "xssf":
                WriteXssf(file, rows);
                break;
            default:
                throw new ArgumentException($"No writer is called {writer}.");
        }
    }

    private static void WriteXssf(Stream file, int rows)
    {
        var book = new XSSFWorkbook();
        var sheet = book.CreateSheet("信访事项台账");
        var styles = Ledger.Columns.Select(c =>
        {
            var style = book.CreateCellStyle();
            style.WrapText = true;
            style.BorderTop = style.BorderBottom = style.BorderLeft = style.BorderRight = BorderStyle.Thin;
            style.DataFormat = book.CreateDataFormat().GetFormat(c.Kind switch { ColumnKind.Date => "yyyy-mm-dd", ColumnKind.Money => "#,##0.00", ColumnKind.Number or ColumnKind.Ordinal => "0", _ => "@" });
            return style;
        }).ToArray();
        var head = sheet.CreateRow(0);
        for (var c = 0; c < Ledger.Columns.Count; c++)
        {
            head.CreateCell(c).SetCellValue(Ledger.Columns[c].Header);
        }

        var number = 1;
        foreach (var row in Rows(rows))
        {
            var line = sheet.CreateRow(number++);
            for (var c = 0; c < Ledger.Columns.Count; c++)
            {
                var value = Ledger.Columns[c].Value(row);
                var cell = line.CreateCell(c);
                cell.CellStyle = styles[c];
                switch (value.Kind)
                {
                    case CellKind.Text:
                        cell.SetCellValue(value.Text);
                        break;
                    case CellKind.Number:
                        cell.SetCellValue((double)value.Number);
                        break;
                    case CellKind.Date or CellKind.DateTime:
                        cell.SetCellValue(value.Moment);
                        break;
                    case CellKind.None:
                        break;
                }
            }
        }

        book.Write(file, leaveOpen: true);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static readonly Sheet<Row> Ledger = new("信访事项台账",
        Column.Number<Row>("序号", 5, r => r.Ordinal),
        Column.Identity<Row>("信访编号", 16, r => r.Number),
        Column.Date<Row>("登记日期", 11, r => DateOnly.FromDateTime(r.Registered)),
        Column.Text<Row>("来源", 8, r => r.Source),
        Column.Text<Row>("信访人", 8, r => r.Petitioner),
        Column.Number<Row>("人数", 5, r => r.People).Summed(),
        Column.Identity<Row>("电话", 13, r => r.Phone),
        Column.Text<Row>("信访目的", 9, r => r.Purpose),
        Column.Text<Row>("内容分类", 10, r => r.Category),
        Column.LongText<Row>("概要", 30, r => r.Summary),
        Column.Text<Row>("初/重件", 6, r => r.Repeat),
        Column.Text<Row>("是否受理", 6, r => r.Accepted),
        Column.Date<Row>("告知日期", 11, r => DateOnly.FromDateTime(r.Notified)),
        Column.Text<Row>("承办科室", 10, r => r.Department),
        Column.Text<Row>("承办人", 8, r => r.Officer),
        Column.Date<Row>("办理期限", 11, r => DateOnly.FromDateTime(r.Due)),
        Column.Date<Row>("答复日期", 11, r => DateOnly.FromDateTime(r.Answered)),
        Column.Text<Row>("办理结果", 9, r => r.Outcome),
        Column.Money<Row>("金额", 12, r => r.Amount).Summed(),
        Column.LongText<Row>("备注", 20, r => r.Remark));

    private static IEnumerable<Row> Rows(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return Pool[i % Pool.Length];
        }
    }

    private static IEnumerable<Row> Pooled(int count)
    {
        var random = new Random(1);
        for (var i = 1; i <= count; i++)
        {
            var day = new DateTime(2024, 10, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(i % 31);
            yield return new(i, $"XF2024-{i:000000}", day, "来访", Word(random, 3), (i % 9) + 1, $"138{random.Next(10_000_000, 99_999_999)}", "申诉求决", Word(random, 4), $"反映{Word(random, 12)}拖欠工程款、{Word(random, 14)}等问题，要求核实并答复。",
                i % 4 == 0 ? "重复" : "初次", "受理", day.AddDays(3), $"{Word(random, 2)}科", Word(random, 3), day.AddDays(60), day.AddDays(40), "解释说明", random.Next(1, 10_000_000) / 100m, i % 3 == 0 ? Word(random, 10) : "");
        }
    }

    /// <summary>Two-character words drawn by Zipf's law, as language does; evenly random characters would only time deflate.</summary>
    internal static string Word(Random random, int length) => string.Create(length, random, static (text, r) =>
    {
        for (var i = 0; i < text.Length; i += 2)
        {
            var word = (int)Math.Exp(r.NextDouble() * Math.Log(4000));
            text[i] = (char)(0x4E00 + (word * 7 % 3755));
            if (i + 1 < text.Length)
            {
                text[i + 1] = (char)(0x4E00 + (word * 31 % 3755));
            }
        }
    });

    // Made beforehand, so that making them is not timed; repeated far beyond the window of deflate.
    private static readonly Row[] Pool = [.. Pooled(4096)];

    internal sealed record Row(int Ordinal, string Number, DateTime Registered, string Source, string Petitioner, int People, string Phone, string Purpose, string Category, string Summary, string Repeat, string Accepted,
        DateTime Notified, string Department, string Officer, DateTime Due, DateTime Answered, string Outcome, decimal Amount, string Remark);
}
