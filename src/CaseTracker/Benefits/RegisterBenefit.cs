using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Benefits;

/// <summary>待遇事项登记表: what is asked for, for whom, since when.</summary>
public abstract record BenefitFields
{
    [Display(Name = "申请日期")] public DateOnly? AppliedOn { get; init; }

    [Display(Name = "申请人"), Required, StringLength(60)] public string Applicant { get; init; } = "";

    [Display(Name = "申请事由"), Required, StringLength(2000), DataType(DataType.MultilineText)] public string Summary { get; init; } = "";

    [Display(Name = "待遇期间从")] public DateOnly? PeriodFrom { get; init; }

    [Display(Name = "待遇期间至")] public DateOnly? PeriodTo { get; init; }

    [Display(Name = "依据文件"), StringLength(200)] public string? BasisDocument { get; init; }

    [Display(Name = "批复文号"), StringLength(60)] public string? ApprovalNumber { get; init; }

    /// <summary>People of the roster by id.</summary>
    [Display(Name = "对象")] public IReadOnlyList<Guid> People { get; init; } = new List<Guid>(); // a list, not []: a form is bound into it

    /// <summary>The same by 人员编号 or name, for API and command line.</summary>
    [Display(Name = "对象姓名或编号")] public IReadOnlyList<string> Cadres { get; init; } = [];

    [Display(Name = "备注"), StringLength(1000), DataType(DataType.MultilineText)] public string? Note { get; init; }

    internal List<Reason> Reasons(BenefitType type, DateOnly today)
    {
        List<Reason> reasons = [.. Inputs.Faults(this)];
        if (AppliedOn > today)
        {
            reasons.Add(new($"申请日期不得晚于今天（{today:yyyy-MM-dd}），请核对", Field: nameof(AppliedOn)));
        }

        if (PeriodFrom is null != PeriodTo is null)
        {
            reasons.Add(new("待遇期间的起止日期应当都填写", Field: PeriodFrom is null ? nameof(PeriodFrom) : nameof(PeriodTo)));
        }
        else if (PeriodTo < PeriodFrom)
        {
            reasons.Add(new("待遇期间的止日不得早于起日，请核对", Field: nameof(PeriodTo)));
        }
        else if (PeriodFrom is null && type == BenefitType.Allowance)
        {
            reasons.Add(new("补差待遇应当写明待遇期间", Field: nameof(PeriodFrom)));
        }

        return reasons;
    }
}

/// <summary>Registers a 待遇事项. Refused where the same people have an open one of the same type for the same time, or a finished one with the same 批复文号.</summary>
public sealed class RegisterBenefit(CaseDb db, ListCadres cadres, OfficeClock clock)
{
    public const string Series = "DY";

    public sealed record Command : BenefitFields
    {
        [Display(Name = "事项类别")] public BenefitType Type { get; init; }

        public Guid? RequestId { get; init; }

        /// <summary>The reception that it came from.</summary>
        internal Guid? ReceptionId { get; init; }

        /// <summary>Number of what it came from.</summary>
        internal string? SourceNumber { get; init; }

        internal DateOnly? DiedOn { get; init; }
    }

    public sealed record Registered(Guid Id, string Number);

