using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Account;

[AllowAnonymous]
public sealed class SignInModel(IWebHostEnvironment environment) : FormPage
{
    public sealed record Form
    {
        [Display(Name = "账号"), Required, StringLength(64)]
        public string Account { get; init; } = "";

        [Display(Name = "密码"), Required, StringLength(128), DataType(DataType.Password)]
        public string Password { get; init; } = "";
    }

    [BindProperty] public Form Input { get; set; } = new();
    [BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; }

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostAsync() => SubmitAsync(async () =>
    {
        if (!environment.IsDevelopment())
        {
            throw new RefusedException("账号或密码不对，或者账号已停用");
        }

        var identity = new ClaimsIdentity([new(ClaimTypes.Name, Input.Account)], CookieAuthenticationDefaults.AuthenticationScheme);
        await HttpContext.SignInAsync(new ClaimsPrincipal(identity));
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
    });
}
