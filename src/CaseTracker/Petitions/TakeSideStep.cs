using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Petitions.Papers;
using CaseTracker.Workflow;

namespace CaseTracker.Petitions;

/// <summary>Takes a step of a matter that runs beside the main way (听证、督办、包案 …). Refuses by its own small table; the main state stays.</summary>
public sealed class TakeSideStep(CaseDb db, OfficeClock clock, LoadPetition load, CountClocks clocks, IssuePapers papers)
{
    /// <param name="Position">Number of the matter within the case, as the case page shows it.</param>
    public sealed record Command(string Number, int Position, SideStep Step, StepData Data, int? Version = null, Guid? RequestId = null);

    public sealed record Done(string Number, int Position, SideState State, int Version);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) =>
        db.WriteOnceAsync(command.RequestId, actor.UserId, $"side-step {command.Number} {command.Position} {command.Step}", clock.Now, async () =>
        {
            var petition = await load.ChangeAsync(command.Number, command.Version, cancel);
            var side = petition.Sides.FirstOrDefault(s => s.Position == command.Position) ?? throw new NotFoundException("该事项");
            var engine = SideWorkflow.Of(side.Kind);
            var fired = engine.Take(new SideTurn(side, petition, actor), command.Step, command.Data, actor, clock.Today).Fired!;
            var on = command.Data.Date(PetitionWorkflow.On) ?? clock.Today;
            Apply(side, fired, on);
            await clocks.RefreshAsync(petition, cancel);
            var told = new SortedDictionary<string, string?>(StringComparer.Ordinal) { ["side"] = command.Position.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            foreach (var name in command.Data.Names)
            {
                told[name] = command.Data.Text(name);
            }

            if (await papers.OfSideAsync(petition, side, fired, on, actor, cancel) is { } issued)
            {
                told["documents"] = issued;
            }

            db.Trace(petition, actor, clock.Now, new Act($"{engine.Name}-{command.Step.Kebab()}", $"{side.Kind.Display()}：{command.Step.Display()}", on)
            {
                From = petition.State.ToString(),
                To = petition.State.ToString(),
                Article = fired.Row.Article,
                Reason = command.Data.Text("reason"),
                Data = told,
                Hat = fired.Hat,
                TableVersion = engine.Version,
                IsConfidential = petition.IsConfidential,
            });
            return new Done(petition.Number, side.Position, side.State, petition.Version);
        }, cancel);

    private static void Apply(SideMatter side, Fired<SideTurn, SideState, SideStep> fired, DateOnly on)
    {
        var data = fired.Data;
        side.DueOn = data.Date("due") ?? side.DueOn;
        if (data.Text("answer") is { } answer)
        {
            (side.Answer, side.AnsweredOn) = (answer, on);
        }

        side.Attitude = data.Choice<Attitude>("attitude") ?? side.Attitude;
        if (data.Text("item") is { } name && side.Items.Find(i => i.Name == name) is { } item)
        {
            item.Progress = data.Text("answer");
            item.Person = data.Text("person") ?? item.Person;
            item.DoneOn = data.Bool("itemDone") == true ? on : item.DoneOn;
        }

        if (fired.Row.Step == SideStep.Hold)
        {
            side.HeldOn = on;
            side.Parties = string.Join("、", data.List("parties"));
        }

        if (SideWorkflow.Of(side.Kind).IsEnd(fired.To))
        {
            (side.EndedOn, side.Result) = (on, data.Text("result"));
        }
    }
}
