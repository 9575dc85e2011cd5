using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Petitions;
using Xunit;

namespace CaseTracker.Tests.Petitions;

/// <summary>Every condition of every row as a program meets it: a case in the database that lacks one thing, the step sent, and the sentence read in the problem details.</summary>
public sealed class EveryRowThroughApiTests
{
    /// <summary>Row and condition that no program can meet, because something before them answers.</summary>
    private static readonly Dictionary<string, string> OutOfReach = new()
    {
        ["31 EveryPeriodOver"] = "only the system takes 期满未申请, by the day; no account has the step",
        ["36 EveryPeriodOver"] = "the same after 复查",
        ["13b IsAccusation"] = "an ordinary case does not exist for the 派驻纪检, who alone takes this row: 404",
    };

    /// <summary>What the engine is told of others is here found in the database: other data spoil the condition.</summary>
    private static readonly Dictionary<string, Action<RowTrial>> ByOtherData = new()
    {
        ["HandlersNotBarred"] = t => t.Fields["accusedAccount"] = RowTrial.Handler.ToString(),
        ["ActorNotBarred"] = t => t.Fields["accusedAccount"] = t.Actor.UserId.ToString(),
        ["SomeoneMayClose"] = t => t.Fields["handlers"] = new[] { "另一信访" },
    };

    [Fact]
    public async Task Each_condition_of_each_row_is_refused_over_the_API_with_every_reason_the_engine_has()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        await using var api = new ThroughApi(o.Office);
        var people = await PeopleAsync(o);
        var other = await o.AccountAsync("另一信访", o.PetitionUnit, Role.XF);
        var faults = new List<string>();
        var met = 0;
        foreach (var (row, name, trial) in from row in PetitionWorkflow.Engine.Table
                                           from condition in row.Conditions
                                           let name = EveryRowTests.Names[condition]
                                           where !OutOfReach.ContainsKey($"{row.No} {name}")
                                           let trial = EveryRowTests.SpoiltTrial(row, name, r => people[r])
                                           orderby trial.Today
                                           select (row, name, trial))
        {
            ByOtherData.GetValueOrDefault(name)?.Invoke(trial);
            await PutAsync(o, trial, other);
            o.Pass(trial.Today.DayNumber - o.Today.DayNumber);
            var refusal = await Record.ExceptionAsync(() => api.StepAsync(trial.Actor, trial.Case.Number, row.Step, trial.Fields.Select(f => (f.Key, f.Value))));
            var said = (refusal as RefusedException)?.Reasons ?? [];
            var expected = ByOtherData.ContainsKey(name) ? [] : Assert.Throws<RefusedException>(() => PetitionWorkflow.Engine.Take(trial.Case, row.Step, trial.Data, trial.Actor, trial.Today)).Reasons;
            var article = row.Conditions.Single(c => EveryRowTests.Names[c] == name).Article;
            if (!said.Any(r => r.Text.Contains(EveryRowTests.Spoilt[name].Sentence, StringComparison.Ordinal) && r.Article == article) || expected.Except(said).Any())
            {
                faults.Add($"row {EveryRowTests.Key(row)}, {name}: {string.Join(" / ", said)} {(refusal is RefusedException ? "" : refusal)}; expected {string.Join(" / ", expected)}");
            }

            met++;
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal(PetitionWorkflow.Engine.Table.Sum(r => r.Conditions.Count(c => !OutOfReach.ContainsKey($"{r.No} {EveryRowTests.Names[c]}"))), met);
    }

    /// <summary>Somebody real in each role that a row begins with, at home in the trials' department.</summary>
    private static async Task<IReadOnlyDictionary<Role, Actor>> PeopleAsync(PetitionOffice o)
    {
        await o.Office.DbAsync(db => db.WriteAsync(() =>
        {
            db.Add(new Department { Id = RowTrial.Unit, Name = "试验科", Rank = 9 });
            return Task.CompletedTask;
        }));
        await o.AccountAsync(RowTrial.Handler, "备选承办", RowTrial.Unit, Role.CW, Role.JW, Role.DG);
        var head = await o.AccountAsync("试科长", RowTrial.Unit);
        var leader = await o.AccountAsync("试分管", null);
        await o.AppointAsync(head, RowTrial.Unit, DepartmentPost.Head);
        await o.AppointAsync(leader, RowTrial.Unit, DepartmentPost.LeaderInCharge);
        return new Dictionary<Role, Actor>
        {
            [Role.RC] = o.Clerk,
            [Role.XF] = o.Office1,
            [Role.CW] = await o.AccountAsync("试承办", RowTrial.Unit, Role.CW),
            [Role.SH] = await o.ReloadAsync(head),
            [Role.VL] = await o.ReloadAsync(leader),
            [Role.DG] = o.Director,
            [Role.AR] = await o.AccountAsync("兼档案", o.PetitionUnit, Role.AR, Role.XF), // who keeps only the archive does not see an open case at all
            [Role.JW] = o.Discipline,
            [Role.SU] = await o.AccountAsync("何督办", null, Role.SU),
            [Role.SYS] = Actor.System,
        };
    }

    /// <summary>Writes the case of the trial, and the one it names, into the database; what is on file is uploaded.</summary>
    private static async Task PutAsync(PetitionOffice o, RowTrial trial, Actor other)
    {
        var petition = trial.Case;
        petition.IsOpen = !PetitionWorkflow.Engine.IsEnd(petition.State);
        if (petition.IsConfidential && trial.Row.No == "13")
        {
            petition.Readers.Add(new NamedReader { Id = Guid.NewGuid(), PetitionId = petition.Id, UserId = other.UserId }); // somebody of the 信访机构 is left, whoever is barred
        }

        if (petition.Linked is { } linked)
        {
            var row = PetitionWorkflow.Engine.Table.First(r => r.From.Contains(linked.State));
            var named = RowTrial.Of(row, linked.State, confidential: false).Case;
            (named.ReceivedOn, named.IsOpen) = (linked.ReceivedOn, linked.IsOpen);
            named.Petitioners[0].Name = linked.SamePerson ? petition.Petitioners[0].Name : "另一个人";
            if (!linked.IsFinalized && !linked.IsOpen && linked.State == PetitionState.Finalized)
            {
                named.ImportAs(PetitionState.Closed);
            }

            trial.Fields[trial.Row.Step == PetitionStep.Merge ? "master" : "related"] = named.Number;
            await WriteAsync(o, named);
        }

        await WriteAsync(o, petition);
        if (trial.Row.Step == PetitionStep.Archive)
        {
            await new Stories(o).AttachAsync(petition.Number, petition.IsConfidential ? trial.Actor : o.Office1, [.. petition.AttachmentKinds.Select(k => DisplayNames.Parse<AttachmentKind>(k)!.Value)]);
        }
    }

    private static Task WriteAsync(PetitionOffice o, Petition petition) => o.Office.DbAsync(db => db.WriteAsync(() =>
    {
        db.Add(petition);
        db.Trace(petition, Actor.System, new DateTime(2025, 3, 20, 1, 0, 0, DateTimeKind.Utc), new Act(PetitionStep.Register.Kebab(), "登记", petition.ReceivedOn) { From = nameof(PetitionState.Draft), To = petition.State.ToString(), IsConfidential = petition.IsConfidential });
        return Task.CompletedTask;
    }));
}
