using CaseTracker.Accounts;

namespace CaseTracker.Books;

/// <summary>How the books write what is not a plain word, number or date.</summary>
internal static class BookCells
{
    private static readonly char[] Joints = [';', '；', '、', ',', '，', '\n'];

    public static readonly IReadOnlyDictionary<string, bool> Validities = new Dictionary<string, bool>(StringComparer.Ordinal) { ["有效"] = false, ["作废"] = true };

    /// <summary>A number as it is compared: without blanks around it, Latin letters as capitals.</summary>
    public static string Number(string text) => text.Trim().ToUpperInvariant();

    /// <summary>Several numbers or names in one cell.</summary>
    public static IReadOnlyList<string> Several(string text) => [.. text.Split(Joints, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>A word and what stands in brackets behind it: 家属代访(长子).</summary>
    public static (string Word, string? Inside) Bracketed(string text)
    {
        var open = text.IndexOfAny(['(', '（']);
        return open < 0 ? (text, null) : (text[..open].Trim(), Null(text[(open + 1)..].Trim().TrimEnd(')', '）').Trim()));
    }

    public static string? Null(string text) => text.Length == 0 ? null : text;

    /// <summary>The words of an enum by their Chinese names.</summary>
    public static Dictionary<string, T> Words<T>(params IEnumerable<T> values) where T : struct, Enum => values.ToDictionary(v => v.Display(), v => v, StringComparer.Ordinal);

    /// <summary>老干部服务专干, 信访机构负责人: who imports the books of the retired cadres.</summary>
    public static bool MayImport(Actor actor) => actor.IsSystem || actor.May(Permission.Import);

    public static void DemandImport(Actor actor, BookShape shape)
    {
        if (!MayImport(actor))
        {
            throw new RefusedException(new Reason($"{shape.Title}由老干部服务专干或信访机构负责人导入，请联系他们", LiftedBy: Role.LC.Display()));
        }
    }
}
