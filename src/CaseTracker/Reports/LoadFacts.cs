using CaseTracker.Benefits;
using CaseTracker.Bureau;
using CaseTracker.Cadres;
using CaseTracker.Calendar;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Disputes;
using CaseTracker.Governance;
using CaseTracker.History;
using CaseTracker.Petitions;
using CaseTracker.ReceptionDays;
using CaseTracker.Receptions;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Reports;

/// <summary>
/// Reads what the figures count. Official figures have one scope whoever asks: ordinary cases, every department; accusations are a book of their own.
/// As known at an instant: what was recorded later is not there, what was changed later stands as it stood.
/// </summary>
public sealed class LoadFacts(CaseDb db, OfficeClock clock, LoadWorkCalendar calendars, CountMovement movement)
{
    // A closed case keeps the limit of its day; a calendar changed since moves it by a long holiday at most.
    private const int CalendarSlack = 40;

    /// <param name="asOf">Judges what is open; without it today.</param>
    /// <param name="knownAt">Without it now.</param>
    public async Task<Facts> ExecuteAsync(Period span, DateOnly? asOf, DateTime? knownAt, CancellationToken cancel)
    {
        var known = knownAt ?? clock.Now;
        var day = asOf ?? clock.Today;
        var petitions = await PetitionsAsync(span, day, knownAt, cancel);
        var cadres = await CadresAsync(known, cancel);
        var receptions = await ReceptionsAsync(span, knownAt, cancel);
        var items = await ItemsAsync(knownAt, cancel);
        var moves = await movement.ExecuteAsync(span.From, span.To, known, cancel, isOfficial: true);
        return new Facts(span, day, known,
        [
            petitions,
            cadres.Roster,
            receptions.Select(r => r.Counted(cadres)).ToList(),
            await VisitsAsync(span, knownAt, cadres, cancel),
            await BenefitsAsync(span, knownAt, cancel),
            moves.People.SelectMany(p => p.Moves.Select(m => new CountedMove(p.CadreId, p.Number, p.Name, m.On, m.How))).ToList(),
            items.Select(i => new CountedItem(i)).ToList(),
            (await DisputesAsync(knownAt, cancel)).Concat(items.Where(i => i is { Kind: GovernanceKind.DisputeSweep, IsDone: true }).Select(CountedDispute.Of)).ToList(),
            (await LeaderDaysAsync(knownAt, cancel)).Concat(items.Where(i => i is { Kind: GovernanceKind.LeaderReception, IsDone: true, FinishedOn: not null }).Select(CountedLeaderDay.Of)).ToList(),
            petitions.Where(p => p.IsVisit).Select(CountedArrival.Of).Concat(receptions.Where(r => r.Reception is { Form: ReceptionForm.Visit, Nature: ReceptionNature.Petition }).Select(r => CountedArrival.Of(r.Reception))).ToList(),
        ]);
    }

