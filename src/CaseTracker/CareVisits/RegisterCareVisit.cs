using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Calendar;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.CareVisits;

/// <summary>Enters a care visit: the people in care on the day of the occasion; of 去世慰问 the deceased, for whose family it is.</summary>
public sealed class RegisterCareVisit(CaseDb db, ListCadres cadres, LoadCareVisit load, LoadWorkCalendar calendars, OfficeClock clock)
{
    public const string Series = "KW";

    /// <summary>工作日 within which somebody who fell ill is visited.</summary>
    public const int SickDays = 3;

    /// <summary>工作日 within which the family of somebody who died is visited.</summary>
    public const int CondolenceDays = 2;

    public sealed record Command
    {
        [Display(Name = "看望类型"), Required(ErrorMessage = "请选择{0}")] public CareVisitType? Type { get; init; }

        [Display(Name = "事由"), Required, StringLength(500), DataType(DataType.MultilineText)] public string Cause { get; init; } = "";

        /// <summary>Without it: today.</summary>
        [Display(Name = "触发日期")] public DateOnly? TriggeredOn { get; init; }

        /// <summary>By id, 人员编号 or name.</summary>
        [Display(Name = "看望对象")] public IReadOnlyList<string> Persons { get; init; } = [];

        [Display(Name = "备注"), StringLength(1000), DataType(DataType.MultilineText)] public string? Note { get; init; }

        /// <summary>The reception at which it was asked for.</summary>
        public Guid? ReceptionId { get; init; }

        public Guid? RequestId { get; init; }
    }

    public sealed record Registered(Guid Id, string Number, IReadOnlyList<string> Warnings);

    /// <summary>Somebody to be visited, with the plan that asks for it.</summary>
    internal sealed record Wanted(Guid CadreId, string Name, Guid? PlanId = null, string? Occurrence = null, string? Why = null);

