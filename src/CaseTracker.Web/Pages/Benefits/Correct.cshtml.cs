using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web.Pages.Benefits;

/// <summary>Corrects what was written down.</summary>
[AllowedTo(Permission.Benefits)]
public sealed class CorrectModel(GetBenefit get, CorrectBenefit correct, ListCadres cadres, OfficeClock clock) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    [BindProperty] public CorrectBenefit.Command Input { get; set; } = new();

    public CadrePick Pick { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var benefit = (await get.ExecuteAsync(Number, Actor, cancel)).Benefit;
        (Input, Version) = (CorrectBenefit.Of(benefit), benefit.Version);
        await LoadAsync(cancel);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            await correct.ExecuteAsync(Input with { Number = Number, Version = Version }, Actor, cancel);
            return Done($"/benefits/{Number}", "已更正");
        },
        () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel) =>
        Pick = CadrePick.Of("Input.People", "对象", await cadres.ExecuteAsync(clock.Today, others: true, cancel), [.. Input.People], ModelState);
}

/// <summary>逐人登记: every person of a matter on one screen, filled by the keyboard, one form.</summary>
[AllowedTo(Permission.Benefits)]
public sealed class PeopleModel(GetBenefit get, RecordBenefitPeople record, OfficeClock clock) : FormPage
{
    /// <summary>What is put into every blank place at once.</summary>
    public sealed record Fill
    {
        public DateOnly? CheckedOn { get; init; }

        public DateOnly? NotifiedOn { get; init; }

        public NotifiedHow? NotifiedHow { get; init; }
    }

    [FromRoute] public string Number { get; init; } = "";

    [BindProperty] public RecordBenefitPeople.Command Input { get; set; } = new();

    [BindProperty] public Fill Blank { get; set; } = new();

    public GetBenefit.Details Shown { get; private set; } = null!;

    public IReadOnlyList<BenefitPerson> People => Shown.Benefit.Active;

    public bool MayRecord => Shown.Steps.Any(s => s.Step == BenefitStep.RecordPeople && s.Access != CaseTracker.Workflow.Access.Refused);

    public IReadOnlyList<Reason> Barred => [.. Shown.Steps.Where(s => s.Step == BenefitStep.RecordPeople).SelectMany(s => s.Reasons)];

    public DateOnly Today => clock.Today;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Input = new() { People = [.. People.Select(RecordBenefitPeople.Of)], PaymentMonth = Shown.Benefit.PaymentMonth };
        Blank = new() { CheckedOn = clock.Today, NotifiedOn = clock.Today, NotifiedHow = NotifiedHow.Call };
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        var done = await record.ExecuteAsync(Input with { Number = Number, Version = Version, RequestId = RequestId }, Actor, cancel);
        return Done($"/benefits/{Number}/people", done.Changed == 0 ? "没有改动" : $"已登记 {done.Changed} 人");
    }, () => LoadAsync(cancel));

    /// <summary>Fills the blank places on the screen; nothing is saved before he looks at it.</summary>
    public async Task<IActionResult> OnPostFillAsync(string what, CancellationToken cancel)
    {
        var version = Version;
        await LoadAsync(cancel);
        Version = version;
        ModelState.Clear();
        Input = Input with
        {
            People = [.. Input.People.Select(e => what == "checked"
                ? e with { CheckedOn = e.CheckedOn ?? Blank.CheckedOn }
                : e.NotNotifiedReason is null && e.NotifiedOn is null ? e with { NotifiedOn = Blank.NotifiedOn, NotifiedHow = e.NotifiedHow ?? Blank.NotifiedHow } : e)],
        };
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Shown = await get.ExecuteAsync(Number, Actor, cancel);
        Version = Shown.Benefit.Version;
    }
}

