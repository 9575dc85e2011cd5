using System.CommandLine;
using CaseTracker.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Cli.Accounts;

/// <summary><c>casetracker token add</c>: a token for the API, shown once.</summary>
public static class TokenCommand
{
    private static readonly Argument<string> Account = new("account") { Description = "账号", HelpName = "账号" };
    private static readonly Option<string> Name = Options.Text("--name", "用途", "用途", required: true);
    private static readonly Option<string> Days = Options.Text("--days", "有效天数，默认 90", "天数");

    public static Command Create()
    {
        var add = new Command("add", "新建接口令牌，只显示这一次") { Account, Name, Days };
        add.SetAction(async (given, cancel) =>
        {
            var days = given.Int(Days) ?? 90;
            await using var session = await Session.OpenAsync(given, cancel);
            var account = session.Get<UserManager<User>>().NormalizeName(given.GetRequiredValue(Account).Trim());
            var owner = await session.Db.Users.Where(u => u.NormalizedUserName == account).Select(u => (Guid?)u.Id).FirstOrDefaultAsync(cancel)
                ?? throw RefusedException.At("account", $"没有名为“{given.GetValue(Account)}”的账号，请核对");
            var made = await session.Get<CreateToken>().ExecuteAsync(new CreateToken.Command { UserId = owner, Name = given.GetRequiredValue(Name), Days = days }, session.Actor, cancel);
            given.Print(new { made.TokenId, made.Token, Days = days }, output => output.WriteLine(made.Token));
        });
        return new Command("token", "接口令牌") { add };
    }
}
