using System.Security.Claims;
using System.Text.Encodings.Web;
using CaseTracker.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CaseTracker.Tests.Web;

/// <summary>The site with the pages of Pages/Sample beside its own: for the tests of the shell, which need no case.</summary>
public sealed class TestSite : WebApplicationFactory<FormPage>
{
    private const string NameHeader = "X-Test-Name";

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseEnvironment("Development")
        .UseSetting("Logging:LogLevel:Default", "Warning")
        .ConfigureTestServices(services =>
        {
            services.AddRazorPages().AddApplicationPart(typeof(TestSite).Assembly);
            services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, NamedByHeader>("Test", null);
        });

    /// <summary>A browser's place to start: keeps cookies, follows no redirect.</summary>
    public HttpClient Visitor() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });

    /// <summary>A visitor whom the shell takes for a signed-in person, without account or role.</summary>
    public HttpClient SignedIn(string name)
    {
        var client = Visitor();
        client.DefaultRequestHeaders.Add(NameHeader, Uri.EscapeDataString(name));
        return client;
    }

    private sealed class NamedByHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers[NameHeader].ToString() is { Length: > 0 } name
                ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, Uri.UnescapeDataString(name))], Scheme.Name)), Scheme.Name))
                : AuthenticateResult.NoResult());
    }
}
