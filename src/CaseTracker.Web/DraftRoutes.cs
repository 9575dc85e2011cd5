using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Drafts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CaseTracker.Web;

/// <summary>Half-typed forms: site.js keeps, offers and forgets them; a POST whose sign-in had expired becomes one too.</summary>
public static class DraftRoutes
{
    private sealed record Sent(string Form, Dictionary<string, string[]> Fields);

    private sealed record Offered(IReadOnlyDictionary<string, string[]> Fields, string SavedAt);

    public static void MapDrafts(this WebApplication app)
    {
        var drafts = app.MapGroup("/drafts").RequireAuthorization(new AllowedToAttribute());
        drafts.MapPost("", async (Sent sent, HttpContext context, IAntiforgery antiforgery, KeepDraft keep, CurrentActor who, CancellationToken cancel) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return Results.BadRequest();
            }

            try
            {
                await keep.ExecuteAsync(new KeepDraft.Command(who.Actor.UserId, sent.Form, sent.Fields), cancel);
                return Results.NoContent();
            }
            catch (RefusedException refused)
            {
                return Results.Text(refused.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
            }
        });
        drafts.MapGet("", async (string form, TakeDraft take, OfficeClock clock, CancellationToken cancel) =>
            await take.ExecuteAsync(form, cancel) is { } draft
                ? Results.Ok(new Offered(draft.Fields, clock.Local(draft.SavedAt).ToString("M月d日 HH:mm")))
                : Results.NoContent());
        drafts.MapDelete("", async (string form, HttpContext context, IAntiforgery antiforgery, DropDraft drop, CancellationToken cancel) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return Results.BadRequest();
            }

            await drop.ExecuteAsync(form, cancel);
            return Results.NoContent();
        });
    }

    /// <summary>
    /// The sign-in expired while somebody was typing: what he posted becomes his draft, offered when he comes back to the form. Whose it is says his old
    /// cookie, which is sealed; a foreign page cannot send it along (SameSite).
    /// </summary>
    public static async Task KeepPostedAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType
            || http.Request.Cookies[context.Options.Cookie.Name!] is not { } cookie
            || context.Options.TicketDataFormat.Unprotect(cookie)?.Principal.UserId() is not { } userId)
        {
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form[nameof(FormPage.DraftKey)].ToString() is { Length: > 0 } key)
        {
            var typed = form.Where(f => f.Key is not (nameof(FormPage.DraftKey) or nameof(FormPage.RequestId) or nameof(FormPage.Version)))
                .ToDictionary(f => f.Key, f => f.Value.Select(v => v ?? "").ToArray());
            await http.RequestServices.GetRequiredService<KeepDraft>().ExecuteAsync(new KeepDraft.Command(userId, key, typed), http.RequestAborted);
        }
    }
}