/// <summary>测算: what the rule needs to know of each person.</summary>
[AllowedTo(Permission.Benefits)]
public sealed class CalculateModel(GetBenefit get, CalculateBenefit calculate, CaseDb db) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    [BindProperty] public CalculateBenefit.Command Input { get; set; } = new();

    public GetBenefit.Details Shown { get; private set; } = null!;

    public IReadOnlyList<BenefitPerson> People => Shown.Benefit.Active;

    public bool AsksPension => Shown.Benefit.Type is BenefitType.Allowance or BenefitType.PensionAdjustment;

    public bool AsksYears => Shown.Benefit.Type is BenefitType.PensionAdjustment or BenefitType.Funeral;

    public bool AsksAmount => Shown.Benefit.Type is BenefitType.Hardship or BenefitType.Other;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var ids = People.Select(p => p.CadreId).ToList();
        var roster = await db.Cadres.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        var pensions = new Dictionary<Guid, decimal?>();
        foreach (var id in AsksPension ? ids : [])
        {
            pensions[id] = await CalculateBenefit.PensionAsync(db, Shown.Benefit, id, cancel);
        }

        Input = new()
        {
            People = [.. People.Select(p => new CalculateBenefit.Known
            {
                Id = p.Id,
                Pension = pensions.GetValueOrDefault(p.CadreId),
                ContributionMonths = AsksYears ? roster.GetValueOrDefault(p.CadreId)?.ContributionMonths ?? BenefitCalculation.MonthsBetween(roster.GetValueOrDefault(p.CadreId)?.WorkedSince, p.RetiredSince) : null,
                Amount = AsksAmount ? p.Amount : null,
            })],
        };
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        var done = await calculate.ExecuteAsync(Input with { Number = Number, Version = Version, RequestId = RequestId }, Actor, cancel);
        return Done($"/benefits/{Number}#sums", $"已测算，合计 {done.Amount?.Text()} 元");
    }, () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        Shown = await get.ExecuteAsync(Number, Actor, cancel);
        Version = Shown.Benefit.Version;
    }
}

/// <summary>登记材料: the checklist.</summary>
[AllowedTo(Permission.Benefits)]
public sealed class PapersModel(GetBenefit get, TickBenefitPapers tick) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    [BindProperty] public TickBenefitPapers.Command Input { get; set; } = new();

    public Benefit Benefit { get; private set; } = null!;

    public IReadOnlyList<BenefitPaper> Papers => [.. Benefit.Papers.OrderBy(p => p.Position)];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Input = new() { Papers = [.. Papers.Select(TickBenefitPapers.Of)] };
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await tick.ExecuteAsync(Input with { Number = Number, Version = Version, RequestId = RequestId }, Actor, cancel);
        return Done($"/benefits/{Number}#papers", "材料已登记");
    }, () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        Benefit = (await get.ExecuteAsync(Number, Actor, cancel)).Benefit;
        Version = Benefit.Version;
    }
}

/// <summary>The dated rules, and who reached the age of 高龄津贴 put aside.</summary>
[AllowedTo(Permission.Benefits)]
public sealed class RulesModel(SetBenefitRule set, SettleOldAgeReminder settle, CaseDb db, OfficeClock clock) : FormPage
{
    [BindProperty(SupportsGet = true, Name = "kind")] public BenefitRuleKind? Kind { get; set; }

    [BindProperty] public SetBenefitRule.Command Input { get; set; } = new();

    [BindProperty] public Guid Id { get; set; }

    [BindProperty] public DateOnly? LastDay { get; set; }

    [BindProperty] public string? Reason { get; set; }

