using CaseTracker.CareVisits;
using CaseTracker.Excel;

namespace CaseTracker.Books;

/// <summary>One row of the book 走访慰问, read: one trip.</summary>
internal sealed record CareVisitLine(BookRow Row, ImportedCareVisit Fields) : IBookLine
{
    public static readonly BookShape Shape = new(
        "care-visits", "走访慰问", CareVisit.Kind, "看望编号",
        [
            "看望编号", "看望类型", "触发事由", "触发日期", "计划日期", "对象编号", "对象姓名", "身份级别", "看望人数", "地点", "带队领导", "陪同人员", "申请金额(元)", "批准金额(元)", "慰问形式", "实际金额(元)", "签收人",
            "看望日期", "状态", "报销日期", "凭证号", "备注",
        ],
        ["看望编号", "看望类型", "对象编号", "看望日期", "状态"],
        new HashSet<string>(["触发日期", "计划日期", "看望日期", "报销日期"], StringComparer.Ordinal))
    {
        DoubleBy = "看望类型、看望日期和对象都相同",
    };

    internal const string SignedHimself = "本人";

    internal const string SignedForHim = "家属代签";

    private static readonly DateOnly Earliest = new(1949, 10, 1);

    private static readonly Dictionary<string, CareVisitType> Types = BookCells.Words(Enum.GetValues<CareVisitType>());

    private static readonly Dictionary<string, GiftForm> Forms = new(BookCells.Words(Enum.GetValues<GiftForm>()), StringComparer.Ordinal) { ["慰问金＋花圈"] = GiftForm.MoneyAndWreath };

    /// <summary>States of ours that stand before the visit; a row in any other word is open where its dates say.</summary>
    private static readonly Dictionary<string, CareVisitState> OpenStates =
        BookCells.Words(CareVisitState.Triggered, CareVisitState.Planned, CareVisitState.PendingApproval, CareVisitState.Approved, CareVisitState.FundsReady);

    public string Number => Fields.BookNumber!;

    public IReadOnlyList<string> Remarks { get; private init; } = [];

    /// <summary>Same type, day and people; a row that is not 已办结 counts nowhere and repeats none.</summary>
    public string? DoubleKey => Fields.State != CareVisitState.Closed ? null
        : string.Join('\u001f', Fields.Type, Fields.VisitedOn!.Value.DayNumber, string.Join(';', Fields.Persons.Select(p => p.CadreId.ToString()).Order(StringComparer.Ordinal)));

