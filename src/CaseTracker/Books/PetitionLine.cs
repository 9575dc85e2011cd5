using CaseTracker.Excel;
using CaseTracker.People;
using CaseTracker.Petitions;

namespace CaseTracker.Books;

/// <summary>One row of the book 信访台账, read: its words mapped at this edge, nothing guessed.</summary>
internal sealed record PetitionLine(BookRow Row)
{
    public const string Book = "petitions";

    public const string Title = "信访台账";

    public static readonly string[] Headings =
    [
        "信访编号", "登记日期", "信访形式", "信访人", "联系电话", "来访人数", "信访目的", "内容分类", "反映事项概要", "初重件", "关联信访编号", "接待(登记)人", "接访领导", "是否受理", "受理告知日期",
        "承办科室", "承办人", "办理期限", "延期批准日期", "延期后期限", "答复(办结)日期", "办理结果", "三到位分类", "满意度", "复查(复核)情况", "当前状态", "记录状态", "备注",
    ];

    public static readonly string[] Required = ["信访编号", "登记日期", "信访形式", "信访人", "信访目的", "反映事项概要", "当前状态"];

    public static readonly HashSet<string> Dates = new(["登记日期", "受理告知日期", "办理期限", "延期批准日期", "延期后期限", "答复(办结)日期"], StringComparer.Ordinal);

    public static readonly BookShape Shape = new(Book, Title, Petition.Kinds, "信访编号", Headings, Required, Dates) { DoubleBy = "登记日期、信访形式、信访人、电话、概要都相同" };

    private static readonly DateOnly Earliest = new(1949, 10, 1);

    private static readonly DateOnly FarAhead = new(2100, 12, 31);

    internal static readonly Dictionary<string, Channel> Channels = Words(Channel.Visit, Channel.Letter, Channel.Online, Channel.Hotline, Channel.FromAbove, Channel.LeaderMailbox, Channel.Phone);

    internal static readonly Dictionary<string, Purpose> Purposes = new(StringComparer.Ordinal)
    {
        ["申诉求决"] = Petitions.Purpose.Resolve,
        ["意见建议"] = Petitions.Purpose.Suggest,
        ["检举控告"] = Petitions.Purpose.Accuse,
    };

    internal static readonly Dictionary<string, bool> Repeats = new(StringComparer.Ordinal) { ["初次"] = false, ["重复"] = true };

    internal static readonly Dictionary<string, bool> Acceptances = new(StringComparer.Ordinal) { ["受理"] = true, ["不予受理"] = false };

    internal static readonly Dictionary<string, Outcome> Outcomes = Words(Petitions.Outcome.Supported, Petitions.Outcome.PartlySupported, Petitions.Outcome.Explained, Petitions.Outcome.NotSupported, Petitions.Outcome.Told);

    internal static readonly Dictionary<string, Satisfaction> Satisfactions = Words(Petitions.Satisfaction.Satisfied, Petitions.Satisfaction.MostlySatisfied, Petitions.Satisfaction.Dissatisfied, Petitions.Satisfaction.NotRated);

    internal static readonly Dictionary<string, PetitionState> States = Words(PetitionState.Handling, PetitionState.Closed, PetitionState.NotAccepted);

    /// <summary>条例第二十七条, in full and as offices shorten it.</summary>
    private static readonly (string Full, string Short)[] ThreeInPlaces =
    [
        ("诉求合理的解决问题到位", "解决问题到位"), ("诉求无理的思想教育到位", "思想教育到位"), ("生活困难的帮扶救助到位", "帮扶救助到位"), ("行为违法的依法处理", "依法处理"),
    ];

    public string Number { get; private init; } = "";

    public DateOnly RegisteredOn { get; private init; }

    public Channel Channel { get; private init; }

    /// <summary>Petitioners in their order; empty when anonymous.</summary>
    public IReadOnlyList<string> People { get; private init; } = [];

    public bool IsAnonymous { get; private init; }

    public string? Phone { get; private init; }

    public int PeopleCount { get; private init; }

    public Purpose Purpose { get; private init; }

    public bool IsAccusation => Purpose == Petitions.Purpose.Accuse;

