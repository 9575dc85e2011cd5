using CaseTracker.Data;
using CaseTracker.ReceptionDays;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web.Pages.ReceptionDays;

/// <summary>The fields of one line of the 接访安排表; the same for a new one and a correction.</summary>
public sealed record DayForm(ReceptionDayFields Input, IReadOnlyList<string> Leaders)
{
    public static async Task<DayForm> LoadAsync(ReceptionDayFields input, CaseDb db, OfficeClock clock, CancellationToken cancel) =>
        new(input, await db.Leaders(clock.Today).OrderBy(u => u.Name).Select(u => u.Name).ToListAsync(cancel));
}
