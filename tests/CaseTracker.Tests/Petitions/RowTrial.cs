using CaseTracker.Accounts;
using CaseTracker.Calendar;
using CaseTracker.Clocks;
using CaseTracker.Petitions;
using CaseTracker.Workflow;

namespace CaseTracker.Tests.Petitions;

using Row = Transition<Petition, PetitionState, PetitionStep>;

/// <summary>A petition, a person and data with which one row of the table can just be taken, in memory; a test spoils one thing at a time.</summary>
internal sealed class RowTrial
{
    public static readonly Guid Unit = new("00000000-0000-0000-0000-0000000000a1");
    public static readonly Guid Handler = new("00000000-0000-0000-0000-0000000000b1");
    public static readonly DateOnly Received = new(2025, 3, 5); // a Wednesday
    public static readonly DateOnly AcceptedOn = new(2025, 3, 6);
    public static readonly DateOnly SignedOn = new(2025, 3, 10);
    public static readonly DateOnly DeliveredOn = new(2025, 3, 11);
    public static readonly DateOnly ReviewDeliveredOn = new(2025, 3, 14);

    private static int made;

    private static readonly HashSet<string> ConfidentialRows = ["13", "13b", "18a", "39", "42a", "44a"];

    private static readonly Actor Nobody = Person(Role.XF);

    private RowTrial(Row row, PetitionState from)
    {
        Row = row;
        From = from;
    }

    public Row Row { get; }

    public Func<Role, Actor>? People { get; private init; }

    public PetitionState From { get; }

    public DateOnly Today { get; set; } = new(2025, 3, 20);

    public required Petition Case { get; set; }

    public required Actor Actor { get; set; }

    public Dictionary<string, object?> Fields { get; } = [];

    public StepData Data => StepData.Of(Fields.Select(f => (f.Key, f.Value)));

    /// <param name="people">Who acts in a role; anybody who holds it where nobody is named.</param>
    public static RowTrial Of(Row row, PetitionState from, bool? confidential = null, Func<Role, Actor>? people = null)
    {
        var actor = (people ?? Person)(row.Proposers.Count > 0 ? row.Proposers[0] : Role.XF);
        var trial = new RowTrial(row, from) { Case = CaseFor(row, from, confidential ?? ConfidentialRows.Contains(row.No), actor), Actor = actor, People = people };
        foreach (var ask in row.Asks.Where(a => a.Required))
        {
            trial.Fields[ask.Name] = trial.Good(ask);
        }

        trial.AddOptional();
        trial.Recount();
        return trial;
    }

    /// <summary>The good answers alone, for a case that is somewhere else.</summary>
    public static RowTrial Answers(Row row, DateOnly today)
    {
        var trial = new RowTrial(row, row.From[0]) { Case = CaseFor(row, row.From[0], false, Nobody), Actor = Nobody, Today = today };
        foreach (var ask in row.Asks.Where(a => a.Required))
        {
            trial.Fields[ask.Name] = trial.Good(ask);
        }

        trial.AddOptional();
        if (trial.Fields.ContainsKey("on"))
        {
            trial.Fields["on"] = today;
        }

        return trial;
    }

    public static Actor Person(Role role) => new(Guid.NewGuid(), role.Display(), [new Hat(role, role is Role.CW or Role.SH or Role.VL or Role.LEGAL ? Unit : null)]);

    public void Recount() => Case.Clocks = CountClocks.Of(Case, WorkCalendar.BuiltIn, new ClockSettings(), Today);

    /// <summary>Takes the row, with its approvals; the state afterwards.</summary>
    public PetitionState Take()
    {
        var taken = PetitionWorkflow.Engine.Take(Case, Row.Step, Data, Actor, Today);
        foreach (var place in Row.Approvers)
        {
            var approver = Person(place[0]);
            if (Case.IsConfidential)
            {
                Case.Readers.Add(Reader(Case, approver.UserId));
            }

            PetitionWorkflow.Engine.Decide(Case, taken.Approval!, ApprovalStep.Approve, StepData.Empty, approver, Today, DateTime.UnixEpoch);
        }

        return Case.State;
    }

    public SideMatter Side(SideKind kind, SideState state)
    {
        var side = new SideMatter { Id = Guid.NewGuid(), PetitionId = Case.Id, Position = Case.Sides.Count + 1, Kind = kind, State = state, StartedOn = SignedOn, Subject = "事项" };
        Case.Sides.Add(side);
        return side;
    }

