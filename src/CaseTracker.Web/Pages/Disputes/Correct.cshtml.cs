using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Disputes;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Disputes;

/// <summary>Corrects what was written down.</summary>
[AllowedTo(Permission.KeepDisputes)]
public sealed class CorrectModel(GetDispute get, CorrectDispute correct, CaseDb db, OfficeClock clock) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    [BindProperty] public CorrectDispute.Command Input { get; set; } = new();

    public DisputeForm Form { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var d = (await get.ExecuteAsync(Number, Actor, cancel)).Dispute;
        Version = d.Version;
        Input = new()
        {
            FoundOn = d.FoundOn,
            Area = d.Area,
            SurveyedBy = d.SurveyedBy,
            Name = d.Name,
            Type = d.Type,
            Parties = d.Parties,
            PeopleCount = d.PeopleCount,
            Demands = d.Demands,
            Cause = d.Cause,
            Risk = d.Risk,
            MayGather = d.MayGather,
            MayBypass = d.MayBypass,
            LeaderName = d.LeaderName,
            DepartmentId = d.DepartmentId,
            PersonName = d.PersonName,
            Measures = d.Measures,
            LimitOn = d.LimitOn,
            Note = d.Note,
        };
        Form = await DisputeForm.LoadAsync(Input, db, clock, cancel);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            await correct.ExecuteAsync(Input with { Number = Number, Version = Version }, Actor, cancel);
            return Done($"/disputes/{Number}", "已更正");
        },
        async () => Form = await DisputeForm.LoadAsync(Input, db, clock, cancel));
}
