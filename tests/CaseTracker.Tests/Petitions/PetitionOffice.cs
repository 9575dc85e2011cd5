using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Workflow;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Tests.Petitions;

/// <summary>An office with its people: 信访机构, two departments, and somebody in each role of the petition's way.</summary>
public sealed class PetitionOffice : IAsyncDisposable
{
    public const string SomeCategory = "010500";

    private PetitionOffice(TestOffice office) => (Office, Way) = (office, new ThroughUseCases(office));

    public TestOffice Office { get; }

    public Guid PetitionUnit { get; } = Guid.NewGuid();

    public Guid Economy { get; } = Guid.NewGuid();

    public Guid Industry { get; } = Guid.NewGuid();

    public Actor Clerk { get; private set; } = null!;

    public Actor OtherClerk { get; private set; } = null!;

    public Actor Office1 { get; private set; } = null!;

    public Actor HeadOfOffice { get; private set; } = null!;

    public Actor Handler { get; private set; } = null!;

    public Actor OtherHandler { get; private set; } = null!;

    public Actor SectionHead { get; private set; } = null!;

    public Actor Deputy { get; private set; } = null!;

    public Actor Director { get; private set; } = null!;

    public Actor Archivist { get; private set; } = null!;

    public Actor Discipline { get; private set; } = null!;

    public static async Task<PetitionOffice> OpenAsync(DatabaseProvider provider)
    {
        var o = new PetitionOffice(await TestOffice.OpenAsync(provider));
        await o.Office.DbAsync(db => db.WriteAsync(() =>
        {
            db.AddRange(
                new Department { Id = o.PetitionUnit, Name = "办公室", IsPetitionOffice = true, Rank = 1 },
                new Department { Id = o.Economy, Name = "经济运行科", Rank = 2 },
                new Department { Id = o.Industry, Name = "工业科", Rank = 3 });
            db.Add(new StoredSettings { Id = StoredSettings.TheOne, Version = 1, Json = CanonicalJson.Of(new BureauSettings { Phone = "000-00001234" }) }); // notices must name a telephone
            return Task.CompletedTask;
        }));
        o.Clerk = await o.AccountAsync("王登记", o.PetitionUnit, Role.RC);
        o.OtherClerk = await o.AccountAsync("赵登记", o.PetitionUnit, Role.RC);
        o.Office1 = await o.AccountAsync("李信访", o.PetitionUnit, Role.XF);
        o.HeadOfOffice = await o.AccountAsync("周主任", o.PetitionUnit);
        o.Handler = await o.AccountAsync("陈承办", o.Economy, Role.CW);
        o.OtherHandler = await o.AccountAsync("吴承办", o.Economy, Role.CW);
        o.SectionHead = await o.AccountAsync("郑科长", o.Economy);
        o.Deputy = await o.AccountAsync("冯分管", null);
        o.Director = await o.AccountAsync("钱局长", null, Role.DG);
        o.Archivist = await o.AccountAsync("孙档案", o.PetitionUnit, Role.AR);
        o.Discipline = await o.AccountAsync("韩纪检", null, Role.JW);
        await o.AppointAsync(o.HeadOfOffice, o.PetitionUnit, DepartmentPost.Head);
        await o.AppointAsync(o.SectionHead, o.Economy, DepartmentPost.Head);
        foreach (var department in new[] { o.PetitionUnit, o.Economy, o.Industry })
        {
            await o.AppointAsync(o.Deputy, department, DepartmentPost.LeaderInCharge);
        }

        foreach (var set in new Func<Task>[]
        {
            async () => o.HeadOfOffice = await o.ReloadAsync(o.HeadOfOffice),
            async () => o.SectionHead = await o.ReloadAsync(o.SectionHead),
            async () => o.Deputy = await o.ReloadAsync(o.Deputy),
        })
        {
            await set();
        }

        return o;
    }

    /// <summary>A believable petition of one visitor; a test changes what it is about.</summary>
    public static RegisterPetition.Command Visit(string name = "刘桂英") => new()
    {
        Channel = Channel.Visit,
        Purpose = Purpose.Resolve,
        Summary = "反映原区属机械厂改制安置补偿未兑现，要求落实补差待遇。",
        CategoryId = SomeCategory,
        PlaceId = "420117",
        Petitioners = [new() { Name = name, IdNumber = "11010519491231002X", Phone = "13800005678", Address = "邾城街虚构路1号" }],
    };

