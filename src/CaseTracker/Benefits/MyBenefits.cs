using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Benefits;

/// <summary>The 待遇事项 in which the actor has something to do today, and who reaches the age of 高龄津贴: part of 我的工作.</summary>
public sealed class MyBenefits(CaseDb db, FindBenefits find, LoadBenefit load, OfficeClock clock)
{
    private const int Most = 200;

    /// <param name="IsApproval">It waits for his approval.</param>
    public sealed record Item(FindBenefits.Row Row, IReadOnlyList<BenefitStep> Steps, bool IsApproval, string? Note);

    public sealed record Age(Guid Id, string Name, string PersonNumber, int Years, DateOnly DueOn, decimal PerMonth);

    public sealed record Today(IReadOnlyList<Item> Items, IReadOnlyList<Age> Ages);

    public async Task<Today> ExecuteAsync(Actor actor, CancellationToken cancel)
    {
        if (!actor.May(Permission.Benefits) || !actor.Has(Role.RC, Role.CW, Role.LC, Role.SH, Role.VL, Role.DG, Role.FIN))
        {
            return new([], []);
        }

        var rows = await find.RowsAsync(db.Benefits.AsNoTracking().Where(b => b.State != BenefitState.Resolved && b.State != BenefitState.ClosedRejected && b.State != BenefitState.Withdrawn).OrderBy(b => b.AppliedOn).ThenBy(b => b.Id).Take(Most), cancel);
        var items = new List<Item>();
        foreach (var row in rows)
        {
            var benefit = await load.OpenAsync(row.Number, cancel);
            var approves = await ApprovesAsync(benefit, actor, cancel);
            List<BenefitStep> steps = [.. BenefitWorkflow.Engine.Explain(benefit, actor, clock.Today).Where(v => v.Access != Access.Refused && IsWork(benefit, v.Step, actor)).Select(v => v.Step)];
            if (approves || steps.Count > 0)
            {
                items.Add(new(row, steps, approves, Note(benefit)));
            }
        }

        var urgent = items.OrderBy(i => !i.IsApproval).ThenBy(i => i.Row.Colour ?? Clocks.ClockColour.Green).ThenBy(i => i.Row.DueOn ?? DateOnly.MaxValue).ToList();
        return new(urgent, actor.Has(Role.LC) || actor.Hats.Any(h => h.Role == Role.CW) ? await AgesAsync(cancel) : []);
    }

    private async Task<bool> ApprovesAsync(Benefit benefit, Actor actor, CancellationToken cancel) =>
        benefit.Pending is not null
        && await db.WaitingFor(benefit).AsNoTracking().FirstOrDefaultAsync(cancel) is { } approval
        && BenefitWorkflow.Engine.Explain(benefit, approval, actor, clock.Today).Any(v => v.Step == ApprovalStep.Return && v.Access == Access.Open);

    private string? Note(Benefit b) => b.SocialNoticeDueOn is { } due && b.SocialNoticeOn is null ? $"{due:yyyy-MM-dd} 前告知社保" : b.State == BenefitState.Referred && b.RemindOn <= clock.Today ? "该催办了" : null;

    /// <summary>What waits for somebody, beyond what he merely may do.</summary>
    private bool IsWork(Benefit b, BenefitStep step, Actor actor) => step switch
    {
        BenefitStep.StartVerify => true,
        BenefitStep.SubmitForApproval => !b.IsDecidedElsewhere && Mine(b, actor),
        BenefitStep.Supplemented => actor.Has(Role.RC) || Mine(b, actor),
        BenefitStep.ReferDirect => !b.IsBatch || b.Active.All(p => p.CheckedOn is not null),
        BenefitStep.RecordPeople => b.IsBatch && b.State is BenefitState.Verifying or BenefitState.Paid && !b.Active.All(p => b.State == BenefitState.Paid ? p.IsNotified : p.CheckedOn is not null),
        BenefitStep.Approve or BenefitStep.Refer or BenefitStep.UpholdRejection or BenefitStep.Overturn => true,
        BenefitStep.Remind => b.RemindOn <= clock.Today,
        BenefitStep.ConfirmPayment => actor.Has(Role.FIN),
        BenefitStep.Resolve => b.Active.All(p => p.IsNotified) && !b.Active.Any(p => p.HasOpenDifference),
        BenefitStep.TellSocialSecurity => b.SocialNoticeOn is null,
        _ => false,
    };

    // Nobody's yet, or his own.
    private static bool Mine(Benefit b, Actor actor) => b.OfficerId is null || actor.Hats.Any(h => (h.ForUserId ?? actor.UserId) == b.OfficerId);

    private async Task<IReadOnlyList<Age>> AgesAsync(CancellationToken cancel) =>
        await (from r in db.OldAgeReminders.AsNoTracking()
               where r.DoneOn == null
               join c in db.Set<Cadres.Cadre>() on r.CadreId equals c.Id
               orderby r.DueOn, c.PersonNumber
               select new Age(r.Id, c.Name, c.PersonNumber, r.Age, r.DueOn, r.PerMonthFen / 100m)).Take(Most).ToListAsync(cancel);
}
