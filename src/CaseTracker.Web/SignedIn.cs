using System.Security.Claims;
using CaseTracker.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace CaseTracker.Web;

/// <summary>The cookie of a signed-in browser, and the person behind it: read anew at every request, so that a right taken away is gone with the next click.</summary>
public static class SignedIn
{
    private const string SessionClaim = "session";
    private const string MustChangeClaim = "must-change-password";

    public static void AddSignedIn(this WebApplicationBuilder builder)
    {
        var https = builder.ServesHttps();
        builder.Services.AddDataProtection().SetApplicationName("CaseTracker");
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyRing>();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(o =>
        {
            o.Cookie.Name = https ? "__Host-casetracker" : "casetracker";
            o.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.ExpireTimeSpan = TimeSpan.FromDays(1); // the session on the server is shorter; an expired one is still known by its cookie
            o.SlidingExpiration = false;
            o.LoginPath = "/sign-in";
            o.ReturnUrlParameter = "returnUrl";
            o.ForwardDefaultSelector = context => context.Request.Path.StartsWithSegments("/api") ? ApiTokenSignIn.Scheme : null;
            o.Events.OnValidatePrincipal = ValidateAsync;
            var toSignIn = o.Events.OnRedirectToLogin;
            o.Events.OnRedirectToLogin = async context =>
            {
                await DraftRoutes.KeepPostedAsync(context);
                await toSignIn(context);
            };
            o.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        }).AddScheme<AuthenticationSchemeOptions, ApiTokenSignIn>(ApiTokenSignIn.Scheme, null);
        builder.Services.AddScoped<IAuthorizationHandler, AllowedToHandler>();
    }

    /// <summary>HTTPS here or at a proxy before it: then cookies bear the <c>__Host-</c> prefix. Plain HTTP answers on loopback only.</summary>
    public static bool ServesHttps(this WebApplicationBuilder builder) =>
        builder.Configuration.GetValue<bool>("Site:Https")
        || (builder.Configuration["urls"] ?? "").Contains("https://", StringComparison.OrdinalIgnoreCase)
        || builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any(e => (e["Url"] ?? "").StartsWith("https://", StringComparison.OrdinalIgnoreCase));

    /// <summary>Names the actor of the request. Who must change his password gets no other page.</summary>
    public static void UseActor(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.User.UserId() is { } userId)
        {
            var actor = await context.RequestServices.GetRequiredService<LoadActor>().ExecuteAsync(userId, context.RequestAborted);
            if (actor is null)
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity());
            }
            else
            {
                context.RequestServices.GetRequiredService<CurrentActor>().Become(actor with { Address = context.Address() });
                if (context.User.HasClaim(c => c.Type == MustChangeClaim) && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null && context.Request.Path != "/account/password")
                {
                    context.Response.Redirect("/account/password");
                    return;
                }
            }
        }

        await next(context);
    });

    public static Task SignInAsync(this HttpContext context, SignIn.Result who)
    {
        List<Claim> claims = [new(ClaimTypes.NameIdentifier, who.UserId.ToString()), new(ClaimTypes.Name, who.Name), new(SessionClaim, who.SessionId.ToString())];
        if (who.MustChangePassword)
        {
            claims.Add(new Claim(MustChangeClaim, "1"));
        }

        return context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme)));
    }

    /// <summary>Ends the session on the server, and tells the browser to forget what it stored.</summary>
    public static async Task EndSessionAsync(this HttpContext context, CancellationToken cancel)
    {
        if (Guid.TryParse(context.User.FindFirstValue(SessionClaim), out var session))
        {
            await context.RequestServices.GetRequiredService<EndSession>().ExecuteAsync(session, context.RequestServices.GetRequiredService<CurrentActor>().Actor, cancel);
        }

        await context.SignOutAsync();
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }

    /// <summary>Where the request came from, for the limiter and the audit trail.</summary>
    public static string Address(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    internal static Guid? UserId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var check = context.HttpContext.RequestServices.GetRequiredService<CheckSession>();
        if (context.Principal?.UserId() is not { } userId || !Guid.TryParse(context.Principal.FindFirstValue(SessionClaim), out var session)
            || !await check.ExecuteAsync(userId, session, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync();
        }
    }
}

/// <summary>
/// Who may open a page: somebody who holds one of these permissions today (by a role of his own or covered), or anyone signed in when none is named.
/// Every page model bears this or [AllowAnonymous]. What he sees inside is decided by the library.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowedToAttribute(params Permission[] permissions) : AuthorizeAttribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public IReadOnlyList<Permission> Permissions => permissions;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

internal sealed class AllowedToHandler(CurrentActor current) : AuthorizationHandler<AllowedToAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AllowedToAttribute requirement)
    {
        if (current.IsKnown && (requirement.Permissions.Count == 0 || requirement.Permissions.Any(current.Actor.May)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
