using System.Reflection;
using CaseTracker.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace CaseTracker;

/// <summary>Where settings come from, each stronger than the one before: built-in defaults, <c>appsettings.json</c> of the program, <c>appsettings.json</c> of the installation, the environment (<c>Database__Provider</c>), the command line (<c>--Database:Provider</c>).</summary>
public static class Settings
{
    private static readonly string[] OfTheFramework = ["AllowedHosts", "Kestrel", "Logging", "urls", "http_ports", "https_ports"];

    /// <summary>Puts the chain in place of the files, environment and arguments that a host reads by itself; what the host knows of itself (ASPNETCORE_…) stays, weaker than the chain.</summary>
    /// <param name="programFolder">Folder of the program's own appsettings.json.</param>
    public static IConfigurationBuilder UseChain(this IConfigurationBuilder builder, Installation installation, string programFolder, string[] args)
    {
        foreach (var source in builder.Sources.Where(s => s is JsonConfigurationSource or CommandLineConfigurationSource or EnvironmentVariablesConfigurationSource { Prefix: null or "" }).ToList())
        {
            builder.Sources.Remove(source);
        }

        return builder
            .AddJsonFile(Path.Combine(programFolder, "appsettings.json"), optional: true, reloadOnChange: false)
            .AddJsonFile(installation.SettingsFile, optional: true, reloadOnChange: false)
            .AddEnvironmentVariables()
            .AddCommandLine(args);
    }

    /// <summary>Refuses a settings file that cannot be read or that has a section nobody knows: a slip of the pen is not passed over.</summary>
    /// <param name="assemblies">Where the options classes are: those with a constant <c>Section</c>.</param>
    public static void Demand(IConfigurationRoot configuration, params IReadOnlyList<Assembly> assemblies)
    {
        var known = SectionsOf(assemblies).Select(s => s.Name.Split(':')[0]).Concat(OfTheFramework).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var file in configuration.Providers.OfType<JsonConfigurationProvider>())
        {
            foreach (var name in file.GetChildKeys([], null).Distinct(StringComparer.OrdinalIgnoreCase).Where(n => !known.Contains(n)))
            {
                throw new RefusedException($"设置文件 {file.Source.Path} 中的 {name} 不存在，可用的名称见 appsettings.sample.json");
            }
        }
    }

    /// <summary>Every options class with the name of its section.</summary>
    public static IEnumerable<(string Name, Type Options)> SectionsOf(IEnumerable<Assembly> assemblies) =>
        from type in assemblies.SelectMany(a => a.GetTypes())
        let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static)
        where section is { IsLiteral: true } && section.FieldType == typeof(string)
        orderby type.FullName
        select ((string)section.GetRawConstantValue()!, type);
}