    /// <summary>Reads a row; null with every reason where it must be refused.</summary>
    public static (CareVisitLine? Line, IReadOnlyList<Reason> Reasons) Read(BookRow row, DateOnly today, RosterPeople roster)
    {
        var r = new RowReader(row);
        var word = r.Text("状态", 20);
        var (isClosed, isCancelled) = (word == CareVisitState.Closed.Display(), word == CareVisitState.Cancelled.Display());
        var found = roster.Demand(r, "对象编号", r.Text("对象编号", 4000));
        if (r.Count("看望人数", 1, 1000) is { } typed && found.Written > 0 && typed != found.Written && typed != found.People.Count)
        {
            r.Refuse("看望人数", $"看望人数写的是{typed}，对象编号有{found.Written}人，请核对");
        }

        var visitedOn = r.Date("看望日期", today, required: isClosed, Earliest);
        var plannedOn = r.Date("计划日期", today.AddYears(1), earliest: Earliest);
        var triggeredOn = r.Date("触发日期", today.AddYears(1), earliest: Earliest);
        if (!r.Has("触发日期") && !r.Has("计划日期") && !r.Has("看望日期"))
        {
            r.Refuse("触发日期", "请填写触发日期、计划日期或看望日期");
        }

        var (signer, relation) = SignerOf(r, row);
        var approved = r.Money("批准金额(元)");
        var settledOn = r.Date("报销日期", today, earliest: Earliest);
        var state = isClosed ? CareVisitState.Closed : isCancelled ? CareVisitState.Cancelled
            : OpenStates.TryGetValue(word, out var open) ? open
            : visitedOn is not null ? CareVisitState.FundsReady : approved is not null ? CareVisitState.Approved : plannedOn is not null ? CareVisitState.Planned : CareVisitState.Triggered;
        var typedType = r.Word("看望类型", Types, required: isClosed); // a coded cell may be empty while the matter is open or cancelled
        var type = typedType ?? TypeOf(row["触发事由"]);
        var day = visitedOn ?? plannedOn ?? triggeredOn ?? default;
        var note = BookCells.Null(r.Text("备注", 800));
        var fields = new ImportedCareVisit
        {
            BookNumber = BookCells.Number(r.Text("看望编号", 40, required: true)),
            Type = type,
            Cause = BookCells.Null(r.Text("触发事由", 500)),
            TriggeredOn = triggeredOn ?? plannedOn ?? visitedOn ?? default,
            PlannedOn = plannedOn,
            Persons = [.. found.People.Select(p => new ImportedCareVisit.Person(p.Id, p.Name, roster.GradeOn(p.Id, day)))],
            Place = BookCells.Null(r.Text("地点", 200)),
            LeaderName = BookCells.Null(r.Text("带队领导", 64)),
            Visitors = BookCells.Null(string.Join('、', BookCells.Several(r.Text("陪同人员", 500)))),
            Applied = r.Money("申请金额(元)"),
            Approved = approved,
            Form = r.Word("慰问形式", Forms),
            Actual = r.Money("实际金额(元)"),
            Signer = signer,
            SignerRelation = relation,
            VisitedOn = isClosed ? visitedOn : null,
            State = state,
            ReimbursedOn = settledOn,
            Voucher = BookCells.Null(r.Text("凭证号", 60)),
            Note = isClosed || visitedOn is null ? note : string.Join('；', new[] { note, $"台账看望日期：{visitedOn:yyyy-MM-dd}，状态：{word}" }.OfType<string>()),
        };
        return r.Reasons.Count > 0 ? (null, r.Reasons)
            : (new CareVisitLine(row, fields) { Remarks = [.. typedType is null ? [$"看望类型空缺，按触发事由暂记为{type.Display()}；请在台账中补填后再导入"] : Array.Empty<string>(), .. Look(row, fields, found, visitedOn, word, roster, day)] }, []);
    }

    /// <summary>What an open row without a type most probably is, by the words of its occasion.</summary>
    private static CareVisitType TypeOf(string cause) =>
        cause.Contains("春节", StringComparison.Ordinal) ? CareVisitType.SpringFestival
        : cause.Contains("重阳", StringComparison.Ordinal) ? CareVisitType.DoubleNinth
        : cause.AsSpan().ContainsAny('逝', '丧') || cause.Contains("去世", StringComparison.Ordinal) ? CareVisitType.Condolence
        : cause.AsSpan().ContainsAny('病', '院') || cause.Contains("手术", StringComparison.Ordinal) ? CareVisitType.Sick
        : cause.Contains("生日", StringComparison.Ordinal) || cause.Contains('寿') ? CareVisitType.Birthday
        : CareVisitType.Hardship;

    private static IEnumerable<string> Look(BookRow row, ImportedCareVisit fields, RosterPeople.Found found, DateOnly? visitedOn, string word, RosterPeople roster, DateOnly day)
    {
        if (found.Written > found.People.Count)
        {
            yield return $"对象编号有重复登记的人，实为{found.People.Count}人，按{found.People.Count}人计";
        }

        if (fields.State is not (CareVisitState.Closed or CareVisitState.Cancelled) && visitedOn is { } on)
        {
            yield return $"状态写的是“{word}”，不是已办结，按台账的规则不计次数；看望日期{on:yyyy-MM-dd}记入备注，办结后请更正台账再导入，或在系统中登记看望";
        }

        foreach (var remark in roster.Compare(found.People, row["身份级别"], BookCells.Several(row["对象姓名"]), day, fields.State == CareVisitState.Closed && fields.Type != CareVisitType.Condolence))
        {
            yield return remark;
        }
    }

    private static (string? Signer, string? Relation) SignerOf(RowReader r, BookRow row)
    {
        var (word, inside) = BookCells.Bracketed(r.Text("签收人", 80));
        switch (word)
        {
            case "" or SignedHimself:
                return (BookCells.Null(word), null);
            case SignedForHim:
                return inside is null ? (word, null) : ("家属", inside.Length <= 30 ? inside : inside[..30]);
            default:
                r.Refuse("签收人", $"签收人“{RowReader.Short(row["签收人"])}”不是可用的词，请写成本人或家属代签(关系)");
                return default;
        }
    }
}
