using System.ComponentModel.DataAnnotations;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>修改密码: by the person himself; every session of the account ends.</summary>
public sealed class ChangePassword(CaseDb db, UserManager<User> users, SignInGate gate, OfficeClock clock)
{
    public sealed record Command
    {
        [Display(Name = "原密码"), Required(ErrorMessage = "请填写{0}"), StringLength(128), DataType(DataType.Password)]
        public string Password { get; init; } = "";

        [Display(Name = "新密码", Description = "至少 12 个字符，可以用一句容易记住的话"), Required(ErrorMessage = "请填写{0}"), StringLength(128), DataType(DataType.Password)]
        public string NewPassword { get; init; } = "";

        [Display(Name = "再填一遍新密码"), Required(ErrorMessage = "请{0}"), StringLength(128), DataType(DataType.Password)]
        public string NewPasswordAgain { get; init; } = "";
    }

    public async Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        ActivateAccount.Same(command.NewPassword, command.NewPasswordAgain);
        var user = await db.Users.FirstAsync(u => u.Id == actor.UserId, cancel);
        var isRight = await gate.PassAsync(user.UserName!, actor.Address ?? "", async () => !await users.IsLockedOutAsync(user)
            && users.PasswordHasher.VerifyHashedPassword(user, user.PasswordHash ?? "", command.Password.Normalize()) != PasswordVerificationResult.Failed, cancel);
        await db.WriteAsync(async () =>
        {
            if (isRight)
            {
                await ActivateAccount.SetPasswordAsync(users, user, command.NewPassword);
            }
            else
            {
                await users.AccessFailedAsync(user);
            }

            AuditLog.Add(db, actor, clock.Now, new AuditNote("修改密码", "account", user.Id) { IsRefusal = !isRight });
        }, cancel);
        if (!isRight)
        {
            throw RefusedException.At("Password", "原密码不对，请重新填写；连续不对账号会锁定");
        }
    }
}
