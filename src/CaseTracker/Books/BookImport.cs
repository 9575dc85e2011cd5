using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Books;

/// <summary>What a book is: its name, its headings, which of them must stand, which hold dates.</summary>
/// <param name="Book">As in <see cref="BookLine.Book"/>.</param>
/// <param name="RecordKind">Kind of the records that its rows become.</param>
/// <param name="NumberHeading">The column of the key.</param>
internal sealed record BookShape(string Book, string Title, string RecordKind, string NumberHeading, IReadOnlyList<string> Headings, IReadOnlyList<string> Required, IReadOnlySet<string> Dates)
{
    /// <summary>By what two rows seem to be one, in words.</summary>
    public required string DoubleBy { get; init; }

    /// <summary>What seems to repeat another row counts nevertheless: the rules of the book know no doubles of it.</summary>
    public bool CountsDoubles { get; init; }
}

/// <summary>One row of a book, read.</summary>
internal interface IBookLine
{
    BookRow Row { get; }

    /// <summary>The key of the record in its book.</summary>
    string Number { get; }
}

/// <summary>One run over one file: first the plan, then, unless it is a dry run, the writing.</summary>
internal abstract class BookRun
{
    /// <summary>Reads and compares every row; writes nothing.</summary>
    public abstract Task PlanAsync();

    public abstract Task WriteAsync();

    /// <summary>Reads a file and runs over it: the accepted rows are one write, all of them or none. Refuses a file that cannot be read or lacks a mandatory heading.</summary>
    public static async Task<ImportResult> ExecuteAsync(CaseDb db, BookShape shape, Stream file, string fileName, bool dryRun, bool update, Func<ImportResult, BookRun> run, CancellationToken cancel)
    {
        var book = await BookReader.ReadAsync(file, cancel);
        book.Require(shape.Required);
        var result = new ImportResult(book, shape.Title, fileName, dryRun, update);
        result.AddUnknownHeadings(book.Unknown(shape.Headings));
        if (dryRun)
        {
            await run(result).PlanAsync();
            return result;
        }

        return await db.WriteAsync(async () =>
        {
            await db.LockAsync($"import {shape.Book}", cancel);
            var running = run(result);
            await running.PlanAsync();
            await running.WriteAsync();
            return result;
        }, cancel);
    }
}

