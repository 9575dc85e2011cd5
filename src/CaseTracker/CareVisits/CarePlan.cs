using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.CareVisits;

/// <summary>What makes a plan's visits due.</summary>
public enum CarePlanRule
{
    [Display(Name = "春节（正月初一）")] SpringFestival,
    [Display(Name = "重阳节（九月初九）")] DoubleNinth,
    [Display(Name = "生日")] Birthday,
    [Display(Name = "逢十寿辰")] RoundBirthday,
    [Display(Name = "每月一次")] Monthly,
    [Display(Name = "每季度一次")] Quarterly,
}

/// <summary>走访计划: who is to be visited when, year after year. One of each rule; the office switches it on, narrows it and says how early it makes the visits.</summary>
public sealed class CarePlan : IVersioned, IRecordPart
{
    public const string Kind = "care-plan";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    public required CarePlanRule Rule { get; init; }

    public required string Name { get; set; }

    public required CareVisitType Type { get; set; }

    /// <summary>So many days before the occasion the visits are entered; of monthly and quarterly ones at the beginning of the period.</summary>
    public required int LeadDays { get; set; }

    /// <summary>Null: both levels.</summary>
    public Level? Level { get; set; }

    /// <summary>From this 周岁 on.</summary>
    public int? MinAge { get; set; }

    /// <summary>Only people whose 重点关注 or 健康状况 holds one of these words, joined by 、.</summary>
    public string? FocusWords { get; set; }

    /// <summary>合为一次走访: one visit for all people of an occasion.</summary>
    public bool OneTrip { get; set; }

    public bool IsOn { get; set; }

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;

    public bool IsByPeriod => Rule is CarePlanRule.Monthly or CarePlanRule.Quarterly;
}

internal sealed class CarePlanConfiguration : IEntityTypeConfiguration<CarePlan>
{
    public void Configure(EntityTypeBuilder<CarePlan> builder)
    {
        builder.ToTable("care_plans");
        builder.Property(p => p.Name).HasMaxLength(40);
        builder.Property(p => p.FocusWords).HasMaxLength(100);
        builder.HasIndex(p => p.Rule).IsUnique();
    }
}

/// <summary>The plans as they are delivered; what the office has changed is left alone. Quarterly and monthly ones begin switched off.</summary>
public sealed class BuiltInCarePlans : IAfterMigration
{
    public int Order => 20;

    public async Task EnsureAsync(CaseDb db, CancellationToken cancel)
    {
        if (await db.CarePlans.AnyAsync(cancel))
        {
            return;
        }

        db.AddRange(
            new CarePlan { Id = Guid.CreateVersion7(), Rule = CarePlanRule.SpringFestival, Name = "春节走访", Type = CareVisitType.SpringFestival, LeadDays = 20, OneTrip = true, IsOn = true },
            new CarePlan { Id = Guid.CreateVersion7(), Rule = CarePlanRule.DoubleNinth, Name = "重阳走访", Type = CareVisitType.DoubleNinth, LeadDays = 15, OneTrip = true, IsOn = true },
            new CarePlan { Id = Guid.CreateVersion7(), Rule = CarePlanRule.Birthday, Name = "生日慰问", Type = CareVisitType.Birthday, LeadDays = 7, IsOn = true },
            new CarePlan { Id = Guid.CreateVersion7(), Rule = CarePlanRule.RoundBirthday, Name = "逢十寿辰", Type = CareVisitType.Birthday, LeadDays = 15, IsOn = true },
            new CarePlan { Id = Guid.CreateVersion7(), Rule = CarePlanRule.Monthly, Name = "长期住院按月看望", Type = CareVisitType.Sick, LeadDays = 0, FocusWords = "长期住院、重病、失能" },
            new CarePlan { Id = Guid.CreateVersion7(), Rule = CarePlanRule.Quarterly, Name = "八十岁以上按季走访", Type = CareVisitType.Hardship, LeadDays = 0, MinAge = 80 });
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Changes a plan; visits already made stay.</summary>
public sealed class ChangeCarePlan(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        public Guid Id { get; init; }

        public int Version { get; init; }

        [Display(Name = "名称"), Required, StringLength(40)] public string Name { get; init; } = "";

        [Display(Name = "走访类型")] public CareVisitType Type { get; init; }

        [Display(Name = "提前天数"), Range(0, 60)] public int LeadDays { get; init; }

        [Display(Name = "职级")] public Level? Level { get; init; }

        [Display(Name = "年满周岁"), Range(0, 120)] public int? MinAge { get; init; }

        [Display(Name = "重点关注含"), StringLength(100)] public string? FocusWords { get; init; }

        [Display(Name = "合为一次走访")] public bool OneTrip { get; init; }

        [Display(Name = "启用")] public bool IsOn { get; init; }
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        if (!MayChange(actor))
        {
            throw new RefusedException(new Reason("走访计划由老干部服务专干或科长维护，请联系他们办理", LiftedBy: "老干部服务专干"));
        }

        List<Reason> reasons = [.. Inputs.Faults(command)];
        if (command.Type == CareVisitType.Condolence)
        {
            reasons.Add(new("去世慰问由去世登记引出，不能列入计划", Field: nameof(command.Type)));
        }

        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        var plan = await db.LoadAsync<CarePlan>(command.Id, command.Version, "该走访计划", cancel);
        (plan.Name, plan.Type, plan.LeadDays, plan.Level, plan.MinAge) = (Inputs.Tidy(command.Name)!, command.Type, command.LeadDays, command.Level, command.MinAge);
        (plan.FocusWords, plan.OneTrip, plan.IsOn) = (Inputs.Tidy(command.FocusWords), command.OneTrip, command.IsOn);
        db.Trace(plan, actor, clock.Now, new Act("change-plan", "修改走访计划", clock.Today));
    }, cancel);

