using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>激活账号: a one-time code, valid for a day, sets the first password (also after a reset). There are no default passwords.</summary>
public sealed class ActivateAccount(CaseDb db, UserManager<User> users, SignInGate gate, OfficeClock clock)
{
    public static readonly TimeSpan CodeLasts = TimeSpan.FromHours(24);

    // Without I, L, O, U: the code is read from paper.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public sealed record Command
    {
        [Display(Name = "账号"), Required(ErrorMessage = "请填写{0}"), StringLength(64)]
        public string Account { get; init; } = "";

        [Display(Name = "激活码", Description = "安全管理员给的一次性激活码，当天有效"), Required(ErrorMessage = "请填写{0}"), StringLength(40)]
        public string OneTimeCode { get; init; } = "";

        [Display(Name = "新密码", Description = "至少 12 个字符，可以用一句容易记住的话"), Required(ErrorMessage = "请填写{0}"), StringLength(128), DataType(DataType.Password)]
        public string NewPassword { get; init; } = "";

        [Display(Name = "再填一遍新密码"), Required(ErrorMessage = "请{0}"), StringLength(128), DataType(DataType.Password)]
        public string NewPasswordAgain { get; init; } = "";
    }

    public Task ExecuteAsync(Command command, string address, CancellationToken cancel)
    {
        Same(command.NewPassword, command.NewPasswordAgain);
        return gate.PassAsync(command.Account, address, async () =>
        {
            var name = users.NormalizeName(command.Account.Trim());
            var hash = HashOf(command.OneTimeCode);
            var now = clock.Now;
            await db.WriteAsync(async () =>
            {
                var user = await db.Users.FirstOrDefaultAsync(u => u.NormalizedUserName == name && !u.IsClosed && u.ActivationHash == hash && u.ActivationExpiresAt > now, cancel);
                if (user is null)
                {
                    gate.Failed(address);
                    throw RefusedException.At("OneTimeCode", "账号或激活码不对，或者激活码已过期；请找安全管理员重新发一个");
                }

                await SetPasswordAsync(users, user, command.NewPassword);
                AuditLog.Add(db, new Actor(user.Id, user.Name, []) { Address = address }, now, new AuditNote("激活账号", "account", user.Id));
            }, cancel);
            return true;
        }, cancel);
    }

    /// <summary>Gives an account a new code and takes its password and sessions away; the code is shown once and only its hash is kept. Call it within a write.</summary>
    public static string Issue(User user, DateTime now)
    {
        var code = string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 5)));
        user.ActivationHash = HashOf(code);
        user.ActivationExpiresAt = now + CodeLasts;
        user.PasswordHash = null;
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        return code;
    }

    internal static void Same(string password, string again)
    {
        if (password != again)
        {
            throw RefusedException.At("NewPasswordAgain", "两次填写的新密码不一致，请重新填写");
        }
    }

    internal static async Task SetPasswordAsync(UserManager<User> users, User user, string password)
    {
        var chosen = password.Normalize();
        foreach (var validator in users.PasswordValidators)
        {
            (await validator.ValidateAsync(users, user, chosen)).OrRefuse("NewPassword");
        }

        user.PasswordHash = users.PasswordHasher.HashPassword(user, chosen);
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        user.ActivationHash = null;
        user.ActivationExpiresAt = null;
        user.MustChangePassword = false;
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
    }

    // 100 random bits need no slow hash.
    private static string HashOf(string code) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)))));
}

/// <summary>The first start: three administrators who exclude each other, each with a one-time code that is printed once.</summary>
public sealed class IssueFirstCodes(CaseDb db, UserManager<User> users, OfficeClock clock)
{
    public sealed record Issued(string Account, Role Role, string Code);

    /// <summary>Nothing when an account exists already.</summary>
    public Task<IReadOnlyList<Issued>> ExecuteAsync(CancellationToken cancel) => db.WriteAsync<IReadOnlyList<Issued>>(async () =>
    {
        if (await db.Users.AnyAsync(cancel))
        {
            return [];
        }

        var issued = new List<Issued>();
        foreach (var role in new[] { Role.SA, Role.SEC, Role.AUD })
        {
            var user = new User { Id = Guid.NewGuid(), UserName = role.Display(), NormalizedUserName = users.NormalizeName(role.Display()), Name = role.Display(), LockoutEnabled = true };
            issued.Add(new Issued(user.UserName, role, ActivateAccount.Issue(user, clock.Now)));
            db.Add(user);
            db.Add(new RoleGrant { Id = Guid.NewGuid(), UserId = user.Id, Role = role, From = clock.Today });
            AuditLog.Add(db, Actor.System, clock.Now, new AuditNote("建立账号", "account", user.Id) { Details = new { role = role.ToString() } });
        }

        return issued;
    }, cancel);
}
