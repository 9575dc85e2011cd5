using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>One matter beside the main way, with what a list says of its case.</summary>
public sealed record SideRow
{
    public required Guid Id { get; init; }

    public required Guid PetitionId { get; init; }

    public required string Number { get; init; }

    public required string Title { get; init; }

    public required string MainName { get; init; }

    public required int Position { get; init; }

    public required SideKind Kind { get; init; }

    public required SideState State { get; init; }

    public required DateOnly StartedOn { get; init; }

    public required DateOnly? DueOn { get; init; }

    public required DateOnly? EndedOn { get; init; }

    public required string? Person { get; init; }

    public required string? Parties { get; init; }

    public required string Subject { get; init; }

    public required string? Trigger { get; init; }

    public required Guid? DepartmentId { get; init; }

    public required string? HandlerName { get; init; }

    public bool IsOverdue(DateOnly today) => EndedOn is null && DueOn < today;
}

/// <summary>督办、包案 and the other matters beside the main way, of the cases that the viewer may open: newest first, page by page.</summary>
public sealed class FindSides(CaseDb db, OfficeClock clock)
{
    public const int PageSize = 50;

    public const int MostCounted = 10_000;

    public sealed record Filter
    {
        [Display(Name = "关键词"), StringLength(100)] public string? Q { get; init; }

        [Display(Name = "种类")] public SideKind? Kind { get; init; }

        [Display(Name = "状态")] public SideState? State { get; init; }

        [Display(Name = "承办科室")] public Guid? DepartmentId { get; init; }

        [Display(Name = "包案领导"), StringLength(64)] public string? Leader { get; init; }

        [Display(Name = "立项日期从")] public DateOnly? From { get; init; }

        [Display(Name = "至")] public DateOnly? To { get; init; }

        [Display(Name = "只看未结束")] public bool OpenOnly { get; init; }

        [Display(Name = "只看超期")] public bool OverdueOnly { get; init; }

        public string? After { get; init; }
    }

    public sealed record Page(IReadOnlyList<SideRow> Rows, int Count, string? Next);

    public async Task<Page> ExecuteAsync(Filter filter, CancellationToken cancel)
    {
        var matching = Matching(filter);
        var page = DayCursor.Read(filter.After) is var (day, id) ? matching.Where(r => r.StartedOn < day || (r.StartedOn == day && r.Id.CompareTo(id) < 0)) : matching;
        var rows = await page.OrderByDescending(r => r.StartedOn).ThenByDescending(r => r.Id).Take(PageSize + 1).ToListAsync(cancel);
        var count = filter.After is null && rows.Count <= PageSize ? rows.Count : await matching.Take(MostCounted + 1).CountAsync(cancel);
        return new Page([.. rows.Take(PageSize)], count, rows.Count > PageSize ? DayCursor.Of(rows[PageSize - 1].StartedOn, rows[PageSize - 1].Id) : null);
    }

    /// <summary>The open ones of the cases in the actor's hands, the earliest limit first.</summary>
    internal async Task<IReadOnlyList<SideRow>> OpenAsync(int most, CancellationToken cancel) =>
        await All().Where(r => r.EndedOn == null).OrderBy(r => r.DueOn ?? DateOnly.MaxValue).ThenBy(r => r.Id).Take(most).ToListAsync(cancel);

    private IQueryable<SideRow> Matching(Filter filter)
    {
        var today = clock.Today;
        var rows = All();
        rows = Inputs.Tidy(filter.Q) is { } q ? rows.Where(r => r.Number == q || r.Subject.Contains(q) || r.Title.Contains(q) || (r.Parties != null && r.Parties.Contains(q))) : rows;
        rows = filter.Kind is { } kind ? rows.Where(r => r.Kind == kind) : rows;
        rows = filter.State is { } state ? rows.Where(r => r.State == state) : rows;
        rows = filter.DepartmentId is { } department ? rows.Where(r => r.DepartmentId == department) : rows;
        rows = Inputs.Tidy(filter.Leader) is { } leader ? rows.Where(r => r.Kind == SideKind.Lead && r.Person != null && r.Person.Contains(leader)) : rows;
        rows = filter.From is { } from ? rows.Where(r => r.StartedOn >= from) : rows;
        rows = filter.To is { } to ? rows.Where(r => r.StartedOn <= to) : rows;
        rows = filter.OpenOnly || filter.OverdueOnly ? rows.Where(r => r.EndedOn == null) : rows;
        return filter.OverdueOnly ? rows.Where(r => r.DueOn < today) : rows;
    }

    // The filters are written out: that of the matter itself asks for a case that was opened, and here none is.
    private IQueryable<SideRow> All() =>
        from p in db.Petitions.IgnoreQueryFilters().AsNoTracking().Where(PetitionVisibility.Opens(db)).Where(p => !p.IsVoid && !p.IsConfidential)
        from s in p.Sides
        select new SideRow
        {
            Id = s.Id,
            PetitionId = p.Id,
            Number = p.Number,
            Title = p.Title,
            MainName = p.MainName,
            Position = s.Position,
            Kind = s.Kind,
            State = s.State,
            StartedOn = s.StartedOn,
            DueOn = s.DueOn,
            EndedOn = s.EndedOn,
            Person = s.Person,
            Parties = s.Parties,
            Subject = s.Subject,
            Trigger = s.Trigger,
            DepartmentId = p.DepartmentId,
            HandlerName = p.HandlerName,
        };
}

