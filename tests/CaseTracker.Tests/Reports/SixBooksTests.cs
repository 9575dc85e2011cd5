using CaseTracker.Data;
using CaseTracker.Reports;
using CaseTracker.Tests.Cli;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Reports;

/// <summary>Six books in, the report out: every figure as the rules of the books count it.</summary>
public sealed class SixBooksTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, 1)]
    [InlineData(DatabaseProvider.Sqlite, 2)]
    [InlineData(DatabaseProvider.Postgres, 3)]
    public async Task A_row_that_is_deleted_re_dated_or_voided_moves_exactly_the_figures_that_count_it(DatabaseProvider provider, int seed)
    {
        var books = new SixBooks(seed);
        List<string> done = [];
        for (var round = 0; round < 2; round++)
        {
            await using var o = await books.OfficeAsync(provider);
            foreach (var year in new[] { 2023, 2024 })
            {
                var report = await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<AnnualReport>().ExecuteAsync(year, null, null, default));
                var wrong = books.Counted(year).Where(f => report.Figure(f.Key).Value != f.Value).Select(f => $"{f.Key} {year}: rules {f.Value}, program {report.Figure(f.Key).Value}");
                Assert.True(!wrong.Any(), $"seed {seed} {string.Join("; ", done)}: {string.Join("; ", wrong)}");
            }

            done.AddRange(Enumerable.Range(0, 12).Select(_ => books.Disturb()));
        }
    }

    [Fact]
    public async Task Six_books_and_the_commands_give_the_report_of_an_empty_installation()
    {
        var books = new SixBooks(4);
        await using var office = await CommandOffice.OpenAsync();
        await office.DoneAsync("init");
        foreach (var (name, file) in books.Files)
        {
            var path = Path.Combine(office.Installation.Folder, $"{name}.csv");
            await File.WriteAllBytesAsync(path, file);
            await office.DoneAsync("import", name, path);
        }

        var report = (await office.DoneAsync("report", "annual", "--year", "2024", "--as-of", "2024-12-31", "--json")).Json;
        var figures = report.GetProperty("figures").EnumerateArray().ToDictionary(f => f.GetProperty("code").GetString()!);
        Assert.All(books.Counted(2024), f => Assert.Equal((f.Key, f.Value), (f.Key, figures[f.Key].GetProperty("value").GetDecimal())));
        Assert.All(figures["R4"].GetProperty("rows").EnumerateArray(), r => Assert.StartsWith("DY-", r.GetString()));
        Assert.All(report.GetProperty("balance").EnumerateArray(), b => Assert.True(b.GetProperty("holds").GetBoolean(), b.GetProperty("rule").GetString()));
        Assert.Equal((10, "2024-12-31"), (report.GetProperty("tables").GetArrayLength(), report.GetProperty("asOf").GetString()));

        var month = (await office.DoneAsync("report", "monthly", "--month", "2024-05", "--json")).Json;
        Assert.Equal(("2024-05-01", "2024-05-31"), (month.GetProperty("from").GetString(), month.GetProperty("to").GetString()));
        Assert.Equal(2, (await office.RunAsync("report", "annual", "--year", "24", "--json")).Code);
        Assert.Equal(2, (await office.RunAsync("report", "annual", "--year", "2024", "--as-of", "2023-12-31", "--json")).Code);
    }
}
