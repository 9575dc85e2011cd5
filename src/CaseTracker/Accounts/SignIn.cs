using System.ComponentModel.DataAnnotations;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>登录: checks account and password and opens a session. Unknown, closed, locked and wrong get the same answer in the same time.</summary>
public sealed class SignIn(CaseDb db, UserManager<User> users, SignInGate gate, OfficeClock clock)
{
    // What an unknown account is checked against, so that its answer takes as long.
    private static readonly string NobodysHash = new PasswordHasher<User>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }))
        .HashPassword(new User { Name = "" }, Guid.NewGuid().ToString());

    public sealed record Command
    {
        [Display(Name = "账号"), Required(ErrorMessage = "请填写{0}"), StringLength(64)]
        public string Account { get; init; } = "";

        [Display(Name = "密码"), Required(ErrorMessage = "请填写{0}"), StringLength(128), DataType(DataType.Password)]
        public string Password { get; init; } = "";
    }

    /// <summary>Who has signed in; <paramref name="MustChangePassword"/> before anything else.</summary>
    public sealed record Result(Guid SessionId, Guid UserId, string Name, bool MustChangePassword);

    public async Task<Result> ExecuteAsync(Command command, string address, CancellationToken cancel)
    {
        var result = await gate.PassAsync(command.Account, address, () => CheckAsync(command, address, cancel), cancel);
        if (result is null)
        {
            gate.Failed(address);
            throw new RefusedException($"账号或密码不对。连续 {AccountRules.WrongTries} 次不对，账号会锁定 {AccountRules.LockedFor.TotalMinutes:0} 分钟；忘记密码请找安全管理员");
        }

        return result;
    }

    private async Task<Result?> CheckAsync(Command command, string address, CancellationToken cancel)
    {
        var name = users.NormalizeName(command.Account.Trim());
        var user = await db.Users.FirstOrDefaultAsync(u => u.NormalizedUserName == name, cancel);
        var password = command.Password.Normalize();
        var isOpen = user is { IsClosed: false, PasswordHash: not null } && !await users.IsLockedOutAsync(user);
        var verdict = users.PasswordHasher.VerifyHashedPassword(user ?? new User { Name = "" }, isOpen ? user!.PasswordHash! : NobodysHash, password);
        if (user is null)
        {
            return null;
        }

        if (!isOpen || verdict == PasswordVerificationResult.Failed)
        {
            await db.WriteAsync(async () =>
            {
                if (isOpen)
                {
                    await users.AccessFailedAsync(user);
                }

                AuditLog.Add(db, As(user, address), clock.Now, new AuditNote("登录", "account", user.Id) { IsRefusal = true });
            }, cancel);
            return null;
        }

        return await db.WriteAsync(async () =>
        {
            await users.ResetAccessFailedCountAsync(user);
            user.LastSignInAt = clock.Now;
            if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
            {
                user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
            }

            var earlier = await db.Set<Session>().Where(s => s.UserId == user.Id && s.EndedAt == null).OrderByDescending(s => s.At).Skip(Session.PerAccount - 1).ToListAsync(cancel);
            foreach (var session in earlier)
            {
                session.EndedAt = clock.Now;
            }

            var opened = new Session { Id = Guid.NewGuid(), UserId = user.Id, Stamp = user.SecurityStamp ?? "", At = clock.Now, Address = address };
            db.Add(opened);
            AuditLog.Add(db, As(user, address), clock.Now, new AuditNote("登录", "account", user.Id));
            return new Result(opened.Id, user.Id, user.Name, user.MustChangePassword);
        }, cancel);
    }

    private static Actor As(User user, string address) => new(user.Id, user.Name, []) { Address = address };
}
