using System.Globalization;
using CaseTracker.Books;
using CaseTracker.Tests.Books;
using CaseTracker.Tests.Petitions;
using static CaseTracker.Tests.Books.RetireeBooks;

namespace CaseTracker.Tests.Reports;

/// <summary>The six books of a small bureau, made by chance from a seed, and the published figures counted from their rows by the bureau's rules, one plain loop a figure: it knows nothing of the program.</summary>
internal sealed class SixBooks
{
    private readonly Random chance;

    public SixBooks(int seed)
    {
        chance = new(seed);
        for (var i = 1; i <= 14; i++)
        {
            Roster.Add(Cadre(i));
        }

        // The second and the fifth stand in the roster once more, under another number.
        Roster.Add(Again(2, 51));
        Roster.Add(Again(5, 52));
        Fill(Receptions, 40, Arrival);
        Fill(Visits, 30, CareVisit);
        Fill(Benefits, 16, Benefit);
        Fill(Petitions, 40, Petition);
        Fill(Governance, 60, Item);
    }

    public List<Dictionary<string, string>> Roster { get; } = [];

    public List<Dictionary<string, string>> Receptions { get; } = [];

    public List<Dictionary<string, string>> Visits { get; } = [];

    public List<Dictionary<string, string>> Benefits { get; } = [];

    public List<Dictionary<string, string>> Petitions { get; } = [];

    public List<Dictionary<string, string>> Governance { get; } = [];

    /// <summary>The books as files, in the order in which they are imported.</summary>
    public IEnumerable<(string Name, byte[] File)> Files =>
    [
        ("roster", Csv(RosterBook, Rows(Roster))), ("receptions", Csv(VisitBook, Rows(Receptions))), ("care-visits", Csv(CareBook, Rows(Visits))), ("benefits", Csv(BenefitBook, Rows(Benefits))),
        ("petitions", Csv(PetitionBook.Heading, Rows(Petitions))), ("governance", Csv(GovernanceBook, Rows(Governance))),
    ];

    public async Task<PetitionOffice> OfficeAsync(CaseTracker.Data.DatabaseProvider provider)
    {
        var o = await PetitionOffice.OpenAsync(provider);
        List<ImportResult> results =
        [
            await o.ImportAsync<ImportRoster>(Csv(RosterBook, Rows(Roster))), await o.ImportAsync<ImportReceptions>(Csv(VisitBook, Rows(Receptions))), await o.ImportAsync<ImportCareVisits>(Csv(CareBook, Rows(Visits))),
            await o.ImportAsync<ImportBenefits>(Csv(BenefitBook, Rows(Benefits))), await o.ImportAsync(PetitionBook.Csv(Rows(Petitions))), await o.ImportAsync<ImportGovernance>(Csv(GovernanceBook, Rows(Governance))),
        ];
        return results.Find(r => r.Refused.Count > 0) is { } bad ? throw new InvalidOperationException($"{bad.Summary()} {string.Join(' ', bad.Refused.SelectMany(r => r.Reasons).Select(r => r.Text))}") : o;
    }

    /// <summary>Changes one row: another date, void, another state, gone. Returns what was done.</summary>
    public string Disturb()
    {
        var (book, date, state, word) = chance.Next(5) switch
        {
            0 => (Receptions, "来访日期", "记录状态", "作废"),
            1 => (Visits, "看望日期", "状态", "已取消"),
            2 => (Benefits, "办结日期", "记录状态", "作废"),
            3 => (Petitions, "", "记录状态", "作废"),
            _ => (Governance, "审结(完成)日期", "状态", "已撤回"),
        };
        var row = book[chance.Next(book.Count)];
        switch (chance.Next(3))
        {
            case 0:
                book.Remove(row);
                return $"deleted {row.Values.First()}";
            case 1 when date.Length > 0 && row[date].Length > 0:
                row[date] = "2025-02-20";
                return $"re-dated {row.Values.First()}";
            default:
                row[state] = word;
                return $"{word} {row.Values.First()}";
        }
    }

