using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>首次启动：in an empty database makes the three administrators, each with a one-time code and no password, and the 信访工作机构.</summary>
public sealed class FirstStart(CaseDb db, OfficeClock clock, AccountOptions options, UserManager<User> users)
{
    /// <param name="Code">To be printed once; good for <see cref="AccountOptions.CodeHours"/>.</param>
    public sealed record Issued(Role Role, string UserName, string Code);

    /// <returns>The codes; none when the installation already has an account.</returns>
    public Task<IReadOnlyList<Issued>> ExecuteAsync(CancellationToken cancel) => db.WriteAsync<IReadOnlyList<Issued>>(async () =>
    {
        await Grants.LockAsync(db, cancel);
        if (await db.Users.AnyAsync(cancel))
        {
            return [];
        }

        var now = clock.Now;
        if (!await db.Departments.AnyAsync(d => d.IsPetitionOffice, cancel))
        {
            var office = new Department { Id = Guid.NewGuid(), Name = options.PetitionOffice, IsPetitionOffice = true };
            db.Add(office);
            AuditLog.Add(db, Actor.System, now, new AuditNote("add-department", "department", office.Id) { Details = new { name = office.Name } });
        }

        var issued = new List<Issued>();
        foreach (var role in (Role[])[Role.SA, Role.SEC, Role.AUD])
        {
            var (user, code) = await AddUser.CreateAsync(db, users, options, new AddUser.Command { UserName = role.Display(), Name = role.Display() }, now, cancel);
            db.Add(new RoleGrant { Id = Guid.NewGuid(), UserId = user.Id, Role = role, From = clock.Today });
            AuditLog.Add(db, Actor.System, now, new AuditNote("first-start", "user", user.Id) { Details = new { account = user.UserName, role } });
            issued.Add(new Issued(role, user.UserName!, code));
        }

        return issued;
    }, cancel);
}
