using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Benefits;

/// <summary>逐人登记: for each person of a matter whether he was checked, what differs, what became of it, how he was told, what he got. Only what changed is written.</summary>
public sealed class RecordBenefitPeople(CaseDb db, LoadBenefit load, OfficeClock clock)
{
    public sealed record Command
    {
        public string Number { get; init; } = "";

        public int? Version { get; init; }

        public Guid? RequestId { get; init; }

        public IReadOnlyList<Entry> People { get; init; } = new List<Entry>(); // a list, not []: a form is bound into it

        /// <summary>发放月份 of a 养老金增资, its first day.</summary>
        [Display(Name = "发放月份")] public DateOnly? PaymentMonth { get; init; }
    }

    /// <summary>One person; null leaves nothing there.</summary>
    public sealed record Entry
    {
        public Guid Id { get; init; }

        [Display(Name = "核对日期")] public DateOnly? CheckedOn { get; init; }

        [Display(Name = "差异"), StringLength(500)] public string? Difference { get; init; }

        [Display(Name = "差异转社保日期")] public DateOnly? DifferenceReferredOn { get; init; }

        [Display(Name = "差异处理结果"), StringLength(500)] public string? DifferenceSettled { get; init; }

        [Display(Name = "告知日期")] public DateOnly? NotifiedOn { get; init; }

        [Display(Name = "告知方式")] public NotifiedHow? NotifiedHow { get; init; }

        [Display(Name = "未告知原因"), StringLength(200)] public string? NotNotifiedReason { get; init; }

        /// <summary>Yuan.</summary>
        [Display(Name = "月增资额")] public decimal? Amount { get; init; }

        /// <summary>Yuan.</summary>
        [Display(Name = "补发金额")] public decimal? Paid { get; init; }
    }

    public sealed record Done(string Number, int Changed, int Version);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, $"benefit-people {command.Number}", clock.Now, async () =>
    {
        var benefit = await load.ChangeAsync(command.Number, command.Version, cancel);
        var taken = BenefitWorkflow.Engine.Take(benefit, BenefitStep.RecordPeople, StepData.Empty, actor, clock.Today);
        List<Reason> reasons = [.. Inputs.Faults(command)];
        var changed = new List<string>();
        foreach (var (entry, i) in command.People.Select((e, i) => (e, i)))
        {
            var person = benefit.Active.FirstOrDefault(p => p.Id == entry.Id);
            if (person is null)
            {
                reasons.Add(new("名单中没有这个人，请刷新后重试", Field: $"People[{i}].Id"));
                continue;
            }

            reasons.AddRange(Faults(entry, person, benefit, clock.Today).Select(f => f with { Field = $"People[{i}].{f.Field}" }));
            if (reasons.Count == 0 && Put(entry, person, benefit))
            {
                changed.Add(person.Name);
            }
        }

        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        if (benefit.IsBatch && command.PaymentMonth is { } month)
        {
            benefit.PaymentMonth = new DateOnly(month.Year, month.Month, 1);
        }

