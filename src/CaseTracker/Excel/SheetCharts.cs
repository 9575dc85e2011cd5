using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using NPOI.SS.UserModel;
using NPOI.SS.Util;
using NPOI.XSSF.UserModel;

namespace CaseTracker.Excel;

public enum ChartKind
{
    /// <summary>Columns side by side.</summary>
    Bar,

    Line,
}

/// <summary>Cells of a sheet, counted from 0; both ends are included.</summary>
public sealed record CellArea(int FirstRow, int LastRow, int FirstColumn, int LastColumn);

/// <summary>What one colour shows; as many cells as there are categories.</summary>
public sealed record ChartSeries(string Name, CellArea Values);

/// <summary>A chart that Excel draws from the cells of the workbook.</summary>
/// <param name="Sheet">On which sheet it stands, and whose cells it shows; from 0.</param>
/// <param name="Place">The cells that it covers.</param>
/// <param name="Categories">The cells below the axis, one row or one column.</param>
public sealed record SheetChart(int Sheet, CellArea Place, ChartKind Kind, string Title, CellArea Categories, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>What the axis counts, e.g. 件; null without a title of the axis.</summary>
    public string? Unit { get; init; }
}

/// <summary>Draws native charts into a workbook. NPOI makes frame and part; what stands in the part is written here, since NPOI's own series lack the direction of their bars and any font for Chinese.</summary>
public static class SheetCharts
{
    private const int CategoryAxis = 1;
    private const int ValueAxis = 2;

    private static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    private static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";

    // Told apart by the colour-blind and, by their lightness, on a black-and-white print (Okabe and Ito).
    private static readonly string[] Colours = ["0072B2", "E69F00", "000000", "56B4E9", "D55E00", "009E73"];
    private static readonly string[] Markers = ["circle", "square", "triangle", "diamond", "x", "star"];
    private static readonly string[] Dashes = ["solid", "dash", "sysDot", "lgDash", "dashDot", "sysDash"];

    /// <summary>The same workbook with the charts.</summary>
    public static byte[] Add(byte[] workbook, params IReadOnlyList<SheetChart> charts)
    {
        var book = new XSSFWorkbook(new MemoryStream(workbook));
        var parts = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var chart in charts)
        {
            var sheet = book.GetSheetAt(chart.Sheet);
            var drawing = (XSSFDrawing)sheet.CreateDrawingPatriarch();
            var frame = (XSSFChart)drawing.CreateChart(drawing.CreateAnchor(0, 0, 0, 0, chart.Place.FirstColumn, chart.Place.FirstRow, chart.Place.LastColumn + 1, chart.Place.LastRow + 1));
            parts.Add(frame.GetPackagePart().PartName.Name.TrimStart('/'), Space(sheet, chart));
        }