    /// <summary>The figures of a year by the rules of the books, with the numbers of the rows where the rule names them.</summary>
    public Dictionary<string, decimal> Counted(int year)
    {
        var figures = new Dictionary<string, decimal>(StringComparer.Ordinal);
        bool In(string day) => day.Length > 0 && Day(day).Year == year;
        var last = new DateOnly(year, 12, 31);

        var people = Roster.GroupBy(r => r["身份证号"].ToUpperInvariant()).Select(g => g.First()).ToList();
        Dictionary<string, string> PersonOf(string number) => people.Find(p => p["身份证号"] == Roster.Find(r => r["人员编号"] == number)!["身份证号"])!;
        bool InCare(Dictionary<string, string> p, DateOnly d) => Day(p["移交日期"]) <= d && !(p["去世日期"].Length > 0 && Day(p["去世日期"]) <= d)
            && !(p["转出日期"].Length > 0 && Day(p["转出日期"]) <= d && !(p["恢复日期"].Length > 0 && Day(p["恢复日期"]) <= d));
        bool IsPlant(Dictionary<string, string> p) => p["职级"].StartsWith("厂级", StringComparison.Ordinal);
        figures["R1"] = people.Count(p => Day(p["移交日期"]) <= last);
        figures["R2"] = people.Count(p => InCare(p, last));

        decimal plant = 0, middle = 0;
        var arrivals = new HashSet<string>();
        foreach (var r in Receptions.Where(r => r["记录状态"] == "有效" && r["事项性质"] == "信访接待" && r["来访形式"] == "走访" && In(r["来访日期"]) && !r["主访人与干部关系"].StartsWith("遗属", StringComparison.Ordinal)))
        {
            var day = Day(r["来访日期"]);
            var main = PersonOf(r["人员编号"]);
            var all = r["同访人员编号"].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(PersonOf).Prepend(main).DistinctBy(p => p["身份证号"]).ToList();
            if (!arrivals.Add($"{day}|{string.Join(',', all.Select(p => p["身份证号"]).Order(StringComparer.Ordinal))}") || !InCare(main, day))
            {
                continue;
            }

            var counted = all.Where(p => InCare(p, day)).ToList();
            plant += counted.Count(IsPlant);
            middle += counted.Any(p => !IsPlant(p)) ? 1 : 0;
        }

        (figures["R3"], figures["R8"]) = (plant, middle);

        var made = Visits.Where(v => v["状态"] == "已办结" && In(v["看望日期"]))
            .GroupBy(v => $"{v["看望类型"]}|{Day(v["看望日期"])}|{string.Join(',', v["对象编号"].Split(';').Select(n => PersonOf(n)["身份证号"]).Distinct().Order(StringComparer.Ordinal))}").Select(g => g.First()).ToList();
        int Met(string type) => made.Where(v => v["看望类型"] == type).Sum(v => v["对象编号"].Split(';').Select(n => PersonOf(n)["身份证号"]).Distinct().Count());
        (figures["R6"], figures["C4"], figures["C5"]) = (Met("生病看望"), Met("春节走访"), Met("重阳走访"));
        figures["R7"] = made.Count(v => v["看望类型"] == "去世慰问" && IsPlant(PersonOf(v["对象编号"])));
        figures["C2"] = made.Count(v => v["看望类型"] == "去世慰问");
        figures["C8"] = made.Sum(v => decimal.Parse(v["实际金额(元)"], CultureInfo.InvariantCulture));

        var resolved = Benefits.Where(b => b["办理结果"] == "已解决" && b["记录状态"] == "有效" && In(b["办结日期"]))
            .GroupBy(b => b["批复文号"].Length == 0 ? b["事项编号"] : $"{b["批复文号"]}|{string.Join(',', b["对象编号"].Split(';').Order(StringComparer.Ordinal))}").Select(g => g.First()).ToList();
        foreach (var (code, type) in new[] { ("R4", "补差待遇"), ("R5", "养老金增资"), ("B3", "困难帮扶"), ("C3", "丧葬抚恤协助") })
        {
            figures[code] = resolved.Count(b => b["事项类别"] == type);
        }

        var cases = Petitions.Where(p => p["记录状态"] == "有效" && In(p["登记日期"])).GroupBy(p => $"{Day(p["登记日期"])}|{p["信访形式"]}|{p["信访人"]}|{p["联系电话"]}|{p["反映事项概要"]}").Select(g => g.First()).ToList();
        var visits = cases.Where(p => p["信访形式"] == "来访").ToList();
        int People(Dictionary<string, string> p) => int.Parse(p["来访人数"], CultureInfo.InvariantCulture);
        (figures["total"], figures["repeat"], figures["declined"], figures["accepted"]) = (cases.Count, cases.Count(p => p["初重件"] == "重复"), cases.Count(p => p["是否受理"] == "不予受理"), cases.Count(p => p["是否受理"] == "受理"));
        (figures["form-visit"], figures["form-letter"], figures["form-hotline"]) = (visits.Count, cases.Count(p => p["信访形式"] == "来信"), cases.Count(p => p["信访形式"] == "12345热线"));
        (figures["visits"], figures["visits-people"]) = (visits.Count, visits.Sum(People));
        (figures["groups"], figures["groups-people"]) = (visits.Count(p => People(p) >= 5), visits.Where(p => People(p) >= 5).Sum(People));
        figures["notice-15"] = cases.Count(p => p["受理告知日期"].Length > 0 && Day(p["受理告知日期"]).DayNumber - Day(p["登记日期"]).DayNumber <= 15);
        (figures["pleased"], figures["judged"]) = (cases.Count(p => p["满意度"] is "满意" or "基本满意"), cases.Count(p => p["满意度"] is "满意" or "基本满意" or "不满意"));

        var done = Governance.Where(g => g["状态"] == "已办结" && In(g["审结(完成)日期"])).ToList();
        int Distinct(Func<Dictionary<string, string>, bool> which) => done.Where(which).Select(g => g["文号/合同编号"]).Distinct().Count();
        int Sum(string kind, string heading) => done.Where(g => g["类别"] == kind).Sum(g => g[heading].Length == 0 ? 0 : int.Parse(g[heading], CultureInfo.InvariantCulture));
        bool IsOffice(Dictionary<string, string> g) => g["类别"] == "局机关文件审查" && g["子类"] != "规范性文件";
        bool IsParty(Dictionary<string, string> g) => g["文号/合同编号"].Contains("党组〔", StringComparison.Ordinal);
        figures["G1"] = Distinct(g => g["类别"] == "合同审查");
        figures["G1a"] = done.Where(g => g["类别"] == "合同审查").GroupBy(g => g["文号/合同编号"]).Sum(g => decimal.Parse(g.OrderByDescending(r => Day(r["审结(完成)日期"])).ThenBy(r => r["登记编号"], StringComparer.Ordinal).First()["金额(元)"], CultureInfo.InvariantCulture));
        figures["G2"] = done.Count(g => g["类别"] == "法律意见书");
        figures["G3"] = Distinct(g => g["类别"] is "规范性文件审查" or "局机关文件审查" && g["子类"] == "规范性文件");
        (figures["G4"], figures["G5"], figures["G6"]) = (Distinct(IsOffice), Distinct(g => IsOffice(g) && IsParty(g)), Distinct(g => IsOffice(g) && !IsParty(g)));
        (figures["G8b"], figures["G8c"]) = (done.Count(g => g["类别"] == "执法人员培训"), Sum("执法人员培训", "参加人数"));
        figures["G12"] = done.Count(g => g["类别"] == "送法进企业");
        (figures["X1"], figures["X1a"]) = (Sum("矛盾纠纷排查", "数量"), done.Where(g => g["类别"] == "矛盾纠纷排查").Sum(g => int.Parse(g["审查意见(结果)"].Replace("化解", "", StringComparison.Ordinal).Replace("起", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)));
        (figures["X2"], figures["X2b"]) = (done.Count(g => g["类别"] == "领导接访"), Sum("领导接访", "参加人数"));
        figures["Q3"] = done.Where(g => g["类别"] == "清欠").Sum(g => decimal.Parse(g["金额(元)"], CultureInfo.InvariantCulture));
        return figures;
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static string[][] Rows(List<Dictionary<string, string>> book) => [.. book.Select(r => r.Values.ToArray())];

    private static Dictionary<string, string> Named(string headings, string[] row) => headings.Split(',').Zip(row).ToDictionary(p => p.First, p => p.Second);

    private T One<T>(params T[] of) => of[chance.Next(of.Length)];

    private string Date(int fromDay = 0) => new DateOnly(2023, 11, 1).AddDays(fromDay + chance.Next(440 - fromDay)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Rows by chance; every eighth once more with another number, as double entries are.</summary>
    private static void Fill(List<Dictionary<string, string>> book, int count, Func<int, Dictionary<string, string>> row)
    {
        for (var i = 1; i <= count; i++)
        {
            book.Add(row(i));
            if (i % 8 == 0)
            {
                var again = new Dictionary<string, string>(book[^1]);
                again[again.Keys.First()] += "Z";
                book.Add(again);
            }
        }
    }

    private Dictionary<string, string> Cadre(int n)
    {
        var born = new DateOnly(1934 + n, 1 + (n % 12), 1 + n);
        var first = $"110105{born:yyyyMMdd}{n:000}";
        var gone = One("", "", "", "died", "out", "back");
        var on = Date(60);
        return Named(RosterBook, Person($"LGB-{n:000}", $"{"赵钱孙李周吴郑王冯陈褚卫蒋沈"[n - 1]}长安", One("厂级正职", "厂级副职", "中层正职", "中层副职"), ("身份证号", first + CaseTracker.Crypto.Normalised.CheckCharacter(first + "X")), ("出生日期", born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("当前状态", gone == "died" ? "去世" : gone == "out" ? "转出" : "在册"), ("去世日期", gone == "died" ? on : ""), ("转出日期", gone is "out" or "back" ? on : ""), ("恢复日期", gone == "back" ? Day(on).AddDays(40).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : ""),
            ("状态登记日期", gone.Length > 0 ? Day(on).AddDays(gone == "back" ? 41 : 1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "")));
    }

    private Dictionary<string, string> Again(int n, int number)
    {
        var row = new Dictionary<string, string>(Roster[n - 1]) { ["人员编号"] = $"LGB-{number:000}" };
        row["姓名"] = row["姓名"].Insert(1, " ");
        return row;
    }

    private Dictionary<string, string> Arrival(int n)
    {
        var main = One(Roster.ToArray());
        var other = One(Roster.ToArray());
        var companion = other["身份证号"] != main["身份证号"] && chance.Next(3) == 0 ? other["人员编号"] : "";
        return Named(VisitBook, Came($"LF-{n:000}", ("来访日期", Date()), ("主访人", main["姓名"]), ("人员编号", main["人员编号"]), ("同访人员编号", companion), ("来访人数", companion.Length > 0 ? "2" : "1"), ("主访人与干部关系", One("本人", "本人", "家属代访(长子)", "遗属(配偶)")),
            ("身份类别", One("厂级干部", "中层干部")), ("来访形式", One("走访", "走访", "走访", "来电", "来信")), ("事项性质", One("信访接待", "信访接待", "信访接待", "日常事务")), ("记录状态", One("有效", "有效", "有效", "有效", "作废"))));
    }

    private Dictionary<string, string> CareVisit(int n)
    {
        var type = One("生病看望", "生病看望", "春节走访", "重阳走访", "去世慰问");
        var dead = Roster.Where(r => r["去世日期"].Length > 0).ToArray();
        type = type == "去世慰问" && dead.Length == 0 ? "生病看望" : type;
        var alive = Roster.Where(r => r["去世日期"].Length == 0 && r["转出日期"].Length == 0).DistinctBy(r => r["身份证号"]).ToArray();
        var who = type == "去世慰问" ? [One(dead)] : alive.OrderBy(_ => chance.Next()).Take(1 + chance.Next(3)).ToArray();
        var on = type == "去世慰问" ? Day(who[0]["去世日期"]).AddDays(chance.Next(20)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Date();
        return Named(CareBook, Visited($"KW-{n:000}", ("看望类型", type), ("触发日期", on), ("计划日期", on), ("看望日期", on), ("报销日期", ""), ("凭证号", ""), ("对象编号", string.Join(';', who.Select(w => w["人员编号"]))), ("对象姓名", string.Join(';', who.Select(w => w["姓名"]))),
            ("看望人数", $"{who.Length}"), ("实际金额(元)", $"{100 + (50 * chance.Next(8))}"), ("状态", One("已办结", "已办结", "已办结", "已取消"))));
    }

    private Dictionary<string, string> Benefit(int n)
    {
        var who = Roster.Where(r => r["去世日期"].Length == 0 && r["转出日期"].Length == 0).DistinctBy(r => r["身份证号"]).OrderBy(_ => chance.Next()).Take(1 + chance.Next(2)).ToArray();
        var isOpen = chance.Next(4) == 0;
        return Named(BenefitBook, Resolved($"DY-{n:000}", ("事项类别", One("补差待遇", "养老金增资", "困难帮扶", "丧葬抚恤协助")), ("申请人", who[0]["姓名"]), ("对象编号", string.Join(';', who.Select(w => w["人员编号"]))), ("涉及人数", $"{who.Length}"), ("批复文号", One("", "新财〔2024〕3号", "新财〔2024〕5号")),
            ("办结日期", isOpen ? "" : new DateOnly(2024, 4, 1).AddDays(chance.Next(320)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("办理结果", isOpen ? "办理中" : "已解决"), ("记录状态", One("有效", "有效", "有效", "作废"))));
    }

    private Dictionary<string, string> Petition(int n)
    {
        var on = Day(Date());
        string After(int days) => on.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var form = One("来访", "来访", "来信", "网上信访", "12345热线");
        (string, string)[] declined = chance.Next(6) == 0 ? [("当前状态", "不予受理"), ("是否受理", "不予受理"), ("办理结果", "告知"), ("答复(办结)日期", ""), ("办理期限", ""), ("三到位分类", ""), ("满意度", "")] : [];
        return Named(PetitionBook.Heading, PetitionBook.Row($"XF-2024-{n:000}", [("登记日期", After(0)), ("受理告知日期", After(3 + chance.Next(14))), ("办理期限", ""), ("答复(办结)日期", After(30)), ("信访形式", form), ("来访人数", $"{(form == "来访" ? 1 + chance.Next(8) : 1)}"),
            ("初重件", One("初次", "初次", "重复")), ("满意度", One("满意", "基本满意", "不满意", "未评价")), ("记录状态", One("有效", "有效", "有效", "有效", "作废")), .. declined]));
    }

    private Dictionary<string, string> Item(int n)
    {
        var kind = One("合同审查", "合同审查", "法律意见书", "规范性文件审查", "局机关文件审查", "局机关文件审查", "局机关文件审查", "执法人员培训", "送法进企业", "矛盾纠纷排查", "领导接访", "清欠");
        var on = Day(Date());
        var state = kind switch
        {
            "合同审查" => One("已办结", "已办结", "审查中", "已撤回"),
            "局机关文件审查" or "规范性文件审查" => One("已办结", "已办结", "已办结", "退回"),
            _ => One("已办结", "已办结", "已办结", "办理中"),
        };
        var (sub, number) = kind switch
        {
            "合同审查" => (One("合同", "协议"), $"HT-2024-{chance.Next(1, 9):00}"),
            "规范性文件审查" => ("规范性文件", $"新经科规〔2024〕{n}号"),
            "局机关文件审查" => One(("党组文件", $"新经科党组〔2024〕{n}号"), ("行政文件", $"新经科〔2024〕{n}号"), ("行政文件", $"新经科党组〔2024〕{n}号"), ("规范性文件", $"新经科规〔2024〕{n}号")),
            _ => ("", ""),
        };
        return Named(GovernanceBook, Governed($"FZ-{n:000}", kind, ("子类", sub), ("文号/合同编号", number), ("对方(对象)", kind is "合同审查" or "清欠" or "送法进企业" ? One("望川建材", "恒稳机械") : ""), ("送审(发生)日期", on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("审结(完成)日期", state == "已办结" ? on.AddDays(10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : ""), ("状态", state), ("数量", kind is "矛盾纠纷排查" or "领导接访" ? $"{chance.Next(1, 9)}" : ""), ("参加人数", kind is "执法人员培训" or "送法进企业" or "领导接访" ? $"{chance.Next(1, 60)}" : ""),
            ("金额(元)", kind is "合同审查" or "清欠" ? $"{chance.Next(1, 900) * 100}.50" : ""), ("审查意见(结果)", kind == "矛盾纠纷排查" ? $"化解{chance.Next(0, 9)}起" : "")));
    }
}
