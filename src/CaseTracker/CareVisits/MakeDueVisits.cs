using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.CareVisits;

/// <summary>Makes the visits that the plans ask for, each once (plan, occurrence, person), and says of everybody why, or why not.</summary>
public sealed class MakeDueVisits(CaseDb db, RegisterCareVisit register, LoadCareVisit load, ProtectedValues values, OfficeClock clock) : IDailyWork
{
    /// <summary>What was missed while the machine was off is made up for so many days.</summary>
    public const int LateDays = 7;

    /// <summary>One person and one occurrence of a plan.</summary>
    /// <param name="Number">The visit that was made for it.</param>
    /// <param name="LeftOut">Why there is none; null where it is due or made.</param>
    /// <param name="Why">张三 2024-10-11 重阳节（农历九月初九）走访.</param>
    public sealed record Item(Guid PlanId, string Plan, CareVisitType Type, string Occurrence, DateOnly From, DateOnly On, Guid CadreId, string Name, string Why, string? Number, string? LeftOut, bool OneTrip)
    {
        public bool IsDue => Number is null && LeftOut is null;
    }

    private sealed record Somebody(Cadre Cadre, List<CadreStatus> Statuses, List<CadreLevel> Levels, string Focus);

    public string Name => "按计划生成走访";

    /// <summary>What the plans that are switched on ask for, of occasions between two days, as the roster stands now.</summary>
    public async Task<IReadOnlyList<Item>> PreviewAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        if (to < from || to.DayNumber - from.DayNumber > 400)
        {
            throw RefusedException.At("to", "止日不得早于起日，一次最多看一年，请改正");
        }

        var plans = await db.CarePlans.AsNoTracking().Where(p => p.IsOn).ToListAsync(cancel);
        if (plans.Count == 0)
        {
            return [];
        }