    public string? CategoryId { get; private init; }

    public string Summary { get; private init; } = "";

    public bool IsRepeat { get; private init; }

    public string? RelatedNumber { get; private init; }

    public string? Registrar { get; private init; }

    public string? Leader { get; private init; }

    public bool? IsAccepted { get; private init; }

    public DateOnly? NoticeOn { get; private init; }

    public string? Department { get; private init; }

    public string? Handler { get; private init; }

    public DateOnly? DueOn { get; private init; }

    public DateOnly? ExtensionOn { get; private init; }

    public DateOnly? ExtendedTo { get; private init; }

    public DateOnly? AnsweredOn { get; private init; }

    public Outcome? Outcome { get; private init; }

    public string? ThreeInPlace { get; private init; }

    public Satisfaction? Satisfaction { get; private init; }

    public string? ReviewNote { get; private init; }

    public PetitionState State { get; private init; }

    public bool IsVoid { get; private init; }

    public string? Note { get; private init; }

    /// <summary>By which two rows seem to be one matter: day, form, name, phone, summary. An accusation is compared with accusations only.</summary>
    public string DoubleKey => string.Join('\u001f', IsAccusation, RegisteredOn.DayNumber, Channel, string.Join('、', People.Select(PersonName.Key)), Phone, Summary);

    /// <summary>Reads a row; null with every reason where it must be refused.</summary>
    /// <param name="categories">内容分类 by name.</param>
    public static (PetitionLine? Line, IReadOnlyList<Reason> Reasons) Read(BookRow row, DateOnly today, ILookup<string, string> categories)
    {
        var r = new RowReader(row);
        var isVoid = r.Word("记录状态", BookCells.Validities) ?? false;
        var typed = r.Word("当前状态", States);
        var mustSay = typed == PetitionState.Closed && !isVoid; // a coded cell may be empty while the matter is open or cancelled
        var ended = typed is PetitionState.Closed or PetitionState.NotAccepted && !isVoid;
        var accepted = r.Word("是否受理", Acceptances, mustSay);
        var line = new PetitionLine(row)
        {
            Number = r.Text("信访编号", 40, required: true),
            RegisteredOn = r.Date("登记日期", today, required: true, Earliest) ?? default,
            Channel = r.Word("信访形式", Channels, ended) ?? Channel.Other,
            People = PeopleOf(r),
            IsAnonymous = row["信访人"] == "匿名",
            Phone = Null(r.Text("联系电话", 60)),
            PeopleCount = r.Count("来访人数", 1, 999_999) ?? 1,
            Purpose = r.Word("信访目的", Purposes, ended) ?? Petitions.Purpose.Other,
            CategoryId = CategoryOf(r, row, categories),
            Summary = r.Text("反映事项概要", 4000, required: true),
            IsRepeat = r.Word("初重件", Repeats, mustSay) ?? false,
            RelatedNumber = Null(r.Text("关联信访编号", 200)),
            Registrar = Null(r.Text("接待(登记)人", 60)),
            Leader = Null(r.Text("接访领导", 60)),
            IsAccepted = accepted,
            NoticeOn = r.Date("受理告知日期", today, earliest: Earliest),
            Department = Null(r.Text("承办科室", 60)),
            Handler = Null(r.Text("承办人", 60)),
            DueOn = r.Date("办理期限", FarAhead, earliest: Earliest),
            ExtensionOn = r.Date("延期批准日期", today, earliest: Earliest),
            ExtendedTo = r.Date("延期后期限", FarAhead, earliest: Earliest),
            AnsweredOn = r.Date("答复(办结)日期", today, mustSay, Earliest),
            Outcome = r.Word("办理结果", Outcomes, mustSay),
            ThreeInPlace = ThreeInPlaceOf(r, row),
            Satisfaction = r.Word("满意度", Satisfactions),
            ReviewNote = Null(r.Text("复查(复核)情况", 1000)),
            IsVoid = isVoid,
            Note = Null(r.Text("备注", 1000)),
        };
        line = line with { State = line.StateOf(typed) };
        if (line.Number.StartsWith("XFJ", StringComparison.OrdinalIgnoreCase))
        {
            r.Refuse("信访编号", "XFJ开头的编号由本系统编排，不能导入，请写台账自己的编号");
        }

        if (!isVoid && typed != PetitionState.Closed && typed != PetitionState.NotAccepted)
        {
            if (accepted == false)
            {
                r.Refuse("当前状态", "是否受理写的是“不予受理”，当前状态却不是“不予受理”，两栏矛盾，请核对");
            }

            if (line.AnsweredOn is not null)
            {
                r.Refuse("当前状态", "已填答复(办结)日期，当前状态却不是“办结”，两栏矛盾，请核对");
            }
        }

        if (!isVoid && typed == PetitionState.NotAccepted && accepted == true)
        {
            r.Refuse("是否受理", "当前状态写的是“不予受理”，是否受理却是“受理”，两栏矛盾，请核对");
        }

        return r.Reasons.Count > 0 ? (null, r.Reasons) : (line, []);
    }

