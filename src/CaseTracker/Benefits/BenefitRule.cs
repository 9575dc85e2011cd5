using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Benefits;

/// <summary>One dated rule: no number of money, months or days stands in the program. A new notice is a new row; what was reckoned by an old one keeps its name.</summary>
public sealed class BenefitRule : IVersioned, IRecordPart
{
    public const string RecordName = "benefit-rule";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    public required BenefitRuleKind Kind { get; init; }

    /// <summary>In force from this day on; of two the later one holds.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day; null while it lasts.</summary>
    public DateOnly? To { get; set; }

    /// <summary>依据文件 with its number.</summary>
    public required string Basis { get; init; }

    /// <summary>The rule itself, canonical JSON.</summary>
    public required string Json { get; init; }

    /// <summary>Entered by mistake.</summary>
    public bool IsVoid { get; set; }

    public required string RecordedByName { get; init; }

    public required DateTime RecordedAt { get; init; }

    /// <summary>What a sheet is stamped with: 补差标准 2024-01-01起（新府纪〔2023〕5号）#1a2b3c4d.</summary>
    public string Name => $"{Kind.Display()} {From:yyyy-MM-dd}起（{Basis}）#{Fingerprint.Of(Json)[..8]}";

    public T Read<T>() => JsonSerializer.Deserialize<T>(Json, CanonicalJson.Options)!;

    string IRecordPart.RecordKind => RecordName;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => RecordName;
}

/// <summary>A rule in force, with the name its results are stamped with.</summary>
public sealed record RuleInForce<T>(T Value, string Name, string? Basis);

internal sealed class BenefitRuleConfiguration : IEntityTypeConfiguration<BenefitRule>
{
    public void Configure(EntityTypeBuilder<BenefitRule> builder)
    {
        builder.ToTable("benefit_rules");
        builder.Ignore(r => r.Name);
        builder.Property(r => r.Basis).HasMaxLength(200);
        builder.Property(r => r.RecordedByName).HasMaxLength(64);
        builder.HasIndex(r => new { r.Kind, r.From });
    }
}

public static class BenefitRuleQueries
{
    /// <summary>The rule of a kind in force on a day; null where none was entered.</summary>
    internal static async Task<RuleInForce<T>?> FindRuleAsync<T>(this CaseDb db, BenefitRuleKind kind, DateOnly day, CancellationToken cancel) where T : class =>
        await db.Set<BenefitRule>().AsNoTracking().Where(r => r.Kind == kind && !r.IsVoid && r.From <= day && (r.To == null || r.To >= day)).OrderByDescending(r => r.From).ThenByDescending(r => r.RecordedAt).FirstOrDefaultAsync(cancel) is { } rule
            ? new(rule.Read<T>(), rule.Name, rule.Basis)
            : null;

    internal static async Task<RuleInForce<T>> RuleAsync<T>(this CaseDb db, BenefitRuleKind kind, T otherwise, DateOnly day, CancellationToken cancel) where T : class =>
        await db.FindRuleAsync<T>(kind, day, cancel) ?? new(otherwise, $"{kind.Display()}（默认）", null);

    /// <summary>Refused where none was entered, with where to enter it.</summary>
    internal static async Task<RuleInForce<T>> DemandRuleAsync<T>(this CaseDb db, BenefitRuleKind kind, DateOnly day, CancellationToken cancel) where T : class =>
        await db.FindRuleAsync<T>(kind, day, cancel) ?? throw new RefusedException(new Reason($"没有 {day:yyyy-MM-dd} 有效的“{kind.Display()}”，请先在“待遇标准”中录入", LiftedBy: $"{Role.LC.Display()}或{Role.SH.Display()}"));
}

