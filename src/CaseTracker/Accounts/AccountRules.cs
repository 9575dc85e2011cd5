using CaseTracker.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Accounts;

/// <summary>ASP.NET Core Identity, used thinly: users, hashes, lock-out. It writes inside our transaction.</summary>
public static class AccountRules
{
    public const int WrongTries = 5;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);
    public const int PasswordLength = 12;

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = 210_000);
        services.AddIdentityCore<User>(o =>
        {
            o.User.AllowedUserNameCharacters = ""; // Chinese account names
            o.Lockout.MaxFailedAccessAttempts = WrongTries;
            o.Lockout.DefaultLockoutTimeSpan = LockedFor;
            o.Password.RequiredLength = PasswordLength;
            o.Password.RequireDigit = o.Password.RequireLowercase = o.Password.RequireUppercase = o.Password.RequireNonAlphanumeric = false;
            o.Password.RequiredUniqueChars = 5;
        }).AddErrorDescriber<IdentitySentences>().AddPasswordValidator<UnguessablePassword>();
        services.AddScoped<IUserStore<User>>(sp => new UserOnlyStore<User, CaseDb, Guid>(sp.GetRequiredService<CaseDb>(), sp.GetRequiredService<IdentityErrorDescriber>()) { AutoSaveChanges = false });
        services.AddSingleton<SignInGate>();
        services.AddScoped<SignIn>().AddScoped<SignOut>().AddScoped<ResumeSession>().AddScoped<ChangePassword>().AddScoped<ActivateAccount>().AddScoped<IssueFirstCodes>().AddScoped<ShowProfile>();
        return services;
    }

    /// <summary>Identity's refusals as ours, at the field of the new password.</summary>
    internal static void OrRefuse(this IdentityResult result, string field)
    {
        if (!result.Succeeded)
        {
            throw new RefusedException([.. result.Errors.Select(e => new Reason(e.Description, Field: field))]);
        }
    }

    private sealed class IdentitySentences : IdentityErrorDescriber
    {
        public override IdentityError PasswordTooShort(int length) => Say(nameof(PasswordTooShort), $"密码至少 {length} 个字符，可以用一句容易记住的话");

        public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Say(nameof(PasswordRequiresUniqueChars), $"密码里至少要有 {uniqueChars} 个不同的字符");

        public override IdentityError PasswordMismatch() => Say(nameof(PasswordMismatch), "原密码不对，请重新填写");

        public override IdentityError DuplicateUserName(string userName) => Say(nameof(DuplicateUserName), $"账号“{userName}”已有人使用，请换一个");

        public override IdentityError InvalidUserName(string? userName) => Say(nameof(InvalidUserName), "账号不能为空");

        public override IdentityError ConcurrencyFailure() => Say(nameof(ConcurrencyFailure), "该账号刚刚被他人修改，请重新打开后再试");

        public override IdentityError DefaultError() => Say(nameof(DefaultError), "未能保存账号，请重试");

        private static IdentityError Say(string code, string text) => new() { Code = code, Description = text };
    }

    /// <summary>Refuses passwords that a stranger tries first: the account or name in it, a row of the keyboard, a known favourite, one thing repeated.</summary>
    private sealed class UnguessablePassword : IPasswordValidator<User>
    {
        private static readonly string[] Favourites =
        [
            "password", "passw0rd", "p@ssw0rd", "p@ssword", "admin", "administrator", "welcome", "qwerty", "asdfgh", "zxcvbn", "1qaz2wsx", "iloveyou", "woaini", "letmein",
            "123456", "654321", "111111", "000000", "888888", "666666", "abcdef", "abc123", "xinfang", "casetracker", "laoganbu", "信访", "老干部", "密码",
        ];

        public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password)
        {
            var text = (password ?? "").ToLowerInvariant();
            string[] own = [.. new[] { user.UserName, user.Name }.Where(n => n is { Length: >= 2 }).Select(n => n!.ToLowerInvariant())];
            var wrong =
                own.Any(text.Contains) ? "密码里不能有账号或姓名"
                : Favourites.Any(f => text.Contains(f) && text.Length - f.Length < 8) ? "这个密码太容易猜到，请换一个"
                : null;
            return Task.FromResult(wrong is null ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = "Guessable", Description = wrong }));
        }
    }
}