    public Task<Registered> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) =>
        db.WriteOnceAsync(command.RequestId, actor.UserId, "register-care-visit", clock.Now, () => AddAsync(command, actor, cancel), cancel);

    /// <summary>The same inside a running write.</summary>
    public async Task<Registered> AddAsync(Command command, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.CareVisits);
        var office = await db.RetireeOfficeAsync(cancel);
        if (!MayRegister(actor, office))
        {
            throw new RefusedException(new Reason("走访慰问由接访员、老干部服务专干或老干部工作科室的承办人登记，请联系他们办理", LiftedBy: "老干部服务专干"));
        }

        List<Reason> reasons = [.. Inputs.Faults(command)];
        var triggered = command.TriggeredOn ?? clock.Today;
        if (triggered > clock.Today)
        {
            reasons.Add(new($"触发日期不得晚于今天（{clock.Today:yyyy-MM-dd}），请核对", Field: nameof(command.TriggeredOn)));
        }

        var found = await cadres.FindAsync(command.Persons, nameof(command.Persons), triggered, cancel);
        if (found.Count == 0)
        {
            reasons.Add(new("请选择看望对象", Field: nameof(command.Persons)));
        }

        if (reasons.Count > 0 || command.Type is not { } type)
        {
            throw new RefusedException(reasons);
        }

        if (type == CareVisitType.Condolence)
        {
            reasons.AddRange(await CondolenceReasonsAsync(found, cancel));
        }
        else if (CareStandard.EndedBefore(await db.CareStandards.AsNoTracking().Where(s => s.Type == type).ToListAsync(cancel), type, triggered) is { } ended)
        {
            reasons.Add(new($"{type.Display()}的慰问标准已于 {ended:yyyy-MM-dd} 停用，没有现行标准，这一类走访不再登记；要恢复的，请先登记新的慰问标准", LiftedBy: "老干部服务专干、科长或财务", Field: nameof(command.Type)));
        }
        else if (found.Where(f => !f.InCare).Select(f => f.Name).ToList() is { Count: > 0 } gone)
        {
            reasons.Add(new($"{string.Join("、", gone)}在 {triggered:yyyy-MM-dd} 不在册，不能登记{type.Display()}；去世的请登记去世慰问", Field: nameof(command.Persons)));
        }

        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        var visit = await CreateAsync(type, Inputs.Tidy(command.Cause)!, triggered, [.. found.Select(f => new Wanted(f.Id, f.Name))], null, v => v with { ReceptionId = command.ReceptionId, Note = Inputs.Tidy(command.Note) }, actor, cancel);
        return visit.Facts.FestivalTwice(visit, triggered) is var (person, other)
            ? throw new RefusedException(new Reason($"{person.Name}{CareVisitFacts.FestivalYear(type, triggered)}年已有{type.Display()}（{other.Number}），同一人同一节日一年只走访一次，不再登记", Field: nameof(command.Persons)))
            : new Registered(visit.Id, visit.Number, visit.WarningLines);
    }

    /// <summary>接访员, 老干部服务专干 and the 承办人 of the department.</summary>
    public static bool MayRegister(Actor actor, Guid office) => actor.IsSystem || actor.Has(Role.RC, Role.LC) || actor.Hats.Any(h => h.Role == Role.CW && h.DepartmentId == office);

    /// <summary>What is not asked of a plan or a death: the visit itself with its people, number and reminder.</summary>
    internal async Task<CareVisit> CreateAsync(CareVisitType type, string cause, DateOnly triggered, IReadOnlyList<Wanted> people, DateOnly? dueOn, Func<Extras, Extras>? more, Actor actor, CancellationToken cancel)
    {
        await db.LockAsync(CareVisitWorkflow.Lock, cancel);
        var extras = more?.Invoke(new Extras()) ?? new Extras();
        var visit = new CareVisit
        {
            Id = Guid.CreateVersion7(),
            Number = await NumberAsync(clock.Today.Year, cancel),
            DepartmentId = await db.RetireeOfficeAsync(cancel),
            Type = type,
            Cause = cause,
            TriggeredOn = triggered,
            DueOn = dueOn ?? await ReminderAsync(type, triggered, cancel),
            ReceptionId = extras.ReceptionId,
            DeathOf = extras.DeathOf,
            Note = extras.Note,
            RegistrarId = actor.UserId,
            RegistrarName = actor.Name,
            RecordedAt = clock.Now,
            TableVersion = CareVisitWorkflow.Engine.Version,
        };
        var ids = people.Select(p => p.CadreId).ToList();
        var levels = await db.CadreLevels.AsNoTracking().Where(l => ids.Contains(l.CadreId)).ToListAsync(cancel);
        visit.Persons.AddRange(people.Select((p, i) => new CareVisitPerson
        {
            Id = Guid.CreateVersion7(),
            VisitId = visit.Id,
            Ordinal = i + 1,
            CadreId = p.CadreId,
            Name = p.Name,
            Grade = levels.Where(l => l.CadreId == p.CadreId).GradeOn(triggered, clock.Now),
            PlanId = p.PlanId,
            Occurrence = p.Occurrence,
            Why = p.Why,
        }));
        await load.WithFactsAsync(visit, cancel);
        visit.Warnings = CareVisitSteps.Told(visit.Facts.WarningsOf(visit));
        db.Add(visit);
        db.Trace(visit, actor, clock.Now, new Act("register", "登记", triggered) { To = nameof(CareVisitState.Triggered), TableVersion = visit.TableVersion, Reason = people.FirstOrDefault(p => p.Why is not null)?.Why });
        return visit;
    }

    /// <summary>A row of the old book, in the state and with the dates it has there, inside a running write. Its number is kept where it is free. <see cref="ImportedCareVisit.RepeatsId"/> marks a suspected double.</summary>
    /// <param name="office">Of a whole book, read once: the 老干部工作科室 and the numbers that are taken.</param>
    internal async Task<CareVisit> ImportAsync(ImportedCareVisit row, Actor actor, CancellationToken cancel, (Guid Department, HashSet<string> Numbers)? office = null)
    {
        var own = Inputs.Tidy(row.BookNumber)?.ToUpperInvariant();
        var visit = new CareVisit
        {
            Id = Guid.CreateVersion7(),
            Number = own is not null && (office?.Numbers.Add(own) ?? !await db.CareVisits.AnyAsync(v => v.Number == own, cancel)) ? own : await NumberAsync(row.TriggeredOn.Year, cancel),
            BookNumber = own,
            DepartmentId = office?.Department ?? await db.RetireeOfficeAsync(cancel),
            Type = row.Type,
            Cause = "",
            TriggeredOn = row.TriggeredOn,
            RegistrarId = actor.UserId,
            RegistrarName = actor.Name,
            RecordedAt = clock.Now,
            TableVersion = CareVisitWorkflow.Engine.Version,
        };
        Put(visit, row);
        db.Add(visit);
        foreach (var (step, name, on) in row.Happened())
        {
            db.Trace(visit, actor, clock.Now, new Act(step, $"已导入：{name}", on) { To = step == "import-register" ? row.State.ToString() : null, TableVersion = visit.TableVersion });
        }

        return visit;
    }

    /// <summary>Puts a row of the old book into its visit, new or corrected.</summary>
    internal void Put(CareVisit visit, ImportedCareVisit row)
    {
        visit.Type = row.Type;
        visit.Cause = Inputs.Tidy(row.Cause) ?? row.Type.Display();
        visit.TriggeredOn = row.TriggeredOn;
        visit.DueOn = row.State is CareVisitState.Triggered or CareVisitState.Planned or CareVisitState.PendingApproval or CareVisitState.Approved or CareVisitState.FundsReady ? row.PlannedOn : null;
        visit.PlannedOn = row.PlannedOn;
        visit.Place = Inputs.Tidy(row.Place);
        visit.LeaderName = Inputs.Tidy(row.LeaderName);
        visit.Visitors = Inputs.Tidy(row.Visitors);
        visit.Form = row.Form;
        visit.AppliedFen = row.Applied?.Fen();
        visit.ApprovedFen = row.Approved?.Fen();
        visit.ActualFen = row.Actual?.Fen();
        visit.NoMoney = (row.Applied ?? row.Approved ?? row.Actual ?? 0) == 0;
        visit.VisitedOn = row.VisitedOn;
        visit.SettledOn = row.ReimbursedOn;
        visit.SettlementVoucher = Inputs.Tidy(row.Voucher);
        visit.CancelledOn = row.State == CareVisitState.Cancelled ? row.PlannedOn ?? row.TriggeredOn : null;
        visit.CancelReason = row.State == CareVisitState.Cancelled ? Inputs.Tidy(row.Note) ?? "台账记为已取消" : null;
        visit.RepeatsId = row.RepeatsId;
        visit.Note = Inputs.Tidy(row.Note);
        visit.ImportAs(row.State);
        PutPersons(visit, row);
    }

    private void PutPersons(CareVisit visit, ImportedCareVisit row)
    {
        var isTracked = db.Entry(visit).State != EntityState.Detached;
        foreach (var gone in visit.Persons.Where(p => p.Ordinal > row.Persons.Count || row.Persons[p.Ordinal - 1].CadreId != p.CadreId).ToList())
        {
            visit.Persons.Remove(gone);
            db.Remove(gone);
        }

        foreach (var (person, index) in row.Persons.Select((p, i) => (p, i)))
        {
            var kept = visit.Persons.Find(p => p.Ordinal == index + 1);
            if (kept is null)
            {
                kept = new CareVisitPerson { Id = Guid.CreateVersion7(), VisitId = visit.Id, Ordinal = index + 1, CadreId = person.CadreId, Name = person.Name };
                visit.Persons.Add(kept);
                if (isTracked)
                {
                    db.Add(kept);
                }
            }

            kept.Grade = person.Grade;
            kept.Result = visit.IsMade ? VisitResult.Seen : null;
            (kept.Signer, kept.SignerRelation) = visit.IsMade ? (Inputs.Tidy(row.Signer), Inputs.Tidy(row.SignerRelation)) : (null, null);
        }
    }

    private async Task<DateOnly?> ReminderAsync(CareVisitType type, DateOnly from, CancellationToken cancel) => ReminderOn(type, from, await calendars.ExecuteAsync(cancel));

    /// <summary>The day of the reminder: so many 工作日 after the occasion; null where the type has none, and while the calendar of the year is not loaded.</summary>
    internal static DateOnly? ReminderOn(CareVisitType type, DateOnly from, WorkCalendar calendar)
    {
        var left = type switch
        {
            CareVisitType.Sick => SickDays,
            CareVisitType.Condolence => CondolenceDays,
            CareVisitType.SpringFestival or CareVisitType.DoubleNinth or CareVisitType.Hardship or CareVisitType.Birthday => 0,
        };
        DateOnly? day = left == 0 ? null : from;
        for (; left > 0 && day is { } d; left--)
        {
            day = calendar.NextWorkday(d);
        }

        return day;
    }

    private async Task<string> NumberAsync(int year, CancellationToken cancel)
    {
        while (true)
        {
            var number = $"{Series}-{year}-{await db.NextNumberAsync(Series, year, cancel):0000}";
            if (!await db.CareVisits.AnyAsync(v => v.Number == number, cancel)) // a number of the old book may stand in the way
            {
                return number;
            }
        }
    }

    private async Task<IReadOnlyList<Reason>> CondolenceReasonsAsync(IReadOnlyList<ListCadres.Choice> found, CancellationToken cancel)
    {
        if (found.Count > 1)
        {
            return [new("去世慰问一户登记一次，请只选一人", Field: nameof(Command.Persons))];
        }

        var (id, name) = (found[0].Id, found[0].Name);
        var now = clock.Now;
        if (!await db.CadreStatuses.AnyAsync(s => s.CadreId == id && s.Kind == CadreStatusKind.Died && s.KnownFrom <= now && (s.RetractedAt == null || s.RetractedAt > now), cancel))
        {
            return [new($"花名册上没有{name}的去世日期，请先登记并核实去世", LiftedBy: "科长核实去世", Field: nameof(Command.Persons))];
        }

        return await db.CareVisits.Where(v => v.Type == CareVisitType.Condolence && v.State != CareVisitState.Cancelled && v.Persons.Any(p => p.CadreId == id)).Select(v => v.Number).FirstOrDefaultAsync(cancel) is { } number
            ? [new($"{name}的去世慰问已经登记（{number}），一户只登记一次", Field: nameof(Command.Persons))]
            : [];
    }

    /// <summary>What not every visit has.</summary>
    internal sealed record Extras
    {
        public Guid? ReceptionId { get; init; }

        public Guid? DeathOf { get; init; }

        public string? Note { get; init; }
    }
}

