using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages;

/// <summary>What a user reads when a request came to nothing: what happened, what to do, and the number under which the log has it.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, ResponseCache(NoStore = true)]
public sealed class ErrorModel : PageModel
{
    public int Status { get; private set; }
    public string Number => HttpContext.TraceIdentifier;
    public string Title { get; private set; } = "";
    public string Advice { get; private set; } = "";
    public IReadOnlyList<Reason> Reasons { get; private set; } = [];

    /// <summary>What was posted with an expired form, but for secrets.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Typed { get; private set; } = [];

    /// <summary>A page of our own sent it, says the browser: then one click may send it again. A foreign page's form must not become ours.</summary>
    public bool MayResend { get; private set; }
    public string Address { get; private set; } = "";

    public Task OnGetAsync(int status, CancellationToken cancel) => ShowAsync(status, cancel);

    public Task OnPostAsync(int status, CancellationToken cancel) => ShowAsync(status, cancel);

    private async Task ShowAsync(int status, CancellationToken cancel)
    {
        var expired = HttpContext.Items.ContainsKey(ExpiredForms.Key);
        Reasons = HttpContext.Items[RefusedPages.Key] as IReadOnlyList<Reason> ?? [];
        // The address in the bar is somebody's own typing unless a failed request led here.
        var failed = HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null || HttpContext.Features.Get<IExceptionHandlerFeature>() is not null;
        Status = failed ? (Response.StatusCode >= 400 ? Response.StatusCode : status) : 404;
        Response.StatusCode = Status;
        (Title, Advice) = Status switch
        {
            400 when expired => ("页面放得太久，已经失效", "您填写的内容没有保存，但没有丢失，都列在下面。"),
            400 => ("请求有误", "浏览器发来的内容不完整或不正确，请返回上一页重试。"),
            401 => ("请先登录", "登录已经过期，请重新登录后继续。"),
            403 => ("没有权限", "您的角色不能打开这个页面或做这件事。如工作需要，请联系本单位的安全管理员调整角色。"),
            404 => ("没有找到", "您要找的内容不存在，或者已经移走。请核对地址或编号。"),
            409 => ("未能办理", "这件事现在不能办，原因如下。"),
            413 => ("提交的内容太大", "一次提交的文字不超过 1 MB，带附件不超过 25 MB。请返回上一页，减少内容或分几次提交。"),
            429 => ("操作太频繁", "请稍等一分钟再试。"),
            < 500 => ("请求有误", "请返回上一页重试。"),
            _ => ("系统出错了", "这是系统的问题，不是您的操作有误；这一步没有保存。请稍后再试，若仍然不行，请把下面的请求编号告诉系统管理员。"),
        };
        if (expired && Request.HasFormContentType)
        {
            await ReadTypedAsync(cancel);
        }
    }

    private async Task ReadTypedAsync(CancellationToken cancel)
    {
        IFormCollection form;
        try
        {
            form = await Request.ReadFormAsync(cancel);
        }
        catch (InvalidDataException)
        {
            (Title, Advice) = ("内容里有不能保存的字符", "填写的内容里有看不见的控制字符（NUL），没有保存。请用浏览器的“后退”回到刚才的页面，删去后再提交。");
            return;
        }

        Typed = [.. form
            .Where(f => f.Key != "__RequestVerificationToken" && !f.Key.Contains("Password", StringComparison.OrdinalIgnoreCase) && !f.Key.Contains("Code", StringComparison.Ordinal))
            .SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? "")))];
        MayResend = Request.Headers["Sec-Fetch-Site"] == "same-origin" && form.Files.Count == 0 && Typed.Count == form.Sum(f => f.Value.Count) - form.Count(f => f.Key == "__RequestVerificationToken");
        var from = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();
        Address = from is null ? "/" : from.OriginalPathBase + from.OriginalPath + from.OriginalQueryString;
    }
}
