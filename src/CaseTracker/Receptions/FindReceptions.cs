using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.People;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Receptions;

/// <summary>来访登记查询: newest first, page by page, with the count. What the viewer may not know is in neither.</summary>
public sealed class FindReceptions(CaseDb db, OfficeClock clock)
{
    public const int PageSize = 20;

    public sealed record Filter
    {
        [Display(Name = "来访日期从")] public DateOnly? From { get; init; }

        [Display(Name = "至")] public DateOnly? To { get; init; }

        [Display(Name = "来访形式")] public ReceptionForm? Form { get; init; }

        [Display(Name = "事项性质")] public ReceptionNature? Nature { get; init; }

        [Display(Name = "职级（按花名册）")] public Level? Level { get; init; }

        [Display(Name = "状态")] public ReceptionState? State { get; init; }

        [Display(Name = "接待人")] public Guid? ReceiverId { get; init; }

        [Display(Name = "关键词"), StringLength(100)] public string? Q { get; init; }

        /// <summary>Rows after this place; from <see cref="Row.Place"/>.</summary>
        public string? After { get; init; }

        public string? Before { get; init; }
    }

    /// <summary>One line of the list.</summary>
    public sealed record Row(Guid Id, string Number, DateOnly ArrivedOn, TimeOnly? ArrivedAt, ReceptionForm Form, ReceptionNature Nature, string? MainVisitor, bool IsAnonymous, int PeopleCount,
        string? Summary, ReceptionDemand? Demand, string? ReceiverName, ReceptionState State, bool IsConfidential)
    {
        public string Place => $"{ArrivedOn:yyyy-MM-dd}~{Number}";

        /// <summary>What stands for the visitor where no name may or can.</summary>
        public string Who => IsConfidential ? "（保密）" : MainVisitor ?? (IsAnonymous ? "匿名" : "");
    }

    public sealed record Found(IReadOnlyList<Row> Rows, int Total, bool HasPrevious, bool HasNext);

    public async Task<Found> ExecuteAsync(Filter filter, CancellationToken cancel)
    {
        var all = Query(filter);
        var total = await all.CountAsync(cancel);
        var backwards = filter.Before is not null && filter.After is null;
        var page = Seek(all, filter.After, after: true);
        page = backwards ? Seek(all, filter.Before, after: false).OrderBy(r => r.ArrivedOn).ThenBy(r => r.Number) : page.OrderByDescending(r => r.ArrivedOn).ThenByDescending(r => r.Number);
        var rows = await page.Take(PageSize + 1)
            .Select(r => new Row(r.Id, r.Number, r.ArrivedOn, r.ArrivedAt, r.Form, r.Nature, r.MainVisitor, r.IsAnonymous, r.PeopleCount,
                r.Problem == null ? null : r.Problem.Substring(0, 60), r.Demand, r.ReceiverName, r.State, r.IsConfidential))
            .ToListAsync(cancel);
        var more = rows.Count > PageSize;
        rows = rows.GetRange(0, Math.Min(rows.Count, PageSize));
        if (backwards)
        {
            rows.Reverse();
        }

        return new(rows, total, backwards ? more : filter.After is not null, backwards || more);
    }

    /// <summary>The one query of list, count and ledger.</summary>
    public IQueryable<Reception> Query(Filter filter)
    {
        var query = db.Receptions.AsNoTracking();
        if (filter.From is { } from)
        {
            query = query.Where(r => r.ArrivedOn >= from);
        }

        if (filter.To is { } to)
        {
            query = query.Where(r => r.ArrivedOn <= to);
        }

        if (filter.Form is { } form)
        {
            query = query.Where(r => r.Form == form);
        }

        if (filter.Nature is { } nature)
        {
            query = query.Where(r => r.Nature == nature);
        }

        if (filter.State is { } state)
        {
            query = query.Where(r => r.State == state);
        }

        if (filter.ReceiverId is { } receiver)
        {
            query = query.Where(r => r.ReceiverId == receiver);
        }

        if (filter.Level is { } level)
        {
            var levels = db.VisitorLevels(clock.Now).Where(v => level == Level.Plant
                ? v.Grade == CadreGrade.PlantHead || v.Grade == CadreGrade.PlantDeputy
                : v.Grade == CadreGrade.MiddleHead || v.Grade == CadreGrade.MiddleDeputy);
            query = query.Where(r => levels.Any(v => v.ReceptionId == r.Id));
        }

        if (Inputs.Tidy(filter.Q) is { } words)
        {
            var name = PersonName.Key(words);
            query = query.Where(r => r.Number.Contains(words) || (r.Problem != null && r.Problem.Contains(words))
                || db.Set<ReceptionVisitor>().Any(v => v.ReceptionId == r.Id && v.NameKey != null && v.NameKey.Contains(name)));
        }

        return query;
    }

    private static IQueryable<Reception> Seek(IQueryable<Reception> query, string? place, bool after)
    {
        if (place?.Split('~') is not [var day, var number] || !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on))
        {
            return query;
        }

        return after
            ? query.Where(r => r.ArrivedOn < on || (r.ArrivedOn == on && string.Compare(r.Number, number) < 0))
            : query.Where(r => r.ArrivedOn > on || (r.ArrivedOn == on && string.Compare(r.Number, number) > 0));
    }
}

/// <summary>The level that a visitor who is a cadre, or comes for one, had on the day of the visit, from the roster alone.</summary>
public sealed record VisitorLevel
{
    public required Guid ReceptionId { get; init; }

    public required Guid VisitorId { get; init; }

    public required Guid CadreId { get; init; }

    public required VisitorRelation Relation { get; init; }

    public required CadreGrade? Grade { get; init; }
}

public static class ReceptionLevels
{
    /// <summary>Every visitor who is recognised on the roster, with his grade on the day of the visit as known at an instant.</summary>
    public static IQueryable<VisitorLevel> VisitorLevels(this CaseDb db, DateTime knownAt)
    {
        var levels = db.LevelsKnownAt(knownAt);
        return from visitor in db.Set<ReceptionVisitor>()
               join reception in db.Set<Reception>() on visitor.ReceptionId equals reception.Id
               where visitor.CadreId != null
               select new VisitorLevel
               {
                   ReceptionId = reception.Id,
                   VisitorId = visitor.Id,
                   CadreId = visitor.CadreId!.Value,
                   Relation = visitor.Relation,
                   Grade = levels.Where(l => l.CadreId == visitor.CadreId && l.From <= reception.ArrivedOn)
                       .OrderByDescending(l => l.From).ThenByDescending(l => l.KnownFrom).Select(l => (CadreGrade?)l.Grade).FirstOrDefault(),
               };
    }
}
