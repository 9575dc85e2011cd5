using CaseTracker.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Admin;

[AllowedTo(Permission.AdminUsers)]
public sealed class NewUserModel(AddUser add, ListDepartments departments) : FormPage
{
    [BindProperty] public AddUser.Command Input { get; set; } = new();
    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    /// <summary>The one-time code, on the one answer that shows it.</summary>
    public string? Code { get; private set; }

    public Guid Made { get; private set; }

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        (Made, Code) = await add.ExecuteAsync(Input, Actor, cancel);
        return Page();
    }, () => LoadAsync(cancel), () => Done($"/admin/users?q={Uri.EscapeDataString(Input.UserName)}", "账号刚才已经建立；没有记下激活码的，请打开账号点“重置密码”重新发放"));

    private async Task LoadAsync(CancellationToken cancel) => Departments = await departments.ChoicesAsync(cancel);
}
