using CaseTracker.Accounts;
using CaseTracker.Receptions;
using CaseTracker.Workflow;
using Xunit;

namespace CaseTracker.Tests.Receptions;

/// <summary>Every row of the table of 来访登记 taken from each of its states, and refused with its sentence to another role, without what it asks and before the arrival. No database: the table alone.</summary>
public sealed class ReceptionRowTests
{
    private static readonly DateOnly Arrived = new(2025, 3, 3);
    private static readonly DateOnly Today = new(2025, 3, 5);
    private static readonly Actor Clerk = new(Guid.NewGuid(), "王登记", [new Hat(Role.RC, null)]);
    private static readonly Actor Leader = new(Guid.NewGuid(), "冯分管", [new Hat(Role.VL, null)]);

    public static TheoryData<string, ReceptionState> Rows => [.. ReceptionWorkflow.Engine.Table.SelectMany(r => r.From.Select(from => (r.No, from)))];

    [Theory, MemberData(nameof(Rows))]
    public void A_row_is_taken_and_refused_with_its_reason(string no, ReceptionState from)
    {
        var row = ReceptionWorkflow.Engine.Table.Single(r => r.No == no);
        var data = row.Asks.Select(a => (a.Name, (object?)(a.Kind == AskKind.Date ? Today : $"{a.Label}的内容"))).ToArray();

        Assert.Equal(row.To ?? from, ReceptionWorkflow.Engine.Take(Of(from), row.Step, StepData.Of(data), Clerk, Today).Fired!.To);
        Assert.Contains($"“{row.Step.Display()}”须由", Refused(from, row.Step, Leader, data));
        foreach (var ask in row.Asks.Where(a => a.Required))
        {
            Assert.Contains($"请填写{ask.Label}", Refused(from, row.Step, Clerk, [.. data.Where(d => d.Name != ask.Name)]));
        }

        foreach (var day in row.Asks.Where(a => a.Kind == AskKind.Date))
        {
            Assert.Contains("不得早于来访日期", Refused(from, row.Step, Clerk, [.. data.Where(d => d.Name != day.Name), (day.Name, Arrived.AddDays(-1))]));
        }
    }

    [Theory]
    [InlineData(ReceptionState.Merged)]
    [InlineData(ReceptionState.Voided)]
    public void What_is_merged_or_void_takes_no_step_any_more(ReceptionState state)
    {
        foreach (var step in Enum.GetValues<ReceptionStep>())
        {
            Assert.Contains(state.Display(), Refused(state, step, Clerk));
        }
    }

    private static string Refused(ReceptionState from, ReceptionStep step, Actor actor, params (string, object?)[] data) =>
        Assert.Throws<RefusedException>(() => ReceptionWorkflow.Engine.Take(Of(from), step, StepData.Of(data), actor, Today)).Message;

    private static Reception Of(ReceptionState state)
    {
        var reception = new Reception { Id = Guid.NewGuid(), Number = "LF1", ArrivedOn = Arrived, RegisteredById = Clerk.UserId, RegisteredByName = Clerk.Name, RecordedAt = default, TableVersion = "" };
        ((ICase<ReceptionState>)reception).State = state;
        return reception;
    }
}
