using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Calendar;
using CaseTracker.Clocks;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>Counts every open petition anew and compares with the dates kept for sorting. After a changed calendar or setting it brings them up to date; otherwise it changes nothing.</summary>
public sealed class RecomputeClocks(CaseDb db, OfficeClock clock, LoadWorkCalendar calendars)
{
    /// <summary>A kept date that differs from the count.</summary>
    public sealed record Difference(string Number, ClockId? Clock, DateOnly? LegalBefore, DateOnly? LegalAfter, DateOnly? SafeBefore, DateOnly? SafeAfter);

    public async Task<IReadOnlyList<Difference>> ExecuteAsync(bool dryRun, Actor actor, CancellationToken cancel)
    {
        var calendar = await calendars.ExecuteAsync(cancel);
        var settings = (await db.BureauAsync(cancel)).Clocks;
        if (dryRun)
        {
            return [.. (await RecountAsync(calendar, settings, apply: false, actor, cancel)).Select(m => m.Difference)];
        }

        return await db.WriteAsync<IReadOnlyList<Difference>>(async () => [.. (await RecountAsync(calendar, settings, apply: true, actor, cancel)).Select(m => m.Difference)], cancel);
    }

    /// <summary>The hook of the calendar: which limits of open petitions another calendar moves.</summary>
    public async Task<IReadOnlyList<MovedLimit>> OnCalendarAsync(WorkCalendar after, bool apply, Actor actor, CancellationToken cancel)
    {
        var settings = (await db.BureauAsync(cancel)).Clocks;
        return [.. (await RecountAsync(after, settings, apply, actor, cancel)).Select(m => new MovedLimit(m.Difference.Number, m.Difference.Clock?.Display() ?? "", m.Difference.LegalBefore, m.Difference.LegalAfter, m.Difference.SafeBefore, m.Difference.SafeAfter))];
    }

    private async Task<List<(Petition Petition, Difference Difference)>> RecountAsync(WorkCalendar calendar, ClockSettings settings, bool apply, Actor actor, CancellationToken cancel)
    {
        var moved = new List<(Petition, Difference)>();
        // The whole office's limits, whoever asks: dates and numbers only, and no accusation has a clock.
        var ids = await db.Petitions.IgnoreQueryFilters().Where(p => p.IsOpen && !p.IsConfidential).Select(p => p.Id).ToListAsync(cancel);
        foreach (var chunk in ids.Chunk(200))
        {
            var petitions = await db.Petitions.IgnoreQueryFilters().Include(p => p.Petitioners).Include(p => p.Demands).Include(p => p.Reviews).Include(p => p.Rounds).Include(p => p.Sides).Where(p => chunk.Contains(p.Id)).AsSplitQuery().ToListAsync(cancel);
            foreach (var petition in petitions)
            {
                var before = (petition.DueClock, petition.DueOn, petition.DueRawOn, petition.DueLegalOn, petition.DueSafeOn, petition.DueYellowOn, petition.LapsesOn, petition.HandleDueOn, petition.ExtendedDueOn);
                petition.Clocks = CountClocks.Of(petition, calendar, settings, clock.Today);
                CountClocks.Cache(petition);
                var after = (petition.DueClock, petition.DueOn, petition.DueRawOn, petition.DueLegalOn, petition.DueSafeOn, petition.DueYellowOn, petition.LapsesOn, petition.HandleDueOn, petition.ExtendedDueOn);
                if (before == after)
                {
                    db.Entry(petition).State = EntityState.Detached;
                    continue;
                }

                moved.Add((petition, new Difference(petition.Number, after.DueClock, before.DueLegalOn, after.DueLegalOn, before.DueSafeOn, after.DueSafeOn)));
                if (apply)
                {
                    petition.Version++;
                    db.Trace(petition, actor, clock.Now, new Act("recompute-clocks", "重算期限", clock.Today) { Reason = calendar.Version });
                }
            }

            if (apply)
            {
                await db.FlushAsync(cancel);
            }

            db.ChangeTracker.Clear();
        }

        return moved;
    }
}
