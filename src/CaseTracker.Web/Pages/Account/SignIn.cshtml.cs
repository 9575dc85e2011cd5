using CaseTracker.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Account;

[AllowAnonymous]
public sealed class SignInModel(SignIn signIn) : FormPage
{
    [BindProperty] public SignIn.Command Input { get; set; } = new();
    [BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; }

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        var who = await signIn.ExecuteAsync(Input, HttpContext.Address(), cancel);
        await HttpContext.SignInAsync(who);
        return LocalRedirect(who.MustChangePassword ? "/account/password" : Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
    });
}
