using System.ComponentModel.DataAnnotations;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.ReceptionDays;

/// <summary>接访安排查询: newest day first, page by page, with what is wrong about a day.</summary>
public sealed class FindReceptionDays(CaseDb db, OfficeClock clock)
{
    public const int PageSize = 50;

    /// <summary>Counting stops here.</summary>
    public const int MostCounted = 10_000;

    public sealed record Filter
    {
        [Display(Name = "接访日期从")] public DateOnly? From { get; init; }

        [Display(Name = "至")] public DateOnly? To { get; init; }

        [Display(Name = "接访领导"), StringLength(64)] public string? Leader { get; init; }

        [Display(Name = "接访形式")] public ReceptionDayForm? Form { get; init; }

        [Display(Name = "状态")] public ReceptionDayState? State { get; init; }

        [Display(Name = "只看有问题的")] public bool AlertsOnly { get; init; }

        /// <summary>Where the next page starts.</summary>
        public string? After { get; init; }
    }

    /// <summary>One line. Visits and people are those the viewer may know of.</summary>
    public sealed record Row(Guid Id, DateOnly On, TimeOnly From, TimeOnly To, string Place, string LeaderName, string LeaderPost, string? SubstituteName, ReceptionDayForm Form, ReceptionDayState State,
        DateOnly PublishBy, DateOnly? PublishedOn, int Visits, int People, int Overdue)
    {
        /// <summary>What somebody has to do something about, in words.</summary>
        public IEnumerable<string> Alerts(DateOnly today)
        {
            if (State == ReceptionDayState.Missed)
            {
                yield return "领导缺席，没有代班";
            }

            if (State == ReceptionDayState.Planned && PublishBy < today)
            {
                yield return On < today ? "没有公示" : "已过公示期限";
            }
            else if (PublishedOn > PublishBy)
            {
                yield return "公示迟";
            }
            else if (State == ReceptionDayState.Held && PublishedOn is null)
            {
                yield return "未公示接访";
            }

            if (State is ReceptionDayState.Planned or ReceptionDayState.Published && On < today)
            {
                yield return "接访情况未登记";
            }

            if (Overdue > 0)
            {
                yield return $"{Overdue}件交办超期";
            }
        }
    }

    public sealed record Page(IReadOnlyList<Row> Rows, int Count, string? Next);

    public async Task<Page> ExecuteAsync(Filter filter, CancellationToken cancel)
    {
        var matching = Matching(filter);
        var page = DayCursor.Read(filter.After) is var (day, id) ? matching.Where(d => d.On < day || (d.On == day && d.Id.CompareTo(id) < 0)) : matching;
        var rows = await Rows(page.OrderByDescending(d => d.On).ThenByDescending(d => d.Id).Take(PageSize + 1)).ToListAsync(cancel);
        var count = filter.After is null && rows.Count <= PageSize ? rows.Count : await matching.Take(MostCounted + 1).CountAsync(cancel);
        var next = rows.Count > PageSize ? DayCursor.Of(rows[PageSize - 1].On, rows[PageSize - 1].Id) : null;
        return new Page([.. rows.Take(PageSize)], count, next);
    }

    /// <summary>The arrangements of one month in order, without the cancelled ones: what is published.</summary>
    public async Task<IReadOnlyList<ReceptionDay>> MonthAsync(DateOnly month, CancellationToken cancel)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        var end = first.AddMonths(1);
        return await db.ReceptionDays.AsNoTracking().Where(d => d.On >= first && d.On < end && d.State != ReceptionDayState.Cancelled).OrderBy(d => d.On).ThenBy(d => d.From).ToListAsync(cancel);
    }

    private IQueryable<ReceptionDay> Matching(Filter filter)
    {
        var today = clock.Today;
        var days = db.ReceptionDays.AsNoTracking();
        days = filter.From is { } from ? days.Where(d => d.On >= from) : days;
        days = filter.To is { } to ? days.Where(d => d.On <= to) : days;
        days = Inputs.Tidy(filter.Leader) is { } leader ? days.Where(d => d.LeaderName.Contains(leader) || (d.SubstituteName != null && d.SubstituteName.Contains(leader))) : days;
        days = filter.Form is { } form ? days.Where(d => d.Form == form) : days;
        days = filter.State is { } state ? days.Where(d => d.State == state) : days;
        return !filter.AlertsOnly ? days : days.Where(d => d.State == ReceptionDayState.Missed
            || (d.State == ReceptionDayState.Planned && d.PublishBy < today)
            || d.PublishedOn > d.PublishBy
            || (d.State == ReceptionDayState.Held && d.PublishedOn == null)
            || ((d.State == ReceptionDayState.Planned || d.State == ReceptionDayState.Published) && d.On < today)
            || db.Set<DayVisit>().Any(v => v.DayId == d.Id && v.State == DayVisitState.Instructed && v.LimitOn < today));
    }

    private IQueryable<Row> Rows(IQueryable<ReceptionDay> days)
    {
        var today = clock.Today;
        return days.Select(d => new Row(d.Id, d.On, d.From, d.To, d.Place, d.LeaderName, d.LeaderPost, d.SubstituteName, d.Form, d.State, d.PublishBy, d.PublishedOn,
            db.Set<DayVisit>().Count(v => v.DayId == d.Id && v.State != DayVisitState.Voided),
            db.Set<DayVisit>().Where(v => v.DayId == d.Id && v.State != DayVisitState.Voided).Sum(v => v.PeopleCount),
            db.Set<DayVisit>().Count(v => v.DayId == d.Id && v.State == DayVisitState.Instructed && v.LimitOn < today)));
    }
}
