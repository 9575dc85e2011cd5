using System.Text.Json;
using Xunit;

namespace CaseTracker.Tests;

/// <summary>What is shipped is listed with its licence, and nothing with a known hole is among it: the package feed of an office may serve no such warnings.</summary>
public sealed class SupplyChainTests
{
    private static readonly (string Package, string FirstGood)[] Denied =
    [
        ("SharpZipLib", "1.4.2"), ("System.Drawing.Common", "4.7.2"), ("AutoMapper", "16.1.1"), ("Newtonsoft.Json", "13.0.1"), ("SQLitePCLRaw.core", "2.1.13"), ("Microsoft.IdentityModel.JsonWebTokens", "8.19.2"),
    ];

    public static TheoryData<string> LockFiles => [.. Directory.EnumerateFiles(Folders.Root, "packages.lock.json", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Folders.Root, f)).Where(f => !f.Contains("node_modules") && !f.Contains("/bin/"))];

    [Theory, MemberData(nameof(LockFiles))]
    public void Every_package_stands_in_NOTICE_with_a_licence(string lockFile)
    {
        var notice = File.ReadAllLines(Path.Combine(Folders.Root, "NOTICE")).Where(l => l.Contains(" | ", StringComparison.Ordinal)).Select(l => l.Split(" | ")[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.Empty(Packages(lockFile).Select(p => p.Name).Where(p => !notice.Contains(p)));
    }

    [Theory, MemberData(nameof(LockFiles))]
    public void No_package_with_a_known_hole_is_locked(string lockFile) =>
        Assert.Empty(Packages(lockFile).Where(p => IsDenied(p.Name, p.Version)).Select(p => $"{p.Name} {p.Version}"));

    [Fact]
    public void The_list_of_holes_finds_a_planted_one()
    {
        Assert.True(IsDenied("sharpziplib", "1.3.2"));
        Assert.False(IsDenied("SharpZipLib", "1.4.2"));
    }

    [Theory, MemberData(nameof(LockFiles))]
    public void A_lock_file_carries_no_address(string lockFile) => Assert.DoesNotContain("://", File.ReadAllText(Path.Combine(Folders.Root, lockFile)));

    [Fact]
    public void The_front_ends_lock_file_carries_no_address()
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folders.Root, "src", "CaseTracker.Web", "package-lock.json")));

        Assert.All(locked.RootElement.GetProperty("packages").EnumerateObject(), p => Assert.False(p.Value.TryGetProperty("resolved", out _), p.Name));
    }

    private static bool IsDenied(string name, string version) =>
        Denied.Any(d => string.Equals(d.Package, name, StringComparison.OrdinalIgnoreCase) && Version.Parse(version.Split('-')[0]) < Version.Parse(d.FirstGood));

    private static IEnumerable<(string Name, string Version)> Packages(string lockFile)
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folders.Root, lockFile)));
        return [.. locked.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(f => f.Value.EnumerateObject())
            .Where(p => p.Value.GetProperty("type").GetString() != "Project")
            .Select(p => (p.Name, p.Value.GetProperty("resolved").GetString()!))];
    }
}