    public Task<Registered> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) =>
        db.WriteOnceAsync(command.RequestId, actor.UserId, "register-benefit", clock.Now, () => AddAsync(command, actor, cancel), cancel);

    /// <summary>The same inside a running write.</summary>
    public async Task<Registered> AddAsync(Command command, Actor actor, CancellationToken cancel)
    {
        var office = await db.RetireeOfficeAsync(cancel);
        MayRegister(actor, office);
        var reasons = command.Reasons(command.Type, clock.Today);
        await db.LockAsync("benefits", cancel);
        var chosen = await ChosenAsync(command, command.AppliedOn ?? clock.Today, reasons, cancel);
        var benefit = await NewAsync(command.Type, office, command.AppliedOn ?? clock.Today, command, actor, cancel);
        await EnterAsync(benefit, chosen, benefit.AppliedOn, cancel);
        reasons.AddRange(await CollisionsAsync(benefit, cancel));
        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        await FillChecklistAsync(benefit, cancel);
        return Keep(benefit, actor, "登记");
    }

    internal async Task<Benefit> NewAsync(BenefitType type, Guid office, DateOnly appliedOn, Command command, Actor actor, CancellationToken cancel, string? bookNumber = null)
    {
        var bureau = await db.BureauAsync(cancel);
        var benefit = new Benefit
        {
            Id = Guid.CreateVersion7(),
            Number = $"{Series}{bureau.DistrictCode}{clock.Today.Year}{await db.NextNumberAsync(Series, clock.Today.Year, cancel):00000}",
            BookNumber = bookNumber,
            Type = type,
            AppliedOn = appliedOn,
            Applicant = Inputs.Tidy(command.Applicant) ?? "",
            Summary = Inputs.Tidy(command.Summary) ?? "",
            PeriodFrom = command.PeriodFrom,
            PeriodTo = command.PeriodTo,
            BasisDocument = Inputs.Tidy(command.BasisDocument),
            DepartmentId = office,
            ReceptionId = command.ReceptionId,
            SourceNumber = Inputs.Tidy(command.SourceNumber),
            DiedOn = command.DiedOn,
            Note = Inputs.Tidy(command.Note),
            RegisteredById = actor.UserId,
            RegisteredByName = actor.Name,
            RecordedAt = clock.Now,
            TableVersion = BenefitWorkflow.Engine.Version,
        };
        benefit.Approve(command.ApprovalNumber);
        return benefit;
    }

    internal Registered Keep(Benefit benefit, Actor actor, string act)
    {
        db.Opened.Add(benefit.Id);
        db.Add(benefit);
        db.Trace(benefit, actor, clock.Now, new Act("register", act, benefit.AppliedOn) { To = benefit.State.ToString(), TableVersion = benefit.TableVersion });
        return new Registered(benefit.Id, benefit.Number);
    }

    internal static void MayRegister(Actor actor, Guid office)
    {
        if (!actor.IsSystem && !actor.Has(Role.RC, Role.XF, Role.LC) && !actor.Hats.Any(h => h.Role == Role.CW && h.DepartmentId == office))
        {
            throw new RefusedException(new Reason("待遇事项由接访员、老干部服务专干或老干部工作科室的承办人登记，请联系他们办理", LiftedBy: Role.LC.Display()));
        }
    }

    internal async Task<IReadOnlyList<Guid>> ChosenAsync(BenefitFields fields, DateOnly day, List<Reason> reasons, CancellationToken cancel)
    {
        List<Guid> chosen = [.. fields.People.Distinct()];
        try
        {
            chosen = [.. chosen.Union((await cadres.FindAsync(fields.Cadres, nameof(fields.Cadres), day, cancel)).Select(c => c.Id))];
        }
        catch (RefusedException unknown)
        {
            reasons.AddRange(unknown.Reasons);
        }

        var known = await db.Cadres.AsNoTracking().Where(c => chosen.Contains(c.Id) && c.KeptCadreId == null).Select(c => c.Id).ToListAsync(cancel);
        if (known.Count < chosen.Count)
        {
            reasons.Add(new("所选对象中有人不在花名册上或者是误登的，请重新选择", Field: nameof(fields.People)));
        }
        else if (chosen.Count == 0 && reasons.TrueForAll(r => r.Field != nameof(fields.Cadres)))
        {
            reasons.Add(new("请至少选择一名对象；不在花名册上的，请先列入花名册", Field: nameof(fields.People)));
        }

        return [.. chosen.Where(known.Contains)];
    }

    /// <summary>Writes down the people as they are known now; grade on the day.</summary>
    internal async Task EnterAsync(Benefit benefit, IReadOnlyList<Guid> chosen, DateOnly day, CancellationToken cancel) => Enter(
        benefit,
        await db.Cadres.AsNoTracking().Where(c => chosen.Contains(c.Id)).OrderBy(c => c.PersonNumber).ToListAsync(cancel),
        (await db.CadreLevels.AsNoTracking().Where(l => chosen.Contains(l.CadreId)).ToListAsync(cancel)).ToLookup(l => l.CadreId),
        day);

    /// <summary>The same with people and grades that are at hand.</summary>
    internal void Enter(Benefit benefit, IEnumerable<Cadre> rows, ILookup<Guid, CadreLevel> levels, DateOnly day)
    {
        var now = clock.Now;
        var position = benefit.People.Count == 0 ? 0 : benefit.People.Max(p => p.Position);
        foreach (var row in rows)
        {
            var person = new BenefitPerson
            {
                Id = Guid.CreateVersion7(),
                BenefitId = benefit.Id,
                Position = ++position,
                CadreId = row.Id,
                PersonNumber = row.PersonNumber,
                Name = row.Name,
                Grade = levels[row.Id].GradeOn(day, now),
                BirthOn = row.BirthOn,
                RetiredSince = row.RetiredSince,
            };
            benefit.People.Add(person);
            if (db.Entry(benefit).State != EntityState.Detached)
            {
                db.Add(person);
            }
        }
    }

    /// <summary>Why it may not stand beside what is there: an open one of the same type for one of its people and an overlapping time; a matter with the same 批复文号 and the same people.</summary>
    internal async Task<IReadOnlyList<Reason>> CollisionsAsync(Benefit benefit, CancellationToken cancel)
    {
        List<Reason> reasons = [];
        var ids = benefit.Active.Select(p => p.CadreId).ToList();
        var (first, last) = (benefit.PeriodFrom, benefit.PeriodTo);
        var open = await (
            from p in db.BenefitPeople.AsNoTracking()
            where p.DroppedOn == null && ids.Contains(p.CadreId)
            join b in db.Set<Benefit>() on p.BenefitId equals b.Id
            where b.Id != benefit.Id && b.Type == benefit.Type && b.AdjustmentYear == null && b.State != BenefitState.Resolved && b.State != BenefitState.ClosedRejected && b.State != BenefitState.Withdrawn
                && (first == null || b.PeriodFrom == null || (b.PeriodFrom <= last && b.PeriodTo >= first))
            orderby b.Number, p.Position
            select new { b.Number, b.State, p.Name }).ToListAsync(cancel);
        if (!benefit.IsBatch)
        {
            reasons.AddRange(open.GroupBy(o => (o.Number, o.State)).Select(g => new Reason($"{string.Join("、", g.Select(p => p.Name))}已有同一类别、同一期间的事项 {g.Key.Number}（{g.Key.State.Display()}），请在该事项中办理，不重复登记", Field: nameof(BenefitFields.People))));
        }

        if (benefit.ApprovalKey is { } key && await DoubleAsync(benefit, key, cancel) is { } same)
        {
            reasons.Add(new($"批复文号相同、对象也相同的待遇事项 {same} 已经登记，同一批复只算一件，请核对文号", Field: nameof(BenefitFields.ApprovalNumber)));
        }

        return reasons;
    }

    /// <summary>Number of another matter with this 批复文号 and exactly these people; refused and withdrawn ones aside.</summary>
    internal async Task<string?> DoubleAsync(Benefit benefit, string key, CancellationToken cancel)
    {
        var others = await db.Benefits.AsNoTracking()
            .Where(b => b.Id != benefit.Id && b.ApprovalKey == key && !b.IsSuspectedDouble && b.State != BenefitState.Withdrawn && b.State != BenefitState.ClosedRejected)
            .OrderBy(b => b.Number).Select(b => new { b.Number, Cadres = b.People.Where(p => p.DroppedOn == null).Select(p => p.CadreId).ToList() }).ToListAsync(cancel);
        var mine = benefit.Active.Select(p => p.CadreId).ToHashSet();
        return others.FirstOrDefault(o => mine.SetEquals(o.Cadres))?.Number;
    }

    internal async Task FillChecklistAsync(Benefit benefit, CancellationToken cancel)
    {
        if (benefit.Type == BenefitType.Funeral)
        {
            var papers = await db.RuleAsync(BenefitRuleKind.Papers, PapersRule.Default, benefit.AppliedOn, cancel);
            benefit.Papers.AddRange(papers.Value.Papers.Select((name, i) => new BenefitPaper { Id = Guid.CreateVersion7(), BenefitId = benefit.Id, Position = i + 1, Name = name }));
        }
    }
}

