using System.Globalization;
using CaseTracker.Excel;
using CaseTracker.People;
using CaseTracker.Receptions;

namespace CaseTracker.Books;

/// <summary>One row of the book 来访登记, read.</summary>
internal sealed record ReceptionLine(BookRow Row) : IBookLine
{
    public static readonly BookShape Shape = new(
        "receptions", "来访登记", Reception.Kind, "登记编号",
        [
            "登记编号", "来访日期", "来访时间", "来访形式", "主访人", "人员编号", "同访人员编号", "主访人与干部关系", "身份类别", "来访人数", "陪同家属人数", "原单位", "事项性质", "诉求类别", "诉求内容", "接待人", "接待领导",
            "处理意见", "办结情况", "关联编号", "记录状态", "登记科室", "备注",
        ],
        ["登记编号", "来访日期", "来访形式", "主访人", "人员编号", "主访人与干部关系", "事项性质"],
        new HashSet<string>(["来访日期"], StringComparer.Ordinal))
    {
        DoubleBy = "来访日期、来访形式、事项性质和来访人员都相同",
    };

    private static readonly DateOnly Earliest = new(1949, 10, 1);

    internal static readonly Dictionary<string, ReceptionForm> Forms = BookCells.Words(ReceptionForm.Visit, ReceptionForm.Call, ReceptionForm.Letter);

    private static readonly Dictionary<string, ReceptionNature> Natures = BookCells.Words(ReceptionNature.Petition, ReceptionNature.Everyday);

    private static readonly Dictionary<string, ReceptionDemand> Demands = BookCells.Words(Enum.GetValues<ReceptionDemand>());

    private static readonly Dictionary<string, VisitorRelation> Relations = BookCells.Words(Enum.GetValues<VisitorRelation>());

    internal static readonly Dictionary<string, VisitorIdentity> Identities = new(StringComparer.Ordinal)
    {
        ["厂级干部"] = VisitorIdentity.Plant,
        ["厂级"] = VisitorIdentity.Plant,
        ["中层干部"] = VisitorIdentity.Middle,
        ["中层"] = VisitorIdentity.Middle,
    };

    private static readonly string[] TimeForms = ["H:mm", "HH:mm", "H:mm:ss", "HH:mm:ss", "H时mm分", "H点mm分", "H时", "H点"];

    public string Number { get; private init; } = "";

    public DateOnly ArrivedOn { get; private init; }

    public TimeOnly? ArrivedAt { get; private init; }

    public ReceptionForm Form { get; private init; }

    public ReceptionNature Nature { get; private init; }

    public ReceptionDemand? Demand { get; private init; }

    public string MainVisitor { get; private init; } = "";

    /// <summary>The cadre whom the main visitor is, or for whom he comes; null where he is none of the roster.</summary>
    public RosterPeople.Person? Cadre { get; private init; }

    public VisitorRelation Relation { get; private init; }

    public string? RelationNote { get; private init; }

    public VisitorIdentity Identity { get; private init; }

    /// <summary>同访人员 of the roster.</summary>
    public IReadOnlyList<RosterPeople.Person> Companions { get; private init; } = [];

    /// <summary>同访人员编号 that are nobody's of the roster.</summary>
    public IReadOnlyList<string> Strangers { get; private init; } = [];

    public int? TypedCount { get; private init; }

    /// <summary>人次: the main visitor and those who came with him on the matter; families who only accompany are apart.</summary>
    public int PeopleCount => 1 + Companions.Count + Strangers.Count;

    public int FamilyCount { get; private init; }

    public string? Unit { get; private init; }

    public string? Problem { get; private init; }

    public string? Receiver { get; private init; }

    public string? Leader { get; private init; }

    public string? Opinion { get; private init; }

    public string? Outcome { get; private init; }

    public string? RelatedNumber { get; private init; }

    public bool IsVoid { get; private init; }

    public string? Note { get; private init; }

    public IReadOnlyList<string> Remarks { get; private init; } = [];

    public ReceptionState State => IsVoid ? ReceptionState.Voided : Outcome is null ? ReceptionState.Registered : ReceptionState.Answered;

    /// <summary>The same set of people on the same day. What counts differently (a call, an everyday errand, a 遗属) is not mixed with what counts; a void row repeats none.</summary>
    public string? DoubleKey => IsVoid ? null : string.Join('\u001f', ArrivedOn.DayNumber, Form, Nature, Relation == VisitorRelation.Survivor,
        string.Join(';', Companions.Select(c => c.Id.ToString()).Append(Cadre?.Id.ToString() ?? PersonName.Key(MainVisitor)).Concat(Strangers).Distinct().Order(StringComparer.Ordinal)));

