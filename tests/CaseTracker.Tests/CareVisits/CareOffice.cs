using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Tests.Petitions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Tests.CareVisits;

/// <summary>An office with a 老干部工作科室, its people and three retired cadres. Today is Wednesday 2025-03-05.</summary>
internal sealed class CareOffice : IAsyncDisposable
{
    private CareOffice(PetitionOffice people) => People = people;

    public PetitionOffice People { get; }

    public TestOffice Office => People.Office;

    public Guid Unit { get; } = Guid.NewGuid();

    /// <summary>老干部服务专干.</summary>
    public CaseTracker.Accounts.Actor Officer { get; private set; } = null!;

    public CaseTracker.Accounts.Actor Handler { get; private set; } = null!;

    public CaseTracker.Accounts.Actor Head { get; private set; } = null!;

    public CaseTracker.Accounts.Actor Finance { get; private set; } = null!;

    public CaseTracker.Accounts.Actor Deputy { get; private set; } = null!;

    public CaseTracker.Accounts.Actor Director => People.Director;

    public DateOnly Today => People.Today;

    public IReadOnlyDictionary<string, Guid> Cadres { get; private set; } = null!;

    public static async Task<CareOffice> OpenAsync(DatabaseProvider provider, bool money = true)
    {
        var o = new CareOffice(await PetitionOffice.OpenAsync(provider));
        await o.Office.DbAsync(db => db.WriteAsync(() =>
        {
            db.Add(new Department { Id = o.Unit, Name = "老干部科", IsRetireeOffice = true, Rank = 4 });
            return Task.CompletedTask;
        }));
        o.Officer = await o.People.AccountAsync("陈专干", o.Unit, Role.LC);
        o.Handler = await o.People.AccountAsync("吴经办", o.Unit, Role.CW);
        o.Finance = await o.People.AccountAsync("何财务", o.People.PetitionUnit, Role.FIN);
        var head = await o.People.AccountAsync("沈科长", o.Unit);
        await o.Office.DbAsync(db => db.WriteAsync(() =>
        {
            db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = o.Unit, UserId = head.UserId, Post = DepartmentPost.Head, From = new(2020, 1, 1) });
            db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = o.Unit, UserId = o.People.Deputy.UserId, Post = DepartmentPost.LeaderInCharge, From = new(2020, 1, 1) });
            return Task.CompletedTask;
        }));
        o.Head = await o.People.ReloadAsync(head);
        o.Deputy = await o.People.ReloadAsync(o.People.Deputy);
        o.Cadres = new Dictionary<string, Guid>
        {
            ["张建国"] = await o.CadreAsync("LGB-001", "张建国", new(1945, 3, 20), CadreGrade.PlantHead),
            ["李秀英"] = await o.CadreAsync("LGB-002", "李秀英", new(1938, 10, 1), CadreGrade.MiddleDeputy),
            ["王德胜"] = await o.CadreAsync("LGB-003", "王德胜", new(1950, 7, 8), CadreGrade.PlantDeputy),
        };
        if (money)
        {
            await o.Do(o.Finance, s => s.GetRequiredService<AddCareStandard>().ExecuteAsync(new() { Type = CareVisitType.Sick, Form = GiftForm.Money, Limit = 500, Per = StandardUnit.Person, Fund = "老干部专项", Basis = "区财〔2024〕1号", From = new(2024, 1, 1) }, o.Finance, default));
            await o.Do(o.Finance, async s =>
            {
                await s.GetRequiredService<SetCareBudget>().ExecuteAsync(new() { Year = 2025, Fund = "老干部专项", Amount = 2000, Basis = "2025年部门预算" }, o.Finance, default);
                return true;
            });
        }

        return o;
    }

    public Task<T> Do<T>(CaseTracker.Accounts.Actor who, Func<IServiceProvider, Task<T>> work) => Office.AsAsync(who, work);

    public Task<Guid> CadreAsync(string number, string name, DateOnly born, CadreGrade grade) => Do(Officer, s => s.GetRequiredService<RegisterCadre>().ExecuteAsync(
        new() { PersonNumber = number, Name = name, BirthOn = born, Grade = grade, HandedOverOn = new(2011, 8, 1), OldUnit = "云溪机械厂", IsImported = true }, Officer, default));

    /// <summary>Puts a death (or another status) on the roster.</summary>
    public Task StatusAsync(string name, CadreStatusKind kind, DateOnly from) => Office.DbAsync(db => db.WriteAsync(async () =>
    {
        var cadre = await db.Cadres.FirstAsync(c => c.Name == name);
        db.Add(new CadreStatus { Id = Guid.CreateVersion7(), CadreId = cadre.Id, Kind = kind, From = from, RegisteredOn = from, KnownFrom = Office.Services.GetRequiredService<OfficeClock>().Now });
        CaseTracker.History.TraceExtensions.Trace(db, cadre, CaseTracker.Accounts.Actor.System, Office.Services.GetRequiredService<OfficeClock>().Now, new("status", "状态", from));
    }));

    public Task<RegisterCareVisit.Registered> RegisterAsync(CareVisitType type, DateOnly? on = null, CaseTracker.Accounts.Actor? by = null, params string[] persons) => Do(by ?? Officer, s => s.GetRequiredService<RegisterCareVisit>()
        .ExecuteAsync(new() { Type = type, Cause = $"{type.Display()}事由", TriggeredOn = on, Persons = persons.Length == 0 ? ["张建国"] : persons }, by ?? Officer, default));

    public Task<TakeCareVisitStep.Done> StepAsync(CaseTracker.Accounts.Actor by, string number, CareVisitStep step, params (string, object?)[] data) =>
        Do(by, s => s.GetRequiredService<TakeCareVisitStep>().ExecuteAsync(new(number, step, StepData.Of(data)), by, default));

    public Task<TakeCareVisitStep.Done> DecideAsync(CaseTracker.Accounts.Actor by, string number, ApprovalStep decision = ApprovalStep.Approve, string? opinion = null) =>
        Do(by, s => s.GetRequiredService<TakeCareVisitStep>().DecideAsync(number, null, decision, StepData.Of(("opinion", opinion)), null, null, by, default));

    public Task<GetCareVisit.Details> GetAsync(CaseTracker.Accounts.Actor by, string number) => Do(by, s => s.GetRequiredService<GetCareVisit>().ExecuteAsync(number, by, default));

    public Task<TakeCareVisitStep.Done> PlanAsync(string number, decimal amount, DateOnly? on = null, params (string, object?)[] more) => StepAsync(Officer, number, CareVisitStep.Plan,
        [("plannedOn", on ?? Today), ("place", "区人民医院"), ("visitors", new[] { "陈专干", "吴经办" }), ("form", GiftForm.Money), ("amount", amount), .. more]);

    /// <summary>Takes a sick visit so far.</summary>
    public async Task<string> SickAsync(CareVisitState to, decimal amount = 500, params string[] persons)
    {
        var number = (await RegisterAsync(CareVisitType.Sick, persons: persons)).Number;
        var count = Math.Max(1, persons.Length);
        foreach (var (state, take) in new (CareVisitState, Func<Task>)[]
        {
            (CareVisitState.Planned, () => PlanAsync(number, amount)),
            (CareVisitState.PendingApproval, () => StepAsync(Officer, number, CareVisitStep.Submit)),
            (CareVisitState.Approved, () => StepAsync(Deputy, number, CareVisitStep.Approve, ("approvedAmount", amount))),
            (CareVisitState.FundsReady, () => StepAsync(Finance, number, CareVisitStep.DrawFunds, ("voucher", "领-1"), ("on", Today))),
            (CareVisitState.Visited, () => StepAsync(Officer, number, CareVisitStep.RecordVisit, ("visitedOn", Today), ("results", Enumerable.Repeat("seen", count)), ("actualAmount", amount), ("signers", Enumerable.Repeat("本人", count)))),
        })
        {
            if (to >= state)
            {
                await take();
            }
        }

        return number;
    }

    public async Task<BudgetLine> BudgetAsync() => (await Do(Finance, s => s.GetRequiredService<CountCareBudgets>().ExecuteAsync(2025, null, default))).Single();

    public ValueTask DisposeAsync() => People.DisposeAsync();
}
