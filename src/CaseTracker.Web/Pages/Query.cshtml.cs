using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Petitions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages;

/// <summary>
/// 公众查询: the one page without a sign-in that says anything of a case. Not there unless the bureau opened it. No session, no cookie (nothing is changed, so the form needs no token);
/// the code is posted, so that it stands in no address, log or history.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, ResponseCache(NoStore = true)]
public sealed class QueryModel(AskByCode ask, CaseDb db) : PageModel
{
    [BindProperty(Name = "code")] public string? Code { get; set; }

    public BureauSettings Bureau { get; private set; } = new();

    public AskByCode.Answer? Answer { get; private set; }

    public string? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Bureau = await db.BureauAsync(cancel);
        return Bureau.PublicQuery ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Bureau = await db.BureauAsync(cancel);
        if (!Bureau.PublicQuery)
        {
            return NotFound();
        }

        try
        {
            Answer = await ask.ExecuteAsync(Code, HttpContext.Address(), cancel);
            Refusal = Answer is null ? "没有查到。请核对查询码；仍查不到的，请打电话或到接待场所查询" : null;
        }
        catch (BusyException busy)
        {
            Refusal = busy.Message;
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }

        return Page();
    }
}
