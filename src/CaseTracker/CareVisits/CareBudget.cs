using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.CareVisits;

/// <summary>经费预算 of a fund in a year. What is reserved, drawn and spent is worked out from the visits, never stored.</summary>
public sealed class CareBudget : IVersioned, IRecordPart
{
    public const string Kind = "care-budget";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    public required int Year { get; init; }

    public required string Fund { get; init; }

    public required long AmountFen { get; set; }

    /// <summary>依据文件 of the amount as it stands.</summary>
    public required string Basis { get; set; }

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;
}

internal sealed class CareBudgetConfiguration : IEntityTypeConfiguration<CareBudget>
{
    public void Configure(EntityTypeBuilder<CareBudget> builder)
    {
        builder.ToTable("care_budgets");
        builder.Property(b => b.Fund).HasMaxLength(60);
        builder.Property(b => b.Basis).HasMaxLength(200);
        builder.HasIndex(b => new { b.Year, b.Fund }).IsUnique();
    }
}

/// <summary>Where a budget stands, in fen.</summary>
public sealed record BudgetLine(Guid? Id, int Version, int Year, string Fund, long AmountFen, long ReservedFen, long DrawnFen, long SpentFen, string? Basis)
{
    public long LeftFen => AmountFen - ReservedFen - DrawnFen - SpentFen;
}

/// <summary>The part of a budget that one visit takes up, by its state: approved is reserved, in hand is drawn, closed is spent; what was cancelled after drawing stays drawn until it is returned.</summary>
internal sealed record BudgetUse(Guid VisitId, int Year, string Fund, CareVisitState State, long ApprovedFen, long ActualFen, bool HoldsMoney)
{
    public long Reserved => State == CareVisitState.Approved ? ApprovedFen : 0;

    public long Drawn => State is CareVisitState.FundsReady or CareVisitState.Visited or CareVisitState.Reimbursing || (State == CareVisitState.Cancelled && HoldsMoney) ? ApprovedFen : 0;

    public long Spent => State == CareVisitState.Closed ? ActualFen : 0;
}

/// <summary>The budgets with what the visits took of them.</summary>
public sealed class CountCareBudgets(CaseDb db)
{
    /// <param name="except">A visit that is left out: what is left for it.</param>
    public async Task<IReadOnlyList<BudgetLine>> ExecuteAsync(int? year, Guid? except, CancellationToken cancel)
    {
        var budgets = await db.CareBudgets.AsNoTracking().Where(b => year == null || b.Year == year).ToListAsync(cancel);
        var uses = await db.CareVisits.AsNoTracking().Where(v => v.BudgetYear != null && v.Fund != null && v.Id != except && (year == null || v.BudgetYear == year))
            .Select(v => new BudgetUse(v.Id, v.BudgetYear!.Value, v.Fund!, v.State, v.ApprovedFen ?? 0, v.ActualFen ?? 0, v.DrawnOn != null && v.RefundedOn == null))
            .ToListAsync(cancel);
        return Lines(budgets, uses);
    }

    internal static IReadOnlyList<BudgetLine> Lines(IReadOnlyList<CareBudget> budgets, IReadOnlyList<BudgetUse> uses) =>
    [
        .. budgets.Select(b => (b.Year, b.Fund)).Union(uses.Select(u => (u.Year, u.Fund))).OrderByDescending(k => k.Year).ThenBy(k => k.Fund, StringComparer.Ordinal).Select(key =>
        {
            var budget = budgets.FirstOrDefault(b => (b.Year, b.Fund) == key);
            var own = uses.Where(u => (u.Year, u.Fund) == key).ToList();
            return new BudgetLine(budget?.Id, budget?.Version ?? 0, key.Year, key.Fund, budget?.AmountFen ?? 0, own.Sum(u => u.Reserved), own.Sum(u => u.Drawn), own.Sum(u => u.Spent), budget?.Basis);
        }),
    ];
}

/// <summary>Sets the budget of a fund in a year, or changes it with its document; not below what is already taken up.</summary>
public sealed class SetCareBudget(CaseDb db, CountCareBudgets count, OfficeClock clock)
{
    public sealed record Command
    {
        [Display(Name = "年度"), Range(2000, 2100)] public int Year { get; init; }

        [Display(Name = "经费来源"), Required, StringLength(60)] public string Fund { get; init; } = "";

        /// <summary>In yuan.</summary>
        [Display(Name = "预算金额（元）"), Range(typeof(decimal), "0", "100000000", ErrorMessage = "{0}应在0到1亿元之间", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
        public decimal Amount { get; init; }

        [Display(Name = "依据文件"), Required, StringLength(200)] public string Basis { get; init; } = "";

        /// <summary>Of the budget that is changed; null for a new one.</summary>
        public int? Version { get; init; }
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        AddCareStandard.DemandKeeper(actor);
        List<Reason> reasons = [.. Inputs.Faults(command)];
        if (decimal.Round(command.Amount, 2) != command.Amount)
        {
            reasons.Add(new("预算金额最多两位小数，请核对", Field: nameof(command.Amount)));
        }

        await db.LockAsync(CareVisitWorkflow.Lock, cancel);
        var fund = Inputs.Tidy(command.Fund) ?? "";
        var line = (await count.ExecuteAsync(command.Year, null, cancel)).FirstOrDefault(l => l.Fund == fund);
        var taken = line is null ? 0 : line.AmountFen - line.LeftFen;
        if (reasons.Count == 0 && command.Amount.Fen() < taken)
        {
            reasons.Add(new($"{command.Year}年{fund}已预留、领取和支出{taken.Yuan().Text()}元，预算不得少于这个数", Field: nameof(command.Amount)));
        }

        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        if (line?.Id is { } id)
        {
            var budget = await db.LoadAsync<CareBudget>(id, command.Version ?? line.Version, "该预算", cancel);
            (budget.AmountFen, budget.Basis) = (command.Amount.Fen(), Inputs.Tidy(command.Basis)!);
            db.Trace(budget, actor, clock.Now, new Act("change-budget", "调整预算", clock.Today));
            return;
        }

        var added = new CareBudget { Id = Guid.CreateVersion7(), Year = command.Year, Fund = fund, AmountFen = command.Amount.Fen(), Basis = Inputs.Tidy(command.Basis)! };
        db.Add(added);
        db.Trace(added, actor, clock.Now, new Act("add-budget", "登记预算", clock.Today));
    }, cancel);
}
