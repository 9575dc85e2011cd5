using System.IO.Compression;
using System.Text;
using CaseTracker.Excel;
using CsvHelper;
using ExcelDataReader;
using NPOI.XSSF.UserModel;
using Xunit;

namespace CaseTracker.Tests.Excel;

public sealed class LedgerWriterTests
{
    private const int HeadingRows = 4;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Payloads => [.. Enumerable.Concat(
        new[] { "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "=cmd|'/c calc'!A0", "=HYPERLINK(\"http://x.example\",\"点这里\")", "=WEBSERVICE(\"http://x.example\")" },
        new[] { "=IMPORTXML(\"x\",\"y\")", "=DDE(\"cmd\",\"/C calc\",\"x\")", "@=1", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "=1+1\";=2", "'=1+1", " =1+1", "\"=1+1", "=A1:A9", "{=1+1}", "==", "-", "+8613800000000", "_x003D_1+1", "</t></is></c><c><f>1+1</f></c>", "&#61;1+1", "=-@" })];

    [Fact]
    public async Task A_ledger_is_valid_and_reads_back_cell_by_cell()
    {
        var lines = Ledgers.Lines(60).ToList();
        var file = await Ledgers.WriteAsync(lines);
        Ledgers.AssertValid(file);
        var rows = Read(file)[0];
        Assert.Equal("新洲区经科局2024年10月信访工作台账", rows[0][0]);
        Assert.Contains("填报单位：新洲区经科局（盖章）", rows[1]);
        Assert.Contains("统计期间：2024年10月1日—10月31日", rows[1]);
        Assert.Contains("单位：件、人次", rows[1]);
        Assert.Equal("来访情况", rows[2][3]);
        Assert.Equal("人数", rows[3][4]);
        for (var i = 0; i < lines.Count; i++)
        {
            var row = rows[HeadingRows + i];
            Assert.Equal((double)(i + 1), row[0]);
            Assert.Equal(lines[i].Number, row[1]);
            Assert.Equal(lines[i].Registered!.Value.ToDateTime(TimeOnly.MinValue), row[2]);
            Assert.Equal(lines[i].Petitioner, row[3]);
            Assert.Equal((double?)lines[i].People, row[4]);
            Assert.Equal(lines[i].Summary, row[6]);
            Assert.Equal(lines[i].Arrived, row[7]);
            Assert.Equal((double?)lines[i].Amount, row[8]);
        }
    }

    [Fact]
    public async Task NPOI_finds_the_print_setup_the_clerk_needs()
    {
        var file = await Ledgers.WriteAsync(Ledgers.Lines(40));
        var book = new XSSFWorkbook(new MemoryStream(file));
        var sheet = (XSSFSheet)book.GetSheetAt(0);
        Assert.Equal("信访事项台账", sheet.SheetName);
        Assert.Equal(9, sheet.PrintSetup.PaperSize);
        Assert.True(sheet.PrintSetup.Landscape && sheet.FitToPage && sheet.HorizontallyCenter);
        Assert.Equal((1, 0), (sheet.PrintSetup.FitWidth, sheet.PrintSetup.FitHeight));
        Assert.Equal(2.5, sheet.GetMargin(NPOI.SS.UserModel.MarginType.LeftMargin) * 2.54, 3);
        Assert.Equal("第 &P 页　共 &N 页", sheet.Footer.Center);
        Assert.Equal((0, HeadingRows - 1), (sheet.RepeatingRows.FirstRow, sheet.RepeatingRows.LastRow));
        Assert.Equal(HeadingRows, sheet.PaneInformation.HorizontalSplitPosition);
        // 40 rows, 合计 and the signature line are printed; only the rows are filtered.
        Assert.Equal("信访事项台账!$A$1:$J$46", book.GetPrintArea(0).Replace("'", "", StringComparison.Ordinal));
        Assert.Contains("<autoFilter ref=\"A4:J44\"", Part(file, "xl/worksheets/sheet1.xml"), StringComparison.Ordinal);
        Assert.Contains("单位负责人", sheet.GetRow(45).GetCell(0).StringCellValue, StringComparison.Ordinal);
        Assert.Equal("@", sheet.GetRow(HeadingRows).GetCell(1).CellStyle.GetDataFormatString());
        Assert.Equal("@", sheet.GetColumnStyle(5).GetDataFormatString());
        Assert.Equal("yyyy-mm-dd", sheet.GetRow(HeadingRows).GetCell(2).CellStyle.GetDataFormatString());
        Assert.Equal("#,##0.00", sheet.GetRow(HeadingRows).GetCell(8).CellStyle.GetDataFormatString());
        Assert.True(sheet.GetRow(HeadingRows).GetCell(6).CellStyle.WrapText);
        Assert.Equal("仿宋_GB2312", ((XSSFCellStyle)sheet.GetRow(HeadingRows).GetCell(6).CellStyle).GetFont().FontName);
    }

    [Fact]
    public async Task Totals_are_formulas_that_hold_the_programs_own_sum()
    {
        var lines = Ledgers.Lines(40).ToList();
        using var stream = new MemoryStream();
        var summary = await LedgerWriter.WriteAsync(stream, Ledgers.Sheet, Ledgers.Heading, lines, cancellation: Stop);
        Assert.Equal(lines.Sum(l => l.Amount), summary.Totals["金额(元)"]);
        Assert.Equal(lines.Sum(l => (decimal?)l.People), summary.Totals["人数"]);
        var book = new XSSFWorkbook(new MemoryStream(stream.ToArray()));
        var total = book.GetSheetAt(0).GetRow(HeadingRows + 40);
        Assert.Equal("合计", total.GetCell(0).StringCellValue);
        Assert.Equal("SUBTOTAL(109,I5:I44)", total.GetCell(8).CellFormula);
        Assert.Equal((double)summary.Totals["金额(元)"], total.GetCell(8).NumericCellValue, 6);
        Assert.Equal((double)summary.Totals["人数"], total.GetCell(4).NumericCellValue, 6);
    }

    [Fact]
    public async Task LibreOffice_shows_the_same_cells_and_recomputes_the_same_totals()
    {
        var lines = Ledgers.Lines(30).Append(Ledgers.Saying("𬭎𠮷㛃阿依古丽·买买提")).Append(Ledgers.Saying("=1+1")).ToList();
        var csv = Encoding.UTF8.GetString(await Office.ConvertAsync(await Ledgers.WriteAsync(lines), Office.Csv));
        using var reader = CsvReader.FromText(csv, new CsvReaderOptions { Separator = ',', HasHeader = false, SkipEmptyLines = false });
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var expected = Ledgers.Sheet.Columns.Select((c, n) => n == 0 ? $"{i + 1}" : c.Display(lines[i])).ToArray();
            Assert.Equal(expected, rows[HeadingRows + i]);
        }

        Assert.Equal(lines.Sum(l => l.Amount)!.Value.ToString("#,##0.00"), rows[HeadingRows + lines.Count][8]);
        Assert.Equal(lines.Sum(l => l.People).ToString(), rows[HeadingRows + lines.Count][4]);
    }

