using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Cadres;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Excel;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Books;

/// <summary>
/// Import of the book 花名册. The accepted rows of a file are one write; the same file again changes nothing.
/// People are known by 身份证号, then by 人员编号: a row that repeats a person is told as 疑似重复 and kept as a 误登 that leads to him, so that its number is known and counts nowhere.
/// </summary>
public sealed class ImportRoster(CaseDb db, OfficeClock clock, Keys keys, ProtectedValues values, RegisterCadre register, UpdateCadre update, RosterLedger roster)
{
    private const int ChunkSize = 50;

    private readonly BookMarks marks = new(keys, RosterLine.Book, RosterLine.Headings, RosterLine.Dates);

    /// <param name="DryRun">Says what would happen and writes nothing.</param>
    /// <param name="Update">Applies 差异 as a correction.</param>
    public sealed record Command(Stream File, string FileName, bool DryRun = false, bool Update = false);

    /// <param name="Repeated">Rows of somebody who stands in the roster, or in a row before.</param>
    private sealed record Plan(List<RosterLine> Fresh, List<RosterLine> Repeated, List<(RosterLine Line, BookLine Before)> Changed);

    /// <summary>Refuses a file that cannot be read or lacks a mandatory heading, and an actor who may not import.</summary>
    public async Task<ImportResult> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        if (!IsAllowed(actor))
        {
            throw new RefusedException(new Reason("花名册由老干部服务专干或信访机构负责人导入，请联系他们", LiftedBy: "老干部服务专干"));
        }

        var book = await BookReader.ReadAsync(command.File, cancel);
        book.Require(RosterLine.Required);
        var result = new ImportResult(book, RosterLine.Title, command.FileName, command.DryRun, command.Update);
        result.AddUnknownHeadings(book.Unknown(RosterLine.Headings));
        if (command.DryRun)
        {
            await PlanAsync(result, cancel);
            return result;
        }

