using CaseTracker.Data;
using CaseTracker.Workflow;

namespace CaseTracker.Web.Pages;

/// <summary>What of a small workflow waits for approval, with what was typed and the buttons of the reader; posted to the record's page as <c>Decide</c>.</summary>
public sealed record ApprovalsPanel(string Address, DateOnly Today, IReadOnlyList<ApprovalsPanel.Waiting> Items)
{
    public sealed record Waiting(Approval Approval, string StepName, IReadOnlyList<(string Label, string Text)> Told, IReadOnlyList<StepView<ApprovalTurn, ApprovalState, ApprovalStep>> Buttons);

    /// <param name="entries">Of questions asked for each person: their names, in order.</param>
    /// <param name="known">What the approver looks at first beyond what was typed.</param>
    public static ApprovalsPanel Of<TCase, TState, TStep>(
        string address, OfficeClock clock, CaseWorkflow<TCase, TState, TStep> engine, TCase record, IReadOnlyList<Approval> approvals, Accounts.Actor actor, IReadOnlyList<string> entries, params (string Label, string? Text)[] known)
        where TCase : class, ICase<TState>
        where TState : struct, Enum
        where TStep : struct, Enum =>
        new(address, clock.Today, [.. approvals.Where(a => a.State == ApprovalState.Pending).Select(a =>
        {
            var step = Enum.Parse<TStep>(a.Step);
            var data = StepData.FromJson(a.Data);
            var asks = engine.Asks(step);
            return new Waiting(a, step.Display(), [.. known.Where(k => k.Text is not null).Select(k => (k.Label, k.Text!)), .. from name in data.Names
                let ask = asks.FirstOrDefault(k => string.Equals(k.Name, name, StringComparison.OrdinalIgnoreCase))
                where ask is not null
                select (ask.Label, ask.PerEntry ? string.Join("；", data.Each(name).Zip(entries, (text, entry) => text.Length == 0 ? null : $"{entry}：{Words(ask, text)}").OfType<string>()) : Words(ask, data.Text(name)!))], engine.Explain(record, a, actor, clock.Today));
        })]);

    private static string Words(Ask ask, string text) => ask.Choices.FirstOrDefault(c => c.Id == text).Label ?? (text is "true" ? "是" : text is "false" ? "否" : text);
}
