using CaseTracker.Documents;

namespace CaseTracker.Reports;

/// <summary>The annual report as text: every number in it carries the code of its figure. How it looks is not its affair.</summary>
public sealed record Narrative
{
    /// <summary>Plain words, or a printed number (12份) with the code of the figure or rate it is.</summary>
    public sealed record Run(string Text, string? Code = null);

    /// <param name="Block">Key of the block that the bureau words itself; null for a computed sentence.</param>
    public sealed record Paragraph(IReadOnlyList<Run> Runs, string? Block = null)
    {
        public string Text => string.Concat(Runs.Select(r => r.Text));
    }

    /// <param name="Level">1 一、 2 （一） of GB/T 9704; 0 for the words before the first heading.</param>
    /// <param name="Heading">With its ordinal; empty on level 0.</param>
    public sealed record Section(int Level, string Heading, IReadOnlyList<Paragraph> Paragraphs);

    public required AnnualReport.Report Report { get; init; }

    public required string Title { get; init; }

    /// <summary>主送机关 without the colon; empty where the bureau left it out.</summary>
    public required string Recipient { get; init; }

    /// <summary>署名.</summary>
    public required string Organ { get; init; }

    public required IReadOnlyList<Section> Sections { get; init; }

    /// <summary>Names of the 附件.</summary>
    public IReadOnlyList<string> Attachments { get; } = [AnnualDocument.AnnexName, "年度统计表（表1至表10）"];

    /// <summary>Codes of the figures that are told, in the order of the text.</summary>
    public IReadOnlyList<string> Codes => [.. Sections.SelectMany(s => s.Paragraphs).SelectMany(p => p.Runs).Select(r => r.Code).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The whole text, a paragraph a line.</summary>
    public string Text => string.Join('\n',
    [
        Title,
        .. Recipient.Length > 0 ? [Recipient + "："] : Array.Empty<string>(),
        .. Sections.SelectMany(s => s.Paragraphs.Select(p => p.Text).Prepend(s.Heading)).Where(line => line.Length > 0),
        .. Attachments.Select((name, i) => $"{(i == 0 ? "附件：" : "")}{i + 1}.{name}"),
        Organ,
    ]);

    /// <summary>Tells the year. Blocks that are not given are the defaults.</summary>
    public static Narrative Of(AnnualReport.Report report, IReadOnlyList<ReportText> blocks)
    {
        var texts = blocks.ToDictionary(b => b.Key, b => b.Text, StringComparer.Ordinal);
        var words = new NarrativeWords(report);
        return new Narrative
        {
            Report = report,
            Title = $"{report.Bureau.Name}{report.Year}年度法治政府建设情况报告",
            Recipient = string.Concat(words.Runs(TextOf(ReportBlocks.Recipient)).Select(r => r.Text)),
            Organ = report.Bureau.Name,
            Sections = [.. Numbered(new NarrativeSections(report, words, TextOf).All)],
        };

        string TextOf(ReportBlock block) => texts.GetValueOrDefault(block.Key) ?? block.Default;
    }

    // 一、 and （一）, counted anew under each 一、.
    private static IEnumerable<Section> Numbered(IEnumerable<Section> sections)
    {
        var (upper, lower) = (0, 0);
        foreach (var section in sections)
        {
            (upper, lower) = section.Level switch { 1 => (upper + 1, 0), 2 => (upper, lower + 1), _ => (upper, lower) };
            yield return section with { Heading = section.Level switch { 1 => $"{PaperWords.Numeral(upper)}、{section.Heading}", 2 => $"（{PaperWords.Numeral(lower)}）{section.Heading}", _ => "" } };
        }
    }
}