    /// <summary>The way by which people act; the use cases unless a test takes another.</summary>
    public IWayIn Way { get; set; }

    public async Task<RegisterPetition.Registered> RegisterAsync(RegisterPetition.Command? command = null, Actor? by = null) => await Way.RegisterAsync(by ?? Clerk, command ?? Visit());

    public Task<TakePetitionStep.Done> StepAsync(Actor by, string number, PetitionStep step, params (string, object?)[] data) => Way.StepAsync(by, number, step, data);

    /// <summary>Approves (or returns) what waits on the petition.</summary>
    public async Task<TakePetitionStep.Done> DecideAsync(Actor by, string number, ApprovalStep decision = ApprovalStep.Approve, string? opinion = null) =>
        await Way.DecideAsync(by, number, (await ViewAsync(by, number)).Approvals.Last(a => a.Approval.State == ApprovalState.Pending).Approval.Id, decision, opinion);

    public Task<GetPetition.View> ViewAsync(Actor by, string number) => Office.AsAsync(by, s => s.GetRequiredService<GetPetition>().ExecuteAsync(number, by, default));

    /// <summary>Takes a petition to 办理中 with the economy department.</summary>
    public async Task<string> HandledAsync(RegisterPetition.Command? command = null)
    {
        var number = (await RegisterAsync(command)).Number;
        await StepAsync(Office1, number, PetitionStep.Accept, ("on", Today), ("route", Route.R6), ("withinPowers", true));
        await DecideAsync(Deputy, number);
        await StepAsync(Office1, number, PetitionStep.Assign, ("department", "经济运行科"), ("handler", "陈承办"));
        return number;
    }

    /// <summary>Takes a petition to 意见审核中.</summary>
    public async Task<string> DraftedAsync(RegisterPetition.Command? command = null, params (string, object?)[] more)
    {
        var number = await HandledAsync(command);
        await StepAsync(Handler, number, PetitionStep.Investigate, ("on", Today), ("place", "机械厂留守处"), ("investigators", new[] { "陈承办", "吴承办" }), ("record", "查阅改制档案。"));
        await StepAsync(Handler, number, PetitionStep.SubmitOpinion, [("outcome", Outcome.Supported), ("opinion", "予以支持。"), ("basis", "区委专题办公会议纪要"), ("performer", "经济运行科"), ("performBy", Today.AddDays(30)), .. more]);
        return number;
    }

    public DateOnly Today => Office.Services.GetRequiredService<OfficeClock>().Today;

    public void Pass(int days) => Office.Clock.Advance(TimeSpan.FromDays(days));

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    public Task<Actor> AccountAsync(string name, Guid? department, params Role[] roles) => AccountAsync(Guid.NewGuid(), name, department, roles);

    public async Task<Actor> AccountAsync(Guid id, string name, Guid? department, params Role[] roles)
    {
        await Office.DbAsync(db => db.WriteAsync(() =>
        {
            db.Add(new User { Id = id, Name = name, UserName = name, NormalizedUserName = name, DepartmentId = department, SecurityStamp = Guid.NewGuid().ToString() });
            db.AddRange(roles.Select(r => new RoleGrant { Id = Guid.NewGuid(), UserId = id, Role = r, From = new DateOnly(2020, 1, 1) }));
            return Task.CompletedTask;
        }));
        return await ReloadAsync(new Actor(id, name, []));
    }

    public async Task<Actor> ReloadAsync(Actor actor) => (await Office.AsAsync(Actor.System, s => s.GetRequiredService<LoadActor>().ExecuteAsync(actor.UserId, default)))!;

    public Task AppointAsync(Actor who, Guid department, DepartmentPost post) => Office.DbAsync(db => db.WriteAsync(() =>
    {
        db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = department, UserId = who.UserId, Post = post, From = new DateOnly(2020, 1, 1) });
        return Task.CompletedTask;
    }));
}