    public IReadOnlyList<BenefitRule> Rules { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public bool MayChange { get; private set; }

    /// <summary>Of two the later one holds.</summary>
    public bool IsInForce(BenefitRule rule) => !rule.IsVoid && rule.From <= Today && !(rule.To < Today)
        && !Rules.Any(r => r.Kind == rule.Kind && !r.IsVoid && r.From <= Today && !(r.To < Today) && (r.From, r.RecordedAt).CompareTo((rule.From, rule.RecordedAt)) > 0);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Input = new() { Kind = Kind ?? BenefitRuleKind.Allowance, From = clock.Today, Papers = string.Join('\n', PapersRule.Default.Papers) };
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await set.ExecuteAsync(Input with { RequestId = RequestId }, Actor, cancel);
        return Done($"/benefits/rules?kind={Input.Kind}", "已录入");
    }, () => LoadAsync(cancel));

    public Task<IActionResult> OnPostEndAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await set.EndAsync(Id, Version, LastDay, Reason, Actor, cancel);
        return Done("/benefits/rules", LastDay is null ? "已作废" : "已截止");
    }, () => LoadAsync(cancel));

    public Task<IActionResult> OnPostSettleAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await settle.ExecuteAsync(Id, Reason, Actor, cancel);
        return Done("/", "提醒已处理");
    }, () => LoadAsync(cancel));

    /// <summary>What the rule says, in words.</summary>
    public static IReadOnlyList<string> Words(BenefitRule rule) => rule.Kind switch
    {
        BenefitRuleKind.Allowance when rule.Read<AllowanceRule>() is var r => [r.Method.Display(), .. r.Standards.Select(s => $"{s.Grade} {s.PerMonth.Text()} 元/月")],
        BenefitRuleKind.PensionAdjustment when rule.Read<PensionAdjustmentRule>() is var r =>
        [
            $"{r.Year}年；{r.RetiredOnOrBefore.Day()} 前退休；定额 {r.Fixed.Text()} 元",
            .. r.PerYear.Select(t => $"第{t.FromYear}年起{(t.ToYear is { } to ? $"至第{to}年" : "")}每缴费年 {t.AmountPerYear.Text()} 元"),
            .. r.MinLinked is { } least ? [$"年限挂钩至少 {least.Text()} 元"] : Array.Empty<string>(),
            $"{r.BaseMonth:yyyy-MM} 养老金的 {r.PercentOfBase:0.##}%",
            .. r.AgeTiers.Select(t => $"{t.AsOf.Day()} 满{t.MinAge}{(t.MaxAge is { } most ? $"至{most}" : "")}周岁 {t.Amount.Text()} 元"),
            $"{r.Years.Display()}；{r.Amounts.Display()}",
        ],
        BenefitRuleKind.Funeral when rule.Read<FuneralRule>() is var r => [$"上年度全省城镇居民人均可支配收入 {r.AnnualIncome.Text()} 元/年", $"丧葬补助金 {r.FuneralMonths:0.##} 个月；抚恤金满{r.BaseYears}年 {r.BaseMonths} 个月，每多一年加 1 个月，最多 {r.MostMonths} 个月；每领一年养老金减 1 个月，最少 {r.LeastMonths} 个月{(r.Short.Count > 0 ? $"；没有领过养老金的，{string.Join("、", r.Short.Select(s => $"缴费不满{s.BelowYears}年 {s.Months} 个月"))}" : "")}"],
        BenefitRuleKind.OldAge when rule.Read<OldAgeRule>() is var r => [.. r.Tiers.Select(t => $"{t.Age}周岁 {t.PerMonth.Text()} 元/月")],
        BenefitRuleKind.Approval when rule.Read<ApprovalRule>() is var r => [$"{r.SectionHeadUpTo.Text()} 元以内由科长审批", $"{r.DeputyUpTo.Text()} 元以内由分管领导审批", "超过的由局长审批"],
        BenefitRuleKind.Papers when rule.Read<PapersRule>() is var r => r.Papers,
        BenefitRuleKind.Office when rule.Read<OfficeRule>() is var r => [$"核实 {r.VerifyWorkdays} 个工作日；每 {r.RemindDays} 日催办；异议 {r.ObjectionDays} 日；高龄津贴提前 {r.AheadDays} 日提醒", $"去世后转由遗属办理：{string.Join("、", r.ToSurvivors.Select(t => t.Display()))}"],
        _ => [],
    };

    private async Task LoadAsync(CancellationToken cancel)
    {
        Rules = await db.BenefitRules.AsNoTracking().OrderBy(r => r.Kind).ThenByDescending(r => r.From).ThenByDescending(r => r.RecordedAt).ToListAsync(cancel);
        MayChange = Actor.Has(Role.LC, Role.SH);
    }
}
