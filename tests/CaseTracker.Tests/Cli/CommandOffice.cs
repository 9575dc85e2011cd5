using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CaseTracker.Cli;
using CaseTracker.Data;
using Microsoft.Data.Sqlite;

namespace CaseTracker.Tests.Cli;

/// <summary>What a command answered.</summary>
public sealed record Ran(int Code, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>The reasons of a refusal, as problem details tell them.</summary>
    public IReadOnlyList<(string? Field, string Text, string? Article)> Reasons =>
        [.. Json.GetProperty("reasons").EnumerateArray().Select(r => (r.GetProperty("field").GetString(), r.GetProperty("text").GetString()!, r.GetProperty("article").GetString()))];
}

/// <summary>An installation of its own that only the command <c>casetracker</c> touches: run here, or as a process of its own (<see cref="ProcessAsync"/>).</summary>
public sealed class CommandOffice : IAsyncDisposable
{
    private readonly string? postgres;

    private CommandOffice(string folder, string? postgres)
    {
        (Installation, this.postgres) = (new Installation(folder), postgres);
    }

    public Installation Installation { get; }

    /// <summary>A folder without anything but the settings that its database needs.</summary>
    public static async Task<CommandOffice> OpenAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var name = $"cli_{Guid.NewGuid():N}";
        var settings = TestOffice.SettingsOf(provider, name);
        var office = new CommandOffice(Path.Combine(Path.GetTempPath(), "casetracker-tests", name), provider == DatabaseProvider.Postgres ? name : null);
        if (provider == DatabaseProvider.Postgres)
        {
            await TestOffice.OnServerAsync($"CREATE DATABASE {name}");
            await File.WriteAllTextAsync(office.Installation.SettingsFile, JsonSerializer.Serialize(new { Database = new { Provider = "Postgres", ConnectionString = settings["Database:ConnectionString"] } }));
        }

        return office;
    }

    /// <summary>An office with a clerk, the petition office, a handler, his head, the leader in charge and the archivist, made by commands alone.</summary>
    public static async Task<CommandOffice> WithPeopleAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var office = await OpenAsync(provider);
        if (provider == DatabaseProvider.Sqlite)
        {
            // The keys are bound to no path: the people are made once in a run and copied with them.
            var template = await Template.Value;
            foreach (var (from, to) in new[] { (template.Installation.Folder, office.Installation.Folder), (template.Installation.KeysFolder, office.Installation.KeysFolder) })
            {
                Directory.CreateDirectory(to);
                foreach (var file in Directory.GetFiles(from))
                {
                    File.Copy(file, Path.Combine(to, Path.GetFileName(file))); // with its mode
                }
            }
        }
        else
        {
            await office.FillAsync();
        }

        return office;
    }

    private static readonly Lazy<Task<CommandOffice>> Template = new(async () =>
    {
        var office = await OpenAsync();
        await office.FillAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => office.DisposeAsync().AsTask().Wait();
        return office;
    });

    private async Task FillAsync()
    {
        foreach (var line in new[]
        {
            "init",
            "department add 经济运行科 --rank 2",
            "user add 王登记 --name 王登记 --department 信访办公室 --role rc",
            "user add 李信访 --name 李信访 --department 信访办公室 --role xf",
            "user add 陈承办 --name 陈承办 --department 经济运行科 --role cw",
            "user add 吴承办 --name 吴承办 --department 经济运行科 --role cw",
            "user add 冯分管 --name 冯分管 --leader-of 信访办公室 --leader-of 经济运行科",
        })
        {
            await DoneAsync(line.Split(' '));
        }
    }

    public Task<Ran> RunAsync(params string[] arguments) => FeedAsync(null, arguments);

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<Ran> DoneAsync(params string[] arguments)
    {
        var ran = await RunAsync(arguments);
        return ran.Code == 0 ? ran : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {ran.Code}: {ran.Error}{ran.Output}");
    }

    /// <summary>Runs a command that reads from standard input.</summary>
    public async Task<Ran> FeedAsync(string? input, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var typed = new MemoryStream(Encoding.UTF8.GetBytes(input ?? ""));
        var code = await CommandLine.RunAsync([.. arguments, "--data", Installation.Folder], output, error, typed);
        // As when a process ends: the next one opens the database anew.
        SqliteConnection.ClearAllPools();
        if (postgres is not null)
        {
            Npgsql.NpgsqlConnection.ClearAllPools();
        }

        return new Ran(code, output.ToString(), error.ToString());
    }

    /// <summary>The command in its own folder, built in the same configuration: beside the tests it would miss what the web's framework brings.</summary>
    private static string Command { get; } = Path.Combine(
        Folders.Root, "src", "CaseTracker.Cli", "bin", Path.GetRelativePath(Path.Combine(Folders.Root, "tests", "CaseTracker.Tests", "bin"), AppContext.BaseDirectory), "CaseTracker.Cli.dll");

    /// <summary>Runs the command as a process.</summary>
    public static async Task<Ran> ProcessAsync(string? input, IEnumerable<string> arguments, string zone = "UTC")
    {
        var utf8 = new UTF8Encoding(false);
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
        };
        foreach (var argument in (string[])[Command, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["TZ"] = zone;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Ran(process.ExitCode, await output, await error);
    }

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        if (postgres is not null)
        {
            Npgsql.NpgsqlConnection.ClearAllPools();
            await TestOffice.OnServerAsync($"DROP DATABASE IF EXISTS {postgres} WITH (FORCE)");
        }

        foreach (var folder in new[] { Installation.Folder, Installation.KeysFolder }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
