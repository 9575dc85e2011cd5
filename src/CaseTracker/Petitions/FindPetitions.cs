using System.ComponentModel.DataAnnotations;
using AutoMapper;
using AutoMapper.QueryableExtensions;
using CaseTracker.Clocks;
using CaseTracker.Data;
using CaseTracker.Search;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>One line of a list: what every reader of it may know. The name is empty where the viewer may see lines only.</summary>
public sealed record PetitionRow
{
    public required Guid Id { get; init; }

    public required string Number { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    public required DateOnly RegisteredOn { get; init; }

    public required Channel Channel { get; init; }

    public required PetitionState State { get; init; }

    public required string Title { get; init; }

    public required string MainName { get; init; }

    public required int PeopleCount { get; init; }

    public required bool IsRepeat { get; init; }

    public required bool IsUrgent { get; init; }

    public required bool IsConfidential { get; init; }

    public required bool IsOpen { get; init; }

    public required Guid? DepartmentId { get; init; }

    public required string? HandlerName { get; init; }

    public required string? Pending { get; init; }

    public required ClockId? DueClock { get; init; }

    public required DateOnly? DueOn { get; init; }

    public required DateOnly? DueRawOn { get; init; }

    public required DateOnly? DueLegalOn { get; init; }

    public required DateOnly? DueSafeOn { get; init; }

    public required DateOnly? DueYellowOn { get; init; }

    /// <summary>The dates of the pressing clock, for colour and words.</summary>
    public ClockDates? Due => DueClock is null ? null : new ClockDates(DueRawOn, DueLegalOn, DueSafeOn, DueYellowOn, null);
}

/// <summary>Colour of a queue, as a filter.</summary>
public enum DueFilter
{
    [Display(Name = "超期")] Red,
    [Display(Name = "已过安全期")] Orange,
    [Display(Name = "今日到期")] DueToday,
    [Display(Name = "临期")] Yellow,
    [Display(Name = "正常")] Green,
}

/// <summary>信访事项查询: keyset pages of 50, newest received first; the same filter for the page, its count and its ledger.</summary>
public sealed class FindPetitions(CaseDb db, IConfigurationProvider mappings, OfficeClock clock, SearchIndex search)
{
    public const int PageSize = 50;

    /// <summary>Counting stops here: 共 10000+ 条.</summary>
    public const int MostCounted = 10_000;

    public sealed record Filter
    {
        [Display(Name = "关键词")]
        public string? Words { get; init; }

        [Display(Name = "办理状态")]
        public PetitionState? State { get; init; }

        [Display(Name = "信访形式")]
        public Channel? Channel { get; init; }

        [Display(Name = "信访目的")]
        public Purpose? Purpose { get; init; }

        [Display(Name = "内容分类")]
        public string? CategoryId { get; init; }

        [Display(Name = "承办科室")]
        public Guid? DepartmentId { get; init; }

        [Display(Name = "承办人")]
        public Guid? HandlerId { get; init; }

        [Display(Name = "收到日期起")]
        public DateOnly? From { get; init; }

        [Display(Name = "收到日期止")]
        public DateOnly? To { get; init; }

        [Display(Name = "期限")]
        public DueFilter? Due { get; init; }

        [Display(Name = "只看未办结")]
        public bool OpenOnly { get; init; }

        [Display(Name = "只看重复件")]
        public bool RepeatsOnly { get; init; }

        /// <summary>Where the next page starts: the last row of the page before, <c>yyyy-MM-dd~id</c>.</summary>
        public string? After { get; init; }
    }

    /// <param name="Next">Cursor of the next page; null on the last one.</param>
    /// <param name="Count">Matching rows, up to <see cref="MostCounted"/> + 1.</param>
    public sealed record Page(IReadOnlyList<PetitionRow> Rows, int Count, string? Next);

