using CaseTracker.Accounts;
using CaseTracker.Calendar;
using CaseTracker.Clocks;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CaseTracker.Tests.Petitions;

using Row = Transition<Petition, PetitionState, PetitionStep>;

/// <summary>Random ways through the procedure, with an oracle that was written down from the bureau's list and not from the table in code.</summary>
public sealed class RandomWaysTests
{
    private const int Sequences = 100_000;

    /// <summary>step: from, from > to; = where the state stays.</summary>
    private const string Relation = """
        register: Draft > Registered
        correct: Registered Accepted Handling SimpleHandling Rehandling OpinionReview > =
        mark-urgent: Registered ObjectionFiled Diverted Suggestion Accepted Handling SimpleHandling Rehandling OpinionReview OpinionIssued Concluded UnderReview Reviewed UnderRecheck > =
        object: Registered > ObjectionFiled
        objection-agreed: ObjectionFiled > Returned
        objection-refused: ObjectionFiled > Registered
        forward: Registered > Forwarded
        refer-out: Registered > ReferredOut
        decline: Registered > NotAccepted
        decline-for-good: Registered > NoLongerAccepted
        merge: Registered Accepted Handling OpinionReview > Merged
        divert: Registered Accepted Handling > Diverted
        take-accusation: Registered > Confidential
        split-accusation: Registered > =
        take-suggestion: Registered > Suggestion
        accept: Registered > Accepted
        accept-simple: Registered > SimpleHandling
        assign: Accepted > Handling
        reassign: Handling SimpleHandling Rehandling Suggestion Confidential > =
        investigate: Handling SimpleHandling Rehandling Suggestion > =
        extend: Handling > =
        mediate: Handling Rehandling > =
        settle: Handling Rehandling > Closed
        hear: Handling Rehandling UnderRecheck > =
        reply-simple: SimpleHandling > OpinionIssued
        to-ordinary: SimpleHandling > Handling
        to-simple: Accepted > SimpleHandling
        submit-opinion: Handling > OpinionReview
        return-opinion: OpinionReview > Handling Rehandling
        sign: OpinionReview > OpinionIssued
        deliver: OpinionIssued > Concluded =
        evaluate: Concluded UnderReview Reviewed UnderRecheck Finalized Lapsed > =
        report-completion: Accepted Handling OpinionReview OpinionIssued Concluded UnderReview Reviewed UnderRecheck Finalized Rehandling Diverted Lapsed Closed > =
        request-review: Concluded > UnderReview
        lapse: Concluded Reviewed > Lapsed
        record-review: UnderReview > Reviewed
        order-rehandling: UnderReview UnderRecheck > Rehandling
        submit-new-opinion: Rehandling > OpinionReview
        request-recheck: Reviewed > UnderRecheck
        record-recheck: UnderRecheck > Finalized
        reply-suggestion: Suggestion > Closed
        close-accusation: Confidential > Closed
        close-diverted: Diverted > Closed
        withdraw: Registered Accepted Handling SimpleHandling Rehandling OpinionReview Suggestion > Withdrawn
        terminate: Registered ObjectionFiled Diverted Confidential Suggestion Accepted Handling SimpleHandling Rehandling OpinionReview OpinionIssued Concluded UnderReview Reviewed UnderRecheck > Terminated
        unmerge: Merged > Registered
        archive: Returned Forwarded ReferredOut NotAccepted NoLongerAccepted Merged Finalized Lapsed Closed Withdrawn Terminated > Archived
        reopen: Archived Closed Lapsed > Rehandling
        supervise: Registered ObjectionFiled Diverted Suggestion Accepted Handling SimpleHandling Rehandling OpinionReview OpinionIssued Concluded UnderReview Reviewed UnderRecheck Forwarded Lapsed Closed Finalized > =
        lead-case: Registered ObjectionFiled Diverted Suggestion Accepted Handling SimpleHandling Rehandling OpinionReview OpinionIssued Concluded UnderReview Reviewed UnderRecheck Lapsed Finalized > =
        track-performance: OpinionIssued Concluded UnderReview Reviewed UnderRecheck Finalized Lapsed Closed > =
        """;

