using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Receptions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web.Pages.Receptions;

/// <summary>The part of a form that writes down an arrival, in the order of the conversation; the same for registration and correction.</summary>
public sealed class VisitForm
{
    /// <summary>Rows for companions that a fresh form offers.</summary>
    public const int Companions = 5;

    public required ReceptionFields Input { get; init; }

    public required DeskLists Lists { get; init; }

    /// <summary>Whether suggestions come while typing.</summary>
    public bool Suggests { get; init; }

    public bool HasCompanions => Input.Visitors.Skip(1).Any(v => !string.IsNullOrWhiteSpace(v.Name + v.Phone + v.IdNumber + v.Unit));

    /// <summary>The rows typed so far, and blank ones up to the number shown.</summary>
    public static IReadOnlyList<ReceptionFields.Visitor> Rows(IReadOnlyList<ReceptionFields.Visitor> typed, int more = 0)
    {
        var wanted = Math.Min(ReceptionFields.MostVisitors, Math.Max(1 + Companions, typed.Count + more));
        return [.. typed, .. Enumerable.Repeat(new ReceptionFields.Visitor(), Math.Max(0, wanted - typed.Count))];
    }
}

/// <summary>The lists that the desk chooses from.</summary>
public sealed record DeskLists(IReadOnlyList<SelectListItem> Categories, IReadOnlyList<SelectListItem> Places, IReadOnlyList<SelectListItem> Receivers)
{
    public static async Task<DeskLists> LoadAsync(CaseDb db, CancellationToken cancel)
    {
        var codes = await db.Codes.AsNoTracking().Where(c => !c.IsClosed && (c.List == CodeList.Category || c.List == CodeList.Place)).OrderBy(c => c.Rank).ThenBy(c => c.Id).ToListAsync(cancel);
        return new(Tree(CodeList.Category), Tree(CodeList.Place), await ReceiversAsync(db, cancel));

        IReadOnlyList<SelectListItem> Tree(CodeList list)
        {
            var own = codes.Where(c => c.List == list).ToList();
            return
            [
                .. from parent in own
                   where parent.ParentId is null
                   from item in own.Where(c => c.ParentId == parent.Id).Prepend(parent)
                   select new SelectListItem(item == parent ? parent.Name : $"{parent.Name} / {item.Name}", item.Id),
            ];
        }
    }

    /// <summary>Accounts that receive people.</summary>
    public static async Task<IReadOnlyList<SelectListItem>> ReceiversAsync(CaseDb db, CancellationToken cancel) =>
        [.. (await db.Users().OrderBy(u => u.Name).Select(u => new { u.Id, u.Name }).ToListAsync(cancel)).Select(u => new SelectListItem(u.Name, u.Id.ToString()))];
}

file static class Receivers
{
    public static IQueryable<Accounts.User> Users(this CaseDb db) =>
        db.Set<Accounts.User>().AsNoTracking().Where(u => !u.IsClosed && db.Set<Accounts.RoleGrant>().Any(g => g.UserId == u.Id
            && (g.Role == Accounts.Role.RC || g.Role == Accounts.Role.XF || g.Role == Accounts.Role.LC || g.Role == Accounts.Role.DG)));
}
