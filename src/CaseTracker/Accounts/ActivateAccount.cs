using System.ComponentModel.DataAnnotations;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>启用账号：with the one-time code of a new or reset account its holder chooses a password of his own.</summary>
public sealed class ActivateAccount(CaseDb db, OfficeClock clock, PasswordHashing passwords, PasswordRules rules, SignInAddresses addresses, AccountOptions options, UserManager<User> users, ILookupNormalizer names)
{
    public sealed record Command
    {
        [Display(Name = "账号"), Required(ErrorMessage = "请填写账号"), StringLength(64, ErrorMessage = "账号不得超过 64 个字")]
        public string Account { get; init; } = "";

        [Display(Name = "激活码", Description = "系统管理员给的一次性激活码，24 小时内有效"), Required(ErrorMessage = "请填写激活码"), StringLength(40, ErrorMessage = "激活码不得超过 40 个字")]
        public string OneTimeCode { get; init; } = "";

        [Display(Name = "新密码", Description = "至少 12 个字符，可以用一句容易记住的话"), Required(ErrorMessage = "请填写新密码"), DataType(DataType.Password)]
        public string NewPassword { get; init; } = "";

        [Display(Name = "再填一遍新密码"), Compare(nameof(NewPassword), ErrorMessage = "两遍新密码不一样，请重新填写"), DataType(DataType.Password)]
        public string? NewPasswordAgain { get; init; }
    }

    /// <param name="address">Network address of the client.</param>
    public async Task<Guid> ExecuteAsync(Command command, string? address, CancellationToken cancel)
    {
        addresses.Take(address, clock.Now);
        var wanted = names.NormalizeName(UserNames.Plain(command.Account));
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedUserName == wanted, cancel);
        if (user is null || user.IsClosed || !OneTimeCode.Fits(user, command.OneTimeCode, clock.Now))
        {
            await AuditLog.WriteAsync(db, SignIn.Who(user, address), clock.Now, new AuditNote("activate-account", "user", user?.Id ?? Guid.Empty) { IsRefusal = true, Reason = "激活码不正确或已过期" }, cancel);
            throw Wrong();
        }

        addresses.GiveBack(address);
        var department = await db.Departments.Where(d => d.Id == user.DepartmentId).Select(d => d.Name).FirstOrDefaultAsync(cancel);
        rules.Demand(command.NewPassword, nameof(command.NewPassword), user.UserName, user.Name, department);
        var hash = await passwords.HashAsync(user, command.NewPassword, cancel);
        await db.WriteAsync(async () =>
        {
            var now = clock.Now;
            var account = await db.LockUserAsync(user.Id, cancel);
            if (account.IsClosed || !OneTimeCode.Fits(account, command.OneTimeCode, now))
            {
                throw Wrong(); // used in the meantime
            }

            account.PasswordHash = hash;
            account.PasswordChangedAt = now;
            account.ActivationHash = null;
            account.ActivationExpiresAt = null;
            Attempts.Clear(account);
            await users.UpdateSecurityStampAsync(account);
            AuditLog.Add(db, SignIn.Who(account, address), now, new AuditNote("activate-account", "user", account.Id));
        }, cancel);
        return user.Id;
    }

    private RefusedException Wrong() => new($"账号或激活码不正确，或激活码已过期（{options.CodeHours} 小时内有效，只能用一次）。请核对后重试，或请系统管理员重新发放");
}
