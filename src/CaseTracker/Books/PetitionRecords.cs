using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.People;
using CaseTracker.Petitions;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Books;

/// <summary>信访台账, written. Of one scope, whoever writes it: no accusation, no draft, nothing that was merged into another. What was answered is 办结 in the book, though the days for a review may still run.</summary>
internal sealed partial class PetitionRecords(CaseDb db, ProtectedValues values) : BookRecords(PetitionLine.Shape)
{
    private const int Chunk = 500;

    private sealed record Line(
        string Number, DateOnly RegisteredOn, Channel Channel, bool IsAnonymous, int PeopleCount, Purpose Purpose, string? CategoryId, string Summary, string Title, bool IsRepeat, string? RelatedNumber, string RegisteredByName,
        string? ReceivingLeader, DateOnly? AcceptedOn, PetitionState State, DateOnly? NoticeOn, Guid? DepartmentId, string? HandlerName, DateOnly? DueOn, DateOnly? ExtensionOn, int? ExtensionDays, DateOnly? AnsweredOn,
        Outcome? Outcome, string? ThreeInPlace, Satisfaction? Satisfaction, string? ReviewNote, bool IsVoid, string? Note, Guid? PhoneId, List<string> People);

    public override async IAsyncEnumerable<BookRecord> ReadAsync(IReadOnlyCollection<string>? numbers, [EnumeratorCancellation] CancellationToken cancel)
    {
        var departments = await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, cancel);
        var codes = await db.Codes.AsNoTracking().Where(c => c.List == CodeList.Category).ToListAsync(cancel);
        var categories = codes.ToDictionary(c => c.Id, c => codes.Count(o => o.Name == c.Name && !o.IsClosed) > 1 && codes.Find(p => p.Id == c.ParentId) is { } parent ? $"{parent.Name}/{c.Name}" : c.Name);
        await foreach (var record in InPiecesAsync(numbers, piece => PieceAsync(piece, departments, categories, cancel), cancel))
        {
            yield return record;
        }
    }

    private async IAsyncEnumerable<BookRecord> PieceAsync(string[]? numbers, Dictionary<Guid, string> departments, Dictionary<string, string> categories, [EnumeratorCancellation] CancellationToken cancel)
    {
        var petitions = db.Petitions.IgnoreQueryFilters().AsNoTracking().Where(p => !p.IsConfidential && p.State != PetitionState.Draft && p.State != PetitionState.Merged);
        petitions = numbers is null ? petitions : petitions.Where(p => numbers.Contains(p.Number));
        for (var last = ""; ;)
        {
            var after = last;
            var chunk = await petitions.Where(p => string.Compare(p.Number, after) > 0).OrderBy(p => p.Number).Take(Chunk).Select(p => new Line(
                p.Number, p.RegisteredOn, p.Channel, p.IsAnonymous, p.PeopleCount, p.Purpose, p.CategoryId, p.Summary, p.Title, p.IsRepeat, p.RelatedNumber, p.RegisteredByName,
                p.ReceivingLeader, p.AcceptedOn, p.State, p.NoticeOn, p.DepartmentId, p.HandlerName, p.BookDueOn ?? p.HandleDueOn, p.ExtensionApprovedOn, p.ExtensionDays, p.SignedOn ?? p.EndedOn,
                p.Outcome, p.ThreeInPlace, p.Satisfaction, p.ReviewNote, p.IsVoid, p.Note,
                p.Petitioners.Where(x => x.Position == 1).Select(x => x.PhoneId).FirstOrDefault(), p.Petitioners.OrderBy(x => x.Position).Select(x => x.Name).ToList())).ToListAsync(cancel);
            var phones = await values.ReadAsync([.. chunk.Select(p => p.PhoneId).OfType<Guid>()], cancel);
            foreach (var line in chunk)
            {
                yield return Of(line, line.PhoneId is { } phone ? phones.GetValueOrDefault(phone, "") : "", departments, categories);
            }

            if (chunk.Count < Chunk)
            {
                yield break;
            }

            last = chunk[^1].Number;
        }
    }

    private static BookRecord Of(Line p, string phone, Dictionary<Guid, string> departments, Dictionary<string, string> categories)
    {
        var note = p.Note ?? "";
        var irregular = Irregular().Match(note); // an extension that the import could only tell
        note = irregular.Success ? note[..irregular.Index] : note;
        var unknown = p.DepartmentId is null ? UnknownDepartment().Match(note) : Match.Empty;
        note = unknown.Success ? note[..unknown.Index] : note;
        var declined = p.State is PetitionState.NotAccepted or PetitionState.NoLongerAccepted;
        return new BookRecord(p.Number, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["信访编号"] = p.Number,
            ["登记日期"] = Day(p.RegisteredOn),
            ["信访形式"] = Word(PetitionLine.Channels, (Channel?)p.Channel),
            ["信访人"] = p.IsAnonymous || p.People.Count == 0 ? "匿名" : string.Join(';', p.People),
            ["联系电话"] = phone,
            ["来访人数"] = Count(p.PeopleCount),
            ["信访目的"] = Word(PetitionLine.Purposes, (Purpose?)p.Purpose),
            ["内容分类"] = p.CategoryId is { } category ? categories.GetValueOrDefault(category, "") : "",
            ["反映事项概要"] = p.Summary.Length > 0 ? p.Summary : p.Title,
            ["初重件"] = Word(PetitionLine.Repeats, (bool?)p.IsRepeat),
            ["关联信访编号"] = p.RelatedNumber ?? "",
            ["接待(登记)人"] = p.RegisteredByName,
            ["接访领导"] = p.ReceivingLeader ?? "",
            ["是否受理"] = Word(PetitionLine.Acceptances, declined ? false : p.AcceptedOn is null ? null : true),
            ["受理告知日期"] = Day(p.NoticeOn),
            ["承办科室"] = p.DepartmentId is { } department ? departments.GetValueOrDefault(department, "") : unknown.Groups["name"].Value,
            ["承办人"] = p.HandlerName ?? "",
            ["办理期限"] = Day(p.DueOn),
            ["延期批准日期"] = irregular.Success ? irregular.Groups["on"].Value : Day(p.ExtensionOn),
            ["延期后期限"] = irregular.Success ? irregular.Groups["to"].Value : Day(p.ExtensionDays is { } days ? p.DueOn?.AddDays(days) : null),
            ["答复(办结)日期"] = Day(p.AnsweredOn),
            ["办理结果"] = Word(PetitionLine.Outcomes, p.Outcome),
            ["三到位分类"] = p.ThreeInPlace ?? "",
            ["满意度"] = Word(PetitionLine.Satisfactions, p.Satisfaction),
            ["复查(复核)情况"] = p.ReviewNote ?? "",
            ["当前状态"] = Word(PetitionLine.States, (PetitionState?)(declined ? PetitionState.NotAccepted : p.AnsweredOn is not null || PetitionWorkflow.Engine.IsEnd(p.State) ? PetitionState.Closed : PetitionState.Handling)),
            ["记录状态"] = Word(BookCells.Validities, (bool?)p.IsVoid),
            ["备注"] = note,
        })
        {
            Masked = new Dictionary<string, string> { ["联系电话"] = phone.Length == 0 ? "" : Mask.Phone(phone) },
        };
    }

    [GeneratedRegex("(^|；)延期批准日期：(?<on>[0-9]{4}-[0-9]{2}-[0-9]{2})，延期后期限：(?<to>[0-9-]{0,10})$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Irregular();

    [GeneratedRegex("(^|；)承办科室：(?<name>[^；]+)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UnknownDepartment();
}
