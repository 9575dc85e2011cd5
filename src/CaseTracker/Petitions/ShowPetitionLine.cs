using AutoMapper;
using AutoMapper.QueryableExtensions;
using CaseTracker.Accounts;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>The line of an ordinary petition for somebody to whom it exists but who may not open it: a clerk who has to say where a case stands.</summary>
public sealed class ShowPetitionLine(CaseDb db, IConfigurationProvider mappings)
{
    /// <summary>Why there is no more than the line.</summary>
    public const string Why = "您可以查询本件办到哪一步，不能查看全文，也不能办理。如工作需要，请联系信访机构负责人或承办人。";

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

    /// <summary>For the command line, before a case is opened: refuses with the line whoever may know of the case but not open it.</summary>
    public async Task DemandOpenAsync(string number, CancellationToken cancel)
    {
        var wanted = number.Trim();
        if (!await db.Petitions.AsNoTracking().Where(PetitionVisibility.Opens(db)).AnyAsync(p => p.Number == wanted, cancel))
        {
            var line = await ExecuteAsync(number, cancel);
            throw new RefusedException(new Reason(
                $"{line.Row.Number}（{line.Row.Title}）{line.Row.ReceivedOn:yyyy-MM-dd}收到，现为“{line.Row.State.Display()}”，承办科室：{line.Department ?? "未定"}。{Why}", LiftedBy: Role.XF.Display()));
        }
    }
}
