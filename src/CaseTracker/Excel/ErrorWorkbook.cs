using NPOI.SS.UserModel;
using NPOI.XSSF.UserModel;

namespace CaseTracker.Excel;

/// <summary>What could not be imported, given back: the clerk's own headings and rows as read, and one column 问题. Corrected, it can be imported as it is.</summary>
public static class ErrorWorkbook
{
    public const string ProblemHeading = "问题";

    /// <summary>Writes the refused rows of a book, each with its reasons in Chinese sentences.</summary>
    public static void Write(Stream output, Book book, IEnumerable<(BookRow Row, string Problem)> refused)
    {
        var columns = Enumerable.Range(0, book.Headings.Count).Where(c => book.Headings[c] != ProblemHeading).ToArray();
        var rows = refused.ToList();
        var workbook = new XSSFWorkbook();
        var sheet = workbook.CreateSheet("未导入的行");
        var head = Style(workbook, "黑体", IndexedColors.Automatic.Index, HorizontalAlignment.Center);
        var text = Style(workbook, "仿宋_GB2312", IndexedColors.Automatic.Index, HorizontalAlignment.Left);
        var quoted = Style(workbook, "仿宋_GB2312", IndexedColors.Automatic.Index, HorizontalAlignment.Left);
        ((XSSFCellStyle)quoted).GetCoreXf().quotePrefix = true;
        var problem = Style(workbook, "仿宋_GB2312", IndexedColors.Red.Index, HorizontalAlignment.Left);

        var heading = sheet.CreateRow(0);
        for (var c = 0; c < columns.Length; c++)
        {
            Put(heading, c, book.Headings[columns[c]], head, head);
            var widest = rows.Take(200).Select(r => CellText.Width(r.Row.Cells[columns[c]])).Append(CellText.Width(book.Headings[columns[c]])).Max();
            sheet.SetColumnWidth(c, Math.Clamp(widest + 2, 8, 40) * 256);
            sheet.SetDefaultColumnStyle(c, text);
        }

        Put(heading, columns.Length, ProblemHeading, head, head);
        sheet.SetColumnWidth(columns.Length, 60 * 256);
        for (var r = 0; r < rows.Count; r++)
        {
            var line = sheet.CreateRow(r + 1);
            for (var c = 0; c < columns.Length; c++)
            {
                Put(line, c, rows[r].Row.Cells[columns[c]], text, quoted);
            }

            Put(line, columns.Length, $"原第{rows[r].Row.Number}行：{rows[r].Problem}", problem, problem);
        }

        sheet.CreateFreezePane(0, 1);
        workbook.GetProperties().CoreProperties.Creator = "CaseTracker";
        workbook.Write(output, leaveOpen: true);
    }

    private static void Put(IRow row, int column, string text, ICellStyle plain, ICellStyle quoted)
    {
        if (text.Length == 0)
        {
            return;
        }

        var cell = row.CreateCell(column, CellType.String);
        cell.SetCellValue(CellText.Clean(text));
        cell.CellStyle = CellText.LooksLikeFormula(text) ? quoted : plain;
    }

    private static ICellStyle Style(XSSFWorkbook workbook, string fontName, short colour, HorizontalAlignment alignment)
    {
        var font = workbook.CreateFont();
        font.FontName = fontName;
        font.FontHeightInPoints = 11;
        if (colour != IndexedColors.Automatic.Index)
        {
            font.Color = colour;
        }

        var style = workbook.CreateCellStyle();
        style.SetFont(font);
        style.Alignment = alignment;
        style.VerticalAlignment = VerticalAlignment.Center;
        style.WrapText = true;
        style.DataFormat = workbook.CreateDataFormat().GetFormat("@");
        style.BorderTop = style.BorderBottom = style.BorderLeft = style.BorderRight = BorderStyle.Thin;
        return style;
    }
}
