using System.ComponentModel.DataAnnotations;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.ReceptionDays;

/// <summary>接访事项查询: whom the leaders received and what came of it, newest first, page by page.</summary>
public sealed class FindDayVisits(CaseDb db, OfficeClock clock)
{
    public const int PageSize = 50;

    public const int MostCounted = 10_000;

    public sealed record Filter
    {
        [Display(Name = "关键词"), StringLength(100)] public string? Q { get; init; }

        [Display(Name = "接访日期从")] public DateOnly? From { get; init; }

        [Display(Name = "至")] public DateOnly? To { get; init; }

        [Display(Name = "责任科室")] public Guid? DepartmentId { get; init; }

        [Display(Name = "状态")] public DayVisitState? State { get; init; }

        [Display(Name = "只看超期的交办")] public bool OverdueOnly { get; init; }

        public string? After { get; init; }
    }

    public sealed record Row(Guid Id, Guid DayId, DateOnly On, string VisitorName, int PeopleCount, string Problem, string? UnitName, string? PersonName, DateOnly? LimitOn, DayVisitState State, string? PetitionNumber);

    public sealed record Page(IReadOnlyList<Row> Rows, int Count, string? Next);

    public async Task<Page> ExecuteAsync(Filter filter, CancellationToken cancel)
    {
        var matching = Matching(filter);
        var page = DayCursor.Read(filter.After) is var (day, id) ? matching.Where(v => v.On < day || (v.On == day && v.Id.CompareTo(id) < 0)) : matching;
        var rows = await page.OrderByDescending(v => v.On).ThenByDescending(v => v.Id).Take(PageSize + 1)
            .Select(v => new Row(v.Id, v.DayId, v.On, v.VisitorName, v.PeopleCount, v.Problem.Substring(0, 60), v.UnitName, v.PersonName, v.LimitOn, v.State, v.PetitionNumber)).ToListAsync(cancel);
        var count = filter.After is null && rows.Count <= PageSize ? rows.Count : await matching.Take(MostCounted + 1).CountAsync(cancel);
        return new Page([.. rows.Take(PageSize)], count, rows.Count > PageSize ? DayCursor.Of(rows[PageSize - 1].On, rows[PageSize - 1].Id) : null);
    }

    private IQueryable<DayVisit> Matching(Filter filter)
    {
        var today = clock.Today;
        var visits = db.DayVisits.AsNoTracking();
        visits = Inputs.Tidy(filter.Q) is { } q ? visits.Where(v => v.VisitorName.Contains(q) || v.Problem.Contains(q) || v.ReceptionNumber == q || v.PetitionNumber == q) : visits;
        visits = filter.From is { } from ? visits.Where(v => v.On >= from) : visits;
        visits = filter.To is { } to ? visits.Where(v => v.On <= to) : visits;
        visits = filter.DepartmentId is { } department ? visits.Where(v => v.DepartmentId == department) : visits;
        visits = filter.State is { } state ? visits.Where(v => v.State == state) : visits;
        return filter.OverdueOnly ? visits.Where(v => v.State == DayVisitState.Instructed && v.LimitOn < today) : visits;
    }
}