    private static readonly HashSet<(PetitionState, PetitionStep, PetitionState)> Legal = [.. Relation.Split('\n').SelectMany(line =>
    {
        var (step, ways) = (line.Split(':')[0].Trim(), line.Split(':')[1].Split('>'));
        var targets = ways[1].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ways[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<PetitionState>)
            .SelectMany(from => targets.Select(to => (from, DisplayNames.Parse<PetitionStep>(step)!.Value, to == "=" ? from : Enum.Parse<PetitionState>(to))));
    })];

    private static readonly PetitionStep[] Steps = Enum.GetValues<PetitionStep>();
    private static readonly PetitionState[] States = Enum.GetValues<PetitionState>();
    private static readonly Row[] Table = [.. PetitionWorkflow.Engine.Table];
    private static readonly Row[][] RowsFrom = [.. States.Select(s => Table.Where(r => r.From.Contains(s)).ToArray())];
    private static readonly Role[] Roles = [Role.RC, Role.XF, Role.CW, Role.SH, Role.VL, Role.DG, Role.SU, Role.AR, Role.JW, Role.LEGAL, Role.SYS];

    private static readonly DateOnly Asked = new(2025, 3, 20);
    private static readonly Dictionary<Row, Dictionary<string, object?>> Answers = Table.ToDictionary(r => r, r => RowTrial.Answers(r, Asked).Fields);

    private static readonly HashSet<PetitionStep> ByClock =
        [PetitionStep.Object, PetitionStep.AcceptSimple, PetitionStep.ToSimple, PetitionStep.Extend, PetitionStep.RequestReview, PetitionStep.RequestRecheck, PetitionStep.Evaluate, PetitionStep.Lapse];

    [Fact]
    public void A_hundred_thousand_random_sequences_take_no_illegal_transition()
    {
        var met = new HashSet<(PetitionState, PetitionStep, PetitionState)>();
        var taken = 0;
        Parallel.For(0, 4, part =>
        {
            using var db = new CaseDb(new DbContextOptionsBuilder<CaseDb>().UseSqlite("Data Source=never-opened").Options); // effects only add to it
            var own = new HashSet<(PetitionState, PetitionStep, PetitionState)>();
            var count = 0;
            for (var i = part; i < Sequences; i += 4)
            {
                count += Walk(new Random(i), db, own);
                db.ChangeTracker.Clear();
            }

            lock (met)
            {
                met.UnionWith(own);
                taken += count;
            }
        });

        Assert.True(taken > 3 * Sequences, $"only {taken} steps were taken: the walk says little");
        Assert.Empty(Legal.Except(met)); // and nothing of the list was out of reach
    }

    private static int Walk(Random random, CaseDb db, HashSet<(PetitionState, PetitionStep, PetitionState)> met)
    {
        var trial = Begin(random);
        var petition = trial.Case;
        var taken = 0;
        for (var i = 0; i < 10; i++)
        {
            trial.Today = trial.Today.AddDays(random.Next(5) == 0 ? random.Next(40) : random.Next(3));
            var from = petition.State;
            var here = RowsFrom[(int)from];
            var row = here.Length > 0 && random.Next(8) != 0 ? here[random.Next(here.Length)] : Table[random.Next(Table.Length)];
            trial.Fill(row, random);
            petition.LapsesOn = random.Next(2) == 0 ? trial.Today : null;
            if (ByClock.Contains(row.Step))
            {
                petition.Clocks = CountClocks.Of(petition, WorkCalendar.BuiltIn, new ClockSettings(), trial.Today);
            }

            var actor = trial.Person(row.Proposers.Count > 0 && random.Next(8) != 0 ? row.Proposers[random.Next(row.Proposers.Count)] : Roles[random.Next(Roles.Length)]);
            var fired = Attempted(trial, row.Step, actor, random);
            if (fired is null)
            {
                Assert.Equal(from, petition.State);
                continue;
            }

            var move = (from, row.Step, petition.State);
            Assert.True(Legal.Contains(move), $"illegal: {move}");
            Assert.Equal((from, petition.State), (fired.From, fired.To));
            met.Add(move);
            taken++;
            Apply(trial, db, fired);
            Hold(petition);
        }

        return taken;
    }

