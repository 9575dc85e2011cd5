using System.Text;
using CaseTracker.Accounts;
using CaseTracker.Books;
using CaseTracker.Data;
using CaseTracker.Tests.Petitions;
using Microsoft.Extensions.DependencyInjection;
using NPOI.XSSF.UserModel;

namespace CaseTracker.Tests.Books;

/// <summary>The books of the retired cadres as the bureau keeps them, written for a test, and an office whose roster came from its book.</summary>
internal static class RetireeBooks
{
    /// <summary>The heading rows as they stand in the bureau's books.</summary>
    public const string RosterBook = "人员编号,姓名,性别,出生日期,身份证号,原单位,原职务,职级,政治面貌,参加工作时间,退休时间,移交日期,移交依据,现住址,居住情况,健康状况,联系电话,紧急联系人,与本人关系,紧急联系电话,月养老金(元),月补差标准(元),重点关注,当前状态,去世日期,转出日期,恢复日期,状态登记日期,备注";

    public const string VisitBook = "登记编号,来访日期,来访时间,来访形式,主访人,人员编号,同访人员编号,主访人与干部关系,身份类别,来访人数,陪同家属人数,原单位,事项性质,诉求类别,诉求内容,接待人,接待领导,处理意见,办结情况,关联编号,记录状态,登记科室,备注";

    public const string CareBook = "看望编号,看望类型,触发事由,触发日期,计划日期,对象编号,对象姓名,身份级别,看望人数,地点,带队领导,陪同人员,申请金额(元),批准金额(元),慰问形式,实际金额(元),签收人,看望日期,状态,报销日期,凭证号,备注";

    public const string BenefitBook = "事项编号,事项类别,申请日期,申请人,对象编号,身份级别,涉及人数,申请事由,核实日期,核实意见,审批日期,审批人,批复文号,转办单位,转办日期,金额(元),发放日期,办结日期,办理结果,是否异议,记录状态,备注";

    static RetireeBooks() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The three hands in which a book may come.</summary>
    public static IReadOnlyList<Func<string, string[][], byte[]>> Hands => [(h, rows) => Text(h, new UTF8Encoding(true), rows), (h, rows) => Text(h, Encoding.GetEncoding("GB18030"), rows), Workbook];

    /// <summary>张建国 and 李秀英 are 厂级, 王德明 is 中层 and died on 2024-03-05; LGB-066 is 张建国 once more.</summary>
    public static async Task<PetitionOffice> OpenAsync(DatabaseProvider provider)
    {
        var o = await PetitionOffice.OpenAsync(provider);
        await o.Office.DbAsync(db => db.WriteAsync(() =>
        {
            db.Add(new Department { Id = Guid.NewGuid(), Name = "老干部科", IsRetireeOffice = true, Rank = 9 });
            return Task.CompletedTask;
        }));
        var roster = await o.ImportAsync<ImportRoster>(Csv(RosterBook,
            Person("LGB-001", "张建国", "厂级正职", ("身份证号", "11010519491231002x")),
            Person("LGB-002", "李秀英", "厂级副职"),
            Person("LGB-003", "王德明", "中层正职", ("当前状态", "去世"), ("去世日期", "2024-3-5"), ("状态登记日期", "2024-3-6")),
            Person("LGB-066", "张 建国", "中层副职", ("身份证号", "110105 19491231 002X"))));
        return roster.Imported == 4 ? o : throw new InvalidOperationException(roster.Summary());
    }

    public static string[] Person(string number, string name, string grade, params (string, string)[] cells) =>
        Row(RosterBook, [("人员编号", number), ("姓名", name), ("性别", "男"), ("出生日期", "1949-12-31"), ("职级", grade), ("移交日期", "2011-8-15"), ("当前状态", "在册"), .. cells]);

    /// <summary>张建国 came about his allowance.</summary>
    public static string[] Came(string number, params (string, string)[] cells) => Row(VisitBook,
    [
        ("登记编号", number), ("来访日期", "2024-04-08"), ("来访时间", "9:30"), ("来访形式", "走访"), ("主访人", "张建国"), ("人员编号", "LGB-001"), ("主访人与干部关系", "本人"), ("身份类别", "厂级干部"), ("来访人数", "1"),
        ("陪同家属人数", "0"), ("原单位", "云溪机械厂"), ("事项性质", "信访接待"), ("诉求类别", "补差待遇"), ("诉求内容", $"反映补差待遇（{number}）"), ("接待人", "王登记"), ("接待领导", "冯分管"), ("处理意见", "核实后答复"), ("办结情况", "已当面答复"),
        ("记录状态", "有效"), .. cells,
    ]);

