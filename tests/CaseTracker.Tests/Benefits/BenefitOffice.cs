using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.Tests.Petitions;
using CaseTracker.Workflow;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Tests.Benefits;

using Actor = CaseTracker.Accounts.Actor;

/// <summary>The office with the department of the retired cadres, its people and a small roster. Today is Wednesday 2025-03-05.</summary>
public sealed class BenefitOffice : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2025, 3, 5);

    private BenefitOffice(PetitionOffice people) => People = people;

    public PetitionOffice People { get; }

    public TestOffice Office => People.Office;

    public Guid Department { get; } = Guid.NewGuid();

    public Actor Clerk => People.Clerk;

    public Actor Director => People.Director;

    public Actor Worker { get; private set; } = null!;

    public Actor Second { get; private set; } = null!;

    public Actor Head { get; private set; } = null!;

    public Actor Deputy { get; private set; } = null!;

    public Actor Finance { get; private set; } = null!;

    public IReadOnlyList<Guid> Cadres { get; private set; } = [];

    public static async Task<BenefitOffice> OpenAsync(DatabaseProvider provider)
    {
        var o = new BenefitOffice(await PetitionOffice.OpenAsync(provider));
        await o.Office.DbAsync(db => db.WriteAsync(() =>
        {
            db.Add(new Department { Id = o.Department, Name = "老干部科", IsRetireeOffice = true, Rank = 9 });
            return Task.CompletedTask;
        }));
        o.Worker = await o.People.AccountAsync("何专干", o.Department, Role.LC);
        o.Second = await o.People.AccountAsync("罗承办", o.Department, Role.CW);
        o.Finance = await o.People.AccountAsync("许财务", null, Role.FIN);
        o.Head = await o.HeadAsync("梁科长", DepartmentPost.Head);
        o.Deputy = await o.HeadAsync("宋分管", DepartmentPost.LeaderInCharge);
        o.Cadres = [await o.CadreAsync(1, "王建国", CadreGrade.PlantDeputy, new(1945, 6, 1)), await o.CadreAsync(2, "李秀英", CadreGrade.MiddleHead, new(1944, 5, 20)), await o.CadreAsync(3, "张德明", CadreGrade.PlantHead, new(1950, 2, 1))];
        return o;
    }

    public Task<Guid> CadreAsync(int number, string name, CadreGrade grade, DateOnly? birth) => Office.AsAsync(Actor.System, s => s.GetRequiredService<RegisterCadre>().ExecuteAsync(new()
    {
        PersonNumber = $"LGB-{number:000}",
        Name = name,
        Grade = grade,
        BirthOn = birth,
        WorkedSince = "1967-03",
        RetiredSince = "2005-03",
        HandedOverOn = new(2011, 8, 1),
        OldUnit = "云溪机械厂",
        Pension = 3200m,
        IsImported = true,
    }, Actor.System, default));

    /// <summary>补差 300 a month for 厂级, 200 for 中层; the 科长 decides up to 5,000, the 分管领导 up to 10,000.</summary>
    public async Task RulesAsync()
    {
        await SetAsync(new() { Kind = BenefitRuleKind.Allowance, From = new(2020, 1, 1), Basis = "区纪要〔2019〕5号", Standards = "厂级 300\n中层 200" });
        await SetAsync(new() { Kind = BenefitRuleKind.Approval, From = new(2020, 1, 1), Basis = "局财务制度", SectionHeadUpTo = 5000, DeputyUpTo = 10_000 });
    }

    public Task<Guid> SetAsync(SetBenefitRule.Command command) => Office.AsAsync(Worker, s => s.GetRequiredService<SetBenefitRule>().ExecuteAsync(command, Worker, default));

    public RegisterBenefit.Command Allowance(params int[] who) => new()
    {
        Type = BenefitType.Allowance,
        Applicant = "王建国",
        Summary = "申请落实2024年补差待遇",
        PeriodFrom = new(2024, 1, 1),
        PeriodTo = new(2024, 12, 31),
        BasisDocument = "区委专题办公会议纪要〔2011〕5号",
        People = [.. (who.Length == 0 ? [0] : who).Select(i => Cadres[i])],
    };

    public async Task<string> RegisterAsync(RegisterBenefit.Command? command = null, Actor? by = null) =>
        (await Office.AsAsync(by ?? Worker, s => s.GetRequiredService<RegisterBenefit>().ExecuteAsync(command ?? Allowance(), by ?? Worker, default))).Number;

    public Task<TakeBenefitStep.Done> StepAsync(Actor by, string number, BenefitStep step, params (string, object?)[] data) =>
        Office.AsAsync(by, s => s.GetRequiredService<TakeBenefitStep>().ExecuteAsync(new(number, step, StepData.Of(data)), by, default));

    public Task<TakeBenefitStep.Done> DecideAsync(Actor by, string number, ApprovalStep decision = ApprovalStep.Approve, string? opinion = "同意") =>
        Office.AsAsync(by, s => s.GetRequiredService<TakeBenefitStep>().DecideAsync(number, null, decision, StepData.Of(("opinion", opinion)), null, null, by, default));

    public Task<CalculateBenefit.Done> CalculateAsync(string number, params CalculateBenefit.Known[] people) =>
        Office.AsAsync(Worker, s => s.GetRequiredService<CalculateBenefit>().ExecuteAsync(new() { Number = number, People = people }, Worker, default));

    public Task<GetBenefit.Details> GetAsync(string number, Actor? by = null) => Office.AsAsync(by ?? Worker, s => s.GetRequiredService<GetBenefit>().ExecuteAsync(number, by ?? Worker, default));

    public async Task<BenefitState> StateAsync(string number) => (await GetAsync(number)).Benefit.State;

    /// <summary>Registered, verified by 何专干, reckoned and submitted.</summary>
    public async Task<string> SubmittedAsync(RegisterBenefit.Command? command = null, params CalculateBenefit.Known[] people)
    {
        var number = await RegisterAsync(command);
        await StepAsync(Worker, number, BenefitStep.StartVerify, ("officer", "何专干"), ("on", Day));
        await CalculateAsync(number, people);
        await SubmitAsync(number);
        return number;
    }

    public Task SubmitAsync(string number) =>
        StepAsync(Worker, number, BenefitStep.SubmitForApproval, ("findings", "情况属实"), ("levelChecked", true), ("periodChecked", true), ("checker", "罗承办"), ("on", Day));

    /// <summary>To everybody told, by the notice of the payment.</summary>
    public async Task TellAllAsync(string number)
    {
        var benefit = (await GetAsync(number)).Benefit;
        await PeopleAsync(number, [.. benefit.Active.Select(p => RecordBenefitPeople.Of(p) with { NotifiedOn = Day, NotifiedHow = NotifiedHow.Call })]);
    }

    public Task<RecordBenefitPeople.Done> PeopleAsync(string number, IReadOnlyList<RecordBenefitPeople.Entry> people, Actor? by = null) =>
        Office.AsAsync(by ?? Worker, s => s.GetRequiredService<RecordBenefitPeople>().ExecuteAsync(new() { Number = number, People = people }, by ?? Worker, default));

    public Task AttachAsync(Guid benefit) => Office.AsAsync(Worker, s => s.GetRequiredService<AddAttachment>().ExecuteAsync(new() { RecordKind = Benefit.Kind, RecordId = benefit, Files = [new("回复.pdf", "%PDF-1.4 x"u8.ToArray())] }, Worker, default));

    public DateOnly Day => People.Today;

    public ValueTask DisposeAsync() => People.DisposeAsync();

    private async Task<Actor> HeadAsync(string name, DepartmentPost post)
    {
        var actor = await People.AccountAsync(name, post == DepartmentPost.Head ? Department : null);
        await Office.DbAsync(db => db.WriteAsync(() =>
        {
            db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = Department, UserId = actor.UserId, Post = post, From = new(2020, 1, 1) });
            return Task.CompletedTask;
        }));
        return await People.ReloadAsync(actor);
    }
}
