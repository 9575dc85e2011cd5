using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;

namespace CaseTracker;

/// <summary>Checks what was typed by its annotations, with what lies within it, so that form, API, command line and workbook refuse alike: every fault at once, each at its field, in Chinese.</summary>
public static class Inputs
{
    /// <summary>Refuses the command with every fault.</summary>
    public static void Demand(object command)
    {
        var reasons = Faults(command).ToList();
        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }
    }

    /// <summary>Every fault of a command and of the parts within it. Control characters and halves of characters are refused wherever text is; line breaks where a field is not marked as <see cref="DataType.MultilineText"/>.</summary>
    public static IEnumerable<Reason> Faults(object command, string path = "")
    {
        foreach (var property in command.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0))
        {
            var value = property.GetValue(command);
            var field = path + property.Name;
            foreach (var fault in property.GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(value)))
            {
                yield return new Reason(Say(fault, property, value), Field: field);
            }

            switch (value)
            {
                case string text when WrongText(text, property) is { } wrong:
                    yield return new Reason(wrong, Field: field);
                    break;
                case IEnumerable list and not string:
                    foreach (var fault in list.Cast<object?>().SelectMany((item, i) => item is not null && IsOurs(item.GetType()) ? Faults(item, $"{field}[{i}].") : []))
                    {
                        yield return fault;
                    }

                    break;
                case { } inner when IsOurs(inner.GetType()):
                    foreach (var fault in Faults(inner, field + "."))
                    {
                        yield return fault;
                    }

                    break;
            }
        }
    }

    /// <summary>Trimmed, with line feeds only; null for nothing.</summary>
    public static string? Tidy(string? text)
    {
        var tidy = text?.Replace("\r\n", "\n").Replace('\r', '\n').Trim();
        return string.IsNullOrEmpty(tidy) ? null : tidy;
    }

    private static string Say(ValidationAttribute rule, PropertyInfo property, object? value)
    {
        var name = property.Display();
        return rule switch
        {
            { ErrorMessage: not null } => rule.FormatErrorMessage(name),
            RequiredAttribute => $"请填写{name}",
            StringLengthAttribute limit => $"{name}不得超过{limit.MaximumLength}个字，现有{((string)value!).Length}个字，请精简",
            RangeAttribute range => $"{name}应在{range.Minimum}到{range.Maximum}之间",
            _ => $"{name}填写有误，请核对",
        };
    }

    private static string? WrongText(string text, PropertyInfo property)
    {
        var isLong = property.GetCustomAttribute<DataTypeAttribute>() is { DataType: DataType.MultilineText };
        return !Unprintable(text, mayBreak: isLong) ? null : isLong ? $"{property.Display()}里有看不见的控制字符，请删去后再提交" : $"{property.Display()}只能填写一行，不能有换行或控制字符，请改正";
    }

    /// <summary>Control characters and halves of characters; line breaks and tabs only where the text may have them.</summary>
    internal static bool Unprintable(string text, bool mayBreak = true) =>
        text.EnumerateRunes().Any(r => r == Rune.ReplacementChar || (Rune.IsControl(r) && !(mayBreak && r.Value is '\n' or '\r' or '\t')));

    private static bool IsOurs(Type type) => type.IsClass && type.Namespace?.StartsWith(nameof(CaseTracker), StringComparison.Ordinal) == true;
}