        benefit.Sum();
        db.Trace(benefit, actor, clock.Now, new Act(BenefitStep.RecordPeople.Kebab(), $"{BenefitStep.RecordPeople.Display()} {changed.Count} 人", clock.Today) { Hat = taken.Hat, TableVersion = BenefitWorkflow.Engine.Version });
        return new Done(benefit.Number, changed.Count, benefit.Version);
    }, cancel);

    private static IEnumerable<Reason> Faults(Entry e, BenefitPerson p, Benefit b, DateOnly today)
    {
        foreach (var (day, name, field) in new[] { (e.CheckedOn, "核对日期", nameof(e.CheckedOn)), (e.DifferenceReferredOn, "差异转社保日期", nameof(e.DifferenceReferredOn)), (e.NotifiedOn, "告知日期", nameof(e.NotifiedOn)) })
        {
            if (day > today)
            {
                yield return new($"{p.Name}：{name}不得晚于今天（{today:yyyy-MM-dd}），请核对", Field: field);
            }
            else if (day < (b.NoticeOn ?? b.AppliedOn))
            {
                yield return new($"{p.Name}：{name}不得早于{(b.NoticeOn is null ? "申请" : "通知")}日期 {b.NoticeOn ?? b.AppliedOn:yyyy-MM-dd}，请核对", Field: field);
            }
        }

        if (Inputs.Tidy(e.Difference) is null && (e.DifferenceReferredOn is not null || Inputs.Tidy(e.DifferenceSettled) is not null))
        {
            yield return new($"{p.Name}：没有差异的，不填转社保日期和处理结果；有差异的请写明差异", Field: nameof(e.Difference));
        }

        if (e.NotifiedOn is null != e.NotifiedHow is null)
        {
            yield return new($"{p.Name}：告知日期和告知方式应当都填写", Field: e.NotifiedOn is null ? nameof(e.NotifiedOn) : nameof(e.NotifiedHow));
        }

        if (e.NotifiedOn is not null && Inputs.Tidy(e.NotNotifiedReason) is not null)
        {
            yield return new($"{p.Name}：已经告知的，不填未告知原因", Field: nameof(e.NotNotifiedReason));
        }

        foreach (var (sum, name, field) in new[] { (e.Amount, "月增资额", nameof(e.Amount)), (e.Paid, "补发金额", nameof(e.Paid)) })
        {
            if (sum is < 0 or > 10_000_000 || (sum is { } given && decimal.Round(given, 2) != given))
            {
                yield return new($"{p.Name}：{name}应为金额（元），最多两位小数", Field: field);
            }
        }
    }

    private static bool Put(Entry e, BenefitPerson p, Benefit b)
    {
        var before = Of(p);
        (p.CheckedOn, p.Difference, p.DifferenceReferredOn, p.DifferenceSettled) = (e.CheckedOn, Inputs.Tidy(e.Difference), e.DifferenceReferredOn, Inputs.Tidy(e.DifferenceSettled));
        (p.NotifiedOn, p.NotifiedHow, p.NotNotifiedReason) = (e.NotifiedOn, e.NotifiedHow, Inputs.Tidy(e.NotNotifiedReason));
        if (b.IsDecidedElsewhere)
        {
            (p.Amount, p.Paid) = (e.Amount, e.Paid); // elsewhere the sums come from 测算 and from the payment
        }

        return before != Of(p);
    }

    /// <summary>How a person stands now, as the screen shows it.</summary>
    public static Entry Of(BenefitPerson p) => new()
    {
        Id = p.Id,
        CheckedOn = p.CheckedOn,
        Difference = p.Difference,
        DifferenceReferredOn = p.DifferenceReferredOn,
        DifferenceSettled = p.DifferenceSettled,
        NotifiedOn = p.NotifiedOn,
        NotifiedHow = p.NotifiedHow,
        NotNotifiedReason = p.NotNotifiedReason,
        Amount = p.Amount,
        Paid = p.Paid,
    };
}

/// <summary>测算 for each person of a matter by the rule in force, kept line by line with the rule's version. Where no rule exists (困难帮扶, 其他) the sum is the one that was decided.</summary>
public sealed class CalculateBenefit(CaseDb db, LoadBenefit load, OfficeClock clock)
{
    public sealed record Command
    {
        public string Number { get; init; } = "";

        public int? Version { get; init; }

        public Guid? RequestId { get; init; }

        public IReadOnlyList<Known> People { get; init; } = new List<Known>(); // a list, not []: a form is bound into it
    }

    /// <summary>What the rule needs to know of one person.</summary>
    public sealed record Known
    {
        public Guid Id { get; init; }

        /// <summary>Yuan: 实发 or 基数月 pension; without it the one on the roster.</summary>
        [Display(Name = "月养老金")] public decimal? Pension { get; init; }

        /// <summary>缴费月数; without it from 参加工作 to 退休.</summary>
        [Display(Name = "缴费月数"), Range(0, 800)] public int? ContributionMonths { get; init; }

        /// <summary>Yuan, where no rule decides.</summary>
        [Display(Name = "核定金额")] public decimal? Amount { get; init; }
    }

