using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.ReceptionDays;

/// <summary>接访安排表, one line: when, where, which leader, in which form.</summary>
public abstract record ReceptionDayFields
{
    [Display(Name = "接访日期"), Required(ErrorMessage = "请填写{0}")] public DateOnly? On { get; init; }

    [Display(Name = "开始时间"), Required(ErrorMessage = "请填写{0}")] public TimeOnly? From { get; init; }

    [Display(Name = "结束时间"), Required(ErrorMessage = "请填写{0}")] public TimeOnly? To { get; init; }

    [Display(Name = "接访地点"), Required, StringLength(100)] public string Place { get; init; } = "";

    [Display(Name = "接访领导"), Required, StringLength(64)] public string LeaderName { get; init; } = "";

    /// <summary>Without it: the post of the leader's account.</summary>
    [Display(Name = "职务"), StringLength(60)] public string? LeaderPost { get; init; }

    [Display(Name = "分管工作"), StringLength(200)] public string? Portfolio { get; init; }

    [Display(Name = "接访形式")] public ReceptionDayForm Form { get; init; }

    [Display(Name = "陪同科室"), StringLength(200)] public string? Companions { get; init; }

    [Display(Name = "备注"), StringLength(500)] public string? Note { get; init; }
}

/// <summary>Arranges a 领导接访日. The same leader cannot receive twice at the same time.</summary>
public sealed class PlanReceptionDay(CaseDb db, OfficeClock clock)
{
    public sealed record Command : ReceptionDayFields
    {
        /// <summary>The same key again gives the same answer and arranges nothing.</summary>
        public Guid? RequestId { get; init; }
    }

    public sealed record Planned(Guid Id, DateOnly On, DateOnly PublishBy);

    public Task<Planned> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "plan-reception-day", clock.Now, async () =>
    {
        actor.Demand(Permission.KeepReceptionDays);
        var (leader, post) = await CheckedAsync(db, command, null, cancel);
        var day = new ReceptionDay
        {
            Id = Guid.CreateVersion7(),
            On = command.On!.Value,
            From = command.From!.Value,
            To = command.To!.Value,
            Place = Inputs.Tidy(command.Place)!,
            LeaderId = leader,
            LeaderName = Inputs.Tidy(command.LeaderName)!,
            LeaderPost = post,
            Portfolio = Inputs.Tidy(command.Portfolio),
            Form = command.Form,
            Companions = Inputs.Tidy(command.Companions),
            Note = Inputs.Tidy(command.Note),
            PublishBy = command.On.Value.AddDays(-(await db.BureauAsync(cancel)).ReceptionDayNoticeDays),
            PlannedById = actor.UserId,
            PlannedByName = actor.Name,
            RecordedAt = clock.Now,
            TableVersion = ReceptionDayWorkflow.Engine.Version,
        };
        db.Add(day);
        db.Trace(day, actor, clock.Now, new Act("plan", "安排接访", clock.Today) { To = nameof(ReceptionDayState.Planned), TableVersion = day.TableVersion });
        return new Planned(day.Id, day.On, day.PublishBy);
    }, cancel);

    /// <summary>The leader's account and post; every fault of the line at once.</summary>
    internal static async Task<(Guid? Leader, string Post)> CheckedAsync(CaseDb db, ReceptionDayFields fields, Guid? self, CancellationToken cancel)
    {
        List<Reason> reasons = [.. Inputs.Faults(fields)];
        if (fields.To <= fields.From)
        {
            reasons.Add(new("结束时间应当晚于开始时间，请改正", Field: nameof(fields.To)));
        }

        if (fields.On is { } day && (day.Year < 2000 || day.Year > 2200))
        {
            reasons.Add(new("接访日期的年份不对，请核对", Field: nameof(fields.On)));
        }

        var name = Inputs.Tidy(fields.LeaderName);
        var leader = fields.On is { } on && name is not null ? await db.LeaderAsync(name, on, cancel) : null;
        var post = Inputs.Tidy(fields.LeaderPost) ?? leader?.Post;
        if (name is not null && post is null)
        {
            reasons.Add(new("请填写接访领导的职务，公示要用", Field: nameof(fields.LeaderPost)));
        }

        if (fields is { On: { } date, From: { } from, To: { } to } && await db.ReceptionDays.AnyAsync(
            d => d.Id != self && d.On == date && d.LeaderName == name && d.State != ReceptionDayState.Cancelled && d.From < to && d.To > from, cancel))
        {
            reasons.Add(new($"{name}当天这个时段已有接访安排，请改时段，或更正原来的安排", Field: nameof(fields.From)));
        }

        return reasons.Count == 0 ? (leader?.Id, post!) : throw new RefusedException(reasons);
    }
}

/// <summary>更正安排: what is changed after publication must be published again; a substitute stands only while the leader stays.</summary>
public sealed class CorrectReceptionDay(CaseDb db, OfficeClock clock)
{
    public sealed record Command : ReceptionDayFields
    {
        public Guid Id { get; init; }

        public int Version { get; init; }

        [Display(Name = "更正理由"), Required, StringLength(500)] public string Reason { get; init; } = "";
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        var day = await db.LoadAsync<ReceptionDay>(command.Id, command.Version, "该接访安排", cancel);
        var (leader, post) = await PlanReceptionDay.CheckedAsync(db, command, day.Id, cancel);
        var taken = ReceptionDayWorkflow.Engine.Take(day, ReceptionDayStep.Correct, StepData.Of(("reason", command.Reason)), actor, clock.Today);
        if (command.LeaderName.Trim() != day.LeaderName || command.On != day.On)
        {
            (day.SubstituteId, day.SubstituteName, day.SubstitutePost, day.SubstitutedOn) = (null, null, null, null);
        }

        (day.On, day.From, day.To) = (command.On!.Value, command.From!.Value, command.To!.Value);
        day.Place = Inputs.Tidy(command.Place)!;
        (day.LeaderId, day.LeaderName, day.LeaderPost) = (leader, Inputs.Tidy(command.LeaderName)!, post);
        day.Portfolio = Inputs.Tidy(command.Portfolio);
        day.Form = command.Form;
        day.Companions = Inputs.Tidy(command.Companions);
        day.Note = Inputs.Tidy(command.Note);
        day.PublishBy = day.On.AddDays(-(await db.BureauAsync(cancel)).ReceptionDayNoticeDays);
        (day.PublishedOn, day.PublishedHow, day.LateReason) = (null, null, null);
        db.Trace(day, actor, clock.Now, new Act("correct", ReceptionDayStep.Correct.Display(), clock.Today)
        {
            From = taken.Fired!.From.ToString(),
            To = taken.Fired.To.ToString(),
            Reason = command.Reason,
            Hat = taken.Hat,
            TableVersion = ReceptionDayWorkflow.Engine.Version,
        });
    }, cancel);
}
