using System.Globalization;
using System.Text.RegularExpressions;
using CaseTracker.Crypto;
using CaseTracker.Excel;
using CaseTracker.Governance;

namespace CaseTracker.Books;

/// <summary>One row of the book 依法治理工作台账, read.</summary>
internal sealed partial record GovernanceLine(BookRow Row, string Number) : IBookLine
{
    public static readonly BookShape Shape = new(
        "governance", "依法治理台账", GovernanceItem.RecordName, "登记编号",
        ["登记编号", "类别", "子类", "名称", "文号/合同编号", "承办科室", "送审(发生)日期", "审查(主讲)人", "对方(对象)", "数量", "单位", "参加人数", "金额(元)", "审查意见(结果)", "审结(完成)日期", "状态", "关联编号", "备注"],
        ["登记编号", "类别", "名称", "送审(发生)日期", "审结(完成)日期", "状态"],
        new HashSet<string>(["送审(发生)日期", "审结(完成)日期"], StringComparer.Ordinal))
    {
        DoubleBy = "类别、文号（或名称）、对方、送审(发生)日期和审结(完成)日期都相同",
        CountsDoubles = true,
    };

    private static readonly DateOnly Earliest = new(1949, 10, 1);

    /// <summary>The categories that the book has.</summary>
    internal static readonly Dictionary<string, GovernanceKind> Kinds = BookCells.Words(
        GovernanceKind.ContractReview, GovernanceKind.LegalOpinion, GovernanceKind.NormativeReview, GovernanceKind.OfficeDocumentReview, GovernanceKind.Inspection, GovernanceKind.OfficerTraining, GovernanceKind.LawStudy,
        GovernanceKind.EnterpriseLawVisit, GovernanceKind.DecisionCatalogue, GovernanceKind.PowerReview, GovernanceKind.ArrearsComplaint, GovernanceKind.LeaderReception, GovernanceKind.DisputeSweep);

    private enum Status
    {
        Done,
        Handling,
        Reviewing,
        Drafting,
        Returned,
        Withdrawn,
    }

    private static readonly Dictionary<string, Status> Statuses = new(StringComparer.Ordinal)
    {
        ["已办结"] = Status.Done,
        ["办理中"] = Status.Handling,
        ["审查中"] = Status.Reviewing,
        ["起草中"] = Status.Drafting,
        ["退回"] = Status.Returned,
        ["已撤回"] = Status.Withdrawn,
    };

    internal const string Normative = "规范性文件";

    public GovernanceKind Kind { get; private init; }

    public string? SubKind { get; private init; }

    public GovernanceState State { get; private init; }

    public required string Title { get; init; }

    public string? DocumentNumber { get; private init; }

    /// <summary>承办科室 as written.</summary>
    public string? Department { get; private init; }

    public DateOnly SentOn { get; private init; }

    public string? Person { get; private init; }

    public string? Counterparty { get; private init; }

    public int? Quantity { get; private init; }

    public string? Unit { get; private init; }

    public int? Attendees { get; private init; }

    public decimal? Amount { get; private init; }

    public string? Opinion { get; private init; }

    /// <summary>Only of what is 已办结: nothing else counts by it.</summary>
    public DateOnly? FinishedOn { get; private init; }

    public int? Resolved { get; private init; }

    public int? Adjusted { get; private init; }

    public string? LinkedNumber { get; private init; }

    public string? Note { get; private init; }

    public IReadOnlyList<string> Remarks { get; private init; } = [];

    public bool IsDone => GovernanceItem.DoneStates.Contains(State);

    /// <summary>What makes entries one contract or one document.</summary>
    public string? Key => Kind is GovernanceKind.ContractReview or GovernanceKind.NormativeReview or GovernanceKind.OfficeDocumentReview && GovernanceBook.KeyOf(DocumentNumber) is { } key ? $"{Kind}\u001f{key}" : null;

    /// <summary>The same thing on the same days; what was withdrawn or returned repeats nothing.</summary>
    public string? DoubleKey => State is GovernanceState.Withdrawn or GovernanceState.ReturnedForMore or GovernanceState.ReturnedForChange ? null
        : string.Join('\u001f', Kind, GovernanceBook.KeyOf(DocumentNumber) ?? GovernanceBook.KeyOf(Title), GovernanceBook.KeyOf(Counterparty), SentOn.DayNumber, FinishedOn?.DayNumber);

