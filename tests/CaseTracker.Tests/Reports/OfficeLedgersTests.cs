using System.Net;
using System.Net.Http.Json;
using System.Text;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Reports;
using CaseTracker.Tests.Books;
using CaseTracker.Tests.Cli;
using CaseTracker.Tests.Excel;
using CaseTracker.Tests.Petitions;
using CaseTracker.Tests.Petitions.Pages;
using CaseTracker.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Ledgers = CaseTracker.Tests.Excel.Ledgers;

namespace CaseTracker.Tests.Reports;

/// <summary>An office into which the six books were imported.</summary>
public sealed class LedgerOffice : IAsyncLifetime
{
    public PetitionOffice O { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        O = await AllBooks.EmptyAsync(DatabaseProvider.Sqlite);
        foreach (var book in AllBooks.Order)
        {
            await AllBooks.ImportAsync(O, book, AllBooks.Typed[book]);
        }
    }

    public ValueTask DisposeAsync() => O.DisposeAsync();
}

/// <summary>Every ledger of the office: valid, readable, and reachable by page, API and command.</summary>
public sealed class OfficeLedgersTests(LedgerOffice shared) : IClassFixture<LedgerOffice>
{
    private static readonly LedgerAsked Year = new(new(2024, 1, 1), new(2024, 12, 31));

    public static TheoryData<string, string?> Sheets => [.. OfficeLedgers.All.SelectMany(b => b.Kinds.Select(k => (string?)k.Id).Prepend(null).Select(k => (b.Id, k)))];

    [Theory, MemberData(nameof(Sheets))]
    public async Task Every_ledger_is_a_valid_workbook_of_the_rows_that_its_preview_shows(string id, string? kind)
    {
        var (preview, file) = await WriteAsync(id, kind);
        Ledgers.AssertValid(file);
        var rows = BookOf(file).Rows;
        Assert.Equal(preview.Total, preview.Rows.Count);
        Assert.All(preview.Rows, row => Assert.Contains(rows, r => row.Where(c => c.Length > 0).All(c => r.Contains(c) || decimal.TryParse(c, out _))));
        if (Environment.GetEnvironmentVariable("CASETRACKER_PAPERS") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{id}-{kind}.xlsx"), file);
        }
    }

