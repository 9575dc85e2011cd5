using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CaseTracker.Data;
using CaseTracker.Receptions;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Books;

/// <summary>来访登记, written: what is neither confidential nor merged into another entry.</summary>
internal sealed partial class ReceptionRecords(CaseDb db, OfficeClock clock) : BookRecords(ReceptionLine.Shape)
{
    private const int Chunk = 500;

    public override async IAsyncEnumerable<BookRecord> ReadAsync(IReadOnlyCollection<string>? numbers, [EnumeratorCancellation] CancellationToken cancel)
    {
        var roster = await RosterPeople.LoadAsync(db, clock.Now, cancel);
        await foreach (var record in InPiecesAsync(numbers, piece => PieceAsync(piece, roster, cancel), cancel))
        {
            yield return record;
        }
    }

    private async IAsyncEnumerable<BookRecord> PieceAsync(string[]? numbers, RosterPeople roster, [EnumeratorCancellation] CancellationToken cancel)
    {
        var receptions = db.Receptions.AsNoTracking().Where(r => !r.IsConfidential && r.State != ReceptionState.Merged);
        receptions = numbers is null ? receptions : receptions.Where(r => numbers.Contains(r.Number));
        for (var last = ""; ;)
        {
            var after = last;
            var chunk = await receptions.Where(r => string.Compare(r.Number, after) > 0).OrderBy(r => r.Number).Take(Chunk).ToListAsync(cancel);
            var ids = chunk.ConvertAll(r => r.Id);
            var visitors = (await db.ReceptionVisitors.AsNoTracking().Where(v => ids.Contains(v.ReceptionId)).OrderBy(v => v.Ordinal).ToListAsync(cancel)).ToLookup(v => v.ReceptionId);
            foreach (var reception in chunk)
            {
                yield return Of(reception, [.. visitors[reception.Id]], roster);
            }

            if (chunk.Count < Chunk)
            {
                yield break;
            }

            last = chunk[^1].Number;
        }
    }

    private static BookRecord Of(Reception r, IReadOnlyList<ReceptionVisitor> visitors, RosterPeople roster)
    {
        var main = visitors.Count > 0 ? visitors[0] : null;
        var note = r.Note ?? "";
        var unit = Unit().Match(note);
        note = unit.Success ? note[..unit.Index] : note;
        var rough = r.ArrivedAt is null ? RoughTime().Match(note) : Match.Empty;
        note = rough.Success ? note[..rough.Index] : note;
        return new BookRecord(r.Number, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["登记编号"] = r.Number,
            ["来访日期"] = Day(r.ArrivedOn),
            ["来访时间"] = rough.Success ? rough.Groups["time"].Value : r.ArrivedAt?.ToString(r.ArrivedAt.Value.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture) ?? "",
            ["来访形式"] = Word(ReceptionLine.Forms, (ReceptionForm?)r.Form),
            ["主访人"] = main?.Name ?? r.MainVisitor ?? "匿名",
            ["人员编号"] = main?.CadreId is { } cadre ? roster.NumberOf(cadre) ?? "" : "",
            ["同访人员编号"] = string.Join(';', visitors.Skip(1).Select(v => (v.CadreId is { } companion ? roster.NumberOf(companion) : null) ?? v.Name ?? "").Where(n => n.Length > 0)),
            ["主访人与干部关系"] = Bracketed((main?.Relation ?? VisitorRelation.Self).Display(), main?.RelationNote),
            ["身份类别"] = Word(ReceptionLine.Identities, main?.Identity),
            ["来访人数"] = Count(r.PeopleCount),
            ["陪同家属人数"] = Count(r.FamilyCount),
            ["原单位"] = main?.Unit ?? "",
            ["事项性质"] = r.Nature.Display(),
            ["诉求类别"] = r.Demand?.Display() ?? "",
            ["诉求内容"] = r.Problem ?? "",
            ["接待人"] = r.ReceiverName ?? "",
            ["接待领导"] = r.LeaderName ?? "",
            ["处理意见"] = r.Opinion ?? "",
            ["办结情况"] = r.Outcome ?? "",
            ["关联编号"] = r.RelatedNumber ?? "",
            ["记录状态"] = Word(BookCells.Validities, (bool?)(r.State == ReceptionState.Voided)),
            ["登记科室"] = unit.Groups["name"].Value,
            ["备注"] = note,
        });
    }

    [GeneratedRegex("(^|；)登记科室：(?<name>.+)$", RegexOptions.RightToLeft, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unit();

    [GeneratedRegex("(^|；)来访时间：(?<time>上午|下午|中午)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoughTime();
}
