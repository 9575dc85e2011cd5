using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>新建接口令牌：for one's own account, or by the system (command line) for any. Shown once.</summary>
public sealed class CreateToken(CaseDb db, OfficeClock clock, AccountOptions options)
{
    public sealed record Command
    {
        /// <summary>Whose token; null = one's own.</summary>
        public Guid? UserId { get; init; }

        [Display(Name = "用途"), Required(ErrorMessage = "请填写用途"), StringLength(60, ErrorMessage = "用途不得超过 60 个字")]
        public string Name { get; init; } = "";

        [Display(Name = "有效天数"), Range(1, 3660, ErrorMessage = "有效天数应为 1 至 3660 天")]
        public int Days { get; init; } = 90;
    }

    /// <param name="Token">Shown this once.</param>
    public sealed record Result(Guid TokenId, string Token);

    public async Task<Result> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        var owner = command.UserId ?? actor.UserId;
        if (owner != actor.UserId && !actor.IsSystem)
        {
            throw new RefusedException("只能为自己的账号新建接口令牌");
        }

        if (command.Days < 1 || command.Days > options.TokenMaxDays)
        {
            throw RefusedException.At(nameof(command.Days), $"有效天数应为 1 至 {options.TokenMaxDays} 天");
        }

        var name = command.Name.Trim();
        if (name.Length is 0 or > 60 || name.Any(char.IsControl))
        {
            throw RefusedException.At(nameof(command.Name), "请填写用途，不超过 60 个字，不能有换行");
        }

        var secret = "ct_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return await db.WriteAsync(async () =>
        {
            if (!await db.Users.AnyAsync(u => u.Id == owner && !u.IsClosed, cancel))
            {
                throw new NotFoundException("账号");
            }

            var token = new ApiToken { Id = Guid.NewGuid(), UserId = owner, Name = name, Hash = Fingerprint.Of(secret), CreatedAt = clock.Now, ExpiresAt = clock.Now.AddDays(command.Days) };
            db.Add(token);
            AuditLog.Add(db, actor, clock.Now, new AuditNote("create-token", "user", owner) { Details = new { token = token.Id, name, expires = token.ExpiresAt } });
            return new Result(token.Id, secret);
        }, cancel);
    }
}
