using System.Text.Json;
using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>What each step changes on the petition, beside its state: plain assignments, read from top to bottom.</summary>
internal sealed class PetitionEffects(CaseDb db, ProtectedValues values, SealAccusation sealing, Petition petition, Fired<Petition, PetitionState, PetitionStep> fired, DateOnly on, string? number)
{
    private static readonly string MergeStep = PetitionStep.Merge.Kebab();
    private static readonly string MergedState = nameof(PetitionState.Merged);

    private StepData Data => fired.Data;

    public Task ApplyAsync(CancellationToken cancel) => fired.Row.Step switch
    {
        PetitionStep.Correct => new PetitionCorrections(db, values, petition, Data).ApplyAsync(cancel),
        PetitionStep.MarkUrgent => Do(MarkUrgent),
        PetitionStep.Object => Do(() => petition.ObjectionOn = on),
        PetitionStep.ObjectionRefused => Do(() => { }), // C1 runs on, nothing else has changed
        PetitionStep.ObjectionAgreed => Do(Return),
        PetitionStep.Forward => Do(Forward),
        PetitionStep.ReferOut or PetitionStep.Decline or PetitionStep.DeclineForGood => Do(EndWithNotice),
        PetitionStep.Merge => Do(Merge),
        PetitionStep.Unmerge => UnmergeAsync(cancel),
        PetitionStep.Divert => Do(Divert),
        PetitionStep.CloseDiverted => Do(() => End("该途径已办结")),
        PetitionStep.TakeAccusation or PetitionStep.Reassign when petition.IsConfidential => NameHandlersAsync(cancel),
        PetitionStep.CloseAccusation => CloseAccusationAsync(cancel),
        PetitionStep.SplitAccusation => Do(Redact),
        PetitionStep.TakeSuggestion => TakeSuggestionAsync(cancel),
        PetitionStep.ReplySuggestion => Do(ReplySuggestion),
        PetitionStep.Accept => Do(Accept),
        PetitionStep.AcceptSimple => AcceptSimpleAsync(cancel),
        PetitionStep.ToSimple => ToSimpleAsync(cancel),
        PetitionStep.ToOrdinary => Do(() => petition.ToOrdinaryOn = on),
        PetitionStep.Assign => AssignAsync(cancel),
        PetitionStep.Reassign => ReassignAsync(cancel),
        PetitionStep.Investigate => Do(() => petition.InvestigationCount++),
        PetitionStep.Extend => Do(Extend),
        PetitionStep.Mediate => Do(() => Open(SideKind.Mediation, SideState.Mediating, Data.Text("dispute")!, person: Data.Text("mediator"), parties: Joined("parties"))),
        PetitionStep.Settle => Do(Settle),
        PetitionStep.Hear => Do(() => Open(SideKind.Hearing, SideState.HearingDecided, Data.Text("subject")!, person: Data.Text("chair"), parties: Joined("panel")).HeldOn = Data.Date("heldOn")),
        PetitionStep.ReplySimple => Do(ReplySimple),
        PetitionStep.SubmitOpinion or PetitionStep.SubmitNewOpinion => Do(Draft),
        PetitionStep.ReturnOpinion => Do(() => petition.DraftedById = petition.DraftedForId = null),
        PetitionStep.Sign => Do(Sign),
        PetitionStep.Deliver => Do(Deliver),
        PetitionStep.Evaluate => Do(() => (petition.Satisfaction, petition.EvaluatedOn) = (Data.Choice<Satisfaction>("rating"), on)),
        PetitionStep.ReportCompletion => Do(() => petition.CompletionReportOn = on),
        PetitionStep.TrackPerformance => Do(TrackPerformance),
        PetitionStep.RequestReview => Do(() => RequestReview(ReviewStage.Review)),
        PetitionStep.RequestRecheck => Do(() => RequestReview(ReviewStage.Recheck)),
        PetitionStep.RecordReview or PetitionStep.RecordRecheck => Do(RecordReview),
        PetitionStep.OrderRehandling => Do(OrderRehandling),
        PetitionStep.Reopen => ReopenAsync(cancel),
        PetitionStep.Supervise => Do(Supervise),
        PetitionStep.LeadCase => LeadCaseAsync(cancel),
        PetitionStep.Lapse => Do(() => petition.EndedOn = on),
        PetitionStep.Withdraw => Do(() => End("信访人撤回")),
        PetitionStep.Terminate => Do(() => End(Data.Choice<TerminationReason>("ground")?.Display())),
        PetitionStep.Archive => Do(Archive),
        PetitionStep.Register => throw new InvalidOperationException("A petition is registered by RegisterPetition."),
    };

