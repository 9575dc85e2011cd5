using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Benefits;

/// <summary>What the roster's news do to benefits, each inside the running write and told in the answer: a death, its revocation, a row that proves to be a double.</summary>
public sealed class BenefitsForDeath(CaseDb db, OfficeClock clock, LoadBenefit load, TakeBenefitStep steps, RegisterBenefit register)
{
    private static readonly BenefitState[] BeforePaid = [BenefitState.Received, BenefitState.Verifying, BenefitState.Supplement, BenefitState.PendingApproval, BenefitState.Approved, BenefitState.Referred];

    /// <summary>What was done to one benefit, in one Chinese sentence.</summary>
    public sealed record Did(Guid BenefitId, string Number, BenefitState State, string Text);

    /// <summary>In every matter that is not paid yet the person drops out, or it goes on for his 遗属 (set by type); where nobody is left it is withdrawn.</summary>
    internal async Task<IReadOnlyList<Did>> BeneficiaryDiedAsync(Guid cadreId, DateOnly diedOn, Actor actor, CancellationToken cancel)
    {
        var office = (await db.RuleAsync(BenefitRuleKind.Office, OfficeRule.Default, diedOn, cancel)).Value;
        var open = await db.Benefits.AsNoTracking().Where(b => BeforePaid.Contains(b.State) && b.DiedOn == null && b.People.Any(p => p.CadreId == cadreId && p.DroppedOn == null && p.SurvivorsSince == null))
            .OrderBy(b => b.Number).Select(b => b.Id).ToListAsync(cancel);
        List<Did> done = [];
        foreach (var id in open)
        {
            var benefit = await load.ChangeAsync(id, null, cancel);
            var toSurvivors = office.ToSurvivors.Contains(benefit.Type);
            foreach (var person in benefit.Active.Where(p => p.CadreId == cadreId))
            {
                if (toSurvivors)
                {
                    person.SurvivorsSince = diedOn;
                }
                else
                {
                    (person.DroppedOn, person.DropReason) = (diedOn, DropReason.Died);
                }
            }

            if (!toSurvivors)
            {
                await ResumAsync(benefit, cancel);
            }

            var name = benefit.People.First(p => p.CadreId == cadreId).Name;
            await steps.FireBySystemAsync(benefit, BenefitStep.BeneficiaryDied, StepData.Empty, diedOn, actor, cancel);
            done.Add(new(benefit.Id, benefit.Number, benefit.State, toSurvivors ? $"{benefit.Type.Display()} {benefit.Number} 转由{name}的遗属办理"
                : benefit.State == BenefitState.Withdrawn ? $"{benefit.Type.Display()} {benefit.Number} 没有其他对象，已撤回" : $"{benefit.Type.Display()} {benefit.Number} 中去掉{name}，其余{benefit.Active.Count}人继续办理"));
            await db.FlushAsync(cancel);
        }

        return done;
    }

    /// <summary>Brings back exactly what <see cref="BeneficiaryDiedAsync"/> did, and withdraws a 丧葬抚恤 that nobody touched; what went on since is told, not changed.</summary>
    internal async Task<IReadOnlyList<Did>> RestoreAfterRevokedDeathAsync(Guid cadreId, Actor actor, CancellationToken cancel)
    {
        List<Did> done = [];
        var touched = await db.Benefits.AsNoTracking().Where(b => b.People.Any(p => p.CadreId == cadreId && (p.DropReason == DropReason.Died || p.SurvivorsSince != null))).OrderBy(b => b.Number).Select(b => b.Id).ToListAsync(cancel);
        foreach (var id in touched)
        {
            var benefit = await load.ChangeAsync(id, null, cancel);
            var person = benefit.People.First(p => p.CadreId == cadreId && (p.DropReason == DropReason.Died || p.SurvivorsSince is not null));
            if (!BeforePaid.Contains(benefit.State) && !(benefit.State == BenefitState.Withdrawn && benefit.StateBeforeDeath is not null))
            {
                benefit.Version--; // nothing is changed here
                db.Entry(benefit).State = EntityState.Unchanged;
                done.Add(new(benefit.Id, benefit.Number, benefit.State, $"{benefit.Type.Display()} {benefit.Number} 已是“{benefit.State.Display()}”，没有恢复{person.Name}，请人工核对"));
                continue;
            }

            var dropped = person.DropReason == DropReason.Died;
            (person.DroppedOn, person.DropReason, person.SurvivorsSince) = (null, null, null);
            if (dropped)
            {
                await ResumAsync(benefit, cancel);
            }

            await steps.FireBySystemAsync(benefit, BenefitStep.RestoreBeneficiary, StepData.Empty, clock.Today, actor, cancel);
            done.Add(new(benefit.Id, benefit.Number, benefit.State, $"{benefit.Type.Display()} {benefit.Number} 已恢复{person.Name}（{benefit.State.Display()}）"));
            await db.FlushAsync(cancel);
        }

        foreach (var id in await db.Benefits.AsNoTracking().Where(b => b.Type == BenefitType.Funeral && b.DiedOn != null && b.State != BenefitState.Withdrawn && b.State != BenefitState.ClosedRejected && b.People.Any(p => p.CadreId == cadreId && p.DroppedOn == null)).OrderBy(b => b.Number).Select(b => b.Id).ToListAsync(cancel))
        {
            var funeral = await load.ChangeAsync(id, null, cancel);
            try
            {
                await steps.FireBySystemAsync(funeral, BenefitStep.RevokeDeath, StepData.Empty, clock.Today, actor, cancel);
                done.Add(new(funeral.Id, funeral.Number, funeral.State, $"丧葬抚恤协助 {funeral.Number} 尚未办理，已撤回"));
                await db.FlushAsync(cancel);
            }
            catch (RefusedException)
            {
                funeral.Version--;
                db.Entry(funeral).State = EntityState.Unchanged;
                done.Add(new(funeral.Id, funeral.Number, funeral.State, $"丧葬抚恤协助 {funeral.Number} 已经开始办理（{funeral.State.Display()}），请人工核对后撤回"));
            }
        }

        return done;
    }

