using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace CaseTracker.Bureau;

/// <summary>How a line of the assessment gives points.</summary>
public enum ScoreKind
{
    [Display(Name = "率×分值")] Share,

    /// <summary>Full points less so many for each case the numerator lists, never below nought.</summary>
    [Display(Name = "每件扣分")] PerCase,

    /// <summary>Given by people; the program adds nothing.</summary>
    [Display(Name = "人工评定")] Manual,
}

/// <summary>One line of the assessment (考核评分): a name, its points, how they are given, by which rate.</summary>
/// <param name="Step">Points taken off for each case (每件扣分).</param>
public sealed record ScoreItem(string Name, decimal Points, ScoreKind Kind, Indicator? Indicator, decimal Step)
{
    /// <summary>The example of a district's assessment rules under 国信发〔2022〕11号.</summary>
    public const string Example = """
        及时受理|5|率×分值|及时受理率
        按期答复|10|率×分值|按期答复率（含未到期）
        重复信访治理|10|每件扣分|重复信访率|1
        参评满意|10|率×分值|满意率
        参评|5|率×分值|参评率
        领导接访包案|4|人工评定
        """;

    private const int MostLines = 30;

    /// <summary>Reads the lines 名称|分值|算法|指标|每件扣分; every fault is named with its line.</summary>
    public static IReadOnlyList<ScoreItem> ReadAll(string? text)
    {
        var faults = new List<Reason>();
        var lines = (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var items = lines.Take(MostLines).Select((line, i) => Read(line.Replace('｜', '|'), fault => faults.Add(new Reason($"考核评分第{i + 1}行：{fault}", Field: nameof(BureauSettings.ScoreModel))))).OfType<ScoreItem>().ToList();
        if (lines.Length > MostLines)
        {
            faults.Add(new Reason($"考核评分最多{MostLines}行，请删减", Field: nameof(BureauSettings.ScoreModel)));
        }

        return faults.Count == 0 ? items : throw new RefusedException(faults);
    }

    private static ScoreItem? Read(string line, Action<string> refuse)
    {
        var parts = line.Split('|', StringSplitOptions.TrimEntries);
        if (parts.Length is < 3 or > 5 || parts[0].Length is 0 or > 30)
        {
            refuse("应写成 名称|分值|算法|指标|每件扣分");
            return null;
        }

        if (Number(parts[1]) is not { } points)
        {
            refuse("分值应为大于0、不超过1000的数");
            return null;
        }

        if (DisplayNames.Parse<ScoreKind>(parts[2]) is not { } kind)
        {
            refuse($"没有“{parts[2]}”这种算法，可选：{string.Join("、", Enum.GetValues<ScoreKind>().Select(k => k.Display()))}");
            return null;
        }

        if (kind == ScoreKind.Manual)
        {
            return new ScoreItem(parts[0], points, kind, null, 0);
        }

        if (DisplayNames.Parse<Indicator>(parts.ElementAtOrDefault(3)) is not { } indicator)
        {
            refuse($"请写明指标，可选：{string.Join("、", Enum.GetValues<Indicator>().Select(i => i.Display()))}");
            return null;
        }

        if (kind == ScoreKind.Share)
        {
            return new ScoreItem(parts[0], points, kind, indicator, 0);
        }

        if (Number(parts.ElementAtOrDefault(4)) is { } step)
        {
            return new ScoreItem(parts[0], points, kind, indicator, step);
        }

        refuse("每件扣分应为大于0、不超过1000的数，写在行末");
        return null;
    }

    private static decimal? Number(string? text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1000 ? number : null;
}
