using CaseTracker.Accounts;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Reports;

/// <summary>A block of the annual report that the bureau words itself.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class AnnualTextModel(ReadReportTexts read, ChangeReportText change) : FormPage
{
    [FromRoute] public int Year { get; init; }

    [FromRoute] public string Key { get; init; } = "";

    [BindProperty] public ChangeReportText.Command Input { get; set; } = new();

    public ReportBlock Block => ReportBlocks.Of(Key);

    /// <summary>The year whose text still stands here; null where it is this year's own or nobody's.</summary>
    public int? From { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var text = (await read.ExecuteAsync(Year, knownAt: null, cancel)).First(t => t.Key == Block.Key);
        From = text.Year == Year ? null : text.Year;
        Version = From is null ? text.Version : 0;
        Input = new() { Text = text.Text };
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await change.ExecuteAsync(Input with { Year = Year, Key = Block.Key, Version = Version }, Actor, cancel);
        return Done($"/reports/annual/{Year}#narrative", $"已修改“{Block.Name}”");
    });
}
