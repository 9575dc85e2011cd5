using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Bureau;
using CaseTracker.Cadres;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Excel;

namespace CaseTracker.Books;

/// <summary>One of the six books of the bureau, as something that can be written.</summary>
public sealed class OfficeBook
{
    private readonly Func<Actor, bool> isOpenTo;

    internal OfficeBook(BookShape shape, Func<Actor, bool> isOpenTo, Func<ExportBook.Sources, BookRecords> records, params IReadOnlyList<string> masked) => (Shape, this.isOpenTo, Records, Masked) = (shape, isOpenTo, records, masked);

    /// <summary>As in commands and addresses.</summary>
    public string Id => Shape.Book;

    public string Title => Shape.Title;

    /// <summary>Headings that are written in full only for a reason.</summary>
    public IReadOnlyList<string> Masked { get; }

    internal BookShape Shape { get; }

    internal Func<ExportBook.Sources, BookRecords> Records { get; }

    /// <summary>Whoever imports a book may write it.</summary>
    public bool IsOpenTo(Actor actor) => isOpenTo(actor);
}

/// <summary>Export in the shape of the bureau's books: the same headings, one row a record, so that what was written can be imported again. Masked columns are in full only with a reason, which is logged before the first row is read.</summary>
public sealed class ExportBook(CaseDb db, ProtectedValues values, RosterLedger roster, CurrentActor who, OfficeClock clock)
{
    private static readonly string[] Wide = ["概要", "内容", "意见", "备注", "事由", "住址", "依据", "情况", "名称", "对象)"];

    public static readonly IReadOnlyList<OfficeBook> Books =
    [
        new(RosterLine.Shape, ImportRoster.IsAllowed, s => new RosterRecords(s.Roster, s.Clock), [.. RosterLedger.MaskedHeadings]),
        new(ReceptionLine.Shape, ImportReceptions.IsAllowed, s => new ReceptionRecords(s.Db, s.Clock)),
        new(CareVisitLine.Shape, ImportCareVisits.IsAllowed, s => new CareVisitRecords(s.Db, s.Clock)),
        new(BenefitLine.Shape, ImportBenefits.IsAllowed, s => new BenefitRecords(s.Db, s.Clock)),
        new(PetitionLine.Shape, ImportPetitions.IsAllowed, s => new PetitionRecords(s.Db, s.Values), "联系电话"),
        new(GovernanceLine.Shape, ImportGovernance.IsAllowed, s => new GovernanceRecords(s.Db)),
    ];

    /// <summary>The book of a name in an address; what is none does not exist.</summary>
    public static OfficeBook Find(string? id) => Books.FirstOrDefault(b => b.Id == id) ?? throw new NotFoundException("该台账");

    /// <param name="Reason">Why the masked columns are wanted in full; null for the masked ones.</param>
    public sealed record Command(OfficeBook Book, string? Reason);

    /// <summary>What records are read from.</summary>
    internal sealed record Sources(CaseDb Db, ProtectedValues Values, RosterLedger Roster, OfficeClock Clock);

    /// <param name="FileName">Says whether columns are masked.</param>
    public sealed record Exported(OpenLedger Rows, string FileName, bool IsMasked);

    /// <summary>Refuses whoever may not import the book, and a reason that says nothing.</summary>
    public async Task<Exported> ExecuteAsync(Command command, CancellationToken cancel)
    {
        var (book, reason) = command;
        if (!book.IsOpenTo(who.Actor))
        {
            throw new RefusedException(new Reason($"{book.Title}由导入它的人导出（老干部服务专干或信访机构负责人），请联系他们", LiftedBy: Role.XF.Display()));
        }

        var why = reason is null ? null : LedgerAsked.ReasonOf(reason, book.Title);
        var isMasked = book.Masked.Count > 0 && why is null;
        await AuditLog.WriteAsync(db, who.Actor, clock.Now, new AuditNote(book.Masked.Count > 0 && !isMasked ? "export-book-in-full" : "export-book", "book", Guid.Empty) { Reason = why, Details = new { Book = book.Id } }, cancel);
        var columns = book.Shape.Headings.Select(h => Wide.Any(h.EndsWith)
            ? Column.LongText<BookRecord>(h, 24, r => r[h, !isMasked])
            : Column.Identity<BookRecord>(h, Math.Clamp(CellText.Width(h) + 2, 11, 20), r => r[h, !isMasked])).ToList();
        var name = isMasked ? $"{book.Title}（已脱敏）" : book.Title;
        return new Exported(new OpenLedger<BookRecord>(new Sheet<BookRecord>(name, columns), SheetHeading.None, book.Records(new Sources(db, values, roster, clock)).ReadAsync(null, cancel), count: null), $"{name}_{clock.Today:yyyyMMdd}.xlsx", isMasked);
    }
}
