using CaseTracker.Bureau;
using CaseTracker.Calendar;
using CaseTracker.Clocks;
using CaseTracker.Data;

namespace CaseTracker.Petitions;

/// <summary>Counts the clocks of a petition from what has happened to it, and refreshes the dates derived from them for sorting.</summary>
public sealed class CountClocks(CaseDb db, LoadWorkCalendar calendars, OfficeClock clock)
{
    /// <summary>The clocks as they stand, counted anew. Needs the petitioners for C5.</summary>
    public async Task<IReadOnlyList<Clock>> ExecuteAsync(Petition petition, CancellationToken cancel) =>
        petition.Clocks = Of(petition, await calendars.ExecuteAsync(cancel), (await db.BureauAsync(cancel)).Clocks, clock.Today);

    /// <summary>The clocks of many, with one calendar.</summary>
    public async Task ExecuteAsync(IReadOnlyList<Petition> petitions, CancellationToken cancel)
    {
        var calendar = await calendars.ExecuteAsync(cancel);
        var settings = (await db.BureauAsync(cancel)).Clocks;
        foreach (var petition in petitions)
        {
            petition.Clocks = Of(petition, calendar, settings, clock.Today);
        }
    }

    /// <summary>Counts and brings the derived dates up to date.</summary>
    public async Task RefreshAsync(Petition petition, CancellationToken cancel)
    {
        await ExecuteAsync(petition, cancel);
        Cache(petition);
    }