/// <summary>Enters, ends or voids a dated rule. Tiers are typed one a line.</summary>
public sealed class SetBenefitRule(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        [Display(Name = "种类")] public BenefitRuleKind Kind { get; init; }

        [Display(Name = "施行日期"), Required(ErrorMessage = "请填写{0}")] public DateOnly? From { get; init; }

        [Display(Name = "截止日期")] public DateOnly? To { get; init; }

        [Display(Name = "依据文件"), Required, StringLength(200)] public string Basis { get; init; } = "";

        [Display(Name = "计算方法")] public AllowanceMethod Method { get; init; }

        [Display(Name = "各职级标准（元/月）"), StringLength(500), DataType(DataType.MultilineText)] public string? Standards { get; init; }

        [Display(Name = "调整年度"), Range(2000, 2100)] public int? Year { get; init; }

        [Display(Name = "退休截止日期")] public DateOnly? RetiredOnOrBefore { get; init; }

        [Display(Name = "定额（元）")] public decimal? Fixed { get; init; }

        [Display(Name = "每缴费年（元）"), StringLength(500), DataType(DataType.MultilineText)] public string? PerYear { get; init; }

        [Display(Name = "年限挂钩保底（元）")] public decimal? MinLinked { get; init; }

        [Display(Name = "养老金水平挂钩（%）"), Range(0, 100)] public decimal? PercentOfBase { get; init; }

        [Display(Name = "养老金基数月份")] public DateOnly? BaseMonth { get; init; }

        [Display(Name = "高龄倾斜（元）"), StringLength(500), DataType(DataType.MultilineText)] public string? AgeTiers { get; init; }

        [Display(Name = "缴费年限尾数")] public YearRounding Years { get; init; }

        [Display(Name = "金额尾数")] public AmountRounding Amounts { get; init; }

        [Display(Name = "全省城镇居民人均可支配收入（元/年）")] public decimal? AnnualIncome { get; init; }

        [Display(Name = "各年龄标准（元/月）"), StringLength(500), DataType(DataType.MultilineText)] public string? Ages { get; init; }

        [Display(Name = "科长审批上限（元）")] public decimal? SectionHeadUpTo { get; init; }

        [Display(Name = "分管领导审批上限（元）")] public decimal? DeputyUpTo { get; init; }

        [Display(Name = "材料"), StringLength(2000), DataType(DataType.MultilineText)] public string? Papers { get; init; }

        [Display(Name = "核实期限（工作日）"), Range(1, 120)] public int VerifyWorkdays { get; init; } = OfficeRule.Default.VerifyWorkdays;

        [Display(Name = "催办间隔（日）"), Range(1, 120)] public int RemindDays { get; init; } = OfficeRule.Default.RemindDays;

        [Display(Name = "异议期限（日）"), Range(1, 365)] public int ObjectionDays { get; init; } = OfficeRule.Default.ObjectionDays;

        [Display(Name = "高龄津贴提前提醒（日）"), Range(0, 365)] public int AheadDays { get; init; } = OfficeRule.Default.AheadDays;

        [Display(Name = "去世后转由遗属办理的类别"), StringLength(100)] public string? ToSurvivors { get; init; } = string.Join('、', OfficeRule.Default.ToSurvivors.Select(t => t.Display()));

        public Guid? RequestId { get; init; }
    }

    /// <summary>Gives the id of the rule.</summary>
    public Task<Guid> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "set-benefit-rule", clock.Now, async () =>
    {
        await MayChangeAsync(actor, cancel);
        var (payload, faults) = Read(command);
        List<Reason> reasons = [.. Inputs.Faults(command), .. faults];
        if (command.To < command.From)
        {
            reasons.Add(new("截止日期不得早于施行日期，请核对", Field: nameof(command.To)));
        }

        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        var rule = new BenefitRule { Id = Guid.CreateVersion7(), Kind = command.Kind, From = command.From!.Value, To = command.To, Basis = Inputs.Tidy(command.Basis)!, Json = CanonicalJson.Of(payload), RecordedByName = actor.Name, RecordedAt = clock.Now };
        db.Add(rule);
        db.Trace(rule, actor, clock.Now, new Act("set-rule", $"录入{command.Kind.Display()}", rule.From));
        return rule.Id;
    }, cancel);

    /// <summary>Ends a rule on a day, or voids it where no day is given.</summary>
    public Task EndAsync(Guid id, int version, DateOnly? lastDay, string? reason, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        await MayChangeAsync(actor, cancel);
        var why = Inputs.Tidy(reason) ?? throw RefusedException.At("Reason", "请填写理由");
        var rule = await db.LoadAsync<BenefitRule>(id, version, "该标准", cancel);
        if (rule.IsVoid)
        {
            throw new RefusedException("该标准已经作废，请录入新的标准");
        }

        if (lastDay < rule.From)
        {
            throw RefusedException.At("LastDay", "截止日期不得早于施行日期，请核对");
        }

        (rule.To, rule.IsVoid) = (lastDay ?? rule.To, lastDay is null);
        db.Trace(rule, actor, clock.Now, new Act(lastDay is null ? "void-rule" : "end-rule", lastDay is null ? "作废" : "截止", lastDay ?? clock.Today) { Reason = why });
    }, cancel);

    private async Task MayChangeAsync(Actor actor, CancellationToken cancel)
    {
        if (!actor.IsSystem && !actor.Has(Role.LC))
        {
            var office = await db.RetireeOfficeAsync(cancel);
            if (!actor.Hats.Any(h => h.Role == Role.SH && h.DepartmentId == office))
            {
                throw new RefusedException(new Reason("待遇标准由老干部服务专干或老干部工作科室的科长录入，请联系他们办理", LiftedBy: $"{Role.LC.Display()}或{Role.SH.Display()}"));
            }
        }
    }

    private static (object? Payload, IReadOnlyList<Reason> Faults) Read(Command c)
    {
        var faults = new List<Reason>();
        object? payload = c.Kind switch
        {
            BenefitRuleKind.Allowance => new AllowanceRule(c.Method, Lines(nameof(c.Standards), c.Standards, "厂级 300", p => p is [var grade, var sum] && Known(grade) && Money.Parse(sum) is >= 0 and { } m ? new GradeStandard(grade, m) : null)),
            BenefitRuleKind.PensionAdjustment => new PensionAdjustmentRule(
                Must(c.Year, nameof(c.Year), "调整年度"), Inputs.Tidy(c.Basis) ?? "", c.From ?? default, Must(c.RetiredOnOrBefore, nameof(c.RetiredOnOrBefore), "退休截止日期"), Sum(c.Fixed, nameof(c.Fixed), "定额"),
                Lines(nameof(c.PerYear), c.PerYear, "1-15 1.00 或 16- 1.50", p => p is [var span, var sum] && Span(span) is var (a, b) && Money.Parse(sum) is >= 0 and { } m ? new YearTier(a, b, m) : null),
                c.MinLinked is null ? null : Sum(c.MinLinked, nameof(c.MinLinked), "年限挂钩保底"), Must(c.PercentOfBase, nameof(c.PercentOfBase), "养老金水平挂钩"), Must(c.BaseMonth, nameof(c.BaseMonth), "养老金基数月份"),
                Lines(nameof(c.AgeTiers), c.AgeTiers, "75-79 40 2024-12-31", p => p is [var span, var sum, var day] && Span(span) is var (a, b) && Money.Parse(sum) is >= 0 and { } m && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? new AgeTier(a, b, m, on) : null, required: false),
                Inputs.Tidy(c.Basis) ?? "", c.Years, c.Amounts),
            BenefitRuleKind.Funeral => new FuneralRule(Sum(c.AnnualIncome, nameof(c.AnnualIncome), "全省城镇居民人均可支配收入", least: 1)),
            BenefitRuleKind.OldAge => new OldAgeRule(Lines(nameof(c.Ages), c.Ages, "80 50", p => p is [var age, var sum] && int.TryParse(age, NumberStyles.None, CultureInfo.InvariantCulture, out var a) && a is >= 50 and <= 120 && Money.Parse(sum) is >= 0 and { } m ? new OldAgeTier(a, m) : null)),
            BenefitRuleKind.Approval => new ApprovalRule(Sum(c.SectionHeadUpTo, nameof(c.SectionHeadUpTo), "科长审批上限"), Deputy()),
            BenefitRuleKind.Papers => new PapersRule(Lines(nameof(c.Papers), c.Papers, "火化证明", p => string.Join(' ', p) is { Length: <= 100 } name ? name : null)),
            BenefitRuleKind.Office => new OfficeRule(c.VerifyWorkdays, c.RemindDays, c.ObjectionDays, c.AheadDays, Types()),
        };
        return (payload, faults);

        T Must<T>(T? value, string field, string name) where T : struct
        {
            if (value is null)
            {
                faults.Add(new($"请填写{name}", Field: field));
            }

            return value ?? default;
        }

        decimal Sum(decimal? value, string field, string name, decimal least = 0)
        {
            var sum = Must(value, field, name);
            if (value is not null && (sum < least || sum > 100_000_000 || decimal.Round(sum, 2) != sum))
            {
                faults.Add(new($"{name}应为{(least > 0 ? "大于零的" : "")}金额（元），最多两位小数", Field: field));
            }

            return sum;
        }

        decimal Deputy()
        {
            var most = Sum(c.DeputyUpTo, nameof(c.DeputyUpTo), "分管领导审批上限");
            if (c.DeputyUpTo < c.SectionHeadUpTo)
            {
                faults.Add(new("分管领导审批上限不得低于科长审批上限，请核对", Field: nameof(c.DeputyUpTo)));
            }

            return most;
        }

        IReadOnlyList<T> Lines<T>(string field, string? text, string example, Func<string[], T?> read, bool required = true) where T : class
        {
            var lines = (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var found = lines.Select(l => (Line: l, Value: read(l.Split([' ', '　', '|', '\t'], StringSplitOptions.RemoveEmptyEntries)))).ToList();
            if (required && lines.Length == 0)
            {
                faults.Add(new($"请至少填写一行，如“{example}”", Field: field));
            }

            faults.AddRange(found.Where(f => f.Value is null).Select(f => new Reason($"“{f.Line}”读不懂，请写成“{example}”的样子", Field: field)));
            return [.. found.Select(f => f.Value).OfType<T>()];
        }

        IReadOnlyList<BenefitType> Types()
        {
            var names = (c.ToSurvivors ?? "").Split(['、', ',', '，', ' '], StringSplitOptions.RemoveEmptyEntries);
            faults.AddRange(names.Where(n => DisplayNames.Parse<BenefitType>(n) is null).Select(n => new Reason($"没有“{n}”这一类别，可选：{string.Join("、", Enum.GetValues<BenefitType>().Select(t => t.Display()))}", Field: nameof(c.ToSurvivors))));
            return [.. names.Select(DisplayNames.Parse<BenefitType>).OfType<BenefitType>()];
        }

        static bool Known(string grade) => DisplayNames.Parse<Cadres.CadreGrade>(grade) is not null || DisplayNames.Parse<Cadres.Level>(grade) is not null;

        static (int From, int? To)? Span(string text) => text.Split('-') is [var a, .. var rest] && rest.Length <= 1 && int.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out var from) && from >= 1
            ? rest is not [{ Length: > 0 } b] ? (from, null) : int.TryParse(b, NumberStyles.None, CultureInfo.InvariantCulture, out var to) && to >= from ? (from, to) : null
            : null;
    }
}
