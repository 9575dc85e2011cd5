using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Calendar;

/// <summary>How a day departs from "Monday to Friday works, the weekend rests".</summary>
public enum DayKind
{
    [Display(Name = "休")] Rest,
    [Display(Name = "班")] Work,
}

/// <summary>One day arranged by a notice of 国务院办公厅.</summary>
/// <param name="Name">The holiday (春节), or 调休上班.</param>
/// <param name="Notice">Number of the notice, as printed.</param>
public sealed record CalendarDay(DateOnly Date, DayKind Kind, string Name, string Notice);

/// <summary>The arrangement of one year as one notice gives it; it may also change the last days of the December before.</summary>
/// <param name="Version">Counts from 1; a notice changed within the year is imported as the next version.</param>
/// <param name="Confirmed">False until the administrator has confirmed it: its days are used, but marked 待核.</param>
public sealed record CalendarYear(int Year, int Version, bool Confirmed, IReadOnlyList<CalendarDay> Days)
{
    /// <summary>How a proof names it: 2025年第1版, with （待核） while it waits for confirmation.</summary>
    public string Label => $"{Year}年第{Version}版{(Confirmed ? "" : "（待核）")}";
}
