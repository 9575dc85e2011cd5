using System.Runtime.CompilerServices;
using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Books;

/// <summary>待遇办理, written.</summary>
internal sealed class BenefitRecords(CaseDb db, OfficeClock clock) : BookRecords(BenefitLine.Shape)
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
        var benefits = db.Benefits.AsNoTracking().Include(b => b.People).AsQueryable();
        benefits = numbers is null ? benefits : benefits.Where(b => numbers.Contains(b.BookNumber ?? b.Number));
        foreach (var benefit in await benefits.OrderBy(b => b.BookNumber ?? b.Number).ToListAsync(cancel))
        {
            yield return Of(benefit, roster);
        }
    }

    private static BookRecord Of(Benefit b, RosterPeople roster)
    {
        var note = b.Note ?? "";
        var isVoid = b.State == BenefitState.Withdrawn && (note == BenefitLine.Voided || note.StartsWith(BenefitLine.Voided + "；", StringComparison.Ordinal));
        note = isVoid ? note[BenefitLine.Voided.Length..].TrimStart('；') : note;
        var number = b.BookNumber ?? b.Number;
        return new BookRecord(number, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["事项编号"] = number,
            ["事项类别"] = b.Type == BenefitType.OldAge ? BenefitLine.OldAgeOfTheBook : b.Type.Display(),
            ["申请日期"] = Day(b.AppliedOn),
            ["申请人"] = b.Applicant,
            ["对象编号"] = string.Join(';', b.Active.OrderBy(p => p.Position).Select(p => roster.NumberOf(p.CadreId)).OfType<string>()),
            ["身份级别"] = string.Join('、', b.Active.Select(p => p.Grade?.Level()).OfType<Level>().Distinct().Order().Select(l => l.Display())),
            ["涉及人数"] = Count(b.Active.Count),
            ["申请事由"] = b.Summary,
            ["核实日期"] = Day(b.VerifiedOn),
            ["核实意见"] = b.Findings ?? "",
            ["审批日期"] = Day(b.ApprovedOn),
            ["审批人"] = b.ApprovedBy ?? "",
            ["批复文号"] = b.ApprovalNumber ?? "",
            ["转办单位"] = b.ReferredTo ?? "",
            ["转办日期"] = Day(b.ReferredOn),
            ["金额(元)"] = Yuan(b.Amount),
            ["发放日期"] = Day(b.PaidOn),
            ["办结日期"] = Day(b.ResolvedOn ?? b.ClosedOn),
            ["办理结果"] = Word(BenefitLine.Results, (BenefitState?)(b.IsOpen ? BenefitState.Verifying : b.State)),
            ["是否异议"] = Word(BenefitLine.Objections, (bool?)(b.ObjectedOn is not null)),
            ["记录状态"] = Word(BookCells.Validities, (bool?)isVoid),
            ["备注"] = note,
        });
    }
}