    private static Task Do(Action change)
    {
        change();
        return Task.CompletedTask;
    }

    private string? Joined(string name) => Data.Has(name) ? string.Join("、", Data.List(name)) : null;

    /// <summary>Begins something beside the main way.</summary>
    private SideMatter Open(SideKind kind, SideState state, string subject, DateOnly? due = null, string? person = null, string? parties = null, string? trigger = null)
    {
        var side = new SideMatter
        {
            Id = Guid.NewGuid(),
            PetitionId = petition.Id,
            Position = petition.Sides.Count + 1,
            Kind = kind,
            State = state,
            Stage = fired.From,
            StartedOn = on,
            DueOn = due,
            Person = person,
            Parties = parties,
            Subject = subject,
            Trigger = trigger,
            Number = number,
        };
        petition.Sides.Add(side);
        db.Add(side);
        return side;
    }

    private void Close(SideKind kind, SideState state, string? result)
    {
        foreach (var side in petition.Sides.Where(s => s.Kind == kind && s.IsOpen))
        {
            (side.State, side.EndedOn, side.Result) = (state, on, result);
        }
    }

    private void End(string? reason) => (petition.EndedOn, petition.EndReason) = (on, reason);

    private void Notice()
    {
        petition.NoticeOn ??= on;
        petition.NoticeNumber ??= number;
    }

    private void MarkUrgent()
    {
        petition.IsUrgent = true;
        var times = string.Join("，", new[] { Data.Text("occurredAt") is { } o ? $"{o} 发生" : null, Data.Text("reportedAt") is { } r ? $"{r} 报告" : null }.OfType<string>());
        var side = Open(SideKind.Urgent, SideState.Reported, Data.Text("what")!, parties: Data.Text("reportedTo"), person: times.Length > 0 ? times : null);
        side.Answer = Data.Text("measures");
    }

    private void Return()
    {
        Notice();
        End("转送机关同意退回");
        petition.TargetOrgan = petition.SourceOrgan;
    }

    private void Forward()
    {
        Notice();
        petition.TargetOrgan = Data.Text("organ");
        petition.Outcome = Outcome.Told;
        End($"转{petition.TargetOrgan}");
        if (Data.Bool("isOrder") == true)
        {
            Open(SideKind.Order, SideState.Ordered, Data.Text("explanation") ?? "按期报送办结报告", Data.Date("due"), parties: petition.TargetOrgan);
        }
    }

    private void EndWithNotice()
    {
        Notice();
        petition.TargetOrgan = Data.Text("organ");
        petition.Outcome = Outcome.Told;
        End(Data.Text("organ") ?? Data.Choice<DeclineGround>("ground")?.Display() ?? (petition.Linked is { } linked ? $"{linked.Number} 已三级终结" : null));
        petition.RelatedNumber ??= petition.Linked?.Number;
    }

    private void Merge()
    {
        Notice();
        petition.MergedInto = petition.Linked!.Number;
        End($"并入 {petition.MergedInto}");
        petition.IsRepeat = true;
        petition.IsFirstHere = false;
        petition.RelatedNumber = petition.MergedInto;
        petition.RepeatNote = Data.Text("reason");
    }

