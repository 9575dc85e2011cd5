using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using CaseTracker.Excel;
using NPOI.SS.UserModel;
using NPOI.XSSF.UserModel;
using Xunit;

namespace CaseTracker.Tests.Excel;

public sealed class BookReaderTests
{
    private const string Petitions = "信访编号,登记日期,信访人,反映事项概要\r\nX1,2024-03-05,张𬭎,\"两行\r\n概要，含\"\"引号\"\"\"\r\n\r\nX2,2024.3.6,阿依古丽·买买提,普通\r\n";

    static BookReaderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string, bool, string> Hands => new()
    {
        { "utf-8", true, "\r\n" }, { "utf-8", false, "\r\n" }, { "utf-8", true, "\n" }, { "utf-8", false, "\n" }, { "GB18030", false, "\r\n" }, { "GB18030", false, "\n" },
    };

    [Theory]
    [MemberData(nameof(Hands))]
    public void A_CSV_is_read_in_every_hand(string encoding, bool mark, string newLine)
    {
        var bytes = Encoding.GetEncoding(encoding).GetBytes(Petitions.ReplaceLineEndings(newLine));
        var book = BookReader.Read(mark ? [0xEF, 0xBB, 0xBF, .. bytes] : bytes);
        Assert.Equal(["信访编号", "登记日期", "信访人", "反映事项概要"], book.Headings);
        Assert.Equal([2, 4], book.Rows.Select(r => r.Number));
        Assert.Equal("张𬭎", book.Rows[0]["信访人"]);
        Assert.Equal("两行\n概要，含\"引号\"", book.Rows[0]["反映事项概要"]);
        Assert.Equal("阿依古丽·买买提", book.Rows[1]["信访人"]);
        Assert.All(book.Rows, r => Assert.Empty(r.Problems));
    }

    [Fact]
    public void A_workbook_is_read_as_the_clerk_sees_it()
    {
        var book = BookReader.Read(Workbook(book =>
        {
            var sheet = book.CreateSheet("台账");
            Text(sheet, 0, " 信访编号 ", "登记日期", "出生年月", "人数", "金额", "说明", "合计");
            var row = sheet.CreateRow(3);
            row.CreateCell(0).SetCellValue("X1");
            Styled(book, row.CreateCell(1), new DateTime(2024, 3, 5, 0, 0, 0, DateTimeKind.Unspecified), "yyyy\"年\"m\"月\"d\"日\"");
            Styled(book, row.CreateCell(2), new DateTime(1957, 9, 1, 0, 0, 0, DateTimeKind.Unspecified), "yyyy-mm");
            row.CreateCell(3).SetCellValue(12);
            row.CreateCell(4).SetCellValue(0.1 + 0.2);
            row.CreateCell(5).SetCellValue("𠮷野家");
            row.CreateCell(6).SetCellFormula("D4*2");
            row.GetCell(6).SetCellValue(24);
        }));
        Assert.Equal("信访编号", book.Headings[0]);
        var read = Assert.Single(book.Rows);
        Assert.Equal(4, read.Number);
        Assert.Equal(["X1", "2024-03-05", "1957-09", "12", "0.3", "𠮷野家", "24"], read.Cells);
    }

    [Fact]
    public void A_formula_in_a_cell_is_never_run()
    {
        var book = BookReader.Read(Workbook(book =>
        {
            var sheet = book.CreateSheet("台账");
            Text(sheet, 0, "信访编号", "说明");
            Text(sheet, 1, "X1", "=1+1");
            sheet.GetRow(1).CreateCell(0).SetCellFormula("1+1");
        }));
        Assert.DoesNotContain("2", book.Rows[0].Cells);
        Assert.Equal("=1+1", book.Rows[0]["说明"]);
    }

