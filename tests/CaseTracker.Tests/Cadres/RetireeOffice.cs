using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.Handovers;
using CaseTracker.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Cadres;

/// <summary>An office that looks after retired cadres: 老干部科 with its people, the desk, the leaders and the one who pays.</summary>
public sealed class RetireeOffice : IAsyncDisposable
{
    private RetireeOffice(TestOffice office) => Office = office;

    public TestOffice Office { get; }

    public Guid Unit { get; } = Guid.NewGuid();

    public Actor Clerk { get; private set; } = null!;

    public Actor Keeper { get; private set; } = null!;

    public Actor Head { get; private set; } = null!;

    public Actor Deputy { get; private set; } = null!;

    public Actor Director { get; private set; } = null!;

    public Actor Cashier { get; private set; } = null!;

    public Actor Outsider { get; private set; } = null!;

    public DateOnly Today => Office.Services.GetRequiredService<OfficeClock>().Today;

    public static async Task<RetireeOffice> OpenAsync(DatabaseProvider provider)
    {
        var o = new RetireeOffice(await TestOffice.OpenAsync(provider));
        var other = Guid.NewGuid();
        await o.Office.DbAsync(db => db.WriteAsync(() =>
        {
            db.AddRange(new Department { Id = o.Unit, Name = "老干部科", IsRetireeOffice = true, Rank = 1 }, new Department { Id = other, Name = "工业科", Rank = 2 });
            return Task.CompletedTask;
        }));
        o.Clerk = await o.AccountAsync("王登记", o.Unit, null, Role.RC);
        o.Keeper = await o.AccountAsync("柏专干", o.Unit, null, Role.LC);
        o.Head = await o.AccountAsync("温科长", o.Unit, DepartmentPost.Head);
        o.Deputy = await o.AccountAsync("桂分管", o.Unit, DepartmentPost.LeaderInCharge);
        o.Director = await o.AccountAsync("严局长", null, null, Role.DG);
        o.Cashier = await o.AccountAsync("计财务", o.Unit, null, Role.FIN);
        o.Outsider = await o.AccountAsync("外科长", other, DepartmentPost.Head);
        return o;
    }

    /// <summary>Somebody of the old roster, in care since 2011-08-15 unless the test says otherwise.</summary>
    public async Task<string> SomebodyAsync(int n = 1, Func<RegisterCadre.Command, RegisterCadre.Command>? change = null)
    {
        RegisterCadre.Command command = new()
        {
            IsImported = true,
            PersonNumber = $"LGB-{n:000}",
            Name = $"甲{(char)('一' + n)}",
            BirthOn = new DateOnly(1940, 1, 1).AddDays(n * 97),
            Grade = n % 3 == 0 ? CadreGrade.MiddleHead : CadreGrade.PlantHead,
            HandedOverOn = new DateOnly(2011, 8, 15),
            Basis = "专题办公会议纪要",
        };
        command = change?.Invoke(command) ?? command;
        await Office.AsAsync(Actor.System, s => s.GetRequiredService<RegisterCadre>().ExecuteAsync(command, Actor.System, default));
        return command.PersonNumber;
    }

    public Task<TakeCadreStep.Done> StepAsync(Actor by, string number, CadreStep step, params (string, object?)[] data) =>
        Office.AsAsync(by, s => s.GetRequiredService<TakeCadreStep>().ExecuteAsync(new(number, step, StepData.Of(data)), by, default));

    public Task<TakeCadreStep.Done> DecideAsync(Actor by, string number, ApprovalStep decision = ApprovalStep.Approve, string? opinion = null) => Office.AsAsync(by, async s =>
    {
        var view = await s.GetRequiredService<GetCadre>().ExecuteAsync(number, by, default);
        return await s.GetRequiredService<TakeCadreStep>().DecideAsync(number, view.Approvals[^1].Id, decision, StepData.Of((ApprovalWorkflow.Opinion, opinion)), null, null, by, default);
    });

    public async Task RefusedAsync(Func<Task> work, string sentence)
    {
        var refusal = await Assert.ThrowsAnyAsync<RefusedException>(work);
        Assert.Contains(refusal.Reasons, r => r.Text.Contains(sentence, StringComparison.Ordinal));
    }

    public Task<GetCadre.Details> ViewAsync(string number, Actor? by = null) => Office.AsAsync(by ?? Keeper, s => s.GetRequiredService<GetCadre>().ExecuteAsync(number, by ?? Keeper, default));

    public Task<CountMovement.Table> MovementAsync(int year, DateTime? knownAt = null) => Office.AsAsync(Keeper, s =>
        s.GetRequiredService<CountMovement>().ExecuteAsync(new(year, 1, 1), new(year, 12, 31), knownAt ?? s.GetRequiredService<OfficeClock>().Now, default));

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    private async Task<Actor> AccountAsync(string name, Guid? department, DepartmentPost? post, params Role[] roles)
    {
        var id = Guid.NewGuid();
        await Office.DbAsync(db => db.WriteAsync(() =>
        {
            db.Add(new User { Id = id, Name = name, UserName = name, NormalizedUserName = name, DepartmentId = department, SecurityStamp = Guid.NewGuid().ToString() });
            db.AddRange(roles.Select(r => new RoleGrant { Id = Guid.NewGuid(), UserId = id, Role = r, From = new DateOnly(2020, 1, 1) }));
            if (post is { } held)
            {
                db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = department!.Value, UserId = id, Post = held, From = new DateOnly(2020, 1, 1) });
            }

            return Task.CompletedTask;
        }));
        return (await Office.AsAsync(Actor.System, s => s.GetRequiredService<LoadActor>().ExecuteAsync(id, default)))!;
    }
}
