using System.Globalization;
using System.Reflection;
using System.Text.Json;
using CaseTracker.Data;
using CaseTracker.Operations;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace CaseTracker.Tests;

public sealed class SettingsTests
{
    private static readonly Assembly[] Ours = [typeof(CaseTrackerServices).Assembly, typeof(CaseTracker.Web.Site).Assembly];

    [Fact]
    public void The_sample_names_every_setting_with_its_default_and_nothing_else()
    {
        var sample = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        Flatten(JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "appsettings.sample.json")), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }).RootElement, "", sample);

        var defaults = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, type) in Settings.SectionsOf(Ours))
        {
            var options = Activator.CreateInstance(type)!;
            foreach (var property in type.GetProperties().Where(p => p.CanWrite))
            {
                defaults[$"{name}:{property.Name}"] = Convert.ToString(property.GetValue(options), CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
            }
        }

        Assert.Equal(defaults, sample);
    }

    [Fact]
    public void Every_setting_of_the_sample_is_explained_in_Chinese_on_the_line_above()
    {
        var lines = File.ReadAllLines(Path.Combine(Root(), "appsettings.sample.json"));
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimStart().StartsWith('"'))
            {
                Assert.True(lines[i - 1].TrimStart().StartsWith("//", StringComparison.Ordinal) && lines[i - 1].Any(c => c is >= '\u4e00' and <= '\u9fff'), lines[i]);
            }
        }
    }

    [Fact]
    public void The_sample_as_it_is_starts_the_program()
    {
        using var installed = new Installed();
        installed.Write(File.ReadAllText(Path.Combine(Root(), "appsettings.sample.json")));
        var read = installed.Read();
        Settings.Demand(read, Ours);
        Assert.Equal(7, CaseTrackerServices.Bind<BackupOptions>(read, BackupOptions.Section).Days);
    }

    [Fact]
    public void What_is_said_nearer_to_the_start_wins()
    {
        using var installed = new Installed();
        File.WriteAllText(Path.Combine(installed.Program, "appsettings.json"), """{ "Backup": { "Days": 10, "Weeks": 10, "Months": 10 } }""");
        installed.Write("""{ "Backup": { "Weeks": 20, "Months": 20 } }""");

        var options = CaseTrackerServices.Bind<BackupOptions>(installed.Read("--Backup:Months", "30"), BackupOptions.Section);

        Assert.Equal((2, 10, 20, 30), (options.Hour, options.Days, options.Weeks, options.Months));
    }

    [Fact]
    public void What_the_host_knows_of_itself_stays_and_what_it_read_of_its_own_accord_goes()
    {
        using var installed = new Installed();
        var foreign = Path.Combine(installed.Program, "appsettings.Development.json");
        File.WriteAllText(foreign, """{ "Backup": { "Days": 3 } }""");
        var builder = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = "http://localhost:1" }).AddJsonFile(foreign);

        var configuration = builder.UseChain(installed.Installation, installed.Program, []).Build();

        Assert.Equal(("http://localhost:1", null), (configuration["urls"], configuration["Backup:Days"]));
    }

    [Theory]
    [InlineData("""{ "Backup": { "Hour": 24 } }""", "Backup:Hour")]
    [InlineData("""{ "Backup": { "Hour": "zwei" } }""", "Backup:Hour")]
    [InlineData("""{ "Backup": { "Stunde": 2 } }""", "Stunde")]
    [InlineData("""{ "Backups": { "Hour": 2 } }""", "Backups")]
    public void A_wrong_setting_stops_the_start_with_its_name(string json, string name)
    {
        using var installed = new Installed();
        installed.Write(json);

        var refusal = Assert.Throws<RefusedException>(() =>
        {
            var read = installed.Read();
            Settings.Demand(read, Ours);
            CaseTrackerServices.Bind<BackupOptions>(read, BackupOptions.Section);
        });

        Assert.Contains(name, refusal.Message);
    }

    private static string Root() => Walk(new DirectoryInfo(AppContext.BaseDirectory)) ?? throw new InvalidOperationException("No checkout.");

    private static string? Walk(DirectoryInfo? here) => here is null ? null : File.Exists(Path.Combine(here.FullName, "CaseTracker.sln")) ? here.FullName : Walk(here.Parent);

    private static void Flatten(JsonElement element, string path, SortedDictionary<string, string?> into)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                Flatten(property.Value, path.Length == 0 ? property.Name : $"{path}:{property.Name}", into);
            }
        }
        else
        {
            into[path] = element.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.True => bool.TrueString,
                JsonValueKind.False => bool.FalseString,
                JsonValueKind.String => element.GetString(),
                _ => element.GetRawText(),
            };
        }
    }

    private sealed class Installed : IDisposable
    {
        public string Program { get; } = Directory.CreateTempSubdirectory("casetracker-settings-").FullName;

        public Installation Installation => new(Path.Combine(Program, "data"));

        public void Write(string json) => File.WriteAllText(Installation.SettingsFile, json);

        public IConfigurationRoot Read(params string[] args) => new ConfigurationBuilder().UseChain(Installation, Program, args).Build();

        public void Dispose() => Directory.Delete(Program, recursive: true);
    }
}
