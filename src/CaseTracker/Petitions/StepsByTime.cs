using CaseTracker.Data;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>
/// The steps that time alone takes: a case lapses after the last petitioner's days for 复查 or 复核 (rows 31, 36), and a simple case not answered in its ten working days goes over to the ordinary way (row 25).
/// Each is dated the first day after the limit, however late the run; running it again changes nothing.
/// </summary>
public sealed class StepsByTime(CaseDb db, OfficeClock clock, LoadPetition load, TakePetitionStep steps) : IDailyWork
{
    private const int Portion = 50;

    private static readonly StepData Overdue = StepData.Of(("reason", "简易答复期限届满，自动转普通程序"));

    public string Name => "期满的步骤";

    /// <returns>How many steps were taken.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancel)
    {
        var today = clock.Today;
        var waiting = await db.Petitions.AsNoTracking()
            .Where(p => ((p.State == PetitionState.Concluded || p.State == PetitionState.Reviewed) && p.LapsesOn <= today) || (p.State == PetitionState.SimpleHandling && p.Pending == null))
            .OrderBy(p => p.LapsesOn).ThenBy(p => p.Id).Select(p => new { p.Id, p.Number }).ToListAsync(cancel);
        var taken = 0;
        foreach (var some in waiting.Chunk(Portion))
        {
            var petitions = await load.OpenAsync(some.Select(w => w.Id), cancel);
            foreach (var waited in some.Where(w => petitions.TryGetValue(w.Id, out var petition) && Due(petition, today) is not null))
            {
                await db.WriteAsync(async () =>
                {
                    var petition = await load.ChangeAsync(waited.Number, null, cancel);
                    if (Due(petition, today) is var (step, data, day))
                    {
                        await steps.FireByTimeAsync(petition, step, data, day, cancel);
                        taken++;
                    }
                }, cancel);
                db.ChangeTracker.Clear();
            }
        }

        return taken;
    }

    private static (PetitionStep Step, StepData Data, DateOnly Day)? Due(Petition petition, DateOnly today) => petition switch
    {
        { State: PetitionState.Concluded or PetitionState.Reviewed, LapsesOn: { } day } when day <= today => (PetitionStep.Lapse, StepData.Empty, day),
        { State: PetitionState.SimpleHandling, Pending: null } when PetitionConditions.Clock(petition, Clocks.ClockId.C10) is { } reply && reply.Dates.HasPassed(today) => (PetitionStep.ToOrdinary, Overdue, reply.Dates.Legal!.Value.AddDays(1)),
        _ => null,
    };
}
