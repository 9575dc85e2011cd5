using System.Net;
using CaseTracker.Accounts;
using CaseTracker.Excel;
using CaseTracker.Tests.Web;
using Xunit;
using static CaseTracker.Tests.Books.PetitionBook;

namespace CaseTracker.Tests.Books;

/// <summary>Import through the page: try, fetch the refused rows, confirm.</summary>
public sealed class ImportPageTests : IDisposable
{
    private readonly TestSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task A_book_is_tried_its_bad_rows_are_fetched_and_the_rest_is_imported()
    {
        var client = site.SignedInAs(Role.XF);
        var page = await client.OpenAsync("/admin/import");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.QuerySelector("form[action$='handler=Try'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent("Petitions"), "Book" },
            { new ByteArrayContent(Csv(Row("P1"), Row("P2", ("信访形式", "上门")))), "file", "台账.csv" },
        };
        var tried = await (await client.PostAsync("/admin/import?handler=Try", form)).PageAsync();
        Assert.Contains("请写成来访", tried.QuerySelector("#trial")!.TextContent);

        var errors = await client.GetByteArrayAsync(tried.QuerySelector("#trial a[href*=Errors]")!.GetAttribute("href"));
        Assert.Equal("P2", Assert.Single(BookReader.Read(errors).Rows)["信访编号"]);

        var done = await client.SendAsync(tried, [], form: "form[action$='handler=Import']");
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Contains("已导入1行", (await client.OpenAsync("/admin/import")).Body!.TextContent);
        Assert.Equal(HttpStatusCode.Forbidden, (await site.SignedInAs(Role.CW).GetAsync("/admin/import")).StatusCode);
    }

    [Fact]
    public async Task Whoever_keeps_the_roster_is_offered_its_books_and_no_others()
    {
        var client = site.SignedInAs(Role.LC);
        var page = await client.OpenAsync("/admin/import");
        Assert.Equal(["花名册", "来访登记", "走访慰问", "待遇办理"], page.QuerySelectorAll("#book option").Select(o => o.TextContent));
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.QuerySelector("form[action$='handler=Try'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent("Receptions"), "Book" },
            { new ByteArrayContent(RetireeBooks.Csv(RetireeBooks.VisitBook, RetireeBooks.Came("LF-1"), RetireeBooks.Came("LF-2", ("来访形式", "上门")))), "file", "来访.csv" },
        };
        var tried = await (await client.PostAsync("/admin/import?handler=Try", form)).PageAsync();
        Assert.Contains("请写成走访、来电、来信之一", tried.QuerySelector("#trial")!.TextContent);
        Assert.Contains("按不在花名册的来访人导入", tried.QuerySelector("#trial")!.TextContent);
        Assert.Equal(HttpStatusCode.Redirect, (await client.SendAsync(tried, [], form: "form[action$='handler=Import']")).StatusCode);
        Assert.Contains("来访登记已导入1行", (await client.OpenAsync("/admin/import")).Body!.TextContent);
    }
}
