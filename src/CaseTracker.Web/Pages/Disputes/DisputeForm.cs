using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Disputes;
using CaseTracker.ReceptionDays;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web.Pages.Disputes;

/// <summary>The fields of a 矛盾纠纷; the same for a new one and a correction.</summary>
public sealed record DisputeForm(DisputeFields Input, IReadOnlyList<SelectListItem> Risks, IReadOnlyList<SelectListItem> Departments, IReadOnlyList<string> Leaders)
{
    public static async Task<DisputeForm> LoadAsync(DisputeFields input, CaseDb db, OfficeClock clock, CancellationToken cancel) => new(
        input,
        [.. (await db.BureauAsync(cancel)).Risks().Select(r => new SelectListItem(r, r))],
        await db.DepartmentsAsync(cancel),
        await db.Leaders(clock.Today).OrderBy(u => u.Name).Select(u => u.Name).ToListAsync(cancel));

    /// <summary>The departments for which somebody may write, as choices.</summary>
    public static async Task<IReadOnlyList<SelectListItem>> OwnAsync(CaseDb db, Actor actor, CancellationToken cancel)
    {
        var all = await db.DepartmentsAsync(cancel);
        return actor.Has(Role.XF) ? all : [.. all.Where(d => actor.Hats.Any(h => h is { Role: Role.CW or Role.SH } && h.DepartmentId?.ToString() == d.Value))];
    }
}
