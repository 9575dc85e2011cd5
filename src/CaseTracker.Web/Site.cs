using System.Text.Encodings.Web;
using System.Text.Unicode;
using CaseTracker.Web.Api;
using CaseTracker.Web.Books;
using CaseTracker.Web.Forms;
using CaseTracker.Web.Jobs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.WebEncoders;

namespace CaseTracker.Web;

/// <summary>What every page of the site shares: forms, headers, limits, errors, static files. Features add their own beside it.</summary>
public static class Site
{
    /// <summary>The largest request without files, in bytes.</summary>
    public const int BodyLimit = 1024 * 1024;

    /// <summary>The largest request of a page that takes files, in bytes: <c>[RequestSizeLimit(Site.UploadLimit)]</c> on its page model.</summary>
    public const int UploadLimit = 25 * 1024 * 1024;

    public static void AddSite(this WebApplicationBuilder builder)
    {
        // An unknown Host is answered with 400: without a setting only this machine's own names are known.
        if (string.IsNullOrWhiteSpace(builder.Configuration["AllowedHosts"]))
        {
            builder.Configuration["AllowedHosts"] = "localhost;127.0.0.1;[::1]";
        }

        var https = builder.ServesHttps();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimit;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MaxConcurrentConnections = 500;
        });
        builder.Services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddRazorPages()
            .AddMvcOptions(o =>
            {
                o.UseChineseMessages();
                o.ModelBinderProviders.Insert(0, new TypedTextBinders());
                o.MaxModelBindingCollectionSize = 1000;
                o.Filters.Add<RefusedPages>();
                o.Filters.Add<ExpiredForms>();
            })
            .AddViewOptions(o => o.HtmlHelperOptions.ClientValidationEnabled = false);
        builder.Services.Configure<RouteOptions>(o => o.LowercaseUrls = true);
        builder.Services.AddAntiforgery(o =>
        {
            o.Cookie.Name = https ? "__Host-casetracker-form" : "casetracker-form";
            o.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            o.HeaderName = "RequestVerificationToken";
            o.SuppressXFrameOptionsHeader = true;
        });
        builder.Services.Configure<CookieTempDataProviderOptions>(o =>
        {
            o.Cookie.Name = https ? "__Host-casetracker-flash" : "casetracker-flash";
            o.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.AddApi();
        builder.Services.AddExceptionHandler<Faults>();
        builder.Services.AddScoped<Nonce>();
        builder.Services.AddSingleton<ImportUploads>().AddSingleton<LedgerFiles>();
    }

    public static void UseSite(this WebApplication app)
    {
        app.UseMiddleware<ResponseHeaders>();
        app.UseApiProblems();
        // The API answers with problem details of its own.
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api"), pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error/500",
                AllowStatusCode404Response = true,
                SuppressDiagnosticsCallback = _ => true,
                StatusCodeSelector = e => e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            });
            pages.UseStatusCodePagesWithReExecute("/error/{0}");
        });
        app.UseRouting();
        app.UseAuthentication();
        app.UseActor();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapDrafts();
        app.MapApi();
        app.MapRazorPages().WithStaticAssets();
    }
}