    [Theory, InlineData("petitions"), InlineData("benefits")]
    public async Task LibreOffice_gives_back_the_cells(string id)
    {
        var (preview, file) = await WriteAsync(id, null);
        var csv = Encoding.UTF8.GetString(await Office.ConvertAsync(file, Office.Csv));

        Assert.NotEmpty(preview.Rows);
        Assert.All(preview.Rows, row => Assert.Contains(string.Join(',', row.Select(c => c.Contains(',', StringComparison.Ordinal) ? $"\"{c}\"" : c)), csv, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Part_and_period_that_make_no_sense_are_refused()
    {
        foreach (var (asked, text) in new[] { (Year with { To = new(2023, 1, 1) }, "止日不得早于起日"), (Year with { Kind = "dances" }, "没有“dances”这一类"), (Year with { InFullFor = "迁移数据" }, "没有明文版") })
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => shared.O.Office.AsAsync(shared.O.Director, s => s.GetRequiredService<ExportLedger>().ExecuteAsync(OfficeLedgers.All.Single(b => b.Id == "governance"), asked, default)));
            Assert.Contains(text, refused.Message);
        }
    }

    [Fact]
    public async Task Every_ledger_opens_by_page_and_by_api_and_is_logged()
    {
        using var office = new CaseSite();
        using var leader = office.As("钱局长");
        foreach (var book in OfficeLedgers.All)
        {
            var page = await leader.OpenAsync($"/ledgers?book={book.Id}&from=2025-03-01&to=2025-03-31");
            Assert.Contains(page.QuerySelectorAll("#book option"), o => o.GetAttribute("value") == book.Id && o.HasAttribute("selected"));
            using var download = await leader.GetAsync(page.QuerySelector("a[href^='/ledgers/download']")!.GetAttribute("href"));
            using var api = await leader.GetAsync($"/api/v1/ledgers/{book.Id}?from=2025-03-01&to=2025-03-31");
            Assert.All(new[] { await download.Content.ReadAsByteArrayAsync(), await api.Content.ReadAsByteArrayAsync() }, bytes => Assert.Equal("PK"u8.ToArray(), bytes[..2]));
        }

        Assert.Equal(2 * OfficeLedgers.All.Count, await office.Site.DbAsync(db => Task.FromResult(db.Set<CaseTracker.Audit.AuditEntry>().Count(e => e.Action == "export-ledger"))));
        using var full = await leader.PostAsJsonAsync("/api/v1/ledgers/roster/full", new { });
        Assert.Equal(HttpStatusCode.BadRequest, full.StatusCode);
        using var granted = await leader.PostAsJsonAsync("/api/v1/ledgers/roster/full", new { reason = "年度核对" });
        Assert.Equal(HttpStatusCode.OK, granted.StatusCode);
    }

    [Fact]
    public async Task A_long_ledger_is_written_beside_the_page_for_its_user_alone()
    {
        using var office = new CaseSite();
        await office.RegisterAsync();
        using var leader = office.As("钱局长");
        var token = (await leader.OpenAsync("/ledgers?book=petitions")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        using var started = await leader.PostAsync("/ledgers/job?book=petitions&from=2025-03-01&to=2025-03-31", form);
        var address = started.Headers.Location!.ToString();
        Assert.StartsWith("/ledgers/job/", address, StringComparison.Ordinal);
        for (var i = 0; i < 200 && !(await leader.GetStringAsync(address + "?handler=Progress")).Contains("下载", StringComparison.Ordinal); i++)
        {
            await Task.Delay(50);
        }

        using var file = await leader.GetAsync(address + "?handler=File");
        Assert.Equal("PK"u8.ToArray(), (await file.Content.ReadAsByteArrayAsync())[..2]);
        var back = (await leader.OpenAsync(address)).QuerySelector(".page-actions a")!.GetAttribute("href")!;
        Assert.Equal("/ledgers?book=petitions&from=2025-03-01&to=2025-03-31", back);
        Assert.Equal(address, (await leader.OpenAsync(back)).QuerySelector(".alert-info a")!.GetAttribute("href"));
        using var other = office.As("李信访");
        Assert.Null((await other.OpenAsync(back)).QuerySelector(".alert-info"));
        using var foreign = await other.GetAsync(address + "?handler=File");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Fact]
    public async Task The_command_lists_every_ledger_and_writes_the_roster()
    {
        await using var office = await CommandOffice.WithPeopleAsync();
        var help = (await office.DoneAsync("ledger", "--help")).Output;
        Assert.All(OfficeLedgers.All, b => Assert.Contains(b.Id, help));
        var file = Path.Combine(office.Installation.Folder, "花名册.xlsx");
        Assert.Equal(0, (await office.DoneAsync("ledger", "roster", "--to", "2025-03-01", "--out", file, "--json")).Json.GetProperty("rows").GetInt32());
        Assert.True(File.Exists(file));
        Assert.False(File.Exists(file + ".part"));
        Assert.Contains("花名册", (await office.DoneAsync("export", "roster", "--out", file)).Output);
        Assert.Equal(5, (await office.DoneAsync("outbox", "--month", "2025-02", "--json")).Json.GetProperty("files").GetArrayLength());
    }

    private Task<(LedgerPreview, byte[])> WriteAsync(string id, string? kind) => shared.O.Office.AsAsync(shared.O.Director, async s =>
    {
        var export = s.GetRequiredService<ExportLedger>();
        var book = OfficeLedgers.All.Single(b => b.Id == id);
        var asked = Year with { Kind = kind };
        var preview = await (await export.Of(book).OpenAsync(asked, default)).PreviewAsync(1000, default);
        using var file = new MemoryStream();
        await (await export.ExecuteAsync(book, asked, default)).WriteAsync(file, null, default);
        return (preview, file.ToArray());
    });

    private static (IReadOnlyList<IReadOnlyList<string>> Rows, int Sheets) BookOf(byte[] file)
    {
        var book = new NPOI.XSSF.UserModel.XSSFWorkbook(new MemoryStream(file));
        var sheet = book.GetSheetAt(0);
        var format = new NPOI.SS.UserModel.DataFormatter(System.Globalization.CultureInfo.InvariantCulture);
        return ([.. Enumerable.Range(0, sheet.LastRowNum + 1).Select(sheet.GetRow).Where(r => r is not null).Select(IReadOnlyList<string> (r) => [.. r.Cells.Select(c => format.FormatCellValue(c))])], book.NumberOfSheets);
    }
}