/// <summary>The matters beside the main way, and the instructions, in which the actor has something to do: part of 我的工作.</summary>
public sealed class MySides(CaseDb db, FindSides find, OfficeClock clock)
{
    private const int Most = 300;

    public sealed record Item(SideRow Row, IReadOnlyList<SideStep> Steps);

    public sealed record Today(IReadOnlyList<Item> Sides, IReadOnlyList<Instruction> Instructions);

    public async Task<Today> ExecuteAsync(Actor actor, CancellationToken cancel)
    {
        if (!actor.May(Permission.Cases))
        {
            return new([], []);
        }

        var rows = await find.OpenAsync(Most, cancel);
        var cases = await CasesAsync([.. rows.Select(r => r.PetitionId).Distinct()], cancel);
        var ids = rows.Select(r => r.Id).ToList();
        var sides = await db.Set<SideMatter>().IgnoreQueryFilters().AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancel); // the rows are those that the actor may open
        var items = new List<Item>();
        foreach (var row in rows.Where(r => cases.ContainsKey(r.PetitionId)))
        {
            var (side, beside) = (sides[row.Id], cases[row.PetitionId]);
            List<SideStep> steps = [.. SideWorkflow.Of(row.Kind).Explain(new SideTurn(side, beside, actor), actor, clock.Today).Where(v => v.Access != Access.Refused && IsWork(side, beside, v.Step, actor)).Select(v => v.Step)];
            if (steps.Count > 0)
            {
                items.Add(new Item(row, steps));
            }
        }

        return new(items, actor.May(Permission.SeeInstructions) ? await InstructionsAsync(actor, cancel) : []);
    }

    // Of an ordinary case whoever may open it is admitted: the rows are of no other.
    private async Task<Dictionary<Guid, SideCase>> CasesAsync(List<Guid> ids, CancellationToken cancel) =>
        (await db.Petitions.IgnoreQueryFilters().AsNoTracking().Where(p => ids.Contains(p.Id) && !p.IsConfidential)
            .Select(p => new { p.Id, p.DepartmentId, p.HandlerId, Recused = p.Recusals.Select(r => r.UserId).ToList() }).ToListAsync(cancel))
        .ToDictionary(p => p.Id, p => new SideCase(p.DepartmentId, p.HandlerId, p.Recused, (_, _) => true));

    /// <summary>What waits for somebody, beyond what he merely may do: a supervision is lifted once it is answered or overdue, a led case goes on with its leader and its handler.</summary>
    private bool IsWork(SideMatter side, SideCase beside, SideStep step, Actor actor) => step switch
    {
        SideStep.Answer or SideStep.Perform or SideStep.Fail => IsHandled(beside, actor),
        SideStep.Lift => side.State == SideState.Answered || side.DueOn < clock.Today,
        SideStep.SendBack or SideStep.Hold or SideStep.Report or SideStep.CloseLead or SideStep.RefuseClosing or SideStep.Relieve or SideStep.CloseOrder => true,
        SideStep.Progress or SideStep.AskClosing => Leads(side, actor) || IsHandled(beside, actor),
        SideStep.Inform or SideStep.Prolong => false,
    };

    private static bool Leads(SideMatter side, Actor actor) => side.PersonId is { } leader && actor.Hats.Any(h => (h.ForUserId ?? actor.UserId) == leader);

    // The handler's own cases; the head of the section answers for those of his section.
    private static bool IsHandled(SideCase beside, Actor actor) =>
        actor.Hats.Any(h => (h.Role == Role.CW && (h.ForUserId ?? actor.UserId) == beside.HandlerId) || (h.Role == Role.SH && h.DepartmentId == beside.DepartmentId));

    private async Task<IReadOnlyList<Instruction>> InstructionsAsync(Actor actor, CancellationToken cancel)
    {
        var open = await db.Instructions.AsNoTracking().Where(i => i.State == InstructionState.Open || i.State == InstructionState.Answered).OrderBy(i => i.DueOn == null).ThenBy(i => i.DueOn).ThenBy(i => i.Number).Take(Most).ToListAsync(cancel);
        var own = actor.Hats.Where(h => h.Role is Role.CW or Role.SH).Select(h => h.DepartmentId).ToList();
        return [.. open.Where(i => i.State == InstructionState.Open
            ? own.Contains(i.DepartmentId) || (actor.Has(Role.SU, Role.XF) && i.IsOverdue(clock.Today))
            : i.LeaderId is null ? actor.Has(Role.XF) : i.LeaderId == actor.UserId || actor.Hats.Any(h => h.ForUserId == i.LeaderId))];
    }
}
