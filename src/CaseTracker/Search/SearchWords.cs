using System.Globalization;
using System.Text;
using CaseTracker.Crypto;

namespace CaseTracker.Search;

/// <summary>Cuts text into words for the index, the same on both databases. Each Chinese character begins one word: with its right neighbour, or alone at the end of its run; Latin letters and digits stay whole, lower case.</summary>
/// <remarks>拖欠工程款GB1 becomes 拖欠 欠工 工程 程款 款 gb1. A phrase is a row of such words; a single character is the beginning of a word.</remarks>
public static class SearchWords
{
    /// <summary>Words of one text beyond this are not indexed: positions of a tsvector end at 16,383.</summary>
    public const int MostWords = 16_000;

    private const int LongestQuery = 100;
    private const int LongestWord = 100;

    /// <summary>The words of a text in order, for the index.</summary>
    public static IReadOnlyList<string> Cut(string text) =>
        [.. Passages(text).SelectMany(p => p.SelectMany(run => WordsOf(run, isLast: false))).Take(MostWords)];

    /// <summary>The query for FTS5: <c>"拖欠 欠工"</c>, quoted so that nothing typed is read as an operator; null when nothing in it can be searched for.</summary>
    public static string? ForFts5(string typed)
    {
        var phrases = Phrases(typed);
        return phrases.Count == 0 ? null : string.Join(" AND ", phrases.Select(p => $"\"{string.Join(' ', p.Words)}\"{(p.IsPrefix ? " *" : "")}"));
    }

    /// <summary>The same query for <c>to_tsquery('simple', …)</c> or a cast to <c>tsquery</c>: <c>'拖欠' &lt;-&gt; '欠工'</c>; null when nothing in it can be searched for.</summary>
    public static string? ForTsQuery(string typed)
    {
        var phrases = Phrases(typed);
        return phrases.Count == 0 ? null : string.Join(" & ", phrases.Select(p =>
            $"({string.Join(" <-> ", p.Words.Select((word, i) => $"'{word}'{(p.IsPrefix && i == p.Words.Count - 1 ? ":*" : "")}"))})"));
    }

    /// <summary>The text of a tsvector with positions, without PostgreSQL's own parser: <c>'拖欠':1 '欠工':2</c>.</summary>
    public static string ForTsVector(string text) => string.Join(' ', Cut(text).Select((word, i) => $"'{word}':{i + 1}"));

    private sealed record Phrase(IReadOnlyList<string> Words, bool IsPrefix);

    private sealed record Run(bool IsChinese, List<Rune> Runes);

    private static List<Phrase> Phrases(string typed)
    {
        var phrases = new List<Phrase>();
        var shortened = string.Concat(typed.EnumerateRunes().Take(LongestQuery));
        foreach (var passage in Passages(shortened))
        {
            var words = passage.SelectMany((run, i) => WordsOf(run, isLast: i == passage.Count - 1)).ToList();
            // 工程 is a whole word of the index; 款 or gb97 may be the beginning of one.
            phrases.Add(new(words, IsPrefix: !passage[^1].IsChinese || passage[^1].Runes.Count == 1));
        }

        return phrases;
    }

    private static IEnumerable<string> WordsOf(Run run, bool isLast)
    {
        if (!run.IsChinese)
        {
            yield return string.Concat(run.Runes.Take(LongestWord));
            yield break;
        }

        for (var i = 0; i < run.Runes.Count - 1; i++)
        {
            yield return $"{run.Runes[i]}{run.Runes[i + 1]}";
        }

        // At the end of a query the text may go on, so that its last character is not a word yet.
        if (!isLast || run.Runes.Count == 1)
        {
            yield return run.Runes[^1].ToString();
        }
    }

    // A passage is what stands between separators; its runs touch each other.
    private static IEnumerable<List<Run>> Passages(string text)
    {
        var passage = new List<Run>();
        foreach (var rune in text.EnumerateRunes())
        {
            var r = rune.IsBmp ? new Rune(Normalised.HalfWidth((char)rune.Value)) : rune;
            if (Rune.GetUnicodeCategory(r) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            {
                continue;
            }

            var chinese = IsCutSingly(r);
            if (!chinese && !Rune.IsLetterOrDigit(r))
            {
                if (passage.Count > 0)
                {
                    yield return passage;
                    passage = [];
                }

                continue;
            }

            if (passage.Count == 0 || passage[^1].IsChinese != chinese)
            {
                passage.Add(new Run(chinese, []));
            }

            passage[^1].Runes.Add(Rune.ToLowerInvariant(r));
        }

        if (passage.Count > 0)
        {
            yield return passage;
        }
    }

    // Ideographs with their extensions beyond the BMP (𬭎), 〇, kana and hangul: scripts written without spaces.
    private static bool IsCutSingly(Rune r) => r.Value is
        0x3007 or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7AF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