    public static bool MayChange(Actor actor) => actor.IsSystem || actor.Has(Role.LC, Role.SH);
}

/// <summary>One time a plan falls due.</summary>
/// <param name="Key">2024, 2024-10 or 2024Q4: with plan and person, a visit is made once.</param>
/// <param name="From">First day on which the visit may be entered.</param>
/// <param name="On">The occasion, or the last day of the period.</param>
/// <param name="Words">重阳节（农历九月初九）.</param>
public sealed record CareOccurrence(string Key, DateOnly From, DateOnly On, string Words);

/// <summary>The days of the festivals by the calendar of the framework, and the occurrences of a plan.</summary>
public static class CareDays
{
    private static readonly ChineseLunisolarCalendar Lunar = new();

    /// <summary>The day of the common calendar of a lunar month (a leap month aside) and day; 1901 to 2100.</summary>
    public static DateOnly OfLunar(int year, int month, int day)
    {
        var leap = Lunar.GetLeapMonth(year); // 7 where the sixth month comes twice: its second one
        return DateOnly.FromDateTime(Lunar.ToDateTime(year, leap > 0 && leap <= month ? month + 1 : month, day, 0, 0, 0, 0));
    }

    public static DateOnly SpringFestival(int year) => OfLunar(year, 1, 1);

    public static DateOnly DoubleNinth(int year) => OfLunar(year, 9, 9);

    /// <summary>The birthday in a year; of 29 February the 28th in a common year.</summary>
    public static DateOnly Birthday(DateOnly born, int year) => born.AddYears(year - born.Year);

    /// <summary>The occurrences of a plan whose occasion lies between two days. A birthday is each person's own.</summary>
    public static IEnumerable<CareOccurrence> Of(CarePlan plan, DateOnly? born, DateOnly from, DateOnly to)
    {
        for (var year = from.Year; year <= to.Year; year++)
        {
            foreach (var occurrence in In(plan, born, year).Where(o => o.On >= from && o.On <= to))
            {
                yield return occurrence;
            }
        }
    }

    private static IEnumerable<CareOccurrence> In(CarePlan plan, DateOnly? born, int year) => plan.Rule switch
    {
        CarePlanRule.SpringFestival => [Day(SpringFestival(year), "春节（农历正月初一）")],
        CarePlanRule.DoubleNinth => [Day(DoubleNinth(year), "重阳节（农历九月初九）")],
        CarePlanRule.Birthday when born is { } b && year > b.Year => [Day(Birthday(b, year), $"生日（{b:yyyy-MM-dd}出生，满{year - b.Year}岁）")],
        CarePlanRule.RoundBirthday when born is { } b && year > b.Year && (year - b.Year) % 10 == 0 => [Day(Birthday(b, year), $"{year - b.Year}岁寿辰（{b:yyyy-MM-dd}出生）")],
        CarePlanRule.Monthly => Enumerable.Range(1, 12).Select(m => new DateOnly(year, m, 1)).Select(first => new CareOccurrence($"{first:yyyy-MM}", first, first.AddMonths(1).AddDays(-1), $"{year}年{first.Month}月按月走访")),
        CarePlanRule.Quarterly => Enumerable.Range(0, 4).Select(q => new DateOnly(year, (q * 3) + 1, 1)).Select((first, q) => new CareOccurrence($"{year}Q{q + 1}", first, first.AddMonths(3).AddDays(-1), $"{year}年第{"一二三四"[q]}季度按季走访")),
        CarePlanRule.Birthday or CarePlanRule.RoundBirthday => [],
    };

    private static CareOccurrence Day(DateOnly on, string words) => new($"{on.Year}", on, on, words);
}
