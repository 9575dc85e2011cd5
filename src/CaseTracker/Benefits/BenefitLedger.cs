using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Excel;
using Microsoft.EntityFrameworkCore;
using static CaseTracker.Excel.Column;

namespace CaseTracker.Benefits;

/// <summary>L7 待遇办理台账: what was applied for in a period, and what was resolved in it whenever it began.</summary>
public sealed class BenefitLedger(CaseDb db, OfficeClock clock) : PeriodLedger<BenefitLedger.Line>(About, Sheet)
{
    public const string Name = "待遇办理台账";

    public static readonly LedgerBook About = new("benefits", Name, "申请或办结日期", typeof(BenefitLedger));

    public sealed record Line(string Number, string Type, string Applicant, int PeopleCount, string Summary, DateOnly AppliedOn, string? Findings, string? Approval, string? ApprovalNumber, string? ReferredTo, decimal? Amount, DateOnly? PaidOn, DateOnly? ResolvedOn, string Result, string? Note);

    public static readonly Sheet<Line> Sheet = new(Name,
        Ordinal<Line>(),
        Identity<Line>("编号", 19, r => r.Number),
        Text<Line>("类别", 9, r => r.Type).Centred(),
        Text<Line>("申请人", 9, r => r.Applicant).Centred(),
        Number<Line>("人数", 5, r => r.PeopleCount).Summed(),
        LongText<Line>("事由", 18, r => r.Summary),
        Date<Line>("申请日期", 10.5, r => r.AppliedOn),
        LongText<Line>("核实意见", 14, r => r.Findings),
        LongText<Line>("审批", 10, r => r.Approval),
        LongText<Line>("批复文号", 20, r => r.ApprovalNumber),
        LongText<Line>("转办单位", 9, r => r.ReferredTo),
        Money<Line>("金额", 12, r => r.Amount).Summed(),
        Date<Line>("发放日期", 10.5, r => r.PaidOn),
        Date<Line>("办结日期", 10.5, r => r.ResolvedOn),
        Text<Line>("结果", 8, r => r.Result).Centred(),
        LongText<Line>("备注", 10, r => r.Note));

    public override bool IsOpenTo(Actor actor, Viewer viewer) => actor.May(Permission.Benefits);

    public override async Task<SheetHeading> HeadingAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var applied = await db.Benefits.CountAsync(b => b.AppliedOn >= from && b.AppliedOn <= to && !b.IsSuspectedDouble, cancel);
        var resolved = await db.Benefits.CountAsync(b => b.State == BenefitState.Resolved && b.ResolvedOn >= from && b.ResolvedOn <= to && !b.IsSuspectedDouble, cancel);
        return await db.SheetHeadingAsync(from, to, Name, "次、人、元", [$"范围：期间内申请或者办结的待遇事项；截至 {clock.Today:yyyy-MM-dd}", $"期间内申请{applied}件；按办结日期已解决{resolved}次（疑似重复的不计）"], cancel);
    }

    public override async Task<IReadOnlyList<Line>> RowsAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var office = await db.Departments.Where(d => d.IsRetireeOffice).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancel);
        if (!db.Viewer.IsSystem && !db.Viewer.WholeOrdinary && !db.Viewer.OrdinaryLines && !db.Viewer.Leads && !(office is { } own && db.Viewer.Departments.Contains(own)))
        {
            throw new RefusedException(new Reason("待遇办理台账由老干部工作科室、接访员或局领导查看，请向他们索取", LiftedBy: "老干部服务专干"));
        }

        var rows = await db.Benefits.AsNoTracking().Include(b => b.People)
            .Where(b => (b.AppliedOn >= from && b.AppliedOn <= to) || (b.ResolvedOn >= from && b.ResolvedOn <= to))
            .OrderBy(b => b.AppliedOn).ThenBy(b => b.Number).ToListAsync(cancel);
        var doubled = rows.Where(b => b.RepeatsId is not null).Select(b => b.RepeatsId).ToList();
        var kept = await db.Benefits.AsNoTracking().Where(b => doubled.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Number, cancel);
        return [.. rows.Select(b => new Line(
            b.Number, b.Type.Display(), b.Applicant, b.Active.Count, b.Summary, b.AppliedOn, b.Findings, b.ApprovedOn is { } on ? $"{b.ApprovedBy} {on:yyyy-MM-dd}" : null, b.ApprovalNumber, b.ReferredTo, b.Paid ?? b.Amount, b.PaidOn, b.ResolvedOn, b.State.Display(),
            string.Join("；", new[] { b.IsSuspectedDouble ? $"疑似重复{(b.RepeatsId is { } first ? $"（{kept.GetValueOrDefault(first)}）" : "")}" : null, b.ObjectedOn is null ? null : "有异议", b.BookNumber is null ? null : $"原编号{b.BookNumber}", b.Note }.OfType<string>())))];
    }
}
