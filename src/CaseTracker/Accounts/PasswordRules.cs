using System.Globalization;
using System.Reflection;
using System.Text;

namespace CaseTracker.Accounts;

/// <summary>What a password must be: long, and not what anyone would guess first. Blanks and Chinese are welcome; nothing is cut or changed.</summary>
public sealed class PasswordRules(AccountOptions options)
{
    public const int Shortest = 12;
    public const int Longest = 128;

    /// <summary>What must remain after everything guessable is taken out.</summary>
    private const int OfItsOwn = 6;

    private static readonly IReadOnlyList<string> Guessable = Load();

    /// <summary>Refuses a password at the form's field, with the reason.</summary>
    /// <param name="about">Words about the person and his office: account, name, department.</param>
    public void Demand(string password, string field, params IEnumerable<string?> about)
    {
        if (Fault(password, about) is { } fault)
        {
            throw RefusedException.At(field, fault);
        }
    }

    private string? Fault(string password, IEnumerable<string?> about)
    {
        var runes = password.EnumerateRunes().ToList();
        if (runes.Count < Shortest || password.Length > Longest)
        {
            return $"密码至少 {Shortest} 个字符、最多 {Longest} 个，可以用几个不相干的词连成一句";
        }

        // Without ICU in the process there is no normalisation: what has two spellings is refused, so that every keyboard writes the same password.
        if (runes.Any(r => Rune.GetUnicodeCategory(r) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned || r == Rune.ReplacementChar))
        {
            return "密码中有控制字符或组合附加符号，换一台计算机可能输不出来，请改用普通字符";
        }

        if (options.ComplexityClasses > 0 && Classes(runes) < options.ComplexityClasses)
        {
            return $"密码应至少含大写字母、小写字母、数字、其他字符中的 {options.ComplexityClasses} 类";
        }

        if (runes.Distinct().Count() < 5)
        {
            return "密码中相同的字符太多，请换一个";
        }

        var folded = Folded(password);
        foreach (var word in about.Where(w => w is { Length: >= 2 }).Select(w => Folded(w!)).Concat(Guessable).Where(w => w.Length >= 2).OrderByDescending(w => w.Length))
        {
            folded = folded.Replace(word, "", StringComparison.Ordinal);
        }

        return folded.Length < OfItsOwn ? "这个密码太容易猜到（主要由常用密码、姓名、单位名称或键盘顺序组成），请换一个" : null;
    }

    private static int Classes(List<Rune> runes) => runes.Select(r => Rune.IsUpper(r) ? 0 : Rune.IsLower(r) ? 1 : Rune.IsDigit(r) ? 2 : 3).Distinct().Count();

    /// <summary>Small letters with the usual disguises taken off (p@ssw0rd is password).</summary>
    private static string Folded(string text) => string.Concat(text.ToLowerInvariant().Where(c => c != ' ').Select(c => c switch
    {
        '@' or '4' => 'a',
        '0' => 'o',
        '1' or '!' => 'i',
        '3' => 'e',
        '$' or '5' => 's',
        '7' => 't',
        _ => c,
    }));

    private static List<string> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("CaseTracker.Accounts.GuessableWords.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(Folded).Distinct().OrderByDescending(w => w.Length)];
    }
}
