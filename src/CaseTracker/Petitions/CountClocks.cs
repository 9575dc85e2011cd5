using CaseTracker.Bureau;
using CaseTracker.Calendar;
using CaseTracker.Clocks;
using CaseTracker.Data;

namespace CaseTracker.Petitions;

/// <summary>Counts the clocks of a petition (C1, C3, C4, C5) from what has happened to it, and refreshes the dates derived from them for sorting.</summary>
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

        var clocks = new List<Clock>();
        if (!petition.AddressUnclear)
        {
            clocks.Add(Count(new ClockFacts(ClockId.C1, petition.ReceivedOn) { StoppedOn = petition.NoticeOn ?? petition.EndedOn }));
        }

        if (Handling() is { } handling)
        {
            var plain = Count(handling with { StoppedOn = petition.SignedOn ?? petition.EndedOn });
            clocks.Add(Extension(plain) is { } extension ? Count(plain.Facts with { Extensions = [extension] }) : plain);
        }

        if (petition.SignedOn is { } signed)
        {
            clocks.Add(Count(new ClockFacts(ClockId.C4, signed) { ReceivedOn = petition.ReceivedOn, StoppedOn = petition.DeliveredOn ?? petition.EndedOn }));
        }

        foreach (var person in petition.Petitioners.Where(p => p.DeliveredOn is not null).OrderBy(p => p.Position))
        {
            clocks.Add(Count(new ClockFacts(ClockId.C5, person.DeliveredOn!.Value) { ReceivedOn = petition.ReceivedOn, Subject = person.Name }));
        }

        return clocks;

        // A book may hold an extension that the law does not know; it stays in the record and moves no limit.
        ClockExtension? Extension(Clock plain) => petition is { ExtensionDays: { } days and >= 1 and <= 30, ExtensionApprovedOn: { } approved } && plain.Dates.Allows(approved) ? new ClockExtension(days, approved) : null;

        Clock Count(ClockFacts facts) => ClockCount.Count(facts, calendar, settings);

        ClockFacts? Handling() => petition switch
        {
            { Kind: not PetitionKind.Claim } => null,
            { State: PetitionState.ReferredOut or PetitionState.NotAccepted } => null,
            { AcceptedOn: null, EndedOn: not null } => null,
            { AddressUnclear: true } => petition.AcceptedOn is { } accepted ? new ClockFacts(ClockId.C3, accepted) { ReceivedOn = petition.ReceivedOn } : null,
            _ => ClockFacts.Handle(clocks[0], petition.AcceptedOn, today),
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
        var handling = petition.AcceptedOn is null ? null : petition.Clocks.FirstOrDefault(c => c.Id == ClockId.C3);
        petition.HandleDueOn = handling is null ? null : End(handling.Facts.Extensions.Count == 0 ? handling : ClockCount.Count(handling.Facts with { Extensions = [] }, handling.Calendar, handling.Settings));
        petition.ExtendedDueOn = handling is { Facts.Extensions.Count: > 0 } ? End(handling) : null;
        var review = petition.Clocks.Where(c => c.Id == ClockId.C5).ToList();
        petition.LapsesOn = petition.State == PetitionState.Concluded && review.Count > 0 && review.All(c => c.Dates.Legal is not null)
            ? review.Max(c => c.Dates.Legal!.Value).AddDays(1)
            : null;
    }

    private static DateOnly? End(Clock counted) => counted.Dates.Legal ?? counted.Dates.Raw;
}
