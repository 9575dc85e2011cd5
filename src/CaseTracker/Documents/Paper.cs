namespace CaseTracker.Documents;

/// <summary>What a document says, apart from how it looks: <see cref="PaperWriter"/> lays it out by GB/T 9704-2012.</summary>
public sealed record Paper
{
    /// <summary>标题 as printed.</summary>
    public required string Title { get; init; }

    /// <summary>发文机关标志, red on top with the red rule; null for a form (笔录、回证).</summary>
    public string? RedHead { get; init; }

    /// <summary>发文字号; a paper that has none yet (a preview) shows the place for it.</summary>
    public string? Number { get; init; }

    /// <summary>签发人, beside the number of a paper that goes upwards (请示、报告); null on all others.</summary>
    public string? SignedOffBy { get; init; }

    /// <summary>主送, without the colon.</summary>
    public string? Recipient { get; init; }

    public IReadOnlyList<Block> Body { get; init; } = [];

    /// <summary>Names of the 附件.</summary>
    public IReadOnlyList<string> Attachments { get; init; } = [];

    /// <summary>署名 with room for the seal; null where persons sign instead.</summary>
    public string? Organ { get; init; }

    /// <summary>成文日期.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>附注, below the date.</summary>
    public string? Remark { get; init; }

    /// <summary>抄送 of the 版记; with <see cref="PrintedBy"/>.</summary>
    public IReadOnlyList<string> CopyTo { get; init; } = [];

    /// <summary>印发机关 of the 版记; null: no 版记.</summary>
    public string? PrintedBy { get; init; }

    /// <summary>附件 bound in the same document, each on a page of its own, in the order of <see cref="Attachments"/>.</summary>
    public IReadOnlyList<Annex> Annexes { get; init; } = [];
}

/// <summary>A 附件: 附件1 at the top left, its title, what it says.</summary>
/// <param name="Mark">附件1.</param>
public sealed record Annex(string Mark, string Title, IReadOnlyList<Block> Body);

/// <summary>A part of the body.</summary>
public abstract record Block
{
    /// <summary>A paragraph; a blank text makes none.</summary>
    public sealed record Text(string Words) : Block;

    /// <summary>层次 1 (一、黑体) or 2 (（一）楷体); the figure stands in the words.</summary>
    public sealed record Heading(int Level, string Words) : Block;

    /// <summary>A ruled table of names and values; a row may hold two pairs.</summary>
    public sealed record Pairs(IReadOnlyList<IReadOnlyList<(string Name, string? Value)>> Rows) : Block;

    /// <summary>One question of a 笔录 with its answer.</summary>
    public sealed record Question(string Asked, string Answer) : Block;

    /// <summary>A paragraph with words that lead to a place of the document and are a place themselves: each is bookmarked <c>from_</c> and the name of where it leads.</summary>
    /// <param name="Runs">Words, and the bookmark they lead to; null for plain words.</param>
    public sealed record Linked(IReadOnlyList<(string Words, string? To)> Runs) : Block;

    /// <summary>A ruled table under headings that are repeated on each page.</summary>
    /// <param name="Widths">Of the columns, in parts of the text width.</param>
    public sealed record Grid(IReadOnlyList<int> Widths, IReadOnlyList<string> Head, IReadOnlyList<GridRow> Rows) : Block;

    /// <summary>A row; a single cell goes over all columns.</summary>
    /// <param name="Mark">Bookmark of the row: letters, digits and _; null without one.</param>
    public sealed record GridRow(IReadOnlyList<string> Cells, string? Mark = null);

    /// <summary>A line to be signed by hand.</summary>
    public sealed record Signature(string Words) : Block;
}

/// <summary>Figures and dates as official papers write them.</summary>
public static class PaperWords
{
    private static readonly string[] Numerals = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

    /// <summary>成文日期 by GB/T 9704: 2025年1月21日, no leading zeros.</summary>
    public static string Day(this DateOnly date) => $"{date.Year}年{date.Month}月{date.Day}日";

    /// <summary>1 to 99 in Chinese, for 一、 and （一）.</summary>
    public static string Numeral(int n) => n switch
    {
        < 10 => Numerals[n],
        < 20 => "十" + (n == 10 ? "" : Numerals[n - 10]),
        _ => Numerals[n / 10] + "十" + (n % 10 == 0 ? "" : Numerals[n % 10]),
    };

    /// <summary>The lines of a typed text as paragraphs.</summary>
    public static IEnumerable<Block> Paragraphs(string? text) =>
        (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(l => new Block.Text(l));

    /// <summary>Ends a sentence that was typed without its full stop.</summary>
    public static string Stop(string text) => text.Length > 0 && "。！？；：…".Contains(text[^1]) ? text : text + "。";

    /// <summary>Without the full stop, where the sentence goes on.</summary>
    public static string Bare(string text) => text.TrimEnd('。', '；', ' ');
}
