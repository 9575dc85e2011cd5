using CaseTracker.Benefits;
using CaseTracker.Excel;

namespace CaseTracker.Books;

/// <summary>One row of the book 待遇办理, read.</summary>
internal sealed record BenefitLine(BookRow Row, ImportedBenefit Fields) : IBookLine
{
    public static readonly BookShape Shape = new(
        "benefits", "待遇办理", Benefit.Kind, "事项编号",
        [
            "事项编号", "事项类别", "申请日期", "申请人", "对象编号", "身份级别", "涉及人数", "申请事由", "核实日期", "核实意见", "审批日期", "审批人", "批复文号", "转办单位", "转办日期", "金额(元)", "发放日期", "办结日期",
            "办理结果", "是否异议", "记录状态", "备注",
        ],
        ["事项编号", "事项类别", "申请日期", "对象编号", "办结日期", "办理结果"],
        new HashSet<string>(["申请日期", "核实日期", "审批日期", "转办日期", "发放日期", "办结日期"], StringComparer.Ordinal))
    {
        DoubleBy = "批复文号和对象都相同",
    };

    /// <summary>What the book calls 高龄津贴协助.</summary>
    internal const string OldAgeOfTheBook = "高龄补贴协助";

    internal const string Voided = "台账记为作废";

    private static readonly DateOnly Earliest = new(1949, 10, 1);

    private static readonly Dictionary<string, BenefitType> Types = new(BookCells.Words(Enum.GetValues<BenefitType>()), StringComparer.Ordinal) { [OldAgeOfTheBook] = BenefitType.OldAge };

    internal static readonly Dictionary<string, BenefitState> Results = new(StringComparer.Ordinal)
    {
        ["已解决"] = BenefitState.Resolved,
        ["办理中"] = BenefitState.Verifying,
        ["不予支持"] = BenefitState.ClosedRejected,
        ["已撤回"] = BenefitState.Withdrawn,
    };

    internal static readonly Dictionary<string, bool> Objections = new(StringComparer.Ordinal) { ["是"] = true, ["否"] = false };

    public string Number => Fields.BookNumber;

    public IReadOnlyList<string> Remarks { get; private init; } = [];

    /// <summary>One 批复文号 with the same people; without one never merged, and what stands differently is not mixed: an open entry does not take the place of the one that counts.</summary>
    public string? DoubleKey => Fields.State == BenefitState.Withdrawn || Benefit.KeyOf(Fields.ApprovalNumber) is not { } key ? null : KeyOf(key, Fields.State, Fields.Cadres);

    public static string KeyOf(string approval, BenefitState state, IEnumerable<Guid> cadres) =>
        string.Join('\u001f', approval, state, string.Join(';', cadres.Select(c => c.ToString()).Order(StringComparer.Ordinal)));

    /// <summary>Reads a row; null with every reason where it must be refused.</summary>
    public static (BenefitLine? Line, IReadOnlyList<Reason> Reasons) Read(BookRow row, DateOnly today, RosterPeople roster)
    {
        var r = new RowReader(row);
        var isVoid = r.Word("记录状态", BookCells.Validities) ?? false;
        var typed = r.Word("办理结果", Results);
        var mustSay = !isVoid && typed is BenefitState.Resolved or BenefitState.ClosedRejected; // a coded cell may be empty while the matter is open or cancelled
        var found = roster.Demand(r, "对象编号", r.Text("对象编号", 4000));
        var endedOn = r.Date("办结日期", today, required: !isVoid && typed == BenefitState.Resolved, Earliest);
        var verifiedOn = r.Date("核实日期", today, earliest: Earliest);
        var approvedOn = r.Date("审批日期", today, earliest: Earliest);
        var referredOn = r.Date("转办日期", today, earliest: Earliest);
        var paidOn = r.Date("发放日期", today, earliest: Earliest);
        var known = new[] { verifiedOn, approvedOn, referredOn, paidOn, endedOn }.OfType<DateOnly>().ToList();
        var appliedOn = r.Date("申请日期", today, required: known.Count == 0, Earliest) ?? known.FirstOrDefault();
        var state = isVoid ? BenefitState.Withdrawn : typed ?? BenefitState.Verifying;
        var note = BookCells.Null(r.Text("备注", 900));
        var fields = new ImportedBenefit(
            BookCells.Number(r.Text("事项编号", 40, required: true)), r.Word("事项类别", Types, mustSay) ?? BenefitType.Other, state, appliedOn,
            r.Text("申请人", 60) is { Length: > 0 } applicant ? applicant : found.People.Count > 0 ? found.People[0].Name : "", r.Text("申请事由", 2000), [.. found.People.Select(p => p.Id)])
        {
            VerifiedOn = verifiedOn,
            Findings = BookCells.Null(r.Text("核实意见", 2000)),
            ApprovedOn = approvedOn,
            ApprovedBy = BookCells.Null(r.Text("审批人", 200)),
            ApprovalNumber = BookCells.Null(r.Text("批复文号", 60)),
            ReferredTo = BookCells.Null(r.Text("转办单位", 100)),
            ReferredOn = referredOn,
            Amount = r.Money("金额(元)"),
            PaidOn = paidOn,
            EndedOn = state == BenefitState.Verifying ? null : endedOn,
            HadObjection = r.Word("是否异议", Objections) ?? false,
            Note = isVoid ? string.Join('；', new[] { Voided, note }.OfType<string>()) : note,
        };
        var typedCount = r.Count("涉及人数", 1, 10_000);
        return r.Reasons.Count > 0 ? (null, r.Reasons) : (new BenefitLine(row, fields) { Remarks = isVoid ? [] : [.. Look(row, fields, found, endedOn, typedCount, roster)] }, []);
    }

    private static IEnumerable<string> Look(BookRow row, ImportedBenefit fields, RosterPeople.Found found, DateOnly? endedOn, int? typedCount, RosterPeople roster)
    {
        if (typedCount is { } typed && typed != found.People.Count)
        {
            yield return $"涉及人数写的是{typed}，对象编号为{found.People.Count}人，按{found.People.Count}人计";
        }
        else if (found.Written > found.People.Count)
        {
            yield return $"对象编号有重复登记的人，按{found.People.Count}人计";
        }

        if (fields.State == BenefitState.Verifying && endedOn is { } on)
        {
            yield return $"填了办结日期{on:yyyy-MM-dd}，办理结果却不是已解决，按办理中导入，不计次数";
        }

        foreach (var remark in roster.Compare(found.People, row["身份级别"], [], fields.AppliedOn, mustBeInCare: false))
        {
            yield return remark;
        }
    }
}
