using System.Diagnostics;
using CaseTracker.Data;
using CaseTracker.Tests.Petitions;
using Xunit;
using static CaseTracker.Tests.Books.PetitionBook;

namespace CaseTracker.Tests.Books;

/// <summary>What is measured runs while no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class ImportVolumeTests
{
    [Fact]
    public async Task Five_thousand_rows_are_imported_in_fifteen_seconds()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        var file = Csv([.. Enumerable.Range(1, 5_000).Select(i => Row($"H{i:00000}", ("登记日期", $"{new DateOnly(2024, 1, 1).AddDays(i % 300):yyyy-MM-dd}"), ("受理告知日期", ""), ("办理期限", ""), ("答复(办结)日期", "2024-12-31")))]);
        var (wall, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var result = await o.ImportAsync(file);
        var used = Environment.CpuUsage.TotalTime - before;
        Assert.Equal(5_000, result.Imported);
        Assert.True(used < TimeSpan.FromSeconds(15), $"{used.TotalSeconds:0.0} s of processor, {wall.Elapsed.TotalSeconds:0.0} s on the wall");
    }
}
