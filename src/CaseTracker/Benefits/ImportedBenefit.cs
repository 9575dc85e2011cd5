using CaseTracker.Accounts;
using CaseTracker.Data;
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
}

/// <summary>Takes a row of the old book over as it stands, inside the importer's write. A row with the 批复文号 and people of an earlier one is kept, marked 疑似重复 with the one it repeats.</summary>
public sealed class ImportBenefit(CaseDb db, RegisterBenefit register)
{
    /// <param name="RepeatsNumber">Number of the earlier entry that it repeats.</param>
    internal sealed record Imported(Guid Id, string Number, string? RepeatsNumber);

    internal async Task<Imported> AddAsync(ImportedBenefit row, Actor actor, CancellationToken cancel)
    {
        var office = await db.RetireeOfficeAsync(cancel);
        await db.LockAsync("benefits", cancel);
        var benefit = await register.NewAsync(row.Type, office, row.AppliedOn, new() { Applicant = row.Applicant, Summary = row.Summary, ApprovalNumber = row.ApprovalNumber, Note = row.Note }, actor, cancel, row.BookNumber);
        benefit.ImportAs(row.State);
        await register.EnterAsync(benefit, row.Cadres, row.AppliedOn, cancel);
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

        string? repeats = null;
        if (benefit.ApprovalKey is { } key && row.State != BenefitState.Withdrawn && await register.DoubleAsync(benefit, key, cancel) is { } first)
        {
            repeats = first;
            benefit.IsSuspectedDouble = true;
            benefit.RepeatsId = await db.Benefits.Where(b => b.Number == first).Select(b => (Guid?)b.Id).FirstAsync(cancel);
        }

        register.Keep(benefit, actor, "已导入");
        await db.FlushAsync(cancel); // the next row is compared with this one
        return new(benefit.Id, benefit.Number, repeats);
    }
}
