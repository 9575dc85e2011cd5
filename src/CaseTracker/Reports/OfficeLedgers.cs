using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Benefits;
using CaseTracker.Bureau;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Disputes;
using CaseTracker.Governance;
using CaseTracker.Petitions;
using CaseTracker.ReceptionDays;
using CaseTracker.Receptions;

namespace CaseTracker.Reports;

/// <summary>The ledgers of the office, in the order in which they are offered.</summary>
public static class OfficeLedgers
{
    public static readonly IReadOnlyList<LedgerBook> All =
    [
        PetitionLedger.About, ReceptionLedger.About, ReceptionDayLedger.About, DisputeLedger.About, SupervisionLedger.About, LedCaseLedger.About, InstructionLedger.About, CardLedger.About,
        RosterLedger.About, CareVisitLedger.About, BenefitLedger.About, GovernanceLedger.About,
    ];
}

/// <summary>Hands out a ledger, whichever it is; that it was asked for stands in the audit log before it is written.</summary>
public sealed class ExportLedger(IEnumerable<Ledger> ledgers, CaseDb db, CurrentActor who, OfficeClock clock)
{
    /// <summary>The ledger itself, to be looked at.</summary>
    public Ledger Of(LedgerBook book) => ledgers.Single(l => l.Book == book);

    /// <summary>The ledgers that are offered to who asks.</summary>
    public IReadOnlyList<LedgerBook> Offered => [.. OfficeLedgers.All.Where(b => Of(b).IsOpenTo(who.Actor, db.Viewer))];

    public async Task<OpenLedger> ExecuteAsync(LedgerBook book, LedgerAsked asked, CancellationToken cancel)
    {
        var open = await Of(book).OpenAsync(asked, cancel);
        await AuditLog.WriteAsync(db, who.Actor, clock.Now, new AuditNote("export-ledger", "ledger", Guid.Empty) { Details = new { Book = book.Id, asked.Kind, asked.From, asked.To } }, cancel);
        return open;
    }
}
