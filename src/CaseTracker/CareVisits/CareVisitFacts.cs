using CaseTracker.Attachments;
using CaseTracker.Cadres;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.CareVisits;

/// <summary>Another visit, not cancelled, to one of the same people.</summary>
/// <param name="On">When it was made, else when it is planned, else its occasion.</param>
/// <param name="ShareFen">His share of what it gave or is to give.</param>
public sealed record OtherVisit(string Number, Guid CadreId, CareVisitType Type, CareVisitState State, DateOnly On, long ShareFen)
{
    public bool IsOpen => State is not (CareVisitState.Closed or CareVisitState.Cancelled or CareVisitState.Visited or CareVisitState.Reimbursing);
}

/// <summary>What is known beside a visit when its steps are judged.</summary>
public sealed record CareVisitFacts
{
    public static readonly CareVisitFacts None = new();

    public IReadOnlyList<CareStandard> Standards { get; init; } = [];

    /// <summary>The budgets without what this visit takes up.</summary>
    public IReadOnlyList<BudgetLine> Budgets { get; init; } = [];

    public IReadOnlyList<OtherVisit> Others { get; init; } = [];

    public IReadOnlyList<CadreStatus> Statuses { get; init; } = [];

    public IReadOnlyList<CadreLevel> Levels { get; init; } = [];

    public DateTime KnownAt { get; init; }

    /// <summary>A receipt or signed list is attached.</summary>
    public bool HasReceipts { get; init; }

    public bool InCareOn(Guid cadre, DateOnly day) => Statuses.Where(s => s.CadreId == cadre).InCareOn(day, KnownAt);

    /// <summary>The day of his death as the roster knows it.</summary>
    public DateOnly? DiedOn(Guid cadre) => Statuses.Where(s => s.CadreId == cadre && s.Kind == CadreStatusKind.Died && s.IsKnownAt(KnownAt)).Select(s => (DateOnly?)s.From).FirstOrDefault();

    public CadreGrade? GradeOn(Guid cadre, DateOnly day) => Levels.Where(l => l.CadreId == cadre).GradeOn(day, KnownAt);

    public CareLimit LimitOf(CareVisit visit, GiftForm form, DateOnly day) =>
        CareLimit.Of(Standards, visit.Type, form, day, [.. visit.Present.Select(p => (p.Name, (GradeOn(p.CadreId, day) ?? p.Grade)?.Level()))]);

    /// <summary>What is left of a fund in a year, for this visit.</summary>
    public long LeftFen(int year, string? fund) => Budgets.FirstOrDefault(b => b.Year == year && b.Fund == fund)?.LeftFen ?? 0;

    /// <summary>The same festival of the same year to the same person; null for other types.</summary>
    public (CareVisitPerson Person, OtherVisit Other)? FestivalTwice(CareVisit visit, DateOnly day) => visit.Type is not (CareVisitType.SpringFestival or CareVisitType.DoubleNinth) ? null
        : visit.Present.Join(Others.Where(o => o.Type == visit.Type && FestivalYear(o.Type, o.On) == FestivalYear(visit.Type, day)), p => p.CadreId, o => o.CadreId, (p, o) => ((CareVisitPerson, OtherVisit)?)(p, o)).FirstOrDefault();

    /// <summary>The year whose festival is meant: a 春节 visit of November or December belongs to the coming one.</summary>
    public static int FestivalYear(CareVisitType type, DateOnly day) => type == CareVisitType.SpringFestival && day.Month >= 11 ? day.Year + 1 : day.Year;

    /// <summary>What speaks for a second look and refuses nothing: a second sick visit within 30 days, a yearly cap.</summary>
    public IReadOnlyList<string> WarningsOf(CareVisit visit)
    {
        var day = visit.VisitedOn ?? visit.PlannedOn ?? visit.TriggeredOn;
        var people = visit.Present;
        var share = people.Count == 0 ? 0 : (visit.ActualFen ?? visit.ApprovedFen ?? visit.AppliedFen ?? 0) / people.Count;
        var warnings = new List<string>();
        foreach (var person in people)
        {
            var others = Others.Where(o => o.CadreId == person.CadreId).ToList();
            if (visit.Type == CareVisitType.Sick && others.Where(o => o.Type == CareVisitType.Sick && Math.Abs(o.On.DayNumber - day.DayNumber) <= 30).MaxBy(o => o.On) is { } before)
            {
                warnings.Add($"{person.Name}{before.On:yyyy-MM-dd}有一次生病看望（{before.Number}），30天内第二次，请核实");
            }

            var level = (GradeOn(person.CadreId, day) ?? person.Grade)?.Level();
            foreach (var cap in Standards.Where(s => s.Per == StandardUnit.Year && (s.Type is null || s.Type == visit.Type) && (s.Level is null || s.Level == level) && s.IsInForceOn(day)))
            {
                var given = share + others.Where(o => o.On.Year == day.Year && (cap.Type is null || o.Type == cap.Type)).Sum(o => o.ShareFen);
                if (given > cap.LimitFen)
                {
                    warnings.Add($"{person.Name}{day.Year}年{cap.Type?.Display() ?? "慰问"}累计{given.Yuan().Text()}元，超过每人每年{cap.Limit.Text()}元的总额，请核实");
                }
            }
        }

        return warnings;
    }
}