    /// <summary>Reads a row; null with every reason where it must be refused.</summary>
    public static (ReceptionLine? Line, IReadOnlyList<Reason> Reasons) Read(BookRow row, DateOnly today, RosterPeople roster)
    {
        var r = new RowReader(row);
        var isVoid = r.Word("记录状态", BookCells.Validities) ?? false;
        var outcome = BookCells.Null(r.Text("办结情况", 1000));
        var mustSay = !isVoid && outcome is not null; // a coded cell may be empty while the matter is open or cancelled
        var remarks = new List<string>();
        var name = PersonName.Clean(r.Text("主访人", 100, required: true));
        var main = roster.Find(r.Text("人员编号", 30));
        if (main.Written > 1)
        {
            r.Refuse("人员编号", "人员编号只写主访人一人，其他人写在同访人员编号");
        }

        var (cadre, relation, relationNote) = RelationOf(r, row, name, main, mustSay, remarks);
        var companions = roster.Find(r.Text("同访人员编号", 1000));
        var note = BookCells.Null(r.Text("备注", 800));
        var line = new ReceptionLine(row)
        {
            Number = BookCells.Number(r.Text("登记编号", 30, required: true)),
            ArrivedOn = r.Date("来访日期", today, required: true, Earliest) ?? default,
            ArrivedAt = TimeOf(r, row, ref note),
            Form = r.Word("来访形式", Forms, mustSay) ?? ReceptionForm.Other,
            Nature = r.Word("事项性质", Natures, mustSay) ?? ReceptionNature.Everyday,
            Demand = r.Word("诉求类别", Demands),
            MainVisitor = name,
            Cadre = cadre,
            Relation = relation,
            RelationNote = relationNote,
            Identity = r.Word("身份类别", Identities) ?? VisitorIdentity.Other,
            Companions = [.. companions.People.Where(p => p.Id != cadre?.Id)],
            Strangers = [.. companions.Unknown.Except(main.Unknown)],
            TypedCount = r.Count("来访人数", 1, ReceptionFields.MostPeople),
            FamilyCount = r.Count("陪同家属人数", 0, 1000) ?? 0,
            Unit = BookCells.Null(r.Text("原单位", 100)),
            Problem = BookCells.Null(r.Text("诉求内容", 4000)),
            Receiver = BookCells.Null(r.Text("接待人", 64)),
            Leader = BookCells.Null(r.Text("接待领导", 64)),
            Opinion = BookCells.Null(r.Text("处理意见", 2000)),
            Outcome = outcome,
            RelatedNumber = BookCells.Null(r.Text("关联编号", 200)),
            IsVoid = isVoid,
            Note = r.Text("登记科室", 60) is { Length: > 0 } unit ? string.Join('；', new[] { note, $"登记科室：{unit}" }.OfType<string>()) : note,
        };
        if (line.Number.StartsWith(RegisterReception.ConfidentialSeries, StringComparison.Ordinal))
        {
            r.Refuse("登记编号", $"{RegisterReception.ConfidentialSeries}开头的编号由本系统编排，不能导入，请写台账自己的编号");
        }

        if (line.PeopleCount > ReceptionFields.MostVisitors)
        {
            r.Refuse("同访人员编号", $"一次来访最多列{ReceptionFields.MostVisitors}人，请核对");
        }

        return r.Reasons.Count > 0 ? (null, r.Reasons) : (line with { Remarks = [.. remarks, .. line.Look(main, roster)] }, []);
    }

    private IEnumerable<string> Look(RosterPeople.Found main, RosterPeople roster)
    {
        if (IsVoid)
        {
            yield break;
        }

        if (main.Written == 0)
        {
            yield return "没有人员编号，按不在花名册的来访人导入";
        }

        if (main.Unknown.Count > 0)
        {
            yield return $"花名册中没有人员编号“{RowReader.Short(main.Unknown[0])}”，按不在花名册的来访人导入";
        }

        if (Strangers.Count > 0)
        {
            yield return $"花名册中没有同访人员编号“{RowReader.Short(string.Join("、", Strangers))}”，按不在花名册的来访人导入";
        }

        if (TypedCount is { } typed && typed != PeopleCount)
        {
            yield return $"来访人数写的是{typed}，主访人和同访人员共{PeopleCount}人，按{PeopleCount}人计（陪同家属不计）";
        }

        if (Cadre is null)
        {
            yield break;
        }

        foreach (var remark in roster.Compare([Cadre, .. Companions], Row["身份类别"], Relation == VisitorRelation.Self ? [MainVisitor] : [], ArrivedOn, mustBeInCare: Relation != VisitorRelation.Survivor))
        {
            yield return remark;
        }
    }

    // Without the relation only the same name proves that it is he himself.
    private static (RosterPeople.Person? Cadre, VisitorRelation Relation, string? Note) RelationOf(RowReader r, BookRow row, string name, RosterPeople.Found main, bool mustSay, List<string> remarks)
    {
        var cadre = main.People.Count == 1 ? main.People[0] : null;
        var (word, inside) = BookCells.Bracketed(r.Text("主访人与干部关系", 60));
        if (word.Length > 0)
        {
            if (Relations.TryGetValue(word, out var relation))
            {
                return (cadre, relation, inside);
            }

            r.Refuse("主访人与干部关系", $"主访人与干部关系“{RowReader.Short(row["主访人与干部关系"])}”不是可用的词，请写成本人、家属代访(关系)或遗属(关系)");
            return (cadre, default, null);
        }

        if (cadre is null)
        {
            return (null, VisitorRelation.Self, null);
        }

        if (mustSay)
        {
            r.Refuse("主访人与干部关系", "请填写主访人与干部关系（本人、家属代访(关系)、遗属(关系)）");
        }

        if (PersonName.Key(name) == PersonName.Key(cadre.Name))
        {
            return (cadre, VisitorRelation.Self, null);
        }

        remarks.Add($"主访人与干部关系没有填写，主访人也不是{cadre.Number} {cadre.Name}本人，按不在花名册的来访人导入");
        return (null, VisitorRelation.Self, null);
    }

    private static TimeOnly? TimeOf(RowReader r, BookRow row, ref string? note)
    {
        var text = row["来访时间"];
        var plain = text.Replace('：', ':');
        if (text.Length == 0 || TimeOnly.TryParseExact(plain, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return text.Length == 0 ? null : TimeOnly.ParseExact(plain, TimeForms, CultureInfo.InvariantCulture);
        }

        if (text is "上午" or "下午" or "中午")
        {
            note = note is null ? $"来访时间：{text}" : $"{note}；来访时间：{text}";
        }
        else
        {
            r.Refuse("来访时间", $"来访时间“{RowReader.Short(text)}”不是能认定的时间，请写成09:30");
        }

        return null;
    }
}
