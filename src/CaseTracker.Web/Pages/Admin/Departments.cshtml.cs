using CaseTracker.Accounts;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Admin;

[AllowedTo(Permission.SeeAccounts)]
public sealed class DepartmentsModel(ListDepartments list, AddDepartment add, OfficeClock clock) : FormPage
{
    [BindProperty] public AddDepartment.Command Input { get; set; } = new();
    public IReadOnlyList<DepartmentRow> Departments { get; private set; } = [];
    public bool MayAdd => Actor.May(Permission.AdminDepartments);

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await add.ExecuteAsync(Input, Actor, cancel);
        return Done("/admin/departments", "科室已新设");
    }, () => LoadAsync(cancel));

    /// <summary>Who holds the post today, and who follows.</summary>
    public string Heads(DepartmentRow department, DepartmentPost post)
    {
        var heads = department.Heads.Where(h => h.Post == post).Select(h => h.From > clock.Today ? $"{h.Name}（{h.From:yyyy-MM-dd} 起）" : h.To is { } to ? $"{h.Name}（至 {to:yyyy-MM-dd}）" : h.Name).ToList();
        return heads.Count == 0 ? "空缺" : string.Join("、", heads);
    }

    private async Task LoadAsync(CancellationToken cancel) => Departments = await list.ExecuteAsync(cancel);
}
