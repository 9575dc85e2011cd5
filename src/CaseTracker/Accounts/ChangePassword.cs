using System.ComponentModel.DataAnnotations;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>修改密码：one's own, knowing the old one. Every session of the account is over then.</summary>
public sealed class ChangePassword(CaseDb db, OfficeClock clock, PasswordHashing passwords, PasswordRules rules, AccountOptions options, UserManager<User> users)
{
    public sealed record Command
    {
        [Display(Name = "原密码"), Required(ErrorMessage = "请填写原密码"), StringLength(PasswordRules.Longest, ErrorMessage = "密码不得超过 128 个字"), DataType(DataType.Password)]
        public string Password { get; init; } = "";

        [Display(Name = "新密码", Description = "至少 12 个字符，可以用一句容易记住的话"), Required(ErrorMessage = "请填写新密码"), DataType(DataType.Password)]
        public string NewPassword { get; init; } = "";

        [Display(Name = "再填一遍新密码"), Compare(nameof(NewPassword), ErrorMessage = "两遍新密码不一样，请重新填写"), DataType(DataType.Password)]
        public string? NewPasswordAgain { get; init; }
    }

    public async Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.OwnProfile);
        var department = await (from u in db.Users where u.Id == actor.UserId join d in db.Departments on u.DepartmentId equals d.Id select d.Name).FirstOrDefaultAsync(cancel);
        using var turn = await passwords.EnterAsync(cancel);
        var (user, isAdmitted) = await db.WriteAsideAsync(async () =>
        {
            var own = await db.LockUserAsync(actor.UserId, cancel);
            return (own, Attempts.Admit(own, clock.Now, options));
        }, cancel);
        if (!isAdmitted || turn.Verify(user, command.Password) == PasswordVerificationResult.Failed)
        {
            await AuditLog.WriteAsync(db, actor, clock.Now, new AuditNote("change-password", "user", actor.UserId) { IsRefusal = true, Reason = isAdmitted ? "原密码不正确" : "账号已锁定" }, cancel);
            throw RefusedException.At(nameof(command.Password), isAdmitted ? "原密码不对，请重新填写" : $"输错次数过多，请 {options.LockoutMinutes} 分钟后再试");
        }

        await db.WriteAsideAsync(async () =>
        {
            Attempts.Clear(await db.LockUserAsync(actor.UserId, cancel));
            return true;
        }, cancel);
        if (command.NewPassword == command.Password)
        {
            throw RefusedException.At(nameof(command.NewPassword), "新密码不能与原密码相同");
        }

        rules.Demand(command.NewPassword, nameof(command.NewPassword), user.UserName, user.Name, department);
        var hash = turn.Hash(user, command.NewPassword);
        await db.WriteAsync(async () =>
        {
            var now = clock.Now;
            var own = await db.LockUserAsync(actor.UserId, cancel);
            own.PasswordHash = hash;
            own.PasswordChangedAt = now;
            await users.UpdateSecurityStampAsync(own);
            await db.EndSessionsAsync(own.Id, now, cancel);
            AuditLog.Add(db, actor, now, new AuditNote("change-password", "user", own.Id));
        }, cancel);
    }
}