    /// <summary>What no way through the procedure may lead to.</summary>
    private static void Hold(Petition p)
    {
        Assert.True(p.State != PetitionState.Finalized || p.Reviews.Exists(r => r is { Stage: ReviewStage.Recheck, Result: ReviewResult.Upheld or ReviewResult.Changed }), "finalized without a 复核 opinion");
        Assert.True(p.State is not (PetitionState.OpinionIssued or PetitionState.Concluded) || (!p.IsConfidential && p.Route == Route.R6 && p.SignedOn is not null), "an opinion on a matter that has none");
        Assert.True(p.State != PetitionState.Confidential || p.IsConfidential, "an ordinary case among the accusations");
        Assert.True(!p.IsConfidential || p.State is PetitionState.Registered or PetitionState.Confidential or PetitionState.Closed or PetitionState.Terminated or PetitionState.Archived, $"an accusation in {p.State}");
        Assert.True(p.State is not PetitionState.Archived || !p.Sides.Exists(s => s.IsOpen), "archived with something open beside it");
    }

    private static Fired<Petition, PetitionState, PetitionStep>? Attempted(Walked trial, PetitionStep step, Actor actor, Random random)
    {
        try
        {
            var on = trial.Today;
            var taken = PetitionWorkflow.Engine.Take(trial.Case, step, trial.Data, actor, on);
            var fired = taken.Fired;
            for (var place = 0; fired is null; place++)
            {
                var decision = random.Next(12) == 0 ? ApprovalStep.Return : ApprovalStep.Approve;
                var chain = taken.Row.Approvers[place];
                fired = PetitionWorkflow.Engine.Decide(trial.Case, taken.Approval!, decision, decision == ApprovalStep.Return ? StepData.Of(("opinion", "退回")) : StepData.Empty, trial.Person(chain[random.Next(chain.Count)]), on, DateTime.UnixEpoch);
                if (decision == ApprovalStep.Return)
                {
                    return null;
                }
            }

            return fired;
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    // The real effects, but for those that ask the database for a name: these put in what they would find.
    private static void Apply(Walked trial, CaseDb db, Fired<Petition, PetitionState, PetitionStep> fired)
    {
        var p = trial.Case;
        var on = fired.Data.Date("on") ?? fired.On;
        switch (fired.Row.Step)
        {
            case PetitionStep.Register or PetitionStep.Correct or PetitionStep.LeadCase or PetitionStep.TakeAccusation or PetitionStep.SplitAccusation:
                break;
            case PetitionStep.CloseAccusation:
                p.EndedOn = on;
                break;
            case PetitionStep.Unmerge:
                p.EndedOn = p.AcceptedOn is null ? p.NoticeOn = null : null;
                p.MergedInto = null;
                break;
            case PetitionStep.AcceptSimple:
                (p.AcceptedOn, p.NoticeOn, p.Route, p.IsSimple, p.HandlerId) = (p.AcceptedOn ?? on, p.NoticeOn ?? on, Route.R6, true, RowTrial.Handler);
                break;
            case PetitionStep.ToSimple:
                (p.IsSimple, p.HandlerId) = (true, RowTrial.Handler);
                break;
            case PetitionStep.Assign or PetitionStep.Reassign or PetitionStep.TakeSuggestion:
                (p.HandlerId, p.NoticeOn) = (Guid.NewGuid(), p.NoticeOn ?? on);
                break;
            case PetitionStep.Reopen:
                (p.Round, p.RehandleFrom, p.SignedOn, p.DeliveredOn, p.EndedOn, p.Route) = (p.Round + 1, on, null, null, null, Route.R6);
                p.Petitioners.ForEach(x => x.DeliveredOn = x.ReviewDeliveredOn = null);
                break;
            default:
                new PetitionEffects(db, null!, null!, p, fired, on, "文号").ApplyAsync(default).GetAwaiter().GetResult();
                break;
        }

        p.IsOpen = !PetitionWorkflow.Engine.IsEnd(p.State);
    }

    private static Walked Begin(Random random)
    {
        var kind = random.Next(10) switch { 0 or 1 => PetitionKind.Suggestion, 2 => PetitionKind.Accusation, _ => PetitionKind.Claim };
        // Most begin where a case of their kind already is, so that the late states are met as often as the early ones.
        var start = kind != PetitionKind.Claim || random.Next(3) == 0 ? PetitionState.Draft : new[] { PetitionState.Registered, PetitionState.Accepted, PetitionState.Handling, PetitionState.SimpleHandling, PetitionState.OpinionReview, PetitionState.Concluded, PetitionState.Reviewed, PetitionState.UnderRecheck }[random.Next(8)];
        var row = Table.First(r => r.From.Contains(start) && r.Step is not (PetitionStep.TakeAccusation or PetitionStep.TakeSuggestion or PetitionStep.Object or PetitionStep.ReportCompletion));
        var trial = RowTrial.Of(row, start, confidential: kind == PetitionKind.Accusation);
        var petition = trial.Case;
        petition.Kind = kind;
        petition.Source = new[] { PetitionSource.Direct, PetitionSource.Direct, PetitionSource.ForwardedByPetitionOffice, PetitionSource.OrderedFromAbove }[random.Next(4)];
        petition.IsGroup = random.Next(6) == 0;
        petition.IsRepeat = random.Next(6) == 0;
        petition.DisciplineAlone = random.Next(3) == 0;
        petition.Sides.Clear();
        if (random.Next(5) == 0)
        {
            trial.Side(SideKind.Performance, SideState.ToPerform);
        }

        return new Walked(petition, trial.Today);
    }

    /// <summary>A case on its way, with data for the next step.</summary>
    private sealed class Walked(Petition petition, DateOnly today)
    {
        private Dictionary<string, object?> good = [];

        public Petition Case => petition;

        public DateOnly Today { get; set; } = today;

        public StepData Data => StepData.Of(good.Select(f => (f.Key, f.Value)));

        public Actor Person(Role role)
        {
            var person = RowTrial.Person(role);
            if (petition.IsConfidential)
            {
                petition.Readers.Clear();
                petition.Readers.Add(new NamedReader { Id = Guid.NewGuid(), PetitionId = petition.Id, UserId = person.UserId });
            }

            return person;
        }

        public void Fill(Row row, Random random)
        {
            good = Answers[row].ToDictionary(f => f.Key, f => f.Value is DateOnly day ? day.AddDays(Today.DayNumber - Asked.DayNumber) : f.Value);
            foreach (var name in good.Keys.ToList())
            {
                if (random.Next(60) == 0)
                {
                    good.Remove(name);
                }
                else if (good[name] is bool flag && random.Next(30) == 0)
                {
                    good[name] = !flag;
                }
            }

            if (good.ContainsKey("on") && petition.State is PetitionState.Registered or PetitionState.Accepted && random.Next(2) == 0)
            {
                good["on"] = petition.ReceivedOn.AddDays(random.Next(4));
            }

            if (row.Step == PetitionStep.Deliver && random.Next(3) == 0)
            {
                good["petitioners"] = new[] { "刘桂英" };
            }

            if (row.Step == PetitionStep.SplitAccusation && petition.Demands.Count < 2)
            {
                petition.Demands.Add(new DemandItem { Id = Guid.NewGuid(), PetitionId = petition.Id, Position = 2, Text = "二", Way = DemandWay.R6 });
            }

            if (petition.Demands.Count > 1)
            {
                good["answers"] = row.Asks.Any(a => a.Name == "answers") ? new[] { "一", "二" } : null;
                good["outcomes"] = row.Asks.Any(a => a.Name == "outcomes") ? new[] { "支持", "解释说明" } : null;
            }

            if (row.Step is PetitionStep.SubmitNewOpinion or PetitionStep.SubmitOpinion)
            {
                good["opinion"] = $"意见{random.Next(1000)}";
            }

            if (row.When?.Name == "尚有信访人未送达" && petition.Petitioners.Count == 1)
            {
                petition.Petitioners.Add(new Petitioner { Id = Guid.NewGuid(), PetitionId = petition.Id, Position = 2, Name = "张建国" });
            }

            petition.Linked = row.Step switch
            {
                PetitionStep.Merge => new LinkedCase(Guid.NewGuid(), "XF1", PetitionState.Handling, random.Next(6) != 0, false, petition.ReceivedOn.AddDays(-random.Next(3)), random.Next(6) != 0, false),
                PetitionStep.DeclineForGood => new LinkedCase(Guid.NewGuid(), "XF2", PetitionState.Finalized, false, false, petition.ReceivedOn, true, random.Next(6) != 0),
                _ => null,
            };
        }
    }
}
