using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using NPOI.SS.UserModel;
using NPOI.SS.Util;
using NPOI.XSSF.UserModel;

namespace CaseTracker.Excel;

/// <summary>The workbook without its rows, made by NPOI and taken apart: styles, merged title, headings, widths, print set-up, freeze, filter. <see cref="LedgerWriter"/> streams the rows into it.</summary>
internal sealed partial class LedgerTemplate
{
    // Rows that stand for "the last row", replaced when it is known; no ledger sheet reaches them.
    private const int FilterEnd = 1_048_560;
    private const string FilterEndText = "1048560";
    private const int PrintEnd = 1_048_570;

    private readonly Dictionary<string, byte[]> parts;
    private readonly string[] sheetNames;

    private LedgerTemplate(Dictionary<string, byte[]> parts, string[] sheetNames)
    {
        this.parts = parts;
        this.sheetNames = sheetNames;
    }

    public required LedgerStyles Styles { get; init; }

    /// <summary>Rows above the first data row.</summary>
    public required int HeadingRows { get; init; }

    public IReadOnlyList<string> SheetNames => sheetNames;

    /// <summary>Builds the template with <paramref name="sheets"/> sheets of the same headings.</summary>
    public static LedgerTemplate Build(string name, IReadOnlyList<Column> columns, SheetHeading heading, int sheets)
    {
        var book = new XSSFWorkbook();
        var styles = new Fonts(book);
        var ids = new LedgerStyles(
            [.. columns.Select(c => (int)styles.Body(c, guarded: false).Index)],
            [.. columns.Select(c => (int)styles.Body(c, guarded: true).Index)],
            [.. columns.Select(c => (int)styles.Total(c).Index)],
            styles.Signature.Index,
            styles.Empty.Index);
        var names = Enumerable.Range(1, sheets).Select(n => Excel.SheetNames.Sheet(name, n)).ToArray();
        var headingRows = 0;
        for (var i = 0; i < sheets; i++)
        {
            headingRows = FillSheet(book, i, names[i], columns, heading, styles);
        }

        book.GetProperties().CoreProperties.Creator = "CaseTracker";
        using var file = new MemoryStream();
        book.Write(file);
        return new(Parts(file), names) { Styles = ids, HeadingRows = headingRows };
    }

    /// <summary>The sheet's part of the package.</summary>
    public static string SheetPart(int sheet) => $"xl/worksheets/sheet{sheet + 1}.xml";