/// <summary>One row of the book 走访慰问 as the import has read it.</summary>
internal sealed record ImportedCareVisit
{
    public sealed record Person(Guid CadreId, string Name, CadreGrade? Grade);

    /// <summary>看望编号.</summary>
    public string? BookNumber { get; init; }

    public required CareVisitType Type { get; init; }

    public string? Cause { get; init; }

    public required DateOnly TriggeredOn { get; init; }

    public DateOnly? PlannedOn { get; init; }

    public required IReadOnlyList<Person> Persons { get; init; }

    public string? Place { get; init; }

    public string? LeaderName { get; init; }

    /// <summary>Joined by 、.</summary>
    public string? Visitors { get; init; }

    /// <summary>In yuan.</summary>
    public decimal? Applied { get; init; }

    public decimal? Approved { get; init; }

    public GiftForm? Form { get; init; }

    public decimal? Actual { get; init; }

    /// <summary>本人, or the name of whoever signed for him.</summary>
    public string? Signer { get; init; }

    public string? SignerRelation { get; init; }

    public DateOnly? VisitedOn { get; init; }

    /// <summary>已办结 is Closed.</summary>
    public required CareVisitState State { get; init; }

    public DateOnly? ReimbursedOn { get; init; }

    public string? Voucher { get; init; }

    public string? Note { get; init; }

    /// <summary>The row it repeats.</summary>
    public Guid? RepeatsId { get; init; }

    /// <summary>The dated columns as what happened.</summary>
    internal IEnumerable<(string Step, string Name, DateOnly On)> Happened()
    {
        yield return ("import-register", "登记", TriggeredOn);
        if (VisitedOn is { } visited)
        {
            yield return ("import-visit", "看望", visited);
        }

        if (ReimbursedOn is { } settled)
        {
            yield return ("import-settle", "报销", settled);
        }
    }
}