    public sealed record Done(string Number, decimal? Amount, int Version);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, $"benefit-calculate {command.Number}", clock.Now, async () =>
    {
        var benefit = await load.ChangeAsync(command.Number, command.Version, cancel);
        var taken = BenefitWorkflow.Engine.Take(benefit, BenefitStep.Calculate, StepData.Empty, actor, clock.Today);
        List<Reason> reasons = [.. Inputs.Faults(command)];
        var ids = benefit.People.Select(p => p.CadreId).ToList();
        var roster = await db.Cadres.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        foreach (var person in benefit.Active)
        {
            var at = command.People.ToList().FindIndex(k => k.Id == person.Id);
            var known = at < 0 ? new Known { Id = person.Id } : command.People[at];
            try
            {
                if (await SheetAsync(db, benefit, person, roster.GetValueOrDefault(person.CadreId), known, clock.Today, cancel) is not { } sheet)
                {
                    reasons.Add(new($"{person.Name}：请填写核定金额", Field: $"People[{Math.Max(at, 0)}].{nameof(Known.Amount)}"));
                    continue;
                }

                person.Sheet = CanonicalJson.Of(sheet);
                person.Amount = sheet.Total;
                person.Calculated = IsByRule(benefit.Type) ? sheet.Total : null;
            }
            catch (RefusedException refused)
            {
                reasons.AddRange(refused.Reasons.Select(r => r with { Text = $"{person.Name}：{r.Text}", Field = at < 0 ? null : $"People[{at}].Amount" }));
            }
        }

        if (reasons.Count > 0)
        {
            throw new RefusedException([.. reasons.DistinctBy(r => (r.Text, r.Field))]);
        }

        benefit.Sum();
        db.Trace(benefit, actor, clock.Now, new Act(BenefitStep.Calculate.Kebab(), BenefitStep.Calculate.Display(), clock.Today) { Hat = taken.Hat, TableVersion = BenefitWorkflow.Engine.Version });
        return new Done(benefit.Number, benefit.Amount, benefit.Version);
    }, cancel);

    /// <summary>Yuan a month that the roster knows for the day the matter turns on; null where it knows none.</summary>
    public static async Task<decimal?> PensionAsync(CaseDb db, Benefit benefit, Guid cadreId, CancellationToken cancel) =>
        (await db.CadrePays.AsNoTracking().Where(p => p.CadreId == cadreId && p.RetractedAt == null).ToListAsync(cancel))
            .PayOn(CadrePayKind.Pension, benefit.PeriodFrom ?? benefit.EffectiveFrom ?? benefit.DiedOn ?? benefit.AppliedOn, DateTime.MaxValue);

    internal static bool IsByRule(BenefitType type) => type is not (BenefitType.Hardship or BenefitType.Other);

    /// <summary>The sheet of one person; null where a sum must be typed and was not.</summary>
    internal static async Task<CalculationSheet?> SheetAsync(CaseDb db, Benefit benefit, BenefitPerson person, Cadre? row, Known known, DateOnly today, CancellationToken cancel)
    {
        var contribution = known.ContributionMonths ?? row?.ContributionMonths ?? BenefitCalculation.MonthsBetween(row?.WorkedSince, person.RetiredSince ?? row?.RetiredSince);
        var pension = known.Pension ?? (row is null ? null : await PensionAsync(db, benefit, row.Id, cancel));
        switch (benefit.Type)
        {
            case BenefitType.Allowance:
                var allowance = await db.DemandRuleAsync<AllowanceRule>(BenefitRuleKind.Allowance, benefit.PeriodFrom ?? benefit.AppliedOn, cancel);
                var (from, to) = (benefit.PeriodFrom ?? benefit.AppliedOn, benefit.PeriodTo ?? benefit.AppliedOn);
                return BenefitCalculation.Allowance(allowance.Value, allowance.Name, person.Grade ?? throw new RefusedException("花名册没有他当时的职级，请先补充"), ((to.Year - from.Year) * 12) + to.Month - from.Month + 1, pension);
            case BenefitType.PensionAdjustment:
                var rise = await db.DemandRuleAsync<PensionAdjustmentRule>(BenefitRuleKind.PensionAdjustment, benefit.EffectiveFrom ?? benefit.AppliedOn, cancel);
                if (BenefitCalculation.MonthOf(person.RetiredSince) is { } retired && retired > rise.Value.RetiredOnOrBefore)
                {
                    return new(rise.Name, [new("不在调整范围", $"{person.RetiredSince} 退休，晚于 {rise.Value.RetiredOnOrBefore:yyyy-MM-dd}", 0)], 0, CalculationSheet.ByOthers, []);
                }

                return BenefitCalculation.Pension(rise.Value, rise.Name, contribution ?? throw new RefusedException("缺少缴费年限，请填写缴费月数"), pension ?? throw new RefusedException("缺少基数月份的养老金，请填写月养老金"), person.BirthOn);
            case BenefitType.Funeral:
                var died = benefit.DiedOn ?? benefit.AppliedOn;
                var funeral = await db.DemandRuleAsync<FuneralRule>(BenefitRuleKind.Funeral, died, cancel);
                var pensionSince = person.RetiredSince ?? row?.RetiredSince;
                var isPensioner = BenefitCalculation.MonthOf(pensionSince) is not { } since || since <= died; // where nobody knows, the roster is one of pensioners
                return BenefitCalculation.Funeral(funeral.Value, funeral.Name, contribution, isPensioner ? BenefitCalculation.MonthsBetween(pensionSince, $"{died:yyyy-MM}") ?? 0 : null);
            case BenefitType.OldAge:
                var age = await db.DemandRuleAsync<OldAgeRule>(BenefitRuleKind.OldAge, benefit.AppliedOn, cancel);
                return BenefitCalculation.OldAge(age.Value, age.Name, person.BirthOn ?? throw new RefusedException("花名册没有出生日期，请先补充"), today) ?? throw new RefusedException("还没有到高龄津贴的年龄");
            default:
                if (known.Amount is { } given && (given <= 0 || decimal.Round(given, 2) != given))
                {
                    throw new RefusedException("核定金额应为大于零的金额（元），最多两位小数");
                }

                return known.Amount is { } sum ? new("核定", [new("核定金额", "由核实人提出，以审批为准", sum)], sum, null, []) : null;
        }
    }
}