    public void AddDemand() => Case.Demands.Add(new DemandItem { Id = Guid.NewGuid(), PetitionId = Case.Id, Position = Case.Demands.Count + 1, Text = "另一项诉求" });

    public void Recuse(Guid user) => Case.Recusals.Add(new Recusal { Id = Guid.NewGuid(), PetitionId = Case.Id, UserId = user, Reason = "亲属" });

    private static NamedReader Reader(Petition petition, Guid user) => new() { Id = Guid.NewGuid(), PetitionId = petition.Id, UserId = user };

    private static Petition CaseFor(Row row, PetitionState from, bool confidential, Actor actor)
    {
        var accepted = from is not (PetitionState.Draft or PetitionState.Registered or PetitionState.ObjectionFiled);
        var signed = from is PetitionState.OpinionIssued or PetitionState.Concluded or PetitionState.Lapsed or PetitionState.UnderReview or PetitionState.Reviewed or PetitionState.UnderRecheck or PetitionState.Finalized;
        var again = from == PetitionState.Rehandling || row.No == "27a";
        var petition = new Petition
        {
            Id = Guid.NewGuid(),
            Number = $"XF4201172025{Interlocked.Increment(ref made) % 100_000:00000}",
            Channel = Channel.Visit,
            Source = row.Step switch { PetitionStep.Object => PetitionSource.ForwardedByPetitionOffice, PetitionStep.ReportCompletion => PetitionSource.OrderedByPetitionOffice, _ => PetitionSource.Direct },
            Purpose = Purpose.Resolve,
            Kind = row.Step == PetitionStep.TakeSuggestion || from == PetitionState.Suggestion ? PetitionKind.Suggestion : confidential ? PetitionKind.Accusation : PetitionKind.Claim,
            IsConfidential = confidential,
            Title = "改制补偿",
            ReceivedOn = Received,
            RegisteredOn = Received,
            RegisteredAt = new DateTime(2025, 3, 5, 1, 0, 0, DateTimeKind.Utc),
            RegisteredById = actor.Hats.Any(h => h.Role == Role.RC) ? actor.UserId : Guid.NewGuid(),
            RegisteredByName = "王登记",
            DepartmentId = Unit,
            Route = Route.R6,
            AcceptedOn = accepted && !confidential ? AcceptedOn : null,
            NoticeOn = accepted ? AcceptedOn : null,
            NoticeNumber = accepted ? "某科经信告〔2025〕1号" : null,
            InvestigationCount = 1,
            SignedOn = signed ? SignedOn : null,
            OpinionNumber = "某科经信答〔2025〕1号",
            DeliveredOn = signed && from != PetitionState.OpinionIssued ? DeliveredOn : null,
            LapsesOn = new DateOnly(2025, 3, 20),
        };
        petition.Petitioners.Add(Somebody(petition, 1, "刘桂英"));
        petition.Demands.Add(new DemandItem { Id = Guid.NewGuid(), PetitionId = petition.Id, Position = 1, Text = "补偿" });
        petition.AttachmentKinds = ["文书", "送达回证"];
        petition.Closers = new HashSet<Guid> { Handler };
        petition.DisciplineAlone = row.No == "13b";
        if (confidential)
        {
            petition.Readers.Add(Reader(petition, actor.UserId));
        }

        if (row.When?.Name == "尚有信访人未送达")
        {
            petition.Petitioners.Add(Somebody(petition, 2, "张建国"));
        }

        if (row.When?.Name == "集体访、有风险的不予支持、重大事项")
        {
            petition.IsMajor = true;
        }

        if (row.When?.Name == "更改已告知事项的收到日期")
        {
            petition.NoticeOn = AcceptedOn;
        }

        if (again)
        {
            petition.Round = 2;
            petition.RehandleFrom = AcceptedOn;
            petition.Rounds.Add(new HandlingRound { Id = Guid.NewGuid(), PetitionId = petition.Id, Round = 1, StartedOn = Received, EndedOn = AcceptedOn, Opinion = "不予支持。" });
        }

        foreach (var stage in from switch
        {
            PetitionState.UnderReview => [ReviewStage.Review],
            PetitionState.Reviewed or PetitionState.UnderRecheck or PetitionState.Finalized => [ReviewStage.Review, ReviewStage.Recheck],
            _ => Array.Empty<ReviewStage>(),
        })
        {
            if (stage == ReviewStage.Recheck && from == PetitionState.Reviewed)
            {
                continue;
            }

            petition.Reviews.Add(new Review
            {
                Id = Guid.NewGuid(),
                PetitionId = petition.Id,
                Round = 1,
                Stage = stage,
                Organ = "区人民政府",
                Applicants = "刘桂英",
                ReceivedOn = stage == ReviewStage.Review ? DeliveredOn : ReviewDeliveredOn,
                OpinionOn = stage == ReviewStage.Review && from != PetitionState.UnderReview ? ReviewDeliveredOn : null,
                DeliveredOn = stage == ReviewStage.Review && from != PetitionState.UnderReview ? ReviewDeliveredOn : null,
            });
        }

        foreach (var person in petition.Petitioners)
        {
            person.DeliveredOn = petition.DeliveredOn;
            person.ReviewDeliveredOn = petition.Reviews.Find(r => r.Stage == ReviewStage.Review)?.DeliveredOn;
        }

        petition.Linked = row.Step switch
        {
            PetitionStep.Merge => new LinkedCase(Guid.NewGuid(), "XF420117202400009", PetitionState.Handling, IsOpen: true, false, Received.AddDays(-60), SamePerson: true, IsFinalized: false),
            PetitionStep.DeclineForGood => new LinkedCase(Guid.NewGuid(), "XF420117202300009", PetitionState.Finalized, IsOpen: false, false, Received.AddDays(-600), SamePerson: true, IsFinalized: true),
            _ => null,
        };
        petition.ImportAs(from);
        return petition;
    }

