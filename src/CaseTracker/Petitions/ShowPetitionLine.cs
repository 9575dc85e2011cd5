using AutoMapper;
using AutoMapper.QueryableExtensions;
using CaseTracker.Accounts;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>The line of an ordinary petition for somebody to whom it exists but who may not open it: a clerk who has to say where a case stands.</summary>
public sealed class ShowPetitionLine(CaseDb db, IConfigurationProvider mappings)
{
    /// <param name="Department">Name of the 承办科室.</param>
    public sealed record Line(PetitionRow Row, string? Department);

    /// <summary>Without the name of the petitioner. Whoever may not know of the case is told that it is not there.</summary>
    public async Task<Line> ExecuteAsync(string number, CancellationToken cancel)
    {
        var wanted = number.Trim();
        var row = await db.Petitions.AsNoTracking().Where(p => p.Number == wanted && !p.IsConfidential && !p.IsVoid).ProjectTo<PetitionRow>(mappings).FirstOrDefaultAsync(cancel)
            ?? throw new NotFoundException("该信访事项");
        return new Line(row with { MainName = "" }, await db.Departments.Where(d => d.Id == row.DepartmentId).Select(d => d.Name).FirstOrDefaultAsync(cancel));
    }
}
