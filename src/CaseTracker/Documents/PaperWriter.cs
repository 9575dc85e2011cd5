using NPOI.OpenXmlFormats.Wordprocessing;
using NPOI.XWPF.UserModel;

namespace CaseTracker.Documents;

/// <summary>Fills the embedded base document (A4, margins, odd and even page numbers, styles: <c>Documents/base</c>) with what a paper says.</summary>
public static class PaperWriter
{
    // 版心 156 mm in twips; 三号 is 16 pt, so a character is 320 wide.
    private const int TextWidth = 8844;
    private const int Character = 320;
    private const int LabelWidth = 1500;

    private static readonly byte[] Base = ReadBase();

    /// <summary>The paper as a .docx.</summary>
    public static byte[] Write(Paper paper)
    {
        var document = new XWPFDocument(new MemoryStream(Base, writable: false));
        var marks = new Marks();
        Head(document, paper);
        for (var i = 0; i < paper.Body.Count; i++)
        {
            Body(document, paper.Body[i], i > 0 && paper.Body[i - 1] is Block.Pairs, marks);
        }

        if (paper.Organ is not null && paper.Body is [.., Block.Text or Block.Linked])
        {
            Last(document).pPr.keepNext = new CT_OnOff { val = true }; // 印章 never stands on a page without text
        }

        for (var i = 0; i < paper.Attachments.Count; i++)
        {
            var name = paper.Attachments.Count == 1 ? paper.Attachments[i] : $"{i + 1}.{paper.Attachments[i]}";
            Add(document, i == 0 ? "AttachmentFirst" : "AttachmentNext", i == 0 ? $"附件：{name}" : name);
        }

        Foot(document, paper);
        foreach (var annex in paper.Annexes)
        {
            Add(document, "AnnexMark", annex.Mark);
            Add(document, "AnnexTitle", annex.Title);
            foreach (var block in annex.Body)
            {
                Body(document, block, belowTable: false, marks);
            }
        }

        using var bytes = new MemoryStream();
        document.Write(bytes);
        return bytes.ToArray();
    }

    private static void Head(XWPFDocument document, Paper paper)
    {
        if (paper.RedHead is { } organ)
        {
            var mark = Add(document, "RedHead", organ);
            mark.Runs[0].FontSize = Math.Min(36, TextWidth / 20 / Math.Max(1, organ.Length)); // one line, whatever the name
            Number(document, paper.Number ?? "〔    〕  号", paper.SignedOffBy);
            Add(document, "PaperTitle", paper.Title);
        }
        else
        {
            Add(document, "FormTitle", paper.Title);
            if (paper.Number is { } number)
            {
                Add(document, "PlainNumber", number);
            }
        }

        if (paper.Recipient is { } recipient)
        {
            Add(document, "Recipient", recipient + "：");
        }
    }

    // 上行文: 发文字号 left, 签发人 right, each one character in, the name in 楷体.
    private static void Number(XWPFDocument document, string number, string? signedOffBy)
    {
        var line = Add(document, signedOffBy is null ? "DocNumber" : "DocNumberUpwards", signedOffBy is null ? number : $"{number}\t签发人：");
        if (signedOffBy is { } name)
        {
            var run = line.CreateRun();
            run.SetFontFamily("楷体_GB2312", FontCharRange.None);
            run.AppendText(name);
        }
    }

    private static void Body(XWPFDocument document, Block block, bool belowTable, Marks marks)
    {
        switch (block)
        {
            case Block.Text { Words.Length: > 0 } text:
                Spaced(Add(document, "Prose", text.Words));
                break;
            case Block.Heading heading:
                Spaced(Add(document, $"Level{heading.Level}", heading.Words));
                break;
            case Block.Question question:
                Add(document, "Question", $"问：{question.Asked}");
                Add(document, "Answer", $"答：{question.Answer}");
                break;
            case Block.Signature signature:
                Add(document, "Signature", signature.Words);
                break;
            case Block.Pairs pairs:
                Table(document, pairs);
                break;
            case Block.Linked linked:
                Link(document, linked, marks);
                break;
            case Block.Grid grid:
                Table(document, grid, marks);
                break;
        }

        void Spaced(XWPFParagraph paragraph)
        {
            if (belowTable)
            {
                paragraph.SpacingBefore = 280;
            }
        }
    }