    private static Petitioner Somebody(Petition petition, int position, string name) => new() { Id = Guid.NewGuid(), PetitionId = petition.Id, Position = position, Name = name };

    private object? Good(Ask ask) => (Row.Step, ask.Name) switch
    {
        (PetitionStep.Object or PetitionStep.AcceptSimple or PetitionStep.ToSimple, "on") => AcceptedOn,
        (_, "route") => Row.Step == PetitionStep.Divert ? Route.R5 : Route.R6,
        (_, "result") => ReviewResult.Upheld,
        (_, "mayRefuse" or "hasProcedure" or "manyParties") => false,
        (_, "rating") => Satisfaction.Satisfied,
        (_, "days") => 30,
        (_, "signers" or "applicants") => new[] { "刘桂英" },
        (PetitionStep.SplitAccusation, "demands") => new[] { "2" },
        (_, "handlers") => new[] { Handler.ToString() },
        _ => ask.Kind switch
        {
            AskKind.Date => ask.MayBeFuture ? Today.AddDays(20) : Today,
            AskKind.Bool => true,
            AskKind.Choice => ask.Choices[0].Id,
            AskKind.Department => Unit,
            AskKind.User => Handler,
            AskKind.Case => "XF420117202400009",
            _ => "内容",
        },
    };

    private void AddOptional()
    {
        switch (Row.Step)
        {
            case PetitionStep.Correct:
                Fields["title"] = "改过的标题";
                if (Row.When!.Name == "更改已告知事项的收到日期")
                {
                    Fields["receivedOn"] = Received.AddDays(-1);
                }

                break;
            case PetitionStep.SplitAccusation:
                AddDemand();
                break;
            case PetitionStep.SubmitOpinion or PetitionStep.SubmitNewOpinion or PetitionStep.ReplySimple:
                (Fields["performer"], Fields["performBy"]) = ("经济运行科", Today.AddDays(30));
                break;
            case PetitionStep.Deliver:
                Fields["signedBy"] = "本人";
                if (Row.When!.Name == "尚有信访人未送达")
                {
                    Fields["petitioners"] = new[] { "刘桂英" };
                }

                break;
            case PetitionStep.Archive when !Case.IsConfidential:
                Fields["resolved"] = "已兑现。";
                break;
            case PetitionStep.Settle:
                Side(SideKind.Mediation, SideState.Mediating);
                break;
            case PetitionStep.TrackPerformance:
                Side(SideKind.Performance, SideState.ToPerform);
                break;
        }
    }
}
