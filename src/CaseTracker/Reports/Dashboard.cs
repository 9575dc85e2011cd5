using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.Bureau;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Petitions;
using Microsoft.EntityFrameworkCore;
using static CaseTracker.Reports.PetitionFigures;

namespace CaseTracker.Reports;

/// <summary>看板: what leaders look at first, and how it came about over 24 months. Counted after the filter of the viewer by the very figures of the tables; a leader sees the bureau, a head his section.</summary>
public sealed class Dashboard(CaseDb db, OfficeClock clock, LoadFacts load, SeeRecords see, CompareReports compare, FindClosings closings, FindSides sides, MyWork work, MySides beside, MyBenefits benefits, MyCareVisits visits, CurrentActor who)
{
    /// <summary>Months of the trend, the chosen one the last.</summary>
    public const int Span = 24;

    /// <summary>Cases of one person within a year from which he is told of.</summary>
    public const int Often = 3;

    private const string CategoryCode = "category-";

    private const string NoCategory = "none";

    /// <summary>总量、重复、集体访 over time.</summary>
    public static readonly IReadOnlyList<Figure> Trend = [Total, Repeat, Groups];

    /// <summary>按期 over time.</summary>
    public static readonly IReadOnlyList<Rate> OnTime = [SettledRate, NoticeRate];

    /// <summary>What presses, by section.</summary>
    public static readonly IReadOnlyList<Figure> Pressing = [DueSoon, Overdue];

    /// <summary>A reporting month; the one that runs ends today.</summary>
    public sealed record Month(int Year, int Number, Period Period)
    {
        /// <summary>2025-03.</summary>
        public string Name => $"{Year}-{Number:00}";

        public string Title => $"{Year}年{Number}月";
    }

    /// <summary>Somebody answers for each that is late.</summary>
    public sealed record Late(string Number, string Title, Guid? DepartmentId, string? Handler, DateOnly DueOn, int Days, bool MayOpen);

    /// <summary>An open case to keep an eye on: 重大紧急, 扬言, led by a leader, or of somebody who keeps coming.</summary>
    public sealed record Sensitive(string Number, string Title, string Why, string? Handler);

    /// <summary>What waits for the viewer himself: steps that he approves, and 批示 in which he has the next word.</summary>
    public sealed record Waiting(int Petitions, int CareVisits, int Benefits, int Instructions)
    {
        public int Sum => Petitions + CareVisits + Benefits + Instructions;
    }

    /// <summary>Whether last month's table still says the same: against what was frozen, or, while the month is not closed, against what was known when it ended.</summary>
    /// <param name="Since">The instant it is compared with.</param>
    public sealed record Agreement(bool IsFrozen, DateTime Since, int Differences);

    /// <param name="Agreement">Null where nothing was recorded by the end of last month.</param>
    public sealed record Report(Numbers Numbers, IReadOnlyList<Late> Overdue, IReadOnlyList<Sensitive> Sensitive, Waiting Waiting, Month Last, Agreement? Agreement);

    /// <summary>The petitions the viewer may know of, to be counted by month, by category, by section.</summary>
    public sealed class Numbers(Facts facts, IReadOnlyList<Month> months, Period toDate, IReadOnlyList<Figure> categories, IReadOnlyDictionary<Guid, string> departments, SeeRecords.Sight sight)
    {
        /// <summary>The oldest first.</summary>
        public IReadOnlyList<Month> Months => months;

        public Month Chosen => months[^1];

        /// <summary>From the beginning of the reporting year to the end of the chosen month.</summary>
        public Period ToDate => toDate;

        public DateOnly AsOf => facts.AsOf;

        public SeeRecords.Sight Sight => sight;

        public IReadOnlyList<Figure> Categories => categories;

        /// <summary>Sections with something in hand, in the office's order.</summary>
        public IReadOnlyList<(Guid Id, string Name)> Departments =>
            [.. departments.Where(d => Count(PetitionFigures.Open, Chosen.Period, d.Key).Rows.Count > 0).Select(d => (d.Key, d.Value))];

