using CaseTracker.Web;
using Microsoft.AspNetCore.Authentication.Cookies;

// An installed site finds its wwwroot beside the executable, wherever it is started from; a checkout finds it in the project.
var installed = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = installed ? AppContext.BaseDirectory : null });
builder.AddSite();
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(o =>
{
    o.LoginPath = "/sign-in";
    o.ReturnUrlParameter = "returnUrl";
    o.Cookie.Name = "casetracker";
});

var app = builder.Build();
app.UseSite();
await app.RunAsync();
return 0;
