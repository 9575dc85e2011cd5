using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Calendar;
using CaseTracker.Clocks;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Benefits;

/// <summary>待遇事项查询: newest applied first, page by page; what the viewer may not know of is in neither list nor count.</summary>
public sealed class FindBenefits(CaseDb db, OfficeClock clock, LoadWorkCalendar calendars)
{
    public const int PageSize = 50;

    public const int MostCounted = 10_000;

    public sealed record Filter
    {
        [Display(Name = "关键词"), StringLength(100)] public string? Q { get; init; }

        [Display(Name = "状态")] public BenefitState? State { get; init; }

        [Display(Name = "类别")] public BenefitType? Type { get; init; }

        [Display(Name = "申请日期从")] public DateOnly? From { get; init; }

        [Display(Name = "至")] public DateOnly? To { get; init; }

        /// <summary>办结日期 within these days.</summary>
        [Display(Name = "办结日期从")] public DateOnly? ResolvedFrom { get; init; }

        [Display(Name = "办结日期至")] public DateOnly? ResolvedTo { get; init; }

        /// <summary>One person of the roster.</summary>
        [Display(Name = "人员")] public Guid? CadreId { get; init; }

        [Display(Name = "只看未办结")] public bool OpenOnly { get; init; }

        [Display(Name = "只看核实超期")] public bool OverdueOnly { get; init; }

        public string? After { get; init; }
    }

    /// <summary>One benefit as a list shows it; money in yuan.</summary>
    public sealed record Row(Guid Id, string Number, BenefitType Type, DateOnly AppliedOn, string Applicant, string Summary, int PeopleCount, string FirstPerson, decimal? Amount, decimal? Paid, BenefitState State, string? OfficerName,
        DateOnly? VerifyDueOn, DateOnly? RemindOn, DateOnly? ObjectionUntil, string? ReferredTo, DateOnly? ResolvedOn, bool IsBatch, bool IsSuspectedDouble)
    {
        /// <summary>Colour of the limit that runs now; null where none runs.</summary>
        public ClockColour? Colour { get; init; }

        /// <summary>核实期限, next 催办 or last day of an objection.</summary>
        public DateOnly? DueOn => State switch { BenefitState.Verifying => VerifyDueOn, BenefitState.Referred => RemindOn, BenefitState.Rejected => ObjectionUntil, _ => null };
    }

    public sealed record Page(IReadOnlyList<Row> Rows, int Count, string? Next);

    public async Task<Page> ExecuteAsync(Filter filter, CancellationToken cancel)
    {
        var matching = Matching(filter);
        var page = DayCursor.Read(filter.After) is var (day, id) ? matching.Where(b => b.AppliedOn < day || (b.AppliedOn == day && b.Id.CompareTo(id) < 0)) : matching;
        var rows = await RowsAsync(page.OrderByDescending(b => b.AppliedOn).ThenByDescending(b => b.Id).Take(PageSize + 1), cancel);
        var count = filter.After is null && rows.Count <= PageSize ? rows.Count : await matching.Take(MostCounted + 1).CountAsync(cancel);
        return new Page([.. rows.Take(PageSize)], count, rows.Count > PageSize ? DayCursor.Of(rows[PageSize - 1].AppliedOn, rows[PageSize - 1].Id) : null);
    }

    internal async Task<List<Row>> RowsAsync(IQueryable<Benefit> benefits, CancellationToken cancel)
    {
        var raw = await benefits.Select(b => new
        {
            Benefit = new { b.Id, b.Number, b.Type, b.AppliedOn, b.Applicant, b.Summary, b.AmountFen, b.PaidFen, b.State, b.OfficerName, b.VerifyDueOn, b.RemindOn, b.ObjectionUntil, b.ReferredTo, b.ResolvedOn, b.AdjustmentYear, b.IsSuspectedDouble },
            People = b.People.Count(p => p.DroppedOn == null),
            First = b.People.OrderBy(p => p.DroppedOn != null).ThenBy(p => p.Position).Select(p => p.Name).FirstOrDefault(),
        }).ToListAsync(cancel);
        var calendar = await calendars.ExecuteAsync(cancel);
        var yellow = (await db.BureauAsync(cancel)).YellowWorkdays;
        return raw.ConvertAll(r =>
        {
            var b = r.Benefit;
            var row = new Row(b.Id, b.Number, b.Type, b.AppliedOn, b.Applicant, b.Summary, r.People, r.First ?? "", b.AmountFen?.Yuan(), b.PaidFen?.Yuan(), b.State, b.OfficerName, b.VerifyDueOn, b.RemindOn, b.ObjectionUntil, b.ReferredTo, b.ResolvedOn, b.AdjustmentYear is not null, b.IsSuspectedDouble);
            return row.DueOn is { } due && row.State != BenefitState.Rejected ? row with { Colour = VerifyClock.ColourOf(due, yellow, calendar, clock.Today) } : row;
        });
    }

