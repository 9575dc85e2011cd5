using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Demo;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web;

/// <summary>What the first start of a site does and prints: the demonstration in Development, otherwise one-time codes for the three administrators. No default password anywhere.</summary>
public static class FirstSteps
{
    public static async Task TakeAsync(WebApplication app, CancellationToken cancel)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(Actor.System);
        var isNew = !await scope.ServiceProvider.GetRequiredService<CaseDb>().Users.AnyAsync(cancel);
        if (isNew && app.Environment.IsDevelopment())
        {
            var demo = await scope.ServiceProvider.GetRequiredService<LoadDemonstration>().ExecuteAsync(cancel);
            Console.WriteLine($"已装入演示数据：{demo.Petitions} 件信访事项、{demo.Receptions} 次来访，单位和人物均为虚构。");
            Console.WriteLine($"演示账号（口令都是 {demo.Password}）：");
            foreach (var account in demo.Accounts)
            {
                Console.WriteLine($"  {account.UserName}　{account.Name}　{account.Post}　{account.Roles}");
            }

            return;
        }

        foreach (var first in await scope.ServiceProvider.GetRequiredService<FirstStart>().ExecuteAsync(cancel))
        {
            Console.WriteLine($"{first.UserName}　一次性激活码 {first.Code}（24 小时内在 /account/activate 使用，只显示这一次）");
        }
    }
}
