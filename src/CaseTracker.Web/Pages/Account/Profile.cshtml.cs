using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Web.Pages.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Account;

[AllowedTo(Permission.OwnProfile)]
public sealed class ProfileModel(GetUser get, ListCovers listCovers, ListColleagues colleagues, ChangeOwnProfile change, SetCover setCover, EndCover endCover, CreateToken createToken, RevokeToken revokeToken, OfficeClock clock) : FormPage
{
    private const string Here = "/account/profile";

    public UserView Person { get; private set; } = null!;
    public IReadOnlyList<string> Roles { get; private set; } = [];
    public IReadOnlyList<CoverRow> Covers { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Colleagues { get; private set; } = [];
    public IReadOnlyList<SelectListItem> OwnRoles { get; private set; } = [];
    public bool IsAdministrator => Actor.Has(Role.SA, Role.SEC, Role.AUD);
    public ChangeOwnProfile.Command Own { get; private set; } = new();
    public SetCover.Command Cover { get; private set; } = new();
    public CreateToken.Command NewToken { get; private set; } = new();

    /// <summary>A new token, on the one answer that shows it.</summary>
    public string? Token { get; private set; }

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public Task<IActionResult> OnPostOwnAsync([FromForm] ChangeOwnProfile.Command own, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await change.ExecuteAsync(own, Actor, cancel);
        return Done(Here, "资料已保存");
    }, async () =>
    {
        await LoadAsync(cancel);
        Own = own;
    });

    public Task<IActionResult> OnPostCoverAsync([FromForm] SetCover.Command cover, CancellationToken cancel)
    {
        ModelState.Remove("Cover.AbsentUserId"); // always oneself here
        return SubmitAsync(async () =>
        {
            await setCover.ExecuteAsync(cover with { AbsentUserId = Actor.UserId }, Actor, cancel);
            return Done(Here, "代班已安排");
        }, async () =>
        {
            await LoadAsync(cancel);
            Cover = cover;
        });
    }

    public Task<IActionResult> OnPostEndCoverAsync(Guid coverId, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await endCover.ExecuteAsync(coverId, Actor, cancel);
        return Done(Here, "代班已结束");
    }, () => LoadAsync(cancel));

    public Task<IActionResult> OnPostTokenAsync([FromForm(Name = "NewToken")] CreateToken.Command newToken, CancellationToken cancel) => SubmitAsync(async () =>
    {
        (_, Token) = await createToken.ExecuteAsync(newToken with { UserId = null }, Actor, cancel);
        await LoadAsync(cancel);
        return Page();
    }, async () =>
    {
        await LoadAsync(cancel);
        NewToken = newToken;
    }, () => Done(Here, "令牌刚才已经建立；没有记下的，请作废后重新新建"));

    public Task<IActionResult> OnPostRevokeTokenAsync(Guid tokenId, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await revokeToken.ExecuteAsync(tokenId, Actor, cancel);
        return Done(Here, "令牌已作废");
    }, () => LoadAsync(cancel));

    public string? Local(DateTime? at) => at is { } instant ? clock.Local(instant).ToString("yyyy-MM-dd HH:mm") : null;

    private async Task LoadAsync(CancellationToken cancel)
    {
        Person = await get.ExecuteAsync(Actor.UserId, Actor, cancel);
        Own = new ChangeOwnProfile.Command { OfficePhone = Person.OfficePhone };
        Roles = [.. Actor.Hats.Select(h => h.Role.Display() + (h.ForName is { } absent ? $"（代{absent}）" : "")).Distinct()];
        OwnRoles = [.. Actor.Hats.Where(h => h.ForUserId is null).Select(h => h.Role).Distinct().Select(r => new SelectListItem(r.Display(), r.ToString()))];
        Covers = await listCovers.ExecuteAsync(Actor.UserId, Actor, cancel);
        Colleagues = await colleagues.ChoicesAsync(Actor.UserId, cancel);
    }
}
