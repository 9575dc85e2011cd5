using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>我的资料: what the account says of its own person.</summary>
public sealed class ShowProfile(CaseDb db)
{
    public sealed record Person(string Account, string Name, string? Post, string? Department, DateTime? LastSignInAt);

    public Task<Person> ExecuteAsync(Actor actor, CancellationToken cancel) => (
        from user in db.Users.AsNoTracking()
        where user.Id == actor.UserId
        join department in db.Departments on user.DepartmentId equals department.Id into departments
        from department in departments.DefaultIfEmpty()
        select new Person(user.UserName!, user.Name, user.Post, department == null ? null : department.Name, user.LastSignInAt)).FirstAsync(cancel);
}
