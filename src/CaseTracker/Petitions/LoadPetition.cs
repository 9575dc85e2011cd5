using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Audit;
using CaseTracker.Data;
using CaseTracker.Documents;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>Opens a petition by its number or id: checks that the viewer may have the whole case, and marks it as opened so that its parts can be read. For everybody else it is not there.</summary>
public sealed class LoadPetition(CaseDb db, CountClocks clocks, OfficeClock clock)
{
    /// <summary>To read: not tracked, with its people, demands, recusals and clocks. Opening a 检举控告 is audited.</summary>
    public async Task<Petition> ReadAsync(string number, Actor actor, CancellationToken cancel)
    {
        var petition = await OpenAsync(await IdOfAsync(number, cancel), tracked: false, cancel);
        if (petition.IsConfidential)
        {
            await AuditLog.WriteAsync(db, actor, clock.Now, new AuditNote("open-accusation", Petition.Kinds, petition.Id) { IsConfidential = true }, cancel);
        }

        return petition;
    }

    /// <summary>A copy to try a step on; nothing of it is saved.</summary>
    internal async Task<Petition> CopyAsync(string number, CancellationToken cancel) => await OpenAsync(await IdOfAsync(number, cancel), tracked: false, cancel);

    /// <summary>To change it, inside a write. <paramref name="version"/> null: the caller saw no version (API, command line).</summary>
    public async Task<Petition> ChangeAsync(string number, int? version, CancellationToken cancel)
    {
        var petition = await OpenAsync(await IdOfAsync(number, cancel), tracked: true, cancel);
        if (version is { } seen && seen != petition.Version)
        {
            throw new StaleException();
        }

        petition.Version++;
        return petition;
    }

    internal async Task<Petition> OpenAsync(Guid id, bool tracked, CancellationToken cancel)
    {
        var found = await db.Petitions.AsNoTracking().Where(PetitionVisibility.Opens(db)).AnyAsync(p => p.Id == id, cancel);
        if (!found)
        {
            throw new NotFoundException("该信访事项");
        }

        Open([id]);
        var petition = await Whole(tracked ? db.Petitions : db.Petitions.AsNoTracking()).FirstAsync(p => p.Id == id, cancel);
        var kinds = await db.Attachments.Where(a => a.RecordKind == Petition.Kinds && a.RecordId == id).Select(a => a.Kind).Distinct().ToListAsync(cancel);
        await CompleteAsync([petition], _ => kinds, cancel);
        return petition;
    }

    /// <summary>Many at once, to read, by id; those that the viewer may not open are left out.</summary>
    internal async Task<IReadOnlyDictionary<Guid, Petition>> OpenAsync(IEnumerable<Guid> ids, CancellationToken cancel)
    {
        var opened = await db.Petitions.AsNoTracking().Where(PetitionVisibility.Opens(db)).Where(p => ids.Contains(p.Id)).Select(p => p.Id).ToListAsync(cancel);
        if (opened.Count == 0)
        {
            return new Dictionary<Guid, Petition>();
        }

        Open(opened);
        var petitions = await Whole(db.Petitions.AsNoTracking()).Where(p => opened.Contains(p.Id)).ToListAsync(cancel);
        var kinds = (await db.Attachments.Where(a => a.RecordKind == Petition.Kinds && opened.Contains(a.RecordId)).Select(a => new { a.RecordId, a.Kind }).Distinct().ToListAsync(cancel)).ToLookup(a => a.RecordId, a => a.Kind);
        await CompleteAsync(petitions, id => kinds[id], cancel);
        return petitions.ToDictionary(p => p.Id);
    }

