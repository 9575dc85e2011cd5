using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;
using CaseTracker.Documents;

namespace CaseTracker.Reports;

/// <summary>What can be wrong with the words of a report (GB/T 9704-2012, GB/T 15835-2011).</summary>
public enum Irregularity
{
    [Display(Name = "序数重复")] OrdinalTwice,
    [Display(Name = "序号用顿号")] EnumerationComma,
    [Display(Name = "半角括号序号")] HalfWidthOrdinal,
    [Display(Name = "没有主送机关")] NoRecipient,
    [Display(Name = "落款重复")] OrganTwice,
    [Display(Name = "数字前后有空格")] BlankAtNumber,
    [Display(Name = "手填数字与指标不符")] NumberDiffers,
    [Display(Name = "年份简写")] ShortYear,
    [Display(Name = "数字用〇或零")] ChineseNought,
    [Display(Name = "以0表述")] NoughtInText,
}

/// <param name="Place">Where: heading and paragraph.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Proposal">What to do.</param>
/// <param name="Block">Key of the block to be edited; null where no block can mend it.</param>
public sealed record Finding(Irregularity What, string Place, string Found, string Proposal, string? Block);

/// <summary>Reads the narrative, with its edited blocks, for what a reader of official papers would strike out.</summary>
public static partial class CheckReport
{
    private const string Ordinals = "一二三四五六七八九十";

    // Fewer characters in common say nothing: 办结, 接待.
    private const int Telling = 4;

    private static readonly string Units = string.Join('|', Enum.GetValues<FigureUnit>().Select(u => u.Display()).OrderByDescending(u => u.Length));

