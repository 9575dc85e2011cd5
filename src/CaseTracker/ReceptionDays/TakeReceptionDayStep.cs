using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.ReceptionDays;

/// <summary>Takes a step of a 领导接访日: 公示, 代班, 登记接访情况, 登记缺席, 取消, 撤销登记.</summary>
public sealed class TakeReceptionDayStep(CaseDb db, OfficeClock clock)
{
    /// <param name="Version">The one the user was looking at; null takes the day as it stands.</param>
    public sealed record Command(Guid Id, ReceptionDayStep Step, StepData Data, int? Version = null, Guid? RequestId = null);

    public sealed record Done(Guid Id, ReceptionDayState State, int Version);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, $"reception-day-{command.Step.Kebab()}", clock.Now, async () =>
    {
        if (command.Step == ReceptionDayStep.Correct)
        {
            throw new RefusedException("更正安排请提交完整的安排（更正页面或接口的更正地址）");
        }

        var version = command.Version ?? await db.ReceptionDays.Where(d => d.Id == command.Id).Select(d => (int?)d.Version).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该接访安排");
        var day = await db.LoadAsync<ReceptionDay>(command.Id, version, "该接访安排", cancel);
        await FireAsync(day, command.Step, command.Data, actor, cancel);
        return new Done(day.Id, day.State, day.Version);
    }, cancel);

    /// <summary>Publishes every arrangement of a month that has not been published yet; refused as a whole when one of them would be late.</summary>
    public Task<int> PublishMonthAsync(DateOnly month, StepData data, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        var end = first.AddMonths(1);
        var days = await db.ReceptionDays.Where(d => d.State == ReceptionDayState.Planned && d.On >= first && d.On < end).OrderBy(d => d.On).ToListAsync(cancel);
        if (days.Count == 0)
        {
            throw new RefusedException("本月没有待公示的接访安排");
        }

        List<Reason> reasons = [];
        foreach (var day in days)
        {
            try
            {
                await FireAsync(day, ReceptionDayStep.Publish, data, actor, cancel);
                day.Version++;
            }
            catch (RefusedException refused)
            {
                reasons.AddRange(refused.Reasons.Select(r => r.Field is "publishedOn" or "how" ? r : r with { Field = null, Text = $"{day.On:yyyy-MM-dd} {day.LeaderName}：{r.Text}（请到该日安排里单独公示）" }));
            }
        }

        return reasons.Count == 0 ? days.Count : throw new RefusedException([.. reasons.DistinctBy(r => (r.Text, r.Field))]);
    }, cancel);

    private async Task FireAsync(ReceptionDay day, ReceptionDayStep step, StepData data, Actor actor, CancellationToken cancel)
    {
        var taken = ReceptionDayWorkflow.Engine.Take(day, step, data, actor, clock.Today);
        var on = clock.Today;
        switch (step)
        {
            case ReceptionDayStep.Publish:
                on = data.Date("publishedOn")!.Value;
                (day.PublishedOn, day.PublishedHow, day.LateReason) = (on, data.Text("how"), data.Text("lateReason"));
                break;
            case ReceptionDayStep.Substitute:
                on = data.Date("arrangedOn")!.Value;
                var leader = await db.LeaderAsync(data.Text("leader"), day.On, cancel);
                var post = data.Text("post") ?? leader?.Post ?? throw RefusedException.At("post", "请填写代班领导的职务");
                (day.SubstituteId, day.SubstituteName, day.SubstitutePost, day.SubstitutedOn) = (leader?.Id, data.Text("leader"), post, on);
                break;
            case ReceptionDayStep.Hold:
                on = day.On;
                day.Summary = data.Text("summary") ?? day.Summary;
                day.LateReason = data.Text("lateReason") ?? day.LateReason;
                break;
            case ReceptionDayStep.Miss:
                on = day.On;
                break;
            case ReceptionDayStep.Cancel or ReceptionDayStep.Undo or ReceptionDayStep.Correct:
                break;
        }

        db.Trace(day, actor, clock.Now, new Act(step.Kebab(), step.Display(), on)
        {
            From = taken.Fired!.From.ToString(),
            To = taken.Fired.To.ToString(),
            Reason = data.Text("reason") ?? data.Text("lateReason"),
            Data = data.Names.ToDictionary(n => n, data.Text),
            Hat = taken.Hat,
            Article = taken.Row.Article,
            TableVersion = ReceptionDayWorkflow.Engine.Version,
        });
    }
}