    /// <summary>What a step must know of the other case it names (并案, 不再受理): an ordinary one, also where the approver's department is another; of a 检举控告 nothing.</summary>
    internal async Task<LinkedCase?> LinkedAsync(Petition petition, string number, CancellationToken cancel)
    {
        var wanted = number.Trim();
        var other = await db.Petitions.IgnoreQueryFilters().AsNoTracking().Where(p => p.Number == wanted && !p.IsVoid && !p.IsConfidential).Select(p => new { p.Id, p.Number, p.State, p.IsOpen, p.IsConfidential, p.ReceivedOn }).FirstOrDefaultAsync(cancel);
        if (other is null)
        {
            return null;
        }

        Open([other.Id]);
        var theirs = await db.Set<Petitioner>().AsNoTracking().Where(p => p.PetitionId == other.Id).ToListAsync(cancel);
        var rechecked = await db.Set<Review>().AsNoTracking().AnyAsync(r => r.PetitionId == other.Id && r.Stage == ReviewStage.Recheck && (r.Result == ReviewResult.Upheld || r.Result == ReviewResult.Changed), cancel);
        return new LinkedCase(other.Id, other.Number, other.State, other.IsOpen, other.IsConfidential, other.ReceivedOn,
            SamePerson: petition.Petitioners.Any(mine => theirs.Any(t => IsSame(mine, t))),
            IsFinalized: other.State == PetitionState.Finalized || (other.State == PetitionState.Archived && rechecked));
    }

    /// <summary>同人: the same person; of an agent, the principal counts.</summary>
    private static bool IsSame(Petitioner a, Petitioner b) =>
        (a.PersonId is { } person && person == b.PersonId && !a.IsAgent && !b.IsAgent) || string.Equals(Behind(a), Behind(b), StringComparison.Ordinal);

    private static string Behind(Petitioner p) => p.IsAgent && p.Principal is { Length: > 0 } principal ? principal : p.Name;

    private static IQueryable<Petition> Whole(IQueryable<Petition> petitions) =>
        petitions.Include(p => p.Petitioners).Include(p => p.Demands).Include(p => p.Recusals).Include(p => p.Readers).Include(p => p.Reviews).Include(p => p.Rounds).Include(p => p.Sides).ThenInclude(s => s.Items).AsSplitQuery();

    private void Open(IEnumerable<Guid> ids) => db.Opened.AddRange(ids.Except(db.Opened).ToList());

    private async Task CompleteAsync(IReadOnlyList<Petition> petitions, Func<Guid, IEnumerable<AttachmentKind>> kinds, CancellationToken cancel)
    {
        var ids = petitions.Select(p => p.Id).ToList();
        var papers = (await db.IssuedDocuments.Where(d => d.RecordKind == Petition.Kinds && ids.Contains(d.RecordId)).Select(d => new { d.RecordId, d.Name }).ToListAsync(cancel)).ToLookup(d => d.RecordId, d => d.Name);
        foreach (var petition in petitions)
        {
            petition.Petitioners.Sort((a, b) => a.Position.CompareTo(b.Position));
            petition.Demands.Sort((a, b) => a.Position.CompareTo(b.Position));
            petition.Sides.Sort((a, b) => a.Position.CompareTo(b.Position));
            petition.Sides.ForEach(s => s.Items.Sort((a, b) => a.Position.CompareTo(b.Position)));
            petition.Rounds.Sort((a, b) => a.Round.CompareTo(b.Round));
            petition.Reviews.Sort((a, b) => (a.Round, a.Stage).CompareTo((b.Round, b.Stage)));
            petition.AttachmentKinds = [.. kinds(petition.Id).Select(k => k.Display())];
            petition.IssuedPapers = [.. papers[petition.Id]];
        }

        await clocks.ExecuteAsync(petitions, cancel);
    }

    private async Task<Guid> IdOfAsync(string number, CancellationToken cancel)
    {
        var wanted = number.Trim();
        return await db.Petitions.Where(p => p.Number == wanted).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该信访事项");
    }
}

/// <summary>The door to a petition for whoever holds an attachment or a protected value of it.</summary>
public sealed class PetitionDoor(CaseDb db) : IRecordDoor
{
    public string RecordKind => Petition.Kinds;

    public async Task<OpenedRecord?> OpenAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        var petition = await db.Petitions.AsNoTracking().Where(PetitionVisibility.Opens(db)).Where(p => p.Id == id).Select(p => new { p.IsConfidential, p.State }).FirstOrDefaultAsync(cancel);
        if (petition is null)
        {
            return null;
        }

        db.Opened.Add(id);
        return new OpenedRecord(id, petition.IsConfidential, MayAttach: petition.State != PetitionState.Archived);
    }
}
