using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Calendar;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>
/// The supervisions that begin by themselves (条例第四十条): each is dated the day its fact became true, however late the run, and asks for an answer so many working days from the day of the run.
/// One open supervision for a trigger of a case; one that was lifted does not come again for the same fact. Only what still stands is supervised; of an imported case only what became true after the import.
/// </summary>
public sealed class SuperviseByTime(CaseDb db, OfficeClock clock, LoadPetition load, LoadWorkCalendar calendars, TakePetitionStep steps) : IDailyWork
{
    private const int Portion = 50;

    private static readonly IReadOnlyList<PetitionState> States = [.. PetitionWorkflow.Engine.Table.Where(r => r.Step == PetitionStep.Supervise).SelectMany(r => r.From)];

    public string Name => "自动督办";

    /// <returns>How many supervisions were begun.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancel)
    {
        var today = clock.Today;
        var bureau = await db.BureauAsync(cancel);
        var begun = 0;
        foreach (var ids in (await CandidatesAsync(bureau, today, cancel)).Chunk(Portion))
        {
            var petitions = await load.OpenAsync(ids, cancel);
            var sources = await SourcesAsync(petitions.Values, today, cancel);
            foreach (var found in ids.Where(petitions.ContainsKey).Select(id => petitions[id]).Where(p => New(p, sources[p.Id], bureau, today).Count > 0).ToList())
            {
                await db.WriteAsync(async () =>
                {
                    var petition = await load.ChangeAsync(found.Number, null, cancel);
                    foreach (var fact in New(petition, sources[petition.Id], bureau, today))
                    {
                        await BeginAsync(petition, fact, bureau, cancel);
                        await db.FlushAsync(cancel);
                        begun++;
                    }
                }, cancel);
                db.ChangeTracker.Clear();
            }
        }

        return begun;
    }

    private async Task BeginAsync(Petition petition, SupervisionFact fact, BureauSettings bureau, CancellationToken cancel)
    {
        var department = petition.DepartmentId;
        var unit = await db.Departments.Where(d => department == null ? d.IsPetitionOffice && !d.IsClosed : d.Id == department).Select(d => d.Name).FirstOrDefaultAsync(cancel) ?? "信访机构";
        await steps.FireByTimeAsync(petition, PetitionStep.Supervise, StepData.Of(
            (PetitionWorkflow.On, fact.Day),
            ("ground", fact.Ground),
            ("issue", fact.Issue),
            ("unit", petition.HandlerName is { } handler ? $"{unit}（{handler}）" : unit),
            ("due", (await calendars.ExecuteAsync(cancel)).WorkdaysAfter(clock.Today, bureau.SupervisionWorkdays)),
            ("trigger", fact.Code)), fact.Day, cancel);
    }

    private List<SupervisionFact> New(Petition petition, SupervisionSources sources, BureauSettings bureau, DateOnly today)
    {
        var from = petition.ImportedFrom is null ? bureau.SuperviseFrom : Later(bureau.SuperviseFrom, clock.DayOf(petition.RegisteredAt));
        var supervised = petition.Sides.Where(s => s.Kind == SideKind.Supervision).ToList();
        return !States.Contains(petition.State) ? [] :
        [
            .. SupervisionFacts.Of(petition, sources, today)
                .Where(f => bureau.Watches(f.Trigger) && !(f.Day < from))
                .DistinctBy(f => f.Trigger)
                .Where(f => !supervised.Exists(s => s.Trigger == f.Code || (s.IsOpen && SupervisionFact.IsOf(s.Trigger, f.Trigger))))
                .OrderBy(f => f.Day),
        ];
    }

    private static DateOnly Later(DateOnly? a, DateOnly b) => a > b ? a.Value : b;

