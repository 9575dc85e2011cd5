using CaseTracker;
using CaseTracker.Data;
using CaseTracker.Operations;
using CaseTracker.Web;
using CaseTracker.Web.Jobs;

// An installed site finds its wwwroot beside the executable, wherever it is started from; a checkout finds it in the project.
var installed = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = installed ? AppContext.BaseDirectory : null });
try
{
    var installation = Installation.Find(builder.Configuration["data"]);
    using var here = InstallationLock.Share(installation);
    builder.Configuration.UseChain(installation, AppContext.BaseDirectory, args);
    Settings.Demand(builder.Configuration, typeof(CaseTrackerServices).Assembly, typeof(Site).Assembly);
    builder.AddCaseLogging(installation);
    builder.AddSite();
    builder.AddSignedIn();
    builder.Services.AddCaseTracker(builder.Configuration, installation);
    builder.Services.AddJobs(builder.Configuration);

    var app = builder.Build();
    var opened = await app.Services.GetRequiredService<OpenInstallation>().ExecuteAsync(CancellationToken.None);
    await FirstSteps.TakeAsync(app, CancellationToken.None);
    foreach (var warning in opened.Warnings)
    {
        Console.WriteLine($"注意：{warning}");
    }

    app.UseCaseLogging();
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