        var standards = await db.CareStandards.AsNoTracking().Where(s => s.Type != null).ToListAsync(cancel);
        var people = await PeopleAsync(plans.Exists(p => p.FocusWords is not null), cancel);
        var made = (await (
            from person in db.CareVisitPersons.AsNoTracking()
            where person.PlanId != null
            join visit in db.CareVisits.AsNoTracking() on person.VisitId equals visit.Id
            select new { person.PlanId, person.Occurrence, person.CadreId, visit.Number }).ToListAsync(cancel)).ToDictionary(m => (m.PlanId!.Value, m.Occurrence!, m.CadreId), m => m.Number);
        var visits = (await load.OthersAsync(null, [.. people.Select(p => p.Cadre.Id)], cancel)).ToLookup(v => v.CadreId);
        var (first, last) = (from, to);
        var hasRound = plans.Exists(p => p.Rule == CarePlanRule.RoundBirthday);
        return
        [
            .. from plan in plans
               from somebody in people
               from occurrence in CareDays.Of(plan, somebody.Cadre.BirthOn, first, last)
               let number = made.GetValueOrDefault((plan.Id, occurrence.Key, somebody.Cadre.Id))
               let leftOut = number is null ? LeftOut(plan, occurrence, somebody, [.. visits[somebody.Cadre.Id]], hasRound, CareStandard.EndedBefore(standards, plan.Type, occurrence.On)) : null
               where leftOut is not ""
               orderby occurrence.On, plan.Name, somebody.Cadre.PersonNumber
               select new Item(plan.Id, plan.Name, plan.Type, occurrence.Key, plan.IsByPeriod ? occurrence.From : occurrence.On.AddDays(-plan.LeadDays), occurrence.On, somebody.Cadre.Id, somebody.Cadre.Name,
                   $"{somebody.Cadre.Name} {occurrence.On:yyyy-MM-dd} {occurrence.Words}{(plan.IsByPeriod ? "" : plan.Type is CareVisitType.Birthday ? "慰问" : "走访")}", number, leftOut, plan.OneTrip),
        ];
    }

    /// <summary>Of what is due by now: occasions within the lead of their plan, and those missed in the last days.</summary>
    public async Task<IReadOnlyList<Item>> DueAsync(CancellationToken cancel)
    {
        var today = clock.Today;
        return [.. (await PreviewAsync(today.AddDays(-LateDays), today.AddDays(100), cancel)).Where(i => i.From <= today && (i.On >= today || i.Occurrence.Length == 4))];
    }

    /// <summary>Makes what is due; the numbers of the new visits. Running it again makes nothing.</summary>
    public Task<IReadOnlyList<string>> ExecuteAsync(Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        if (!ChangeCarePlan.MayChange(actor) && !RegisterCareVisit.MayRegister(actor, await db.RetireeOfficeAsync(cancel)))
        {
            throw new RefusedException(new Reason("按计划生成走访由老干部服务专干或老干部工作科室办理，请联系他们", LiftedBy: "老干部服务专干"));
        }

        await db.LockAsync(CareVisitWorkflow.Lock, cancel);
        var numbers = new List<string>();
        var due = (await DueAsync(cancel)).Where(i => i.IsDue).ToList();
        foreach (var trip in due.GroupBy(i => (i.PlanId, i.Occurrence, Person: i.OneTrip ? Guid.Empty : i.CadreId)))
        {
            var first = trip.First();
            var visit = await register.CreateAsync(first.Type, $"{first.Plan}（{first.Occurrence}）", clock.Today, [.. trip.Select(i => new RegisterCareVisit.Wanted(i.CadreId, i.Name, i.PlanId, i.Occurrence, i.Why))], first.On, null, actor, cancel);
            numbers.Add(visit.Number);
        }

        return (IReadOnlyList<string>)numbers;
    }, cancel);

    /// <summary>The nightly run; without a 老干部工作科室 there is nothing to do.</summary>
    async Task<int> IDailyWork.ExecuteAsync(CancellationToken cancel) =>
        await db.Departments.AnyAsync(d => d.IsRetireeOffice && !d.IsClosed, cancel) ? (await ExecuteAsync(Actor.System, cancel)).Count : 0;

    /// <summary>Null: he is to be visited. Empty: nobody would ask (he was gone before that year).</summary>
    private string? LeftOut(CarePlan plan, CareOccurrence occurrence, Somebody somebody, IReadOnlyList<OtherVisit> visits, bool hasRound, DateOnly? endedOn)
    {
        var now = clock.Now;
        var day = plan.IsByPeriod && occurrence.From <= clock.Today && clock.Today <= occurrence.On ? clock.Today : occurrence.On;
        if (!somebody.Statuses.InCareOn(day, now))
        {
            var last = somebody.Statuses.Where(s => s.IsKnownAt(now) && s.From <= day && s.Kind != CadreStatusKind.HandedOver).MaxBy(s => s.From);
            return last is null || last.From.Year < day.Year ? "" : $"{last.From:yyyy-MM-dd}{last.Kind.Display()}，不在册";
        }

        if (endedOn is { } ended)
        {
            return $"{plan.Type.Display()}的慰问标准已于{ended:yyyy-MM-dd}停用";
        }

        if (plan.Level is { } level && somebody.Levels.LevelOn(day, now) != level)
        {
            return $"本计划只走访{level.Display()}";
        }

        if (plan.Rule == CarePlanRule.Birthday && hasRound && (occurrence.On.Year - somebody.Cadre.BirthOn!.Value.Year) % 10 == 0)
        {
            return "逢十寿辰，按逢十寿辰计划办理";
        }

        if (plan.MinAge is { } age && !(CareVisitLedger.AgeOn(somebody.Cadre.BirthOn, day) >= age))
        {
            return somebody.Cadre.BirthOn is null ? "花名册没有出生日期" : $"未满{age}周岁";
        }

        if (plan.FocusWords is { } words && !words.Split('、').Any(w => somebody.Focus.Contains(w, StringComparison.Ordinal)))
        {
            return "不是本计划关注的人员";
        }

        var there = plan.Type is CareVisitType.SpringFestival or CareVisitType.DoubleNinth
            ? visits.FirstOrDefault(v => v.Type == plan.Type && CareVisitFacts.FestivalYear(v.Type, v.On) == occurrence.On.Year)
            : plan.IsByPeriod ? visits.FirstOrDefault(v => v.Type == plan.Type && v.On >= occurrence.From && v.On <= occurrence.On)
            : visits.FirstOrDefault(v => v.Type == plan.Type && v.On >= occurrence.On.AddDays(-plan.LeadDays) && v.On <= occurrence.On.AddDays(30));
        return there is null ? null : $"已有{there.Type.Display()}（{there.Number}）";
    }

    private async Task<IReadOnlyList<Somebody>> PeopleAsync(bool withFocus, CancellationToken cancel)
    {
        var cadres = await db.Cadres.AsNoTracking().Where(c => c.KeptCadreId == null).OrderBy(c => c.PersonNumber).ToListAsync(cancel);
        var statuses = (await db.CadreStatuses.AsNoTracking().ToListAsync(cancel)).ToLookup(s => s.CadreId);
        var levels = (await db.CadreLevels.AsNoTracking().ToListAsync(cancel)).ToLookup(l => l.CadreId);
        var texts = withFocus ? await values.ReadAsync([.. cadres.SelectMany(c => new[] { c.FocusId, c.HealthId }).OfType<Guid>()], cancel) : new Dictionary<Guid, string>();
        return [.. cadres.Select(c => new Somebody(c, [.. statuses[c.Id]], [.. levels[c.Id]], string.Join('、', new[] { c.FocusId, c.HealthId }.OfType<Guid>().Select(id => texts.GetValueOrDefault(id)))))];
    }
}

