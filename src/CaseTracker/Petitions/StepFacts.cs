using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>What the conditions of a step need to know beyond the case itself: the case that it names, and who is barred from a 检举控告. The same where a step is taken, approved, previewed, and where its buttons are shown.</summary>
public sealed class StepFacts(CaseDb db, LoadPetition load, SealAccusation sealing, OfficeClock clock)
{
    /// <param name="data">What was typed for the step, or what its proposal holds.</param>
    internal async Task ExecuteAsync(Petition petition, StepData data, CancellationToken cancel)
    {
        petition.Linked = (data.Text("master") ?? data.Text("related")) is { } number ? await load.LinkedAsync(petition, number, cancel) : null;
        if (petition.IsConfidential)
        {
            var known = await sealing.ReadAsync(petition, cancel);
            petition.Barred = await sealing.BarredAsync(await IdAsync("accusedAccount") ?? known?.AccusedAccount, await IdAsync("accusedUnit") ?? known?.AccusedUnit, cancel);
            petition.Closers = (await Holders.In(db, [Role.JW, Role.DG], clock.Today).Select(u => u.Id).ToListAsync(cancel)).ToHashSet();
            var office = await Holders.In(db, [Role.XF], clock.Today).Select(u => u.Id).ToListAsync(cancel);
            petition.DisciplineAlone = !office.Exists(u => !petition.Barred.Contains(u) && !petition.IsRecused(u) && (petition.RegisteredById == u || petition.Readers.Exists(r => r.UserId == u)));
        }

        // At the proposal the id itself, at the approval the id of its sealed copy.
        async Task<Guid?> IdAsync(string name) => Guid.TryParse(await sealing.OpenAsync(data, name, cancel), out var id) ? id : data.Guid(name);
    }
}
