using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Tests.Petitions.Pages;
using CaseTracker.Workflow;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Tests.CareVisits;

/// <summary>The site with a 老干部工作科室, its people, two retired cadres, a standard and a budget. Today is Wednesday 2025-03-05.</summary>
internal sealed class CareSite : IDisposable
{
    private readonly Dictionary<string, Guid> people = new(StringComparer.Ordinal);

    public CareSite(bool served = false, bool realSignIn = false)
    {
        Office = new CaseSite(served, realSignIn);
        var unit = Guid.NewGuid();
        Wait(Office.Site.DbAsync(async db =>
        {
            db.Add(new Department { Id = unit, Name = "老干部科", IsRetireeOffice = true, Rank = 4 });
            return await db.SaveChangesAsync();
        }));
        foreach (var (name, role) in new[] { ("陈专干", Role.LC), ("何财务", Role.FIN) })
        {
            people[name] = Office.Site.AddUser([role], name, name, CaseSite.Password, u => u.DepartmentId = unit);
        }

        people["沈科长"] = Office.Site.AddUser([], "沈科长", "沈科长", CaseSite.Password, u => u.DepartmentId = unit);
        Wait(Office.Site.DbAsync(async db =>
        {
            db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = unit, UserId = people["沈科长"], Post = DepartmentPost.Head, From = new(2020, 1, 1) });
            db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = unit, UserId = Office.IdOf("冯分管"), Post = DepartmentPost.LeaderInCharge, From = new(2020, 1, 1) });
            return await db.SaveChangesAsync();
        }));
        foreach (var (number, name, grade) in new[] { ("LGB-001", "张建国", CadreGrade.PlantHead), ("LGB-002", "李秀英", CadreGrade.MiddleDeputy) })
        {
            Wait(DoAsync("陈专干", (s, actor) => s.GetRequiredService<RegisterCadre>().ExecuteAsync(new() { PersonNumber = number, Name = name, BirthOn = new(1945, 3, 20), Grade = grade, HandedOverOn = new(2011, 8, 1), IsImported = true }, actor, default)));
        }
    }

    public CaseSite Office { get; }

    /// <summary>With a standard of 500 yuan for a sick visit and 2000 yuan in the year.</summary>
    public CareSite Funded()
    {
        Wait(DoAsync("何财务", (s, actor) => s.GetRequiredService<AddCareStandard>().ExecuteAsync(new() { Type = CareVisitType.Sick, Form = GiftForm.Money, Limit = 500, Per = StandardUnit.Person, Fund = "老干部专项", Basis = "区财〔2024〕1号", From = new(2024, 1, 1) }, actor, default)));
        Wait(DoAsync("何财务", async (s, actor) =>
        {
            await s.GetRequiredService<SetCareBudget>().ExecuteAsync(new() { Year = Office.Today.Year, Fund = "老干部专项", Amount = 2000, Basis = "部门预算" }, actor, default);
            return true;
        }));
        return this;
    }

    public HttpClient As(string name)
    {
        if (!people.TryGetValue(name, out var id))
        {
            return Office.As(name);
        }

        var client = Office.Site.Visitor();
        client.DefaultRequestHeaders.Add("X-Test-User", id.ToString());
        return client;
    }

    /// <summary>A program of somebody's, with a token of his.</summary>
    public Task<HttpClient> ProgramAsync(string name) => Office.Site.ProgramAsync(IdOf(name));

    public Guid IdOf(string name) => people.TryGetValue(name, out var id) ? id : Office.IdOf(name);

    public async Task<T> DoAsync<T>(string who, Func<IServiceProvider, CaseTracker.Accounts.Actor, Task<T>> work)
    {
        await using var scope = Office.Site.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(CaseTracker.Accounts.Actor.System);
        var actor = (await scope.ServiceProvider.GetRequiredService<LoadActor>().ExecuteAsync(IdOf(who), default))!;
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(actor);
        return await work(scope.ServiceProvider, actor);
    }

    /// <summary>A sick visit whose money is drawn.</summary>
    public async Task<string> ReadyAsync(params string[] persons)
    {
        var number = (await DoAsync("陈专干", (s, actor) => s.GetRequiredService<RegisterCareVisit>().ExecuteAsync(new() { Type = CareVisitType.Sick, Cause = "住院手术", Persons = persons }, actor, default))).Number;
        var amount = 500m * persons.Length;
        await StepAsync("陈专干", CareVisitStep.Plan, ("plannedOn", Office.Today), ("place", "区人民医院住院部"), ("leader", "冯分管"), ("visitors", "陈专干"), ("form", GiftForm.Money), ("amount", amount));
        await StepAsync("陈专干", CareVisitStep.Submit);
        await StepAsync("钱局长", CareVisitStep.Approve, ("approvedAmount", amount));
        await StepAsync("何财务", CareVisitStep.DrawFunds, ("voucher", "领-1"), ("on", Office.Today));
        return number;

        Task StepAsync(string who, CareVisitStep step, params (string, object?)[] data) => DoAsync(who, (s, actor) => s.GetRequiredService<TakeCareVisitStep>().ExecuteAsync(new(number, step, StepData.Of(data)), actor, default));
    }

    public void Dispose() => Office.Dispose();

    private static void Wait(Task task) => task.GetAwaiter().GetResult();
}
