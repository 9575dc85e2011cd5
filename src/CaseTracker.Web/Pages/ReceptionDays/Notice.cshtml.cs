using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.ReceptionDays;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.ReceptionDays;

/// <summary>The month's arrangement as it is hung up, and the entry that it was.</summary>
[AllowedTo(Permission.SeeReceptionDays)]
public sealed class NoticeModel(FindReceptionDays find, TakeReceptionDayStep take, CaseDb db, OfficeClock clock) : FormPage
{
    public sealed record PublishForm
    {
        [Display(Name = "公示日期")] public DateOnly? PublishedOn { get; init; }

        [Display(Name = "公示方式"), StringLength(100)] public string? How { get; init; }
    }

    [BindProperty(SupportsGet = true, Name = "month")] public string? Month { get; set; }

    [BindProperty] public PublishForm Input { get; set; } = new();

    public DateOnly First { get; private set; }

    public IReadOnlyList<ReceptionDay> Days { get; private set; } = [];

    public BureauSettings Bureau { get; private set; } = new();

    public bool MayKeep => Actor.May(Permission.KeepReceptionDays);

    public int Unpublished => Days.Count(d => d.State == ReceptionDayState.Planned);

    /// <summary>The day of publication, while all of the month bear the same.</summary>
    public DateOnly? PublishedOn => Days.Select(d => d.PublishedOn).Distinct().ToList() is [{ } only] ? only : null;

    public Task OnGetAsync(CancellationToken cancel)
    {
        Input = new() { PublishedOn = clock.Today };
        return LoadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        return await SubmitAsync(async () =>
        {
            Actor.Demand(Permission.KeepReceptionDays);
            var count = await take.PublishMonthAsync(First, StepData.Of(("publishedOn", Input.PublishedOn), ("how", Input.How)), Actor, cancel);
            return Done($"/reception-days/notice?month={First:yyyy-MM}", $"已登记 {count} 天的公示");
        });
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        First = DateOnly.TryParseExact(Month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? first : new DateOnly(clock.Today.Year, clock.Today.Month, 1);
        Days = await find.MonthAsync(First, cancel);
        Bureau = await db.BureauAsync(cancel);
    }
}
