using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Excel;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Books;

/// <summary>Import of the book 待遇办理. A person who is not on the roster is a refusal. 已解决 counts by 办结日期; one 批复文号 with the same people is one matter.</summary>
public sealed class ImportBenefits(CaseDb db, OfficeClock clock, Keys keys, ImportBenefit one)
{
    /// <param name="DryRun">Says what would happen and writes nothing.</param>
    /// <param name="Update">Applies 差异 as a correction.</param>
    public sealed record Command(Stream File, string FileName, bool DryRun = false, bool Update = false);

    /// <summary>Refuses a file that cannot be read or lacks a mandatory heading, and an actor who may not import.</summary>
    public Task<ImportResult> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        BookCells.DemandImport(actor, BenefitLine.Shape);
        return BookRun.ExecuteAsync(db, BenefitLine.Shape, command.File, command.FileName, command.DryRun, command.Update, result => new BenefitImport(db, clock, keys, one, result, actor, cancel), cancel);
    }

    /// <summary>Whether the page offers the import.</summary>
    public static bool IsAllowed(Actor actor) => BookCells.MayImport(actor);
}

/// <summary>One run over one file of the book 待遇办理.</summary>
internal sealed class BenefitImport(CaseDb db, OfficeClock clock, Keys keys, ImportBenefit one, ImportResult result, Actor actor, CancellationToken cancel)
    : BookImport<BenefitLine, Benefit>(new BenefitRecords(db, clock), db, clock, keys, result, actor, cancel)
{
    private RosterPeople roster = null!;
    private ImportBenefit.Office? office;

    protected override async Task PrepareAsync()
    {
        roster = await RosterPeople.LoadAsync(Db, Now, Cancel);
        await TellOfficeAsync();
    }

    protected override (BenefitLine? Line, IReadOnlyList<Reason> Reasons) Read(BookRow row) => BenefitLine.Read(row, Today, roster);

    protected override string? DoubleKey(BenefitLine line) => line.DoubleKey;

    protected override IEnumerable<string> RemarksOn(BenefitLine line) => line.Remarks;

    protected override async Task<IReadOnlyList<(string DoubleKey, string Number, Guid Id)>> OthersAsync(IReadOnlyList<BenefitLine> lines)
    {
        var approvals = lines.Select(l => Benefit.KeyOf(l.Fields.ApprovalNumber)).OfType<string>().Distinct().ToHashSet(StringComparer.Ordinal);
        var others = await Db.Benefits.AsNoTracking().Where(b => b.BookNumber == null && b.ApprovalKey != null && !b.IsSuspectedDouble).OrderBy(b => b.Number)
            .Select(b => new { b.Id, b.Number, b.ApprovalKey, b.State, Cadres = b.People.Where(p => p.DroppedOn == null).Select(p => p.CadreId).ToList() }).ToListAsync(Cancel);
        return [.. others.Where(o => approvals.Contains(o.ApprovalKey!)).Select(o => (BenefitLine.KeyOf(o.ApprovalKey!, o.State, o.Cadres), o.Number, o.Id))];
    }

    protected override async Task<Guid> EnterAsync(BenefitLine line, Guid? repeats) =>
        (await one.AddAsync(line.Fields with { RepeatsId = repeats }, office ??= await one.PrepareAsync(Cancel), Actor, Cancel)).Id;

    protected override Task<Benefit> LoadAsync(Guid id) => Db.Benefits.Include(b => b.People).FirstAsync(b => b.Id == id, Cancel);

    protected override Task CorrectAsync(Benefit record, BenefitLine line) => one.PutAsync(record, line.Fields, Cancel);

    protected override Guid? RepeatsOf(Benefit record) => record.RepeatsId;

    protected override void Repeat(Benefit record, Guid? repeats) => (record.RepeatsId, record.IsSuspectedDouble) = (repeats, repeats is not null);
}
