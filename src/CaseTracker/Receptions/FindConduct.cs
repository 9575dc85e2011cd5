using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Receptions;

/// <summary>现场处置查询: newest first, page by page; and one record with its history.</summary>
public sealed class FindConduct(CaseDb db)
{
    public const int PageSize = 50;

    public const int MostCounted = 10_000;

    public sealed record Filter
    {
        [Display(Name = "关键词"), StringLength(100)] public string? Q { get; init; }

        [Display(Name = "发生日期从")] public DateOnly? From { get; init; }

        [Display(Name = "至")] public DateOnly? To { get; init; }

        [Display(Name = "行为")] public ForbiddenConduct? Conduct { get; init; }

        [Display(Name = "只看报公安的")] public bool PoliceOnly { get; init; }

        public string? After { get; init; }
    }

    public sealed record Page(IReadOnlyList<ConductRecord> Rows, int Count, string? Next);

    public sealed record Details(ConductRecord Record, IReadOnlyList<CaseEvent> Events);

    public async Task<Page> ExecuteAsync(Filter filter, CancellationToken cancel)
    {
        var matching = Matching(filter);
        var page = DayCursor.Read(filter.After) is var (day, id) ? matching.Where(c => c.HappenedOn < day || (c.HappenedOn == day && c.Id.CompareTo(id) < 0)) : matching;
        var rows = await page.OrderByDescending(c => c.HappenedOn).ThenByDescending(c => c.Id).Take(PageSize + 1).ToListAsync(cancel);
        var count = filter.After is null && rows.Count <= PageSize ? rows.Count : await matching.Take(MostCounted + 1).CountAsync(cancel);
        return new Page([.. rows.Take(PageSize)], count, rows.Count > PageSize ? DayCursor.Of(rows[PageSize - 1].HappenedOn, rows[PageSize - 1].Id) : null);
    }

    public async Task<Details> OneAsync(string number, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.SeeConduct);
        var wanted = number.Trim().ToUpperInvariant();
        var record = await db.ConductRecords.AsNoTracking().FirstOrDefaultAsync(c => c.Number == wanted, cancel) ?? throw new NotFoundException("该现场处置记录");
        db.Opened.Add(record.Id);
        return new(record, await db.Events.AsNoTracking().Where(e => e.RecordKind == ConductRecord.Kind && e.RecordId == record.Id).OrderBy(e => e.Seq).ToListAsync(cancel));
    }

    private IQueryable<ConductRecord> Matching(Filter filter)
    {
        var records = db.ConductRecords.AsNoTracking().Where(c => !c.IsVoid);
        records = Inputs.Tidy(filter.Q) is { } q ? records.Where(c => c.Number == q || c.ReceptionNumber == q || c.PetitionNumber == q || c.People.Contains(q) || c.Facts.Contains(q) || c.Place.Contains(q)) : records;
        records = filter.From is { } from ? records.Where(c => c.HappenedOn >= from) : records;
        records = filter.To is { } to ? records.Where(c => c.HappenedOn <= to) : records;
        records = filter.Conduct is { } conduct ? records.Where(c => c.Conduct == conduct) : records;
        return filter.PoliceOnly ? records.Where(c => c.PoliceCalled) : records;
    }
}
