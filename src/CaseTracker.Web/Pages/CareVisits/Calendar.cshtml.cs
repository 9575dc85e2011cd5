using CaseTracker.Accounts;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.CareVisits;

/// <summary>走访日历: a month or a week of planned, due and done visits.</summary>
[AllowedTo(Permission.CareVisits)]
public sealed class CalendarModel(CareCalendar calendar, OfficeClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "day")] public DateOnly? Day { get; set; }

    /// <summary>week, else the month.</summary>
    [BindProperty(SupportsGet = true, Name = "view")] public string? View { get; set; }

    public ILookup<DateOnly, CareCalendar.Entry> Entries { get; private set; } = Array.Empty<CareCalendar.Entry>().ToLookup(e => e.On);

    public DateOnly Today => clock.Today;

    public bool IsWeek => View == "week";

    public DateOnly At => Day is { Year: > 1949 and < 2100 } day ? day : clock.Today;

    /// <summary>The first Monday shown.</summary>
    public DateOnly First => Monday(IsWeek ? At : new DateOnly(At.Year, At.Month, 1));

    public int Weeks => IsWeek ? 1 : (new DateOnly(At.Year, At.Month, 1).AddMonths(1).DayNumber - First.DayNumber + 6) / 7;

    public string Title => IsWeek ? $"{First:yyyy年M月d日}—{First.AddDays(6):M月d日}" : $"{At:yyyy年M月}";

    public string Other(int step) => $"/care-visits/calendar?{(IsWeek ? "view=week&" : "")}day={(IsWeek ? At.AddDays(7 * step) : new DateOnly(At.Year, At.Month, 1).AddMonths(step)):yyyy-MM-dd}";

    public string Switch(bool week) => $"/care-visits/calendar?{(week ? "view=week&" : "")}day={At:yyyy-MM-dd}";

    public static string Names(CareCalendar.Entry entry) => entry.Names.Count <= 2 ? string.Join("、", entry.Names) : $"{entry.Names[0]}等{entry.Names.Count}人";

    public static string Css(CareCalendar.Mark mark) => mark switch { CareCalendar.Mark.Done => "done", CareCalendar.Mark.Overdue => "overdue", CareCalendar.Mark.Due => "due-on", CareCalendar.Mark.Coming => "coming" };

    public static string Words(CareCalendar.Entry entry) => entry.Mark switch { CareCalendar.Mark.Done => "已看望", CareCalendar.Mark.Overdue => "超期", CareCalendar.Mark.Due => entry.State ?? "", CareCalendar.Mark.Coming => "计划" };

    public async Task OnGetAsync(CancellationToken cancel) => Entries = (await calendar.ExecuteAsync(First, First.AddDays((7 * Weeks) - 1), cancel)).ToLookup(e => e.On);

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
