using System.Globalization;
using CaseTracker.Accounts;
using CaseTracker.Tests.Web;
using CaseTracker.Web.Pages.Admin;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace CaseTracker.Tests.Reports;

/// <summary>An installation with one account and nothing else: its books go in by the import page, its report comes out, and each number leads to the record that it counts.</summary>
public sealed class SixBooksInTheBrowserTests(Browser browser)
{
    private static readonly IReadOnlyDictionary<string, string> FileOf = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [nameof(ImportModel.BookKind.Roster)] = "roster",
        [nameof(ImportModel.BookKind.Petitions)] = "petitions",
        [nameof(ImportModel.BookKind.Receptions)] = "receptions",
        [nameof(ImportModel.BookKind.CareVisits)] = "care-visits",
        [nameof(ImportModel.BookKind.Benefits)] = "benefits",
        [nameof(ImportModel.BookKind.Governance)] = "governance",
    };

    [Fact]
    public async Task Six_books_go_in_by_page_and_every_number_of_the_report_leads_to_its_records()
    {
        var books = new SixBooks(5);
        var files = books.Files.ToDictionary(f => f.Name, f => f.File, StringComparer.Ordinal);
        using var site = new TestSite();
        site.UseKestrel(0);
        site.StartServer();
        var unit = await site.DbAsync(db => db.Departments.Where(d => d.IsPetitionOffice).Select(d => d.Id).FirstAsync()); // made at the first start
        await using var context = await browser.OpenAsync(site.ClientOptions.BaseAddress.ToString());
        await context.SetExtraHTTPHeadersAsync([new("X-Test-User", site.AddUser([Role.XF], "李信访", "李信访", change: u => u.DepartmentId = unit).ToString())]);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, m) => complaints.AddRange(m.Type is "error" or "warning" ? [m.Text] : []);
        page.PageError += (_, e) => complaints.Add(e);

        await page.GotoAsync("/");
        await page.ClickAsync("nav >> text=导入台账");
        foreach (var (book, name) in FileOf)
        {
            Assert.Equal(book, await page.InputValueAsync("#book")); // offered in the order in which they lean on each other
            await page.SetInputFilesAsync("#file", new FilePayload { Name = $"{name}.csv", MimeType = "text/csv", Buffer = files[name] });
            await page.ClickAsync("button:has-text('试导入')");
            Assert.DoesNotContain("不能导入的行（", await page.TextContentAsync("#trial"));
            if (book == nameof(ImportModel.BookKind.Petitions))
            {
                await Browser.PictureAsync(page, "six-books-trial", whole: true);
            }

            await page.ClickAsync("#trial button:has-text('正式导入')");
            await page.WaitForSelectorAsync(".flash >> text=未导入0行");
        }

        await page.ClickAsync(".page-actions >> text=报表");
        await page.ClickAsync("#years >> text=2024年度");
        await Browser.PictureAsync(page, "six-books-annual", whole: true);
        Assert.Equal(0, await page.Locator("#unbalanced").CountAsync());
        var shown = (await page.Locator("[data-row]").EvaluateAllAsync<string[][]>("all => all.map(r => [r.dataset.row, r.children[3].innerText.trim()])")).DistinctBy(r => r[0]).ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal);
        var counted = books.Counted(2024).Where(f => shown.ContainsKey(f.Key)).ToList();
        Assert.True(counted.Count > 30, $"{counted.Count} figures of the rules are shown");
        Assert.All(counted, f => Assert.Equal((f.Key, f.Value), (f.Key, decimal.Parse(shown[f.Key], CultureInfo.InvariantCulture))));

        var benefit = new[] { "R4", "R5", "B3", "C3" }.First(code => shown[code] != "0");
        foreach (var (code, record, definition) in new[] { ("G1", "/governance/items/", "合同"), ("R3", "/receptions/", "厂级"), ("R6", "/care-visits/", "因病"), (benefit, "/benefits/", "本期办结"), ("total", "/petitions/", "登记"), ("R2", "/cadres/", "在册") })
        {
            await page.GotoAsync("/reports/annual/2024");
            await page.ClickAsync($"[data-row={code}] a >> nth=0");
            Assert.Contains(definition, await page.TextContentAsync(".facts"));
            var rows = await page.Locator("#rows tbody td:last-child").AllInnerTextsAsync();
            Assert.Equal((code, decimal.Parse(shown[code], CultureInfo.InvariantCulture)), (code, rows.Sum(r => decimal.Parse(r, CultureInfo.InvariantCulture))));
            var first = page.Locator("#rows tbody a >> nth=0");
            var number = await first.InnerTextAsync();
            await first.ClickAsync();
            await page.WaitForURLAsync($"**{record}{Uri.EscapeDataString(number)}");
            Assert.Contains(number, await page.TextContentAsync("main"));
            await Browser.PictureAsync(page, $"six-books-{code}");
        }

        Assert.Empty(complaints);
    }
}