/// <summary>Corrects what was written down of a 待遇事项 before it is submitted, with the reason; people may be added and taken out.</summary>
public sealed class CorrectBenefit(CaseDb db, LoadBenefit load, RegisterBenefit register, OfficeClock clock)
{
    public sealed record Command : BenefitFields
    {
        public string Number { get; init; } = "";

        public int? Version { get; init; }

        [Display(Name = "更正理由"), Required, StringLength(500)] public string Reason { get; init; } = "";
    }

    /// <summary>What there is to correct: the matter as it stands.</summary>
    public static Command Of(Benefit b) => new()
    {
        Version = b.Version,
        AppliedOn = b.AppliedOn,
        Applicant = b.Applicant,
        Summary = b.Summary,
        PeriodFrom = b.PeriodFrom,
        PeriodTo = b.PeriodTo,
        BasisDocument = b.BasisDocument,
        ApprovalNumber = b.ApprovalNumber,
        People = [.. b.Active.Select(p => p.CadreId)],
        Note = b.Note,
    };

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        var benefit = await load.ChangeAsync(command.Number, command.Version, cancel);
        var taken = BenefitWorkflow.Engine.Take(benefit, BenefitStep.Correct, StepData.Of(("reason", command.Reason)), actor, clock.Today);
        var reasons = command.Reasons(benefit.Type, clock.Today);
        await db.LockAsync("benefits", cancel);
        var chosen = benefit.IsBatch ? [.. benefit.Active.Select(p => p.CadreId)] : await register.ChosenAsync(command, command.AppliedOn ?? benefit.AppliedOn, reasons, cancel);
        var isAnotherTime = (benefit.PeriodFrom, benefit.PeriodTo) != (command.PeriodFrom, command.PeriodTo);
        benefit.AppliedOn = command.AppliedOn ?? benefit.AppliedOn;
        benefit.Applicant = Inputs.Tidy(command.Applicant) ?? "";
        benefit.Summary = Inputs.Tidy(command.Summary) ?? "";
        (benefit.PeriodFrom, benefit.PeriodTo) = (command.PeriodFrom, command.PeriodTo);
        benefit.BasisDocument = Inputs.Tidy(command.BasisDocument);
        benefit.Note = Inputs.Tidy(command.Note);
        benefit.Approve(command.ApprovalNumber);
        foreach (var gone in benefit.Active.Where(p => !chosen.Contains(p.CadreId)))
        {
            (gone.DroppedOn, gone.DropReason) = (clock.Today, DropReason.Corrected);
        }

