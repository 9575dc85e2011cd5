using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace CaseTracker;

/// <summary>Checks what was typed by its annotations, with what lies within it, so that form, API, command line and workbook refuse alike: every fault at once, each at its field.</summary>
public static class Inputs
{
    /// <summary>Refuses the command with every fault; control characters and unpaired surrogates are refused wherever text is.</summary>
    public static void Demand(object command)
    {
        var reasons = Faults(command, "").ToList();
        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }
    }

    private static IEnumerable<Reason> Faults(object value, string path)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true);
        foreach (var result in results)
        {
            yield return new Reason(result.ErrorMessage!, Field: path + result.MemberNames.FirstOrDefault());
        }

        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0))
        {
            switch (property.GetValue(value))
            {
                case string text when Unprintable(text):
                    yield return new Reason($"{property.Display()}含有不能显示的控制字符，请删去后重试", Field: path + property.Name);
                    break;
                case IEnumerable list and not string:
                    var i = 0;
                    foreach (var item in list)
                    {
                        if (item is not null && IsOurs(item.GetType()))
                        {
                            foreach (var fault in Faults(item, $"{path}{property.Name}[{i}]."))
                            {
                                yield return fault;
                            }
                        }

                        i++;
                    }

                    break;
                case { } inner when IsOurs(inner.GetType()):
                    foreach (var fault in Faults(inner, $"{path}{property.Name}."))
                    {
                        yield return fault;
                    }

                    break;
            }
        }
    }

    private static bool IsOurs(Type type) => type.IsClass && type.Namespace?.StartsWith(nameof(CaseTracker), StringComparison.Ordinal) == true;

    /// <summary>Whether a text holds control characters other than line ends and tabs, or half a character.</summary>
    public static bool Unprintable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || (char.GetUnicodeCategory(text[i]) == UnicodeCategory.Control && text[i] is not ('\n' or '\r' or '\t')))
            {
                return true;
            }
        }

        return false;
    }
}
