using System.CommandLine;
using CaseTracker.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Cli.Accounts;

/// <summary><c>casetracker user add</c>: an account with its roles and posts, all of it or none.</summary>
public static class UserCommand
{
    private static readonly Argument<string> Account = new("account") { Description = "账号", HelpName = "账号" };
    private static readonly Option<string> Name = Options.Text("--name", "姓名", "姓名", required: true);
    private static readonly Option<string> Post = Options.Text("--post", "职务", "职务");
    private static readonly Option<string> Department = Options.Text("--department", "所在科室", "科室");
    private static readonly Option<string[]> Roles = Options.Texts("--role", "角色，如 rc 或 接访员", "角色");
    private static readonly Option<string[]> HeadOf = Options.Texts("--head-of", "任哪个科室的科长", "科室");
    private static readonly Option<string[]> LeaderOf = Options.Texts("--leader-of", "分管哪个科室", "科室");

    public static Command Create()
    {
        var add = new Command("add", "新建账号，打印一次性激活码") { Account, Name, Post, Department, Roles, HeadOf, LeaderOf };
        add.SetAction(async (given, cancel) =>
        {
            var roles = (given.GetValue(Roles) ?? []).Select(r => Options.Choice<Role>("--role", r)).ToList();
            await using var session = await Session.OpenAsync(given, cancel);
            var command = new AddUser.Command
            {
                UserName = given.GetRequiredValue(Account),
                Name = given.GetRequiredValue(Name),
                Post = given.GetValue(Post),
                DepartmentId = given.GetValue(Department) is { } named ? await DepartmentAsync(session, "department", named, cancel) : null,
            };
            Inputs.Demand(command);
            var posts = new List<(Guid Department, DepartmentPost Post)>();
            foreach (var (option, post) in new[] { (HeadOf, DepartmentPost.Head), (LeaderOf, DepartmentPost.LeaderInCharge) })
            {
                foreach (var name in given.GetValue(option) ?? [])
                {
                    posts.Add((await DepartmentAsync(session, option.Name.TrimStart('-'), name, cancel), post));
                }
            }

            var added = await session.Db.WriteAsync(async () =>
            {
                var made = await session.Get<AddUser>().ExecuteAsync(command, session.Actor, cancel);
                await session.Db.FlushAsync(cancel);
                foreach (var role in roles)
                {
                    await session.Get<GrantRole>().ExecuteAsync(new GrantRole.Command { UserId = made.UserId, Role = role }, session.Actor, cancel);
                    await session.Db.FlushAsync(cancel);
                }

                foreach (var (department, post) in posts)
                {
                    await session.Get<AppointHead>().ExecuteAsync(new AppointHead.Command { DepartmentId = department, Post = post, UserId = made.UserId }, session.Actor, cancel);
                    await session.Db.FlushAsync(cancel);
                }

                return made;
            }, cancel);
            given.Print(new { added.UserId, command.UserName, added.Code }, output => output.WriteLine($"{command.UserName}　一次性激活码 {added.Code}（24 小时内在 /account/activate 使用，只显示这一次）"));
        });
        return new Command("user", "账号") { add };
    }

    private static async Task<Guid> DepartmentAsync(Session session, string field, string name, CancellationToken cancel) =>
        await session.Db.Departments.Where(d => d.Name == name.Trim() && !d.IsClosed).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancel)
        ?? throw RefusedException.At(field, $"没有名为“{name}”的科室，请先用 casetracker department add 新设，或核对名称");
}