    /// <summary>Ordinary cases of which something may be true: a wide net, the facts themselves are drawn from the whole case.</summary>
    private async Task<List<Guid>> CandidatesAsync(BureauSettings bureau, DateOnly today, CancellationToken cancel)
    {
        var horizon = today.AddDays(bureau.YellowDays + 30); // a limit may end so long after the day from which it is near: holidays roll it on
        var overdue = await db.Set<SideMatter>().IgnoreQueryFilters().Where(s => s.EndedOn == null && s.DueOn < today && (s.Kind == SideKind.Performance || s.Kind == SideKind.Order)).Select(s => s.PetitionId).Distinct().ToListAsync(cancel);
        var instructed = await db.Instructions.Where(i => i.State == InstructionState.Open && i.DueOn < today && i.PetitionId != null).Select(i => i.PetitionId!.Value).Distinct().ToListAsync(cancel);
        var returned = bureau.SuperviseReturned ? await (
            from p in db.Petitions.IgnoreQueryFilters()
            where p.IsOpen && !p.IsConfidential
            join e in db.Events on p.Id equals e.RecordId
            where e.RecordKind == Petition.Kinds && (e.Step == "return" || e.Step == "return-opinion")
            group e by e.RecordId into g
            where g.Count() > 1
            select g.Key).ToListAsync(cancel) : [];
        List<Guid> named = [.. overdue.Concat(instructed).Concat(returned).Distinct()];
        return await db.Petitions.AsNoTracking()
            .Where(p => !p.IsConfidential && !p.IsVoid && States.Contains(p.State))
            .Where(p => (p.IsOpen && (p.DueOn <= horizon || p.IsRepeat || p.ExtensionDays != null)) || p.Satisfaction == Satisfaction.Dissatisfied || named.Contains(p.Id))
            .OrderBy(p => p.ReceivedOn).ThenBy(p => p.Number).Select(p => p.Id).ToListAsync(cancel);
    }

    private async Task<Dictionary<Guid, SupervisionSources>> SourcesAsync(IEnumerable<Petition> petitions, DateOnly today, CancellationToken cancel)
    {
        var found = new Dictionary<Guid, SupervisionSources>();
        var all = petitions.ToList();
        var ids = all.ConvertAll(p => p.Id);
        var numbers = all.Where(p => p.IsRepeat).Select(p => p.RelatedNumber).OfType<string>().Distinct().ToList();
        var earlier = await db.Petitions.AsNoTracking().Where(p => numbers.Contains(p.Number) && !p.IsConfidential && p.SignedOn != null).Select(p => new { p.Number, p.SignedOn }).ToDictionaryAsync(p => p.Number, p => p.SignedOn!.Value, cancel);
        var returned = (await db.Events.AsNoTracking().Where(e => e.RecordKind == Petition.Kinds && ids.Contains(e.RecordId) && (e.Step == "return" || e.Step == "return-opinion")).OrderBy(e => e.Seq)
            .Select(e => new { e.RecordId, e.StepName, e.HappenedOn }).ToListAsync(cancel)).ToLookup(e => e.RecordId, e => (e.StepName.Replace("退回：", "", StringComparison.Ordinal), e.HappenedOn));
        var instructions = (await db.Instructions.AsNoTracking().Where(i => i.State == InstructionState.Open && i.DueOn < today && i.PetitionId != null && ids.Contains(i.PetitionId.Value)).OrderBy(i => i.DueOn).ThenBy(i => i.Number)
            .Select(i => new { i.PetitionId, i.Number, i.LeaderName, i.DueOn }).ToListAsync(cancel)).ToLookup(i => i.PetitionId!.Value, i => (i.Number, i.LeaderName, i.DueOn!.Value));
        var told = await ExtensionsToldAsync(all, cancel);
        foreach (var petition in all)
        {
            found[petition.Id] = new SupervisionSources(
                petition.RelatedNumber is { } number && earlier.TryGetValue(number, out var replied) ? (number, replied) : null,
                petition.ExtensionDays is null || told.Contains(petition.Id),
                [.. returned[petition.Id]],
                [.. instructions[petition.Id]]);
        }

        return found;
    }

    /// <summary>Those whose last 延期告知书 has reached everybody it is for.</summary>
    private async Task<HashSet<Guid>> ExtensionsToldAsync(IEnumerable<Petition> petitions, CancellationToken cancel)
    {
        var ids = petitions.Where(p => p.ExtensionDays is not null).Select(p => p.Id).ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var papers = await db.Set<Documents.IssuedDocument>().AsNoTracking().Where(d => d.RecordKind == Petition.Kinds && ids.Contains(d.RecordId) && d.Name.StartsWith("延期")).ToListAsync(cancel);
        var notices = papers.GroupBy(d => d.RecordId).Select(g => g.MaxBy(d => d.Position)!).ToList();
        var wanted = notices.ConvertAll(n => n.Id);
        var delivered = (await db.Set<Documents.PaperDelivery>().AsNoTracking().Where(d => wanted.Contains(d.DocumentId)).ToListAsync(cancel)).ToLookup(d => d.DocumentId);
        return [.. notices.Where(n => new Documents.DocumentRow(n, [.. delivered[n.Id]]) is { Deliveries.Count: > 0, Undelivered.Count: 0 }).Select(n => n.RecordId)];
    }
}
