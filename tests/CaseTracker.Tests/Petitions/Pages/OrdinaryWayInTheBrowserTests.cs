using CaseTracker.Tests.Web;
using Microsoft.Playwright;
using Xunit;

namespace CaseTracker.Tests.Petitions.Pages;

/// <summary>From the letter to 已答复 in a real browser, each in his own window with his own sign-in.</summary>
public sealed class OrdinaryWayInTheBrowserTests(Browser browser)
{
    [Fact]
    public async Task A_letter_comes_to_its_answer_through_the_hands_of_four_people()
    {
        using var office = new CaseSite(served: true, realSignIn: true);
        var clerk = await office.SignInAsync(browser, "王登记");
        await clerk.GotoAsync("/petitions/new");
        await clerk.FillAsync("#Input_Petitioners_0__Name", "阿依古丽·买买提");
        await clerk.FillAsync("#Input_Petitioners_0__Phone", "13871001001");
        await clerk.FillAsync("#Input_Petitioners_0__Address", "武汉市新洲区阳逻街8号");
        await clerk.SelectOptionAsync("#Input_Purpose", "Resolve");
        await clerk.SelectOptionAsync("#Input_CategoryId", PetitionOffice.SomeCategory);
        await clerk.SelectOptionAsync("#Input_PlaceId", "420117");
        await clerk.FillAsync("#Input_Summary", "反映改制安置补偿未兑现，要求落实补差待遇。");
        await clerk.ClickAsync(".form-actions .btn-primary");
        await clerk.WaitForSelectorAsync(".flash >> text=已登记，编号 XF420117202500001");
        var number = (await clerk.TextContentAsync("h1"))!.Trim();

        var head = await office.SignInAsync(browser, "李信访");
        await head.ClickAsync("tr[data-in=rest] a >> text=选择步骤");
        await head.ClickAsync("#steps a >> text=/^受理$/");
        await head.SelectOptionAsync("#Input_route", "r6");
        await head.SelectOptionAsync("#Input_withinPowers", "true");
        await head.ClickAsync("text=报批“受理”");
        await head.WaitForSelectorAsync(".flash >> text=等待科长或分管领导审批");

        var deputy = await office.SignInAsync(browser, "冯分管");
        Assert.Equal("1", await deputy.TextContentAsync("[data-count=approvals]"));
        await deputy.ClickAsync("#approvals >> text=审批 >> nth=-1");
        await deputy.FillAsync("#opinion", "同意受理");
        await deputy.ClickAsync("button[value=Approve]");
        await deputy.WaitForSelectorAsync(".flash >> text=已批准，文号 某科经信告〔2025〕1号");

        await head.GotoAsync($"/petitions/{number}");
        await head.ClickAsync("#steps a >> text=交办科室");
        await head.SelectOptionAsync("#Input_department", new SelectOptionValue { Label = "经济运行科" });
        await head.SelectOptionAsync("#Input_handler", new SelectOptionValue { Label = "陈承办" });
        await head.ClickAsync(".form-actions .btn-primary");
        await head.WaitForSelectorAsync(".flash >> text=现为“办理中”");

        var handler = await office.SignInAsync(browser, "陈承办");
        await handler.ClickAsync("tr[data-in=rest] a >> text=调查记录");
        await handler.FillAsync("#Input_place", "机械厂留守处");
        await handler.FillAsync("#Input_investigators", "陈承办\n吴承办");
        await handler.FillAsync("#Input_record", "查阅改制档案，情况属实。");
        await handler.ClickAsync(".form-actions .btn-primary");
        await handler.ClickAsync("#steps a >> text=提交意见");
        await handler.SelectOptionAsync("#Input_outcome", "supported");
        await handler.FillAsync("#Input_opinion", "予以支持，补发差额。");
        await handler.ClickAsync(".form-actions .btn-primary");
        await handler.WaitForSelectorAsync(".reasons >> text=请填写法律法规依据");
        Assert.Equal("予以支持，补发差额。", await handler.InputValueAsync("#Input_opinion"));
        await handler.FillAsync("#Input_basis", "区委专题办公会议纪要");
        await handler.FillAsync("#Input_performer", "经济运行科");
        await handler.FillAsync("#Input_performBy", "2025-12-31");
        await handler.ClickAsync(".form-actions .btn-primary");
        await handler.WaitForSelectorAsync(".flash >> text=现为“意见审核中”");

        await deputy.GotoAsync($"/petitions/{number}/steps/sign");
        await deputy.ClickAsync(".form-actions .btn-primary");
        await deputy.WaitForSelectorAsync(".flash >> text=文号 某科经信答〔2025〕1号");

        await clerk.GotoAsync($"/petitions/{number}");
        await clerk.ClickAsync("#steps a >> text=送达");
        await clerk.SelectOptionAsync("#Input_method", "in-person");
        await clerk.FillAsync("#Input_proof", "送达回证1号");
        await clerk.FillAsync("#Input_signedBy", "阿依古丽·买买提");
        await clerk.ClickAsync(".form-actions .btn-primary");
        await clerk.WaitForSelectorAsync(".flash >> text=现为“已答复(复查期内)”");

        await head.GotoAsync($"/petitions/{number}");
        await head.ClickAsync("#clocks summary >> nth=1");
        await head.ClickAsync("#diagram summary");
        await Browser.PictureAsync(head, "way-answered", whole: true);
        await head.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await head.SetViewportSizeAsync(794, 1123);
        await Browser.PictureAsync(head, "way-answered-print", whole: true);
        await head.GotoAsync($"/petitions/{number}/print");
        await Browser.PictureAsync(head, "way-form-print", whole: true);
    }
}
