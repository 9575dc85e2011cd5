using System.Security.Claims;
using System.Text.Encodings.Web;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CaseTracker.Tests.Web;

/// <summary>The whole site on a SQLite installation of its own, with the pages of Pages/Sample beside its own, and a clock that stands still until a test moves it.</summary>
public sealed class TestSite : WebApplicationFactory<FormPage>
{
    private const string UserHeader = "X-Test-User";

    private readonly string folder = Path.Combine(Path.GetTempPath(), "casetracker-tests", $"site_{Guid.NewGuid():N}");

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2025, 3, 5, 1, 0, 0, TimeSpan.Zero));

    /// <summary>Wednesday 2025-03-05, 09:00 in the office.</summary>
    public FakeTimeProvider Clock => Over?.Clock ?? clock;

    /// <summary>An installation that is already there and goes on being used beside the site; null: one of its own.</summary>
    public TestOffice? Over { get; init; }

    /// <summary>The site's own signing-in instead of the tests' short cut.</summary>
    public bool RealSignIn { get; init; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (name, value) in Over is null ? [] : TestOffice.SettingsOf(Over.Provider, Over.PostgresDatabase))
        {
            builder.UseSetting(name, value);
        }

        builder.UseStaticWebAssets()
            .UseEnvironment("Testing")
            .UseSetting("data", Over?.Installation.Folder ?? folder)
            .UseSetting("Jobs:Enabled", "false")
            .UseSetting("Logging:LogLevel:Default", "Warning")
            .ConfigureTestServices(services =>
            {
                services.AddSingleton<TimeProvider>(Clock);
                services.AddRazorPages().AddApplicationPart(typeof(TestSite).Assembly);
                if (!RealSignIn)
                {
                    services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, NamedByHeader>("Test", null);
                }
            });
    }

    /// <summary>A browser's place to start: keeps cookies, follows no redirect.</summary>
    public HttpClient Visitor() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });

    /// <summary>An account of its own, signed in, with these roles from today on.</summary>
    public HttpClient SignedInAs(params Role[] roles)
    {
        var user = AddUser(roles);
        var client = Visitor();
        client.DefaultRequestHeaders.Add(UserHeader, user.ToString());
        return client;
    }

    /// <summary>A program of somebody's, with a token of his; for a site with <see cref="RealSignIn"/>.</summary>
    public async Task<HttpClient> ProgramAsync(Guid user)
    {
        await using var scope = Services.CreateAsyncScope();
        var actor = scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(Actor.System);
        var made = await scope.ServiceProvider.GetRequiredService<CreateToken>().ExecuteAsync(new CreateToken.Command { UserId = user, Name = "测试" }, actor, default);
        var client = Visitor();
        client.DefaultRequestHeaders.Authorization = new("Bearer", made.Token);
        return client;
    }

    /// <summary>Opens an account; one with a password can sign in for real.</summary>
    public Guid AddUser(Role[] roles, string? account = null, string name = "张三", string? password = null, Action<User>? change = null)
    {
        using var scope = Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(Actor.System);
        var db = scope.ServiceProvider.GetRequiredService<CaseDb>();
        var id = Guid.NewGuid();
        var users = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<User>>();
        var user = new User { Id = id, UserName = account ?? id.ToString("N"), Name = name, LockoutEnabled = true, SecurityStamp = id.ToString("N") };
        user.NormalizedUserName = users.NormalizeName(user.UserName);
        user.PasswordHash = password is null ? null : users.PasswordHasher.HashPassword(user, password);
        change?.Invoke(user);
        db.Add(user);
        db.AddRange(roles.Select(r => new RoleGrant { Id = Guid.NewGuid(), UserId = id, Role = r, From = new DateOnly(2025, 1, 1) }));
        db.SaveChanges();
        return id;
    }

    /// <summary>Reads or writes the database as the system.</summary>
    public async Task<T> DbAsync<T>(Func<CaseDb, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(Actor.System);
        return await work(scope.ServiceProvider.GetRequiredService<CaseDb>());
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        SqliteConnection.ClearAllPools();
        foreach (var made in new[] { folder, folder + ".keys" }.Where(Directory.Exists))
        {
            Directory.Delete(made, recursive: true);
        }
    }

    private sealed class NamedByHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers[UserHeader].ToString() is { Length: > 0 } id
                ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, id), new(ClaimTypes.Name, "张三")], Scheme.Name)), Scheme.Name))
                : AuthenticateResult.NoResult());
    }
}