        await register.EnterAsync(benefit, [.. chosen.Where(c => benefit.Active.All(p => p.CadreId != c))], benefit.AppliedOn, cancel);
        foreach (var person in isAnotherTime ? benefit.Active : [])
        {
            (person.Amount, person.Calculated, person.Sheet) = (null, null, null); // reckoned for another time
        }

        benefit.Sum();
        reasons.AddRange(await register.CollisionsAsync(benefit, cancel));
        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        db.Trace(benefit, actor, clock.Now, new Act("correct", BenefitStep.Correct.Display(), clock.Today) { Reason = command.Reason, Hat = taken.Hat, TableVersion = BenefitWorkflow.Engine.Version });
    }, cancel);
}

/// <summary>Opens the yearly 养老金增资: one matter for everybody, its list frozen as the roster knew it on the day of the notice.</summary>
public sealed class OpenPensionBatch(CaseDb db, RegisterBenefit register, OfficeClock clock)
{
    public sealed record Command
    {
        [Display(Name = "调整年度"), Required(ErrorMessage = "请填写{0}"), Range(2000, 2100)] public int? Year { get; init; }

        [Display(Name = "通知文号"), Required, StringLength(60)] public string NoticeNumber { get; init; } = "";

        [Display(Name = "通知日期"), Required(ErrorMessage = "请填写{0}")] public DateOnly? NoticeOn { get; init; }

