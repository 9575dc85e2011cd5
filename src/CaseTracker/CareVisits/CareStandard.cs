using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.CareVisits;

/// <summary>What a limit is counted by.</summary>
public enum StandardUnit
{
    [Display(Name = "人次")] Person,
    [Display(Name = "户")] Household,

    /// <summary>A yearly cap for one person: warned of, not refused.</summary>
    [Display(Name = "年")] Year,
}

/// <summary>慰问标准: how much a visit may give, from a document, from a day on. None is built in.</summary>
public sealed class CareStandard : IVersioned, IRecordPart
{
    public const string Kind = "care-standard";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    /// <summary>Null only of a yearly cap over all types together.</summary>
    public CareVisitType? Type { get; init; }

    /// <summary>Null: both levels.</summary>
    public Level? Level { get; init; }

    /// <summary>Null only of a yearly cap.</summary>
    public GiftForm? Form { get; init; }

    public required long LimitFen { get; init; }

    public required StandardUnit Per { get; init; }

    /// <summary>经费来源.</summary>
    public required string Fund { get; init; }

    /// <summary>依据文件.</summary>
    public required string Basis { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>Last day; null while it is in force.</summary>
    public DateOnly? To { get; set; }

    public decimal Limit => LimitFen.Yuan();

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;

    public bool IsInForceOn(DateOnly day) => From <= day && (To is null || To >= day);

    /// <summary>The day on which a type of visit was switched off: every standard it had ended before the day. Null while one is in force or to come, and of a type that never had one.</summary>
    public static DateOnly? EndedBefore(IEnumerable<CareStandard> standards, CareVisitType type, DateOnly day)
    {
        var own = standards.Where(s => s.Type == type && s.Per != StandardUnit.Year).ToList();
        return own.Count > 0 && own.TrueForAll(s => s.To < day) ? own.Max(s => s.To) : null;
    }

    /// <summary>生病看望（厂级）慰问金 每人次 500.00 元.</summary>
    public string Words => $"{Type?.Display() ?? "全部类型"}{(Level is { } level ? $"（{level.Display()}）" : "")}{Form?.Display()} 每{(Per == StandardUnit.Year ? "人每年" : Per.Display())} {Limit.Text()} 元";
}

internal sealed class CareStandardConfiguration : IEntityTypeConfiguration<CareStandard>
{
    public void Configure(EntityTypeBuilder<CareStandard> builder)
    {
        builder.ToTable("care_standards");
        builder.Property(s => s.Fund).HasMaxLength(60);
        builder.Property(s => s.Basis).HasMaxLength(200);
    }
}

/// <summary>Puts a standard into force; an overlapping one of the same kind must be ended first.</summary>
public sealed class AddCareStandard(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        [Display(Name = "类型")] public CareVisitType? Type { get; init; }

        [Display(Name = "职级")] public Level? Level { get; init; }

        [Display(Name = "慰问形式")] public GiftForm? Form { get; init; }

        /// <summary>In yuan.</summary>
        [Display(Name = "限额（元）"), Range(typeof(decimal), "0.01", "1000000", ErrorMessage = "{0}应在0.01到1000000元之间", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
        public decimal Limit { get; init; }

        [Display(Name = "限额单位")] public StandardUnit Per { get; init; }

        [Display(Name = "经费来源"), Required, StringLength(60)] public string Fund { get; init; } = "";

        [Display(Name = "依据文件"), Required, StringLength(200)] public string Basis { get; init; } = "";

        [Display(Name = "执行日期")] public DateOnly? From { get; init; }

        public Guid? RequestId { get; init; }
    }

    public Task<Guid> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "add-care-standard", clock.Now, async () =>
    {
        DemandKeeper(actor);
        List<Reason> reasons = [.. Inputs.Faults(command)];
        var from = command.From ?? clock.Today;
        if (command.Per != StandardUnit.Year && command.Type is null)
        {
            reasons.Add(new("请选择类型；只有按年的总额可以不分类型", Field: nameof(command.Type)));
        }

        if (command.Per != StandardUnit.Year && command.Form is null)
        {
            reasons.Add(new("请选择慰问形式；只有按年的总额可以不分形式", Field: nameof(command.Form)));
        }

        if (decimal.Round(command.Limit, 2) != command.Limit)
        {
            reasons.Add(new("限额最多两位小数，请核对", Field: nameof(command.Limit)));
        }

        await db.LockAsync("care-standards", cancel);
        var isYearly = command.Per == StandardUnit.Year;
        if (await db.CareStandards.AsNoTracking().FirstOrDefaultAsync(s => s.Type == command.Type && s.Level == command.Level && s.Form == command.Form && (s.Per == StandardUnit.Year) == isYearly && (s.To == null || s.To >= from), cancel) is { } before)
        {
            reasons.Add(new($"已有同类标准“{before.Words}”（{before.From:yyyy-MM-dd}起执行），请先停用再登记新标准", Field: nameof(command.From)));
        }

        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        var standard = new CareStandard
        {
            Id = Guid.CreateVersion7(),
            Type = command.Type,
            Level = command.Level,
            Form = isYearly ? null : command.Form,
            LimitFen = command.Limit.Fen(),
            Per = command.Per,
            Fund = Inputs.Tidy(command.Fund)!,
            Basis = Inputs.Tidy(command.Basis)!,
            From = from,
        };
        db.Add(standard);
        db.Trace(standard, actor, clock.Now, new Act("add-standard", "登记慰问标准", from));
        return standard.Id;
    }, cancel);

    /// <summary>Standards and budgets are kept by 老干部服务专干, 科长 and 财务.</summary>
    internal static void DemandKeeper(Actor actor)
    {
        if (!MayKeep(actor))
        {
            throw new RefusedException(new Reason("慰问标准和经费预算由老干部服务专干、老干部工作科室的科长或财务维护，请联系他们办理", LiftedBy: "老干部服务专干"));
        }
    }

    public static bool MayKeep(Actor actor) => actor.IsSystem || actor.Has(Role.LC, Role.SH, Role.FIN);
}

/// <summary>Ends a standard with a day; what was planned under it stays as it is.</summary>
public sealed class EndCareStandard(CaseDb db, OfficeClock clock)
{
    public sealed record Command(Guid Id, int Version, DateOnly? To, string Reason);

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        AddCareStandard.DemandKeeper(actor);
        var standard = await db.LoadAsync<CareStandard>(command.Id, command.Version, "该慰问标准", cancel);
        if (Inputs.Tidy(command.Reason) is not { Length: <= 500 } reason)
        {
            throw RefusedException.At(nameof(command.Reason), "请用500字以内写明停用的依据或理由");
        }

