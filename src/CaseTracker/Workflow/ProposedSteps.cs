using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Workflow;

/// <summary>A record some of whose steps are approved before they fire.</summary>
public interface IApproved : IRecordPart
{
    /// <summary>Identifiers of the steps that wait, joined by a comma; null where none does.</summary>
    string? Pending { get; set; }
}

/// <summary>Proposing and deciding, for every workflow whose steps need no more than their table says: inside the running write, with their events.</summary>
public static class ProposedSteps
{
    extension(CaseDb db)
    {
        /// <summary>Takes a step, or keeps it as proposed; null while it waits for approval.</summary>
        /// <param name="told">What the history shows of a proposal, where that is not simply what was typed.</param>
        internal Fired<TCase, TState, TStep>? Take<TCase, TState, TStep>(
            CaseWorkflow<TCase, TState, TStep> engine, TCase record, TStep step, StepData data, Actor actor, OfficeClock clock, Func<IReadOnlyList<Ask>, IReadOnlyDictionary<string, string?>>? told = null)
            where TCase : class, ICase<TState>, IApproved
            where TState : struct, Enum
            where TStep : struct, Enum
        {
            var taken = engine.Take(record, step, data, actor, clock.Today);
            if (taken.Approval is { } approval)
            {
                record.Pending = string.Join(',', [.. Steps(record), step.ToString()]);
                db.Add(approval);
                db.Trace(record, actor, clock.Now, new Act($"propose-{step.Kebab()}", $"报批：{step.Display()}", clock.Today)
                {
                    Data = told?.Invoke(taken.Row.Asks) ?? data.Told(),
                    Hat = taken.Hat,
                    Reason = data.Text("reason") ?? data.Text("why") ?? data.Text("opinion"),
                    TableVersion = engine.Version,
                });
            }

            return taken.Fired;
        }

        /// <summary>What of a record waits for approval.</summary>
        internal IQueryable<Approval> WaitingFor(IRecordPart record)
        {
            var (kind, id) = (record.RecordKind, record.RecordId);
            return db.Approvals.Where(a => a.SubjectId == id && a.SubjectKind == kind && a.State == ApprovalState.Pending);
        }

        /// <summary>The approval of a record that somebody decides.</summary>
        /// <param name="approvalId">Null: the only one that waits.</param>
        internal async Task<Approval> ApprovalAsync(IRecordPart record, Guid? approvalId, CancellationToken cancel)
        {
            if (approvalId is { } chosen)
            {
                return await db.Approvals.FirstOrDefaultAsync(a => a.Id == chosen && a.SubjectId == record.RecordId, cancel) ?? throw new NotFoundException("该审批");
            }

            var waiting = await db.WaitingFor(record).ToListAsync(cancel);
            return waiting is [var one] ? one
                : waiting.Count == 0 ? throw new RefusedException("没有待审批的步骤，请刷新后查看")
                : throw RefusedException.At("step", "有几个步骤待审批，请到它的页面逐个审批");
        }

        /// <summary>Approves or returns; the last approval fires the step and gives it back. What was written so far can be read by what follows.</summary>
        internal async Task<Fired<TCase, TState, TStep>?> DecideAsync<TCase, TState, TStep>(
            CaseWorkflow<TCase, TState, TStep> engine, TCase record, Approval approval, ApprovalStep decision, StepData data, Actor actor, OfficeClock clock, CancellationToken cancel)
            where TCase : class, ICase<TState>, IApproved
            where TState : struct, Enum
            where TStep : struct, Enum
        {
            var fired = engine.Decide(record, approval, decision, data, actor, clock.Today, clock.Now);
            if (approval.State != ApprovalState.Pending)
            {
                var left = Steps(record).Where(s => s != approval.Step).ToList();
                record.Pending = left.Count == 0 ? null : string.Join(',', left);
            }

            var by = approval.Decisions[^1];
            db.Trace(record, actor, clock.Now, new Act(decision.Kebab(), $"{(decision == ApprovalStep.Approve ? "批准" : "退回")}：{Enum.Parse<TStep>(approval.Step).Display()}", by.HappenedOn)
            {
                Reason = by.Opinion,
                Hat = new Hat(by.Role, null, by.For, by.ForName),
                TableVersion = engine.Version,
            });
            if (fired is not null)
            {
                await db.FlushAsync(cancel);
            }

            return fired;
        }
    }

    /// <summary>What was typed, as the event keeps it.</summary>
    internal static Dictionary<string, string?> Told(this StepData data) => data.Names.ToDictionary(n => n, data.Text);

    /// <summary>The steps of a record that wait.</summary>
    internal static IReadOnlyList<string> Steps(IApproved record) => record.Pending?.Split(',') ?? [];
}
