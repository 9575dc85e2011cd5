using CaseTracker.Books;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.Tests.Petitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static CaseTracker.Tests.Books.AllBooks;
using Ledgers = CaseTracker.Tests.Excel.Ledgers;

namespace CaseTracker.Tests.Books;

/// <summary>The six books in, out, and in again: nothing changes, and another office gets the same.</summary>
public sealed class RoundTripTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Books_that_hold_every_word_come_out_as_they_are_known_and_change_nothing(DatabaseProvider provider)
    {
        var written = new Dictionary<string, byte[]>();
        var wrong = new List<string>();
        await using (var o = await EmptyAsync(provider))
        {
            foreach (var book in Order)
            {
                var result = await ImportAsync(o, book, Typed[book]);
                Assert.True(result.Refused.Count == 0 && result.Imported == result.RowsRead, result.Summary());
            }

            foreach (var book in Order)
            {
                written[book] = await ExportAsync(o, book, "迁移到另一台机器");
                Ledgers.AssertValid(written[book]);
                var (typed, ours) = (BookReader.Read(Typed[book]), BookReader.Read(written[book]));
                Assert.Equal(typed.Headings, ours.Headings);
                AssertNothingChanges(await ImportAsync(o, book, written[book], update: true), ours.Rows.Count);
                AssertNothingChanges(await ImportAsync(o, book, Typed[book], update: true), typed.Rows.Count);
                var masked = await ImportAsync(o, book, await ExportAsync(o, book, null), update: true);
                Assert.True(masked.Imported + masked.Updated == 0, masked.Summary()); // a masked book must not wipe out what it masks
                wrong.AddRange(Wrong(book, Expected(book, typed), ours));
            }
        }

        await using var other = await EmptyAsync(provider);
        foreach (var book in Order)
        {
            var result = await ImportAsync(other, book, written[book]);
            Assert.True(result.Refused.Count == 0 && result.Imported == result.RowsRead, result.Summary());
        }

        foreach (var book in Order)
        {
            var again = BookReader.Read(await ExportAsync(other, book, "核对两处"));
            wrong.AddRange(Wrong(book, BookReader.Read(written[book]).Rows.ToDictionary(r => r.Cells[0], r => r.Cells), again));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Masked_columns_are_written_in_full_only_with_a_reason_that_is_logged_before()
    {
        await using var o = await EmptyAsync(DatabaseProvider.Sqlite);
        await ImportAsync(o, "roster", Typed["roster"]);
        var masked = BookReader.Read(await ExportAsync(o, "roster", null));
        Assert.Contains("*", masked.Rows[0]["身份证号"]);
        Assert.DoesNotContain(masked.Rows, r => r["联系电话"] == "13800001111" || r["现住址"].Contains("3栋", StringComparison.Ordinal) || r["健康状况"] == "慢性病");
        Assert.Equal("13800001111", BookReader.Read(await ExportAsync(o, "roster", "迁移数据")).Rows[0]["联系电话"]);
        var entry = await o.Office.DbAsync(db => db.Set<CaseTracker.Audit.AuditEntry>().Where(e => e.Action == "export-book-in-full").SingleAsync());
        Assert.Equal("迁移数据", entry.Reason);

        await Assert.ThrowsAsync<RefusedException>(() => ExportAsync(o, "roster", "要"));
        Assert.Contains("由导入它的人导出", (await Assert.ThrowsAsync<RefusedException>(() => ExportAsync(o, "petitions", null, o.Handler))).Message);
        var empty = BookReader.Read(await ExportAsync(o, "petitions", null));
        Assert.Empty(empty.Rows);
        Assert.Equal(PetitionBook.Headings, empty.Headings);
    }

    /// <summary>The cells that stand in the system in another hand than they were typed, each settled by the rules of its book.</summary>
    private static readonly Dictionary<string, (string Heading, string Cell)[]> Settled = new()
    {
        ["LGB-001"] = [("参加工作时间", "1968-09"), ("月养老金(元)", "5321.5"), ("身份证号", "11010519491231002x")],
        ["X-07"] = [("答复(办结)日期", "2024-03-08")],
        ["X-05"] = [("信访人", "匿名")],
        ["X-09"] = [("承办科室", "办公室")],
        ["YF-11"] = [("状态", "办理中")],
    };

    private static Dictionary<string, IReadOnlyList<string>> Expected(string name, Book typed)
    {
        var shape = ExportBook.Find(name).Shape;
        return typed.Rows.ToDictionary(r => r.Cells[0], IReadOnlyList<string> (r) => [.. shape.Headings.Select(h =>
            Settled.GetValueOrDefault(r.Cells[0])?.FirstOrDefault(s => s.Heading == h).Cell is { } settled ? settled
            : h == "来访时间" && TimeOnly.TryParse(r[h], out var time) ? $"{time:HH:mm}"
            : shape.Dates.Contains(h) && BookDates.TryDate(r[h], out var day) ? $"{day:yyyy-MM-dd}"
            : decimal.TryParse(r[h].Replace(",", "", StringComparison.Ordinal), out var amount) && h.Contains('元', StringComparison.Ordinal) ? $"{amount:0.##}"
            : r[h])]);
    }

    private static IEnumerable<string> Wrong(string name, IReadOnlyDictionary<string, IReadOnlyList<string>> expected, Book found)
    {
        var rows = found.Rows.ToDictionary(r => r.Cells[0]);
        Assert.Equal(expected.Keys.Order(), rows.Keys.Order());
        return expected.SelectMany(e => found.Headings.Select((h, i) => (h, Wanted: i < e.Value.Count ? e.Value[i] : "", Got: rows[e.Key][h])).Where(c => c.Wanted != c.Got).Select(c => $"{name} {e.Key} {c.h}: “{c.Wanted}” → “{c.Got}”"));
    }

    private static void AssertNothingChanges(ImportResult result, int rows)
    {
        Assert.True(result.Imported == 0 && result.Updated == 0 && result.Refused.Count == 0 && result.Differences.Count == 0 && result.Unchanged == rows, result.Summary());
    }

    private static Task<byte[]> ExportAsync(PetitionOffice o, string book, string? reason, CaseTracker.Accounts.Actor? by = null) => o.Office.AsAsync(by ?? o.Office1, async s =>
    {
        var exported = await s.GetRequiredService<ExportBook>().ExecuteAsync(new(ExportBook.Find(book), reason), default);
        using var file = new MemoryStream();
        await exported.Rows.WriteAsync(file, null, default);
        return file.ToArray();
    });
}
