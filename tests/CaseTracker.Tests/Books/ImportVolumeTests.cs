using System.Diagnostics;
using CaseTracker.Books;
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

    [Fact]
    public async Task Five_thousand_rows_of_each_book_of_the_retired_cadres_are_imported_in_fifteen_seconds()
    {
        await using var o = await RetireeBooks.OpenAsync(DatabaseProvider.Sqlite);
        var numbers = Enumerable.Range(1, 5_000).ToList();
        await TimedAsync<ImportCareVisits>(RetireeBooks.Csv(RetireeBooks.CareBook, [.. numbers.Select(i => RetireeBooks.Visited($"K{i}", ("看望日期", $"{new DateOnly(2012, 1, 1).AddDays(i % 4000):yyyy-MM-dd}"), ("计划日期", ""), ("触发日期", ""), ("报销日期", "")))]));
        await TimedAsync<ImportBenefits>(RetireeBooks.Csv(RetireeBooks.BenefitBook, [.. numbers.Select(i => RetireeBooks.Resolved($"D{i}", ("批复文号", $"新财〔2024〕{i}号")))]));
        await TimedAsync<ImportReceptions>(RetireeBooks.Csv(RetireeBooks.VisitBook, [.. numbers.Select(i => RetireeBooks.Came($"L{i}", ("来访日期", $"{new DateOnly(2012, 1, 1).AddDays(i % 4000):yyyy-MM-dd}")))]));

        async Task TimedAsync<T>(byte[] file) where T : notnull
        {
            var (wall, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var result = await o.ImportAsync<T>(file);
            var used = Environment.CpuUsage.TotalTime - before;
            Assert.True(result.Imported == 5_000, result.Summary());
            Assert.True(used < TimeSpan.FromSeconds(15), $"{typeof(T).Name}: {used.TotalSeconds:0.0} s of processor, {wall.Elapsed.TotalSeconds:0.0} s on the wall");
        }
    }
}