    /// <summary>The petitions that any figure of the span asks about.</summary>
    public async Task<IReadOnlyList<RatedPetition>> PetitionsAsync(Period span, DateOnly asOf, DateTime? knownAt, CancellationToken cancel)
    {
        var (from, to) = (span.From, span.To);
        var (dueFrom, dueTo) = (from.AddDays(-CalendarSlack), to.AddDays(CalendarSlack));
        var then = await ThenAsync(Petition.Kinds, knownAt, cancel);
        // The limits kept for sorting find what falls due; where none is kept, the count decides.
        var current = await Official<Petition>().Where(p => !p.IsConfidential).Include(p => p.Rounds).Include(p => p.Sides).AsSplitQuery()
            .Where(p => (p.RegisteredOn >= from && p.RegisteredOn <= to) || (p.ReceivedOn >= from && p.ReceivedOn <= to)
                || (p.DeliveredOn >= from && p.DeliveredOn <= to) || (p.SignedOn >= from && p.SignedOn <= to) || (p.EndedOn >= from && p.EndedOn <= to)
                || (p.HandleDueOn >= dueFrom && p.HandleDueOn <= dueTo) || (p.ExtendedDueOn >= dueFrom && p.ExtendedDueOn <= dueTo)
                || ((p.IsOpen || p.EndedOn == null || p.EndedOn > to) && p.ReceivedOn <= to))
            .ToListAsync(cancel);
        var petitions = Then(then, current).Where(p => p is { IsConfidential: false, IsVoid: false, DoubleOf: null }).ToList();
        Refill(then, petitions, p => p.Rounds, r => r.PetitionId);
        Refill(then, petitions, p => p.Sides, s => s.PetitionId);
        var repeats = (await RepeatsAsync(then, cancel)).ToLookup(r => r.Of, StringComparer.Ordinal);
        var bureau = await db.BureauAsync(cancel);
        var calendar = await calendars.ExecuteAsync(cancel);
        return [.. petitions.Select(p => RatedPetition.Of(p, CountClocks.Of(p, calendar, bureau.Clocks, asOf), Returns(p.Number), bureau.SettledWindowDays, asOf))];

        // When the matter of a case came back: the repeats of it, and the repeats of those.
        IEnumerable<DateOnly> Returns(string number)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal) { number };
            var waiting = new Stack<string>(seen);
            while (waiting.TryPop(out var of))
            {
                foreach (var repeat in repeats[of].Where(r => seen.Add(r.Number)))
                {
                    yield return repeat.ReceivedOn;
                    waiting.Push(repeat.Number);
                }
            }
        }
    }

    private async Task<IEnumerable<Again>> RepeatsAsync(KnownThen? then, CancellationToken cancel)
    {
        var current = Official<Petition>().Where(p => !p.IsConfidential && !p.IsVoid && p.DoubleOf == null && p.IsRepeat && p.RelatedNumber != null);
        return then is null
            ? await current.Select(p => new Again(p.RelatedNumber!, p.Number, p.ReceivedOn)).ToListAsync(cancel)
            : then.Of(await current.ToListAsync(cancel)).Where(p => p is { IsConfidential: false, IsVoid: false, DoubleOf: null, IsRepeat: true, RelatedNumber: not null }).Select(p => new Again(p.RelatedNumber!, p.Number, p.ReceivedOn));
    }

    private async Task<Roll> CadresAsync(DateTime known, CancellationToken cancel) => new(
        await Official<Cadre>().Select(c => new Roll.Name(c.Id, c.PersonNumber, c.Name, c.KeptCadreId)).ToDictionaryAsync(c => c.Id, cancel),
        (await Official<CadreLevel>().ToListAsync(cancel)).ToLookup(l => l.CadreId),
        (await Official<CadreStatus>().ToListAsync(cancel)).ToLookup(s => s.CadreId),
        known);

    private async Task<IReadOnlyList<Arrived>> ReceptionsAsync(Period span, DateTime? knownAt, CancellationToken cancel)
    {
        var (from, to) = (span.From, span.To);
        var then = await ThenAsync(Reception.Kind, knownAt, cancel);
        var current = Official<Reception>().Where(r => !r.IsConfidential && r.ArrivedOn >= from && r.ArrivedOn <= to);
        var visitors = Then(then, await Official<ReceptionVisitor>().Where(v => current.Any(r => r.Id == v.ReceptionId)).ToListAsync(cancel)).ToLookup(v => v.ReceptionId);
        return [.. Then(then, await current.ToListAsync(cancel))
            .Where(r => r is { IsConfidential: false, State: not (ReceptionState.Voided or ReceptionState.Merged), RepeatsId: null } && span.Holds(r.ArrivedOn))
            .Select(r => new Arrived(r, [.. visitors[r.Id].OrderBy(v => v.Ordinal)]))];
    }

    private async Task<IReadOnlyList<CountedVisit>> VisitsAsync(Period span, DateTime? knownAt, Roll cadres, CancellationToken cancel)
    {
        var (from, to) = (span.From, span.To);
        var then = await ThenAsync(CareVisit.Kind, knownAt, cancel);
        var visits = Then(then, await Official<CareVisit>().Where(v => v.VisitedOn >= from && v.VisitedOn <= to).Include(v => v.Persons).ToListAsync(cancel))
            .Where(v => v is { State: CareVisitState.Visited or CareVisitState.Reimbursing or CareVisitState.Closed, RepeatsId: null } && span.Holds(v.VisitedOn)).ToList();
        Refill(then, visits, v => v.Persons, p => p.VisitId);
        return [.. visits.Select(v => new CountedVisit(v.Id, v.Number, v.Cause, v.VisitedOn!.Value, v.Type, (v.ActualFen ?? 0).Yuan(),
            [.. v.Present.Where(p => p.Result == VisitResult.Seen).Select(p => new CountedVisit.Person(p.CadreId, p.Name, cadres.LevelOn(p.CadreId, v.Type == CareVisitType.Condolence ? v.TriggeredOn : v.VisitedOn.Value)))]))];
    }

    private async Task<IReadOnlyList<CountedBenefit>> BenefitsAsync(Period span, DateTime? knownAt, CancellationToken cancel)
    {
        var (from, to) = (span.From, span.To);
        var then = await ThenAsync(Benefit.Kind, knownAt, cancel);
        var benefits = Then(then, await Official<Benefit>().Where(b => b.ResolvedOn >= from && b.ResolvedOn <= to).Include(b => b.People).ToListAsync(cancel))
            .Where(b => b is { State: BenefitState.Resolved, IsSuspectedDouble: false } && span.Holds(b.ResolvedOn)).ToList();
        Refill(then, benefits, b => b.People, p => p.BenefitId);
        return [.. benefits.Select(b => new CountedBenefit(b.Id, b.Number, b.Summary, b.ResolvedOn!.Value, b.Type, b.Active.Count, b.Paid ?? b.Amount ?? 0,
            b.ApprovalKey is { } key ? $"{key}|{string.Join(',', b.Active.Select(p => p.CadreId).Order())}" : b.Number))];
    }

    private async Task<IReadOnlyList<GovernanceFact>> ItemsAsync(DateTime? knownAt, CancellationToken cancel)
    {
        var then = await ThenAsync(GovernanceItem.RecordName, knownAt, cancel);
        var items = Then(then, await Official<GovernanceItem>().Include(i => i.Parts.Where(p => p.Kind == GovernancePartKind.Suspension)).ToListAsync(cancel)).Where(i => i.State != GovernanceState.Withdrawn).ToList();
        Refill(then, items, i => i.Parts, p => p.ItemId);
        return [.. items.OrderBy(i => i.Number, StringComparer.Ordinal).Select(GovernanceFact.Of)];
    }

    private async Task<IEnumerable<CountedDispute>> DisputesAsync(DateTime? knownAt, CancellationToken cancel) =>
        Then(await ThenAsync(Dispute.Kind, knownAt, cancel), await Official<Dispute>().ToListAsync(cancel)).Where(d => d.State != DisputeState.Voided).Select(CountedDispute.Of);

    private async Task<IEnumerable<CountedLeaderDay>> LeaderDaysAsync(DateTime? knownAt, CancellationToken cancel)
    {
        var visits = Then(await ThenAsync(DayVisit.Kind, knownAt, cancel), await Official<DayVisit>().ToListAsync(cancel)).Where(v => v.State != DayVisitState.Voided).ToLookup(v => v.DayId);
        return Then(await ThenAsync(ReceptionDay.Kind, knownAt, cancel), await Official<ReceptionDay>().ToListAsync(cancel)).Where(d => d.State == ReceptionDayState.Held).Select(d => CountedLeaderDay.Of(d, [.. visits[d.Id]]));
    }

    private IQueryable<T> Official<T>() where T : class => db.Set<T>().IgnoreQueryFilters().AsNoTracking();

    private async Task<KnownThen?> ThenAsync(string kind, DateTime? knownAt, CancellationToken cancel) => knownAt is { } instant ? await KnownThen.ReadAsync(db, kind, instant, cancel) : null;

    private static IEnumerable<T> Then<T>(KnownThen? then, IEnumerable<T> current) where T : class, IRecordPart => then is null ? current : then.Of(current);

    /// <summary>Gives rebuilt records their parts; those that are as they were have them.</summary>
    private static void Refill<TRecord, TPart>(KnownThen? then, IEnumerable<TRecord> records, Func<TRecord, List<TPart>> parts, Func<TPart, Guid> owner) where TRecord : class, IRecordPart where TPart : class, IRecordPart
    {
        var rebuilt = then?.Of<TPart>([]).ToLookup(owner);
        foreach (var record in records.Where(r => then?.IsRebuilt(r.RecordId) == true))
        {
            parts(record).AddRange(rebuilt![record.RecordId]);
        }
    }

    /// <summary>A repeat of an earlier case.</summary>
    private sealed record Again(string Of, string Number, DateOnly ReceivedOn);

    private sealed record Arrived(Reception Reception, IReadOnlyList<ReceptionVisitor> Visitors)
    {
        /// <summary>The main visitor decides for the row: where he is 遗属, or nobody in care stands behind him, none of it counts.</summary>
        public CountedReception Counted(Roll cadres)
        {
            var people = Visitors is [var main, ..] && IsCounted(main)
                ? Visitors.Where(IsCounted).DistinctBy(v => cadres.Kept(v.CadreId!.Value)).Select(v => new CountedReception.Person(cadres.Kept(v.CadreId!.Value), v.Name ?? "", cadres.LevelOn(v.CadreId.Value, Reception.ArrivedOn)))
                : [];
            return new(Reception.Id, Reception.Number, Reception.Problem ?? "", Reception.ArrivedOn, Reception.Form, Reception.Nature, [.. people]);

            bool IsCounted(ReceptionVisitor v) => v.Relation != VisitorRelation.Survivor && v.CadreId is { } cadre && cadres.InCareOn(cadre, Reception.ArrivedOn);
        }
    }

    /// <summary>The roster through time.</summary>
    private sealed record Roll(IReadOnlyDictionary<Guid, Roll.Name> Names, ILookup<Guid, CadreLevel> Levels, ILookup<Guid, CadreStatus> Statuses, DateTime Known)
    {
        public sealed record Name(Guid Id, string Number, string Called, Guid? KeptId);

        public Guid Kept(Guid id) => Names.TryGetValue(id, out var row) && row.KeptId is { } kept ? kept : id;

        public Level? LevelOn(Guid id, DateOnly day) => Levels[Kept(id)].LevelOn(day, Known);

        public bool InCareOn(Guid id, DateOnly day) => Statuses[Kept(id)].InCareOn(day, Known);

        public IReadOnlyList<CountedCadre> Roster =>
        [
            .. from row in Names.Values
               let own = Statuses[row.Id].Where(s => s.IsKnownAt(Known)).ToList()
               where !own.Exists(s => s.Kind == CadreStatusKind.Mistaken)
               let handed = own.Where(s => s.Kind == CadreStatusKind.HandedOver).Select(s => (DateOnly?)s.From).Min()
               where handed is not null
               orderby row.Number
               select new CountedCadre(row.Id, row.Number, row.Called, handed.Value, day => own.InCareOn(day, Known)),
        ];
    }
}
