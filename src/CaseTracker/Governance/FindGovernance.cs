using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Calendar;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Governance;

/// <summary>依法治理查询: newest first, page by page; what the viewer may not know of is in neither list nor count.</summary>
public sealed class FindGovernance(CaseDb db, OfficeClock clock, LoadWorkCalendar calendars)
{
    public const int PageSize = 50;

    public const int MostCounted = 10_000;

    public sealed record Filter
    {
        [Display(Name = "类别")] public GovernanceKind? Kind { get; init; }

        [Display(Name = "关键词"), StringLength(100)] public string? Q { get; init; }

        [Display(Name = "子类"), StringLength(20)] public string? SubKind { get; init; }

        [Display(Name = "状态")] public GovernanceState? State { get; init; }

        [Display(Name = "承办科室")] public Guid? DepartmentId { get; init; }

        [Display(Name = "发生日期从")] public DateOnly? From { get; init; }

        [Display(Name = "至")] public DateOnly? To { get; init; }

        [Display(Name = "只看未办结")] public bool OpenOnly { get; init; }

        [Display(Name = "只看超期")] public bool OverdueOnly { get; init; }

        public string? After { get; init; }
    }

    public sealed record Row(Guid Id, string Number, GovernanceKind Kind, string? SubKind, string Title, string? DocumentNumber, string? Counterparty, string? PartNames, Guid DepartmentId, DateOnly SentOn, DateOnly? FinishedOn, DateOnly? LimitOn,
        [property: System.Text.Json.Serialization.JsonIgnore] long? AmountFen, GovernanceState State, DateOnly? ValidTo, Guid? RepeatsId)
    {
        public decimal? Amount => AmountFen?.Yuan();

        public string StateWord => GovernanceBook.Of(Kind).WordOf(State);

        /// <summary>完成时限, or until when an inspection must be published.</summary>
        public DateOnly? DueOn { get; init; }

        public Row DueBy(WorkCalendar calendar) => this with { DueOn = GovernanceItem.DueOn(State, LimitOn, FinishedOn, calendar) };

        public bool IsOverdue(DateOnly today) => GovernanceItem.IsOverdue(State, DueOn, today);

        public bool HasExpired(DateOnly today) => GovernanceItem.HasExpired(Kind, State, ValidTo, today);
    }

    public sealed record Page(IReadOnlyList<Row> Rows, int Count, string? Next);

    /// <summary>How many items a book has for this viewer: 撤回 aside.</summary>
    public sealed record BookCount(GovernanceKind Kind, int Count, int Open, int DoneThisYear, int Overdue);

    public async Task<Page> ExecuteAsync(Filter filter, CancellationToken cancel)
    {
        var calendar = await calendars.ExecuteAsync(cancel);
        var matching = Matching(filter, calendar);
        var page = DayCursor.Read(filter.After) is var (day, id) ? matching.Where(i => i.SentOn < day || (i.SentOn == day && i.Id.CompareTo(id) < 0)) : matching;
        var rows = await Rows(page.OrderByDescending(i => i.SentOn).ThenByDescending(i => i.Id).Take(PageSize + 1)).ToListAsync(cancel);
        var count = filter.After is null && rows.Count <= PageSize ? rows.Count : await matching.Take(MostCounted + 1).CountAsync(cancel);
        return new Page([.. rows.Take(PageSize).Select(r => r.DueBy(calendar))], count, rows.Count > PageSize ? DayCursor.Of(rows[PageSize - 1].SentOn, rows[PageSize - 1].Id) : null);
    }

    /// <summary>Every book with its counts, the empty ones too.</summary>
    public async Task<IReadOnlyList<BookCount>> CountAsync(CancellationToken cancel)
    {
        var today = clock.Today;
        var (first, done, ended, toPublish) = (new DateOnly(today.Year, 1, 1), GovernanceItem.DoneStates.ToArray(), GovernanceItem.EndedStates.ToArray(), GovernanceItem.ToPublish.ToArray());
        var unpublished = (await calendars.ExecuteAsync(cancel)).UnpublishedSince(today);
        var counted = await db.GovernanceItems.AsNoTracking().Where(i => i.State != GovernanceState.Withdrawn).GroupBy(i => i.Kind).Select(g => new
        {
            g.Key,
            Count = g.Count(),
            Open = g.Count(i => !done.Contains(i.State) && !ended.Contains(i.State)),
            Done = g.Count(i => done.Contains(i.State) && i.FinishedOn >= first && i.FinishedOn <= today),
            Overdue = g.Count(i => (i.LimitOn < today && !done.Contains(i.State) && !ended.Contains(i.State)) || (toPublish.Contains(i.State) && i.FinishedOn <= unpublished)),
        }).ToListAsync(cancel);
        return [.. GovernanceBook.All.Select(b => counted.Find(c => c.Key == b.Kind) is { } c ? new BookCount(b.Kind, c.Count, c.Open, c.Done, c.Overdue) : new BookCount(b.Kind, 0, 0, 0, 0))];
    }

