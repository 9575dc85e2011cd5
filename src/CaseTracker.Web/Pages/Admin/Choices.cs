using CaseTracker.Accounts;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Admin;

/// <summary>Departments, people and roles as the choices of a select.</summary>
public static class Choices
{
    public static async Task<IReadOnlyList<SelectListItem>> ChoicesAsync(this ListDepartments departments, CancellationToken cancel) =>
        [.. (await departments.ExecuteAsync(cancel)).Where(d => !d.IsClosed).Select(d => new SelectListItem(d.Name, d.Id.ToString()))];

    public static async Task<IReadOnlyList<SelectListItem>> ChoicesAsync(this ListColleagues colleagues, Guid? except, CancellationToken cancel) =>
        [.. (await colleagues.ExecuteAsync(cancel)).Where(c => c.Id != except).Select(c => new SelectListItem(c.Department is null ? c.Name : $"{c.Name}（{c.Department}）", c.Id.ToString()))];

    /// <summary>The roles that are granted to accounts; heads of departments are appointed at their department.</summary>
    public static IReadOnlyList<SelectListItem> Granted { get; } =
        [.. Enum.GetValues<Role>().Except([Role.SH, Role.VL, Role.SYS, Role.EXT]).Select(r => new SelectListItem(r.Display(), r.ToString()))];
}