    // What the merging changed is as it was before it: a notice given earlier counts, that of the merging does not, and C1 has run all along from the receipt.
    private async Task UnmergeAsync(CancellationToken cancel)
    {
        var merging = await db.Events.AsNoTracking().Where(e => e.RecordKind == Petition.Kinds && e.RecordId == petition.Id && e.Step == MergeStep && e.To == MergedState)
            .OrderByDescending(e => e.Seq).Select(e => e.Changes).FirstOrDefaultAsync(cancel);
        var before = merging is null ? null : JsonNode.Parse(merging)?[Petition.Kinds]?.AsObject();
        petition.NoticeOn = Before(nameof(Petition.NoticeOn), petition.NoticeOn);
        petition.NoticeNumber = Before(nameof(Petition.NoticeNumber), petition.NoticeNumber);
        petition.EndedOn = Before(nameof(Petition.EndedOn), petition.EndedOn);
        petition.EndReason = Before(nameof(Petition.EndReason), petition.EndReason);
        petition.MergedInto = Before(nameof(Petition.MergedInto), petition.MergedInto);
        petition.RelatedNumber = Before(nameof(Petition.RelatedNumber), petition.RelatedNumber);
        petition.RepeatNote = Before(nameof(Petition.RepeatNote), petition.RepeatNote);
        petition.IsRepeat = Before(nameof(Petition.IsRepeat), petition.IsRepeat);
        petition.IsFirstHere = Before(nameof(Petition.IsFirstHere), petition.IsFirstHere);

        T Before<T>(string field, T now) => before?[field] is JsonArray { Count: 2 } pair ? pair[0].Deserialize<T>(CanonicalJson.Options)! : now;
    }

    private void Divert()
    {
        Notice();
        petition.DivertedOn = on;
        petition.Route = Data.Choice<Route>("route");
        petition.Procedure = Data.Choice<Procedure>("procedure");
        petition.TargetOrgan = Data.Text("organ");
        petition.ProcedureLimit = Data.Text("limit") is { } limit ? PetitionConditions.Limit(limit)!.ToString() : null;
        petition.Outcome = Outcome.Told;
    }

    private async Task NameHandlersAsync(CancellationToken cancel)
    {
        var named = Data.List("handlers").Select(Guid.Parse).ToHashSet();
        foreach (var gone in petition.Readers.Where(r => !named.Contains(r.UserId)).ToList())
        {
            petition.Readers.Remove(gone);
            db.Remove(gone);
        }

        foreach (var handler in named.Where(h => petition.Readers.TrueForAll(r => r.UserId != h)))
        {
            petition.Readers.Add(new NamedReader { Id = Guid.NewGuid(), PetitionId = petition.Id, UserId = handler });
            db.Add(petition.Readers[^1]);
        }

        if (fired.Row.Step == PetitionStep.TakeAccusation)
        {
            Notice();
            await sealing.NameAccusedAsync(petition, await AccountAsync("accusedAccount"), await AccountAsync("accusedUnit"), cancel);
        }

        // The registrar who is himself accused, or belongs to the accused: from now on the case is not there for him either.
        if (petition.Barred.Contains(petition.RegisteredById) && !petition.IsRecused(petition.RegisteredById))
        {
            Recuse(petition.RegisteredById, "与被检举控告人有关");
        }

        async Task<Guid?> AccountAsync(string name) => Guid.TryParse(await sealing.OpenAsync(Data, name, cancel), out var id) ? id : null;
    }

    private async Task CloseAccusationAsync(CancellationToken cancel)
    {
        await sealing.KeepResultAsync(petition, (await sealing.OpenAsync(Data, "result", cancel))!, cancel);
        petition.EndedOn = on;
    }

    private void Redact()
    {
        var moved = Data.List("demands").Select(int.Parse).ToHashSet();
        foreach (var demand in petition.Demands.Where(d => moved.Contains(d.Position)).ToList())
        {
            petition.Demands.Remove(demand);
            db.Remove(demand);
        }

        // A gap in the numbers would say that something was taken out.
        foreach (var (demand, i) in petition.Demands.Select((d, i) => (d, i)))
        {
            demand.Position = i + 1;
        }

        petition.Title = Data.Text("title")!;
        petition.Summary = Data.Text("summary")!;
        petition.Facts = Data.Text("facts");
        petition.Process = null;
        petition.Note = null;
    }

    private async Task TakeSuggestionAsync(CancellationToken cancel)
    {
        Notice();
        await AssignAsync(cancel);
    }