    /// <summary>The dated columns as what happened, in the order of the way.</summary>
    public IEnumerable<(string Step, string Name, DateOnly On)> Happened()
    {
        yield return ("import-register", "登记", RegisteredOn);
        if (NoticeOn is { } notice)
        {
            yield return IsAccepted == false || State == PetitionState.NotAccepted ? ("import-notice", "不予受理告知", notice) : ("import-accept", "受理告知", notice);
        }

        if (ExtensionOn is { } extended)
        {
            yield return ("import-extend", "延期", extended);
        }

        if (AnsweredOn is { } answered)
        {
            yield return ("import-answer", "答复(办结)", answered);
        }
    }

    // An open matter of which the book tells no step beyond the entry is still to be sorted.
    private PetitionState StateOf(PetitionState? typed) => typed switch
    {
        PetitionState.Closed when IsAccepted == false => PetitionState.NotAccepted,
        PetitionState.Closed or PetitionState.NotAccepted => typed.Value,
        _ => IsAccepted == true || NoticeOn is not null || ExtensionOn is not null ? PetitionState.Handling : PetitionState.Registered,
    };

    private static IReadOnlyList<string> PeopleOf(RowReader r)
    {
        var text = r.Text("信访人", 1000, required: true);
        if (text is "" or "匿名")
        {
            return [];
        }

        List<string> people = [.. text.Split([';', '；', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(PersonName.Clean).Where(n => n.Length > 0)];
        if (people.Count == 0 || people.Exists(n => n.Length > 100))
        {
            r.Refuse("信访人", $"信访人“{RowReader.Short(text)}”不是姓名或名称，每人不超过100字");
        }

        return people;
    }

    private static string? CategoryOf(RowReader r, BookRow row, ILookup<string, string> categories)
    {
        var name = row["内容分类"];
        if (name.Length == 0)
        {
            return null;
        }

        List<string> found = [.. categories[name]];
        if (found.Count != 1)
        {
            r.Refuse("内容分类", found.Count == 0
                ? $"内容分类“{RowReader.Short(name)}”不在列表中，请改用列表中的名称，或请管理员在“管理－代码列表－内容分类”中增加"
                : $"内容分类“{RowReader.Short(name)}”在列表中不止一项，请写成“上级/名称”");
            return null;
        }

        return found[0];
    }

    private static string? ThreeInPlaceOf(RowReader r, BookRow row)
    {
        var found = new List<string>();
        foreach (var word in row["三到位分类"].Split([';', '；', '、', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var known = ThreeInPlaces.Where(t => t.Full == word || t.Short == word).Select(t => t.Full).FirstOrDefault();
            if (known is null)
            {
                r.Refuse("三到位分类", $"三到位分类“{RowReader.Short(word)}”不是可用的词，请写成{string.Join("、", ThreeInPlaces.Select(t => t.Full))}之一");
                return null;
            }

            found.Add(known);
        }

        return found.Count == 0 ? null : string.Join("；", found);
    }

    private static string? Null(string text) => text.Length == 0 ? null : text;

    private static Dictionary<string, T> Words<T>(params IEnumerable<T> values) where T : struct, Enum => values.ToDictionary(v => v.Display(), v => v, StringComparer.Ordinal);
}
