using System.Text;
using CaseTracker.Calendar;
using CaseTracker.Clocks;
using Xunit;

namespace CaseTracker.Tests.Clocks;

/// <summary>Ten thousand invented histories of a clock, counted by the product and by a naive walk.</summary>
public sealed class RandomHistoriesTests
{
    private const int Histories = 10_000;
    private static readonly DayByDayOracle Oracle = new(BuiltInFile());

    [Fact]
    public void Ten_thousand_random_histories_agree_with_a_walk_day_by_day()
    {
        var random = new Random(34);
        var seen = new HashSet<(ClockId, bool Extended, bool Heard, bool Missing)>();
        for (var i = 0; i < Histories; i++)
        {
            var (facts, settings, today) = Invent(random);
            var unit = Unit(facts);
            var length = facts.Limit?.Length ?? Length(facts.Id);
            var hearings = facts.Id == ClockId.C8 || settings.HearingStopsHandleClock ? facts.Hearings : [];
            var heard = hearings.Select(h => (h.NoticeOn.DayNumber, h.ReportOn?.DayNumber)).ToList();
            var old = Oracle.Count(facts.Start.DayNumber, length, unit, 0, heard, settings.RollForward);
            var expected = facts.Extensions is [var e] ? Oracle.Count(facts.Start.DayNumber, length, unit, e.Days, heard, settings.RollForward) : old;
            var story = $"history {i}: {facts.Id} from {facts.Start:yyyy-MM-dd}, {facts.Limit}, extended {string.Join(' ', facts.Extensions)}, heard {string.Join(' ', facts.Hearings)}, stopped {facts.StoppedOn}, {settings}, on {today:yyyy-MM-dd}";

            if (facts.Extensions is [var extension] && extension.ApprovedOn.DayNumber > (old.Legal ?? old.Raw))
            {
                Assert.Throws<RefusedException>(() => ClockCount.Count(facts, WorkCalendar.BuiltIn, settings));
                continue;
            }

            var clock = ClockCount.Count(facts, WorkCalendar.BuiltIn, settings);

            Assert.True((clock.Dates.Raw?.DayNumber, clock.Dates.Legal?.DayNumber, clock.Dates.Safe?.DayNumber) == (expected.Raw, expected.Legal, expected.Safe), $"{story}: {clock.Dates}");
            Assert.True((int)clock.On(today) == Oracle.Colour(expected, unit, today.DayNumber, facts.StoppedOn?.DayNumber), $"{story}: {clock.Dates} is {clock.On(today)}");
            Assert.True((clock.Reason is null) == (expected.Legal is not null && expected.Safe is not null), $"{story}: {clock.Reason}");
            AssertProof(clock, unit == 'm' ? null : length + facts.Extensions.Sum(x => x.Days), story);
            seen.Add((facts.Id, facts.Extensions.Count > 0, hearings.Count > 0, clock.Reason is not null));
        }

        Assert.Contains((ClockId.C3, true, true, false), seen);
        Assert.Contains((ClockId.C8, false, true, true), seen);
        Assert.Equal(13, seen.Select(s => s.Item1).Distinct().Count());
    }

    /// <summary>The proof tells the same story: every day once, as many counted as the limit is long, the last counted one raw.</summary>
    private static void AssertProof(Clock clock, int? counted, string story)
    {
        var days = clock.Days();
        Assert.True(days.Select((d, i) => d.Date == clock.Start.AddDays(i)).All(x => x), story);
        Assert.False(days[0].Counted, story);
        if (clock.Dates.Raw is { } raw)
        {
            Assert.True(days.Last(d => d.Counted).Date == raw, story);
            Assert.True(days[^1].Date == (clock.Dates.Legal > raw ? clock.Dates.Legal : raw), story);
            Assert.True(counted is null || days.Count(d => d.Counted) == counted, story);
        }
    }

    private static (ClockFacts Facts, ClockSettings Settings, DateOnly Today) Invent(Random random)
    {
        var start = new DateOnly(2021, 11, 1).AddDays(random.Next(1950)); // into 2027: both ends lie in years without a notice
        ClockId id;
        do
        {
            id = (ClockId)random.Next(14);
        }
        while (id == ClockId.C11); // its rule is a comparison of two of the others

        var facts = new ClockFacts(id, start)
        {
            Extensions = id == ClockId.C3 && random.Next(2) == 0 ? [new ClockExtension(random.Next(1, 31), start.AddDays(random.Next(70)))] : [],
            Hearings = id is ClockId.C3 or ClockId.C8 ? [.. Enumerable.Range(0, random.Next(4)).Select(_ => Hearing(random, start))] : [],
            StoppedOn = random.Next(3) == 0 ? start.AddDays(random.Next(100)) : null,
            Limit = id switch
            {
                ClockId.C12 when random.Next(2) == 0 => ClockLimit.Of(random.Next(1, 60), (ClockUnit)random.Next(2)),
                ClockId.C12 => ClockLimit.Of(random.Next(1, 7), ClockUnit.Month),
                ClockId.C13 when random.Next(2) == 0 => ClockLimit.Of(random.Next(1, 90), ClockUnit.Day),
                _ => null,
            },
        };
        return (facts, new ClockSettings { RollForward = random.Next(4) > 0, HearingStopsHandleClock = random.Next(2) == 0 }, start.AddDays(random.Next(110)));
    }

    private static HearingPeriod Hearing(Random random, DateOnly start)
    {
        var notice = start.AddDays(random.Next(-10, 75));
        return new HearingPeriod(notice, random.Next(5) == 0 ? null : notice.AddDays(random.Next(25)));
    }

    private static char Unit(ClockFacts facts) => (facts.Limit?.Unit) switch
    {
        ClockUnit.Day => 'd',
        ClockUnit.WorkingDay => 'w',
        ClockUnit.Month => 'm',
        _ => facts.Id is ClockId.C2 or ClockId.C4 or ClockId.C9 or ClockId.C10 ? 'w' : 'd',
    };

    private static int Length(ClockId id) => id switch
    {
        ClockId.C1 => 15,
        ClockId.C2 or ClockId.C4 => 5,
        ClockId.C9 => 3,
        ClockId.C10 => 10,
        ClockId.C3 or ClockId.C14 => 60,
        _ => 30,
    };

    private static string BuiltInFile()
    {
        using var reader = new StreamReader(typeof(WorkCalendar).Assembly.GetManifestResourceStream("cn-days.csv")!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