        if (command.To is not { } to || to < standard.From.AddDays(-1))
        {
            throw RefusedException.At(nameof(command.To), $"停用日期（最后一天）不得早于执行日期 {standard.From:yyyy-MM-dd}，请核对");
        }

        standard.To = to;
        db.Trace(standard, actor, clock.Now, new Act("end-standard", "停用慰问标准", to) { Reason = reason });
    }, cancel);
}

/// <summary>What the standards allow for a visit.</summary>
/// <param name="Fen">Of the whole trip; null where there is no standard for one of the people.</param>
/// <param name="Words">How it comes about, for the form.</param>
public sealed record CareLimit(long? Fen, string? Fund, string Words)
{
    public static CareLimit Of(IEnumerable<CareStandard> standards, CareVisitType type, GiftForm form, DateOnly day, IReadOnlyList<(string Name, Level? Level)> people)
    {
        var fitting = standards.Where(s => s.Type == type && s.Form == form && s.Per != StandardUnit.Year && s.IsInForceOn(day)).ToList();
        var each = people.Select(p => (p.Name, Standard: fitting.Where(s => s.Level is null || s.Level == p.Level).OrderByDescending(s => s.Level is not null).ThenByDescending(s => s.From).FirstOrDefault())).ToList();
        var without = each.Where(e => e.Standard is null).Select(e => e.Name).ToList();
        var used = each.Select(e => e.Standard).OfType<CareStandard>().Distinct().ToList();
        return without.Count > 0 || each.Count == 0
            ? new(null, used.FirstOrDefault()?.Fund, $"没有适用于{string.Join("、", without)}的{type.Display()}（{form.Display()}）标准")
            : new(each.Sum(e => e.Standard!.LimitFen), used[0].Fund, string.Join("；", used.Select(s => s.Words)));
    }
}