        using var file = new MemoryStream();
        book.Write(file, leaveOpen: true);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                zip.GetEntry(name)!.Delete();
                using var entry = zip.CreateEntry(name).Open();
                content.Save(entry);
            }
        }

        return file.ToArray();
    }

    private static XElement Space(ISheet sheet, SheetChart chart)
    {
        var plot = new XElement(C + (chart.Kind == ChartKind.Bar ? "barChart" : "lineChart"),
            chart.Kind == ChartKind.Bar ? Val("barDir", "col") : null,
            Val("grouping", chart.Kind == ChartKind.Bar ? "clustered" : "standard"),
            Val("varyColors", "0"),
            chart.Series.Select((s, i) => Series(sheet, chart, s, i)),
            chart.Kind == ChartKind.Bar ? Val("gapWidth", "60") : Val("marker", "1"),
            Val("axId", CategoryAxis),
            Val("axId", ValueAxis));
        return new XElement(C + "chartSpace",
            new XAttribute(XNamespace.Xmlns + "c", C),
            new XAttribute(XNamespace.Xmlns + "a", A),
            Val("date1904", "0"),
            Val("roundedCorners", "0"),
            new XElement(C + "chart",
                Title(chart.Title, 1400),
                Val("autoTitleDeleted", "0"),
                new XElement(C + "plotArea", new XElement(C + "layout"), plot, Categories(chart), Values(sheet, chart)),
                chart.Series.Count > 1 ? new XElement(C + "legend", Val("legendPos", "b"), Val("overlay", "0")) : null,
                Val("plotVisOnly", "1"),
                Val("dispBlanksAs", "gap")),
            new XElement(C + "txPr", new XElement(A + "bodyPr"), new XElement(A + "p", new XElement(A + "pPr", Font("defRPr", "仿宋_GB2312", 1000)), new XElement(A + "endParaRPr", new XAttribute("lang", "zh-CN")))));
    }

    private static XElement Series(ISheet sheet, SheetChart chart, ChartSeries series, int index)
    {
        var fill = new XElement(A + "solidFill", new XElement(A + "srgbClr", new XAttribute("val", Colours[index % Colours.Length])));
        var isBar = chart.Kind == ChartKind.Bar;
        return new XElement(C + "ser",
            Val("idx", index),
            Val("order", index),
            new XElement(C + "tx", new XElement(C + "v", series.Name)),
            new XElement(C + "spPr", isBar ? fill : new XElement(A + "ln", new XAttribute("w", 28575), fill, new XElement(A + "prstDash", new XAttribute("val", Dashes[index % Dashes.Length])))),
            isBar ? Val("invertIfNegative", "0") : new XElement(C + "marker", Val("symbol", Markers[index % Markers.Length]), Val("size", 7), new XElement(C + "spPr", new XElement(fill))),
            isBar ? Labels() : null,
            new XElement(C + "cat", new XElement(C + "strRef", new XElement(C + "f", Reference(sheet, chart.Categories)), Cache("strCache", null, Cells(sheet, chart.Categories).Select(Text)))),
            new XElement(C + "val", new XElement(C + "numRef", new XElement(C + "f", Reference(sheet, series.Values)), Cache("numCache", "General", Cells(sheet, series.Values).Select(Number)))),
            isBar ? null : Val("smooth", "0"));
    }

    private static XElement Labels() => new(C + "dLbls", Val("dLblPos", "outEnd"), Val("showLegendKey", "0"), Val("showVal", "1"), Val("showCatName", "0"), Val("showSerName", "0"), Val("showPercent", "0"), Val("showBubbleSize", "0"));

    private static XElement Categories(SheetChart chart) => new(C + "catAx",
        Val("axId", CategoryAxis), new XElement(C + "scaling", Val("orientation", "minMax")), Val("delete", "0"), Val("axPos", "b"), Val("majorTickMark", "none"), Val("minorTickMark", "none"), Val("tickLblPos", "low"),
        chart.Kind == ChartKind.Line ? Slanted() : null,
        Val("crossAx", ValueAxis), Val("crosses", "autoZero"), Val("auto", "0"), Val("lblAlgn", "ctr"), Val("lblOffset", 100), Val("noMultiLvlLbl", "1"));

    // Months side by side: upright they would be broken into three lines.
    private static XElement Slanted() => new(C + "txPr", new XElement(A + "bodyPr", new XAttribute("rot", -2_700_000), new XAttribute("vert", "horz")),
        new XElement(A + "p", new XElement(A + "pPr", Font("defRPr", "仿宋_GB2312", 900)), new XElement(A + "endParaRPr", new XAttribute("lang", "zh-CN"))));

    private static XElement Values(ISheet sheet, SheetChart chart) => new(C + "valAx",
        Val("axId", ValueAxis), new XElement(C + "scaling", Val("orientation", "minMax")), Val("delete", "0"), Val("axPos", "l"),
        new XElement(C + "majorGridlines", new XElement(C + "spPr", new XElement(A + "ln", new XAttribute("w", 6350), new XElement(A + "solidFill", new XElement(A + "srgbClr", new XAttribute("val", "D9D9D9")))))),
        chart.Unit is { } unit ? Title(unit, 1000) : null,
        new XElement(C + "numFmt", new XAttribute("formatCode", "General"), new XAttribute("sourceLinked", "0")),
        Val("majorTickMark", "none"), Val("minorTickMark", "none"), Val("tickLblPos", "nextTo"), Val("crossAx", CategoryAxis), Val("crosses", "autoZero"), Val("crossBetween", "between"),
        IsOfFew(sheet, chart) ? Val("majorUnit", 1) : null);

    /// <summary>Small counts: no half 件 on the axis.</summary>
    private static bool IsOfFew(ISheet sheet, SheetChart chart) => chart.Series.SelectMany(s => Cells(sheet, s.Values)).All(c => Number(c) is not { } n || (double.Parse(n, CultureInfo.InvariantCulture) is var value && value <= 10 && value == Math.Floor(value)));

    private static XElement Title(string text, int size) => new(C + "title",
        new XElement(C + "tx", new XElement(C + "rich", new XElement(A + "bodyPr"), new XElement(A + "p", new XElement(A + "pPr", Font("defRPr", "黑体", size)), new XElement(A + "r", Font("rPr", "黑体", size), new XElement(A + "t", CellText.Clean(text)))))),
        Val("overlay", "0"));

    private static XElement Font(string name, string typeface, int size) => new(A + name,
        name == "rPr" ? new XAttribute("lang", "zh-CN") : null, new XAttribute("sz", size), new XAttribute("b", 0), new XElement(A + "latin", new XAttribute("typeface", typeface)), new XElement(A + "ea", new XAttribute("typeface", typeface)));

    private static XElement Val(string name, object value) => new(C + name, new XAttribute("val", value));

    /// <summary>The values as they are now: what a viewer shows that does not calculate.</summary>
    private static XElement Cache(string name, string? format, IEnumerable<string?> values)
    {
        var all = values.ToList();
        return new XElement(C + name, format is null ? null : new XElement(C + "formatCode", format), Val("ptCount", all.Count),
            all.Select((v, i) => v is null ? null : new XElement(C + "pt", new XAttribute("idx", i), new XElement(C + "v", v))));
    }

    private static string Reference(ISheet sheet, CellArea area) =>
        $"'{sheet.SheetName.Replace("'", "''", StringComparison.Ordinal)}'!${CellReference.ConvertNumToColString(area.FirstColumn)}${area.FirstRow + 1}:${CellReference.ConvertNumToColString(area.LastColumn)}${area.LastRow + 1}";

    private static IEnumerable<ICell?> Cells(ISheet sheet, CellArea area) =>
        from row in Enumerable.Range(area.FirstRow, area.LastRow - area.FirstRow + 1)
        from column in Enumerable.Range(area.FirstColumn, area.LastColumn - area.FirstColumn + 1)
        select sheet.GetRow(row)?.GetCell(column);

    private static string Text(ICell? cell) => cell is null ? "" : new DataFormatter(CultureInfo.InvariantCulture).FormatCellValue(cell);

    private static string? Number(ICell? cell) => cell is not null && (cell.CellType == CellType.Formula ? cell.CachedFormulaResultType : cell.CellType) == CellType.Numeric
        ? cell.NumericCellValue.ToString("R", CultureInfo.InvariantCulture)
        : null;
}