    /// <summary>The sheet's XML up to and with its heading rows.</summary>
    public byte[] Before(int sheet)
    {
        // The size is not known yet, and NPOI marks every column of a set width as collapsed.
        var xml = Dimension().Replace(SheetXml(sheet), "").Replace(" collapsed=\"1\"", "", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(xml[..xml.IndexOf("</sheetData>", StringComparison.Ordinal)]);
    }

    /// <summary>The sheet's XML from the end of its rows, with what is known only now.</summary>
    /// <param name="sheet">The sheet, from 0.</param>
    /// <param name="filterEnd">Last row of data, from 1.</param>
    /// <param name="merges">Merged areas below the data.</param>
    public byte[] After(int sheet, int filterEnd, IReadOnlyList<string> merges)
    {
        var xml = SheetXml(sheet);
        xml = xml[xml.IndexOf("</sheetData>", StringComparison.Ordinal)..];
        xml = xml.Replace(FilterEndText + '"', filterEnd.ToString(CultureInfo.InvariantCulture) + '"', StringComparison.Ordinal);
        if (merges.Count > 0)
        {
            var end = xml.IndexOf("</mergeCells>", StringComparison.Ordinal);
            xml = MergeCount().Replace(xml.Insert(end, string.Concat(merges.Select(m => $"<mergeCell ref=\"{m}\"/>"))), "<mergeCells>", 1);
        }

        return Encoding.UTF8.GetBytes(xml);
    }

    /// <summary>Every part but the sheets, content types first.</summary>
    /// <param name="ends">Last data row and last printed row of each sheet, from 1.</param>
    /// <param name="rows">Number of rows of all sheets.</param>
    public IEnumerable<(string Name, byte[] Content)> Rest(IReadOnlyList<(int FilterEnd, int PrintEnd)> ends, long rows)
    {
        foreach (var (name, content) in parts.Where(p => !p.Key.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)).OrderBy(p => p.Key == "[Content_Types].xml" ? 0 : 1))
        {
            yield return name switch
            {
                "xl/workbook.xml" => (name, Encoding.UTF8.GetBytes(WithEnds(Encoding.UTF8.GetString(content), ends))),
                "xl/sharedStrings.xml" => (name, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace(SheetHeading.RowCount, rows.ToString("N0", CultureInfo.InvariantCulture), StringComparison.Ordinal))),
                _ => (name, content),
            };
        }
    }

    private static string WithEnds(string workbook, IReadOnlyList<(int FilterEnd, int PrintEnd)> ends) => DefinedName().Replace(workbook, name =>
    {
        var (filterEnd, printEnd) = ends[int.Parse(name.Groups[1].ValueSpan, CultureInfo.InvariantCulture)];
        return LastRow().Replace(name.Value, row => $"${(row.Groups[1].Value == FilterEndText ? filterEnd : printEnd)}");
    });

    private string SheetXml(int sheet) => Encoding.UTF8.GetString(parts[SheetPart(sheet)]);

    internal static Dictionary<string, byte[]> Parts(MemoryStream file)
    {
        using var zip = new ZipArchive(new MemoryStream(file.ToArray()), ZipArchiveMode.Read);
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            found[entry.FullName] = content.ToArray();
        }

        return found;
    }

    /// <summary>Heading rows, widths, freeze, repeated rows and print set-up of one sheet; returns the number of heading rows. Its filter and print area end at rows that <see cref="After"/> and <see cref="Rest"/> replace.</summary>
    private static int FillSheet(XSSFWorkbook book, int index, string name, IReadOnlyList<Column> columns, SheetHeading heading, Fonts styles)
    {
        var sheet = (XSSFSheet)book.CreateSheet(name);
        var row = FillHead(sheet, columns, heading, styles);
        sheet.SetAutoFilter(new CellRangeAddress(row - 1, FilterEnd - 1, 0, columns.Count - 1));
        book.SetPrintArea(index, 0, columns.Count - 1, 0, PrintEnd - 1);
        return row;
    }

    /// <summary>The same without filter and print area: for a sheet whose rows are at hand.</summary>
    internal static int FillHead(XSSFSheet sheet, IReadOnlyList<Column> columns, SheetHeading heading, Fonts styles)
    {
        var last = columns.Count - 1;
        var total = columns.Sum(c => c.Width);
        for (var c = 0; c <= last; c++)
        {
            sheet.SetColumnWidth(c, (int)(Math.Min(columns[c].Width, 200) * 256));
            if (columns[c].Kind == ColumnKind.Identity)
            {
                sheet.SetDefaultColumnStyle(c, styles.PlainText);
            }
        }

        var row = 0;
        if (heading.Title.Length > 0)
        {
            Merged(sheet, row++, 0, last, heading.Title, styles.Title, height: 40);
        }

        foreach (var line in (heading.Notice is { } notice ? [notice] : Array.Empty<string>()).Concat(heading.Cover))
        {
            var style = row == 1 && heading.Notice is not null ? styles.Notice : styles.Cover;
            Merged(sheet, row++, 0, last, line, style, 18 * Lines(line, total));
        }

        if (heading.Left.Length + heading.Middle.Length + heading.Right.Length > 0)
        {
            FillLine(sheet, row++, columns, heading, styles);
        }

        row = columns.Any(c => c.Header.Length > 0) ? FillHeadings(sheet, row, columns, styles) : row;
        sheet.CreateFreezePane(0, row);
        sheet.RepeatingRows = new CellRangeAddress(0, row - 1, -1, -1);
        PrintSetup(sheet);
        return row;
    }

    /// <summary>填报单位 left, 统计期间 middle, 单位 right: each merged over about as many columns as it needs.</summary>
    private static void FillLine(XSSFSheet sheet, int row, IReadOnlyList<Column> columns, SheetHeading heading, Fonts styles)
    {
        string[] texts = [heading.Left, heading.Middle, heading.Right];
        ICellStyle[] looks = [styles.LineLeft, styles.LineMiddle, styles.LineRight];
        if (columns.Count < 3)
        {
            var joined = string.Join("　", texts.Where(t => t.Length > 0));
            Merged(sheet, row, 0, columns.Count - 1, joined, styles.LineLeft, 20 * Lines(joined, columns.Sum(c => c.Width)));
            return;
        }

        var total = columns.Sum(c => c.Width);
        var needs = texts.Select(t => Math.Max(4, CellText.Width(t) * 1.2)).ToArray();
        var shares = needs.All(n => n <= total / 3) ? [1, 1, 1] : needs;
        var from = 0;
        double until = 0, width = 0;
        for (var part = 0; part < 3; part++)
        {
            until += total * shares[part] / shares.Sum();
            var to = from;
            width += columns[from].Width;
            while (part == 2 ? to < columns.Count - 1 : to < columns.Count - 3 + part && width + (columns[to + 1].Width / 2) <= until)
            {
                width += columns[++to].Width;
            }

            Merged(sheet, row, from, to, texts[part], looks[part], height: null);
            from = to + 1;
        }

        sheet.GetRow(row).HeightInPoints = 22;
    }

    private static int FillHeadings(XSSFSheet sheet, int row, IReadOnlyList<Column> columns, Fonts styles)
    {
        var two = columns.Any(c => c.Group is not null);
        var upper = sheet.CreateRow(row);
        var lower = two ? sheet.CreateRow(row + 1) : upper;
        lower.HeightInPoints = (float)(10 + (15 * columns.Max(c => Lines(c.Header, c.Width * 0.9))));
        if (two)
        {
            upper.HeightInPoints = 22;
        }

        for (var c = 0; c < columns.Count; c++)
        {
            var grouped = two && columns[c].Group is not null;
            Put(upper, c, grouped ? columns[c].Group! : columns[c].Header, styles.Header);
            if (two)
            {
                Put(lower, c, grouped ? columns[c].Header : "", styles.Header);
                if (!grouped)
                {
                    sheet.AddMergedRegion(new CellRangeAddress(row, row + 1, c, c));
                }
            }
        }

        for (var c = 0; two && c < columns.Count; c++)
        {
            var first = c;
            while (columns[first].Group is { } group && c + 1 < columns.Count && columns[c + 1].Group == group)
            {
                c++;
                upper.GetCell(c).SetCellValue("");
            }

            if (c > first)
            {
                sheet.AddMergedRegion(new CellRangeAddress(row, row, first, c));
            }
        }

        return two ? row + 2 : row + 1;
    }

    private static void PrintSetup(XSSFSheet sheet)
    {
        sheet.FitToPage = true;
        // NPOI's enumeration counts from 0, the file from 1: A4 is 9.
        sheet.PrintSetup.PaperSize = 9;
        sheet.PrintSetup.Landscape = true;
        sheet.PrintSetup.FitWidth = 1;
        sheet.PrintSetup.FitHeight = 0;
        sheet.SetMargin(MarginType.LeftMargin, 2.5 / 2.54);
        sheet.SetMargin(MarginType.RightMargin, 2.0 / 2.54);
        sheet.SetMargin(MarginType.TopMargin, 2.0 / 2.54);
        sheet.SetMargin(MarginType.BottomMargin, 2.0 / 2.54);
        sheet.SetMargin(MarginType.HeaderMargin, 0.8 / 2.54);
        sheet.SetMargin(MarginType.FooterMargin, 0.9 / 2.54);
        sheet.HorizontallyCenter = true;
        sheet.Footer.Center = "第 &P 页　共 &N 页";
    }

    private static void Merged(XSSFSheet sheet, int row, int from, int to, string text, ICellStyle style, double? height)
    {
        var line = sheet.GetRow(row) ?? sheet.CreateRow(row);
        Put(line, from, text, style);
        if (height is { } points)
        {
            line.HeightInPoints = (float)points;
        }

        if (to > from)
        {
            sheet.AddMergedRegion(new CellRangeAddress(row, row, from, to));
        }
    }

    private static void Put(IRow row, int column, string text, ICellStyle style)
    {
        var cell = row.CreateCell(column);
        cell.CellStyle = style;
        if (text.Length > 0)
        {
            cell.SetCellValue(CellText.Clean(text));
        }
    }

    internal static double Lines(string text, double width) => Math.Max(1, Math.Ceiling(CellText.Width(text) / Math.Max(width, 1)));

    [GeneratedRegex("<(x:)?dimension [^>]*/>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dimension();

    [GeneratedRegex("<mergeCells[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MergeCount();

    [GeneratedRegex("<definedName [^>]*localSheetId=\"([0-9]+)\"[^>]*>(?:(?!</definedName>).)*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DefinedName();

    // NPOI wraps the reference in CDATA.
    [GeneratedRegex(@"\$(1048560|1048570)(?=(?:\]\]>)?$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LastRow();

    /// <summary>One style object a look: Excel counts them.</summary>
    internal sealed class Fonts
    {
        private readonly XSSFWorkbook book;
        private readonly IFont body;
        private readonly IFont heavy;
        private readonly Dictionary<(HorizontalAlignment, string, bool, bool), ICellStyle> made = [];

        public Fonts(XSSFWorkbook book)
        {
            this.book = book;
            body = Font("仿宋_GB2312", 10.5);
            heavy = Font("黑体", 11);
            var line = Font("仿宋_GB2312", 12);
            Title = Look(Font("方正小标宋简体", 20), HorizontalAlignment.Center, border: false);
            var red = Font("黑体", 11);
            red.Color = IndexedColors.Red.Index;
            Notice = Look(red, HorizontalAlignment.Center, border: false);
            Cover = Look(body, HorizontalAlignment.Left, border: false);
            LineLeft = Look(line, HorizontalAlignment.Left, border: false);
            LineMiddle = Look(line, HorizontalAlignment.Center, border: false);
            LineRight = Look(line, HorizontalAlignment.Right, border: false);
            Header = Look(heavy, HorizontalAlignment.Center, border: true);
            Signature = Look(line, HorizontalAlignment.Left, border: false);
            Empty = Look(body, HorizontalAlignment.Center, border: true);
            Band = Look(heavy, HorizontalAlignment.Left, border: true);
            Prose = Look(line, HorizontalAlignment.Left, border: true);
            Prose.VerticalAlignment = VerticalAlignment.Top; // what is written by hand goes on below
            var lead = Font("仿宋_GB2312", 10.5);
            lead.Color = IndexedColors.Blue.Index;
            lead.Underline = FontUnderlineType.Single;
            Link = Look(lead, HorizontalAlignment.Center, border: true);
            PlainText = book.CreateCellStyle();
            PlainText.DataFormat = Format("@");
        }

        public ICellStyle Title { get; }

        public ICellStyle Notice { get; }

        public ICellStyle Cover { get; }

        public ICellStyle LineLeft { get; }

        public ICellStyle LineMiddle { get; }

        public ICellStyle LineRight { get; }

        public ICellStyle Header { get; }

        public ICellStyle Signature { get; }

        public ICellStyle Empty { get; }

        /// <summary>A row that heads those below it.</summary>
        public ICellStyle Band { get; }

        /// <summary>A paragraph over the whole width.</summary>
        public ICellStyle Prose { get; }

        /// <summary>Leads to another place of the workbook.</summary>
        public ICellStyle Link { get; }

        public ICellStyle PlainText { get; }

        /// <summary>The look of a data cell; a guarded one has the apostrophe that keeps <c>=1+1</c> text even when it is typed again.</summary>
        public ICellStyle Body(Column column, bool guarded) => Made(column, heavily: false, guarded);

        public ICellStyle Total(Column column) => Made(column, heavily: true, guarded: false);

        private ICellStyle Made(Column column, bool heavily, bool guarded)
        {
            var (alignment, format) = column.Kind switch
            {
                ColumnKind.Text => (HorizontalAlignment.Left, "@"),
                ColumnKind.LongText => (HorizontalAlignment.Left, "General"),
                ColumnKind.Number => (HorizontalAlignment.Center, "General"),
                ColumnKind.Date => (HorizontalAlignment.Center, "yyyy-mm-dd"),
                ColumnKind.DateTime => (HorizontalAlignment.Center, "yyyy-mm-dd hh:mm"),
                ColumnKind.Money => (HorizontalAlignment.Right, "#,##0.00"),
                ColumnKind.Identity => (HorizontalAlignment.Left, "@"),
                ColumnKind.Ordinal => (HorizontalAlignment.Center, "General"),
            };
            alignment = column.IsCentred || (heavily && !column.IsSummed) ? HorizontalAlignment.Center : alignment;
            if (made.TryGetValue((alignment, format, heavily, guarded), out var style))
            {
                return style;
            }

            style = Look(heavily ? heavy : body, alignment, border: true);
            style.DataFormat = Format(format);
            if (guarded)
            {
                var xf = ((XSSFCellStyle)style).GetCoreXf();
                xf.quotePrefix = true;
            }

            return made[(alignment, format, heavily, guarded)] = style;
        }

        private short Format(string format) => format == "General" ? (short)0 : book.CreateDataFormat().GetFormat(format);

        private IFont Font(string name, double size)
        {
            var font = book.CreateFont();
            font.FontName = name;
            font.FontHeightInPoints = (short)size;
            ((XSSFFont)font).FontHeight = size * 20;
            return font;
        }

        private ICellStyle Look(IFont font, HorizontalAlignment alignment, bool border)
        {
            var style = book.CreateCellStyle();
            style.SetFont(font);
            style.Alignment = alignment;
            style.VerticalAlignment = VerticalAlignment.Center;
            style.WrapText = true;
            // NPOI writes the alignment but tells the reader to ignore it.
            ((XSSFCellStyle)style).GetCoreXf().applyAlignment = true;
            if (border)
            {
                style.BorderTop = style.BorderBottom = style.BorderLeft = style.BorderRight = BorderStyle.Thin;
            }

            return style;
        }
    }
}

/// <summary>Style numbers of the template, by column.</summary>
internal sealed record LedgerStyles(int[] Body, int[] Guarded, int[] Total, int Signature, int Empty);