        [Display(Name = "执行日期"), Required(ErrorMessage = "请填写{0}")] public DateOnly? EffectiveFrom { get; init; }

        [Display(Name = "备注"), StringLength(1000), DataType(DataType.MultilineText)] public string? Note { get; init; }

        public Guid? RequestId { get; init; }
    }

    public Task<RegisterBenefit.Registered> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "open-pension-batch", clock.Now, async () =>
    {
        var office = await db.RetireeOfficeAsync(cancel);
        RegisterBenefit.MayRegister(actor, office);
        Inputs.Demand(command);
        var (year, noticeOn) = (command.Year!.Value, command.NoticeOn!.Value);
        await db.LockAsync("benefits", cancel);
        List<Reason> reasons = [];
        if (noticeOn > clock.Today)
        {
            reasons.Add(new($"通知日期不得晚于今天（{clock.Today:yyyy-MM-dd}），请核对", Field: nameof(command.NoticeOn)));
        }

        if (await db.Benefits.AsNoTracking().Where(b => b.AdjustmentYear == year && b.State != BenefitState.Withdrawn).Select(b => b.Number).FirstOrDefaultAsync(cancel) is { } existing)
        {
            reasons.Add(new($"{year}年的养老金增资已经登记（{existing}），一年只算一次；个人的异议请单独登记", Field: nameof(command.Year)));
        }

        var listed = await db.InCareOn(noticeOn, clock.Now).AsNoTracking().Select(c => c.Id).ToListAsync(cancel);
        if (reasons.Count == 0 && listed.Count == 0)
        {
            reasons.Add(new($"{noticeOn:yyyy-MM-dd} 没有在册人员，请核对通知日期和花名册", Field: nameof(command.NoticeOn)));
        }

        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        var benefit = await NewAsync(command, office, actor, cancel);
        await register.EnterAsync(benefit, listed, noticeOn, cancel);
        return register.Keep(benefit, actor, "开立养老金增资");
    }, cancel);

    private async Task<Benefit> NewAsync(Command command, Guid office, Actor actor, CancellationToken cancel)
    {
        var bureau = await db.BureauAsync(cancel);
        return new Benefit
        {
            Id = Guid.CreateVersion7(),
            Number = $"{RegisterBenefit.Series}{bureau.DistrictCode}{clock.Today.Year}{await db.NextNumberAsync(RegisterBenefit.Series, clock.Today.Year, cancel):00000}",
            Type = BenefitType.PensionAdjustment,
            AdjustmentYear = command.Year,
            NoticeNumber = Inputs.Tidy(command.NoticeNumber),
            NoticeOn = command.NoticeOn,
            EffectiveFrom = command.EffectiveFrom,
            AppliedOn = clock.Today,
            Applicant = "全体在册人员",
            Summary = $"{command.Year}年养老金增资（{Inputs.Tidy(command.NoticeNumber)}）",
            BasisDocument = Inputs.Tidy(command.NoticeNumber),
            DepartmentId = office,
            Note = Inputs.Tidy(command.Note),
            RegisteredById = actor.UserId,
            RegisteredByName = actor.Name,
            RecordedAt = clock.Now,
            TableVersion = BenefitWorkflow.Engine.Version,
        };
    }
}
