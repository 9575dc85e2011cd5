using CaseTracker.Accounts;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Admin;

[AllowedTo(Permission.SeeAccounts)]
public sealed class UserModel(GetUser get, ChangeUser changeUser, ResetPassword resetPassword, UnlockAccount unlockAccount, CloseUser closeUser, GrantRole grantRole, RevokeRole revokeRole,
    ListDepartments departments, OfficeClock clock) : FormPage
{
    [FromRoute] public Guid Id { get; init; }
    public UserView Person { get; private set; } = null!;
    public ChangeUser.Command Change { get; private set; } = new();
    public GrantRole.Command Grant { get; private set; } = new();
    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];
    public bool MayChange => Actor.May(Permission.AdminUsers);
    public bool MayGrant => Actor.May(Permission.AdminRoles);
    public DateOnly Today => clock.Today;
    public string? LastSignIn => Person.LastSignInAt is { } at ? clock.Local(at).ToString("yyyy-MM-dd HH:mm") : null;

    /// <summary>Why the account is closed, as typed.</summary>
    public string? Reason { get; private set; }

    /// <summary>The one-time code of a reset, on the one answer that shows it.</summary>
    public string? Code { get; private set; }

    private string Here => $"/admin/users/{Id}";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Change = new ChangeUser.Command { Name = Person.Name, Post = Person.Post, DepartmentId = Person.DepartmentId };
    }

    public Task<IActionResult> OnPostChangeAsync([FromForm] ChangeUser.Command change, CancellationToken cancel) => SubmitAsync(async () =>
    {
        Change = change;
        await changeUser.ExecuteAsync(change with { UserId = Id }, Actor, cancel);
        return Done(Here, "资料已保存");
    }, () => ReloadAsync(cancel, change));

    public Task<IActionResult> OnPostResetAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        Code = await resetPassword.ExecuteAsync(Id, Actor, cancel);
        await ReloadAsync(cancel);
        return Page();
    }, () => ReloadAsync(cancel), () => Done(Here, "激活码刚才已经发放；没有记下的，请再点一次“重置密码”"));

    public Task<IActionResult> OnPostUnlockAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await unlockAccount.ExecuteAsync(Id, Actor, cancel);
        return Done(Here, "账号已解锁");
    }, () => ReloadAsync(cancel));

    public Task<IActionResult> OnPostCloseAsync(string? reason, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await closeUser.ExecuteAsync(Id, reason, Actor, cancel);
        return Done(Here, "账号已停用");
    }, () =>
    {
        Reason = reason;
        return ReloadAsync(cancel);
    });

    public Task<IActionResult> OnPostGrantAsync([FromForm] GrantRole.Command grant, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await grantRole.ExecuteAsync(grant with { UserId = Id }, Actor, cancel);
        return Done(Here, "角色已授予");
    }, async () =>
    {
        await ReloadAsync(cancel);
        Grant = grant;
    });

    public Task<IActionResult> OnPostRevokeAsync(Guid grantId, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await revokeRole.ExecuteAsync(grantId, null, Actor, cancel);
        return Done(Here, "角色已收回，立即生效");
    }, () => ReloadAsync(cancel));

    private async Task ReloadAsync(CancellationToken cancel, ChangeUser.Command? typed = null)
    {
        await LoadAsync(cancel);
        Change = typed ?? new ChangeUser.Command { Name = Person.Name, Post = Person.Post, DepartmentId = Person.DepartmentId };
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Person = await get.ExecuteAsync(Id, Actor, cancel);
        Departments = await departments.ChoicesAsync(cancel);
    }
}
