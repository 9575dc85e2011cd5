using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseTracker.Bureau;

/// <summary>移交批次: how many people the minutes say were handed over in a month. The number is the paper's and is not counted anew; the roster is compared with it.</summary>
/// <param name="Month">First day of the month.</param>
public sealed partial record HandoverBatch(DateOnly Month, int Stated, string Basis)
{
    /// <summary>The batches of a setting, one a line: 2011-08 65 区委〔2011〕第5号专题办公会议纪要; null where a line is not like that or a month stands twice.</summary>
    public static IReadOnlyList<HandoverBatch>? Parse(string? text)
    {
        var batches = new List<HandoverBatch>();
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Line().Match(line) is not { Success: true } match
                || !DateOnly.TryParseExact(match.Groups[1].Value, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
                || batches.Exists(b => b.Month == month))
            {
                return null;
            }

            batches.Add(new HandoverBatch(month, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), match.Groups[3].Value));
        }

        return batches;
    }

    [GeneratedRegex(@"^(\d{4}-\d{2})\s+(\d{1,5})人?\s+(\S.*)$")]
    private static partial Regex Line();
}

/// <summary>A text that <see cref="HandoverBatch.Parse"/> can read.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HandoverBatchesAttribute() : ValidationAttribute("移交批次每行写一批：移交月份、纪要写明的人数、依据，如“2011-08 65 区委〔2011〕第5号专题办公会议纪要”，同一月份只写一行")
{
    public override bool IsValid(object? value) => HandoverBatch.Parse(value as string) is not null;
}
