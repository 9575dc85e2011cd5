using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Admin;

/// <summary>单位设置：names, numbers and what the law leaves to local practice.</summary>
[AllowedTo(Permission.AdminSettings)]
public sealed class SettingsModel(ChangeSettings change) : FormPage
{
    private static readonly IReadOnlyList<PropertyInfo> Fields = [.. typeof(BureauSettings).GetProperties().Where(p => p.IsDefined(typeof(DisplayAttribute)))];

    [BindProperty] public BureauSettings Input { get; set; } = new();

    /// <summary>The settings with which the form was opened, as JSON: what somebody else has changed since can be told field by field.</summary>
    [BindProperty] public string? Seen { get; set; }

    public IReadOnlyList<Both> Differences { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var current = await change.CurrentAsync(cancel);
        Input = current.Settings;
        LookAt(current);
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
            var current = await change.CurrentAsync(cancel);
            Compare(current.Settings);
            LookAt(current); // what he typed stays; the second click is meant
            Response.StatusCode = StatusCodes.Status409Conflict;
        }

        return answer;
    }

    private void LookAt(ChangeSettings.Command current) => (Seen, Version) = (CanonicalJson.Of(current.Settings), current.Version);

    /// <summary>What was not touched here follows the colleague's value, so that a second attempt does not undo his change.</summary>
    private void Compare(BureauSettings now)
    {
        var seen = Opened() ?? now;
        var differences = new List<Both>();
        foreach (var field in Fields.Where(f => !Same(f, seen, now)))
        {
            if (Same(field, seen, Input))
            {
                field.SetValue(Input, field.GetValue(now));
                ModelState.Remove($"{nameof(Input)}.{field.Name}");
            }

            differences.Add(new Both(field.GetCustomAttribute<DisplayAttribute>()!.Name!, Shown(field, seen), Shown(field, now), Shown(field, Input)));
        }

        Differences = differences;
    }

    private BureauSettings? Opened()
    {
        try
        {
            return JsonSerializer.Deserialize<BureauSettings>(Seen ?? "null", CanonicalJson.Options);
        }
        catch (JsonException)
        {
            return null; // not what this page sent: nothing to compare with
        }
    }

    private static bool Same(PropertyInfo field, BureauSettings one, BureauSettings other) => Shown(field, one) == Shown(field, other);

    private static string Shown(PropertyInfo field, BureauSettings settings) => field.GetValue(settings) switch
    {
        true => "是",
        false => "否",
        null or "" => "（空）",
        var value => $"{value}",
    };
}
