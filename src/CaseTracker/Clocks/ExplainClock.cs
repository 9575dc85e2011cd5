using CaseTracker.Calendar;

namespace CaseTracker.Clocks;

/// <summary>Counts a limit for given dates and shows how, without any case: for the desk, for a dispute about a date, for tests.</summary>
public sealed class ExplainClock(WorkCalendar calendar, ClockSettings settings)
{
    public sealed record Command(ClockId Rule, DateOnly Start)
    {
        /// <summary>When the matter was received; for C3 its notice limit caps the start.</summary>
        public DateOnly? Received { get; init; }

        public int? ExtendDays { get; init; }

        public DateOnly? Approved { get; init; }

        public IReadOnlyList<HearingPeriod> Hearings { get; init; } = [];

        public ClockLimit? Limit { get; init; }

        /// <summary>For C11: when the same matter was accepted; an extension is one of that clock.</summary>
        public DateOnly? Accepted { get; init; }
    }

    /// <summary>The answer; serialised in camel case it is the promised JSON of the command line.</summary>
    /// <param name="Reason">Why a date is missing or not final; null when nothing is wrong.</param>
    public sealed record Explanation(string Rule, DateOnly Start, DateOnly? Raw, DateOnly? Legal, DateOnly? Safe, string? Reason, IReadOnlyList<CountedDay> Days)
    {
        public static Explanation Of(Clock clock) =>
            new(clock.Id.ToString(), clock.Start, clock.Dates.Raw, clock.Dates.Legal, clock.Dates.Safe, Said(clock), clock.Days());

        private static string? Said(Clock clock)
        {
            IReadOnlyList<string> said = clock.Reason is null ? clock.Marks : [clock.Reason, .. clock.Marks];
            return said.Count == 0 ? null : string.Join("；", said);
        }
    }

    /// <summary>Refuses what the rule does not allow, and an extension without its days or its date of approval.</summary>
    public Clock Execute(Command command) => ClockCount.Count(Facts(command), calendar, settings);

    private ClockFacts Facts(Command command)
    {
        var extensions = Extensions(command);
        var facts = new ClockFacts(command.Rule, command.Start)
        {
            ReceivedOn = command.Received,
            Limit = command.Limit,
            Hearings = command.Hearings,
            Extensions = extensions,
        };
        if (command.Received > command.Start)
        {
            throw RefusedException.At("Received", $"收到日期{command.Received:yyyy-MM-dd}晚于起算日{command.Start:yyyy-MM-dd}，请核对。");
        }

        if (command.Accepted is not null && command.Rule != ClockId.C11)
        {
            throw RefusedException.At("Accepted", "受理日期只用于交办期限（C11），请去掉。");
        }

        if (command is { Rule: ClockId.C11, Accepted: { } accepted })
        {
            var handling = new ClockFacts(ClockId.C3, accepted) { ReceivedOn = command.Received, Extensions = extensions };
            return facts with { Extensions = [], Handling = ClockCount.Count(handling, calendar, settings) };
        }

        if (command is { Rule: ClockId.C3, Received: { } received, Limit: null })
        {
            var notice = ClockCount.Count(new ClockFacts(ClockId.C1, received), calendar, settings);
            var capped = ClockFacts.Handle(notice, command.Start, command.Start)!;
            return facts with { Start = capped.Start, LateNotice = capped.LateNotice };
        }

        return facts;
    }

    private static IReadOnlyList<ClockExtension> Extensions(Command command) => command switch
    {
        { ExtendDays: null, Approved: null } => [],
        { ExtendDays: null } => throw RefusedException.At("ExtendDays", "填写了批准日期，还须填写延期天数。"),
        { Approved: null } => throw new RefusedException(new Reason("延期须经本机关、单位负责人批准，请填写批准日期。", ClockRules.For(ClockId.C3, command.Received ?? command.Start).Article, Field: "Approved")),
        _ => [new ClockExtension(command.ExtendDays.Value, command.Approved.Value)],
    };
}
