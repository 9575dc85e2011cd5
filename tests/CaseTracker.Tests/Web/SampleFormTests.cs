using System.Net;
using Xunit;

namespace CaseTracker.Tests.Web;

/// <summary>What every form of the site does, shown on a sample.</summary>
public sealed class SampleFormTests(TestSite site) : IClassFixture<TestSite>
{
    private const string Path = "/sample/form";
    private static readonly Dictionary<string, string> Sound = new() { ["Name"] = "𬭎㛃·阿依古丽", ["Purpose"] = "Request" };

    [Fact]
    public async Task A_sound_form_is_answered_by_a_redirect_and_a_message()
    {
        var client = site.Visitor();

        var response = await client.FillAsync(Path, Sound);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var next = await client.OpenAsync(response.Headers.Location!.ToString());
        Assert.Equal("已登记：𬭎㛃·阿依古丽", next.QuerySelector("[role=status]")!.TextContent.Trim());
        Assert.Null((await client.OpenAsync(Path)).QuerySelector("[role=status]"));
    }

    [Theory]
    [InlineData("Name", "", "请填写姓名")]
    [InlineData("Name", "一二三四五六七八九十一二三四五六七八九十一", "姓名最多 20 个字，请删减")]
    [InlineData("Name", "王\u0007\u202e某", "姓名里有看不见的控制字符，已替您去掉，请核对后再提交")]
    [InlineData("People", "三", "人数填写的“三”不是整数，或者太大，请填写整数")]
    [InlineData("People", "99999999999", "人数填写的“99999999999”不是整数，或者太大，请填写整数")]
    [InlineData("People", "0", "人数应在 1 至 500 之间")]
    [InlineData("People", "", "请填写人数")]
    [InlineData("CameOn", "2025-02-30", "来访日期填写的“2025-02-30”不是正确的日期，请按“2025-03-03”的样子填写")]
    [InlineData("CameOn", "", "请填写来访日期")]
    [InlineData("Purpose", "", "请填写信访目的")]
    [InlineData("Purpose", "Bribery", "信访目的填写的“Bribery”不在可选范围内，请重新选择")]
    [InlineData("Purpose", "77", "信访目的填写的“77”不在可选范围内，请重新选择")]
    [InlineData("Amount", "一百", "涉及金额（元）填写的“一百”不是数字，请填写数字")]
    [InlineData("IsAnonymous", "maybe", "要求对姓名保密填写的“maybe”不在可选范围内，请重新选择")]
    public async Task Wrong_input_is_told_at_its_field_and_on_top(string field, string typed, string message)
    {
        var client = site.Visitor();

        var response = await client.FillAsync(Path, new(Sound) { [field] = typed });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var page = await response.PageAsync();
        Assert.Equal(message, page.ErrorAt(field));
        Assert.Contains(message, page.Reasons());
    }

    [Theory]
    [InlineData("2025/3/9")]
    [InlineData("2025年3月9日")]
    [InlineData("20250309")]
    public async Task A_date_is_read_as_people_write_it(string typed)
    {
        var response = await site.Visitor().FillAsync(Path, new(Sound) { ["CameOn"] = typed });

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task A_refusal_keeps_everything_typed_and_names_article_and_who_lifts_it()
    {
        var client = site.Visitor();
        var before = await client.OpenAsync(Path);

        var response = await client.SendAsync(before, new(Sound) { ["Summary"] = "第一行\n<b>第二行</b>", ["People"] = "6", ["IsAnonymous"] = "true", ["CameOn"] = "2025-03-01" }, button: "不予受理");

        var page = await response.PageAsync();
        Assert.Equal(["集体访须推选代表，请先登记代表依据：第二十条可由登记人员解除", "该人名下已有同一事项"], page.Reasons());
        Assert.Equal("该人名下已有同一事项", page.ErrorAt("Name"));
        Assert.Equal("#Input_Name", page.QuerySelector(".reasons a")!.GetAttribute("href"));
        Assert.Equal("第一行\n<b>第二行</b>", page.GetElementById("Input_Summary")!.TextContent.Trim());
        Assert.Equal("6", page.GetElementById("Input_People")!.GetAttribute("value"));
        Assert.Equal("2025-03-01", page.GetElementById("Input_CameOn")!.GetAttribute("value"));
        Assert.True(page.GetElementById("Input_IsAnonymous")!.HasAttribute("checked"));
        Assert.True(page.QuerySelector("#Input_Purpose option[value=Request]")!.HasAttribute("selected"));
    }

    [Fact]
    public async Task A_refused_form_keeps_its_key_and_the_version_that_the_user_saw()
    {
        var client = site.Visitor();
        var before = await client.OpenAsync(Path);
        string? Hidden(AngleSharp.Html.Dom.IHtmlDocument page, string name) => page.QuerySelector($"main input[name={name}]")!.GetAttribute("value");

        var after = await (await client.SendAsync(before, Sound, button: "不予受理")).PageAsync();

        Assert.Equal((Hidden(before, "RequestId"), "3"), (Hidden(after, "RequestId"), Hidden(after, "Version")));
        Assert.NotEqual(Hidden(before, "RequestId"), Hidden(await client.OpenAsync(Path), "RequestId"));
    }

    [Fact]
    public async Task An_expired_form_gives_back_what_was_typed()
    {
        var client = site.Visitor();
        var page = await client.OpenAsync(Path);
        page.QuerySelector("main input[name=__RequestVerificationToken]")!.SetAttribute("value", "expired");
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        var response = await client.SendAsync(page, new(Sound) { ["Summary"] = "二十分钟的字" });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var expired = await response.PageAsync();
        Assert.Contains("二十分钟的字", expired.QuerySelector("dl")!.TextContent);
        var again = await client.SendAsync(expired, []);
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Fact]
    public async Task A_NUL_in_a_form_is_refused_with_a_sentence()
    {
        var response = await site.Visitor().FillAsync(Path, new(Sound) { ["Summary"] = "a\0b" });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("控制字符（NUL）", (await response.PageAsync()).QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task A_form_sent_by_a_foreign_page_is_not_offered_for_sending()
    {
        var client = site.Visitor();
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        var response = await client.PostAsync(Path, new FormUrlEncodedContent([new("Input.Name", "外来")]));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null((await response.PageAsync()).QuerySelector("main form"));
    }
}
