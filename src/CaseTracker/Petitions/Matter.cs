using CaseTracker.Search;

namespace CaseTracker.Petitions;

/// <summary>What a petition is about, as far as two are compared (同事): its words, 内容分类 and 问题属地.</summary>
public sealed record Matter(string Text, string? CategoryId, string? PlaceId)
{
    private const int MostCompared = 1_000;
    private const int MostNamed = 3;
    private const int Enough = 3;
    private const double EnoughOf = 0.25;
    private const double EnoughInPlace = 0.12;

    // Words of nearly every letter say nothing about its matter.
    private static readonly HashSet<string> Common =
        ["反映", "映其", "要求", "求解", "希望", "问题", "本人", "我们", "他们", "信访", "访人", "群众", "有关", "相关", "部门", "单位", "解决", "请求", "情况", "没有", "一直", "进行", "现在", "目前", "已经", "可以", "领导", "政府", "来信", "来访", "的问", "题，"];

    /// <summary>Why the earlier matter may be the same one, in a sentence; null where they do not look alike. A hint: 同事 is for the clerk to find.</summary>
    public string? LikenessTo(Matter earlier)
    {
        var mine = Words(Text);
        var theirs = Words(earlier.Text).ToHashSet(StringComparer.Ordinal);
        var shared = mine.Where(theirs.Contains).Distinct(StringComparer.Ordinal).ToList();
        var ratio = shared.Count == 0 ? 0 : shared.Count / (double)Math.Min(mine.Distinct(StringComparer.Ordinal).Count(), theirs.Count);
        var (sameCategory, samePlace) = (CategoryId is { Length: > 0 } && CategoryId == earlier.CategoryId, PlaceId is { Length: > 0 } && PlaceId == earlier.PlaceId);
        if (shared.Count < Enough || ratio < (sameCategory && samePlace ? EnoughInPlace : EnoughOf))
        {
            return null;
        }

        var reasons = new[]
        {
            $"都提到{string.Concat(Phrases(mine, theirs, earlier.Text).Select(p => $"“{p}”"))}",
            sameCategory ? "内容分类相同" : null,
            samePlace ? "问题属地相同" : null,
        };
        return $"可能是同一事项：{string.Join("，", reasons.OfType<string>())}。";
    }

    private static List<string> Words(string text) => [.. SearchWords.Cut(text.Length > MostCompared ? text[..MostCompared] : text).Where(w => w.Length > 1 && !Common.Contains(w))];

    /// <summary>The longest passages in common: words that follow each other here, as long as they stand so there too.</summary>
    private static IEnumerable<string> Phrases(List<string> mine, HashSet<string> theirs, string there)
    {
        var found = new List<string>();
        string? phrase = null;
        foreach (var word in mine)
        {
            if (!theirs.Contains(word))
            {
                phrase = null;
                continue;
            }

            var runes = word.EnumerateRunes().ToList();
            var longer = phrase is not null && phrase.EndsWith(runes[0].ToString(), StringComparison.Ordinal) ? phrase + string.Concat(runes.Skip(1)) : null;
            if (longer is not null && there.Contains(longer, StringComparison.OrdinalIgnoreCase))
            {
                found[^1] = phrase = longer;
            }
            else
            {
                found.Add(phrase = word);
            }
        }

        return found.Distinct(StringComparer.Ordinal).OrderByDescending(p => p.Length).Take(MostNamed);
    }
}
