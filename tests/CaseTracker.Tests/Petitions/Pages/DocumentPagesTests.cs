using System.Net;
using System.Text.Json;
using CaseTracker.Accounts;
using CaseTracker.Documents;
using CaseTracker.Petitions;
using CaseTracker.Tests.Documents;
using CaseTracker.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Petitions.Pages;

/// <summary>The papers of a case as the officer sees them: listed, downloaded, previewed, delivered.</summary>
public sealed class DocumentPagesTests
{
    [Fact]
    public async Task The_case_lists_its_papers_and_hands_out_the_very_file()
    {
        using var office = new CaseSite();
        var number = await office.HandledAsync();
        var client = office.As("李信访");

        var page = await client.OpenAsync($"/petitions/{number}");
        var rows = page.QuerySelectorAll("#documents tbody tr");
        Assert.Equal(2, rows.Length);
        Assert.Contains("受理告知书", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("某科经信告〔2025〕1号", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("未送达：刘桂英", rows[0].TextContent, StringComparison.Ordinal);

        using var file = await client.GetAsync(rows[0].QuerySelector("a[href*=File]")!.GetAttribute("href")!, TestContext.Current.CancellationToken);
        Assert.Equal(OpenDocument.Word, file.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("刘桂英：", Docx.Words(await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        using var receipt = await client.GetAsync(rows[0].QuerySelector("a[href*=Receipt]")!.GetAttribute("href")!, TestContext.Current.CancellationToken);
        Assert.Contains("见证人签名", Docx.Words(await receipt.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/petitions/{number}/documents?handler=File&id={Guid.NewGuid()}", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_delivery_is_typed_refused_with_every_reason_and_recorded()
    {
        using var office = new CaseSite();
        var number = await office.HandledAsync();
        var client = office.As("王登记");
        var address = (await client.OpenAsync($"/petitions/{number}")).QuerySelector("#documents a[href*='deliver=']")!.GetAttribute("href")!.Split('#')[0];

        var refused = await client.FillAsync(address, new() { ["On"] = "2025-03-05", ["Method"] = "InPerson", ["IsRefused"] = "true" }, form: "form#deliver");
        var page = await refused.PageAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("拒收事由", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("两名见证人", page.Body!.TextContent, StringComparison.Ordinal);

        var done = await client.FillAsync(address, new() { ["On"] = "2025-03-05", ["Method"] = "InPerson", ["SignedBy"] = "刘桂英" }, form: "form#deliver");
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var row = (await client.OpenAsync($"/petitions/{number}")).QuerySelector("#documents tbody tr")!.TextContent;
        Assert.Contains("刘桂英 2025-03-05 当面送达", string.Join(' ', row.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("未送达", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paper_is_previewed_on_the_step_and_refused_with_what_it_lacks()
    {
        using var office = new CaseSite();
        var number = await office.RegisterAsync();
        var client = office.As("李信访");
        var typed = new Dictionary<string, string> { ["on"] = "2025-03-05", ["organ"] = "区人力资源和社会保障局", ["basis"] = "《劳动争议调解仲裁法》第二条" };
        Assert.NotNull((await client.OpenAsync($"/petitions/{number}/steps/refer-out")).QuerySelector("button[formaction*=Preview]"));

        using var shown = await client.FillAsync($"/petitions/{number}/steps/refer-out", typed, "预览文书");
        using var refused = await client.FillAsync($"/petitions/{number}/steps/refer-out", new() { ["on"] = "2025-03-05" }, "预览文书");

        Assert.Equal(OpenDocument.Word, shown.Content.Headers.ContentType!.MediaType);
        Assert.Contains("区人力资源和社会保障局", Docx.Words(await shown.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("请填写有权机关", (await refused.PageAsync()).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(PetitionState.Registered, (await office.DoAsync("李信访", (s, actor) => s.GetRequiredService<GetPetition>().ExecuteAsync(number, actor, default))).Petition.State);
    }

    [Fact]
    public async Task An_approver_sees_the_very_paper_before_it_is_issued()
    {
        using var office = new CaseSite();
        var number = await office.RegisterAsync();
        await office.StepAsync("李信访", number, PetitionStep.ReferOut, ("on", office.Today), ("organ", "区人力资源和社会保障局"), ("basis", "《劳动争议调解仲裁法》第二条"));
        var client = office.As("冯分管");

        var links = (await client.OpenAsync($"/petitions/{number}")).QuerySelectorAll(".approval .papers a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(Docx.HasLibreOffice ? 2 : 1, links.Count);
        using var shown = await client.GetAsync(links[0], TestContext.Current.CancellationToken);
        Assert.Equal((OpenDocument.Word, "attachment"), (shown.Content.Headers.ContentType!.MediaType, shown.Content.Headers.ContentDisposition!.DispositionType));
        var draft = Docx.Words(await shown.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        if (Docx.HasLibreOffice)
        {
            using var printed = await client.GetAsync(links[1], TestContext.Current.CancellationToken);
            Assert.Equal("%PDF"u8.ToArray(), (await printed.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..4]);
        }

        await office.ApproveAsync("冯分管", number);
        var issued = (await client.OpenAsync($"/petitions/{number}")).QuerySelectorAll("#documents tbody tr a[href*=File]")[0].GetAttribute("href")!;
        var paper = Docx.Words(await client.GetByteArrayAsync(issued, TestContext.Current.CancellationToken));
        Assert.Equal(paper.Split('\n').Where(l => !l.Contains('〔')), draft.Split('\n').Where(l => !l.Contains('〔'))); // only the number is drawn at the signing
        using var over = await client.GetAsync(links[0], TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, over.StatusCode);
    }

    [Fact]
    public async Task A_proposal_that_no_longer_fits_shows_its_reasons_instead_of_a_paper()
    {
        using var office = new CaseSite();
        var number = await office.HandledAsync();
        await office.StepAsync("陈承办", number, PetitionStep.Extend, ("days", 20), ("reason", "情况复杂"));
        office.Site.Clock.Advance(TimeSpan.FromDays(70));
        var client = office.As("冯分管");

        var link = (await client.OpenAsync($"/petitions/{number}")).QuerySelector(".approval .papers a")!.GetAttribute("href")!;
        using var refused = await client.GetAsync(link, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("已过，不能再申请或批准延期", string.Join("", (await refused.PageAsync()).Reasons()), StringComparison.Ordinal);
        using var stranger = await office.As("审计").GetAsync(link, TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.OK, stranger.StatusCode);
    }

    [Fact]
    public async Task Programs_list_and_fetch_the_papers_too()
    {
        using var office = new CaseSite(realSignIn: true);
        var number = await office.HandledAsync();
        var token = await office.DoAsync("李信访", (s, actor) => s.GetRequiredService<CreateToken>().ExecuteAsync(new CreateToken.Command { Name = "程序", Days = 30 }, actor, default));
        var client = office.Site.Visitor();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Token!);

        var documents = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/petitions/{number}/documents", TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal("受理告知书", documents[0].GetProperty("name").GetString());
        var address = $"/api/v1/petitions/{number}/documents/{documents[0].GetProperty("id").GetString()}";
        Assert.Contains("受理", Docx.Words(await client.GetByteArrayAsync(address, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        using var delivered = await client.PostAsync(address + "/deliveries", new StringContent("""{"on":"2025-03-05","method":"mail","proof":"EMS 1"}""", System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
        using var wrong = await client.GetAsync(address + "?format=odt", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);

        var proposed = await office.RegisterAsync();
        await office.StepAsync("李信访", proposed, PetitionStep.Accept, ("on", office.Today), ("route", Route.R6), ("withinPowers", true));
        var approval = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/petitions/{proposed}", TestContext.Current.CancellationToken)).RootElement.GetProperty("approvals")[0].GetProperty("id").GetString();
        Assert.Contains("刘桂英：", Docx.Words(await client.GetByteArrayAsync($"/api/v1/petitions/{proposed}/approvals/{approval}/preview", TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        using var missing = await client.GetAsync($"/api/v1/petitions/{proposed}/approvals/{Guid.NewGuid()}/preview", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }
}