    /// <summary>李秀英 was visited in hospital.</summary>
    public static string[] Visited(string number, params (string, string)[] cells) => Row(CareBook,
    [
        ("看望编号", number), ("看望类型", "生病看望"), ("触发事由", "住院"), ("触发日期", "2024-05-06"), ("计划日期", "2024-05-07"), ("对象编号", "LGB-002"), ("对象姓名", "李秀英"), ("身份级别", "厂级"), ("看望人数", "1"), ("地点", "区人民医院"),
        ("带队领导", "冯分管"), ("陪同人员", "陈承办;李信访"), ("申请金额(元)", "500"), ("批准金额(元)", "500"), ("慰问形式", "慰问金"), ("实际金额(元)", "480.50"), ("签收人", "家属代签(长子)"), ("看望日期", "2024-05-08"), ("状态", "已办结"),
        ("报销日期", "2024-06-01"), ("凭证号", "记-7"), .. cells,
    ]);

    /// <summary>张建国's allowance was resolved.</summary>
    public static string[] Resolved(string number, params (string, string)[] cells) => Row(BenefitBook,
    [
        ("事项编号", number), ("事项类别", "补差待遇"), ("申请日期", "2024-02-01"), ("申请人", "张建国"), ("对象编号", "LGB-001"), ("身份级别", "厂级"), ("涉及人数", "1"), ("申请事由", "补差待遇未调整"), ("核实日期", "2024-02-20"), ("核实意见", "情况属实"),
        ("审批日期", "2024-03-01"), ("审批人", "钱局长"), ("批复文号", "新财〔2024〕3号"), ("转办单位", "区财政局"), ("转办日期", "2024-03-04"), ("金额(元)", "7,200.50"), ("发放日期", "2024-03-20"), ("办结日期", "2024-03-25"), ("办理结果", "已解决"),
        ("是否异议", "否"), ("记录状态", "有效"), .. cells,
    ]);

    public static byte[] Csv(string heading, params string[][] rows) => Text(heading, new UTF8Encoding(true), rows);

    /// <summary>Imports as the petition office, or as whoever is named.</summary>
    public static Task<ImportResult> ImportAsync<T>(this PetitionOffice o, byte[] file, bool dryRun = false, bool update = false, Actor? by = null) where T : notnull
    {
        var actor = by ?? o.Office1;
        var stream = new MemoryStream(file);
        return o.Office.AsAsync(actor, s => s.GetRequiredService<T>() switch
        {
            ImportRoster use => use.ExecuteAsync(new(stream, "台账.csv", dryRun, update), actor, default),
            ImportReceptions use => use.ExecuteAsync(new(stream, "台账.csv", dryRun, update), actor, default),
            ImportCareVisits use => use.ExecuteAsync(new(stream, "台账.csv", dryRun, update), actor, default),
            ImportBenefits use => use.ExecuteAsync(new(stream, "台账.csv", dryRun, update), actor, default),
            var other => throw new InvalidOperationException(other.ToString()),
        });
    }

    private static string[] Row(string heading, (string Heading, string Text)[] cells)
    {
        var headings = heading.Split(',');
        var row = headings.ToDictionary(h => h, _ => "");
        foreach (var (at, text) in cells)
        {
            row[at] = text;
        }

        return row.Count == headings.Length ? [.. headings.Select(h => row[h])] : throw new InvalidOperationException(string.Join(',', row.Keys.Except(headings)));
    }

    private static byte[] Text(string heading, Encoding encoding, string[][] rows) =>
        [.. encoding.GetPreamble(), .. encoding.GetBytes(string.Join("\r\n", rows.Prepend(heading.Split(',')).Select(r => string.Join(',', r.Select(c => c.AsSpan().ContainsAny(",\"\r\n") ? $"\"{c.Replace("\"", "\"\"")}\"" : c)))) + "\r\n")];

    private static byte[] Workbook(string heading, string[][] rows)
    {
        var book = new XSSFWorkbook();
        var sheet = book.CreateSheet("台账");
        foreach (var (cells, r) in rows.Prepend(heading.Split(',')).Select((c, i) => (c, i)))
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
}
