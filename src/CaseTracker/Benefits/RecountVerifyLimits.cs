using CaseTracker.Accounts;
using CaseTracker.Calendar;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Benefits;

/// <summary>The hook of the calendar: which 核实期限 of running matters another calendar moves. The kept date is only for sorting and lists.</summary>
public sealed class RecountVerifyLimits(CaseDb db, OfficeClock clock)
{
    public async Task<IReadOnlyList<MovedLimit>> ExecuteAsync(WorkCalendar after, bool apply, Actor actor, CancellationToken cancel)
    {
        var moved = new List<MovedLimit>();
        // The whole office's limits, whoever asks: dates and numbers only.
        foreach (var benefit in await db.Benefits.IgnoreQueryFilters().Include(b => b.Pauses).Where(b => b.State == BenefitState.Verifying).OrderBy(b => b.Number).ToListAsync(cancel))
        {
            var before = benefit.VerifyDueOn;
            await db.RecountAsync(benefit, after, cancel);
            if (benefit.VerifyDueOn == before)
            {
                continue;
            }

            moved.Add(new MovedLimit(benefit.Number, "核实期限", before, benefit.VerifyDueOn, null, null));
            if (apply)
            {
                benefit.Version++;
                db.Trace(benefit, actor, clock.Now, new Act("recompute-clocks", "重算期限", clock.Today) { Reason = after.Version });
            }
            else
            {
                benefit.VerifyDueOn = before;
            }
        }

        return moved;
    }
}