/// <summary>Loads a visit with what its conditions look at.</summary>
public sealed class LoadCareVisit(CaseDb db, CountCareBudgets budgets, OfficeClock clock)
{
    /// <summary>To change it, inside the running write.</summary>
    public async Task<CareVisit> ToChangeAsync(string number, int? version, CancellationToken cancel)
    {
        var wanted = number.Trim().ToUpperInvariant();
        await db.LockAsync(CareVisitWorkflow.Lock, cancel);
        var found = await db.CareVisits.Where(v => v.Number == wanted).Select(v => new { v.Id, v.Version }).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该走访");
        return await ToChangeAsync(found.Id, version ?? found.Version, cancel);
    }

    internal async Task<CareVisit> ToChangeAsync(Guid id, int version, CancellationToken cancel)
    {
        var visit = await db.LoadAsync<CareVisit>(id, version, "该走访", cancel);
        await db.Entry(visit).Collection(v => v.Persons).LoadAsync(cancel);
        await WithFactsAsync(visit, cancel);
        return visit;
    }

    /// <summary>To read it.</summary>
    public async Task<CareVisit> ReadAsync(string number, CancellationToken cancel)
    {
        var wanted = number.Trim().ToUpperInvariant();
        var visit = await db.CareVisits.AsNoTracking().Include(v => v.Persons).FirstOrDefaultAsync(v => v.Number == wanted, cancel) ?? throw new NotFoundException("该走访");
        await WithFactsAsync(visit, cancel);
        return visit;
    }

    internal async Task WithFactsAsync(CareVisit visit, CancellationToken cancel)
    {
        if (!db.Opened.Contains(visit.Id))
        {
            db.Opened.Add(visit.Id);
        }

        var ids = visit.Present.Select(p => p.CadreId).ToList();
        visit.Facts = new CareVisitFacts
        {
            Standards = await db.CareStandards.AsNoTracking().Where(s => s.Type == visit.Type || s.Type == null).ToListAsync(cancel),
            Budgets = await budgets.ExecuteAsync(null, visit.Id, cancel),
            Others = await OthersAsync(visit.Id, ids, cancel),
            Statuses = await db.CadreStatuses.AsNoTracking().Where(s => ids.Contains(s.CadreId)).ToListAsync(cancel),
            Levels = await db.CadreLevels.AsNoTracking().Where(l => ids.Contains(l.CadreId)).ToListAsync(cancel),
            KnownAt = clock.Now,
            HasReceipts = await db.Attachments.AnyAsync(a => a.RecordKind == CareVisit.Kind && a.RecordId == visit.Id && (a.Step == CareVisitWorkflow.ReceiptStep || a.Kind == AttachmentKind.Evidence), cancel),
        };
    }

    /// <summary>The other visits to these people, cancelled ones aside.</summary>
    internal async Task<IReadOnlyList<OtherVisit>> OthersAsync(Guid? except, IReadOnlyList<Guid> cadres, CancellationToken cancel)
    {
        var found = await (
            from person in db.CareVisitPersons.AsNoTracking()
            where cadres.Contains(person.CadreId) && person.DroppedOn == null && person.VisitId != except
            join visit in db.CareVisits.AsNoTracking() on person.VisitId equals visit.Id
            where visit.State != CareVisitState.Cancelled && visit.RepeatsId == null && (person.Result == null || person.Result == VisitResult.Seen)
            select new
            {
                visit.Number,
                person.CadreId,
                visit.Type,
                visit.State,
                On = visit.VisitedOn ?? visit.PlannedOn ?? visit.TriggeredOn,
                Fen = visit.ActualFen ?? visit.ApprovedFen ?? visit.AppliedFen ?? 0,
                People = visit.Persons.Count(p => p.DroppedOn == null),
            }).ToListAsync(cancel);
        return [.. found.Select(f => new OtherVisit(f.Number, f.CadreId, f.Type, f.State, f.On, f.People == 0 ? 0 : f.Fen / f.People))];
    }
}