    private void ReplySuggestion()
    {
        petition.Adoption = Data.Choice<Adoption>("adopt");
        petition.Opinion = Data.Text("reply");
        petition.OpinionNumber = number;
        End($"建议{petition.Adoption?.Display()}");
    }

    private void Accept()
    {
        AcceptedNow();
        petition.Route = Data.Choice<Route>("route");
        var ways = Data.List("ways").Select(w => DisplayNames.Parse<DemandWay>(w)).ToList();
        foreach (var (demand, i) in petition.Demands.Select((d, i) => (d, i)))
        {
            demand.Way = i < ways.Count ? ways[i] : DemandWay.R6;
        }
    }

    // A case accepted before a wrong merging keeps its 受理日期: the 60 days have run all along.
    private void AcceptedNow()
    {
        petition.AcceptedOn ??= on;
        Notice();
    }

    private async Task AcceptSimpleAsync(CancellationToken cancel)
    {
        AcceptedNow();
        petition.Route = Route.R6;
        await ToSimpleAsync(cancel);
    }

    private async Task ToSimpleAsync(CancellationToken cancel)
    {
        petition.IsSimple = true;
        await AssignAsync(cancel);
    }

    private async Task AssignAsync(CancellationToken cancel)
    {
        petition.DepartmentId = Data.Guid("department");
        petition.InternalDueOn = Data.Date("internalDue");
        await HandToAsync(Data.Guid("handler")!.Value, cancel);
    }

    private async Task ReassignAsync(CancellationToken cancel)
    {
        if (Data.Bool("recused") == true && petition.HandlerId is { } former)
        {
            Recuse(former, Data.Text("reason")!);
        }

        petition.DepartmentId = Data.Guid("department") ?? petition.DepartmentId;
        await HandToAsync(Data.Guid("handler")!.Value, cancel);
    }

    private void Recuse(Guid user, string reason)
    {
        petition.Recusals.Add(new Recusal { Id = Guid.NewGuid(), PetitionId = petition.Id, UserId = user, Reason = reason });
        db.Add(petition.Recusals[^1]);
    }

    private async Task HandToAsync(Guid handler, CancellationToken cancel)
    {
        petition.HandlerId = handler;
        petition.HandlerName = await NameAsync(handler, cancel);
    }

    private Task<string> NameAsync(Guid user, CancellationToken cancel) => db.Users.Where(u => u.Id == user).Select(u => u.Name).FirstAsync(cancel);

    // The day of the last approval is the day of the extension.
    private void Extend()
    {
        petition.ExtensionDays = Data.Int("days");
        petition.ExtensionApprovedOn = fired.On;
        petition.ExtensionReason = Data.Text("reason");
        petition.ExtensionNumber = number;
    }

    private void Settle()
    {
        Close(SideKind.Mediation, SideState.Agreed, Data.Text("agreement"));
        petition.Outcome = Outcome.Settled;
        petition.Opinion = Data.Text("agreement");
        petition.OpinionNumber = number;
        End("调解和解");
        PutInPlace();
        Open(SideKind.Performance, SideState.ToPerform, "履行调解、和解协议", Data.Date("performBy"), Data.Text("performer"));
    }

    private void ReplySimple()
    {
        Draft();
        Sign();
    }

    private void Draft()
    {
        petition.Outcome = Data.Choice<Outcome>("outcome");
        petition.Opinion = Data.Text("opinion");
        petition.Basis = Data.Text("basis");
        petition.HasRisk = Data.Bool("hasRisk") == true;
        petition.IsMajor = Data.Bool("isMajor") == true;
        petition.Performer = Data.Text("performer");
        petition.PerformBy = Data.Date("performBy");
        (petition.DraftedById, petition.DraftedForId) = (fired.Author.UserId, fired.Author.ForUserId);
        var answers = Data.List("answers");
        var outcomes = Data.List("outcomes").Select(o => DisplayNames.Parse<Outcome>(o)).ToList();
        foreach (var (demand, i) in petition.Demands.Select((d, i) => (d, i)))
        {
            demand.Answer = i < answers.Count ? answers[i] : petition.Opinion;
            demand.Outcome = i < outcomes.Count ? outcomes[i] : petition.Outcome;
        }

        PutInPlace();
    }

