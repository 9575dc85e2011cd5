using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Petitions;

public enum CardColour
{
    [Display(Name = "黄牌")] Yellow,
    [Display(Name = "红牌")] Red,
}

/// <summary>黄牌、红牌: a warning to a person or a department over one case, until it is lifted with a reason.</summary>
public sealed class WarningCard : IVersioned, IRecordPart
{
    public const string Kind = "warning-card";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    public required CardColour Colour { get; init; }

    public Guid? HolderId { get; init; }

    public Guid? DepartmentId { get; init; }

    /// <summary>持牌人或持牌科室, as it was named then.</summary>
    public required string HolderName { get; init; }

    public required Guid PetitionId { get; init; }

    public required string PetitionNumber { get; init; }

    /// <summary>发牌事由.</summary>
    public required string Reason { get; init; }

    /// <summary>The limit that made it be issued by itself; null when somebody decided it.</summary>
    public string? Trigger { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public required string IssuedByName { get; init; }

    public DateOnly? LiftedOn { get; set; }

    /// <summary>摘牌事由.</summary>
    public string? LiftReason { get; set; }

    public string? LiftedByName { get; set; }

    public bool IsHeld => LiftedOn is null;

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;

    /// <summary>Who sees it: whoever sees all ordinary matters, the leaders, the holder and his department.</summary>
    internal static Expression<Func<WarningCard, bool>> VisibleIn(CaseDb db) => c =>
        db.Viewer.IsSystem || db.Viewer.WholeOrdinary || db.Viewer.Leads
        || (db.Viewer.UserId != Guid.Empty && c.HolderId == db.Viewer.UserId)
        || (c.DepartmentId != null && db.Viewer.Departments.Contains(c.DepartmentId.Value));
}

internal sealed class WarningCardConfiguration(CaseDb db) : IEntityTypeConfiguration<WarningCard>
{
    public void Configure(EntityTypeBuilder<WarningCard> builder)
    {
        builder.ToTable("warning_cards");
        builder.Property(c => c.HolderName).HasMaxLength(64);
        builder.Property(c => c.PetitionNumber).HasMaxLength(40);
        builder.Property(c => c.Reason).HasMaxLength(500);
        builder.Property(c => c.Trigger).HasMaxLength(60);
        builder.Property(c => c.IssuedByName).HasMaxLength(64);
        builder.Property(c => c.LiftReason).HasMaxLength(500);
        builder.Property(c => c.LiftedByName).HasMaxLength(64);
        builder.HasIndex(c => new { c.IssuedOn, c.Id });
        builder.HasIndex(c => c.PetitionId);
        builder.HasQueryFilter(WarningCard.VisibleIn(db));
    }
}

public static class WatchTables
{
    extension(CaseDb db)
    {
        /// <summary>The instructions that the viewer may know of.</summary>
        public DbSet<Instruction> Instructions => db.Set<Instruction>();

        /// <summary>The cards that the viewer may know of.</summary>
        public DbSet<WarningCard> WarningCards => db.Set<WarningCard>();
    }
}

/// <summary>黄牌、红牌查询: newest first, page by page.</summary>
public sealed class FindCards(CaseDb db)
{
    public const int PageSize = 50;

    public const int MostCounted = 10_000;

    public sealed record Filter
    {
        [Display(Name = "信访编号或持牌人"), StringLength(64)] public string? Q { get; init; }

        [Display(Name = "颜色")] public CardColour? Colour { get; init; }

        [Display(Name = "发牌日期从")] public DateOnly? From { get; init; }

        [Display(Name = "至")] public DateOnly? To { get; init; }

        [Display(Name = "只看未摘牌")] public bool HeldOnly { get; init; }

        public string? After { get; init; }
    }

    public sealed record Page(IReadOnlyList<WarningCard> Rows, int Count, string? Next);

    public async Task<Page> ExecuteAsync(Filter filter, CancellationToken cancel)
    {
        var found = db.WarningCards.AsNoTracking();
        found = Inputs.Tidy(filter.Q) is { } q ? found.Where(c => c.PetitionNumber == q || c.HolderName.Contains(q)) : found;
        found = filter.Colour is { } colour ? found.Where(c => c.Colour == colour) : found;
        found = filter.From is { } from ? found.Where(c => c.IssuedOn >= from) : found;
        found = filter.To is { } to ? found.Where(c => c.IssuedOn <= to) : found;
        found = filter.HeldOnly ? found.Where(c => c.LiftedOn == null) : found;
        var page = DayCursor.Read(filter.After) is var (day, id) ? found.Where(c => c.IssuedOn < day || (c.IssuedOn == day && c.Id.CompareTo(id) < 0)) : found;
        var rows = await page.OrderByDescending(c => c.IssuedOn).ThenByDescending(c => c.Id).Take(PageSize + 1).ToListAsync(cancel);
        var count = filter.After is null && rows.Count <= PageSize ? rows.Count : await found.Take(MostCounted + 1).CountAsync(cancel);
        return new Page([.. rows.Take(PageSize)], count, rows.Count > PageSize ? DayCursor.Of(rows[PageSize - 1].IssuedOn, rows[PageSize - 1].Id) : null);
    }

    /// <summary>Those over one case, oldest first.</summary>
    public async Task<IReadOnlyList<WarningCard>> OfAsync(Guid petition, CancellationToken cancel) =>
        await db.WarningCards.AsNoTracking().Where(c => c.PetitionId == petition).OrderBy(c => c.IssuedOn).ThenBy(c => c.Id).ToListAsync(cancel);

    /// <summary>One card, for the page that lifts it.</summary>
    public async Task<WarningCard> OneAsync(Guid id, CancellationToken cancel) => await db.WarningCards.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw new NotFoundException("该黄牌、红牌");
}
