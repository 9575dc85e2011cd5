using System.Text.RegularExpressions;
using CaseTracker.Search;
using Xunit;

namespace CaseTracker.Tests.Search;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("拖欠工程款", "拖欠 欠工 工程 程款 款")]
    [InlineData("李𬭎，反映", "李𬭎 𬭎 反映 映")]
    [InlineData("按GB9704标准", "按 gb9704 标准 准")]
    [InlineData("ＧＢ９７０４", "gb9704")]
    [InlineData("新科经信告〔2025〕3号", "新科 科经 经信 信告 告 2025 3 号")]
    [InlineData("阿依古丽·买买提", "阿依 依古 古丽 丽 买买 买提 提")]
    [InlineData("Müller ÉCOLE", "müller école")]
    [InlineData("，。！", "")]
    [InlineData("", "")]
    public void Text_is_cut_into_words(string text, string words) => Assert.Equal(words, string.Join(' ', SearchWords.Cut(text)));

    [Theory]
    [InlineData("工程款", "\"工程 程款\"", "('工程' <-> '程款')")]
    [InlineData("噪声", "\"噪声\"", "('噪声')")]
    [InlineData("款", "\"款\" *", "('款':*)")]
    [InlineData("𬭎", "\"𬭎\" *", "('𬭎':*)")]
    [InlineData("GB97", "\"gb97\" *", "('gb97':*)")]
    [InlineData("GB9704标", "\"gb9704 标\" *", "('gb9704' <-> '标':*)")]
    [InlineData("标准GB", "\"标准 准 gb\" *", "('标准' <-> '准' <-> 'gb':*)")]
    [InlineData("张三 欠薪", "\"张三\" AND \"欠薪\"", "('张三') & ('欠薪')")]
    public void What_is_typed_becomes_a_phrase(string typed, string fts5, string tsquery)
    {
        Assert.Equal(fts5, SearchWords.ForFts5(typed));
        Assert.Equal(tsquery, SearchWords.ForTsQuery(typed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t")]
    [InlineData("\"'*:&|!()<->")]
    public void Signs_alone_ask_for_nothing(string typed)
    {
        Assert.Null(SearchWords.ForFts5(typed));
        Assert.Null(SearchWords.ForTsQuery(typed));
    }

    [Theory]
    [InlineData("a\" OR \"b")]
    [InlineData("') | ('x':*")]
    [InlineData("words:款 NEAR(a b, 2) ^x -y")]
    [InlineData("款*)(\0\\'")]
    public void Nothing_typed_is_read_as_an_operator(string typed)
    {
        Assert.Matches(new Regex("^\"[\\w ]+\"( \\*)?( AND \"[\\w ]+\"( \\*)?)*$"), SearchWords.ForFts5(typed));
        Assert.Matches(new Regex(@"^\('\w+'(:\*)?( <-> '\w+'(:\*)?)*\)( & \('\w+'(:\*)?( <-> '\w+'(:\*)?)*\))*$"), SearchWords.ForTsQuery(typed));
    }

    [Fact]
    public void Long_input_is_cut()
    {
        Assert.Equal(SearchWords.MostWords, SearchWords.Cut(new string('款', 50_000)).Count);
        Assert.Equal(99, SearchWords.ForFts5(new string('款', 10_000))!.Split(' ').Length);
        Assert.Equal(100, Assert.Single(SearchWords.Cut(new string('a', 10_000))).Length);
    }

    [Fact]
    public void Half_a_surrogate_pair_does_no_harm() => Assert.Equal(["款"], SearchWords.Cut("\uD800款\uDC00"));

    [Fact]
    public void Every_part_of_a_text_is_found_in_it_and_nothing_else()
    {
        const string Text = "反映GB9704标准，李𬭎拖欠工程款3万元";
        var runes = Text.EnumerateRunes().ToList();
        for (var from = 0; from < runes.Count; from++)
        {
            for (var to = from + 1; to <= runes.Count; to++)
            {
                // A part that begins within a Latin run is no whole word.
                var part = string.Concat(runes[from..to]);
                if (from == 0 || !(char.IsAsciiLetterOrDigit((char)runes[from].Value) && char.IsAsciiLetterOrDigit((char)runes[from - 1].Value)))
                {
                    Assert.True(Finds(Text, part), part);
                }
            }
        }

        Assert.All(["工款", "准李", "款拖欠", "GB97标", "李明", "万款"], absent => Assert.False(Finds(Text, absent), absent));
    }

    // What both databases do with the query, in the plainest way.
    private static bool Finds(string text, string typed)
    {
        var words = SearchWords.Cut(text);
        var query = SearchWords.ForFts5(typed);
        return query is null || query.Split(" AND ").All(phrase =>
        {
            var prefix = phrase.EndsWith('*');
            var wanted = phrase.Trim('*', ' ').Trim('"').Split(' ');
            return Enumerable.Range(0, Math.Max(0, words.Count - wanted.Length + 1)).Any(at => wanted.Select((w, i) =>
                prefix && i == wanted.Length - 1 ? words[at + i].StartsWith(w, StringComparison.Ordinal) : words[at + i] == w).All(ok => ok));
        });
    }
}
