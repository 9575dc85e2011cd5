using System.Net;
using System.Net.Http.Headers;
using CaseTracker.Accounts;
using CaseTracker.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CaseTracker.Tests.Receptions;

public sealed class ReceptionAttachmentTests
{
    [Fact]
    public async Task A_photo_is_added_on_the_page_of_a_reception_and_comes_back_as_a_download()
    {
        await using var site = new TestSite();
        var clerk = site.SignedInAs(Role.RC);
        await clerk.FillAsync("/receptions/new", new() { ["Input.Visitors[0].Name"] = "刘桂英", ["Input.Problem"] = "反映补差待遇" });
        var number = await site.DbAsync(db => db.Set<CaseTracker.Receptions.Reception>().Select(r => r.Number).SingleAsync());
        var page = await clerk.OpenAsync($"/receptions/{number}");
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89];

        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.QuerySelector("#attachments input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent("photo"), "kind" },
            { new ByteArrayContent(png) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } }, "files", "现场.png" },
        };
        var answer = await clerk.PostAsync($"/receptions/{number}?handler=Attach", form);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var shown = await clerk.OpenAsync($"/receptions/{number}");
        var link = shown.QuerySelector("#attachments td.actions a")!;
        var file = await clerk.GetAsync($"/receptions/{number}{new Uri(new Uri("https://localhost"), link.GetAttribute("href")).Query}");
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(png, await file.Content.ReadAsByteArrayAsync());
    }
}
