using CaseTracker.Benefits;
using CaseTracker.Bureau;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Receptions;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Reports;

/// <summary>The figures of the services to retired cadres over a period, each with the rows it rests on; one scope, whoever may run it. The roster is asked as it was known at an instant.</summary>
public sealed class CountRetirees(CaseDb db, CountMovement movement, OfficeClock clock)
{
    /// <param name="Movement">在册变动 of the period.</param>
    public sealed record Report(Period Period, DateTime KnownAt, IReadOnlyList<CountedFigure> Figures, CountMovement.Table Movement, decimal VisitSpending, bool IsDemonstration)
    {
        /// <summary>A figure by its code; an unknown one does not exist.</summary>
        public CountedFigure Figure(string code) => Figures.FirstOrDefault(f => f.Code == code) ?? throw new NotFoundException("该指标");
    }

    /// <param name="knownAt">Without it: now.</param>
    public async Task<Report> ExecuteAsync(Period period, DateTime? knownAt, CancellationToken cancel)
    {
        var known = knownAt ?? clock.Now;
        var moves = await movement.ExecuteAsync(period.From, period.To, known, cancel, isOfficial: true);
        foreach (var row in (CountMovement.Row[])[moves.Total, .. moves.ByLevel, .. moves.ByAge])
        {
            if (!row.Balances)
            {
                throw new RefusedException($"在册变动不平衡：{row.Name}年初{row.Start}、新增{row.Added}、恢复{row.Restored}、去世{row.Died}、转出{row.TransferredOut}、年末{row.End}，不能出表。请联系系统管理员");
            }
        }

        var names = await db.Cadres.IgnoreQueryFilters().AsNoTracking().Select(c => new { c.Id, c.PersonNumber, c.Name, Kept = c.KeptCadreId }).ToDictionaryAsync(c => c.Id, cancel);
        var levels = (await db.CadreLevels.IgnoreQueryFilters().AsNoTracking().ToListAsync(cancel)).ToLookup(l => l.CadreId);
        var statuses = (await db.CadreStatuses.IgnoreQueryFilters().AsNoTracking().ToListAsync(cancel)).ToLookup(s => s.CadreId);
        var visits = await VisitsAsync(period, LevelOf, cancel);
        List<CountedFigure> figures =
        [
            .. RetireeFigures.Roster.Select(f => f.Over(Roster(), Period.Of(DateOnly.MinValue, period.To))),
            .. await ReceptionsAsync(period, LevelOf, Kept, IsInCare, cancel) is var arrivals ? RetireeFigures.Receptions.Select(f => f.Over(arrivals, period)) : [],
            .. await BenefitsAsync(period, cancel) is var benefits ? RetireeFigures.OfBenefits.Select(f => f.Over(benefits, period)) : [],
            .. RetireeFigures.OfVisits.Select(f => f.Over(visits, period)),
            .. RetireeFigures.OfMoves.Select(f => f.Over(moves.People.SelectMany(p => p.Moves.Select(m => new CountedMove(p.CadreId, p.Number, p.Name, m.On, m.How, p.Level))), period)),
        ];
        return new(period, known, figures, moves, visits.DistinctBy(v => v.Key).Sum(v => v.Amount), (await db.BureauAsync(cancel)).IsDemonstration);

        Guid Kept(Guid id) => names.TryGetValue(id, out var row) && row.Kept is { } kept ? kept : id;

        bool IsInCare(Guid id, DateOnly day) => statuses[Kept(id)].InCareOn(day, known);

        Level? LevelOf(Guid id, DateOnly day) => levels[Kept(id)].LevelOn(day, known);

        IEnumerable<CountedCadre> Roster() =>
            from row in names.Values
            let own = statuses[row.Id].Where(s => s.IsKnownAt(known)).ToList()
            where !own.Exists(s => s.Kind == CadreStatusKind.Mistaken)
            let handed = own.Where(s => s.Kind == CadreStatusKind.HandedOver).Select(s => (DateOnly?)s.From).Min()
            where handed is not null
            select new CountedCadre(row.Id, row.PersonNumber, row.Name, handed.Value, levels[row.Id].LevelOn(period.To, known), own.InCareOn(period.To, known));
    }

    private async Task<IReadOnlyList<CountedReception>> ReceptionsAsync(Period period, Func<Guid, DateOnly, Level?> levelOf, Func<Guid, Guid> kept, Func<Guid, DateOnly, bool> inCare, CancellationToken cancel)
    {
        var (from, to) = (period.From, period.To);
        var receptions = await db.Receptions.IgnoreQueryFilters().AsNoTracking()
            .Where(r => !r.IsConfidential && r.State != ReceptionState.Voided && r.State != ReceptionState.Merged && r.RepeatsId == null && r.ArrivedOn >= from && r.ArrivedOn <= to)
            .Select(r => new { r.Id, r.Number, r.Problem, r.ArrivedOn, r.Form, r.Nature }).ToListAsync(cancel);
        var visitors = (await db.ReceptionVisitors.IgnoreQueryFilters().AsNoTracking()
            .Where(v => v.CadreId != null && db.Set<Reception>().IgnoreQueryFilters().Any(r => r.Id == v.ReceptionId && r.ArrivedOn >= from && r.ArrivedOn <= to))
            .OrderBy(v => v.Ordinal).Select(v => new { v.ReceptionId, CadreId = v.CadreId!.Value, v.Name, v.Relation }).ToListAsync(cancel)).ToLookup(v => v.ReceptionId);
        return [.. receptions.Select(r => new CountedReception(r.Id, r.Number, r.Problem ?? "", r.ArrivedOn, r.Form, r.Nature,
            [.. visitors[r.Id].Where(v => v.Relation != VisitorRelation.Survivor && inCare(v.CadreId, r.ArrivedOn)).DistinctBy(v => kept(v.CadreId))
                .Select(v => new CountedReception.Person(kept(v.CadreId), v.Name ?? "", levelOf(v.CadreId, r.ArrivedOn)))]))];
    }

    private async Task<IReadOnlyList<CountedVisit>> VisitsAsync(Period period, Func<Guid, DateOnly, Level?> levelOf, CancellationToken cancel)
    {
        var visits = await db.CountedCareVisits(period.From, period.To).IgnoreQueryFilters().AsNoTracking().Include(v => v.Persons).ToListAsync(cancel);
        return [.. visits.Select(v => new CountedVisit(v.Id, v.Number, v.Cause, v.VisitedOn!.Value, v.Type, (v.ActualFen ?? 0).Yuan(),
            [.. v.Present.Where(p => p.Result == VisitResult.Seen).Select(p => new CountedVisit.Person(p.CadreId, p.Name, levelOf(p.CadreId, v.Type == CareVisitType.Condolence ? v.TriggeredOn : v.VisitedOn.Value)))]))];
    }

    private async Task<IReadOnlyList<CountedBenefit>> BenefitsAsync(Period period, CancellationToken cancel)
    {
        var (from, to) = (period.From, period.To);
        var benefits = await db.Benefits.IgnoreQueryFilters().AsNoTracking().Include(b => b.People)
            .Where(b => b.State == BenefitState.Resolved && !b.IsSuspectedDouble && b.ResolvedOn >= from && b.ResolvedOn <= to).ToListAsync(cancel);
        return [.. benefits.Select(b => new CountedBenefit(b.Id, b.Number, b.Summary, b.ResolvedOn!.Value, b.Type, b.Active.Count, b.Paid ?? b.Amount ?? 0,
            b.ApprovalKey is { } key ? $"{key}|{string.Join(',', b.Active.Select(p => p.CadreId).Order())}" : b.Number))];
    }
}
