using CaseTracker.Accounts;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Benefits;

/// <summary>Opens a benefit with its people, papers and pauses. What the viewer may not see does not exist.</summary>
public sealed class LoadBenefit(CaseDb db)
{
    private const string What = "该待遇事项";

    /// <summary>To read it.</summary>
    public async Task<Benefit> OpenAsync(string number, CancellationToken cancel)
    {
        var id = await IdAsync(number, cancel);
        return await db.Benefits.AsNoTracking().Include(b => b.People).Include(b => b.Papers).Include(b => b.Pauses).AsSplitQuery().FirstAsync(b => b.Id == id, cancel);
    }

    /// <summary>To change it; without a version as it stands.</summary>
    internal async Task<Benefit> ChangeAsync(string number, int? version, CancellationToken cancel) => await ChangeAsync(await IdAsync(number, cancel), version, cancel);

    internal async Task<Benefit> ChangeAsync(Guid id, int? version, CancellationToken cancel)
    {
        db.Opened.Add(id);
        var stands = version ?? await db.Benefits.Where(b => b.Id == id).Select(b => (int?)b.Version).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException(What);
        var benefit = await db.LoadAsync<Benefit>(id, stands, What, cancel);
        var entry = db.Entry(benefit);
        await entry.Collection(b => b.People).LoadAsync(cancel);
        await entry.Collection(b => b.Papers).LoadAsync(cancel);
        await entry.Collection(b => b.Pauses).LoadAsync(cancel);
        return benefit;
    }

    private async Task<Guid> IdAsync(string number, CancellationToken cancel)
    {
        var wanted = number.Trim().ToUpperInvariant();
        var id = await db.Benefits.Where(b => b.Number == wanted).Select(b => (Guid?)b.Id).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException(What);
        db.Opened.Add(id);
        return id;
    }
}

/// <summary>The door to a benefit's attachments and documents.</summary>
public sealed class BenefitDoor(CaseDb db) : IRecordDoor
{
    public string RecordKind => Benefit.Kind;

    public async Task<OpenedRecord?> OpenAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        if (!actor.IsSystem && !actor.May(Permission.Benefits))
        {
            return null;
        }

        var found = await db.Benefits.AsNoTracking().Where(b => b.Id == id).Select(b => new { b.State, b.DepartmentId }).FirstOrDefaultAsync(cancel);
        if (found is null)
        {
            return null;
        }

        db.Opened.Add(id);
        var mine = actor.IsSystem || actor.Has(Role.RC, Role.LC, Role.FIN) || actor.Hats.Any(h => h.Role is Role.CW or Role.SH && h.DepartmentId == found.DepartmentId);
        return new OpenedRecord(id, IsConfidential: false, mine && found.State != BenefitState.Withdrawn);
    }
}
