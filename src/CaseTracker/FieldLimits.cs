using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;

namespace CaseTracker;

/// <summary>What the annotations of a command ask of its texts, said in Chinese: for callers whose input no form has looked at (API, command line, import).</summary>
public static class FieldLimits
{
    /// <summary>The reasons against the texts of a command: too long, more than one line, control characters, missing where [Required]. <paramref name="prefix"/> stands before the field names.</summary>
    public static IEnumerable<Reason> Of(object command, string prefix = "")
    {
        foreach (var property in command.GetType().GetProperties().Where(p => p.PropertyType == typeof(string)))
        {
            var text = (string?)property.GetValue(command);
            var name = property.Display();
            if (string.IsNullOrWhiteSpace(text))
            {
                if (property.GetCustomAttribute<RequiredAttribute>() is not null)
                {
                    yield return new($"请填写{name}", Field: prefix + property.Name);
                }

                continue;
            }

            if (property.GetCustomAttribute<StringLengthAttribute>() is { } limit && text.Length > limit.MaximumLength)
            {
                yield return new($"{name}不得超过{limit.MaximumLength}个字，现有{text.Length}个字，请精简", Field: prefix + property.Name);
            }

            var isLong = property.GetCustomAttribute<DataTypeAttribute>() is { DataType: DataType.MultilineText };
            if (text.EnumerateRunes().Any(r => Rune.IsControl(r) && !(isLong && r.Value is '\n' or '\r' or '\t')))
            {
                yield return new(isLong ? $"{name}里有看不见的控制字符，请删去后再提交" : $"{name}只能填写一行，不能有换行或控制字符，请改正", Field: prefix + property.Name);
            }
        }
    }

    /// <summary>Trimmed, with line feeds only; null for nothing.</summary>
    public static string? Tidy(string? text)
    {
        var tidy = text?.Replace("\r\n", "\n").Replace('\r', '\n').Trim();
        return string.IsNullOrEmpty(tidy) ? null : tidy;
    }
}
