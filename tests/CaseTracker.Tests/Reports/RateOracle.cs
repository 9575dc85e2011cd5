using CaseTracker.Petitions;
using CaseTracker.Tests.Clocks;

namespace CaseTracker.Tests.Reports;

/// <summary>
/// Counts every figure once more from the raw rows, written apart from the product: one pass over all petitions with plain ifs,
/// its own limits (<see cref="DayByDayOracle"/>), numbers and arrivals kept in sets.
/// </summary>
internal sealed class RateOracle(DayByDayOracle days, DateOnly today, int windowDays)
{
    public sealed class Told
    {
        public Dictionary<string, SortedSet<string>> Sets { get; } = [];

        public Dictionary<string, Dictionary<string, int>> People { get; } = [];

        public IEnumerable<string> Numbers(string code) => Sets.TryGetValue(code, out var set) ? set : [];

        public int Value(string code) => code.EndsWith("-people", StringComparison.Ordinal) ? People.TryGetValue(code, out var by) ? by.Values.Sum() : 0
            : People.TryGetValue(code + "-people", out var arrivals) ? arrivals.Count : Numbers(code).Count();
    }

    public Told Count(IReadOnlyList<Petition> everything, DateOnly from, DateOnly to, Guid? department)
    {
        var told = new Told();
        var ordinary = everything.Where(p => !p.IsConfidential && !p.IsVoid && p.DoubleOf is null).ToList();
        foreach (var p in ordinary.Where(p => department is null || p.DepartmentId == department))
        {
            var registered = p.RegisteredOn >= from && p.RegisteredOn <= to;
            if (registered)
            {
                Add("total");
                Add(p.IsRepeat ? "repeat" : "first");
                Notice();
            }

            Answer(registered);
            Rating();
            Settled();
            if (p.ReceivedOn >= from && p.ReceivedOn <= to)
            {
                Came(p.Channel == Channel.Visit || p.VisitLevel is not null, "visits");
                Came(p.IsGroup, "groups");
                Came(p.StepByStep == false, "over-level");
                Came(p.VisitLevel == VisitLevel.City, "to-city");
                Came(p.VisitLevel == VisitLevel.Province, "to-province");
                Came(p.VisitLevel == VisitLevel.Nation, "to-beijing");
            }

            void Notice()
            {
                if (p.AddressUnclear)
                {
                    return;
                }

                var last = NoticeEnd(p);
                if (p.NoticeOn is { } told)
                {
                    Add("notice");
                    Add(told <= last ? "notice-on-time" : "notice-late");
                }
                else if (p.EndedOn is { } ended)
                {
                    if (ended > last)
                    {
                        Add("notice");
                        Add("notice-overdue");
                    }
                }
                else if (today > last)
                {
                    Add("notice");
                    Add("notice-overdue");
                }
                else
                {
                    Add("notice-running");
                }
            }

            void Answer(bool inPeriod)
            {
                if (AnswerEnd(p) is not { } last)
                {
                    return;
                }

                string? how;
                if (p.SignedOn is { } signed)
                {
                    how = signed <= last ? "answer-on-time" : "answer-late";
                }
                else if (p.Outcome == Outcome.Settled && p.EndedOn is { } agreed)
                {
                    how = agreed <= last ? "answer-on-time" : "answer-late";
                }
                else if (p.EndedOn is { } ended)
                {
                    how = ended <= last ? null : "answer-overdue";
                }
                else
                {
                    how = today <= last ? "answer-running" : "answer-overdue";
                }

                if (how is null)
                {
                    return;
                }

                if (inPeriod)
                {
                    Add("answer");
                    Add(how);
                }

                if (last < today && last >= from && last <= to)
                {
                    Add("due");
                    if (how == "answer-on-time")
                    {
                        Add("due-on-time");
                    }
                }
            }

            void Rating()
            {
                if (p.IsRepeat || p.Route is not (null or Route.R6))
                {
                    return;
                }

                var rated = p.Satisfaction is Satisfaction.Satisfied or Satisfaction.MostlySatisfied or Satisfaction.Dissatisfied;
                if (!rated && p.Route is null)
                {
                    return;
                }

                var since = p.DeliveredOn ?? (rated ? p.SignedOn ?? p.EndedOn : null);
                if (since is null || since < from || since > to)
                {
                    return;
                }

                if (rated)
                {
                    Add("rated");
                    Add("rateable");
                    if (p.Satisfaction != Satisfaction.Dissatisfied)
                    {
                        Add("satisfied");
                    }
                }
                else if (today > End(since.Value, 30, 0))
                {
                    Add("rating-missed");
                    Add("rateable");
                }
                else
                {
                    Add("rating-open");
                }
            }

            void Settled()
            {
                if (p.IsRepeat || p.Outcome == Outcome.Told || (p.SignedOn is null && p.Outcome != Outcome.Settled && p.Adoption is null) || p.EndedOn is not { } ended || ended < from || ended > to)
                {
                    return;
                }

                Add("settled");
                if (!ordinary.Any(o => o.IsRepeat && o.ReceivedOn > ended && o.ReceivedOn <= ended.AddDays(windowDays) && LeadsTo(o, p.Number, 0)))
                {
                    Add("settled-at-once");
                }
            }

            void Add(string code)
            {
                if (!told.Sets.TryGetValue(code, out var set))
                {
                    told.Sets[code] = set = new SortedSet<string>(StringComparer.Ordinal);
                }

                set.Add(p.Number);
            }

            void Came(bool counts, string code)
            {
                if (!told.People.TryGetValue(code + "-people", out var arrivals))
                {
                    told.People[code + "-people"] = arrivals = [];
                }

                if (counts)
                {
                    var key = (p.ReceptionId ?? p.Id).ToString();
                    arrivals[key] = Math.Max(arrivals.GetValueOrDefault(key), p.VisitorsCount ?? p.PeopleCount);
                }
            }
        }

        return told;

        bool LeadsTo(Petition repeat, string number, int depth) => depth < 50 && repeat.RelatedNumber is { } of
            && (of == number || ordinary.Any(o => o.Number == of && o.IsRepeat && LeadsTo(o, number, depth + 1)));
    }

    private DateOnly NoticeEnd(Petition p) => End(p.ReceivedOn, 15, 0);

    private DateOnly? AnswerEnd(Petition p)
    {
        if (p.Kind != PetitionKind.Claim || p.DivertedOn is not null || (p.AcceptedOn is null && (p.EndedOn is not null || p.State != PetitionState.Registered)))
        {
            return null;
        }

        var start = p.AcceptedOn;
        if (!p.AddressUnclear)
        {
            var told = NoticeEnd(p);
            start = start is null ? today > told ? told : null : start > told ? told : start;
        }

        if (start is not { } from)
        {
            return null;
        }

        var plain = End(from, 60, 0);
        return p is { ExtensionDays: { } days, ExtensionApprovedOn: { } approved } && approved >= from && approved <= plain ? End(from, 60, days) : plain;
    }

    private DateOnly End(DateOnly start, int length, int extension) =>
        DateOnly.FromDayNumber(days.Count(start.DayNumber, length, 'd', extension, [], true) is var limits ? limits.Legal ?? limits.Raw!.Value : 0);
}