/// <summary>登记材料: which papers of the checklist are there, which are not needed; lines may be added.</summary>
public sealed class TickBenefitPapers(CaseDb db, LoadBenefit load, OfficeClock clock)
{
    public sealed record Command
    {
        public string Number { get; init; } = "";

        public int? Version { get; init; }

        public Guid? RequestId { get; init; }

        public IReadOnlyList<Line> Papers { get; init; } = new List<Line>(); // a list, not []: a form is bound into it

        [Display(Name = "增加的材料"), StringLength(500), DataType(DataType.MultilineText)] public string? More { get; init; }
    }

    public sealed record Line
    {
        public Guid Id { get; init; }

        [Display(Name = "收到日期")] public DateOnly? ReceivedOn { get; init; }

        [Display(Name = "说明"), StringLength(200)] public string? Note { get; init; }
    }

    /// <summary>One paper as it stands.</summary>
    public static Line Of(BenefitPaper paper) => new() { Id = paper.Id, ReceivedOn = paper.ReceivedOn, Note = paper.Note };

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, $"benefit-papers {command.Number}", clock.Now, async () =>
    {
        var benefit = await load.ChangeAsync(command.Number, command.Version, cancel);
        var taken = BenefitWorkflow.Engine.Take(benefit, BenefitStep.TickPapers, StepData.Empty, actor, clock.Today);
        List<Reason> reasons = [.. Inputs.Faults(command)];
        foreach (var (line, i) in command.Papers.Select((l, i) => (l, i)))
        {
            if (line.ReceivedOn > clock.Today)
            {
                reasons.Add(new($"收到日期不得晚于今天（{clock.Today:yyyy-MM-dd}），请核对", Field: $"Papers[{i}].{nameof(line.ReceivedOn)}"));
            }
            else if (benefit.Papers.Find(p => p.Id == line.Id) is { } paper)
            {
                (paper.ReceivedOn, paper.Note) = (line.ReceivedOn, Inputs.Tidy(line.Note));
            }
            else
            {
                reasons.Add(new("清单中没有这项材料，请刷新后重试", Field: $"Papers[{i}].{nameof(line.Id)}"));
            }
        }

        foreach (var name in (command.More ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (name.Length > 100)
            {
                reasons.Add(new("每项材料的名称不得超过100个字，请精简", Field: nameof(command.More)));
                continue;
            }

            var added = new BenefitPaper { Id = Guid.CreateVersion7(), BenefitId = benefit.Id, Position = benefit.Papers.Count == 0 ? 1 : benefit.Papers.Max(p => p.Position) + 1, Name = name };
            benefit.Papers.Add(added);
            db.Add(added);
        }

        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        db.Trace(benefit, actor, clock.Now, new Act(BenefitStep.TickPapers.Kebab(), $"{BenefitStep.TickPapers.Display()}（已收{benefit.Papers.Count(p => p.ReceivedOn is not null)}项，共{benefit.Papers.Count}项）", clock.Today) { Hat = taken.Hat, TableVersion = BenefitWorkflow.Engine.Version });
        return true;
    }, cancel);
}
