using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>逾期未申请复查 (row 31): ends every case whose last petitioner's 30 days are over, dated the first day after them, however late the run. Running it again changes nothing.</summary>
public sealed class LapsePetitions(CaseDb db, OfficeClock clock, LoadPetition load, TakePetitionStep steps) : IDailyWork
{
    public string Name => "期满未申请复查的事项办结";

    /// <returns>How many cases lapsed.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancel)
    {
        var today = clock.Today;
        var due = await db.Petitions.AsNoTracking().Where(p => p.State == PetitionState.Concluded && p.LapsesOn <= today).OrderBy(p => p.LapsesOn).Select(p => p.Number).ToListAsync(cancel);
        var lapsed = 0;
        foreach (var number in due)
        {
            await db.WriteAsync(async () =>
            {
                var petition = await load.ChangeAsync(number, null, cancel);
                if (petition.State == PetitionState.Concluded && petition.LapsesOn is { } day && day <= today)
                {
                    await steps.FireByTimeAsync(petition, PetitionStep.Lapse, day, cancel);
                    lapsed++;
                }
            }, cancel);
            db.ChangeTracker.Clear();
        }

        return lapsed;
    }
}
