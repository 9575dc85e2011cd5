using System.ComponentModel.DataAnnotations;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>新建账号：without a password and without a role; its holder gets a one-time code, its roles come from the security administrator.</summary>
public sealed class AddUser(CaseDb db, OfficeClock clock, AccountOptions options, UserManager<User> users)
{
    public sealed record Command
    {
        [Display(Name = "账号", Description = "登录用，2 至 32 个汉字、字母或数字"), Required(ErrorMessage = "请填写账号"), StringLength(64, ErrorMessage = "账号不得超过 64 个字")]
        public string UserName { get; init; } = "";

        [Display(Name = "姓名"), Required(ErrorMessage = "请填写姓名"), StringLength(64, ErrorMessage = "姓名不得超过 64 个字")]
        public string Name { get; init; } = "";

        [Display(Name = "职务"), StringLength(64, ErrorMessage = "职务不得超过 64 个字")]
        public string? Post { get; init; }

        [Display(Name = "科室")]
        public Guid? DepartmentId { get; init; }
    }

    /// <param name="Code">The one-time code, shown this once.</param>
    public sealed record Result(Guid UserId, string Code);

    public Task<Result> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.AdminUsers);
        return db.WriteAsync(async () =>
        {
            var (user, code) = await CreateAsync(db, users, options, command, clock.Now, cancel);
            AuditLog.Add(db, actor, clock.Now, new AuditNote("add-user", "user", user.Id) { Details = new { account = user.UserName, name = user.Name, post = user.Post, department = user.DepartmentId } });
            return new Result(user.Id, code);
        }, cancel);
    }

    internal static async Task<(User User, string Code)> CreateAsync(CaseDb db, UserManager<User> users, AccountOptions options, Command command, DateTime now, CancellationToken cancel)
    {
        var user = new User
        {
            Id = Guid.NewGuid(),
            UserName = UserNames.Demand(command.UserName, nameof(command.UserName)),
            Name = UserNames.DemandPersonName(command.Name, nameof(command.Name)),
            Post = string.IsNullOrWhiteSpace(command.Post) ? null : UserNames.DemandPersonName(command.Post, nameof(command.Post)),
            DepartmentId = command.DepartmentId,
        };
        if (command.DepartmentId is { } department && !await db.Departments.AnyAsync(d => d.Id == department && !d.IsClosed, cancel))
        {
            throw RefusedException.At(nameof(command.DepartmentId), "没有这个科室，或科室已撤销，请重新选择");
        }

        await db.LockAsync("account names", cancel);
        var code = OneTimeCode.Give(user, now, options);
        var created = await users.CreateAsync(user);
        if (!created.Succeeded)
        {
            throw RefusedException.At(nameof(command.UserName), created.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.DuplicateUserName))
                ? $"账号“{user.UserName}”已经有人使用（停用的账号也不能重复使用），请换一个"
                : $"账号“{user.UserName}”不能使用，请换一个");
        }

        await db.FlushAsync(cancel); // the user manager only adds it to the context; grants made next refer to it
        return (user, code);
    }
}
