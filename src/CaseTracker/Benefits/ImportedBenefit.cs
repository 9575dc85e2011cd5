using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Benefits;

/// <summary>One row of the old book 待遇办理, checked and with its people found; sums in yuan.</summary>
/// <param name="State">Verifying (办理中), Resolved (已解决), ClosedRejected (不予支持), Withdrawn (已撤回, 作废).</param>
/// <param name="Cadres">Rows of the roster.</param>
internal sealed record ImportedBenefit(string BookNumber, BenefitType Type, BenefitState State, DateOnly AppliedOn, string Applicant, string Summary, IReadOnlyList<Guid> Cadres)
{
    public DateOnly? VerifiedOn { get; init; }

    public string? Findings { get; init; }

    public DateOnly? ApprovedOn { get; init; }

    public string? ApprovedBy { get; init; }

    public string? ApprovalNumber { get; init; }

    public string? ReferredTo { get; init; }

    public DateOnly? ReferredOn { get; init; }

    public decimal? Amount { get; init; }

    public DateOnly? PaidOn { get; init; }

    /// <summary>办结日期: of a resolved matter the day the figures count by, of the others the day of their end.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>是否异议.</summary>
    public bool HadObjection { get; init; }

    public string? Note { get; init; }

    /// <summary>The matter that it repeats, where the import has found it among the rows before.</summary>
    public Guid? RepeatsId { get; init; }

    /// <summary>The dated columns as what happened.</summary>
    internal IEnumerable<(string Step, string Name, DateOnly On)> Happened()
    {
        yield return ("import-register", "登记", AppliedOn);
        foreach (var (step, name, on) in new[] { ("import-verify", "核实", VerifiedOn), ("import-approve", "审批", ApprovedOn), ("import-refer", "转办", ReferredOn), ("import-pay", "发放", PaidOn), ("import-end", State.Display(), EndedOn) })
        {
            if (on is { } day)
            {
                yield return (step, name, day);
            }
        }
    }
}

/// <summary>Takes a row of the old book over as it stands, inside the importer's write. A row with the 批复文号 and people of an earlier one is kept, marked 疑似重复 with the one it repeats.</summary>
public sealed class ImportBenefit(CaseDb db, RegisterBenefit register, OfficeClock clock)
{
    /// <param name="RepeatsNumber">Number of the earlier entry that it repeats.</param>
    internal sealed record Imported(Guid Id, string Number, string? RepeatsNumber);

    internal async Task<Imported> AddAsync(ImportedBenefit row, Actor actor, CancellationToken cancel)
    {
        var benefit = await AddAsync(row, await PrepareAsync(cancel), actor, cancel);
        benefit.RepeatsId ??= await EarlierAsync(benefit, cancel);
        benefit.IsSuspectedDouble = benefit.RepeatsId is not null;
        await db.FlushAsync(cancel); // the next row is compared with this one
        return new(benefit.Id, benefit.Number, benefit.RepeatsId is { } first ? await db.Benefits.Where(b => b.Id == first).Select(b => b.Number).FirstAsync(cancel) : null);
    }

    /// <summary>What a whole book looks at, read once: the 老干部工作科室 and the roster.</summary>
    internal sealed record Office(Guid Department, IReadOnlyDictionary<Guid, Cadre> People, ILookup<Guid, CadreLevel> Levels);

    internal async Task<Office> PrepareAsync(CancellationToken cancel)
    {
        await db.LockAsync("benefits", cancel);
        return new(await db.RetireeOfficeAsync(cancel), await db.Cadres.AsNoTracking().ToDictionaryAsync(c => c.Id, cancel), (await db.CadreLevels.AsNoTracking().ToListAsync(cancel)).ToLookup(l => l.CadreId));
    }

    /// <summary>One row of a book whose doubles the importer has found.</summary>
    internal async Task<Benefit> AddAsync(ImportedBenefit row, Office office, Actor actor, CancellationToken cancel)
    {
        var benefit = await register.NewAsync(row.Type, office.Department, row.AppliedOn, new(), actor, cancel, row.BookNumber);
        register.Enter(benefit, row.Cadres.Select(c => office.People[c]).OrderBy(c => c.PersonNumber, StringComparer.Ordinal), office.Levels, row.AppliedOn);
        await PutAsync(benefit, row, cancel);
        (benefit.RepeatsId, benefit.IsSuspectedDouble) = (row.RepeatsId, row.RepeatsId is not null);
        db.Opened.Add(benefit.Id);
        db.Add(benefit);
        foreach (var (step, name, on) in row.Happened())
        {
            db.Trace(benefit, actor, clock.Now, new Act(step, $"已导入：{name}", on) { To = step == "import-register" ? benefit.State.ToString() : null, TableVersion = benefit.TableVersion });
        }

        return benefit;
    }

    /// <summary>Puts a row into its matter, new or corrected.</summary>
    internal async Task PutAsync(Benefit benefit, ImportedBenefit row, CancellationToken cancel)
    {
        (benefit.Type, benefit.AppliedOn, benefit.Applicant, benefit.Summary, benefit.Note) = (row.Type, row.AppliedOn, Inputs.Tidy(row.Applicant) ?? "", Inputs.Tidy(row.Summary) ?? "", Inputs.Tidy(row.Note));
        benefit.Approve(row.ApprovalNumber);
        benefit.ImportAs(row.State);
        if (!benefit.People.Select(p => p.CadreId).ToHashSet().SetEquals(row.Cadres))
        {
            db.RemoveRange(benefit.People);
            benefit.People.Clear();
            await register.EnterAsync(benefit, row.Cadres, row.AppliedOn, cancel);
        }

        (benefit.VerifiedOn, benefit.Findings, benefit.ApprovedOn, benefit.ApprovedBy) = (row.VerifiedOn, row.Findings, row.ApprovedOn, row.ApprovedBy);
        (benefit.ReferredTo, benefit.ReferredOn, benefit.Amount, benefit.PaidOn) = (row.ReferredTo, row.ReferredOn, row.Amount, row.PaidOn);
        benefit.Paid = row.PaidOn is null ? null : row.Amount;
        benefit.ObjectedOn = row.HadObjection ? row.EndedOn ?? row.AppliedOn : null;
        benefit.ResolvedOn = row.State == BenefitState.Resolved ? row.EndedOn : null;
        benefit.ClosedOn = row.State == BenefitState.Resolved || benefit.IsOpen ? null : row.EndedOn;
        benefit.VerifyingSince = row.State == BenefitState.Verifying ? row.AppliedOn : null;
        if (benefit.Active is [var only])
        {
            (only.Amount, only.Paid) = (benefit.Amount, benefit.Paid);
        }
    }

    /// <summary>The first matter with this 批复文号 and exactly these people that stands where this one does: what counts repeats only what counts.</summary>
    private async Task<Guid?> EarlierAsync(Benefit benefit, CancellationToken cancel)
    {
        if (benefit.ApprovalKey is not { } key || benefit.State == BenefitState.Withdrawn)
        {
            return null;
        }

        var others = await db.Benefits.AsNoTracking().Where(b => b.Id != benefit.Id && b.ApprovalKey == key && !b.IsSuspectedDouble && b.State == benefit.State)
            .OrderBy(b => b.Number).Select(b => new { b.Id, Cadres = b.People.Where(p => p.DroppedOn == null).Select(p => p.CadreId).ToList() }).ToListAsync(cancel);
        var mine = benefit.Active.Select(p => p.CadreId).ToHashSet();
        return others.FirstOrDefault(o => mine.SetEquals(o.Cadres))?.Id;
    }
}
