using System.Runtime.CompilerServices;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.Excel;

namespace CaseTracker.Books;

/// <summary>花名册, written: everybody who was ever handed over, each once.</summary>
internal sealed class RosterRecords(RosterLedger roster, OfficeClock clock) : BookRecords(RosterLine.Shape)
{
    public override async IAsyncEnumerable<BookRecord> ReadAsync(IReadOnlyCollection<string>? numbers, [EnumeratorCancellation] CancellationToken cancel)
    {
        var masked = (await roster.EveryoneAsync(clock.Today, inFull: false, cancel)).ToDictionary(l => l.Cadre.Id, Cells);
        foreach (var line in await roster.EveryoneAsync(clock.Today, inFull: true, cancel))
        {
            if (numbers is null || numbers.Contains(BookCells.Number(line.Cadre.PersonNumber)))
            {
                yield return new BookRecord(line.Cadre.PersonNumber, Cells(line)) { Masked = masked[line.Cadre.Id] };
            }
        }
    }

    private static Dictionary<string, string> Cells(RosterLedger.Line line) =>
        RosterLedger.Full.Columns.ToDictionary(c => c.Header, c => c.Kind == ColumnKind.Money ? Yuan(c.Value(line) is { Kind: CellKind.Number } amount ? amount.Number : null) : c.Display(line), StringComparer.Ordinal);
}
