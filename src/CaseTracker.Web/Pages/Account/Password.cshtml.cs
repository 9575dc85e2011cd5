using CaseTracker.Accounts;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Account;

[AllowedTo]
public sealed class PasswordModel(ChangePassword change) : FormPage
{
    [BindProperty] public ChangePassword.Command Input { get; set; } = new();

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await change.ExecuteAsync(Input, Actor, cancel);
        await HttpContext.EndSessionAsync(cancel);
        return Done("/sign-in", "密码已修改，请用新密码登录");
    });
}