/// <summary>
/// What the books of the retired cadres have in common. A number is unique in file and book; the same content again changes nothing; 差异 are applied on demand, while the record has not moved on in the system;
/// a 疑似重复 is imported, marked with the record that it repeats, and counts once where the rules of the book say so. A book says what its rows are and what they become.
/// </summary>
internal abstract class BookImport<TLine, TRecord>(BookRecords records, CaseDb db, OfficeClock clock, Keys keys, ImportResult result, Actor actor, CancellationToken cancel) : BookRun
    where TLine : class, IBookLine where TRecord : class, IVersioned, IRecordPart
{
    private const int ChunkSize = 100;

    private readonly BookShape shape = records.Shape;
    private readonly BookMarks marks = new(keys, records.Shape.Book, records.Shape.Headings, records.Shape.Dates);
    private readonly List<New> fresh = [];
    private readonly List<Changed> changed = [];
    private readonly List<TLine> written = [];
    private BookStanding standing = null!;

    protected CaseDb Db => db;

    protected DateOnly Today { get; } = clock.Today;

    protected DateTime Now { get; } = clock.Now;

    protected ImportResult Result => result;

    protected Actor Actor => actor;

    protected CancellationToken Cancel => cancel;

    /// <summary>The rows that were written, new or corrected.</summary>
    protected IReadOnlyList<TLine> Written => written;

    public sealed override async Task PlanAsync()
    {
        await PrepareAsync();
        standing = new BookStanding(records, marks, result.Book);
        var lines = await ReadRowsAsync();
        string[] numbers = [.. lines.Select(l => l.Number)];
        var known = await LinesAsync(numbers, isMark: false);
        var taken = await TakenAsync(numbers);
        var keyed = lines.ToDictionary(l => l, l => DoubleKey(l) is { } key ? marks.Of("疑似重复", key) : null);
        var first = await EarlierAsync(lines, keyed);
        foreach (var line in lines)
        {
            if (known.GetValueOrDefault(line.Number) is { } before)
            {
                await CompareAsync(line, before, keyed[line]);
            }
            else if (await standing.HoldsAsync(line.Row, line.Number, cancel))
            {
                result.Unchanged++;
            }
            else if (taken.Contains(line.Number))
            {
                result.AddRefusal(line.Row, new Reason($"{shape.NumberHeading}“{line.Number}”在系统中已经使用，不能再导入，请核对编号", Field: shape.NumberHeading));
            }
            else
            {
                Add(line, keyed[line], first);
            }
        }

        result.Imported = fresh.Count;
        result.Updated = changed.Count;
        foreach (var line in fresh.Select(n => n.Line).Concat(changed.Select(c => c.Line)).OrderBy(l => l.Row.Number))
        {
            foreach (var remark in RemarksOn(line))
            {
                result.AddRemark(line.Row, line.Number, remark);
            }
        }
    }

    public sealed override async Task WriteAsync()
    {
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var chunk in fresh.Chunk(ChunkSize))
        {
            foreach (var (line, lineMarks, mark, repeats) in chunk)
            {
                var id = await EnterAsync(line, repeats is null ? null : repeats.Id ?? ids[repeats.Number]);
                ids.Add(line.Number, id);
                db.Add(new BookLine { Id = Guid.NewGuid(), Book = shape.Book, Number = line.Number, RecordId = id, Marks = lineMarks, DoubleMark = mark });
                written.Add(line);
            }

            await CloseAsync();
        }

        foreach (var item in changed)
        {
            await CorrectAsync(item);
            await CloseAsync();
        }

        await SettleDoublesAsync();
        await FinishAsync();
        AuditLog.Add(db, actor, Now, new AuditNote($"import-{shape.Book}", "book", Guid.Empty)
        {
            Details = new { result.FileName, result.RowsRead, result.Imported, result.Updated, Refused = result.Refused.Count },
        });
    }

    /// <summary>Loads what the reading of the rows looks at.</summary>
    protected abstract Task PrepareAsync();

    /// <summary>Says where rows of the services to retired cadres go while no department is named for them.</summary>
    protected async Task TellOfficeAsync()
    {
        if (!await db.Departments.AnyAsync(d => d.IsRetireeOffice && !d.IsClosed, cancel))
        {
            result.AddNotice("还没有勾选老干部工作科室，登记都归入信访机构；请系统管理员在“科室”里勾选。");
        }
    }

    /// <summary>Reads a row; null with every reason where it must be refused.</summary>
    protected abstract (TLine? Line, IReadOnlyList<Reason> Reasons) Read(BookRow row);

    /// <summary>What two rows of one matter have in common; null where the row counts in no figure and hence repeats none.</summary>
    protected abstract string? DoubleKey(TLine line);

    /// <summary>What is taken over but deserves a look.</summary>
    protected abstract IEnumerable<string> RemarksOn(TLine line);

    /// <summary>Writes a new record with its events into the running write.</summary>
    protected abstract Task<Guid> EnterAsync(TLine line, Guid? repeats);

    /// <summary>The record with its parts, to be changed.</summary>
    protected abstract Task<TRecord> LoadAsync(Guid id);

    /// <summary>Puts the row into its record anew.</summary>
    protected abstract Task CorrectAsync(TRecord record, TLine line);

    protected abstract Guid? RepeatsOf(TRecord record);

    protected abstract void Repeat(TRecord record, Guid? repeats);

    /// <summary>Numbers that belong to records which did not come from this book.</summary>
    protected virtual Task<IReadOnlySet<string>> TakenAsync(string[] numbers) => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>(StringComparer.Ordinal));

    /// <summary>Records that did not come from this book and that a row may repeat.</summary>
    protected virtual Task<IReadOnlyList<(string DoubleKey, string Number, Guid Id)>> OthersAsync(IReadOnlyList<TLine> lines) => Task.FromResult<IReadOnlyList<(string, string, Guid)>>([]);

    /// <summary>What is to be done when all rows stand.</summary>
    protected virtual Task FinishAsync() => Task.CompletedTask;

    private async Task<List<TLine>> ReadRowsAsync()
    {
        var lines = new List<TLine>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in result.Book.Rows)
        {
            var (line, reasons) = Read(row);
            var number = BookCells.Number(row[shape.NumberHeading]);
            if (number.Length > 0 && !numbers.TryAdd(number, row.Number))
            {
                reasons = [.. reasons, new Reason($"{shape.NumberHeading}“{RowReader.Short(number)}”与第{numbers[number]}行相同，请核对编号", Field: shape.NumberHeading)];
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

    /// <summary>The marks that stand already, each with the record that came first.</summary>
    private async Task<Dictionary<string, Repeated>> EarlierAsync(IReadOnlyList<TLine> lines, IReadOnlyDictionary<TLine, string?> keyed)
    {
        var first = new Dictionary<string, Repeated>(StringComparer.Ordinal);
        foreach (var (key, number, id) in await OthersAsync(lines))
        {
            first.TryAdd(marks.Of("疑似重复", key), new(number, id, null));
        }

        var before = await LinesAsync([.. keyed.Values.OfType<string>().Distinct()], isMark: true);
        foreach (var line in before.Values.OrderBy(l => l.Number, StringComparer.Ordinal))
        {
            first.TryAdd(line.DoubleMark!, new(line.Number, line.RecordId, null));
        }

        return first;
    }

    private void Add(TLine line, string? mark, Dictionary<string, Repeated> first)
    {
        Repeated? repeats = null;
        if (mark is not null && !first.TryAdd(mark, new(line.Number, null, line.Row.Number)))
        {
            repeats = first[mark];
            result.AddDouble(line.Row, line.Number, $"疑似与{(repeats.Row is { } row ? $"第{row}行（{repeats.Number}）" : $"已有的{repeats.Number}")}重复：{shape.DoubleBy}；照样导入并标记，{(shape.CountsDoubles ? "每行都计，确属重复登记的请撤回一行" : "只计一次")}");
        }

        fresh.Add(new New(line, marks.Of(line.Row), mark, repeats));
    }

    private async Task CompareAsync(TLine line, BookLine before, string? mark)
    {
        var differing = await standing.DifferingAsync(line.Row, line.Number, [.. BookMarks.Differing(before.Marks, marks.Of(line.Row)).Where(h => h != shape.NumberHeading)], cancel);
        if (differing.Count == 0)
        {
            result.Unchanged++;
            return;
        }

        var text = string.Join("；", differing.Select(h => $"{h}不同，文件中是“{RowReader.Short(line.Row[h])}”"));
        var hasMovedOn = await db.Events.IgnoreQueryFilters().AnyAsync(e => e.RecordKind == shape.RecordKind && e.RecordId == before.RecordId && !e.Step.StartsWith("import-"), cancel);
        result.AddDifference(line.Row, line.Number, hasMovedOn ? text + "；该登记已在系统中继续办理，不能用导入更正，请在系统中更正" : text);
        if (!hasMovedOn && result.WithUpdate)
        {
            changed.Add(new Changed(line, before, mark, differing));
        }
    }

    private async Task CorrectAsync(Changed item)
    {
        db.Opened.Add(item.Before.RecordId);
        var record = await LoadAsync(item.Before.RecordId);
        record.Version++;
        await CorrectAsync(record, item.Line);
        var line = await db.BookLines.FirstAsync(l => l.Id == item.Before.Id, cancel);
        (line.Marks, line.DoubleMark) = (BookMarks.Merge(line.Marks, marks.Of(item.Line.Row)), item.DoubleMark);
        db.Trace(record, actor, Now, new Act("import-correct", "更正(导入)", Today) { Reason = $"{shape.Title}第{item.Line.Row.Number}行更正：{string.Join("、", item.Headings)}" });
        written.Add(item.Line);
    }

    /// <summary>A correction may make a double of a record, or free it of being one: of each group that was touched one stays, the others repeat it.</summary>
    private async Task SettleDoublesAsync()
    {
        var touched = changed.SelectMany(c => new[] { c.Before.DoubleMark, c.DoubleMark }).OfType<string>().Distinct().ToList();
        foreach (var record in changed.Where(c => c.DoubleMark is null))
        {
            await RepeatAsync(record.Before.RecordId, null);
        }

        foreach (var mark in touched)
        {
            var group = await db.BookLines.IgnoreQueryFilters().AsNoTracking().Where(l => l.DoubleMark == mark && l.Book == shape.Book).OrderBy(l => l.Number).Select(l => l.RecordId).ToListAsync(cancel);
            db.Opened.AddRange(group);
            var repeating = new Dictionary<Guid, Guid?>();
            foreach (var id in group)
            {
                repeating.Add(id, RepeatsOf(await LoadAsync(id)));
            }

            // What did not come from this book holds; a row of this book has left the group.
            var outside = repeating.Values.OfType<Guid>().Where(r => !repeating.ContainsKey(r)).Distinct().ToList();
            outside = [.. outside.Except(await db.BookLines.IgnoreQueryFilters().Where(l => l.Book == shape.Book && outside.Contains(l.RecordId)).Select(l => l.RecordId).ToListAsync(cancel))];
            var kept = group.Where(id => repeating[id] is null).Take(1).Concat(outside).Concat(group).FirstOrDefault();
            foreach (var id in group)
            {
                await RepeatAsync(id, id == kept ? null : kept);
            }
        }
    }

    private async Task RepeatAsync(Guid id, Guid? repeats)
    {
        var record = await LoadAsync(id);
        if (RepeatsOf(record) != repeats)
        {
            record.Version++;
            Repeat(record, repeats);
            db.Trace(record, actor, Now, new Act("import-double", repeats is null ? "不再是疑似重复(导入)" : "疑似重复(导入)", Today));
        }

        await CloseAsync();
    }

    private async Task CloseAsync()
    {
        await db.FlushAsync(cancel);
        db.ChangeTracker.Clear();
    }

    /// <summary>Lines of the book by their numbers or by their marks, whoever imported them: the same file again must change nothing.</summary>
    private async Task<Dictionary<string, BookLine>> LinesAsync(string[] keyed, bool isMark)
    {
        var lines = new Dictionary<string, BookLine>(StringComparer.Ordinal);
        foreach (var chunk in keyed.Chunk(500))
        {
            var found = db.BookLines.IgnoreQueryFilters().AsNoTracking().Where(l => l.Book == shape.Book);
            found = isMark ? found.Where(l => l.DoubleMark != null && chunk.Contains(l.DoubleMark)) : found.Where(l => chunk.Contains(l.Number));
            foreach (var line in await found.OrderBy(l => l.Number).ToListAsync(cancel))
            {
                lines.TryAdd(isMark ? line.DoubleMark! : line.Number, line);
            }
        }

        return lines;
    }

    /// <summary>What a row repeats: a record, or a row of this file that has none yet.</summary>
    private sealed record Repeated(string Number, Guid? Id, int? Row);

    private sealed record New(TLine Line, string Marks, string? DoubleMark, Repeated? Repeats);

    private sealed record Changed(TLine Line, BookLine Before, string? DoubleMark, IReadOnlyList<string> Headings);
}
