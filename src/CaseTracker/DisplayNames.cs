using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace CaseTracker;

/// <summary>Chinese names, written once at the identifier by <see cref="DisplayAttribute"/> and read everywhere from here.</summary>
public static class DisplayNames
{
    private static readonly ConcurrentDictionary<Enum, string> Names = new();

    /// <summary>The Chinese name of an enum member; the identifier where none is written.</summary>
    public static string Display(this Enum value) => Names.GetOrAdd(value, static v =>
        v.GetType().GetField(v.ToString())?.GetCustomAttribute<DisplayAttribute>()?.Name ?? v.ToString());

    /// <summary>The Chinese name of a property.</summary>
    public static string Display(this MemberInfo member) => member.GetCustomAttribute<DisplayAttribute>()?.Name ?? member.Name;

    /// <summary>Finds an enum member by its identifier, its kebab-case identifier or its Chinese name; null when there is none.</summary>
    public static TEnum? Parse<TEnum>(string? text) where TEnum : struct, Enum => (TEnum?)Find(typeof(TEnum), text);

    /// <summary>The same where the kind of enum is known only at run time.</summary>
    public static Enum? Find(Type kind, string? text)
    {
        var wanted = text?.Trim().Replace("-", "");
        foreach (Enum value in Enum.GetValues(kind))
        {
            if (string.Equals(value.ToString(), wanted, StringComparison.OrdinalIgnoreCase) || value.Display() == text?.Trim())
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The identifier as it is written on the command line and in the API: <c>SubmitOpinion</c> is <c>submit-opinion</c>.</summary>
    public static string Kebab(this Enum value) => string.Concat(value.ToString().Select((c, i) =>
        char.IsUpper(c) && i > 0 ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}