    private static readonly Regex Typed = new($@"(?<before>[^\d，。；：、\s]*)(?<![\d.〔\[])(?<number>\d+(?:\.\d+)?)(?<unit>{Units})(?<after>[^\d，。；：、\s]*)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly Regex Nought = new($@"(?<![\d.])0(?:{Units})", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly Regex Chinese = new($"[〇零{Ordinals}百千万]*[〇零][〇零{Ordinals}百千万]*(?:{Units}|年|月|日)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Every irregularity, in the order of the text.</summary>
    public static IReadOnlyList<Finding> Of(Narrative narrative) => [.. Recipient(narrative), .. narrative.Sections.SelectMany(s => OfSection(narrative, s))];

    private static IEnumerable<Finding> Recipient(Narrative narrative)
    {
        if (string.IsNullOrWhiteSpace(narrative.Recipient))
        {
            yield return new(Irregularity.NoRecipient, "标题之下", "没有主送机关", "在“主送机关”里写明报告送给谁，如“区委全面依法治区委员会办公室”", ReportBlocks.Recipient.Key);
        }
        else
        {
            foreach (var finding in Blanks(narrative.Recipient, "主送机关", ReportBlocks.Recipient.Key))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> OfSection(Narrative narrative, Narrative.Section section)
    {
        var series = new List<string>();
        for (var i = 0; i < section.Paragraphs.Count; i++)
        {
            var paragraph = section.Paragraphs[i];
            var place = $"{(section.Heading.Length > 0 ? section.Heading : "导语")}第{i + 1}段";
            foreach (var finding in Repeated(paragraph.Text, place, paragraph.Block, series).Concat(OfParagraph(paragraph, place, narrative)).Concat(paragraph.Block is null ? [] : Differing(paragraph, place, narrative)))
            {
                yield return finding;
            }
        }
    }

    /// <summary>Two 五是 in one series; 一是 begins another.</summary>
    private static IEnumerable<Finding> Repeated(string text, string place, string? block, List<string> series)
    {
        foreach (var ordinal in SayingOrdinal().Matches(text).Select(m => m.Groups[1].Value))
        {
            if (ordinal == "一")
            {
                series.Clear();
            }
            else if (series.Contains(ordinal))
            {
                yield return new(Irregularity.OrdinalTwice, place, $"又一个“{ordinal}是”", $"前面已有“{ordinal}是”，改为“{PaperWords.Numeral(series.Count + 1)}是”，其后依次顺延", block);
            }

            series.Add(ordinal);
        }
    }

    private static IEnumerable<Finding> OfParagraph(Narrative.Paragraph paragraph, string place, Narrative narrative)
    {
        var (text, block) = (paragraph.Text, paragraph.Block);
        foreach (Match match in EnumerationComma().Matches(text))
        {
            yield return new(Irregularity.EnumerationComma, place, match.Groups[1].Value + "、", $"三级序号后用下脚点，改为“{match.Groups[1].Value}.”", block);
        }

        foreach (Match match in HalfWidthOrdinal().Matches(text))
        {
            yield return new(Irregularity.HalfWidthOrdinal, place, match.Value, $"二级序号用全角括号，改为“（{match.Groups[1].Value}）”", block);
        }

        if (text.Trim().TrimEnd('：', '。') is var whole && (whole == narrative.Organ || whole == narrative.Report.Bureau.ShortName))
        {
            yield return new(Irregularity.OrganTwice, place, text, "落款已有发文机关署名，删去正文中单独成行的单位名称", block);
        }

        foreach (var finding in Blanks(text, place, block))
        {
            yield return finding;
        }

        foreach (Match match in ShortYear().Matches(text).Where(m => m.Groups[2].Success || IsNear(m.Groups[1].Value, narrative.Report.Year)))
        {
            yield return new(Irregularity.ShortYear, place, match.Value, $"年份写全四位，改为“20{match.Groups[1].Value}年”", block);
        }

        foreach (Match match in Chinese.Matches(text))
        {
            yield return new(Irregularity.ChineseNought, place, match.Value, "统计数字和年月日用阿拉伯数字", block);
        }

        foreach (Match match in Nought.Matches(text))
        {
            yield return new(Irregularity.NoughtInText, place, match.Value, "正文里没有发生的用文字表述，如“未发生”“没有”", block);
        }
    }

    private static IEnumerable<Finding> Blanks(string text, string place, string? block) =>
        Blank().Matches(text).Select(m => new Finding(Irregularity.BlankAtNumber, place, m.Value, $"数字与文字之间不空格，改为“{string.Concat(m.Value.Where(c => !char.IsWhiteSpace(c)))}”", block));

    /// <summary>Numbers of an edited block that were typed by hand and say another thing than the figure of the same wording.</summary>
    private static IEnumerable<Finding> Differing(Narrative.Paragraph paragraph, string place, Narrative narrative)
    {
        var wordings = Wordings(narrative).ToList();
        foreach (var run in paragraph.Runs.Where(r => r.Code is null))
        {
            foreach (Match match in Typed.Matches(run.Text).Where(m => !SpeaksOfAnotherYear(run.Text, m.Index, narrative.Report.Year)))
            {
                var (before, after) = (match.Groups["before"].Value, match.Groups["after"].Value);
                var like = wordings.Where(w => w.Unit == match.Groups["unit"].Value)
                    .Select(w => (w.Code, Common: Math.Max(CommonEnd(w.Before, before), CommonStart(w.After, after)))).Where(w => w.Common >= Telling).ToList();
                var nearest = like.Where(w => w.Common == like.Max(x => x.Common)).Select(w => narrative.Report.Figure(w.Code)).DistinctBy(f => f.Code).ToList();
                if (nearest.Count > 0 && nearest.TrueForAll(f => f.Value != decimal.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture)))
                {
                    var figure = nearest[0];
                    yield return new(Irregularity.NumberDiffers, place, before + match.Groups["number"].Value + match.Groups["unit"].Value + after,
                        $"指标{figure.Code}“{figure.Name}”为{figure.Value:0.##}{figure.Unit.Display()}，请改正，或写成{{{figure.Code}}}由系统填入", paragraph.Block);
                }
            }
        }
    }

    /// <summary>How a figure is worded: by its name, and by the words around it in the computed sentences.</summary>
    private static IEnumerable<(string Code, string Unit, string Before, string After)> Wordings(Narrative narrative)
    {
        foreach (var figure in narrative.Report.Figures.ByCode.Values)
        {
            yield return (figure.Code, figure.Unit.Display(), figure.Name, figure.Name);
        }

        foreach (var runs in narrative.Sections.SelectMany(s => s.Paragraphs).Where(p => p.Block is null).Select(p => p.Runs))
        {
            for (var i = 0; i < runs.Count; i++)
            {
                if (runs[i].Code is { } code && narrative.Report.Figures.ByCode.TryGetValue(code, out var figure))
                {
                    yield return (code, figure.Unit.Display(), i > 0 ? LastClause().Match(runs[i - 1].Text).Value : "", i + 1 < runs.Count ? FirstClause().Match(runs[i + 1].Text).Value : "");
                }
            }
        }
    }

    private static bool SpeaksOfAnotherYear(string text, int at, int year)
    {
        var from = text.LastIndexOfAny(['。', '；'], Math.Max(0, at - 1)) + 1;
        var sentence = text[from..Math.Max(from, at + 1)];
        return sentence.Contains("上年", StringComparison.Ordinal) || sentence.Contains("去年", StringComparison.Ordinal) || FullYear().Matches(sentence).Any(m => m.Groups[1].Value != year.ToString(CultureInfo.InvariantCulture));
    }

    // 24年 in a report of 2024 is a year; 20年 of service is a time.
    private static bool IsNear(string twoDigits, int year) => Enumerable.Range(year - 3, 6).Any(y => $"{y % 100:00}" == twoDigits);

    private static int CommonEnd(string a, string b)
    {
        var n = 0;
        while (n < a.Length && n < b.Length && a[^(n + 1)] == b[^(n + 1)])
        {
            n++;
        }

        return n;
    }

    private static int CommonStart(string a, string b) => a.AsSpan().CommonPrefixLength(b);

    [GeneratedRegex(@"(?<=^|[。；，：\s])([一二三四五六七八九十]{1,3})是", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SayingOrdinal();

    [GeneratedRegex(@"(?<=^|[。；：\s])(\d{1,2})、", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EnumerationComma();

    [GeneratedRegex(@"\(([一二三四五六七八九十]{1,3})\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HalfWidthOrdinal();

    [GeneratedRegex(@"[\u4e00-\u9fff]?[ \u00a0\u3000\t]+\d+(?:\.\d+)?(?:[ \u00a0\u3000\t]*[\u4e00-\u9fff])?|\d[ \u00a0\u3000\t]+[\u4e00-\u9fff]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blank();

    [GeneratedRegex(@"(?<![\d.])['’]?(\d{2})年(度|初|底|末|上半年|下半年|\d{1,2}月)?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShortYear();

    [GeneratedRegex(@"(\d{4})年", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FullYear();

    [GeneratedRegex(@"[^，。；：、()（）]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LastClause();

    [GeneratedRegex(@"^[^，。；：、()（）]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstClause();
}
