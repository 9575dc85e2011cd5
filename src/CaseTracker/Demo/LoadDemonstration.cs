using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Calendar;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Receptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Demo;

/// <summary>
/// Fills an empty installation with one invented office: the closed year 2024 and some thirty live cases dated from today, in every state that exists.
/// Everything goes through the use cases, with a clock that moves; the same day gives the same numbers and titles. All of it is one write.
/// </summary>
public sealed class LoadDemonstration(
    CaseDb db, OfficeClock clock, OfficeOptions office, Keys keys, CalendarCache calendars, AttachmentStore attachments, PasswordHashing passwords)
{
    /// <summary>Of every demo account; printed by the host, never used outside the demonstration.</summary>
    public const string Password = "yunxi-demo-2024";

    /// <summary>An account to sign in with.</summary>
    public sealed record DemoAccount(string UserName, string Name, string Post, string Roles);

    public sealed record Result(string Password, IReadOnlyList<DemoAccount> Accounts, int Petitions, int Receptions);

    /// <summary>Refuses an installation in which there is an account or a case.</summary>
    public async Task<Result> ExecuteAsync(CancellationToken cancel)
    {
        var hash = await passwords.HashAsync(new User { Name = "" }, Password, cancel); // one for all: the hash is slow, and the password is printed anyway
        return await db.WriteAsync(async () =>
        {
            if (await db.Users.AnyAsync(cancel) || await db.Petitions.IgnoreQueryFilters().AnyAsync(cancel) || await db.Set<Reception>().IgnoreQueryFilters().AnyAsync(cancel))
            {
                throw new RefusedException("该安装已有账号或业务数据，不能装入演示数据；请另建一个空的数据文件夹（--data 目录）后再试");
            }

            var time = new DemoClock();
            await using var services = Services(time);
            var story = new DemoStory(services, db, time, Zone, clock.Today, hash, cancel);
            await story.TellAsync();
            db.For(Viewer.System);
            return new Result(
                Password,
                await AccountsAsync(cancel),
                await db.Petitions.IgnoreQueryFilters().CountAsync(cancel),
                await db.Set<Reception>().IgnoreQueryFilters().CountAsync(cancel));
        }, cancel);
    }

    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(office.TimeZone);

    private async Task<IReadOnlyList<DemoAccount>> AccountsAsync(CancellationToken cancel)
    {
        var today = clock.Today;
        var grants = (await db.RoleGrants.AsNoTracking().ToListAsync(cancel)).ToLookup(g => g.UserId, g => g.Role.Display());
        var posts = (await db.DepartmentHeads.AsNoTracking().Where(h => h.From <= today && (h.To == null || h.To >= today)).ToListAsync(cancel)).ToLookup(h => h.UserId, h => h.Post.Display());
        var users = await db.Users.AsNoTracking().ToListAsync(cancel);
        return
        [
            .. from person in DemoOffice.People
               let user = users.Single(u => u.UserName == person.Account)
               select new DemoAccount(user.UserName!, user.Name, user.Post ?? "", string.Join('、', grants[user.Id].Concat(posts[user.Id]).Distinct())),
        ];
    }

    /// <summary>The use cases over the same context and keys, with the moving clock in place of the office's.</summary>
    private ServiceProvider Services(DemoClock time)
    {
        var services = new ServiceCollection().AddUseCases();
        services.AddSingleton<LoadActor>(); // of the accounts only this: nobody signs in during a story
        return services.AddSingleton(db).AddSingleton(keys).AddSingleton(calendars).AddSingleton(attachments).AddSingleton(new OfficeClock(time, Zone)).BuildServiceProvider();
    }
}
