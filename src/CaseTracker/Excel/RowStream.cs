using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace CaseTracker.Excel;

/// <summary>Rows as the UTF-8 of <c>sheetData</c>: text inline, dates as serial numbers, an empty cell still with its border.</summary>
internal sealed class RowStream<T> : IDisposable
{
    private const int Full = 96 * 1024;

    // Points. LibreOffice does not fit rows to wrapped text on loading, so the height is said; it is not fixed, and a spreadsheet fits it again when the text is edited.
    private const int LineHeight = 15;
    private const int RowPadding = 3;
    private const int HighestRow = 409;

    // 1900-03-01: before it Excel's calendar is a day off (it believes in 1900-02-29), so earlier dates are written as text.
    private static readonly DateTime FirstSafeDay = new(1900, 3, 1, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTime SerialZero = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(c => (char)c), '<', '>', '&', '_', '\uFFFE', '\uFFFF']);

    private readonly IReadOnlyList<Column<T>> columns;
    private readonly LedgerStyles styles;
    private readonly Markup[] markup;
    private readonly Cell[] cells;
    private readonly decimal[] sums;
    private readonly int headingRows;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(Full * 2);
    private int used;

    public RowStream(IReadOnlyList<Column<T>> columns, LedgerStyles styles, int headingRows)
    {
        this.columns = columns;
        this.styles = styles;
        this.headingRows = headingRows;
        LastRow = headingRows;
        sums = new decimal[columns.Count];
        cells = new Cell[columns.Count];
        markup = [.. columns.Select((_, i) => new Markup(i, styles.Body[i], styles.Guarded[i]))];
    }

    /// <summary>Rows on all sheets.</summary>
    public int Rows { get; private set; }

    public int RowsOnSheet { get; private set; }

    /// <summary>The last row written, as the sheet counts (from 1).</summary>
    public int LastRow { get; private set; }

    public bool IsFull => used >= Full;

    public void StartSheet()
    {
        LastRow = headingRows;
        RowsOnSheet = 0;
    }

    // Optimised at the first call: a ledger would be written before the runtime had found out that this is worth it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Append(T row)
    {
        Rows++;
        RowsOnSheet++;
        LastRow++;
        Span<byte> digits = stackalloc byte[10];
        Utf8Formatter.TryFormat(LastRow, digits, out var length);
        var number = digits[..length];
        var lines = 1;
        for (var c = 0; c < cells.Length; c++)
        {
            cells[c] = columns[c].Value(row);
            if (cells[c].Kind == CellKind.Text)
            {
                lines = Math.Max(lines, Lines(cells[c].Text, columns[c].Width));
            }
        }

        Put("<row r=\""u8);
        Put(number);
        Put("\" ht=\""u8);
        Put(Math.Min(HighestRow, RowPadding + (lines * LineHeight)));
        Put("\">"u8);
        for (var c = 0; c < cells.Length; c++)
        {
            var column = columns[c];
            if (column.Kind == ColumnKind.Ordinal)
            {
                Start(markup[c].Number, number, c);
                Put(Rows);
                Put("</v></c>"u8);
                continue;
            }

            ref readonly var cell = ref cells[c];
            switch (cell.Kind)
            {
                case CellKind.None:
                    Start(markup[c].Blank, number, c);
                    break;
                case CellKind.Text:
                    PutText(cell.Text, c, number);
                    break;
                case CellKind.Number:
                    if (column.IsSummed)
                    {
                        sums[c] += cell.Number;
                    }

                    Start(markup[c].Number, number, c);
                    Put(cell.Number);
                    Put("</v></c>"u8);
                    break;
                case CellKind.Date or CellKind.DateTime:
                    PutMoment(in cell, column, c, number);
                    break;
            }
        }

        Put("</row>"u8);
    }

    /// <summary>One row merged over all columns; returns the merged area, empty for a single column.</summary>
    public string AppendMerged(string text, int style, int height)
    {
        LastRow++;
        Write($"<row r=\"{LastRow}\" ht=\"{height}\" customHeight=\"1\"><c r=\"A{LastRow}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Escaped(text)}</t></is></c>");
        for (var c = 1; c < columns.Count; c++)
        {
            Write($"<c r=\"{Name(c)}{LastRow}\" s=\"{style}\"/>");
        }

        Write("</row>");
        return columns.Count > 1 ? $"A{LastRow}:{Name(columns.Count - 1)}{LastRow}" : "";
    }

    /// <summary>The 合计 row: a formula over the rows of every sheet that follows the filter, with the program's own sum as its cached value.</summary>
    /// <param name="sheetNames">Names of the sheets.</param>
    /// <param name="lastRows">Last data row of each.</param>
    public IEnumerable<string> AppendTotals(IReadOnlyList<string> sheetNames, IReadOnlyList<int> lastRows)
    {
        LastRow++;
        var label = Enumerable.Range(0, columns.Count).TakeWhile(c => !columns[c].IsSummed).Count();
        Write($"<row r=\"{LastRow}\" ht=\"24\" customHeight=\"1\">");
        for (var c = 0; c < columns.Count; c++)
        {
            var reference = $"<c r=\"{Name(c)}{LastRow}\" s=\"{styles.Total[c]}\"";
            if (columns[c].IsSummed)
            {
                var areas = sheetNames.Select((sheet, i) =>
                    $"{(i == sheetNames.Count - 1 ? "" : $"'{sheet.Replace("'", "''", StringComparison.Ordinal)}'!")}{Name(c)}{headingRows + 1}:{Name(c)}{lastRows[i]}");
                Write($"{reference}><f>SUBTOTAL(109,{Escaped(string.Join(',', areas))})</f><v>{sums[c].ToString(CultureInfo.InvariantCulture)}</v></c>");
            }
            else
            {
                Write(c == 0 ? $"{reference} t=\"inlineStr\"><is><t>合计</t></is></c>" : $"{reference}/>");
            }
        }

        Write("</row>");
        return label > 1 ? [$"A{LastRow}:{Name(label - 1)}{LastRow}"] : [];
    }

    public Dictionary<string, decimal> Totals()
    {
        var totals = new Dictionary<string, decimal>(StringComparer.Ordinal);
        for (var c = 0; c < columns.Count; c++)
        {
            if (columns[c].IsSummed)
            {
                totals[columns[c].Header] = sums[c];
            }
        }

        return totals;
    }

    /// <summary>The rows so far, in a block that whoever takes it returns to the pool.</summary>
    public (byte[] Block, int Length) Take()
    {
        var taken = (buffer, used);
        (buffer, used) = (ArrayPool<byte>.Shared.Rent(Full * 2), 0);
        return taken;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    /// <summary>Lines that a text takes in a column, by our own count of characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Lines(string text, double width)
    {
        if (text.Length * 2 <= width && !text.Contains('\n', StringComparison.Ordinal))
        {
            return 1;
        }

        var lines = 0;
        // A line loses a little at its end: a full-width character or a mark that may not begin the next one.
        var capacity = Math.Max(2, width - 1.5);
        foreach (var paragraph in MemoryExtensions.Split(text.AsSpan(), '\n'))
        {
            var taken = 0;
            foreach (var c in text.AsSpan()[paragraph])
            {
                // Half of a surrogate pair counts one, so that the pair counts two.
                taken += c < 0x1100 || char.IsSurrogate(c) ? 1 : 2;
            }

            lines += taken <= width ? 1 : (int)Math.Ceiling(taken / capacity);
        }

        return lines;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PutText(string text, int c, ReadOnlySpan<byte> number)
    {
        var quoted = CellText.LooksLikeFormula(text);
        var special = text.Length > CellText.Longest || text.AsSpan().ContainsAny(Special);
        if (special)
        {
            text = CellText.Clean(text).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        }

        if (text.Length == 0)
        {
            Start(markup[c].Blank, number, c);
            return;
        }

        var keep = char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) || (special && text.AsSpan().ContainsAny('\n', '\t'));
        Start((quoted, keep) switch
        {
            (false, false) => markup[c].Text,
            (false, true) => markup[c].TextKept,
            (true, false) => markup[c].Guarded,
            (true, true) => markup[c].GuardedKept,
        }, number, c);
        Ensure(text.Length * 3);
        used += Encoding.UTF8.GetBytes(text, buffer.AsSpan(used));
        Put("</t></is></c>"u8);
    }

    private void PutMoment(in Cell cell, Column<T> column, int c, ReadOnlySpan<byte> number)
    {
        if (cell.Moment < FirstSafeDay)
        {
            PutText(cell.Display(column.Kind), c, number);
            return;
        }

        Start(markup[c].Number, number, c);
        var serial = cell.Moment - SerialZero;
        if (cell.Kind == CellKind.Date)
        {
            Put((int)serial.TotalDays);
        }
        else
        {
            Ensure(40);
            Utf8Formatter.TryFormat(Math.Round((decimal)serial.Ticks / TimeSpan.TicksPerDay, 10), buffer.AsSpan(used), out var length);
            used += length;
        }

        Put("</v></c>"u8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Start(byte[] tail, ReadOnlySpan<byte> number, int c)
    {
        var head = markup[c].Head;
        Ensure(head.Length + number.Length + tail.Length);
        head.CopyTo(buffer.AsSpan(used));
        used += head.Length;
        number.CopyTo(buffer.AsSpan(used));
        used += number.Length;
        tail.CopyTo(buffer.AsSpan(used));
        used += tail.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(int value)
    {
        Ensure(12);
        Utf8Formatter.TryFormat(value, buffer.AsSpan(used), out var length);
        used += length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(decimal value)
    {
        Ensure(40);
        value.TryFormat(buffer.AsSpan(used), out var length, default, CultureInfo.InvariantCulture);
        used += length;
    }

    private void Write(string text)
    {
        Ensure(text.Length * 3);
        used += Encoding.UTF8.GetBytes(text, buffer.AsSpan(used));
    }

    private void Ensure(int more)
    {
        if (buffer.Length - used >= more)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, used + more));
        buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private static string Escaped(string text) =>
        CellText.Clean(text).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Name(int column)
    {
        var name = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        {
            name = (char)('A' + ((rest - 1) % 26)) + name;
        }

        return name;
    }

    /// <summary>The fixed bytes around a value of one column.</summary>
    private sealed class Markup(int column, int style, int guarded)
    {
        public byte[] Head { get; } = Encoding.UTF8.GetBytes($"<c r=\"{Name(column)}");

        public byte[] Blank { get; } = Encoding.UTF8.GetBytes($"\" s=\"{style}\"/>");

        public byte[] Number { get; } = Encoding.UTF8.GetBytes($"\" s=\"{style}\"><v>");

        public byte[] Text { get; } = Encoding.UTF8.GetBytes($"\" s=\"{style}\" t=\"inlineStr\"><is><t>");

        public byte[] TextKept { get; } = Encoding.UTF8.GetBytes($"\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");

        public byte[] Guarded { get; } = Encoding.UTF8.GetBytes($"\" s=\"{guarded}\" t=\"inlineStr\"><is><t>");

        public byte[] GuardedKept { get; } = Encoding.UTF8.GetBytes($"\" s=\"{guarded}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    }
}
