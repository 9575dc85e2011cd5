using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Drafts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web;

/// <summary>A page with a form: done → redirect with a message; refused → the same page with every reason at its field or on top, nothing typed is lost.</summary>
public abstract class FormPage : PageModel
{
    private bool isBusy;

    /// <summary>The idempotency key of this form, made when the form was first shown. In every form by <see cref="Forms.FormKeysTag"/>.</summary>
    [BindProperty] public Guid RequestId { get; set; }

    /// <summary>The version of the record that the user was looking at. Set it when loading; 0 where there is no record yet.</summary>
    [BindProperty] public int Version { get; set; }

    /// <summary>The form's draft, forgotten when the form is done. In every form with <c>data-draft</c>.</summary>
    [BindProperty] public string? DraftKey { get; set; }

    /// <summary>The acting person, with the roles he has today.</summary>
    protected Actor Actor => HttpContext.RequestServices.GetRequiredService<CurrentActor>().Actor;

    /// <summary>Why the last submission was refused: with the articles and who can lift it.</summary>
    public IReadOnlyList<Reason> Refusals { get; private set; } = [];

    /// <summary>The page that answers the request; also for the forms of its partials, whose model is another.</summary>
    public static FormPage? Of(HttpContext context) => context.Items[typeof(FormPage)] as FormPage;

    public override void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
        HttpContext.Items[typeof(FormPage)] = this;
        base.OnPageHandlerSelected(context);
    }

    /// <summary>Does the work if the form is sound. A use case's field name "X" is found as "X" or as "Input.X" in the form.</summary>
    /// <param name="work">Calls the use case and gives the answer, as a rule <see cref="Done"/>.</param>
    /// <param name="reload">Reads what the page shows beside the form, when it is shown again.</param>
    /// <param name="again">The answer to a second copy of a form that is done; without it the page is opened anew and says so.</param>
    protected async Task<IActionResult> SubmitAsync(Func<Task<IActionResult>> work, Func<Task>? reload = null, Func<IActionResult>? again = null)
    {
        if (ModelState.IsValid)
        {
            try
            {
                return await SentAsync(await SendAsync(work));
            }
            catch (AlreadyDoneException done)
            {
                return await SentAsync(again?.Invoke() ?? Done(OwnAddress(), done.Message));
            }
            catch (NotFoundException)
            {
                throw;
            }
            catch (RefusedException refused)
            {
                Refuse(refused);
            }
        }

        if (reload is not null)
        {
            var version = Version;
            await reload();
            Version = version; // what the user was looking at, not what a colleague has saved since
        }

        Response.StatusCode = isBusy ? StatusCodes.Status429TooManyRequests : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>The work is done: go to <paramref name="to"/> (an address of this site) and say so there.</summary>
    protected IActionResult Done(string to, string message)
    {
        TempData["Flash"] = message;
        return LocalRedirect(to);
    }

    /// <summary>Once for this user and this form of this page, however often it is sent.</summary>
    private Task<IActionResult> SendAsync(Func<Task<IActionResult>> work)
    {
        var services = HttpContext.RequestServices;
        var who = services.GetRequiredService<CurrentActor>();
        var name = $"form {RouteData.Values["page"]} {Request.Query["handler"]}";
        var form = RequestId == Guid.Empty || !who.IsKnown ? null
            : new SentForm(RequestId, who.Actor.UserId, name[..Math.Min(name.Length, Submission.LongestPurpose)], services.GetRequiredService<OfficeClock>().Now);
        return services.GetRequiredService<CaseDb>().SendAsync(form, work, HttpContext.RequestAborted);
    }

    private async Task<IActionResult> SentAsync(IActionResult answer)
    {
        if (!string.IsNullOrEmpty(DraftKey))
        {
            await HttpContext.RequestServices.GetRequiredService<DropDraft>().ExecuteAsync(DraftKey, HttpContext.RequestAborted);
        }

        RequestId = Guid.Empty; // where the page is shown with what was done, its forms are new ones
        return answer;
    }

    /// <summary>This page as one opens it, without the name of the form that was sent.</summary>
    private string OwnAddress() => Request.Path + QueryString.Create(Request.Query.Where(p => p.Key != "handler").SelectMany(p => p.Value, (p, v) => KeyValuePair.Create(p.Key, v)));

    /// <summary>The field as the form sent it: under the name of its form where a page has several.</summary>
    private string KeyOf(string field) => ModelState.Keys.FirstOrDefault(k => k.EndsWith("." + field, StringComparison.OrdinalIgnoreCase)) ?? "Input." + field;

    private void Refuse(RefusedException refused)
    {
        isBusy = refused is BusyException;
        Refusals = refused.Reasons;
        foreach (var reason in refused.Reasons)
        {
            var field = reason.Field ?? "";
            ModelState.AddModelError(field.Length == 0 || ModelState.ContainsKey(field) ? field : KeyOf(field), reason.Text);
        }
    }
}