    private static void Foot(XWPFDocument document, Paper paper)
    {
        if (paper.Organ is { } organ)
        {
            var date = paper.Date?.Day() ?? "    年  月  日";
            var line = Add(document, "Organ", organ);
            // 成文日期右空四字, the name centred over it; a long name is let out to the margin.
            line.IndentationRight = Math.Max(0, (4 * Character) + ((Width(date) - Width(organ)) / 2));
            Add(document, "IssueDate", date);
        }

        if (paper.Remark is { } remark)
        {
            Add(document, "Footnote", $"（{remark}）");
        }

        if (paper.PrintedBy is { } printer)
        {
            if (paper.CopyTo.Count > 0)
            {
                Add(document, "Imprint", $"抄送：{string.Join("，", paper.CopyTo)}。");
                AtBottom(document);
            }

            Add(document, "Imprint", $"{printer}\t{paper.Date?.Day()}印发");
            AtBottom(document);
        }
    }

    // 版记 stands at the foot of the last page: a frame, said on the paragraph too, for LibreOffice.
    private static void AtBottom(XWPFDocument document) => Last(document).pPr.framePr = new CT_FramePr
    {
        w = TextWidth,
        wrap = ST_Wrap.notBeside,
        vAnchor = ST_VAnchor.margin,
        hAnchor = ST_HAnchor.margin,
        xAlign = ST_XAlign.center,
        yAlign = ST_YAlign.bottom,
    };

    private static CT_P Last(XWPFDocument document) => document.Document.body.Items.OfType<CT_P>().Last();

    private static int Width(string text) => text.Sum(c => c < 0x2E80 ? Character / 2 : Character);

    private static XWPFParagraph Add(XWPFDocument document, string style, string text)
    {
        var paragraph = document.CreateParagraph();
        paragraph.Style = style;
        Fill(paragraph, text);
        return paragraph;
    }

    private static void Fill(XWPFParagraph paragraph, string text)
    {
        var parts = text.Split('\t');
        for (var i = 0; i < parts.Length; i++)
        {
            var run = paragraph.CreateRun();
            if (i > 0)
            {
                run.AddTab();
            }

            var lines = parts[i].Split('\n');
            run.AppendText(lines[0]);
            foreach (var line in lines.Skip(1))
            {
                run.AddCarriageReturn();
                run.AppendText(line);
            }
        }
    }

    private static void Table(XWPFDocument document, Block.Pairs pairs)
    {
        var columns = 2 * pairs.Rows.Max(r => r.Count);
        int[] widths = columns == 2
            ? [LabelWidth, TextWidth - LabelWidth]
            : [LabelWidth, (TextWidth / 2) - LabelWidth, LabelWidth, (TextWidth / 2) - LabelWidth];
        var table = Ruled(document, pairs.Rows.Count, widths);
        for (var r = 0; r < pairs.Rows.Count; r++)
        {
            var row = table.GetRow(r);
            var cells = pairs.Rows[r];
            for (var c = columns - 1; c >= 0; c--)
            {
                var pair = c / 2;
                if (pair >= cells.Count)
                {
                    row.RemoveCell(c);
                    continue;
                }

                var cell = row.GetCell(c);
                var spans = c % 2 == 1 && pair == cells.Count - 1 && c < columns - 1;
                var properties = cell.GetCTTc().AddNewTcPr();
                properties.tcW = new CT_TblWidth { type = ST_TblWidth.dxa, w = $"{(spans ? widths[c..].Sum() : widths[c])}" };
                if (spans)
                {
                    properties.AddNewGridspan().val = $"{columns - c}";
                }

                properties.AddNewVAlign().val = ST_VerticalJc.center;
                Cell(cell, c % 2 == 0 ? "Label" : "Cell", c % 2 == 0 ? cells[pair].Name : cells[pair].Value ?? "");
            }
        }
    }

    private static XWPFTable Ruled(XWPFDocument document, int rows, IReadOnlyList<int> widths)
    {
        var grid = document.Document.body.AddNewTbl();
        var table = new XWPFTable(grid, document, rows, widths.Count);
        grid.tblPr.tblW = new CT_TblWidth { type = ST_TblWidth.dxa, w = $"{TextWidth}" };
        grid.tblPr.AddNewTblLayout().type = ST_TblLayoutType.@fixed;
        grid.tblGrid = new CT_TblGrid();
        foreach (var width in widths)
        {
            grid.tblGrid.AddNewGridCol().w = (ulong)width;
        }

        return table;
    }

