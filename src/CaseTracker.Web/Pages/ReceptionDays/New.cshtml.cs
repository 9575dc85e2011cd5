using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.ReceptionDays;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.ReceptionDays;

/// <summary>Arranges one day; the month is arranged by going on to the next.</summary>
[AllowedTo(Permission.KeepReceptionDays)]
public sealed class NewModel(PlanReceptionDay plan, CaseDb db, OfficeClock clock) : FormPage
{
    [BindProperty] public PlanReceptionDay.Command Input { get; set; } = new();

    public DayForm Form { get; private set; } = null!;

    public int NoticeDays { get; private set; }

    public async Task OnGetAsync(DateOnly? on, CancellationToken cancel)
    {
        var bureau = await db.BureauAsync(cancel);
        Input = Input with { On = on, From = new TimeOnly(9, 0), To = new TimeOnly(11, 30), Place = bureau.Address is null ? "" : $"{bureau.Address}信访接待室" };
        await LoadAsync(cancel);
    }

    public Task<IActionResult> OnPostAsync(bool more, CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            var done = await plan.ExecuteAsync(Input with { RequestId = RequestId }, Actor, cancel);
            return Done(more ? "/reception-days/new" : $"/reception-days/{done.Id}", $"已安排 {done.On:yyyy-MM-dd} 接访，请在 {done.PublishBy:yyyy-MM-dd} 前公示");
        },
        () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        NoticeDays = (await db.BureauAsync(cancel)).ReceptionDayNoticeDays;
        Form = await DayForm.LoadAsync(Input, db, clock, cancel);
    }
}
