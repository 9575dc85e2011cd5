using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Books;

/// <summary>走访慰问, written. A visit that was made is 已办结 in the book, whether it has been reimbursed or not: the book counts nothing else.</summary>
internal sealed partial class CareVisitRecords(CaseDb db, OfficeClock clock) : BookRecords(CareVisitLine.Shape)
{
    public override async IAsyncEnumerable<BookRecord> ReadAsync(IReadOnlyCollection<string>? numbers, [EnumeratorCancellation] CancellationToken cancel)
    {
        var roster = await RosterPeople.LoadAsync(db, clock.Now, cancel);
        await foreach (var record in InPiecesAsync(numbers, piece => PieceAsync(piece, roster, cancel), cancel))
        {
            yield return record;
        }
    }

    private async IAsyncEnumerable<BookRecord> PieceAsync(string[]? numbers, RosterPeople roster, [EnumeratorCancellation] CancellationToken cancel)
    {
        var visits = db.CareVisits.AsNoTracking().Include(v => v.Persons).AsQueryable();
        visits = numbers is null ? visits : visits.Where(v => numbers.Contains(v.BookNumber ?? v.Number));
        foreach (var visit in await visits.OrderBy(v => v.BookNumber ?? v.Number).ToListAsync(cancel))
        {
            yield return Of(visit, roster);
        }
    }

    private static BookRecord Of(CareVisit v, RosterPeople roster)
    {
        var note = v.Note ?? "";
        var told = v.VisitedOn is null ? Told().Match(note) : Match.Empty; // a row that was not 已办结, as the book put it
        note = told.Success ? note[..told.Index] : note;
        var number = v.BookNumber ?? v.Number;
        var signer = v.Present.FirstOrDefault(p => p.Signer is not null);
        return new BookRecord(number, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["看望编号"] = number,
            ["看望类型"] = v.Type.Display(),
            ["触发事由"] = v.Cause,
            ["触发日期"] = Day(v.TriggeredOn),
            ["计划日期"] = Day(v.PlannedOn),
            ["对象编号"] = string.Join(';', v.Present.Select(p => roster.NumberOf(p.CadreId)).OfType<string>()),
            ["对象姓名"] = string.Join(';', v.Present.Select(p => p.Name)),
            ["身份级别"] = string.Join('、', v.Present.Select(p => p.Grade?.Level()).OfType<Level>().Distinct().Order().Select(l => l.Display())),
            ["看望人数"] = Count(v.Present.Count),
            ["地点"] = v.Place ?? "",
            ["带队领导"] = v.LeaderName ?? "",
            ["陪同人员"] = string.Join(';', BookCells.Several(v.Visitors ?? "")),
            ["申请金额(元)"] = Yuan(v.AppliedFen?.Yuan()),
            ["批准金额(元)"] = Yuan(v.ApprovedFen?.Yuan()),
            ["慰问形式"] = v.Form?.Display() ?? "",
            ["实际金额(元)"] = Yuan(v.ActualFen?.Yuan()),
            ["签收人"] = signer is null ? "" : signer.SignerRelation is not null || signer.Signer == CareVisitLine.SignedForHim ? Bracketed(CareVisitLine.SignedForHim, signer.SignerRelation) : CareVisitLine.SignedHimself,
            ["看望日期"] = told.Success ? told.Groups["on"].Value : Day(v.VisitedOn),
            ["状态"] = told.Success ? told.Groups["word"].Value : (v.IsMade ? CareVisitState.Closed : v.State).Display(),
            ["报销日期"] = Day(v.SettledOn ?? v.ReimbursedOn),
            ["凭证号"] = v.SettlementVoucher ?? "",
            ["备注"] = note,
        });
    }

    [GeneratedRegex("(^|；)台账看望日期：(?<on>[0-9]{4}-[0-9]{2}-[0-9]{2})，状态：(?<word>[^；]*)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Told();
}