    internal static IQueryable<Row> Rows(IQueryable<GovernanceItem> items) => items
        .Select(i => new Row(i.Id, i.Number, i.Kind, i.SubKind, i.Title, i.DocumentNumber, i.Counterparty, i.PartNames, i.DepartmentId, i.SentOn, i.FinishedOn, i.LimitOn, i.AmountFen, i.State, i.ValidTo, i.RepeatsId));

    private IQueryable<GovernanceItem> Matching(Filter filter, WorkCalendar calendar)
    {
        var (done, ended) = (GovernanceItem.DoneStates.ToArray(), GovernanceItem.EndedStates.ToArray());
        var items = db.GovernanceItems.AsNoTracking();
        items = filter.Kind is { } kind ? items.Where(i => i.Kind == kind) : items;
        items = Inputs.Tidy(filter.Q) is { } q ? items.Where(i => i.Number == q || i.Title.Contains(q) || i.DocumentNumber!.Contains(q) || i.Counterparty!.Contains(q) || i.OtherParty!.Contains(q) || i.PersonName!.Contains(q) || i.PartNames!.Contains(q)) : items;
        items = Inputs.Tidy(filter.SubKind) is { } word ? items.Where(i => i.SubKind == word) : items;
        items = filter.State is { } state ? items.Where(i => i.State == state) : items;
        items = filter.DepartmentId is { } department ? items.Where(i => i.DepartmentId == department) : items;
        items = filter.From is { } from ? items.Where(i => i.SentOn >= from) : items;
        items = filter.To is { } to ? items.Where(i => i.SentOn <= to) : items;
        items = filter.OpenOnly ? items.Where(i => !done.Contains(i.State) && !ended.Contains(i.State)) : items;
        return filter.OverdueOnly ? items.Where(DueBefore(clock.Today, calendar)) : items;
    }

    /// <summary>Something is left to do that was to be done, or published, before a day.</summary>
    internal static Expression<Func<GovernanceItem, bool>> DueBefore(DateOnly day, WorkCalendar calendar)
    {
        var (done, ended, toPublish) = (GovernanceItem.DoneStates.ToArray(), GovernanceItem.EndedStates.ToArray(), GovernanceItem.ToPublish.ToArray());
        var unpublished = calendar.UnpublishedSince(day);
        return i => (i.LimitOn < day && !done.Contains(i.State) && !ended.Contains(i.State)) || (toPublish.Contains(i.State) && i.FinishedOn <= unpublished);
    }
}

/// <summary>One item with its parts, drawings, history and the steps of the viewer.</summary>
public sealed class GetGovernance(CaseDb db, OfficeClock clock, LoadWorkCalendar calendars)
{
    /// <param name="Repeats">Number of the entry that it seems to repeat.</param>
    /// <param name="DueOn">完成时限, or until when an inspection must be published.</param>
    /// <param name="Same">Other entries of the same contract or document.</param>
    public sealed record Details(GovernanceItem Item, string Department, DateOnly? DueOn, string? Repeats, IReadOnlyList<string> Same, IReadOnlyList<CaseEvent> Events, IReadOnlyList<StepView<GovernanceItem, GovernanceState, GovernanceStep>> Steps)
    {
        public bool IsOverdue(DateOnly today) => GovernanceItem.IsOverdue(Item.State, DueOn, today);

        /// <summary>Its fields that hold something, by the names of its book; what stands in the heading and in the lists below is not said twice.</summary>
        public IEnumerable<(string Label, string Text, bool IsLong)> Facts => Item.Book.Shown.Concat(GovernanceBook.TaskFields.Where(f => !Item.Book.Shown.Any(s => s.Name == f.Name))).Append(GovernanceFields.Progress)
            .Where(f => f.Name != GovernanceFields.Title.Name && f.Name != GovernanceFields.PartNames.Name)
            .Select(f => (f.Label.Replace("（元）", "", StringComparison.Ordinal), f.Name == GovernanceFields.DepartmentName ? Department : f.Text(Item), f.Ask.Kind == AskKind.LongText)).Where(f => f.Item2 is not null).Select(f => (f.Item1, f.Item2!, f.Item3));
    }