    [Fact]
    public void An_ID_number_kept_as_a_number_is_refused_for_its_lost_digits()
    {
        var book = BookReader.Read(Workbook(book =>
        {
            var sheet = book.CreateSheet("台账");
            Text(sheet, 0, "姓名", "身份证号");
            Text(sheet, 1, "张三");
            sheet.GetRow(1).CreateCell(1).SetCellValue(420117195709011234d);
        }));
        Assert.Contains("超过15位", Assert.Single(book.Rows[0].Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_value_is_a_problem_of_its_row()
    {
        var book = BookReader.Read(Encoding.UTF8.GetBytes("姓名,人数\n张三,#N/A\n李四,2\n"));
        Assert.Contains("错误值#N/A", Assert.Single(book.Rows[0].Problems), StringComparison.Ordinal);
        Assert.Empty(book.Rows[1].Problems);
    }

    [Fact]
    public void Control_characters_are_a_problem_of_their_row() =>
        Assert.Contains("控制字符", Assert.Single(BookReader.Read(Encoding.UTF8.GetBytes("姓名\n张\u0007三\n")).Rows[0].Problems), StringComparison.Ordinal);

    [Fact]
    public void Columns_are_found_by_heading_and_reported_when_unknown()
    {
        var book = BookReader.Read(Encoding.UTF8.GetBytes("备注,自编列,登记日期,\n甲,乙,2024-3-5,丁\n"));
        Assert.Equal("2024-3-5", book.Rows[0]["登记日期"]);
        Assert.Equal("", book.Rows[0]["没有的列"]);
        Assert.Equal(["自编列"], book.Unknown("登记日期", "备注", "信访编号"));
        Assert.Contains("第4列没有表头", Assert.Single(book.Notices), StringComparison.Ordinal);
        book.Require("登记日期", "备注");
        var refused = Assert.Throws<RefusedException>(() => book.Require("信访编号", "登记日期", "信访人"));
        Assert.Contains("缺少必需的表头：信访编号、信访人", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_heading_twice_is_refused() => AssertRefused("信访人,信访人\n甲,乙\n", "出现了两次");

    [Fact]
    public void A_second_sheet_is_left_aside_and_said_so()
    {
        var book = BookReader.Read(Workbook(book =>
        {
            book.CreateSheet("空白");
            Text(book.CreateSheet("台账"), 0, "信访编号");
            Text(book.GetSheet("台账"), 1, "X1");
            Text(book.CreateSheet("选项"), 0, "来访");
        }));
        Assert.Equal("X1", Assert.Single(book.Rows)["信访编号"]);
        Assert.Contains("工作表“选项”没有导入", Assert.Single(book.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public void Kinds_of_files_that_are_no_book_are_refused_by_content()
    {
        AssertRefused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "另存为.xlsx");
        AssertRefused([], "空的");
        AssertRefused("%PDF-1.7\n\0\0"u8.ToArray(), "不是.xlsx");
        AssertRefused("\uFEFF <html><table><tr><td>1</td></tr></table>", "网页");
        AssertRefused([0xFF, 0xFE, 0x31, 0x00], "UTF-16");
        AssertRefused([0xEF, 0xBB, 0xBF, 0xFF, 0xFF], "编码无法识别");
        AssertRefused([0xC4, 0xE3, 0xFF, 0xFF], "编码无法识别");
        AssertRefused(Zip(("word/document.xml", "<w/>"u8.ToArray())), "不是.xlsx");
        AssertRefused(" \n , \n", "没有读到表头");
        AssertRefused("PK\u0003\u0004 broken", "损坏");
    }

    [Fact]
    public void Unbalanced_quotes_are_never_guessed()
    {
        AssertRefused("姓名,概要\n张三,\"没有结束\n李四,乙\n", "第2行的引号没有结束");
        var book = BookReader.Read(Encoding.UTF8.GetBytes("姓名,概要\n\"张\"三,甲\n李四,他说\"好\"\n"));
        Assert.Contains("引号不配对", Assert.Single(book.Rows[0].Problems), StringComparison.Ordinal);
        Assert.Equal("他说\"好\"", book.Rows[1]["概要"]);
        Assert.Empty(book.Rows[1].Problems);
    }

    [Fact]
    public void Too_many_rows_or_cells_are_refused()
    {
        var rows = string.Concat(Enumerable.Range(1, BookReader.MostRows).Select(i => $"{i},a\n"));
        Assert.Equal(BookReader.MostRows, BookReader.Read(Encoding.UTF8.GetBytes("编号,值\n" + rows)).Rows.Count);
        AssertRefused("编号,值\n" + rows + "最后,一行\n", "超过5,000行");
        var wide = string.Join(',', Enumerable.Range(1, 101));
        AssertRefused(string.Concat(Enumerable.Repeat(wide + "\n", 2000)), "超过200,000格");
        AssertRefused(string.Join(',', Enumerable.Range(1, 5000)), "超过200列");
    }

    [Fact]
    public void Bombs_are_refused_at_once()
    {
        var watch = Stopwatch.StartNew();
        AssertRefused(Zip(("xl/workbook.xml", new byte[200 * 1024 * 1024])), "解压后过大");
        AssertRefused(Zip([.. Enumerable.Range(0, 200).Select(i => ($"xl/{i}.xml", new byte[400 * 1024]))]), "解压后过大");
        AssertRefused(Zip([.. Enumerable.Range(0, 65_000).Select(i => ($"{i}", Array.Empty<byte>()))]), "部件");
        var sheet = new StringBuilder("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
        for (var i = 1; i <= 1_048_576; i++)
        {
            sheet.Append("<row r=\"").Append(i).Append("\"><c r=\"A").Append(i).Append("\"><v>1</v></c></row>");
        }

        AssertRefused(Replaced("xl/worksheets/sheet1.xml", sheet.Append("</sheetData></worksheet>").ToString()), "超过5,000行", "解压后过大");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_declared_size_is_not_believed()
    {
        var file = Zip(("xl/workbook.xml", new byte[70 * 1024 * 1024]));
        // The uncompressed size in the central directory, said to be 10 bytes.
        var directory = file.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(file.AsSpan(directory + 24), 10);
        var refused = Assert.Throws<RefusedException>(() => BookReader.Read(file));
        Assert.Contains("请", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&a;</t></is></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet")]
    public void A_broken_sheet_is_refused(string xml) => AssertRefused(Replaced("xl/worksheets/sheet1.xml", xml), "损坏");

    [Fact]
    public void Emptiness_without_end_is_refused_or_read_quickly()
    {
        var watch = Stopwatch.StartNew();
        AssertRefused(Replaced("xl/worksheets/sheet1.xml", "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>编号</t></is></c><c r=\"XFD1\" t=\"inlineStr\"><is><t>远</t></is></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row></sheetData></worksheet>"), "过大", "超过200列");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void Mutants_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(20241008);
        var sound = Workbook(book =>
        {
            var sheet = book.CreateSheet("台账");
            for (var r = 0; r < 20; r++)
            {
                Text(sheet, r, $"甲{r}", $"2024-3-{r}", "说明");
                sheet.GetRow(r).CreateCell(3).SetCellValue(r * 1.5);
            }
        });
        var parts = Parts(sound);
        var (read, refused) = (0, 0);
        for (var i = 0; i < 600; i++)
        {
            var file = i % 2 == 0 ? Mutant(sound, random) : Zip([.. MutantParts(parts, random)]);
            var watch = Stopwatch.StartNew();
            try
            {
                BookReader.Read(file);
                read++;
            }
            catch (RefusedException e)
            {
                Assert.Contains("请", e.Message, StringComparison.Ordinal);
                refused++;
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"Mutant {i} took {watch.Elapsed}.");
        }

        Assert.True(read > 20 && refused > 20, $"{read} read, {refused} refused");
    }

    [Fact]
    public void What_was_refused_comes_back_and_goes_in_again()
    {
        var book = BookReader.Read(Encoding.UTF8.GetBytes("编号,登记日期,概要\nX1,2024-13-01,=1+1\nX2,2024-3-5,好\nX3,昨天,张𬭎\n"));
        using var stream = new MemoryStream();
        ErrorWorkbook.Write(stream, book, [(book.Rows[0], "登记日期不是日期"), (book.Rows[2], "登记日期不是日期")]);
        Ledgers.AssertValid(stream.ToArray());
        var again = BookReader.Read(stream.ToArray());
        Assert.Equal(["编号", "登记日期", "概要", "问题"], again.Headings);
        Assert.Equal(["X1", "2024-13-01", "=1+1", "原第2行：登记日期不是日期"], again.Rows[0].Cells);
        Assert.Equal("张𬭎", again.Rows[1]["概要"]);
        Assert.Empty(again.Unknown("编号", "登记日期", "概要"));
        using var twice = new MemoryStream();
        ErrorWorkbook.Write(twice, again, [(again.Rows[0], "仍不对")]);
        Assert.Equal(["编号", "登记日期", "概要", "问题"], BookReader.Read(twice.ToArray()).Headings);
        var cell = new XSSFWorkbook(new MemoryStream(stream.ToArray())).GetSheetAt(0).GetRow(1).GetCell(2);
        Assert.Equal(CellType.String, cell.CellType);
        Assert.True(((XSSFCellStyle)cell.CellStyle).GetCoreXf().quotePrefix);
    }

    [Fact]
    public async Task An_upload_beyond_the_limit_is_refused_while_it_comes()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => BookReader.ReadAsync(new MemoryStream(new byte[BookReader.MostBytes + 1]), TestContext.Current.CancellationToken));
        Assert.Contains("超过20MB", refused.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(string text, string reason) => AssertRefused(Encoding.UTF8.GetBytes(text), reason);

    private static void AssertRefused(byte[] file, params string[] reasons)
    {
        var message = Assert.Throws<RefusedException>(() => BookReader.Read(file)).Message;
        Assert.True(reasons.Any(r => message.Contains(r, StringComparison.Ordinal)), message);
    }

    private static byte[] Workbook(Action<XSSFWorkbook> fill)
    {
        var book = new XSSFWorkbook();
        fill(book);
        using var stream = new MemoryStream();
        book.Write(stream, leaveOpen: true);
        return stream.ToArray();
    }

    private static void Text(ISheet sheet, int row, params string[] texts)
    {
        var line = sheet.CreateRow(row);
        for (var c = 0; c < texts.Length; c++)
        {
            line.CreateCell(c).SetCellValue(texts[c]);
        }
    }

    private static void Styled(XSSFWorkbook book, NPOI.SS.UserModel.ICell cell, DateTime value, string format)
    {
        var style = book.CreateCellStyle();
        style.DataFormat = book.CreateDataFormat().GetFormat(format);
        cell.SetCellValue(value);
        cell.CellStyle = style;
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static (string Name, byte[] Content)[] Parts(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return [.. zip.Entries.Select(e =>
        {
            using var stream = e.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return (e.FullName, content.ToArray());
        })];
    }

    private static byte[] Replaced(string part, string xml) => Zip([.. Parts(Workbook(b => Text(b.CreateSheet("台账"), 0, "编号"))).Select(p => p.Name == part ? (p.Name, Encoding.UTF8.GetBytes(xml)) : p)]);

    private static byte[] Mutant(byte[] sound, Random random)
    {
        var file = sound.ToList();
        for (var edits = random.Next(1, 20); edits > 0; edits--)
        {
            var at = random.Next(file.Count);
            switch (random.Next(5))
            {
                case 0:
                    file[at] = (byte)random.Next(256);
                    break;
                case 1:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    file.RemoveRange(at, Math.Min(random.Next(1, 64), file.Count - at));
                    break;
                case 3:
                    file.InsertRange(at, file.GetRange(at, Math.Min(random.Next(1, 120), file.Count - at)));
                    break;
                default:
                    for (var i = 0; i < 4 && at + i < file.Count; i++)
                    {
                        file[at + i] = random.Next(2) == 0 ? (byte)0xFF : (byte)0;
                    }

                    break;
            }
        }

        return [.. file];
    }

    private static IEnumerable<(string, byte[])> MutantParts((string Name, byte[] Content)[] parts, Random random)
    {
        string[] extremes = ["0", "-1", "2147483647", "4294967296", "1e400", "NaN", ""];
        var victim = random.Next(parts.Length);
        for (var p = 0; p < parts.Length; p++)
        {
            var xml = Encoding.UTF8.GetString(parts[p].Content);
            if (p == victim)
            {
                var numbers = System.Text.RegularExpressions.Regex.Matches(xml, "[0-9]+", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
                if (numbers.Count > 0)
                {
                    var number = numbers[random.Next(numbers.Count)];
                    xml = xml[..number.Index] + extremes[random.Next(extremes.Length)] + xml[(number.Index + number.Length)..];
                }
            }

            yield return (parts[p].Name, Encoding.UTF8.GetBytes(xml));
        }
    }
}
