using System.ComponentModel.DataAnnotations;
using CaseTracker.People;

namespace CaseTracker.Receptions;

/// <summary>What the desk writes down of one arrival, in the order of the conversation; the same for registration and correction.</summary>
public abstract record ReceptionFields
{
    public const int MostPeople = 100_000;

    public const int MostVisitors = 50;

    /// <summary>来访人, the main visitor first; rows left blank are dropped.</summary>
    public IReadOnlyList<Visitor> Visitors { get; init; } = new List<Visitor>(); // a list, not []: a form is bound into it

    [Display(Name = "匿名（不愿留下姓名）")] public bool IsAnonymous { get; init; }

    /// <summary>Without it: as many as are named.</summary>
    [Display(Name = "来访人数")] public int? PeopleCount { get; init; }

    [Display(Name = "陪同家属人数")] public int? FamilyCount { get; init; }

    [Display(Name = "来访形式")] public ReceptionForm Form { get; init; }

    [Display(Name = "来访日期")] public DateOnly? ArrivedOn { get; init; }

    [Display(Name = "来访时间")] public TimeOnly? ArrivedAt { get; init; }

    [Display(Name = "补录原因"), StringLength(500)] public string? BackdatedReason { get; init; }

    [Display(Name = "诉求类别")] public ReceptionDemand? Demand { get; init; }

    [Display(Name = "反映问题"), Required, StringLength(4000), DataType(DataType.MultilineText)] public string Problem { get; init; } = "";

    /// <summary>Account of 接待人; without it the one who registers.</summary>
    [Display(Name = "接待人")] public Guid? ReceiverId { get; init; }

    [Display(Name = "接待领导"), StringLength(64)] public string? LeaderName { get; init; }

    [Display(Name = "处理意见"), StringLength(2000), DataType(DataType.MultilineText)] public string? Opinion { get; init; }

    [Display(Name = "办结情况"), StringLength(1000), DataType(DataType.MultilineText)] public string? Outcome { get; init; }

    [Display(Name = "备注"), StringLength(1000), DataType(DataType.MultilineText)] public string? Note { get; init; }

    /// <summary>One of the people.</summary>
    public sealed record Visitor
    {
        /// <summary>Of a correction: the row that is corrected.</summary>
        public Guid? Id { get; init; }

        [Display(Name = "姓名"), StringLength(100)] public string? Name { get; init; }

        [Display(Name = "性别")] public Sex Sex { get; init; }

        [Display(Name = "出生日期")] public DateOnly? BirthOn { get; init; }

        [Display(Name = "年龄")] public int? Age { get; init; }

        [Display(Name = "联系电话"), StringLength(60)] public string? Phone { get; init; }

        [Display(Name = "证件号码"), StringLength(40)] public string? IdNumber { get; init; }

        [Display(Name = "住址"), StringLength(200)] public string? Address { get; init; }

        [Display(Name = "原单位"), StringLength(100)] public string? Unit { get; init; }

        [Display(Name = "身份")] public VisitorIdentity Identity { get; init; } = VisitorIdentity.Other;

        [Display(Name = "与干部关系")] public VisitorRelation Relation { get; init; }

        [Display(Name = "关系说明"), StringLength(60)] public string? RelationNote { get; init; }

        [Display(Name = "代表")] public bool IsRepresentative { get; init; }

        /// <summary>The cadre of the roster he is, or whose family he is.</summary>
        public Guid? CadreId { get; init; }

        public Guid? PersonId { get; init; }

        internal bool IsBlank => string.IsNullOrWhiteSpace(Name + Phone + IdNumber + Address + Unit);
    }

    internal IEnumerable<(Visitor Visitor, int Index)> Present => Visitors.Select((v, i) => (v, i)).Where(v => !v.v.IsBlank);

    /// <summary>Every reason against the entry at once. <paramref name="recordedOn"/>: the day of the (first) entry.</summary>
    internal List<Reason> Reasons(DateOnly today, DateOnly recordedOn)
    {
        List<Reason> reasons = [.. Inputs.Faults(this)];
        var present = Present.ToList();
        var arrived = ArrivedOn ?? today;
        foreach (var (visitor, index) in present)
        {
            var prefix = $"{nameof(Visitors)}[{index}].";
            if (string.IsNullOrWhiteSpace(visitor.Name) && !IsAnonymous)
            {
                reasons.Add(new($"请填写第{index + 1}位来访人的姓名；不愿留名的请勾选“匿名”", Field: prefix + nameof(Visitor.Name)));
            }

            if (visitor.Age is < 0 or > 130)
            {
                reasons.Add(new("年龄应为0至130，请核对", Field: prefix + nameof(Visitor.Age)));
            }

            if (visitor.BirthOn > arrived)
            {
                reasons.Add(new("出生日期不得晚于来访日期，请核对", Field: prefix + nameof(Visitor.BirthOn)));
            }
        }

        if (present.Count == 0 && !IsAnonymous)
        {
            reasons.Add(new("请填写来访人姓名；不愿留名的请勾选“匿名”", Field: $"{nameof(Visitors)}[0].{nameof(Visitor.Name)}"));
        }

        if (present.Count > MostVisitors)
        {
            reasons.Add(new($"一次登记最多列{MostVisitors}人，其余只计入来访人数"));
        }

        if (present.Count(v => v.Visitor.IsRepresentative) > ReceptionVisitor.MostRepresentatives)
        {
            reasons.Add(new($"集体来访应当推选代表，代表不得超过{ReceptionVisitor.MostRepresentatives}人，请去掉多勾的代表", "《信访工作条例》第二十条第二款", Field: $"{nameof(Visitors)}[0].{nameof(Visitor.IsRepresentative)}"));
        }

        if (PeopleCount is { } people && (people < Math.Max(1, present.Count) || people > MostPeople))
        {
            reasons.Add(new(people < 1 || people > MostPeople ? $"来访人数应为1至{MostPeople}" : $"来访人数{people}少于已填写的{present.Count}人，请核对", Field: nameof(PeopleCount)));
        }

        if (FamilyCount is < 0 or > 1000)
        {
            reasons.Add(new("陪同家属人数应为0至1000", Field: nameof(FamilyCount)));
        }

        if (arrived > today)
        {
            reasons.Add(new($"来访日期不得晚于今天（{today:yyyy-MM-dd}），请核对", Field: nameof(ArrivedOn)));
        }
        else if (arrived < new DateOnly(1990, 1, 1))
        {
            reasons.Add(new("来访日期早于1990年，请核对", Field: nameof(ArrivedOn)));
        }
        else if (arrived < recordedOn && string.IsNullOrWhiteSpace(BackdatedReason))
        {
            reasons.Add(new("补录以前的来访，请填写补录原因；如果是今天来访，请改正来访日期", Field: nameof(BackdatedReason)));
        }

        return reasons;
    }
}
