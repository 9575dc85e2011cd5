using System.Text;
using CaseTracker.Accounts;
using CaseTracker.Books;
using CaseTracker.Tests.Petitions;
using Microsoft.Extensions.DependencyInjection;
using NPOI.XSSF.UserModel;

namespace CaseTracker.Tests.Books;

/// <summary>The book 信访台账 as the bureau keeps it, written for a test.</summary>
internal static class PetitionBook
{
    /// <summary>The heading row as it stands in the bureau's book.</summary>
    public const string Heading = "信访编号,登记日期,信访形式,信访人,联系电话,来访人数,信访目的,内容分类,反映事项概要,初重件,关联信访编号,接待(登记)人,接访领导,是否受理,受理告知日期,承办科室,承办人,办理期限,延期批准日期,延期后期限,答复(办结)日期,办理结果,三到位分类,满意度,复查(复核)情况,当前状态,记录状态,备注";

    public static readonly string[] Headings = Heading.Split(',');

    static PetitionBook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>A closed matter; a test changes cells by heading.</summary>
    public static string[] Row(string number, params (string Heading, string Text)[] cells)
    {
        var row = Headings.ToDictionary(h => h, _ => "");
        foreach (var (heading, text) in new[]
        {
            ("信访编号", number), ("登记日期", "2024-03-05"), ("信访形式", "来访"), ("信访人", "张三"), ("联系电话", "13800005678"), ("来访人数", "1"), ("信访目的", "申诉求决"), ("内容分类", "企业改制安置补偿"),
            ("反映事项概要", $"反映改制补偿未兑现（{number}）。"), ("初重件", "初次"), ("接待(登记)人", "王登记"), ("是否受理", "受理"), ("受理告知日期", "2024-03-08"), ("承办科室", "经济运行科"), ("承办人", "陈承办"),
            ("办理期限", "2024-05-07"), ("答复(办结)日期", "2024-04-20"), ("办理结果", "解释说明"), ("三到位分类", "诉求无理的思想教育到位"), ("满意度", "基本满意"), ("当前状态", "办结"), ("记录状态", "有效"),
        }.Concat(cells))
        {
            row[heading] = text;
        }

        return [.. Headings.Select(h => row[h])];
    }

    /// <summary>An open matter, accepted, with the department.</summary>
    public static string[] Open(string number, params (string Heading, string Text)[] cells) =>
        Row(number, [("当前状态", "办理中"), ("答复(办结)日期", ""), ("办理结果", ""), ("三到位分类", ""), ("满意度", ""), .. cells]);

    public static byte[] Csv(params string[][] rows) => Encoded(new UTF8Encoding(true), rows);

    public static byte[] Encoded(Encoding encoding, params string[][] rows) =>
        [.. encoding.GetPreamble(), .. encoding.GetBytes(string.Join("\r\n", rows.Prepend(Headings).Select(r => string.Join(',', r.Select(Quoted)))) + "\r\n")];

    public static byte[] Xlsx(params string[][] rows)
    {
        var book = new XSSFWorkbook();
        var sheet = book.CreateSheet("信访台账");
        foreach (var (cells, r) in rows.Prepend(Headings).Select((c, i) => (c, i)))
        {
            var row = sheet.CreateRow(r);
            for (var c = 0; c < cells.Length; c++)
            {
                row.CreateCell(c).SetCellValue(cells[c]);
            }
        }

        using var file = new MemoryStream();
        book.Write(file, leaveOpen: true);
        return file.ToArray();
    }

    public static Task<ImportResult> ImportAsync(this PetitionOffice o, byte[] file, bool dryRun = false, bool update = false, Actor? by = null) =>
        o.Office.AsAsync(by ?? o.Office1, s => s.GetRequiredService<ImportPetitions>().ExecuteAsync(new(new MemoryStream(file), "台账.csv", dryRun, update), by ?? o.Office1, default));

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
}
