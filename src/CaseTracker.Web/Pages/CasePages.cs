using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Clocks;
using CaseTracker.Data;
using CaseTracker.Web.Forms;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web.Pages;

/// <summary>What the pages about cases have in common: addresses, colours, lists to choose from.</summary>
public static class CasePages
{
    /// <summary>The address of a petition's page; an imported number may hold Chinese brackets.</summary>
    public static string Case(string number) => $"/petitions/{Uri.EscapeDataString(number)}";

    public static string Step(string number, Enum step) => $"{Case(number)}/steps/{step.Kebab()}";

    public static string Side(string number, int position, Enum step) => $"{Case(number)}/sides/{position}/{step.Kebab()}";

    /// <summary>An article as it is quoted: those of the regulation by its name, others as they stand.</summary>
    public static string? Law(string? article) => article is ['第', ..] ? $"《信访工作条例》{article}" : article;

    public static DueTone Tone(this ClockColour colour) => colour switch
    {
        ClockColour.Red => DueTone.Red,
        ClockColour.Orange => DueTone.Orange,
        ClockColour.DueToday => DueTone.Today,
        ClockColour.Yellow => DueTone.Yellow,
        ClockColour.Green => DueTone.Green,
        ClockColour.Unknown => DueTone.Paused,
    };

    /// <summary>The tone of a clock that may have stopped: one kept in time is done, one overrun stays red.</summary>
    public static DueTone Tone(this ClockDates dates, DateOnly today) =>
        !dates.IsRunning(today) && dates.On(today) != ClockColour.Red ? DueTone.Done : dates.On(today).Tone();

    /// <summary>A right that a petitioner did not use in its time is over, not overdue.</summary>
    public static DueTone Tone(this Clock clock, DateOnly today) => clock.IsUnused(today) ? DueTone.Done : clock.Dates.Tone(today);

    /// <summary>An editable list as choices: its groups with their entries; <paramref name="kept"/> stays although it was closed since.</summary>
    public static async Task<IReadOnlyList<SelectListItem>> CodesAsync(this CaseDb db, CodeList list, string? kept, CancellationToken cancel)
    {
        var codes = await db.Codes.AsNoTracking().Where(c => c.List == list && (!c.IsClosed || c.Id == kept)).OrderBy(c => c.Rank).ThenBy(c => c.Id).ToListAsync(cancel);
        var groups = codes.Where(c => codes.Any(i => i.ParentId == c.Id)).ToDictionary(c => c.Id, c => new SelectListGroup { Name = c.Name });
        return
        [
            .. from top in codes
               where top.ParentId is null
               from code in codes.Where(c => c.ParentId == top.Id).Prepend(top)
               select new SelectListItem(code == top && groups.ContainsKey(top.Id) ? $"{top.Name}（未细分）" : code.Name, code.Id, code.Id == kept) { Group = groups.GetValueOrDefault(code.ParentId ?? code.Id) },
        ];
    }

    /// <summary>Departments that handle cases, in the office's order.</summary>
    public static async Task<IReadOnlyList<SelectListItem>> DepartmentsAsync(this CaseDb db, CancellationToken cancel) =>
        [.. (await db.Departments.AsNoTracking().Where(d => !d.IsClosed && !d.IsSubordinate).OrderBy(d => d.Rank).ToListAsync(cancel)).Select(d => new SelectListItem(d.Name, d.Id.ToString()))];

    /// <summary>Colleagues in one of these roles on a day; all where none is named.</summary>
    public static async Task<IReadOnlyList<SelectListItem>> ColleaguesAsync(this CaseDb db, IReadOnlyList<Role> roles, DateOnly today, CancellationToken cancel) =>
        [.. (await Holders.In(db, roles, today).OrderBy(u => u.Name).Select(u => new { u.Id, u.Name }).ToListAsync(cancel)).Select(u => new SelectListItem(u.Name, u.Id.ToString()))];

    /// <summary>Those who are 承办人 on a day, by department.</summary>
    public static async Task<IReadOnlyList<SelectListItem>> HandlersAsync(this CaseDb db, DateOnly today, CancellationToken cancel)
    {
        var found = await (
            from user in db.Users.AsNoTracking()
            where !user.IsClosed
            join grant in db.RoleGrants on user.Id equals grant.UserId
            where grant.Role == Role.CW && grant.From <= today && (grant.To == null || grant.To >= today)
            join department in db.Departments on user.DepartmentId equals department.Id
            orderby department.Rank, user.Name
            select new { user.Id, user.Name, Department = department.Name }).ToListAsync(cancel);
        var groups = found.Select(f => f.Department).Distinct().ToDictionary(d => d, d => new SelectListGroup { Name = d });
        return [.. found.DistinctBy(f => f.Id).Select(f => new SelectListItem(f.Name, f.Id.ToString()) { Group = groups[f.Department] })];
    }

    public static Task<Dictionary<Guid, string>> DepartmentNamesAsync(this CaseDb db, CancellationToken cancel) =>
        db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, cancel);

    /// <summary>The members of an enum as choices, by their identifiers.</summary>
    public static IEnumerable<SelectListItem> Choices<TEnum>(TEnum? chosen) where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Select(v => new SelectListItem(v.Display(), v.ToString(), v.Equals(chosen)));

    /// <summary>The same choices with one of them chosen.</summary>
    public static IEnumerable<SelectListItem> Choosing(this IEnumerable<SelectListItem> items, string? value) =>
        items.Select(i => new SelectListItem(i.Text, i.Value, i.Value == value) { Group = i.Group });

    public static string Day(this DateOnly? date) => date is { } day ? day.ToString("yyyy-MM-dd") : "—";

    public static string Day(this DateOnly date) => date.ToString("yyyy-MM-dd");
}
