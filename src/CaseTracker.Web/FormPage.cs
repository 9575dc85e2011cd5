using CaseTracker.Accounts;
using CaseTracker.Drafts;
using Microsoft.AspNetCore.Mvc;
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

    /// <summary>Does the work if the form is sound. A use case's field name "X" is found as "X" or as "Input.X" in the form.</summary>
    /// <param name="work">Calls the use case and gives the answer, as a rule <see cref="Done"/>.</param>
    /// <param name="reload">Reads what the page shows beside the form, when it is shown again.</param>
    protected async Task<IActionResult> SubmitAsync(Func<Task<IActionResult>> work, Func<Task>? reload = null)
    {
        if (ModelState.IsValid)
        {
            try
            {
                var answer = await work();
                if (!string.IsNullOrEmpty(DraftKey))
                {
                    await HttpContext.RequestServices.GetRequiredService<DropDraft>().ExecuteAsync(DraftKey, HttpContext.RequestAborted);
                }

                return answer;
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