    private static void Table(XWPFDocument document, Block.Grid grid, Marks marks)
    {
        var parts = grid.Widths.Sum();
        int[] widths = [.. grid.Widths.Select(w => TextWidth * w / parts)];
        var table = Ruled(document, grid.Rows.Count + 1, widths);
        for (var r = 0; r <= grid.Rows.Count; r++)
        {
            var row = table.GetRow(r);
            var cells = r == 0 ? grid.Head : grid.Rows[r - 1].Cells;
            var over = cells.Count == 1 && widths.Length > 1;
            for (var c = widths.Length - 1; c >= cells.Count; c--)
            {
                row.RemoveCell(c);
            }

            for (var c = 0; c < cells.Count; c++)
            {
                var properties = row.GetCell(c).GetCTTc().AddNewTcPr();
                properties.tcW = new CT_TblWidth { type = ST_TblWidth.dxa, w = $"{(over ? TextWidth : widths[c])}" };
                if (over)
                {
                    properties.AddNewGridspan().val = $"{widths.Length}";
                }

                properties.AddNewVAlign().val = ST_VerticalJc.center;
                Cell(row.GetCell(c), r == 0 ? "Label" : over || c == 1 ? "GridText" : "GridCell", cells[c]);
            }

            var look = row.GetCTRow().AddNewTrPr();
            look.AddNewCantSplit().val = true;
            if (r == 0)
            {
                look.AddNewTblHeader().val = true;
            }
            else if (grid.Rows[r - 1].Mark is { } mark)
            {
                var name = row.GetCell(0).GetCTTc().Items.OfType<CT_P>().First();
                marks.Around(name, 0, mark);
                name.pPr.keepNext = new CT_OnOff { val = true }; // what explains it stands in the next row
            }
        }
    }

    // The number stands as any other word of the text: a link in an official paper has no colour.
    private static void Link(XWPFDocument document, Block.Linked linked, Marks marks)
    {
        var paragraph = document.CreateParagraph();
        paragraph.Style = "Prose";
        var p = Last(document);
        foreach (var (words, to) in linked.Runs)
        {
            if (to is null)
            {
                paragraph.CreateRun().AppendText(words);
                continue;
            }

            var run = new CT_R();
            run.AddNewT().Value = words;
            var link = new CT_Hyperlink1 { anchor = to, history = ST_OnOff.on };
            link.Items.Add(run);
            link.ItemsElementName.Add(ItemsChoiceType12.r);
            p.Items.Add(link);
            p.ItemsElementName.Add(ParagraphItemsChoiceType.hyperlink);
            marks.Around(p, p.Items.Count - 1, marks.From(to));
        }
    }

    private static void Cell(XWPFTableCell cell, string style, string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var paragraph = i == 0 ? cell.Paragraphs[0] : cell.AddParagraph();
            paragraph.Style = style;
            Fill(paragraph, lines[i]);
        }
    }

    /// <summary>Bookmarks of one document: their ids are counted, their names are used once.</summary>
    private sealed class Marks
    {
        private readonly Dictionary<string, int> used = new(StringComparer.Ordinal);
        private int last;

        /// <summary>Name of a place that leads to another: from_F_G1, then from_F_G1_2.</summary>
        public string From(string to)
        {
            var n = used[to] = used.GetValueOrDefault(to) + 1;
            return n == 1 ? $"from_{to}" : $"from_{to}_{n}";
        }

        /// <summary>Puts a bookmark around what stands in the paragraph from an item on.</summary>
        public void Around(CT_P paragraph, int item, string name)
        {
            var id = (++last).ToString(System.Globalization.CultureInfo.InvariantCulture);
            paragraph.Items.Insert(item, new CT_Bookmark { name = name, id = id });
            paragraph.ItemsElementName.Insert(item, ParagraphItemsChoiceType.bookmarkStart);
            paragraph.Items.Add(new CT_MarkupRange { id = id });
            paragraph.ItemsElementName.Add(ParagraphItemsChoiceType.bookmarkEnd);
        }
    }

    private static byte[] ReadBase()
    {
        using var stream = typeof(PaperWriter).Assembly.GetManifestResourceStream("base.docx")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