    /// <summary>Reads a row; null with every reason where it must be refused.</summary>
    public static (GovernanceLine? Line, IReadOnlyList<Reason> Reasons) Read(BookRow row, DateOnly today)
    {
        var r = new RowReader(row);
        List<string> remarks = [];
        var kind = r.Word("类别", Kinds);
        var documentNumber = BookCells.Null(r.Text("文号/合同编号", 100));
        string? subKind = null;
        if (kind is { } known)
        {
            (kind, subKind) = SubKindOf(r, row, known, documentNumber, remarks);
        }

        var typedFinish = r.Date("审结(完成)日期", today, earliest: Earliest);
        var status = r.Word("状态", Statuses);
        if (status is null && !r.Has("状态") && typedFinish is not null)
        {
            r.Refuse("状态", "审结(完成)日期已填而状态为空，无法判断是否办结，请填写状态");
        }

        if (kind is null && !r.Has("类别"))
        {
            if (status == Status.Done || (status is null && typedFinish is not null))
            {
                r.Refuse("类别", $"已办结的请填写类别（{string.Join("、", Kinds.Keys)}）");
            }

            (kind, subKind) = (GovernanceKind.WorkTask, BookCells.Null(r.Text("子类", 20)));
            remarks.Add("类别为空，事项没有办结，先记为依法治理工作任务；填写类别后再次导入即可更正");
        }

        if (status == Status.Done && !r.Has("审结(完成)日期"))
        {
            r.Refuse("审结(完成)日期", "状态为已办结的，请填写审结(完成)日期");
        }

        var sentOn = r.Date("送审(发生)日期", today, required: true, Earliest);
        if (typedFinish < sentOn)
        {
            r.Refuse("审结(完成)日期", $"审结(完成)日期{typedFinish:yyyy-MM-dd}早于送审(发生)日期{sentOn:yyyy-MM-dd}，请核对");
        }

        var opinion = BookCells.Null(r.Text("审查意见(结果)", 2000));
        var resolved = kind == GovernanceKind.DisputeSweep ? Read(r, ResolvedWords(), opinion, "化解N起") : null;
        var adjusted = kind == GovernanceKind.PowerReview ? Read(r, AdjustedWords(), opinion, "调整N项") : null;
        var note = BookCells.Null(r.Text("备注", 800));
        var number = BookCells.Number(r.Text("登记编号", 40, required: true));
        var state = StateOf(kind ?? default, status);
        var isDone = status == Status.Done;
        if (isDone && ((kind == GovernanceKind.DisputeSweep && resolved is null) || (kind == GovernanceKind.PowerReview && adjusted is null)))
        {
            remarks.Add($"审查意见(结果)里没有写明{(kind == GovernanceKind.DisputeSweep ? "“化解N起”，化解数" : "“调整N项”，调整数")}不计");
        }

        if (!isDone && typedFinish is not null)
        {
            remarks.Add($"状态是“{row["状态"]}”，不是已办结，按台账的规则不计；审结(完成)日期{typedFinish:yyyy-MM-dd}记入备注");
            note = string.Join('；', new[] { note, $"台账审结(完成)日期：{typedFinish:yyyy-MM-dd}，状态：{row["状态"]}" }.OfType<string>());
        }

        if (isDone && documentNumber is null && kind is GovernanceKind.ContractReview or GovernanceKind.NormativeReview or GovernanceKind.OfficeDocumentReview)
        {
            remarks.Add($"没有{(kind == GovernanceKind.ContractReview ? "合同编号" : "文号")}，无法与其他行核对是否同一{(kind == GovernanceKind.ContractReview ? "合同" : "文件")}，单独计数");
        }

        if (status == Status.Returned && state == GovernanceState.Registered)
        {
            remarks.Add("状态为“退回”，该类别没有退回这一环节，记为登记");
        }

        var line = new GovernanceLine(row, number)
        {
            Kind = kind ?? default,
            SubKind = subKind,
            State = state,
            Title = r.Text("名称", 200, required: true),
            DocumentNumber = documentNumber,
            Department = BookCells.Null(r.Text("承办科室", 60)),
            SentOn = sentOn ?? default,
            Person = BookCells.Null(r.Text("审查(主讲)人", 100)),
            Counterparty = BookCells.Null(r.Text("对方(对象)", 500)),
            Quantity = r.Count("数量", 0, 1_000_000),
            Unit = BookCells.Null(r.Text("单位", 20)),
            Attendees = r.Count("参加人数", 0, 1_000_000),
            Amount = r.Money("金额(元)"),
            Opinion = opinion,
            FinishedOn = isDone ? typedFinish : null,
            Resolved = resolved,
            Adjusted = adjusted,
            LinkedNumber = BookCells.Null(r.Text("关联编号", 100)),
            Note = note,
            Remarks = remarks,
        };
        return r.Reasons.Count > 0 ? (null, r.Reasons) : (line, []);
    }