    public async Task<Details> ExecuteAsync(string number, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.SeeGovernance);
        var wanted = number.Trim().ToUpperInvariant();
        var id = await db.GovernanceItems.Where(i => i.Number == wanted).Select(i => (Guid?)i.Id).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该事项");
        db.Opened.Add(id);
        var item = await db.GovernanceItems.AsNoTracking().Include(i => i.Parts.OrderBy(p => p.Ordinal)).Include(i => i.Draws.OrderBy(d => d.Ordinal)).AsSplitQuery().FirstAsync(i => i.Id == id, cancel);
        var events = await db.Events.AsNoTracking().Where(e => e.RecordKind == GovernanceItem.RecordName && e.RecordId == id).OrderBy(e => e.Seq).ToListAsync(cancel);
        var department = await db.Departments.AsNoTracking().Where(d => d.Id == item.DepartmentId).Select(d => d.Name).FirstAsync(cancel);
        var repeats = item.RepeatsId is { } other ? await db.GovernanceItems.Where(i => i.Id == other).Select(i => i.Number).FirstOrDefaultAsync(cancel) : null;
        return new(item, department, GovernanceItem.DueOn(item.State, item.LimitOn, item.FinishedOn, await calendars.ExecuteAsync(cancel)), repeats, await SameAsync(item, cancel), events, GovernanceWorkflow.Of(item.Kind).Explain(item, actor, clock.Today));
    }

    private async Task<IReadOnlyList<string>> SameAsync(GovernanceItem item, CancellationToken cancel)
    {
        if (GovernanceBook.KeyOf(item.DocumentNumber) is not { } key || item.Book.Way is not (GovernanceWay.Contract or GovernanceWay.Document))
        {
            return [];
        }

        var others = await db.GovernanceItems.AsNoTracking().Where(i => i.Id != item.Id && i.Kind == item.Kind && i.DocumentNumber != null).Select(i => new { i.Number, i.DocumentNumber }).ToListAsync(cancel);
        return [.. others.Where(o => GovernanceBook.KeyOf(o.DocumentNumber) == key).Select(o => o.Number).Order(StringComparer.Ordinal)];
    }
}

/// <summary>依法治理 that is late or falls due within 临期天数 and that the actor can carry on, the most pressing first: part of 我的工作. A projection, nothing is stored.</summary>
public sealed class MyGovernance(CaseDb db, OfficeClock clock, LoadWorkCalendar calendars)
{
    private const int Most = 200;

    /// <param name="Steps">What he can do next, conditions apart.</param>
    public sealed record Item(FindGovernance.Row Row, IReadOnlyList<GovernanceStep> Steps);

    public async Task<IReadOnlyList<Item>> ExecuteAsync(Actor actor, CancellationToken cancel)
    {
        if (!actor.May(Permission.KeepGovernance))
        {
            return [];
        }

        var calendar = await calendars.ExecuteAsync(cancel);
        var near = clock.Today.AddDays((await db.BureauAsync(cancel)).YellowDays);
        var rows = await FindGovernance.Rows(db.GovernanceItems.AsNoTracking().Where(FindGovernance.DueBefore(near.AddDays(1), calendar))
            .OrderBy(i => i.LimitOn ?? i.FinishedOn).ThenBy(i => i.Number).Take(Most)).ToListAsync(cancel);
        return [.. rows.Select(r => new Item(r.DueBy(calendar), Steps(r, actor))).Where(i => i.Steps.Count > 0).OrderBy(i => i.Row.DueOn).ThenBy(i => i.Row.Number, StringComparer.Ordinal)];
    }

    private static List<GovernanceStep> Steps(FindGovernance.Row row, Actor actor)
    {
        var roles = Roles.Of(actor.Hats.Where(h => h.Role is not (Role.CW or Role.SH) || h.DepartmentId == row.DepartmentId).Select(h => h.Role));
        return [.. GovernanceWorkflow.Of(row.Kind).StepsFor(row.State, roles).Where(s => s is not (GovernanceStep.Correct or GovernanceStep.Withdraw or GovernanceStep.DrawAgain))];
    }
}

/// <summary>The door to an item's attachments: whoever sees it opens them; who keeps 依法治理 adds to it while it is not withdrawn.</summary>
public sealed class GovernanceDoor(CaseDb db) : IRecordDoor
{
    public string RecordKind => GovernanceItem.RecordName;

    public async Task<OpenedRecord?> OpenAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        if (await db.GovernanceItems.AsNoTracking().Where(i => i.Id == id).Select(i => (GovernanceState?)i.State).FirstOrDefaultAsync(cancel) is not { } state)
        {
            return null;
        }

        db.Opened.Add(id);
        return new OpenedRecord(id, IsConfidential: false, MayAttach: actor.May(Permission.KeepGovernance) && state != GovernanceState.Withdrawn);
    }
}
