using System.Security.Cryptography;
using System.Text;

namespace CaseTracker.Petitions;

/// <summary>查询码: twelve characters of Crockford's base 32 (60 bits), without those that look or sound alike; nobody guesses one.</summary>
public static class QueryCode
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 12;

    /// <summary>Draws the code of an ordinary case that has none; a 检举控告 never gets one.</summary>
    public static void Give(Petition petition)
    {
        if (!petition.IsConfidential && petition.QueryCode is null)
        {
            petition.QueryCode = RandomNumberGenerator.GetString(Letters, Length);
            petition.QueryHash = HashOf(petition.QueryCode);
        }
    }

    /// <summary>As it is printed and read aloud: XXXX-XXXX-XXXX.</summary>
    public static string Written(string code) => $"{code[..4]}-{code[4..8]}-{code[8..]}";

    /// <summary>What somebody typed, with O for 0 and I or L for 1, in any case, with any spaces or hyphens; null when it is no code.</summary>
    public static string? Read(string? typed)
    {
        var read = new StringBuilder(Length);
        foreach (var raw in (typed ?? "").ToUpperInvariant())
        {
            var c = raw is >= '\uFF01' and <= '\uFF5E' ? char.ToUpperInvariant((char)(raw - 0xFEE0)) : raw; // full width
            if (char.IsWhiteSpace(c) || c is '-' or '\u2010' or '\u2013' or '\u2014' or '_')
            {
                continue;
            }

            var letter = c switch { 'O' => '0', 'I' or 'L' => '1', _ => c };
            if (!Letters.Contains(letter, StringComparison.Ordinal) || read.Length == Length)
            {
                return null;
            }

            read.Append(letter);
        }

        return read.Length == Length ? read.ToString() : null;
    }

    /// <summary>The key of the look-up: how long an index takes to compare it tells nothing about the code.</summary>
    public static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"casetracker query code {code}")));
}