    private IQueryable<Benefit> Matching(Filter filter)
    {
        var today = clock.Today;
        var benefits = db.Benefits.AsNoTracking();
        var key = Benefit.KeyOf(filter.Q);
        benefits = Inputs.Tidy(filter.Q) is { } q
            ? benefits.Where(b => b.Number == q || b.BookNumber == q || b.ApprovalKey == key || b.ReferralNumber == q || b.Applicant.Contains(q) || b.Summary.Contains(q) || b.People.Any(p => p.Name == q || p.PersonNumber == q))
            : benefits;
        benefits = filter.State is { } state ? benefits.Where(b => b.State == state) : benefits;
        benefits = filter.Type is { } type ? benefits.Where(b => b.Type == type) : benefits;
        benefits = filter.From is { } from ? benefits.Where(b => b.AppliedOn >= from) : benefits;
        benefits = filter.To is { } to ? benefits.Where(b => b.AppliedOn <= to) : benefits;
        benefits = filter.ResolvedFrom is { } first ? benefits.Where(b => b.ResolvedOn >= first) : benefits;
        benefits = filter.ResolvedTo is { } last ? benefits.Where(b => b.ResolvedOn <= last) : benefits;
        benefits = filter.CadreId is { } cadre ? benefits.Where(b => b.People.Any(p => p.CadreId == cadre)) : benefits;
        benefits = filter.OpenOnly ? benefits.Where(b => b.State != BenefitState.Resolved && b.State != BenefitState.ClosedRejected && b.State != BenefitState.Withdrawn) : benefits;
        return filter.OverdueOnly ? benefits.Where(b => b.State == BenefitState.Verifying && b.VerifyDueOn < today) : benefits;
    }
}

/// <summary>One 待遇事项 whole: its people with their sheets, its limit, its approvals, its history, what the viewer may do.</summary>
public sealed class GetBenefit(CaseDb db, LoadBenefit load, LoadWorkCalendar calendars, OfficeClock clock)
{
    /// <param name="Used">Working days of verification used up; null where a year is not loaded.</param>
    public sealed record Limit(DateOnly? DueOn, int Workdays, int? Used, ClockColour? Colour, bool IsStopped);

    public sealed record Details(Benefit Benefit, Limit? Limit, IReadOnlyDictionary<Guid, CalculationSheet> Sheets, IReadOnlyList<CaseEvent> Events, IReadOnlyList<StepView<Benefit, BenefitState, BenefitStep>> Steps, IReadOnlyList<Approval> Approvals,
        string? RepeatsNumber, string? Reception);

    public async Task<Details> ExecuteAsync(string number, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.Benefits);
        var benefit = await load.OpenAsync(number, cancel);
        var events = await db.Events.AsNoTracking().Where(e => e.RecordKind == Benefit.Kind && e.RecordId == benefit.Id).OrderBy(e => e.Seq).ToListAsync(cancel);
        if (benefit.ReferredOn is { } referred)
        {
            var since = clock.StartOf(referred);
            benefit.RepliesOnFile = await db.Set<Attachments.Attachment>().CountAsync(a => a.RecordKind == Benefit.Kind && a.RecordId == benefit.Id && a.AddedAt >= since, cancel);
        }

        return new(benefit, await LimitAsync(benefit, cancel), benefit.People.Where(p => p.Sheet is not null).ToDictionary(p => p.Id, p => System.Text.Json.JsonSerializer.Deserialize<CalculationSheet>(p.Sheet!, CanonicalJson.Options)!), events,
            BenefitWorkflow.Engine.Explain(benefit, actor, clock.Today),
            await db.WaitingFor(benefit).AsNoTracking().ToListAsync(cancel),
            benefit.RepeatsId is null ? null : await db.Benefits.Where(b => b.Id == benefit.RepeatsId).Select(b => b.Number).FirstOrDefaultAsync(cancel),
            benefit.ReceptionId is null ? null : await db.Set<Receptions.Reception>().Where(r => r.Id == benefit.ReceptionId).Select(r => r.Number).FirstOrDefaultAsync(cancel));
    }

    private async Task<Limit?> LimitAsync(Benefit benefit, CancellationToken cancel)
    {
        if (benefit.State is not (BenefitState.Verifying or BenefitState.Supplement) || benefit.VerifyingSince is not { } since)
        {
            return null;
        }

        var office = await db.RuleAsync(BenefitRuleKind.Office, OfficeRule.Default, since, cancel);
        var calendar = await calendars.ExecuteAsync(cancel);
        var counted = benefit.Clock(office.Value.VerifyWorkdays)!;
        var due = counted.DueOn(calendar);
        return new(due, office.Value.VerifyWorkdays, counted.Used(calendar, clock.Today), due is { } day ? VerifyClock.ColourOf(day, (await db.BureauAsync(cancel)).YellowWorkdays, calendar, clock.Today) : null, benefit.State == BenefitState.Supplement);
    }
}
