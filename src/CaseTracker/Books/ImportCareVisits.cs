using CaseTracker.Accounts;
using CaseTracker.CareVisits;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Excel;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Books;

/// <summary>Import of the book 走访慰问: one row is one trip with everybody who was visited on it. A person who is not on the roster is a refusal. 已办结 counts, nothing else.</summary>
public sealed class ImportCareVisits(CaseDb db, OfficeClock clock, Keys keys, RegisterCareVisit register)
{
    /// <param name="DryRun">Says what would happen and writes nothing.</param>
    /// <param name="Update">Applies 差异 as a correction.</param>
    public sealed record Command(Stream File, string FileName, bool DryRun = false, bool Update = false);

    /// <summary>Refuses a file that cannot be read or lacks a mandatory heading, and an actor who may not import.</summary>
    public Task<ImportResult> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        BookCells.DemandImport(actor, CareVisitLine.Shape);
        return BookRun.ExecuteAsync(db, CareVisitLine.Shape, command.File, command.FileName, command.DryRun, command.Update, result => new CareVisitImport(db, clock, keys, register, result, actor, cancel), cancel);
    }

    /// <summary>Whether the page offers the import.</summary>
    public static bool IsAllowed(Actor actor) => BookCells.MayImport(actor);
}

/// <summary>One run over one file of the book 走访慰问.</summary>
internal sealed class CareVisitImport(CaseDb db, OfficeClock clock, Keys keys, RegisterCareVisit register, ImportResult result, Actor actor, CancellationToken cancel)
    : BookImport<CareVisitLine, CareVisit>(new CareVisitRecords(db, clock), db, clock, keys, result, actor, cancel)
{
    private RosterPeople roster = null!;
    private (Guid Department, HashSet<string> Numbers)? office;

    protected override async Task PrepareAsync()
    {
        roster = await RosterPeople.LoadAsync(Db, Now, Cancel);
        await TellOfficeAsync();
    }

    protected override (CareVisitLine? Line, IReadOnlyList<Reason> Reasons) Read(BookRow row) => CareVisitLine.Read(row, Today, roster);

    protected override string? DoubleKey(CareVisitLine line) => line.DoubleKey;

    protected override IEnumerable<string> RemarksOn(CareVisitLine line) => line.Remarks;

    protected override async Task<Guid> EnterAsync(CareVisitLine line, Guid? repeats)
    {
        office ??= (await Db.RetireeOfficeAsync(Cancel), [.. await Db.CareVisits.Select(v => v.Number).ToListAsync(Cancel)]);
        return (await register.ImportAsync(line.Fields with { RepeatsId = repeats }, Actor, Cancel, office)).Id;
    }

    protected override Task<CareVisit> LoadAsync(Guid id) => Db.CareVisits.Include(v => v.Persons).FirstAsync(v => v.Id == id, Cancel);

    protected override Task CorrectAsync(CareVisit record, CareVisitLine line)
    {
        register.Put(record, line.Fields with { RepeatsId = record.RepeatsId });
        return Task.CompletedTask;
    }

    protected override Guid? RepeatsOf(CareVisit record) => record.RepeatsId;

    protected override void Repeat(CareVisit record, Guid? repeats) => record.RepeatsId = repeats;
}