    /// <summary>Opens 丧葬抚恤协助 with its checklist, an estimate where a rule is in force, and the day by which 社保 must know. Gives the one that is already there.</summary>
    internal async Task<RegisterBenefit.Registered> OpenFuneralAsync(Guid cadreId, DateOnly diedOn, string? informant, Actor actor, CancellationToken cancel)
    {
        if (await db.Benefits.AsNoTracking().Where(b => b.Type == BenefitType.Funeral && b.DiedOn != null && b.State != BenefitState.Withdrawn && b.State != BenefitState.ClosedRejected && b.People.Any(p => p.CadreId == cadreId && p.DroppedOn == null))
            .Select(b => new RegisterBenefit.Registered(b.Id, b.Number)).FirstOrDefaultAsync(cancel) is { } there)
        {
            return there;
        }

        var office = await db.RetireeOfficeAsync(cancel);
        var row = await db.Cadres.AsNoTracking().FirstAsync(c => c.Id == cadreId, cancel);
        var benefit = await register.NewAsync(BenefitType.Funeral, office, clock.Today, new()
        {
            Applicant = Inputs.Tidy(informant) ?? $"{row.Name}的遗属",
            Summary = $"{row.Name}于{diedOn:yyyy-MM-dd}去世，协助遗属申领丧葬补助金、抚恤金",
            DiedOn = diedOn,
        }, actor, cancel);
        await register.EnterAsync(benefit, [cadreId], diedOn.AddDays(-1), cancel);
        await register.FillChecklistAsync(benefit, cancel);
        // The pension stops with the month after the death: 社保 has to know before.
        var last = new DateOnly(diedOn.Year, diedOn.Month, DateTime.DaysInMonth(diedOn.Year, diedOn.Month));
        benefit.SocialNoticeDueOn = last < clock.Today ? clock.Today : last;
        if (await db.FindRuleAsync<FuneralRule>(BenefitRuleKind.Funeral, diedOn, cancel) is not null)
        {
            var person = benefit.People[0];
            var sheet = await CalculateBenefit.SheetAsync(db, benefit, person, row, new() { Id = person.Id }, clock.Today, cancel);
            person.Sheet = CanonicalJson.Of(sheet);
            (person.Amount, person.Calculated) = (sheet!.Total, sheet.Total);
            benefit.Sum();
        }

        return register.Keep(benefit, actor, "去世登记时开立");
    }

    /// <summary>A row of the roster proved to be a double: its places in benefits go to the row that is kept; who stands there already is not named twice. Gives the numbers changed.</summary>
    internal async Task<IReadOnlyList<Did>> MoveToAsync(Guid fromCadre, Guid toCadre, Actor actor, CancellationToken cancel)
    {
        List<Did> done = [];
        foreach (var id in await db.BenefitPeople.AsNoTracking().Where(p => p.CadreId == fromCadre).Select(p => p.BenefitId).Distinct().OrderBy(b => b).ToListAsync(cancel))
        {
            var benefit = await load.ChangeAsync(id, null, cancel);
            var isThere = benefit.Active.Any(p => p.CadreId == toCadre);
            foreach (var person in benefit.People.Where(p => p.CadreId == fromCadre))
            {
                person.CadreId = toCadre;
                if (isThere && person.DroppedOn is null)
                {
                    (person.DroppedOn, person.DropReason) = (clock.Today, DropReason.Doubled);
                }
            }

            if (isThere && benefit.IsOpen)
            {
                await ResumAsync(benefit, cancel);
            }

            db.Trace(benefit, actor, clock.Now, new Act("move-person", "对象改为保留的花名册人员", clock.Today) { From = benefit.State.ToString(), To = benefit.State.ToString() });
            done.Add(new(benefit.Id, benefit.Number, benefit.State, $"{benefit.Type.Display()} {benefit.Number} 的对象改为保留的人员"));
            await db.FlushAsync(cancel);
        }

        foreach (var reminder in await db.OldAgeReminders.Where(r => r.CadreId == fromCadre && r.DoneOn == null).ToListAsync(cancel))
        {
            reminder.DoneOn = clock.Today;
            db.Trace(reminder, actor, clock.Now, new Act("settle-old-age", "花名册重复", clock.Today));
        }

        return done;
    }

    /// <summary>Other people, another sum: what waits for approval starts anew with the one who decides on it.</summary>
    private async Task ResumAsync(Benefit benefit, CancellationToken cancel)
    {
        var before = benefit.Amount;
        benefit.Sum();
        if (benefit.State == BenefitState.PendingApproval && (benefit.Amount != before || benefit.Pending is not null))
        {
            await steps.CancelApprovalAsync(benefit, cancel);
            benefit.ApprovalLevel = await steps.LevelAsync(benefit, clock.Today, cancel);
        }
    }
}
