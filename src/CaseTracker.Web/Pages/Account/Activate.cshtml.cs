using CaseTracker.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Account;

[AllowAnonymous]
public sealed class ActivateModel(ActivateAccount activate) : FormPage
{
    [BindProperty] public ActivateAccount.Command Input { get; set; } = new();

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await activate.ExecuteAsync(Input, HttpContext.Address(), cancel);
        return Done("/sign-in", "账号已启用，请用新密码登录");
    });
}
