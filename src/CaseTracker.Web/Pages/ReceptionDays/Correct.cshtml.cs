using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.ReceptionDays;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.ReceptionDays;

/// <summary>Changes an arrangement that has not been held yet.</summary>
[AllowedTo(Permission.KeepReceptionDays)]
public sealed class CorrectModel(GetReceptionDay get, CorrectReceptionDay correct, CaseDb db, OfficeClock clock) : FormPage
{
    [FromRoute] public Guid Id { get; init; }

    [BindProperty] public CorrectReceptionDay.Command Input { get; set; } = new();

    public DayForm Form { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var day = (await get.ExecuteAsync(Id, Actor, cancel)).Day;
        Version = day.Version;
        Input = new()
        {
            On = day.On,
            From = day.From,
            To = day.To,
            Place = day.Place,
            LeaderName = day.LeaderName,
            LeaderPost = day.LeaderPost,
            Portfolio = day.Portfolio,
            Form = day.Form,
            Companions = day.Companions,
            Note = day.Note,
        };
        Form = await DayForm.LoadAsync(Input, db, clock, cancel);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            await correct.ExecuteAsync(Input with { Id = Id, Version = Version }, Actor, cancel);
            return Done($"/reception-days/{Id}", "接访安排已更正");
        },
        async () => Form = await DayForm.LoadAsync(Input, db, clock, cancel));
}
