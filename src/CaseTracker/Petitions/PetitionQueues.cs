using System.Linq.Expressions;

namespace CaseTracker.Petitions;

/// <summary>The colours of the queues as filters over the derived dates: the counterpart in the database of <c>ClockDates.On</c>, and equal to it.</summary>
public static class PetitionQueues
{
    public static Expression<Func<Petition, bool>> In(DueFilter due, DateOnly today) => due switch
    {
        DueFilter.Red => p => p.IsOpen && (p.DueLegalOn ?? p.DueRawOn) < today,
        DueFilter.DueToday => p => p.IsOpen && ((p.DueLegalOn ?? p.DueRawOn) == today || p.DueOn == today),
        DueFilter.Orange => p => p.IsOpen && p.DueOn < today && (p.DueLegalOn ?? p.DueRawOn) > today,
        DueFilter.Yellow => p => p.IsOpen && p.DueOn > today && p.DueYellowOn <= today && (p.DueLegalOn ?? p.DueRawOn) > today,
        DueFilter.Green => p => p.IsOpen && p.DueOn > today && (p.DueYellowOn == null || p.DueYellowOn > today) && (p.DueLegalOn ?? p.DueRawOn) > today,
    };
}
