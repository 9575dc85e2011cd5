using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Disputes;

/// <summary>Reports a department's sweep of one period, also that it found nothing. A zero report beside an entered dispute is refused, and the other way round.</summary>
public sealed class ReportSweep(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        /// <summary>Without it: one's own department.</summary>
        [Display(Name = "科室")] public Guid? DepartmentId { get; init; }

        [Display(Name = "周期起日"), Required(ErrorMessage = "请填写{0}")] public DateOnly? From { get; init; }

        [Display(Name = "周期止日"), Required(ErrorMessage = "请填写{0}")] public DateOnly? To { get; init; }

        [Display(Name = "零报告（没有排查出矛盾纠纷）")] public bool IsZero { get; init; }

        [Display(Name = "排查日期")] public DateOnly? SweptOn { get; init; }

        [Display(Name = "排查人员"), StringLength(100)] public string? SweptBy { get; init; }

        [Display(Name = "排查区域或单位"), StringLength(100)] public string? Area { get; init; }

        [Display(Name = "备注"), StringLength(500)] public string? Note { get; init; }

        /// <summary>Version of the report that is corrected; null for a first report.</summary>
        public int? Version { get; init; }

        [Display(Name = "更正理由"), StringLength(500)] public string? Reason { get; init; }

        public Guid? RequestId { get; init; }
    }

    public sealed record Reported(Guid Id, int LateDays);

    public Task<Reported> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "report-sweep", clock.Now, async () =>
    {
        actor.Demand(Permission.KeepDisputes);
        Inputs.Demand(command);
        var today = clock.Today;
        var department = await db.DepartmentForAsync(command.DepartmentId, nameof(command.DepartmentId), actor, cancel);
        var (from, to) = (command.From!.Value, command.To!.Value);
        var found = await db.Disputes.CountAsync(d => d.ReportDepartmentId == department && d.State != DisputeState.Voided && d.FoundOn >= from && d.FoundOn <= to, cancel);
        var existing = await db.SweepReports.FirstOrDefaultAsync(r => r.DepartmentId == department && r.From == from && r.To == to, cancel);
        var reasons = Reasons(command, found, today, await db.BureauAsync(cancel), existing).ToList();
        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        return existing is null ? Add(command, department, actor) : Correct(existing, command, actor);
    }, cancel);

    private static IEnumerable<Reason> Reasons(Command command, int found, DateOnly today, BureauSettings bureau, SweepReport? existing)
    {
        if (command.To < command.From || command.To!.Value.DayNumber - command.From!.Value.DayNumber > 31 || !SweepPeriod.Between(bureau, command.From.Value, command.To.Value).Any(p => p.From == command.From && p.To == command.To))
        {
            yield return new("这不是一个排查周期，请从排查报告表里点要报的那一格", Field: nameof(Command.From));
        }
        else if (command.From > today)
        {
            yield return new("这个排查周期还没有开始", Field: nameof(Command.From));
        }

        if (command.SweptOn > today)
        {
            yield return new($"排查日期不得晚于今天（{today:yyyy-MM-dd}），请核对", Field: nameof(Command.SweptOn));
        }

        if (command.IsZero && found > 0)
        {
            yield return new($"本期已登记矛盾纠纷{found}起，不能零报告，请去掉“零报告”", Field: nameof(Command.IsZero));
        }

        if (!command.IsZero && found == 0)
        {
            yield return new("本期没有登记矛盾纠纷：没有排查出来的请勾选“零报告”，排查出来的请先登记", Field: nameof(Command.IsZero));
        }

        if (existing is not null && command.Version is null)
        {
            yield return new($"本期{existing.ReporterName}已经报告（{existing.ReportedOn:yyyy-MM-dd}），有误的请更正原报告");
        }

        if (command.Version is not null && Inputs.Tidy(command.Reason) is null)
        {
            yield return new("请填写更正理由", Field: nameof(Command.Reason));
        }
    }

    private Reported Add(Command command, Guid department, Actor actor)
    {
        var report = new SweepReport
        {
            Id = Guid.CreateVersion7(),
            DepartmentId = department,
            From = command.From!.Value,
            To = command.To!.Value,
            IsZero = command.IsZero,
            SweptOn = command.SweptOn ?? clock.Today,
            SweptBy = Inputs.Tidy(command.SweptBy) ?? actor.Name,
            Area = Inputs.Tidy(command.Area),
            Note = Inputs.Tidy(command.Note),
            ReporterId = actor.UserId,
            ReporterName = actor.Name,
            ReportedOn = clock.Today,
            RecordedAt = clock.Now,
        };
        db.Add(report);
        db.Trace(report, actor, clock.Now, new Act("report-sweep", command.IsZero ? "零报告" : "报告排查", report.SweptOn));
        return new Reported(report.Id, report.LateDays);
    }

    private Reported Correct(SweepReport report, Command command, Actor actor)
    {
        if (report.Version != command.Version)
        {
            throw new StaleException();
        }

        report.Version++;
        report.IsZero = command.IsZero;
        report.SweptOn = command.SweptOn ?? report.SweptOn;
        report.SweptBy = Inputs.Tidy(command.SweptBy) ?? report.SweptBy;
        report.Area = Inputs.Tidy(command.Area);
        report.Note = Inputs.Tidy(command.Note);
        db.Trace(report, actor, clock.Now, new Act("correct-report", "更正排查报告", clock.Today) { Reason = command.Reason });
        return new Reported(report.Id, report.LateDays);
    }
}
