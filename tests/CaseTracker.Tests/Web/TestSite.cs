using CaseTracker.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Tests.Web;

/// <summary>The site with the pages of Pages/Sample beside its own: for the tests of the shell, which need no case.</summary>
public sealed class TestSite : WebApplicationFactory<FormPage>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseEnvironment("Development")
        .ConfigureServices(services => services.AddRazorPages().AddApplicationPart(typeof(TestSite).Assembly));

    /// <summary>A browser's place to start: keeps cookies, follows no redirect.</summary>
    public HttpClient Visitor() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });
}
