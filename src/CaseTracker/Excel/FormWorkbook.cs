using System.IO.Compression;
using System.Text;
using NPOI.SS.UserModel;
using NPOI.SS.Util;
using NPOI.XSSF.UserModel;

namespace CaseTracker.Excel;

/// <summary>One cell of a form: a value, a formula with the value that the program has for it, or words that lead to another place.</summary>
public readonly record struct FormCell(Cell Value)
{
    /// <summary>How it is written, where the column's way does not fit: yuan in a column of counts.</summary>
    public ColumnKind? Kind { get; init; }

    /// <summary>Without the equals sign; the value is what the program reckons for it.</summary>
    public string? Formula { get; init; }

    /// <summary>Sheet and row it leads to, see <see cref="FormSheet.At"/>.</summary>
    public string? Link { get; init; }

    /// <summary>Columns it goes over.</summary>
    public int Span { get; init; } = 1;

    public static implicit operator FormCell(string? text) => new(Cell.Of(text));

    public static implicit operator FormCell(decimal? number) => new(Cell.Of(number));

    public static implicit operator FormCell(DateOnly? day) => new(Cell.Of(day));
}

/// <summary>A workbook of printed forms, some thousand rows at most, written by NPOI as it is; what grows is a ledger: <see cref="LedgerWriter"/>. Its sheets can be filled in any order.</summary>
public sealed class FormWorkbook
{
    private readonly XSSFWorkbook book = new();
    private readonly LedgerTemplate.Fonts styles;
    private readonly List<FormSheet> sheets = [];

    public FormWorkbook()
    {
        styles = new LedgerTemplate.Fonts(book);
        book.GetProperties().CoreProperties.Creator = "CaseTracker";
    }

    /// <summary>Adds a sheet in the layout of the ledgers: merged title, cover lines, 填报单位、统计期间、单位, headings that are repeated on each page.</summary>
    public FormSheet Add(string name, IReadOnlyList<Column> columns, SheetHeading heading)
    {
        var sheet = new FormSheet((XSSFSheet)book.CreateSheet(SheetNames.Sheet(name)), columns, heading, styles);
        sheets.Add(sheet);
        return sheet;
    }

    /// <summary>Writes it; nothing can be added afterwards.</summary>
    public void Write(Stream output)
    {
        for (var i = 0; i < sheets.Count; i++)
        {
            sheets[i].End();
            book.SetPrintArea(i, 0, sheets[i].Columns.Count - 1, 0, sheets[i].Next - 2);
        }

        using var file = new MemoryStream();
        book.Write(file, leaveOpen: true);
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, content) in LedgerTemplate.Parts(file))
        {
            using var entry = LedgerWriter.Open(zip, name, new());
            // NPOI marks every column of a set width as collapsed.
            entry.Write(name.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace(" collapsed=\"1\"", "", StringComparison.Ordinal)) : content);
        }
    }
}

/// <summary>A sheet of a <see cref="FormWorkbook"/>, filled row by row.</summary>
public sealed class FormSheet
{
    private const float LineHeight = 15;

    private readonly XSSFSheet sheet;
    private readonly SheetHeading heading;
    private readonly LedgerTemplate.Fonts styles;
    private readonly int headingRows;
    private int row;
    private bool hasFilter = true;

    internal FormSheet(XSSFSheet sheet, IReadOnlyList<Column> columns, SheetHeading heading, LedgerTemplate.Fonts styles)
    {
        (this.sheet, Columns, this.heading, this.styles) = (sheet, columns, heading, styles);
        row = headingRows = LedgerTemplate.FillHead(sheet, columns, heading, styles);
    }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Without the arrows of a filter: a form with further headings below the first.</summary>
    public FormSheet Plain()
    {
        hasFilter = false;
        return this;
    }

    /// <summary>Made smaller until it fits: a cover, a form that is not torn apart.</summary>
    public FormSheet OnOnePage()
    {
        sheet.PrintSetup.FitHeight = 1;
        return this;
    }

    /// <summary>Number of the next row, from 1, as in a formula.</summary>
    public int Next => row + 1;

    /// <summary>Where a row of this sheet is, for a link.</summary>
    public string At(int number) => $"'{sheet.SheetName}'!A{number}";

    public void Row(params IReadOnlyList<FormCell> cells) => Put(cells, total: false);

