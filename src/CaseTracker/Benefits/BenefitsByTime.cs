using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Benefits;

/// <summary>The step that time alone takes: a refusal to which nobody objected is closed, dated the first day after the told time, however late the run.</summary>
public sealed class ExpireObjections(CaseDb db, OfficeClock clock, LoadBenefit load, TakeBenefitStep steps) : IDailyWork
{
    public string Name => "待遇事项异议期满";

    public async Task<int> ExecuteAsync(CancellationToken cancel)
    {
        var today = clock.Today;
        var waiting = await db.Benefits.AsNoTracking().Where(b => b.State == BenefitState.Rejected && b.ObjectionUntil < today).OrderBy(b => b.ObjectionUntil).ThenBy(b => b.Id).Select(b => b.Id).ToListAsync(cancel);
        var taken = 0;
        foreach (var id in waiting)
        {
            await db.WriteAsync(async () =>
            {
                var benefit = await load.ChangeAsync(id, null, cancel);
                if (benefit.State == BenefitState.Rejected && benefit.ObjectionUntil < today)
                {
                    await steps.FireBySystemAsync(benefit, BenefitStep.ExpireObjection, StepData.Empty, benefit.ObjectionUntil.Value.AddDays(1), Actor.System, cancel);
                    taken++;
                }
            }, cancel);
            db.ChangeTracker.Clear();
        }

        return taken;
    }
}

/// <summary>Somebody reaches the age of a 高龄津贴: told once for each age, until it is applied for or put aside.</summary>
public sealed class OldAgeReminder : IRecordPart
{
    public const string Kind = "old-age-reminder";

    public required Guid Id { get; init; }

    public required Guid CadreId { get; init; }

    public required int Age { get; init; }

    /// <summary>His birthday.</summary>
    public required DateOnly DueOn { get; init; }

    internal long PerMonthFen { get; init; }

    public DateOnly? DoneOn { get; set; }

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;
}

internal sealed class OldAgeReminderConfiguration(CaseDb db) : IEntityTypeConfiguration<OldAgeReminder>
{
    public void Configure(EntityTypeBuilder<OldAgeReminder> builder)
    {
        builder.ToTable("old_age_reminders");
        builder.Property(r => r.PerMonthFen);
        builder.HasIndex(r => new { r.CadreId, r.Age }).IsUnique();
        builder.HasOne<Cadre>().WithMany().HasForeignKey(r => r.CadreId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(r => db.Set<Cadre>().Any(c => c.Id == r.CadreId)); // whoever sees the person
    }
}

/// <summary>Makes the list of those who reach an age of the 高龄津贴 rule within the days the office looks ahead, or have reached it since the rule is in force; makes no cases.</summary>
public sealed class RemindOldAge(CaseDb db, OfficeClock clock) : IDailyWork
{
    public string Name => "高龄津贴提醒";

    public async Task<int> ExecuteAsync(CancellationToken cancel)
    {
        var today = clock.Today;
        if (await db.FindRuleAsync<OldAgeRule>(BenefitRuleKind.OldAge, today, cancel) is not { } rule)
        {
            return 0;
        }

        var ahead = (await db.RuleAsync(BenefitRuleKind.Office, OfficeRule.Default, today, cancel)).Value.AheadDays;
        var since = today.AddDays(-ahead);
        var people = await db.InCareOn(today, clock.Now).AsNoTracking().Where(c => c.BirthOn != null).Select(c => new { c.Id, c.BirthOn }).ToListAsync(cancel);
        var known = (await db.OldAgeReminders.AsNoTracking().Select(r => new { r.CadreId, r.Age }).ToListAsync(cancel)).Select(r => (r.CadreId, r.Age)).ToHashSet();
        var served = (await db.BenefitPeople.AsNoTracking().Where(p => p.DroppedOn == null && db.Set<Benefit>().Any(b => b.Id == p.BenefitId && b.Type == BenefitType.OldAge && b.AppliedOn >= since && b.State != BenefitState.Withdrawn && b.State != BenefitState.ClosedRejected))
            .Select(p => p.CadreId).ToListAsync(cancel)).ToHashSet();
        var made = (from p in people
                    from tier in rule.Value.Tiers
                    let due = p.BirthOn!.Value.AddYears(tier.Age)
                    where due >= since && due <= today.AddDays(ahead) && !known.Contains((p.Id, tier.Age)) && !served.Contains(p.Id)
                    select new OldAgeReminder { Id = Guid.CreateVersion7(), CadreId = p.Id, Age = tier.Age, DueOn = due, PerMonthFen = tier.PerMonth.Fen() }).ToList();
        if (made.Count > 0)
        {
            await db.WriteAsync(() =>
            {
                foreach (var reminder in made)
                {
                    db.Add(reminder);
                    db.Trace(reminder, Actor.System, clock.Now, new Act("remind-old-age", $"将满{reminder.Age}周岁", reminder.DueOn));
                }

                return Task.CompletedTask;
            }, cancel);
        }

        return made.Count;
    }
}

/// <summary>Puts a 高龄津贴 reminder aside: applied for, or not entitled.</summary>
public sealed class SettleOldAgeReminder(CaseDb db, OfficeClock clock)
{
    public Task ExecuteAsync(Guid id, string? reason, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        if (!actor.IsSystem && !actor.Has(Role.LC, Role.CW))
        {
            throw new RefusedException(new Reason("高龄津贴提醒由老干部服务专干或承办人处理", LiftedBy: Role.LC.Display()));
        }

        var reminder = await db.OldAgeReminders.FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFoundException("该提醒");
        if (reminder.DoneOn is null)
        {
            reminder.DoneOn = clock.Today;
            db.Trace(reminder, actor, clock.Now, new Act("settle-old-age", "已处理高龄津贴提醒", clock.Today) { Reason = Inputs.Tidy(reason) });
        }
    }, cancel);
}
