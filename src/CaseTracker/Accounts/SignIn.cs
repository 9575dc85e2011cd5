using System.ComponentModel.DataAnnotations;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>登录：opens a session for whoever knows the password. An unknown, a locked and a closed account get the same answer after the same time.</summary>
public sealed class SignIn(CaseDb db, OfficeClock clock, PasswordHashing passwords, SignInAddresses addresses, AccountOptions options, ILookupNormalizer names)
{
    public sealed record Command
    {
        [Display(Name = "账号"), Required(ErrorMessage = "请填写账号"), StringLength(64, ErrorMessage = "账号不得超过 64 个字")]
        public string Account { get; init; } = "";

        [Display(Name = "密码"), Required(ErrorMessage = "请填写密码"), StringLength(PasswordRules.Longest, ErrorMessage = "密码不得超过 128 个字"), DataType(DataType.Password)]
        public string Password { get; init; } = "";
    }

    /// <param name="SessionId">The session of the cookie.</param>
    /// <param name="MustChangePassword">The password is older than the office allows.</param>
    public sealed record Result(Guid UserId, string Name, Guid SessionId, bool MustChangePassword);

    /// <param name="address">Network address of the client.</param>
    public async Task<Result> ExecuteAsync(Command command, string? address, CancellationToken cancel)
    {
        addresses.Take(address, clock.Now);
        using var turn = await TurnAsync(address, cancel);
        var (user, refusal) = await AdmitAsync(command.Account, cancel);
        var verified = turn.Verify(refusal is null ? user : null, command.Password);
        if (refusal is null && verified == PasswordVerificationResult.Failed)
        {
            refusal = "密码不正确";
        }

        if (refusal is not null)
        {
            await AuditLog.WriteAsync(db, Who(user, address), clock.Now, new AuditNote("sign-in", "user", user?.Id ?? Guid.Empty) { IsRefusal = true, Reason = refusal }, cancel);
            throw new RefusedException($"账号或密码不对。连续 {options.MaxFailed} 次不对，账号会锁定 {options.LockoutMinutes} 分钟；忘记密码请找系统管理员重置");
        }

        addresses.GiveBack(address);
        return await OpenAsync(user!.Id, user.PasswordHash!, verified == PasswordVerificationResult.SuccessRehashNeeded ? turn.Hash(user, command.Password) : null, address, cancel);
    }

    private async Task<PasswordHashing.Turn> TurnAsync(string? address, CancellationToken cancel)
    {
        try
        {
            return await passwords.EnterAsync(cancel);
        }
        catch (BusyException)
        {
            addresses.GiveBack(address); // nothing was tried
            throw;
        }
    }

    /// <summary>Finds the account and counts the try, before the password is looked at.</summary>
    private Task<(User? User, string? Refusal)> AdmitAsync(string name, CancellationToken cancel) => db.WriteAsync<(User?, string?)>(async () =>
    {
        var wanted = names.NormalizeName(UserNames.Plain(name));
        var id = await db.Users.Where(u => u.NormalizedUserName == wanted).Select(u => (Guid?)u.Id).FirstOrDefaultAsync(cancel);
        if (id is not { } known)
        {
            return (null, "没有这个账号");
        }

        var user = await db.LockUserAsync(known, cancel);
        return (user, user.IsClosed ? "账号已停用" : user.PasswordHash is null ? "账号尚未启用" : Attempts.Admit(user, clock.Now, options) ? null : "账号已锁定");
    }, cancel);

    private Task<Result> OpenAsync(Guid userId, string knownHash, string? rehashed, string? address, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        var now = clock.Now;
        var user = await db.LockUserAsync(userId, cancel);
        if (user.IsClosed || user.PasswordHash != knownHash)
        {
            throw new RefusedException("账号刚刚被管理员更改，请重新登录");
        }

        Attempts.Clear(user);
        user.PasswordHash = rehashed ?? user.PasswordHash;
        user.LastSignInAt = now;
        var since = now.AddHours(-options.AbsoluteHours);
        var open = await db.SignInSessions.Where(s => s.UserId == userId && s.EndedAt == null && s.StartedAt > since).OrderByDescending(s => s.StartedAt).ToListAsync(cancel);
        foreach (var oldest in open.Skip(options.MaxSessions - 1))
        {
            oldest.EndedAt = now;
        }

        var session = new SignInSession { Id = Guid.NewGuid(), UserId = userId, Stamp = user.SecurityStamp!, StartedAt = now, LastSeenAt = now, Address = address };
        db.Add(session);
        AuditLog.Add(db, Who(user, address), now, new AuditNote("sign-in", "user", userId) { Details = new { session = session.Id } });
        var isOld = options.PasswordMaxAgeDays > 0 && user.PasswordChangedAt < now.AddDays(-options.PasswordMaxAgeDays);
        return new Result(userId, user.Name, session.Id, isOld);
    }, cancel);

    /// <summary>Whoever stands at the door, for the audit trail only: he holds no role yet.</summary>
    internal static Actor Who(User? user, string? address) => new(user?.Id ?? Guid.Empty, user?.Name ?? "未登录", []) { Address = address };
}