        public Month MonthOf(string? name) => name is null ? Chosen : months.FirstOrDefault(m => m.Name == name) ?? throw new NotFoundException("该月份");

        public CountedFigure Count(Figure figure, Period period, Guid? department = null) => figure.Over(Of(department), period);

        public CountedRate Count(Rate rate, Period period) => rate.Over(facts, period);

        /// <summary>What a code stands for; an unknown one does not exist.</summary>
        public Figure Figure(string code) => categories.FirstOrDefault(c => c.Code == code) ?? FigureBook.Figure(code);

        private Facts Of(Guid? department) => department is { } id ? facts.Only(t => t.DepartmentId == id) : facts;
    }

    public async Task<Report> ExecuteAsync(int year, int month, CancellationToken cancel)
    {
        var numbers = await CountAsync(year, month, cancel);
        var late = numbers.Count(PetitionFigures.Overdue, numbers.Chosen.Period).Rows.Select(r => (RatedPetition)r.Of).ToList();
        var ids = late.ConvertAll(p => p.RecordId);
        var handlers = await db.Petitions.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.HandlerName }).ToDictionaryAsync(p => p.Id, p => p.HandlerName, cancel);
        var last = numbers.Months[^2];
        return new(numbers,
            [.. late.Select(p => new Late(p.Number, p.Title, p.DepartmentId, handlers.GetValueOrDefault(p.RecordId), p.AnswerDueOn!.Value, numbers.Chosen.Period.To.DayNumber - p.AnswerDueOn.Value.DayNumber, numbers.Sight.Open.Contains(p.RecordId))).OrderByDescending(l => l.Days)],
            await SensitiveAsync(cancel),
            await WaitingAsync(who.Actor, cancel),
            last,
            await AgreementAsync(last, cancel));
    }

    /// <summary>The numbers alone, for the rows behind one of them.</summary>
    public async Task<Numbers> CountAsync(int year, int month, CancellationToken cancel)
    {
        var reporting = ReportMonths.Of(await db.BureauAsync(cancel));
        if (reporting.Month(year, month).From > clock.Today)
        {
            throw RefusedException.At("month", $"{year}年{month}月还没有开始，请选择以前的月份");
        }

        var chosen = new DateOnly(year, month, 1);
        List<Month> months = [.. Enumerable.Range(0, Span).Select(i => chosen.AddMonths(i - Span + 1)).Select(m => new Month(m.Year, m.Month, ToToday(reporting.Month(m.Year, m.Month))))];
        var span = Period.Of(months[0].Period.From, months[^1].Period.To);
        var petitions = await load.PetitionsAsync(span, span.To, knownAt: null, cancel);
        var sight = await see.ExecuteAsync(petitions, cancel);
        var departments = await db.Departments.AsNoTracking().OrderBy(d => d.Rank).ThenBy(d => d.Name).Select(d => new { d.Id, d.Name }).ToListAsync(cancel);
        return new(new Facts(span, span.To, clock.Now, petitions).Only(p => sight.Known.Contains(p.RecordId)), months, Period.Of(reporting.Year(year).From, span.To), await CategoriesAsync(cancel), departments.ToDictionary(d => d.Id, d => d.Name), sight);

        Period ToToday(Period whole) => whole.Holds(clock.Today) ? Period.Of(whole.From, clock.Today) : whole;
    }

    private async Task<IReadOnlyList<Figure>> CategoriesAsync(CancellationToken cancel)
    {
        var codes = await db.Codes.AsNoTracking().Where(c => c.List == CodeList.Category).OrderBy(c => c.Rank).ThenBy(c => c.Id).Select(c => new { c.Id, c.Name, c.ParentId }).ToListAsync(cancel);
        var tops = codes.ToDictionary(c => c.Id, c => c.ParentId ?? c.Id, StringComparer.Ordinal);
        return [.. codes.Where(c => c.ParentId is null).Select(c => OfCategory(CategoryCode + c.Id, c.Name, id => Top(id) == c.Id)), OfCategory(CategoryCode + NoCategory, "未分类", id => Top(id) is null)];

        string? Top(string? id) => id is null ? null : tops.GetValueOrDefault(id);
    }

    private async Task<Waiting> WaitingAsync(Actor actor, CancellationToken cancel) => new(
        (await work.ExecuteAsync(actor, cancel)).Approvals.Count,
        (await visits.ExecuteAsync(actor, cancel)).Count(v => v.IsApproval),
        (await benefits.ExecuteAsync(actor, cancel)).Items.Count(b => b.IsApproval),
        (await beside.ExecuteAsync(actor, cancel)).Instructions.Count);

    private async Task<Agreement?> AgreementAsync(Month last, CancellationToken cancel)
    {
        var closing = await closings.OneAsync(last.Name, who.Actor, cancel);
        if (closing.Closing.FrozenAt is { } frozen)
        {
            return new(IsFrozen: true, frozen, (await closings.DifferencesAsync(closing, cancel)).Count);
        }

        var end = clock.StartOf(last.Period.To.AddDays(1));
        var compared = await compare.ExecuteAsync(last.Period, last.Period.To, end < clock.Now ? end : clock.Now, MonthlySummary.Codes, cancel);
        return compared.Then.ByCode.Values.Any(f => f.Rows.Count > 0) ? new(IsFrozen: false, compared.KnownAt, compared.Differences.Count) : null;
    }

    private async Task<IReadOnlyList<Sensitive>> SensitiveAsync(CancellationToken cancel)
    {
        var ordinary = db.Petitions.IgnoreQueryFilters().AsNoTracking().Where(PetitionVisibility.Exists(db)).Where(p => !p.IsVoid && !p.IsConfidential && p.DoubleOf == null);
        var marked = await ordinary.Where(p => p.IsOpen && (p.IsUrgent || p.IsThreat)).Select(p => new { p.Number, p.Title, p.HandlerName, p.IsUrgent, p.IsThreat }).ToListAsync(cancel);
        var since = clock.Today.AddYears(-1);
        var came = from petition in ordinary.Where(p => p.ReceivedOn > since)
                   from petitioner in petition.Petitioners
                   where petitioner.Position == 1 && petitioner.PersonId != null
                   select new { petitioner.PersonId, petition.Number, petition.Title, petition.HandlerName, petition.IsOpen, petition.ReceivedOn };
        var often = (await (from one in came group one by one.PersonId into person where person.Count() >= Often select person.Key).ToListAsync(cancel)).ToHashSet();
        var returning = often.Count == 0 ? [] : (await came.Where(c => often.Contains(c.PersonId)).ToListAsync(cancel)).GroupBy(c => c.PersonId)
            .Select(person => (Newest: person.Where(c => c.IsOpen).OrderByDescending(c => c.ReceivedOn).ThenByDescending(c => c.Number, StringComparer.Ordinal).FirstOrDefault(), Times: person.Count())).Where(p => p.Newest is not null);
        var led = (await sides.ExecuteAsync(new() { Kind = SideKind.Lead, OpenOnly = true }, cancel)).Rows;
        return
        [
            .. marked.Select(m => new Sensitive(m.Number, m.Title, (m.IsUrgent, m.IsThreat) switch { (true, true) => "重大紧急、扬言", (true, _) => "重大紧急", _ => "扬言" }, m.HandlerName))
                .Concat(led.Select(l => new Sensitive(l.Number, l.Title, $"包案：{l.Person}", l.HandlerName)))
                .Concat(returning.Select(r => new Sensitive(r.Newest!.Number, r.Newest.Title, $"同一人一年内{r.Times}件", r.Newest.HandlerName)))
                .GroupBy(s => s.Number, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.First() with { Why = string.Join("、", g.Select(s => s.Why)) }),
        ];
    }
}