    public async Task<Page> ExecuteAsync(Filter filter, CancellationToken cancel)
    {
        var matching = Matching(filter);
        var page = DayCursor.Read(filter.After) is var (day, id) ? matching.Where(p => p.ReceivedOn < day || (p.ReceivedOn == day && p.Id.CompareTo(id) < 0)) : matching;
        var rows = await page.OrderByDescending(p => p.ReceivedOn).ThenByDescending(p => p.Id).Take(PageSize + 1).ProjectTo<PetitionRow>(mappings).ToListAsync(cancel);
        // A first page that is not full has counted itself.
        var count = filter.After is null && rows.Count <= PageSize ? rows.Count : await matching.Take(MostCounted + 1).CountAsync(cancel);
        var next = rows.Count > PageSize ? DayCursor.Of(rows[PageSize - 1].ReceivedOn, rows[PageSize - 1].Id) : null;
        return new Page([.. (await Veiled(rows, cancel)).Take(PageSize)], count, next);
    }

    /// <summary>Every row a filter means, in the order of the pages: for the export. Refuses more than <see cref="MostCounted"/>.</summary>
    public async Task<IReadOnlyList<PetitionRow>> EveryAsync(Filter filter, CancellationToken cancel)
    {
        var rows = await Matching(filter).OrderByDescending(p => p.ReceivedOn).ThenByDescending(p => p.Id).Take(MostCounted + 1).ProjectTo<PetitionRow>(mappings).ToListAsync(cancel);
        return rows.Count <= MostCounted ? await Veiled(rows, cancel) : throw new RefusedException($"一次最多导出{MostCounted}条，请缩小日期范围或增加查询条件后重试");
    }

    /// <summary>The petitions a filter means, within what the viewer may see.</summary>
    public IQueryable<Petition> Matching(Filter filter)
    {
        var petitions = db.Petitions.AsNoTracking().Where(p => !p.IsVoid);
        if (filter.Words?.Trim() is { Length: > 0 } words)
        {
            // One set of ids, each found by its own index: an OR over the three would walk every petition.
            var named = db.Petitions.Where(p => p.Number == words).Select(p => p.Id).Union(db.Petitions.Where(p => p.ExternalNumber == words).Select(p => p.Id));
            var found = search.Matching(Petition.Kinds, words) is { } phrase ? named.Union(phrase) : named;
            petitions = petitions.Where(p => found.Contains(p.Id));
        }

        petitions = filter.State is { } state ? petitions.Where(p => p.State == state) : petitions;
        petitions = filter.Channel is { } channel ? petitions.Where(p => p.Channel == channel) : petitions;
        petitions = filter.Purpose is { } purpose ? petitions.Where(p => p.Purpose == purpose) : petitions;
        petitions = string.IsNullOrEmpty(filter.CategoryId) ? petitions : petitions.Where(p => p.CategoryId == filter.CategoryId || (filter.CategoryId.EndsWith("0000") && p.CategoryId!.StartsWith(filter.CategoryId.Substring(0, 2))));
        petitions = filter.DepartmentId is { } department ? petitions.Where(p => p.DepartmentId == department) : petitions;
        petitions = filter.HandlerId is { } handler ? petitions.Where(p => p.HandlerId == handler) : petitions;
        petitions = filter.From is { } from ? petitions.Where(p => p.ReceivedOn >= from) : petitions;
        petitions = filter.To is { } to ? petitions.Where(p => p.ReceivedOn <= to) : petitions;
        petitions = filter.OpenOnly ? petitions.Where(p => p.IsOpen) : petitions;
        petitions = filter.RepeatsOnly ? petitions.Where(p => p.IsRepeat) : petitions;
        return filter.Due is { } due ? petitions.Where(PetitionQueues.In(due, clock.Today)) : petitions;
    }

    /// <summary>Takes names out of the lines whose cases the viewer may not open.</summary>
    private async Task<IReadOnlyList<PetitionRow>> Veiled(List<PetitionRow> rows, CancellationToken cancel)
    {
        if (db.Viewer.WholeOrdinary || rows.Count == 0)
        {
            return rows;
        }

        var ids = rows.Select(r => r.Id).ToList();
        var whole = (await db.Petitions.AsNoTracking().Where(PetitionVisibility.Opens(db)).Where(p => ids.Contains(p.Id)).Select(p => p.Id).ToListAsync(cancel)).ToHashSet();
        return [.. rows.Select(r => whole.Contains(r.Id) ? r : r with { MainName = "" })];
    }
}

public sealed class PetitionMappings : Profile
{
    public PetitionMappings() => CreateProjection<Petition, PetitionRow>();
}