    private void PutInPlace()
    {
        petition.Resolved = Data.Text("resolved") ?? petition.Resolved;
        petition.Educated = Data.Text("educated") ?? petition.Educated;
        petition.Helped = Data.Text("helped") ?? petition.Helped;
        petition.Disciplined = Data.Text("disciplined") ?? petition.Disciplined;
    }

    private void Sign()
    {
        petition.SignedOn = on;
        petition.SignedByName = fired.Actor.Name;
        petition.OpinionNumber = number;
        if (petition is { Performer: { } performer, PerformBy: { } due } && (IsSupport(petition.Outcome) || petition.Demands.Exists(d => IsSupport(d.Outcome))))
        {
            Open(SideKind.Performance, SideState.ToPerform, "执行予以支持的处理意见", due, performer);
        }
    }

    private static bool IsSupport(Outcome? outcome) => outcome is Outcome.Supported or Outcome.PartlySupported;

    private void Deliver()
    {
        var left = PetitionWorkflow.Undelivered(petition, Data);
        foreach (var person in petition.Petitioners.Where(p => p.DeliveredOn is null && !left.Contains(p)))
        {
            person.DeliveredOn = on;
            person.DeliveryMethod = Data.Choice<DeliveryMethod>("method");
            person.DeliveryProof = Data.Text("proof");
            person.SignedBy = Data.Text("signedBy");
            person.DeliveryRefused = Data.Bool("refused") == true;
            person.Witnesses = Joined("witnesses");
            person.Attitude = Data.Choice<Attitude>("attitude") ?? Attitude.Unclear;
        }

        if (left.Count == 0)
        {
            petition.DeliveredOn = petition.Petitioners.Max(p => p.DeliveredOn) ?? on;
        }
    }

    private void TrackPerformance()
    {
        var side = petition.Sides.First(s => s is { Kind: SideKind.Performance, IsOpen: true });
        (side.Answer, side.AnsweredOn) = (Data.Text("progress"), on);
        if (Data.Bool("done") == true)
        {
            (side.State, side.EndedOn, side.Result) = (SideState.Performed, on, Data.Text("proof") ?? Data.Text("progress"));
        }
    }

    private void RequestReview(ReviewStage stage)
    {
        var named = Data.List("applicants");
        var review = new Review
        {
            Id = Guid.NewGuid(),
            PetitionId = petition.Id,
            Round = petition.Round,
            Stage = stage,
            Organ = Data.Text("organ")!,
            ReceivedOn = on,
            LateReason = Data.Text("lateReason"),
            Applicants = string.Join("、", petition.Petitioners.Where(p => named.Count == 0 || named.Any(n => PetitionWorkflow.IsNamed(p, n))).Select(p => p.Name)),
        };
        petition.Reviews.Add(review);
        db.Add(review);
    }

    private void RecordReview()
    {
        var review = petition.LastReview!;
        review.OpinionOn = on;
        review.OpinionNumber = Data.Text("number");
        review.Result = Data.Choice<ReviewResult>("result");
        review.Conclusion = Data.Text("conclusion");
        review.DeliveredOn = Data.Date("deliveredOn");
        if (review.Stage == ReviewStage.Review)
        {
            petition.Petitioners.ForEach(p => p.ReviewDeliveredOn = review.DeliveredOn);
            foreach (var (person, day) in PetitionWorkflow.Deliveries(petition, Data))
            {
                person!.ReviewDeliveredOn = day;
            }

            review.DeliveredOn = petition.Petitioners.Max(p => p.ReviewDeliveredOn) ?? review.DeliveredOn;
        }
        else
        {
            petition.EndedOn = review.DeliveredOn;
            petition.EndReason = $"复核{review.Result?.Display()}，三级终结";
        }
    }

    private void OrderRehandling()
    {
        var review = petition.LastReview!;
        review.OpinionOn = on;
        review.OpinionNumber = Data.Text("number");
        review.Result = ReviewResult.Revoked;
        review.Conclusion = Data.Text("conclusion");
        BeginRound();
    }