    /// <summary>The pure count: the same facts, calendar and settings give the same clocks. <paramref name="today"/> only decides whether C1 has run out, so that C3 runs without a notice.</summary>
    public static IReadOnlyList<Clock> Of(Petition petition, WorkCalendar calendar, ClockSettings settings, DateOnly today)
    {
        if (petition.IsConfidential || petition.IsVoid)
        {
            return []; // 检举控告 follow their own rules (条例第三十条)
        }

        var received = petition.ReceivedOn;
        var ended = petition.EndedOn;
        var clocks = new List<Clock>();
        if (!petition.AddressUnclear)
        {
            clocks.Add(Count(new ClockFacts(ClockId.C1, received) { StoppedOn = petition.NoticeOn ?? ended }));
        }

        if (PetitionConditions.IsTransferred(petition) && (petition.ObjectionOn is not null || petition.State == PetitionState.Registered))
        {
            clocks.Add(Count(new ClockFacts(ClockId.C2, received) { StoppedOn = petition.ObjectionOn }));
        }

        clocks.AddRange(petition.Rounds.Select(Earlier).OfType<Clock>());
        var handling = Handling() is { } facts ? Extended(facts with { StoppedOn = petition.SignedOn ?? petition.DivertedOn ?? ended }, petition.ExtensionDays, petition.ExtensionApprovedOn) : null;
        if (handling is not null)
        {
            clocks.Add(petition.DivertedOn is null ? handling : handling with { Marks = [.. handling.Marks, "已导入其他途径，期限作废"] });
        }

        if (petition is { IsSimple: true, AcceptedOn: { } simply } && ClockRules.Find(ClockId.C9, received) is not null)
        {
            clocks.Add(Count(new ClockFacts(ClockId.C9, received) { StoppedOn = simply }));
            clocks.Add(Count(new ClockFacts(ClockId.C10, simply) { ReceivedOn = received, StoppedOn = petition.SignedOn ?? petition.ToOrdinaryOn ?? ended }));
        }

        if (PetitionConditions.IsOrdered(petition) && (petition.OrderDueOn is not null || handling is not null))
        {
            clocks.Add(Count(new ClockFacts(ClockId.C11, received) { Limit = petition.OrderDueOn is { } due && due >= received ? ClockLimit.On(due) : null, Handling = handling, StoppedOn = petition.CompletionReportOn ?? (petition.AcceptedOn is null ? ended : null) }));
        }

        if (petition is { DivertedOn: not null } && (petition.Route == Route.R5 || petition.ProcedureLimit is not null) && ClockRules.Find(ClockId.C12, received) is not null)
        {
            clocks.Add(Count(new ClockFacts(ClockId.C12, received) { Limit = PetitionConditions.Limit(petition.ProcedureLimit), StoppedOn = ended }));
        }

        // Who withdrew, or whose file is archived, had a clock too: the handler is named when the suggestion is taken.
        if (petition is { Kind: PetitionKind.Suggestion, NoticeOn: not null }
            && (petition.State is PetitionState.Suggestion or PetitionState.Closed || (petition.HandlerId is not null && petition.State is PetitionState.Withdrawn or PetitionState.Terminated or PetitionState.Archived)))
        {
            clocks.Add(Count(new ClockFacts(ClockId.C14, petition.RegisteredOn) { ReceivedOn = received, StoppedOn = ended }));
        }

        // The first opinion answered it; handling the claims again does not start it anew.
        var firstSigned = petition.Rounds.Find(r => r.SignedOn is not null)?.SignedOn ?? petition.SignedOn;
        foreach (var demand in petition.Demands.Where(d => d.Way == DemandWay.Suggestion || (d.Way == DemandWay.R5 && ClockRules.Find(ClockId.C12, received) is not null)))
        {
            var own = demand.Way == DemandWay.R5 ? new ClockFacts(ClockId.C12, received) : new ClockFacts(ClockId.C14, petition.RegisteredOn) { ReceivedOn = received };
            clocks.Add(Count(own with { Subject = $"诉求{demand.Position}", StoppedOn = firstSigned ?? ended }));
        }

        if (petition.SignedOn is { } signed)
        {
            clocks.Add(Count(new ClockFacts(ClockId.C4, signed) { ReceivedOn = received, StoppedOn = petition.DeliveredOn ?? ended }));
        }

        var reviews = petition.Reviews.Where(r => r.Round == petition.Round).ToDictionary(r => r.Stage);
        foreach (var person in petition.Petitioners.OrderBy(p => p.Position))
        {
            AddRight(ClockId.C5, person.DeliveredOn, person, reviews.GetValueOrDefault(ReviewStage.Review));
            AddRight(ClockId.C7, person.ReviewDeliveredOn, person, reviews.GetValueOrDefault(ReviewStage.Recheck));
        }

        if (petition.Petitioners.Count == 0)
        {
            AddRight(ClockId.C5, petition.DeliveredOn, null, reviews.GetValueOrDefault(ReviewStage.Review));
            AddRight(ClockId.C7, reviews.GetValueOrDefault(ReviewStage.Review)?.DeliveredOn, null, reviews.GetValueOrDefault(ReviewStage.Recheck));
        }

        if (petition is { DeliveredOn: { } delivered, IsRepeat: false, Route: Route.R6 })
        {
            clocks.Add(Count(new ClockFacts(ClockId.C13, delivered) { ReceivedOn = received, StoppedOn = petition.EvaluatedOn }));
        }

        foreach (var review in petition.Reviews.OrderBy(r => (r.Round, r.Stage)))
        {
            clocks.Add(Count(new ClockFacts(review.Stage == ReviewStage.Review ? ClockId.C6 : ClockId.C8, review.ReceivedOn)
            {
                ReceivedOn = received,
                StoppedOn = review.OpinionOn,
                Hearings = review.Stage == ReviewStage.Recheck ? Hearings(ofRecheck: true) : [],
                Subject = review.Organ,
            }));
        }

        petition.SimpleWindow = petition.State is PetitionState.Registered or PetitionState.Accepted && ClockRules.Find(ClockId.C9, received) is not null ? Count(new ClockFacts(ClockId.C9, received)) : null;
        return clocks;

        // A book may hold an extension that the law does not know; it stays in the record and moves no limit.
        Clock Extended(ClockFacts facts, int? days, DateOnly? approved)
        {
            var plain = Count(facts);
            return days is >= 1 and <= 30 && approved is { } on && on >= facts.Start && plain.Dates.Allows(on) ? Count(facts with { Extensions = [new ClockExtension(days.Value, on)] }) : plain;
        }

        Clock Count(ClockFacts facts) => ClockCount.Count(facts, calendar, settings);

        void AddRight(ClockId id, DateOnly? from, Petitioner? person, Review? used)
        {
            if (from is { } start)
            {
                var applied = used is not null && (person is null || used.Applicants.Length == 0 || used.Applicants.Split('、').Contains(person.Name));
                clocks.Add(Count(new ClockFacts(id, start) { ReceivedOn = received, Subject = person?.Name, StoppedOn = applied ? used!.ReceivedOn : null }));
            }
        }

        IReadOnlyList<HearingPeriod> Hearings(bool ofRecheck) =>
            [.. petition.Sides.Where(s => s.Kind == SideKind.Hearing && s.Stage == PetitionState.UnderRecheck == ofRecheck).Select(s => new HearingPeriod(s.StartedOn, s.EndedOn))];

        Clock? Earlier(HandlingRound round) => round.StartedOn <= round.EndedOn
            ? Extended(new ClockFacts(ClockId.C3, round.StartedOn) { ReceivedOn = received, Limit = PetitionConditions.Limit(round.Limit), Hearings = Hearings(ofRecheck: false), StoppedOn = round.SignedOn ?? round.EndedOn, Subject = $"第{round.Round}次办理" }, round.ExtensionDays, round.ExtensionApprovedOn)
            : null;

        ClockFacts? Handling() => petition switch
        {
            { Kind: not PetitionKind.Claim } => null,
            { RehandleFrom: { } from } => new ClockFacts(ClockId.C3, from) { ReceivedOn = received, Limit = PetitionConditions.Limit(petition.RehandleLimit), Hearings = Hearings(ofRecheck: false) },
            { AcceptedOn: null, EndedOn: not null } or { AcceptedOn: null, DivertedOn: not null } => null,
            { AcceptedOn: null, State: not (PetitionState.Registered or PetitionState.ObjectionFiled) } => null,
            { AddressUnclear: true } => petition.AcceptedOn is { } accepted ? new ClockFacts(ClockId.C3, accepted) { ReceivedOn = received, Hearings = Hearings(ofRecheck: false) } : null,
            _ => ClockFacts.Handle(clocks[0], petition.AcceptedOn, today) is { } started ? started with { Hearings = Hearings(ofRecheck: false) } : null,
        };
    }

