using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Admin;

/// <summary>单位设置：names, numbers and what the law leaves to local practice.</summary>
[AllowedTo(Permission.AdminSettings)]
public sealed class SettingsModel(ChangeSettings change) : FormPage
{
    [BindProperty] public BureauSettings Input { get; set; } = new();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var current = await change.CurrentAsync(cancel);
        (Input, Version) = (current.Settings, current.Version);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var isStale = false;
        var answer = await SubmitAsync(async () =>
        {
            try
            {
                var current = await change.CurrentAsync(cancel);
                await change.ExecuteAsync(new ChangeSettings.Command(Input with { IsDemonstration = current.Settings.IsDemonstration }, Version), Actor, cancel);
                return Done("/admin/settings", "单位设置已保存");
            }
            catch (StaleException)
            {
                isStale = true;
                throw;
            }
        });
        if (isStale)
        {
            Version = (await change.CurrentAsync(cancel)).Version; // what he typed stays; the second click is meant
        }

        return answer;
    }
}
