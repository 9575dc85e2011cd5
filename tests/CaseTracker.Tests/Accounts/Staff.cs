using CaseTracker.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Tests.Accounts;

/// <summary>The people of a test office: the three administrators of the first start, and whoever a test employs.</summary>
public sealed class Staff(TestOffice office)
{
    public const string Password = "合用的一句长口令 7 月开";

    public static async Task<Staff> OfAsync(TestOffice office)
    {
        var staff = new Staff(office);
        staff.Codes = await office.AsAsync(Actor.System, s => s.GetRequiredService<FirstStart>().ExecuteAsync(default));
        return staff;
    }

    public IReadOnlyList<FirstStart.Issued> Codes { get; private set; } = [];

    /// <summary>Runs a use case as the system administrator, the security administrator or somebody else.</summary>
    public async Task<T> AsAsync<TUseCase, T>(string account, Func<TUseCase, Actor, Task<T>> work) where TUseCase : notnull
    {
        var actor = await ActorAsync(account);
        return await office.AsAsync(actor, s => work(s.GetRequiredService<TUseCase>(), actor));
    }

    public Task AsAsync<TUseCase>(string account, Func<TUseCase, Actor, Task> work) where TUseCase : notnull => AsAsync<TUseCase, bool>(account, async (useCase, actor) =>
    {
        await work(useCase, actor);
        return true;
    });

    /// <summary>The account as the next request would load it.</summary>
    public async Task<Actor> ActorAsync(string account)
    {
        var id = await IdAsync(account);
        return await office.AsAsync(Actor.System, s => s.GetRequiredService<LoadActor>().ExecuteAsync(id, default)) ?? throw new InvalidOperationException($"{account} is closed.");
    }

    public Task<Guid> IdAsync(string account) => office.DbAsync(db => db.Users.Where(u => u.UserName == account).Select(u => u.Id).SingleAsync());

    public Task<Guid> PetitionOfficeAsync() => office.DbAsync(db => db.Departments.Where(d => d.IsPetitionOffice).Select(d => d.Id).SingleAsync());

    /// <summary>A new account with roles, and a password of its own.</summary>
    public async Task<Guid> EmployAsync(string account, params Role[] roles)
    {
        var department = await PetitionOfficeAsync();
        var (id, code) = await AsAsync<AddUser, AddUser.Result>("系统管理员", (add, a) => add.ExecuteAsync(new AddUser.Command { UserName = account, Name = account + "某", DepartmentId = department }, a, default));
        await ActivateAsync(account, code);
        foreach (var role in roles)
        {
            await AsAsync<GrantRole>("安全管理员", (grant, a) => grant.ExecuteAsync(new GrantRole.Command { UserId = id, Role = role }, a, default));
        }

        return id;
    }

    public Task ActivateAsync(string account, string code, string password = Password) =>
        office.AsAsync(Actor.System, s => s.GetRequiredService<ActivateAccount>().ExecuteAsync(new ActivateAccount.Command { Account = account, OneTimeCode = code, NewPassword = password }, "10.0.0.9", default));

    public Task<SignIn.Result> SignInAsync(string account, string password = Password, string address = "10.0.0.1") =>
        office.AsAsync(Actor.System, s => s.GetRequiredService<SignIn>().ExecuteAsync(new SignIn.Command { Account = account, Password = password }, address, default));

    public Task<bool> IsOpenAsync(SignIn.Result session) =>
        office.AsAsync(Actor.System, s => s.GetRequiredService<CheckSession>().ExecuteAsync(session.UserId, session.SessionId, default));
}
