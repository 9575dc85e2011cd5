using AutoMapper;
using Microsoft.Extensions.Logging;

namespace CaseTracker;

/// <summary>Settings of section <c>AutoMapper</c>.</summary>
public sealed class AutoMapperOptions
{
    public const string Section = "AutoMapper";

    /// <summary>Commercial licence of AutoMapper; without one it works under RPL-1.5 and logs one warning.</summary>
    public string? LicenseKey { get; set; }

    /// <summary>Every projection of the library, for <c>ProjectTo</c> only.</summary>
    internal IConfigurationProvider ProjectionMappings(ILoggerFactory log) => new MapperConfiguration(
        c =>
        {
            c.AddMaps(typeof(AutoMapperOptions).Assembly);
            c.LicenseKey = LicenseKey;
        }, log);
}
