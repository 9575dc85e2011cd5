using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Governance;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Books;

/// <summary>依法治理台账, written: the categories that the book has.</summary>
internal sealed partial class GovernanceRecords(CaseDb db) : BookRecords(GovernanceLine.Shape)
{
    public override async IAsyncEnumerable<BookRecord> ReadAsync(IReadOnlyCollection<string>? numbers, [EnumeratorCancellation] CancellationToken cancel)
    {
        var departments = await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, cancel);
        await foreach (var record in InPiecesAsync(numbers, piece => PieceAsync(piece, departments, cancel), cancel))
        {
            yield return record;
        }
    }

    private async IAsyncEnumerable<BookRecord> PieceAsync(string[]? numbers, Dictionary<Guid, string> departments, [EnumeratorCancellation] CancellationToken cancel)
    {
        var kinds = GovernanceLine.Kinds.Values.ToList();
        var items = db.GovernanceItems.AsNoTracking().Where(i => kinds.Contains(i.Kind));
        items = numbers is null ? items : items.Where(i => numbers.Contains(i.Number));
        foreach (var item in await items.OrderBy(i => i.Number).ToListAsync(cancel))
        {
            yield return Of(item, departments);
        }
    }

    private static BookRecord Of(GovernanceItem i, Dictionary<Guid, string> departments)
    {
        var note = i.Note ?? "";
        var unknown = UnknownDepartment().Match(note);
        note = unknown.Success ? note[..unknown.Index] : note;
        var told = i.FinishedOn is null ? Told().Match(note) : Match.Empty; // a row that was not 已办结, as the book put it
        note = told.Success ? note[..told.Index] : note;
        return new BookRecord(i.Number, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["登记编号"] = i.Number,
            ["类别"] = i.Kind.Display(),
            ["子类"] = i.Kind == GovernanceKind.NormativeReview ? GovernanceLine.Normative : i.SubKind ?? "",
            ["名称"] = i.Title,
            ["文号/合同编号"] = i.DocumentNumber ?? "",
            ["承办科室"] = unknown.Success ? unknown.Groups["name"].Value : departments.GetValueOrDefault(i.DepartmentId, ""),
            ["送审(发生)日期"] = Day(i.SentOn),
            ["审查(主讲)人"] = i.PersonName ?? "",
            ["对方(对象)"] = i.Counterparty ?? "",
            ["数量"] = Count(i.Quantity),
            ["单位"] = i.Unit ?? "",
            ["参加人数"] = Count(i.Attendees),
            ["金额(元)"] = Yuan(i.Book.Way == GovernanceWay.Arrears && i.IsDone ? i.Paid ?? i.Amount : i.Amount),
            ["审查意见(结果)"] = i.Opinion ?? "",
            ["审结(完成)日期"] = told.Success ? told.Groups["on"].Value : i.IsDone ? Day(i.FinishedOn) : "",
            ["状态"] = told.Success ? told.Groups["word"].Value : GovernanceLine.WordOf(i),
            ["关联编号"] = i.LinkedNumber ?? "",
            ["备注"] = note,
        });
    }

    [GeneratedRegex("(^|；)台账承办科室：(?<name>[^；]+)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UnknownDepartment();

    [GeneratedRegex("(^|；)台账审结\\(完成\\)日期：(?<on>[0-9]{4}-[0-9]{2}-[0-9]{2})，状态：(?<word>[^；]*)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Told();
}