/// <summary>The calendar of visits between two days: what plans will ask for, what is due, what was made.</summary>
public sealed class CareCalendar(CaseDb db, MakeDueVisits plans, OfficeClock clock)
{
    public enum Mark
    {
        /// <summary>A plan will ask for it.</summary>
        Coming,

        /// <summary>Entered, to be made on or by the day.</summary>
        Due,
        Overdue,
        Done,
    }

    /// <param name="Number">Null while there is no visit yet.</param>
    /// <param name="Names">Whom.</param>
    public sealed record Entry(DateOnly On, Mark Mark, CareVisitType Type, string? Number, IReadOnlyList<string> Names, string? State, string? Why);

    public async Task<IReadOnlyList<Entry>> ExecuteAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var today = clock.Today;
        var rows = await FindCareVisits.Rows(db.CareVisits.AsNoTracking().Where(v => v.State != CareVisitState.Cancelled
            && (v.VisitedOn ?? v.PlannedOn ?? v.DueOn ?? v.TriggeredOn) >= from && (v.VisitedOn ?? v.PlannedOn ?? v.DueOn ?? v.TriggeredOn) <= to).OrderBy(v => v.Number)).ToListAsync(cancel);
        var coming = to < today ? [] : (await plans.PreviewAsync(from < today ? today : from, to, cancel)).Where(i => i.IsDue).ToList();
        return
        [
            .. rows.Select(r => new Entry(r.VisitedOn ?? r.PlannedOn ?? r.DueOn ?? r.TriggeredOn, r.VisitedOn is not null ? Mark.Done : r.IsOverdue(today) ? Mark.Overdue : Mark.Due, r.Type, r.Number, r.Names, r.State.Display(), null))
                .Concat(coming.GroupBy(i => (i.On, i.PlanId, Person: i.OneTrip ? Guid.Empty : i.CadreId)).Select(g => new Entry(g.Key.On, Mark.Coming, g.First().Type, null, [.. g.Select(i => i.Name)], null, g.First().Plan)))
                .OrderBy(e => e.On).ThenBy(e => e.Number is null).ThenBy(e => e.Number, StringComparer.Ordinal),
        ];
    }
}
