using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web.Pages.Reports;

/// <summary>The rows of one figure, exactly those its value rests on. A row leads to its case where the viewer may open it.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class RowsModel(CountRates count, CaseDb db, OfficeClock clock) : PeriodPage(clock)
{
    /// <summary>So many rows on the page; API and workbook have them all.</summary>
    public const int Most = 1000;

    [FromRoute] public string Code { get; init; } = "";

    public CountRates.Sheaf Sheaf { get; private set; } = null!;

    public CountedFigure Figure { get; private set; } = null!;

    public IReadOnlyDictionary<Guid, string> DepartmentNames { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>Ids of the cases that this viewer may open.</summary>
    public IReadOnlySet<Guid> Openable { get; private set; } = new HashSet<Guid>();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (!Understood())
        {
            throw new RefusedException(Refusal!);
        }

        Sheaf = (await count.ExecuteAsync(Period, cancel)).Of(Department);
        Figure = Sheaf.Figure(Code);
        DepartmentNames = await db.DepartmentNamesAsync(cancel);
        var ids = Figure.Rows.Take(Most).Select(r => r.Of.RecordId).ToList();
        Openable = (await db.Petitions.AsNoTracking().Where(PetitionVisibility.Opens(db)).Where(p => ids.Contains(p.Id)).Select(p => p.Id).ToListAsync(cancel)).ToHashSet();
    }
}
