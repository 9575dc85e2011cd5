using CaseTracker.Accounts;
using CaseTracker.Calendar;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Admin;

/// <summary>工作日历：the years with their notices, the days of one year, the import of a new one with what it would change, and its confirmation.</summary>
[AllowedTo(Permission.AdminCalendar)]
public sealed class CalendarModel(ListCalendarYears list, ShowCalendarYear show, ImportCalendarYear import, ConfirmCalendarYear confirm, OfficeClock clock) : FormPage
{
    [BindProperty(SupportsGet = true, Name = "year")] public int? Year { get; set; }

    /// <summary>The file of a trial import, sent again with the second click.</summary>
    [BindProperty] public string? Csv { get; set; }

    public IReadOnlyList<ListCalendarYears.Row> Years { get; private set; } = [];

    public IReadOnlyList<ShowCalendarYear.Shown> Days { get; private set; } = [];

    public ImportCalendarYear.Outcome? Trial { get; private set; }

    public OfficeClock Clock => clock;

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public Task<IActionResult> OnPostTryAsync(IFormFile? file, CancellationToken cancel) => SubmitAsync(async () =>
    {
        if (file is null || file.Length == 0)
        {
            throw RefusedException.At("file", "请选择节假日安排文件（CSV）");
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        bytes.Position = 0;
        Trial = await import.ExecuteAsync(new ImportCalendarYear.Command(bytes, DryRun: true), Actor, cancel);
        Csv = Convert.ToBase64String(bytes.ToArray());
        await LoadAsync(cancel);
        return Page();
    }, () => LoadAsync(cancel));

    public Task<IActionResult> OnPostImportAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        var bytes = new byte[(Csv?.Length ?? 0) + 4];
        if (string.IsNullOrEmpty(Csv) || !Convert.TryFromBase64String(Csv, bytes, out var length))
        {
            throw new RefusedException("请重新选择文件并先试导入");
        }

        using var stream = new MemoryStream(bytes, 0, length);
        var done = await import.ExecuteAsync(new ImportCalendarYear.Command(stream), Actor, cancel);
        return Done($"/admin/calendar?year={done.Year}", $"已导入{done.Year}年第{done.Edition}版，{done.Days.Count}天有变化，{done.Limits.Count}个期限随之变动；请与通知核对后确认");
    }, () => LoadAsync(cancel));

    public Task<IActionResult> OnPostConfirmAsync(int year, int edition, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await confirm.ExecuteAsync(new ConfirmCalendarYear.Command(year, edition), Actor, cancel);
        return Done($"/admin/calendar?year={year}", $"{year}年第{edition}版已确认");
    }, () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        Years = await list.ExecuteAsync(cancel);
        Year ??= Years.Any(y => y.Year == clock.Today.Year) ? clock.Today.Year : Years.Select(y => (int?)y.Year).FirstOrDefault();
        Days = Year is { } year && Years.Any(y => y.Year == year) ? await show.ExecuteAsync(year, cancel) : [];
    }
}