    [Fact]
    public async Task LibreOffice_prints_a_page()
    {
        var pdf = await Office.ConvertAsync(await Ledgers.WriteAsync(Ledgers.Lines(60)), "pdf");
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString(pdf, 0, 8), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task Text_that_looks_like_a_formula_stays_text(string payload)
    {
        var file = await Ledgers.WriteAsync([Ledgers.Saying(payload)]);
        Ledgers.AssertValid(file);
        var expected = payload.Replace("\r", "\n", StringComparison.Ordinal);
        Assert.Equal(expected, Read(file)[0][HeadingRows][6]);
        var cell = new XSSFWorkbook(new MemoryStream(file)).GetSheetAt(0).GetRow(HeadingRows).GetCell(6);
        Assert.Equal(NPOI.SS.UserModel.CellType.String, cell.CellType);
        Assert.Equal(CellText.LooksLikeFormula(payload), ((XSSFCellStyle)cell.CellStyle).GetCoreXf().quotePrefix);
        Assert.DoesNotContain("<f>", Part(file, "xl/worksheets/sheet1.xml").Split("合计")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("𬭎𠮷㛃阿依古丽·买买提", "𬭎𠮷㛃阿依古丽·买买提")]
    [InlineData("😀👨‍👩‍👧 两人", "😀👨‍👩‍👧 两人")]
    [InlineData("a\0b\u0001c\u001Fd\u0085e\uFFFEf", "abcdef")]
    [InlineData("第一行\r\n第二行\r第三行\n", "第一行\n第二行\n第三行\n")]
    [InlineData("  前后空格　", "  前后空格　")]
    [InlineData("<b>&amp;\"'</b>", "<b>&amp;\"'</b>")]
    [InlineData("_x000D_ _x0041_ _x41_", "_x000D_ _x0041_ _x41_")]
    public async Task Every_character_a_form_accepts_comes_back(string written, string read)
    {
        var file = await Ledgers.WriteAsync([Ledgers.Saying(written)]);
        Ledgers.AssertValid(file);
        Assert.Equal(read, Read(file)[0][HeadingRows][6]);
        Assert.Equal(read, new XSSFWorkbook(new MemoryStream(file)).GetSheetAt(0).GetRow(HeadingRows).GetCell(6).StringCellValue);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_becomes_a_replacement_character() =>
        Assert.Equal("坏\uFFFD字\uFFFD", Read(await Ledgers.WriteAsync([Ledgers.Saying("坏\uD800字\uDC00")]))[0][HeadingRows][6]);

    [Fact]
    public async Task Text_beyond_the_limit_of_a_cell_is_cut_where_one_sees_it()
    {
        var file = await Ledgers.WriteAsync([Ledgers.Saying(string.Concat(Enumerable.Repeat("𬭎", 20_000)))]);
        Ledgers.AssertValid(file);
        var text = (string)Read(file)[0][HeadingRows][6]!;
        Assert.True(text.Length <= CellText.Longest);
        Assert.EndsWith("（超出单元格上限，全文见系统）", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\uFFFD", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_characters_are_kept() =>
        Assert.Equal(new string('访', 10_000), Read(await Ledgers.WriteAsync([Ledgers.Saying(new('访', 10_000))]))[0][HeadingRows][6]);

    [Fact]
    public async Task An_empty_month_says_so()
    {
        var file = await Ledgers.WriteAsync([]);
        Ledgers.AssertValid(file);
        var sheet = (XSSFSheet)new XSSFWorkbook(new MemoryStream(file)).GetSheetAt(0);
        Assert.Equal("本月无", sheet.GetRow(HeadingRows).GetCell(0).StringCellValue);
        Assert.Contains("A5:J5", Enumerable.Range(0, sheet.NumMergedRegions).Select(i => sheet.GetMergedRegion(i).FormatAsString()));
        Assert.DoesNotContain(Read(file)[0], r => Equals(r[0], "合计"));
    }

    [Fact]
    public async Task Notice_and_cover_stand_above_the_rows_with_their_number()
    {
        var heading = Ledgers.Heading with { Notice = "演示数据，人物均为虚构", Cover = ["查询条件：承办科室=信访科", $"共 {SheetHeading.RowCount} 条"] };
        var file = await Ledgers.WriteAsync(Ledgers.Lines(1234), heading: heading);
        Ledgers.AssertValid(file);
        var rows = Read(file)[0];
        Assert.Equal(["演示数据，人物均为虚构", "查询条件：承办科室=信访科", "共 1,234 条"], rows.Skip(1).Take(3).Select(r => r[0]));
    }

    [Fact]
    public async Task Rows_that_do_not_fit_go_on_on_the_next_sheet()
    {
        var lines = Ledgers.Lines(25).ToList();
        var file = await Ledgers.WriteAsync(lines, new() { RowsPerSheet = 10 });
        Ledgers.AssertValid(file);
        var sheets = Read(file);
        Assert.Equal(3, sheets.Count);
        Assert.Equal(lines.Select(l => l.Number), sheets.SelectMany(s => s.Skip(HeadingRows).Where(r => r[1] is string n && n.StartsWith("XF", StringComparison.Ordinal)).Select(r => (string)r[1]!)));
        Assert.All(sheets, s => Assert.Equal("新洲区经科局2024年10月信访工作台账", s[0][0]));
        Assert.Equal(25d, sheets[2][HeadingRows + 4][0]);
        Assert.Equal((double)lines.Sum(l => l.Amount)!.Value, (double)sheets[2][HeadingRows + 5][8]!, 6);
        var book = new XSSFWorkbook(new MemoryStream(file));
        Assert.Equal("SUBTOTAL(109,'信访事项台账'!I5:I14,'信访事项台账 (2)'!I5:I14,I5:I9)", book.GetSheetAt(2).GetRow(HeadingRows + 5).GetCell(8).CellFormula);
        Assert.Equal("$A$1:$J$14", book.GetPrintArea(1).Split('!')[1]);
    }

    [Fact]
    public async Task A_full_sheet_leaves_no_empty_sheet_behind() =>
        Assert.Single(Read(await Ledgers.WriteAsync(Ledgers.Lines(10), new() { RowsPerSheet = 10 })));

    [Fact]
    public async Task A_response_body_is_only_written_asynchronously()
    {
        await using var body = new ResponseBody();
        await LedgerWriter.WriteAsync(body, Ledgers.Sheet, Ledgers.Heading, Ledgers.Lines(20_000), cancellation: Stop);
        var file = body.ToArray();
        Ledgers.AssertValid(file);
        Assert.Equal(20_000 + HeadingRows + 2, Read(file)[0].Count);
        // What went out unsought must load in LibreOffice too.
        var small = new ResponseBody();
        await using (small)
        {
            await LedgerWriter.WriteAsync(small, Ledgers.Sheet, Ledgers.Heading, Ledgers.Lines(5), cancellation: Stop);
        }

        Assert.Contains("XF2024-0005", Encoding.UTF8.GetString(await Office.ConvertAsync(small.ToArray(), Office.Csv)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_levels_hold_the_same_and_the_same_rows_give_the_same_bytes()
    {
        var fastest = await Ledgers.WriteAsync(Ledgers.Lines(500));
        var optimal = await Ledgers.WriteAsync(Ledgers.Lines(500), new() { Compression = CompressionLevel.Optimal });
        Assert.True(optimal.Length < fastest.Length);
        Assert.Equal(Part(fastest, "xl/worksheets/sheet1.xml"), Part(optimal, "xl/worksheets/sheet1.xml"));
        Assert.Equal(Part(fastest, "xl/worksheets/sheet1.xml"), Part(await Ledgers.WriteAsync(Ledgers.Lines(500)), "xl/worksheets/sheet1.xml"));
    }

    [Fact]
    public async Task Progress_is_told_and_a_cancelled_export_stops()
    {
        var told = new List<int>();
        await Ledgers.WriteAsync(Ledgers.Lines(2500), new() { Progress = told.Add });
        Assert.Equal([1000, 2000, 2500], told);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var options = new LedgerOptions { Progress = n => { if (n == 2000) { cancel.Cancel(); } } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LedgerWriter.WriteAsync(new MemoryStream(), Ledgers.Sheet, Ledgers.Heading, Ledgers.Lines(1_000_000), options, cancel.Token));
    }

    [Fact]
    public async Task What_goes_wrong_with_the_output_is_thrown_as_it_is_and_the_rows_are_no_longer_read()
    {
        var read = 0;
        var wrong = await Assert.ThrowsAsync<IOException>(() => LedgerWriter.WriteAsync(new FullDisk(), Ledgers.Sheet, Ledgers.Heading, Ledgers.Lines(1_000_000).Select(row => (read++, row).row), cancellation: Stop));
        Assert.Equal("No space left on device", wrong.Message);
        Assert.InRange(read, 1, 100_000);
    }

    private sealed class FullDisk : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > 100_000 ? ValueTask.FromException(new IOException("No space left on device")) : base.WriteAsync(buffer, cancellationToken);
    }

    [Fact]
    public async Task A_row_is_as_high_as_its_longest_text_needs()
    {
        var file = await Ledgers.WriteAsync([Ledgers.Saying("短"), Ledgers.Saying("短") with { Summary = new('访', 100) }, Ledgers.Saying("短") with { Summary = "一\n二\n三" }, Ledgers.Saying("短") with { Summary = new('访', 9_000) }]);
        var sheet = new XSSFWorkbook(new MemoryStream(file)).GetSheetAt(0);
        // The column takes 17 Chinese characters a line.
        Assert.Equal([18, 108, 48, 409], Enumerable.Range(HeadingRows, 4).Select(r => (int)sheet.GetRow(r).HeightInPoints));
        Assert.DoesNotContain("ht=\"18\" customHeight", Part(file, "xl/worksheets/sheet1.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_before_Excels_calendar_is_text()
    {
        var file = await Ledgers.WriteAsync([Ledgers.Saying("老") with { Registered = new(1899, 5, 1) }, Ledgers.Saying("早") with { Registered = new(1900, 3, 1) }]);
        Ledgers.AssertValid(file);
        Assert.Equal("1899-05-01", Read(file)[0][HeadingRows][2]);
        Assert.Equal(new DateTime(1900, 3, 1, 0, 0, 0, DateTimeKind.Unspecified), Read(file)[0][HeadingRows + 1][2]);
    }

    [Fact]
    public async Task A_ledger_of_one_column_is_valid_too()
    {
        using var stream = new MemoryStream();
        var sheet = new Sheet<int>("a/b:c*[1]?", Column.Number<int>("数", 10, i => i).Summed());
        await LedgerWriter.WriteAsync(stream, sheet, Ledgers.Heading, [1, 2, 3], cancellation: Stop);
        Ledgers.AssertValid(stream.ToArray());
        Assert.Equal("a_b_c__1__", new XSSFWorkbook(new MemoryStream(stream.ToArray())).GetSheetName(0));
    }

    private static List<List<object?[]>> Read(byte[] file)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(file));
        var sheets = new List<List<object?[]>>();
        do
        {
            var rows = new List<object?[]>();
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
            }

            sheets.Add(rows);
        }
        while (reader.NextResult());
        return sheets;
    }

    private static string Part(byte[] file, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>Takes what Kestrel's response body takes: no seeking, no synchronous write.</summary>
    private sealed class ResponseBody : Stream
    {
        private readonly MemoryStream inner = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public byte[] ToArray() => inner.ToArray();

        public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.WriteAsync(buffer, offset, count, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);
    }
}
