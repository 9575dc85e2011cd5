using CaseTracker.Accounts;
using CaseTracker.ReceptionDays;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.ReceptionDays;

/// <summary>Enters one 批 of a day.</summary>
[AllowedTo(Permission.KeepReceptionDays)]
public sealed class NewVisitModel(GetReceptionDay get, RecordDayVisit record) : FormPage
{
    [FromRoute] public Guid Id { get; init; }

    [BindProperty] public RecordDayVisit.Command Input { get; set; } = new();

    public ReceptionDay Day { get; private set; } = null!;

    public async Task OnGetAsync(string? reception, CancellationToken cancel)
    {
        Input = Input with { ReceptionNumber = reception };
        Day = (await get.ExecuteAsync(Id, Actor, cancel)).Day;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Day = (await get.ExecuteAsync(Id, Actor, cancel)).Day;
        return await SubmitAsync(async () =>
        {
            var done = await record.ExecuteAsync(Input with { DayId = Id, RequestId = RequestId }, Actor, cancel);
            return Done($"/reception-days/visits/{done.Id}", "已登记，请接着登记领导的批示交办或当场答复");
        });
    }
}
