using AutoMapper;
using AutoMapper.QueryableExtensions;
using CaseTracker.Accounts;
using CaseTracker.Clocks;
using CaseTracker.Data;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>我的工作: the open petitions in which the actor can do something now, the most pressing first, and what waits for his approval. The counts are those of the lists.</summary>
public sealed class MyWork(CaseDb db, IConfigurationProvider mappings, LoadPetition load, OfficeClock clock)
{
    private const int Most = 500;

    /// <param name="Row">The petition.</param>
    /// <param name="Steps">What he may do there, conditions apart, by name.</param>
    /// <param name="Colour">Colour of the pressing clock today; null when no clock of the office runs.</param>
    public sealed record Item(PetitionRow Row, IReadOnlyList<PetitionStep> Steps, ClockColour? Colour);

    public sealed record Waiting(PetitionRow Row, PetitionStep Step, string ProposedBy, DateOnly ProposedOn, Guid ApprovalId);

    /// <param name="IsCut">True when there are more than the page can show.</param>
    public sealed record Today(IReadOnlyList<Item> Items, IReadOnlyList<Waiting> Approvals, bool IsCut);

    public async Task<Today> ExecuteAsync(Actor actor, CancellationToken cancel)
    {
        var today = clock.Today;
        var rows = await RowsAsync(actor, cancel);
        var roles = Roles.Of(actor);
        var items = rows.Take(Most)
            .Select(r => new Item(r, [.. Steps(r, actor, roles)], r.Due?.On(today)))
            .Where(i => i.Steps.Count > 0)
            .OrderBy(i => Urgency(i.Colour)).ThenBy(i => i.Row.DueOn ?? DateOnly.MaxValue).ThenBy(i => i.Row.ReceivedOn).ToList();
        return new Today(items, await ApprovalsAsync(actor, cancel), rows.Count > Most);
    }

    // Those without a date come last and are asked for apart: no index has that order.
    private async Task<List<PetitionRow>> RowsAsync(Actor actor, CancellationToken cancel)
    {
        var mine = Mine(actor);
        var rows = await mine.Where(p => p.DueOn != null).OrderBy(p => p.DueOn).ThenBy(p => p.Id).Take(Most + 1).ProjectTo<PetitionRow>(mappings).ToListAsync(cancel);
        if (rows.Count <= Most)
        {
            rows.AddRange(await mine.Where(p => p.DueOn == null).OrderBy(p => p.Id).Take(Most + 1 - rows.Count).ProjectTo<PetitionRow>(mappings).ToListAsync(cancel));
        }

        // What is over waits for the archivist; a 检举控告 for those to whom it exists.
        var me = actor.UserId;
        var archives = actor.Has(Role.AR);
        if (rows.Count <= Most && (archives || actor.Has(Role.JW, Role.DG, Role.XF)))
        {
            rows.AddRange(await db.Petitions.AsNoTracking().Where(p => !p.IsOpen && !p.IsVoid && p.State != PetitionState.Archived && (p.IsConfidential ? p.Readers.Any(r => r.UserId == me) : archives)).OrderBy(p => p.ReceivedOn).ThenBy(p => p.Id).Take(Most + 1 - rows.Count).ProjectTo<PetitionRow>(mappings).ToListAsync(cancel));
        }

        return [.. rows.DistinctBy(r => r.Id)];
    }

    /// <summary>Red, orange, due today, yellow, then the rest.</summary>
    private static int Urgency(ClockColour? colour) => colour switch
    {
        ClockColour.Red => 0,
        ClockColour.Orange => 1,
        ClockColour.DueToday => 2,
        ClockColour.Yellow => 3,
        ClockColour.Green or ClockColour.Unknown or null => 4,
    };

    // Everyday marks of a case (correction, urgency, termination) are open to many and are nobody's work of today.
    private static IEnumerable<PetitionStep> Steps(PetitionRow row, Actor actor, Roles roles) =>
        PetitionWorkflow.Engine.StepsFor(row.State, roles).Where(s => !PetitionWorkflow.Everyday.Contains(s)
            && row.Pending?.Contains(s.ToString(), StringComparison.Ordinal) != true
            && IsHis(row, s, actor));

    private static bool IsHis(PetitionRow row, PetitionStep step, Actor actor) => PetitionWorkflow.Engine.Table
        .Where(r => r.Step == step && r.From.Contains(row.State))
        .Any(r => actor.Hats.Any(h => r.Proposers.Contains(h.Role) && (h.Role is not (Role.CW or Role.SH or Role.VL) || h.DepartmentId == row.DepartmentId)));

    private IQueryable<Petition> Mine(Actor actor)
    {
        // Where a petitioner or another organ has to act, there is nothing to do today.
        var petitions = db.Petitions.AsNoTracking().Where(p => p.IsOpen && p.State != PetitionState.Concluded && p.State != PetitionState.Reviewed && p.State != PetitionState.UnderReview && p.State != PetitionState.UnderRecheck);
        var me = actor.UserId;
        if (actor.Has(Role.XF, Role.DG))
        {
            return petitions.Where(p => !p.IsConfidential || p.Readers.Any(r => r.UserId == me));
        }

        var departments = actor.Hats.Where(h => h.Role is Role.SH or Role.VL).Select(h => h.DepartmentId).ToList();
        var own = actor.Hats.Where(h => h.Role == Role.CW).Select(h => h.ForUserId ?? actor.UserId).ToList();
        var delivers = actor.Has(Role.RC);
        return petitions.Where(p => p.IsConfidential ? p.Readers.Any(r => r.UserId == me) : departments.Contains(p.DepartmentId) || (p.HandlerId != null && own.Contains(p.HandlerId.Value)) || (delivers && p.State == PetitionState.OpinionIssued));
    }

    private async Task<IReadOnlyList<Waiting>> ApprovalsAsync(Actor actor, CancellationToken cancel)
    {
        if (!actor.Has(Role.SH, Role.VL, Role.DG, Role.JW))
        {
            return [];
        }

        var pending = await db.Petitions.AsNoTracking().Where(PetitionVisibility.Opens(db)).Where(p => p.Pending != null).ProjectTo<PetitionRow>(mappings).ToDictionaryAsync(r => r.Id, cancel);
        var petitions = await load.OpenAsync(pending.Keys, cancel);
        var waiting = new List<Waiting>();
        foreach (var approval in await db.Approvals.AsNoTracking().Where(a => a.State == ApprovalState.Pending && pending.Keys.Contains(a.SubjectId)).ToListAsync(cancel))
        {
            var view = PetitionWorkflow.Engine.Explain(petitions[approval.SubjectId], approval, actor, clock.Today).First(v => v.Step == ApprovalStep.Return);
            if (view.Access == Access.Open)
            {
                waiting.Add(new Waiting(pending[approval.SubjectId], Enum.Parse<PetitionStep>(approval.Step), approval.ProposedByName, approval.ProposedOn, approval.Id));
            }
        }

        return [.. waiting.OrderBy(w => w.ProposedOn)];
    }
}
