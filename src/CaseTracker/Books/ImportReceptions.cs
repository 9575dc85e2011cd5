using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.History;
using CaseTracker.People;
using CaseTracker.Receptions;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Books;

/// <summary>
/// Import of the book 来访登记. People are known by 人员编号, their level by the roster and never by what was typed; who is not on the roster is a visitor like any other.
/// A 关联编号 that is the number of an imported petition makes both one arrival.
/// </summary>
public sealed class ImportReceptions(CaseDb db, OfficeClock clock, Keys keys)
{
    /// <param name="DryRun">Says what would happen and writes nothing.</param>
    /// <param name="Update">Applies 差异 as a correction.</param>
    public sealed record Command(Stream File, string FileName, bool DryRun = false, bool Update = false);

    /// <summary>Refuses a file that cannot be read or lacks a mandatory heading, and an actor who may not import.</summary>
    public Task<ImportResult> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        BookCells.DemandImport(actor, ReceptionLine.Shape);
        return BookRun.ExecuteAsync(db, ReceptionLine.Shape, command.File, command.FileName, command.DryRun, command.Update, result => new ReceptionImport(db, clock, keys, result, actor, cancel), cancel);
    }

    /// <summary>Whether the page offers the import.</summary>
    public static bool IsAllowed(Actor actor) => BookCells.MayImport(actor);
}

/// <summary>One run over one file of the book 来访登记.</summary>
internal sealed class ReceptionImport(CaseDb db, OfficeClock clock, Keys keys, ImportResult result, Actor actor, CancellationToken cancel)
    : BookImport<ReceptionLine, Reception>(new ReceptionRecords(db, clock), db, clock, keys, result, actor, cancel)
{
    private RosterPeople roster = null!;

    protected override async Task PrepareAsync() => roster = await RosterPeople.LoadAsync(Db, Now, Cancel);

    protected override (ReceptionLine? Line, IReadOnlyList<Reason> Reasons) Read(BookRow row) => ReceptionLine.Read(row, Today, roster);

    protected override string? DoubleKey(ReceptionLine line) => line.DoubleKey;

    protected override IEnumerable<string> RemarksOn(ReceptionLine line) => line.Remarks;

    protected override async Task<IReadOnlySet<string>> TakenAsync(string[] numbers)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in numbers.Chunk(500))
        {
            taken.UnionWith(await Db.Receptions.Where(r => chunk.Contains(r.Number)).Select(r => r.Number).ToListAsync(Cancel));
        }

        return taken;
    }

    protected override async Task<Guid> EnterAsync(ReceptionLine line, Guid? repeats)
    {
        var reception = new Reception
        {
            Id = Guid.CreateVersion7(),
            Version = 1,
            Number = line.Number,
            ArrivedOn = line.ArrivedOn,
            ImportedFrom = ReceptionLine.Shape.Book,
            RepeatsId = repeats,
            RegisteredById = Actor.UserId,
            RegisteredByName = line.Receiver ?? Actor.Name,
            RecordedAt = Now,
            TableVersion = ReceptionWorkflow.Engine.Version,
        };
        Fill(reception, line);
        Db.Add(reception);
        FillVisitors(reception, line, []);
        Db.Trace(reception, Actor, Now, new Act("import-register", "已导入：来访登记", line.ArrivedOn)
        {
            To = reception.State.ToString(),
            Reason = line.IsVoid ? "台账记为作废" : null,
            Data = new { book = ReceptionLine.Shape.Title, row = line.Row.Number },
            TableVersion = reception.TableVersion,
        });
        return await Task.FromResult(reception.Id);
    }

    protected override Task<Reception> LoadAsync(Guid id) => Db.Receptions.FirstAsync(r => r.Id == id, Cancel);

    protected override async Task CorrectAsync(Reception record, ReceptionLine line)
    {
        var related = BookCells.Several(line.RelatedNumber ?? "");
        foreach (var petition in await Db.Set<Petitions.Petition>().Where(p => p.ReceptionId == record.Id && p.ImportedFrom != null && !related.Contains(p.Number)).ToListAsync(Cancel))
        {
            petition.ReceptionId = null;
            petition.Version++;
            Db.Trace(petition, Actor, Now, new Act("import-link", "已导入：不再关联来访登记", Today) { Reason = $"来访登记{record.Number}的关联编号已更正" });
        }

        Fill(record, line);
        FillVisitors(record, line, await Db.ReceptionVisitors.Where(v => v.ReceptionId == record.Id).OrderBy(v => v.Ordinal).ToListAsync(Cancel));
    }

    protected override Guid? RepeatsOf(Reception record) => record.RepeatsId;

    protected override void Repeat(Reception record, Guid? repeats) => record.RepeatsId = repeats;

    protected override Task FinishAsync() => JoinArrivals.ExecuteAsync(Db, [.. Written.Where(l => !l.IsVoid).SelectMany(l => BookCells.Several(l.RelatedNumber ?? ""))], Actor, Now, Cancel);

    private static void Fill(Reception reception, ReceptionLine line)
    {
        reception.ArrivedOn = line.ArrivedOn;
        reception.ArrivedAt = line.ArrivedAt;
        reception.Form = line.Form;
        reception.Nature = line.Nature;
        reception.Demand = line.Demand;
        reception.PeopleCount = line.PeopleCount;
        reception.FamilyCount = line.FamilyCount;
        reception.MainVisitor = line.MainVisitor;
        reception.Problem = line.Problem;
        reception.ReceiverName = line.Receiver;
        reception.LeaderName = line.Leader;
        reception.Opinion = line.Opinion;
        reception.Outcome = line.Outcome;
        reception.Note = line.Note;
        reception.RelatedNumber = line.RelatedNumber;
        reception.ImportAs(line.State);
    }

    private void FillVisitors(Reception reception, ReceptionLine line, List<ReceptionVisitor> existing)
    {
        List<(string Name, Guid? Cadre)> people = [(line.MainVisitor, line.Cadre?.Id), .. line.Companions.Select(c => (c.Name, (Guid?)c.Id)), .. line.Strangers.Select(s => (s, (Guid?)null))];
        Db.RemoveRange(existing.Skip(people.Count));
        for (var i = 0; i < people.Count; i++)
        {
            var visitor = i < existing.Count ? existing[i] : new ReceptionVisitor { Id = Guid.CreateVersion7(), ReceptionId = reception.Id };
            if (i >= existing.Count)
            {
                Db.Add(visitor);
            }

            var isMain = i == 0;
            visitor.Ordinal = i + 1;
            (visitor.Name, visitor.NameKey, visitor.CadreId) = (people[i].Name, PersonName.Key(people[i].Name), people[i].Cadre);
            (visitor.Identity, visitor.Relation, visitor.RelationNote) = isMain ? (line.Identity, line.Relation, line.RelationNote) : (VisitorIdentity.Other, VisitorRelation.Self, null);
            visitor.Unit = isMain ? line.Unit : null;
        }
    }
}
