using CaseTracker;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Web;

// An installed site finds its wwwroot beside the executable, wherever it is started from; a checkout finds it in the project.
var installed = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = installed ? AppContext.BaseDirectory : null });
try
{
    var installation = Installation.Find(builder.Configuration["data"]);
    // The installation's own settings come before those of the environment and the command line.
    builder.Configuration.AddJsonFile(installation.SettingsFile, optional: true).AddEnvironmentVariables().AddCommandLine(args);
    builder.AddSite();
    builder.AddSignedIn();
    builder.Services.AddCaseTracker(builder.Configuration, installation);

    var app = builder.Build();
    await app.Services.GetRequiredService<Migrator>().ExecuteAsync(beforeUpgrade: null, CancellationToken.None);
    await using (var scope = app.Services.CreateAsyncScope())
    {
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(Actor.System);
        foreach (var first in await scope.ServiceProvider.GetRequiredService<FirstStart>().ExecuteAsync(CancellationToken.None))
        {
            Console.WriteLine($"{first.UserName}　一次性激活码 {first.Code}（24 小时内在 /account/activate 使用，只显示这一次）");
        }
    }

    app.UseSite();
    await app.RunAsync();
    return 0;
}
catch (RefusedException refused)
{
    foreach (var reason in refused.Reasons)
    {
        await Console.Error.WriteLineAsync(reason.ToString());
    }

    return 2;
}
