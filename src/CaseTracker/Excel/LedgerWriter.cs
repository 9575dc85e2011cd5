using System.IO.Compression;

namespace CaseTracker.Excel;

/// <summary>How one ledger is written.</summary>
public sealed record LedgerOptions
{
    /// <summary><see cref="CompressionLevel.Fastest"/> for a download in the office, <see cref="CompressionLevel.Optimal"/> for the archive.</summary>
    public CompressionLevel Compression { get; init; } = CompressionLevel.Fastest;

    /// <summary>Told the number of rows written so far, every thousand rows and at the end.</summary>
    public Action<int>? Progress { get; init; }

    /// <summary>Rows on one sheet; more go on on the next. Excel ends at 1,048,576 with headings and signatures.</summary>
    public int RowsPerSheet { get; init; } = 1_048_000;
}

/// <summary>What was written: rows, sheets and the sums of the 合计 row by heading.</summary>
public sealed record LedgerSummary(int Rows, int Sheets, IReadOnlyDictionary<string, decimal> Totals);

/// <summary>Writes a ledger as .xlsx straight to a stream, row by row, without a temporary file: an NPOI template whose rows are our own UTF-8. Memory does not grow with the rows.</summary>
public static class LedgerWriter
{
    private const int ProgressEvery = 1000;

    /// <summary>Writes rows that are at hand.</summary>
    public static Task<LedgerSummary> WriteAsync<T>(Stream output, Sheet<T> sheet, SheetHeading heading, IEnumerable<T> rows, LedgerOptions? options = null, CancellationToken cancellation = default) =>
        WriteAsync(output, sheet, heading, Enumerate(rows), options, cancellation);

    /// <summary>Writes rows as they come from the database. The stream may be a response body: it is only written asynchronously and never sought.</summary>
    public static async Task<LedgerSummary> WriteAsync<T>(Stream output, Sheet<T> sheet, SheetHeading heading, IAsyncEnumerable<T> rows, LedgerOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        var template = LedgerTemplate.Build(sheet.Name, sheet.Columns, heading, sheets: 1);
        var ends = new List<(int FilterEnd, int PrintEnd)>();
        using var stream = new RowStream<T>(sheet.Columns, template.Styles, template.HeadingRows);
        await using var pending = new PendingStream(output);
        using (var zip = new ZipArchive(pending, ZipArchiveMode.Create, leaveOpen: true))
        {
            var part = Open(zip, LedgerTemplate.SheetPart(0), options);
            part.Write(template.Before(0));
            var packing = new Packing(part, pending, cancellation);
            try
            {
                await foreach (var row in rows.WithCancellation(cancellation).ConfigureAwait(false))
                {
                    if (stream.RowsOnSheet == options.RowsPerSheet)
                    {
                        ends.Add((stream.LastRow, stream.LastRow));
                        await packing.AddAsync(stream.Take(), cancellation);
                        await packing.EndAsync();
                        part.Write(template.After(ends.Count - 1, stream.LastRow, []));
                        part.Dispose();
                        template = LedgerTemplate.Build(sheet.Name, sheet.Columns, heading, ends.Count + 1);
                        part = Open(zip, LedgerTemplate.SheetPart(ends.Count), options);
                        part.Write(template.Before(ends.Count));
                        packing = new Packing(part, pending, cancellation);
                        stream.StartSheet();
                    }

                    stream.Append(row);
                    if (stream.IsFull)
                    {
                        await packing.AddAsync(stream.Take(), cancellation);
                    }

                    if (stream.Rows % ProgressEvery == 0)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        options.Progress?.Invoke(stream.Rows);
                    }
                }

                var merges = new List<string>();
                if (stream.Rows == 0 && heading.WhenEmpty.Length > 0)
                {
                    merges.Add(stream.AppendMerged(heading.WhenEmpty, template.Styles.Empty, height: 28));
                }

                var filterEnd = stream.LastRow;
                if (stream.Rows > 0 && sheet.Columns.Any(c => c.IsSummed))
                {
                    merges.AddRange(stream.AppendTotals(template.SheetNames, [.. ends.Select(e => e.FilterEnd), filterEnd]));
                }

                if (heading.Signature is { } signature)
                {
                    merges.Add(stream.AppendMerged(signature, template.Styles.Signature, height: 34));
                }

                ends.Add((filterEnd, stream.LastRow));
                await packing.AddAsync(stream.Take(), cancellation);
                await packing.EndAsync();
                part.Write(template.After(ends.Count - 1, filterEnd, [.. merges.Where(m => m.Length > 0)]));
            }
            finally
            {
                try
                {
                    await packing.EndAsync();
                }
                finally
                {
                    part.Dispose();
                }
            }

            foreach (var (name, content) in template.Rest(ends, stream.Rows))
            {
                using var entry = Open(zip, name, options);
                entry.Write(content);
            }
        }

        await pending.SendAsync(cancellation);
        options.Progress?.Invoke(stream.Rows);
        return new(stream.Rows, ends.Count, stream.Totals());
    }

    internal static Stream Open(ZipArchive zip, string name, LedgerOptions options)
    {
        var entry = zip.CreateEntry(name, options.Compression);
        // A fixed time: the same rows give the same bytes.
        entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return entry.Open();
    }

    private static async IAsyncEnumerable<T> Enumerate<T>(IEnumerable<T> rows)
    {
        foreach (var row in rows)
        {
            yield return row;
        }

        await Task.CompletedTask;
    }
}
