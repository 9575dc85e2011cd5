using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Calendar;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Bureau;

/// <summary>Changes the bureau's own settings; the audit chain keeps the old and the new ones. Where the counting changes, the limits of open cases are counted anew in the same write.</summary>
public sealed class ChangeSettings(CaseDb db, OfficeClock clock, LoadWorkCalendar calendars, IEnumerable<RecountLimits> recounts)
{
    public sealed record Command(BureauSettings Settings, int Version);

    /// <summary>The settings with the version to send back.</summary>
    public async Task<Command> CurrentAsync(CancellationToken cancel) =>
        new(await db.BureauAsync(cancel), await db.StoredSettings.Where(s => s.Id == StoredSettings.TheOne).Select(s => (int?)s.Version).FirstOrDefaultAsync(cancel) ?? 0);

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        var results = new List<ValidationResult>();
        if (!Validator.TryValidateObject(command.Settings, new ValidationContext(command.Settings), results, validateAllProperties: true))
        {
            throw new RefusedException([.. results.Select(r => new Reason(r.ErrorMessage!, Field: r.MemberNames.FirstOrDefault()))]);
        }

        await db.LockAsync("bureau settings", cancel);
        var stored = await db.StoredSettings.FirstOrDefaultAsync(cancel);
        if ((stored?.Version ?? 0) != command.Version)
        {
            throw new StaleException();
        }

        var before = (await db.BureauAsync(cancel)).Clocks;
        var json = CanonicalJson.Of(command.Settings);
        AuditLog.Add(db, actor, clock.Now, new AuditNote("change-settings", "settings", StoredSettings.TheOne) { Details = new { Old = stored?.Json, New = json } });
        if (stored is null)
        {
            db.Add(new StoredSettings { Id = StoredSettings.TheOne, Version = 1, Json = json });
        }
        else
        {
            stored.Json = json;
            stored.Version++;
        }

        if (command.Settings.Clocks != before)
        {
            await db.FlushAsync(cancel);
            var calendar = await calendars.ExecuteAsync(cancel);
            foreach (var recount in recounts)
            {
                await recount(db, calendar, calendar, true, cancel);
            }
        }
    }, cancel);
}