        return await db.WriteAsync(async () =>
        {
            await db.LockAsync("roster", cancel);
            await WriteAsync(await PlanAsync(result, cancel), result, actor, cancel);
            return result;
        }, cancel);
    }

    /// <summary>Whether the page offers the import.</summary>
    public static bool IsAllowed(Actor actor) => actor.May(Permission.Import);

    private async Task<Plan> PlanAsync(ImportResult result, CancellationToken cancel)
    {
        var standing = new BookStanding(new RosterRecords(roster, clock), marks, result.Book);
        var lines = await ReadRowsAsync(result, standing, cancel);
        var numbers = lines.Select(l => l.Number).ToList();
        var known = await db.BookLines.IgnoreQueryFilters().AsNoTracking().Where(l => l.Book == RosterLine.Book && numbers.Contains(l.Number)).ToDictionaryAsync(l => l.Number, cancel);
        var plan = new Plan([], [], []);
        var people = new Dictionary<string, RosterLine>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (known.TryGetValue(line.Number, out var before))
            {
                await CompareAsync(line, before, standing, plan, result, cancel);
                people.TryAdd(line.IdKey, line);
            }
            else if (await standing.HoldsAsync(line.Row, line.Number, cancel))
            {
                result.Unchanged++;
                people.TryAdd(line.IdKey, line);
            }
            else if (await RegisterCadre.DoublesAsync(db, values, line.Fields with { IdNumber = null }, null, cancel) is { Count: > 0 } taken)
            {
                result.AddRefusal(line.Row, taken);
            }
            else if (line.IdKey.Length > 0 && people.TryGetValue(line.IdKey, out var first))
            {
                result.AddDouble(line.Row, line.Number, $"身份证号与第{first.Row.Number}行（{first.Number}）相同，疑似重复，同一人只登记一次，该编号视同{first.Number}");
                plan.Repeated.Add(line);
            }
            else if (await SamePersonAsync(line, cancel) is { } same)
            {
                result.AddDouble(line.Row, line.Number, $"身份证号与花名册中的{same.PersonNumber}相同，疑似重复，同一人只登记一次，该编号视同{same.PersonNumber}");
                plan.Repeated.Add(line);
            }
            else
            {
                people.TryAdd(line.IdKey, line);
                plan.Fresh.Add(line);
            }
        }

        result.Imported = plan.Fresh.Count + plan.Repeated.Count;
        result.Updated = plan.Changed.Count;
        return plan;
    }

    private async Task<List<RosterLine>> ReadRowsAsync(ImportResult result, BookStanding standing, CancellationToken cancel)
    {
        var lines = new List<RosterLine>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in result.Book.Rows)
        {
            var (line, reasons) = RosterLine.Read(row, clock.Today);
            var number = row["人员编号"];
            if (number.Length > 0 && !numbers.TryAdd(number, row.Number))
            {
                reasons = [.. reasons, new Reason($"人员编号“{RowReader.Short(number)}”与第{numbers[number]}行相同，请核对编号", Field: "人员编号")];
            }

            if (reasons.Count > 0 && await standing.HoldsAsync(row, number, cancel))
            {
                result.Unchanged++; // what the system knows already need not be in the words of the book
            }
            else if (reasons.Count > 0)
            {
                result.AddRefusal(row, reasons);
            }
            else
            {
                lines.Add(line!);
            }
        }

        return lines;
    }

    private async Task CompareAsync(RosterLine line, BookLine before, BookStanding standing, Plan plan, ImportResult result, CancellationToken cancel)
    {
        var differing = await standing.DifferingAsync(line.Row, line.Number, BookMarks.Differing(before.Marks, marks.Of(line.Row)), cancel);
        if (differing.Count == 0)
        {
            result.Unchanged++;
            return;
        }

        var text = string.Join("；", differing.Select(h => RosterLine.Protected.Contains(h) ? $"{h}不同" : $"{h}不同，文件中是“{RowReader.Short(line.Row[h])}”"));
        if (await db.Cadres.Where(c => c.Id == before.RecordId && c.KeptCadreId != null).Join(db.Cadres, c => c.KeptCadreId, k => k.Id, (_, k) => k.PersonNumber).FirstOrDefaultAsync(cancel) is { } kept)
        {
            result.AddDifference(line.Row, line.Number, $"{text}；该编号与{kept}是同一人，内容以{kept}为准，请更正{kept}");
        }
        else if (await RegisterCadre.DoublesAsync(db, values, line.Fields, before.RecordId, cancel) is { Count: > 0 } reasons)
        {
            result.AddDifference(line.Row, line.Number, text);
            result.AddRefusal(line.Row, reasons);
        }
        else
        {
            result.AddDifference(line.Row, line.Number, text);
            if (result.WithUpdate)
            {
                plan.Changed.Add((line, before));
            }
        }
    }

    private async Task<Cadre?> SamePersonAsync(RosterLine line, CancellationToken cancel)
    {
        if (line.IdKey.Length == 0)
        {
            return null;
        }

        var owners = await values.FindAsync(Cadre.Kind, ProtectedField.IdNumber, line.Fields.IdNumber!, cancel);
        return await db.Cadres.AsNoTracking().Where(c => owners.Contains(c.Id) && c.KeptCadreId == null).FirstOrDefaultAsync(cancel);
    }

    private async Task WriteAsync(Plan plan, ImportResult result, Actor actor, CancellationToken cancel)
    {
        // Who repeats somebody comes after those who may be repeated.
        foreach (var chunk in plan.Fresh.Chunk(ChunkSize).Concat(plan.Repeated.Chunk(ChunkSize)))
        {
            foreach (var line in chunk)
            {
                var isRepeated = plan.Repeated.Contains(line);
                var id = await register.ExecuteAsync(isRepeated ? line.Fields with { KeptCadreId = (await SamePersonAsync(line, cancel))!.Id } : line.Fields, actor, cancel);
                db.Add(new BookLine { Id = Guid.NewGuid(), Book = RosterLine.Book, Number = line.Number, RecordId = id, Marks = marks.Of(line.Row) });
            }

            await db.FlushAsync(cancel);
            db.ChangeTracker.Clear();
        }

        foreach (var (line, before) in plan.Changed)
        {
            var version = await db.Cadres.Where(c => c.Id == before.RecordId).Select(c => c.Version).FirstAsync(cancel);
            await update.ExecuteAsync(line.Update(before.RecordId, version, $"{RosterLine.Title}第{line.Row.Number}行更正（导入）"), actor, cancel);
            var kept = await db.BookLines.IgnoreQueryFilters().FirstAsync(l => l.Id == before.Id, cancel);
            kept.Marks = BookMarks.Merge(kept.Marks, marks.Of(line.Row));
            await db.FlushAsync(cancel);
            db.ChangeTracker.Clear();
        }

        AuditLog.Add(db, actor, clock.Now, new AuditNote("import-roster", "book", Guid.Empty)
        {
            Details = new { result.FileName, result.RowsRead, result.Imported, result.Updated, Refused = result.Refused.Count },
        });
    }
}
