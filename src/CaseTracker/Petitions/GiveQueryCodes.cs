using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>Draws a query code for the ordinary cases that were registered before there were codes. Running it again changes nothing.</summary>
public sealed class GiveQueryCodes(CaseDb db, OfficeClock clock) : IDailyWork
{
    private const int AtOnce = 200;

    public string Name => "补发查询码";

    /// <returns>How many codes were drawn.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancel)
    {
        var drawn = 0;
        while (true)
        {
            var some = await db.WriteAsync(async () =>
            {
                var petitions = await db.Petitions.IgnoreQueryFilters().Where(p => p.QueryHash == null && !p.IsConfidential).OrderBy(p => p.Id).Take(AtOnce).ToListAsync(cancel);
                foreach (var petition in petitions)
                {
                    QueryCode.Give(petition);
                    petition.Version++;
                    db.Trace(petition, Actor.System, clock.Now, new Act("give-query-code", "补发查询码", clock.Today));
                }

                return petitions.Count;
            }, cancel);
            db.ChangeTracker.Clear();
            drawn += some;
            if (some < AtOnce)
            {
                return drawn;
            }
        }
    }
}