    /// <summary>The opinion and the clock of the round that ends are kept; the case starts a new one.</summary>
    private void BeginRound()
    {
        var round = new HandlingRound
        {
            Id = Guid.NewGuid(),
            PetitionId = petition.Id,
            Round = petition.Round,
            StartedOn = petition.RehandleFrom ?? petition.AcceptedOn ?? petition.ReceivedOn,
            Limit = petition.RehandleLimit,
            ExtensionDays = petition.ExtensionDays,
            ExtensionApprovedOn = petition.ExtensionApprovedOn,
            SignedOn = petition.SignedOn,
            OpinionNumber = petition.OpinionNumber,
            Outcome = petition.Outcome,
            Opinion = petition.Opinion,
            Basis = petition.Basis,
            DeliveredOn = petition.DeliveredOn,
            EndedOn = on,
        };
        petition.Rounds.Add(round);
        db.Add(round);
        Close(SideKind.Performance, SideState.Dropped, $"{petition.OpinionNumber ?? "原意见"}不再有效，本件重新办理");
        petition.Round++;
        petition.RehandleFrom = on;
        petition.RehandleLimit = Data.Text("limit") is { } limit ? PetitionConditions.Limit(limit)!.ToString() : null;
        petition.ExtensionDays = null;
        petition.ExtensionApprovedOn = petition.SignedOn = petition.DeliveredOn = petition.EndedOn = petition.EvaluatedOn = null;
        petition.ExtensionReason = petition.ExtensionNumber = petition.OpinionNumber = petition.Opinion = petition.Basis = petition.EndReason = petition.SignedByName = petition.Performer = null;
        petition.Outcome = null;
        petition.Satisfaction = null;
        petition.PerformBy = null;
        petition.DraftedById = petition.DraftedForId = null;
        petition.IsSimple = false;
        petition.DivertedOn = null;
        petition.Procedure = null;
        petition.ProcedureLimit = petition.TargetOrgan = null;
        foreach (var person in petition.Petitioners)
        {
            person.DeliveredOn = person.ReviewDeliveredOn = null;
            person.DeliveryMethod = null;
            person.DeliveryProof = person.SignedBy = person.Witnesses = null;
            person.DeliveryRefused = false;
            person.Attitude = null;
        }

        foreach (var demand in petition.Demands)
        {
            demand.Outcome = null;
            demand.Answer = null;
        }
    }

    private async Task ReopenAsync(CancellationToken cancel)
    {
        BeginRound();
        petition.Route = Route.R6;
        petition.Retention = null;
        await AssignAsync(cancel);
    }

    private void Supervise() => Open(SideKind.Supervision, SideState.Supervised, Data.Text("issue")!, Data.Date("due"), parties: Data.Text("unit"), trigger: Data.Text("trigger")).Ground = Data.Choice<SupervisionGround>("ground");

    private async Task LeadCaseAsync(CancellationToken cancel)
    {
        var leader = Data.Guid("leader")!.Value;
        var side = Open(SideKind.Lead, SideState.Led, Data.Text("plan")!, Data.Date("due"), await NameAsync(leader, cancel), string.Join("，", new[] { Data.Text("unit"), Data.Text("person") }.OfType<string>()));
        side.PersonId = leader;
        foreach (var (index, name) in (await db.BureauAsync(cancel)).LeadItems.Split('、').Index())
        {
            var item = new LeadItem { Id = Guid.NewGuid(), PetitionId = petition.Id, SideId = side.Id, Position = index + 1, Name = name, Person = Data.Text("person") };
            side.Items.Add(item);
            db.Add(item);
        }

        if (petition.Readers.TrueForAll(r => r.UserId != leader))
        {
            var reader = new NamedReader { Id = Guid.NewGuid(), PetitionId = petition.Id, UserId = leader }; // he opens it although its department is in another's charge
            petition.Readers.Add(reader);
            db.Add(reader);
        }
    }

    private void Archive()
    {
        petition.Retention = Data.Choice<Retention>("retention");
        PutInPlace();
    }
}
