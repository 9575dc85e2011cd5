using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Governance;
using CaseTracker.Web.Pages.Petitions;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Governance;

/// <summary>Enters an item as its book asks.</summary>
[AllowedTo(Permission.KeepGovernance)]
public sealed class NewModel(RegisterGovernance register, CaseDb db, OfficeClock clock) : FormPage
{
    [FromRoute(Name = "kind")] public string KindId { get; init; } = "";

    public GovernanceBook Book => KindModel.BookOf(KindId);

    public IReadOnlyList<AskField> Fields { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Fields = await AskField.OfAsync(Book.Asks, null, ModelState, [], db, clock.Today, cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var typed = AskField.Read(Request.Form, Book.Asks, ModelState);
        var answer = await SubmitAsync(async () =>
        {
            var done = await register.ExecuteAsync(new(Book.Kind, StepData.Of(typed.Select(t => (t.Key, (object?)t.Value))), RequestId), Actor, cancel);
            return Done($"/governance/items/{done.Number}", done.SameAs.Count == 0 ? $"已登记 {done.Number}" : $"已登记 {done.Number}；与 {string.Join("、", done.SameAs)} 是同一编号，只计一次");
        });
        Fields = await AskField.OfAsync(Book.Asks, typed, ModelState, [], db, clock.Today, cancel);
        return answer;
    }
}

/// <summary>Corrects an item: the whole form anew, with the reason.</summary>
[AllowedTo(Permission.KeepGovernance)]
public sealed class CorrectModel(GetGovernance get, CorrectGovernance correct, CaseDb db, OfficeClock clock) : FormPage
{
    private static readonly Ask Why = Ask.LongText("reason", "更正理由") with { MaxLength = 500 };

    [FromRoute] public string Number { get; init; } = "";

    public GovernanceItem Item { get; private set; } = null!;

    public IReadOnlyList<AskField> Fields { get; private set; } = [];

    private IReadOnlyList<Ask> Asks => [.. Item.Book.Correctable(Item).Select(f => f.Ask), Why];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Item = (await get.ExecuteAsync(Number, Actor, cancel)).Item;
        Version = Item.Version;
        var now = Item.Book.Correctable(Item).Select(f => (f.Name, Text: f.Typed(Item))).Where(f => f.Text is not null).ToDictionary(f => f.Name, f => f.Text!);
        Fields = await AskField.OfAsync(Asks, now, ModelState, [], db, clock.Today, cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Item = (await get.ExecuteAsync(Number, Actor, cancel)).Item;
        var typed = AskField.Read(Request.Form, Asks, ModelState);
        var answer = await SubmitAsync(async () =>
        {
            var data = StepData.Of(typed.Where(t => t.Key != Why.Name).Select(t => (t.Key, (object?)t.Value)));
            await correct.ExecuteAsync(new(Number, data, typed[Why.Name], Version, RequestId), Actor, cancel);
            return Done($"/governance/items/{Number}", "已更正");
        });
        Fields = await AskField.OfAsync(Asks, typed, ModelState, [], db, clock.Today, cancel);
        return answer;
    }
}
