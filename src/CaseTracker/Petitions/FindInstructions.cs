using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>领导批示查询: newest first, page by page; what the viewer may not know of is in neither list nor count.</summary>
public sealed class FindInstructions(CaseDb db, OfficeClock clock)
{
    public const int PageSize = 50;

    public const int MostCounted = 10_000;

    public sealed record Filter
    {
        [Display(Name = "关键词"), StringLength(100)] public string? Q { get; init; }

        [Display(Name = "状态")] public InstructionState? State { get; init; }

        [Display(Name = "批示领导"), StringLength(64)] public string? Leader { get; init; }

        [Display(Name = "责任科室")] public Guid? DepartmentId { get; init; }

        [Display(Name = "批示日期从")] public DateOnly? From { get; init; }

        [Display(Name = "至")] public DateOnly? To { get; init; }

        [Display(Name = "只看超期")] public bool OverdueOnly { get; init; }

        public string? After { get; init; }
    }

    public sealed record Page(IReadOnlyList<Instruction> Rows, int Count, string? Next);

    public async Task<Page> ExecuteAsync(Filter filter, CancellationToken cancel)
    {
        var matching = Matching(filter);
        var page = DayCursor.Read(filter.After) is var (day, id) ? matching.Where(d => d.InstructedOn < day || (d.InstructedOn == day && d.Id.CompareTo(id) < 0)) : matching;
        var rows = await page.OrderByDescending(d => d.InstructedOn).ThenByDescending(d => d.Id).Take(PageSize + 1).ToListAsync(cancel);
        var count = filter.After is null && rows.Count <= PageSize ? rows.Count : await matching.Take(MostCounted + 1).CountAsync(cancel);
        return new Page([.. rows.Take(PageSize)], count, rows.Count > PageSize ? DayCursor.Of(rows[PageSize - 1].InstructedOn, rows[PageSize - 1].Id) : null);
    }

    /// <summary>Those on one case, oldest first.</summary>
    public async Task<IReadOnlyList<Instruction>> OfAsync(Guid petition, CancellationToken cancel) =>
        await db.Instructions.AsNoTracking().Where(i => i.PetitionId == petition && i.State != InstructionState.Voided).OrderBy(i => i.InstructedOn).ThenBy(i => i.Number).ToListAsync(cancel);

    private IQueryable<Instruction> Matching(Filter filter)
    {
        var today = clock.Today;
        var found = db.Instructions.AsNoTracking();
        found = Inputs.Tidy(filter.Q) is { } q ? found.Where(i => i.Number == q || i.PetitionNumber == q || i.Text.Contains(q) || (i.Subject != null && i.Subject.Contains(q))) : found;
        found = filter.State is { } state ? found.Where(i => i.State == state) : found.Where(i => i.State != InstructionState.Voided);
        found = Inputs.Tidy(filter.Leader) is { } leader ? found.Where(i => i.LeaderName.Contains(leader)) : found;
        found = filter.DepartmentId is { } department ? found.Where(i => i.DepartmentId == department) : found;
        found = filter.From is { } from ? found.Where(i => i.InstructedOn >= from) : found;
        found = filter.To is { } to ? found.Where(i => i.InstructedOn <= to) : found;
        return filter.OverdueOnly ? found.Where(i => i.State == InstructionState.Open && i.DueOn < today) : found;
    }
}

/// <summary>One 批示 with its history and the steps of the viewer.</summary>
public sealed class GetInstruction(CaseDb db, OfficeClock clock)
{
    public sealed record Details(Instruction Instruction, string Department, IReadOnlyList<CaseEvent> Events, IReadOnlyList<StepView<Instruction, InstructionState, InstructionStep>> Steps);

    public async Task<Details> ExecuteAsync(string number, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.SeeInstructions);
        var wanted = number.Trim().ToUpperInvariant();
        var found = await db.Instructions.AsNoTracking().FirstOrDefaultAsync(i => i.Number == wanted, cancel) ?? throw new NotFoundException("该批示");
        db.Opened.Add(found.Id);
        var events = await db.Events.AsNoTracking().Where(e => e.RecordKind == Instruction.Kind && e.RecordId == found.Id).OrderBy(e => e.Seq).ToListAsync(cancel);
        return new(found, await db.Departments.Where(d => d.Id == found.DepartmentId).Select(d => d.Name).FirstAsync(cancel), events, InstructionWorkflow.Engine.Explain(found, actor, clock.Today));
    }
}
