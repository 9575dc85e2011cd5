using System.Globalization;
using CaseTracker.Excel;

namespace CaseTracker.Books;

/// <summary>Reads the cells of one row and gathers every reason against it, so that the clerk sees all of them at once. What cannot be read is never guessed.</summary>
internal sealed class RowReader
{
    private readonly BookRow row;

    public RowReader(BookRow row)
    {
        this.row = row;
        Reasons.AddRange(row.Problems.Select(p => new Reason(p)));
    }

    public List<Reason> Reasons { get; } = [];

    public bool Has(string heading) => row[heading].Length > 0;

    public void Refuse(string heading, string text) => Reasons.Add(new Reason(text, Field: heading));

    /// <summary>The text of a cell; empty when nothing stands there.</summary>
    public string Text(string heading, int most, bool required = false)
    {
        var text = row[heading];
        if (text.Length == 0 && required)
        {
            Refuse(heading, $"请填写{heading}");
        }
        else if (text.Length > most)
        {
            Refuse(heading, $"{heading}有{text.Length}个字，超过{most}字，请精简");
        }
        else if (HasLoneSurrogate(text))
        {
            Refuse(heading, $"{heading}含有损坏的字符，请重新填写");
        }

        return text;
    }

    public DateOnly? Date(string heading, DateOnly latest, bool required = false, DateOnly earliest = default)
    {
        if (row[heading].Length == 0)
        {
            if (required)
            {
                Refuse(heading, $"请填写{heading}");
            }

            return null;
        }

        try
        {
            var date = BookDates.Date(row[heading], heading);
            if (date > latest)
            {
                Refuse(heading, $"{heading}{date:yyyy-MM-dd}晚于{latest:yyyy-MM-dd}，请核对");
            }
            else if (date < earliest)
            {
                Refuse(heading, $"{heading}{date:yyyy-MM-dd}早于{earliest:yyyy-MM-dd}，请核对");
            }

            return date;
        }
        catch (RefusedException unreadable)
        {
            Reasons.AddRange(unreadable.Reasons);
            return null;
        }
    }

    public int? Count(string heading, int least, int most)
    {
        var text = row[heading];
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= most)
        {
            return count;
        }

        Refuse(heading, $"{heading}“{Short(text)}”不是{least}至{most}之间的整数");
        return null;
    }

    public decimal? Money(string heading)
    {
        var text = row[heading].Replace(",", "", StringComparison.Ordinal);
        if (text.Length == 0)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount < 100_000_000 && decimal.Round(amount, 2) == amount)
        {
            return amount;
        }

        Refuse(heading, $"{heading}“{Short(text)}”不是金额，请写成3200或3200.50");
        return null;
    }

    /// <summary>A coded cell: one of the words that the book uses, null when it is empty.</summary>
    public T? Word<T>(string heading, IReadOnlyDictionary<string, T> words, bool required = false) where T : struct
    {
        var text = row[heading];
        if (text.Length == 0)
        {
            if (required)
            {
                Refuse(heading, $"请填写{heading}（{string.Join("、", words.Keys)}）");
            }

            return null;
        }

        if (words.TryGetValue(text, out var value))
        {
            return value;
        }

        Refuse(heading, $"{heading}“{Short(text)}”不是可用的词，请写成{string.Join("、", words.Keys)}之一");
        return null;
    }

    public static string Short(string text) => text.Length <= 20 ? text : text[..(char.IsHighSurrogate(text[19]) ? 19 : 20)] + "…";

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