    /// <summary>The kind and 子类 that a row has in truth: 规范性文件 are no office documents, and the 文号 tells 党组 from 行政.</summary>
    private static (GovernanceKind Kind, string? SubKind) SubKindOf(RowReader r, BookRow row, GovernanceKind kind, string? documentNumber, List<string> remarks)
    {
        var word = r.Text("子类", 20);
        if (kind is GovernanceKind.OfficeDocumentReview or GovernanceKind.NormativeReview && word == Normative)
        {
            if (kind == GovernanceKind.OfficeDocumentReview)
            {
                remarks.Add("子类是规范性文件，规范性文件不在局机关文件之内，按规范性文件审查登记");
            }

            return (GovernanceKind.NormativeReview, null);
        }

        if (word.Length > 0 && !GovernanceBook.Of(kind).SubKinds.Contains(word))
        {
            var words = string.Join("、", GovernanceBook.Of(kind).SubKinds);
            r.Refuse("子类", $"{kind.Display()}没有“{RowReader.Short(word)}”这一子类，请{(words.Length > 0 ? $"写成{words}" : "留空")}，或核对类别");
            return (kind, null);
        }

        if (kind == GovernanceKind.OfficeDocumentReview && GovernanceBook.SeriesOf(documentNumber, word) is { } series)
        {
            if (word.Length > 0 && series.Display() != word)
            {
                remarks.Add($"子类写的是{word}，文号“{row["文号/合同编号"]}”是{series.Display()}，以文号为准");
            }

            return (kind, series.Display());
        }

        return (kind, BookCells.Null(word));
    }

    private static GovernanceState StateOf(GovernanceKind kind, Status? status) => (GovernanceBook.Of(kind).Way, status) switch
    {
        (_, Status.Withdrawn) => GovernanceState.Withdrawn,
        (GovernanceWay.Contract, Status.Done) => GovernanceState.ReviewFinished,
        (GovernanceWay.Contract, Status.Returned) => GovernanceState.ReturnedForMore,
        (GovernanceWay.Contract, Status.Handling or Status.Reviewing) => GovernanceState.Reviewing,
        (GovernanceWay.Document, Status.Done) => GovernanceState.Passed,
        (GovernanceWay.Document, Status.Returned) => GovernanceState.ReturnedForChange,
        (GovernanceWay.Document, Status.Handling or Status.Reviewing) => GovernanceState.Auditing,
        (GovernanceWay.Inspection, Status.Done) => GovernanceState.Published,
        (GovernanceWay.Arrears, Status.Done) => GovernanceState.Closed,
        (GovernanceWay.Arrears, Status.Handling or Status.Reviewing) => GovernanceState.Accepted,
        (GovernanceWay.Shared, Status.Done) => GovernanceState.Finished,
        (GovernanceWay.Shared, Status.Handling or Status.Reviewing or Status.Drafting or null) => GovernanceState.Handling,
        _ => GovernanceBook.Of(kind).First,
    };

    /// <summary>The word of the book for the state of an item: the other way round.</summary>
    public static string WordOf(GovernanceItem item)
    {
        var status = item.State switch
        {
            GovernanceState.Withdrawn or GovernanceState.Rejected => Status.Withdrawn,
            GovernanceState.ReturnedForMore or GovernanceState.ReturnedForChange => Status.Returned,
            GovernanceState.Reviewing or GovernanceState.Auditing => Status.Reviewing,
            GovernanceState.Submitted => Status.Drafting,
            GovernanceState.Registered when item.BookNumber is not null && item.Book.Way == GovernanceWay.Shared => Status.Returned, // the one word of the book that leads here
            _ => item.IsDone ? Status.Done : Status.Handling,
        };
        return Statuses.First(s => s.Value == status).Key;
    }

    /// <summary>The number of the words; refused where there are two that differ: which is meant is never guessed.</summary>
    private static int? Read(RowReader r, Regex words, string? opinion, string what)
    {
        var found = words.Matches(string.Concat((opinion ?? "").Select(Normalised.HalfWidth))).Select(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).Distinct().ToList();
        if (found.Count > 1)
        {
            r.Refuse("审查意见(结果)", $"审查意见(结果)里有几处不同的“{what}”，无法判断以哪一处为准，请只留一处");
        }

        return found is [var one] ? one : null;
    }

    [GeneratedRegex("(?<!未|未能|未予|尚未|没有|待|难以)化解了?\\s*([0-9]{1,6})\\s*起")]
    private static partial Regex ResolvedWords();

    [GeneratedRegex("(?<!未|未予|没有|待|不)调整了?\\s*([0-9]{1,6})\\s*项")]
    private static partial Regex AdjustedWords();
}