    /// <summary>合计.</summary>
    public void Total(params IReadOnlyList<FormCell> cells) => Put(cells, total: true);

    /// <summary>Headings of a second table on the same sheet.</summary>
    public void Head(params IReadOnlyList<FormCell> cells)
    {
        var line = Line(22);
        var c = 0;
        foreach (var cell in cells)
        {
            Text(line, c, cell.Value.Text, styles.Header);
            c = Over(line, c, cell.Span, styles.Header);
        }
    }

    /// <summary>A row in bold over the whole width, above the rows that belong to it.</summary>
    public void Band(string text) => Merged(text, styles.Band);

    /// <summary>A paragraph over the whole width; <paramref name="lines"/> keeps room for what is written by hand.</summary>
    public void Prose(string text, int lines = 1) => Merged(text, styles.Prose, lines);

    internal void End()
    {
        if (row == headingRows)
        {
            Merged(heading.WhenEmpty, styles.Empty);
        }
        else if (hasFilter)
        {
            sheet.SetAutoFilter(new CellRangeAddress(headingRows - 1, row - 1, 0, Columns.Count - 1));
        }

        if (heading.Signature is { } signature)
        {
            Merged(signature, styles.Signature, lines: 2);
        }
    }

    private void Put(IReadOnlyList<FormCell> cells, bool total)
    {
        var line = Line(0);
        var (c, lines) = (0, 1.0);
        foreach (var cell in cells)
        {
            var column = cell.Kind is { } kind ? Columns[c] with { Kind = kind } : Columns[c];
            var text = cell.Value.Kind == CellKind.Text ? cell.Value.Text : "";
            var style = cell.Link is not null ? styles.Link : total ? styles.Total(column) : styles.Body(column, CellText.LooksLikeFormula(text));
            Fill(line.CreateCell(c), cell, style);
            var width = Columns.Skip(c).Take(cell.Span).Sum(x => x.Width) - 1.5;
            lines = Math.Max(lines, text.Split('\n').Sum(l => LedgerTemplate.Lines(l, width)));
            c = Over(line, c, cell.Span, style);
        }

        for (; c < Columns.Count && Columns[c] is not FormColumn { IsBare: true }; c++)
        {
            line.CreateCell(c).CellStyle = styles.Empty;
        }

        line.HeightInPoints = (float)((lines * LineHeight) + 5);
    }

    private void Fill(ICell target, FormCell cell, ICellStyle style)
    {
        target.CellStyle = style;
        if (cell.Formula is { } formula)
        {
            target.SetCellFormula(formula);
        }

        switch (cell.Value.Kind)
        {
            case CellKind.Text:
                target.SetCellValue(CellText.Clean(cell.Value.Text));
                break;
            case CellKind.Number:
                target.SetCellValue((double)cell.Value.Number);
                break;
            case CellKind.Date or CellKind.DateTime:
                target.SetCellValue(cell.Value.Moment);
                break;
        }

        if (cell.Link is { } place)
        {
            target.Hyperlink = new XSSFHyperlink(HyperlinkType.Document) { Address = place };
        }
    }

    private void Merged(string text, ICellStyle style, int lines = 1)
    {
        var width = Columns.Sum(x => x.Width) - 1.5;
        var line = Line((float)((Math.Max(lines, text.Split('\n').Sum(l => LedgerTemplate.Lines(l, width * 10.5 / 12))) * 17) + 5));
        Text(line, 0, text, style);
        Over(line, 0, Columns.Count, style);
    }

    private static void Text(IRow line, int column, string text, ICellStyle style)
    {
        var cell = line.CreateCell(column);
        cell.CellStyle = style;
        cell.SetCellValue(CellText.Clean(text));
    }

    /// <summary>Merges from a column on and gives every cell its border; returns the next free column.</summary>
    private int Over(IRow line, int column, int span, ICellStyle style)
    {
        for (var c = column + 1; c < column + span; c++)
        {
            line.CreateCell(c).CellStyle = style;
        }

        if (span > 1)
        {
            sheet.AddMergedRegion(new CellRangeAddress(line.RowNum, line.RowNum, column, column + span - 1));
        }

        return column + span;
    }

    private IRow Line(float height)
    {
        var line = sheet.CreateRow(row++);
        if (height > 0)
        {
            line.HeightInPoints = height;
        }

        return line;
    }
}
