using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Benefits;

/// <summary>Registers a 待遇事项.</summary>
[AllowedTo(Permission.Benefits)]
public sealed class NewModel(RegisterBenefit register, ListCadres cadres, OfficeClock clock) : FormPage
{
    [BindProperty] public RegisterBenefit.Command Input { get; set; } = new();

    /// <summary>Whom the page was opened for.</summary>
    [BindProperty(SupportsGet = true, Name = "cadre")] public Guid? Cadre { get; set; }

    public CadrePick Pick { get; private set; } = null!;

    public Task OnGetAsync(CancellationToken cancel)
    {
        Input = Input with { AppliedOn = clock.Today, People = Cadre is { } one ? [one] : [] };
        return LoadAsync(cancel);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            var done = await register.ExecuteAsync(Input with { RequestId = RequestId }, Actor, cancel);
            return Done($"/benefits/{done.Number}", $"已登记 {done.Number}");
        },
        () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel) =>
        Pick = CadrePick.Of("Input.People", "对象", await cadres.ExecuteAsync(clock.Today, others: true, cancel), [.. Input.People], ModelState);
}

/// <summary>Opens the yearly 养老金增资.</summary>
[AllowedTo(Permission.Benefits)]
public sealed class BatchModel(OpenPensionBatch open, OfficeClock clock) : FormPage
{
    [BindProperty] public OpenPensionBatch.Command Input { get; set; } = new();

    public void OnGet() => Input = new() { Year = clock.Today.Year, EffectiveFrom = new(clock.Today.Year, 1, 1) };

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        var done = await open.ExecuteAsync(Input with { RequestId = RequestId }, Actor, cancel);
        return Done($"/benefits/{done.Number}", $"已开立 {done.Number}，名单已按通知日期固定");
    });
}

/// <summary>The fields of a 待遇事项; the same for a new one and a correction.</summary>
public sealed record BenefitForm(BenefitFields Input, CadrePick Pick);