    /// <summary>Writes what the queues sort and colour by: the office's clock that ends first.</summary>
    public static void Cache(Petition petition)
    {
        petition.IsOpen = !PetitionWorkflow.Engine.IsEnd(petition.State) && !petition.IsVoid;
        var pressing = petition.IsOpen
            ? petition.Clocks.Where(c => c.Rule.Bearer == ClockBearer.Office && c.Dates.StoppedOn is null).OrderBy(c => c.Dates.SortBy ?? DateOnly.MaxValue).ThenBy(c => c.Id).FirstOrDefault()
            : null;
        petition.DueClock = pressing?.Id;
        petition.DueOn = pressing?.Dates.SortBy;
        petition.DueRawOn = pressing?.Dates.Raw;
        petition.DueLegalOn = pressing?.Dates.Legal;
        petition.DueSafeOn = pressing?.Dates.Safe;
        petition.DueYellowOn = pressing?.Dates.YellowFrom;
        // Only from the acceptance on: what mere time starts is counted when it is looked at.
        var handling = petition.AcceptedOn is null && petition.RehandleFrom is null ? null : petition.Clocks.LastOrDefault(c => c.Id == ClockId.C3);
        petition.HandleDueOn = handling is null ? null : End(handling.Facts.Extensions.Count == 0 ? handling : ClockCount.Count(handling.Facts with { Extensions = [] }, handling.Calendar, handling.Settings));
        petition.ExtendedDueOn = handling is { Facts.Extensions.Count: > 0 } ? End(handling) : null;
        var review = petition.State switch
        {
            PetitionState.Concluded => petition.Clocks.Where(c => c.Id == ClockId.C5).ToList(),
            PetitionState.Reviewed => petition.Clocks.Where(c => c.Id == ClockId.C7).ToList(),
            _ => [],
        };
        petition.LapsesOn = review.Count > 0 && review.All(c => c.Dates.Legal is not null)
            ? review.Max(c => c.Dates.Legal!.Value).AddDays(1)
            : null;
    }

    private static DateOnly? End(Clock counted) => counted.Dates.Legal ?? counted.Dates.Raw;
}
