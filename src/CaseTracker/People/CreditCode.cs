using CaseTracker.Crypto;

namespace CaseTracker.People;

/// <summary>统一社会信用代码 of a company or organisation (GB 32100-2015): 18 characters, the last a check by modulus 31. A doubt never blocks.</summary>
public sealed record CreditCode(string Value, IReadOnlyList<string> Warnings)
{
    // Without I, O, S, V and Z, which are taken for digits.
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    public bool IsSound => Warnings.Count == 0;

    public static CreditCode Read(string text)
    {
        var value = string.Concat(text.Select(Normalised.HalfWidth).Where(char.IsLetterOrDigit)).ToUpperInvariant();
        if (value.Length != 18 || value.Any(c => !Alphabet.Contains(c)))
        {
            return new(value, ["统一社会信用代码应为18位数字或大写字母（不含I、O、S、V、Z），请核对"]);
        }

        var sum = 0;
        var weight = 1;
        for (var i = 0; i < 17; i++)
        {
            sum += Alphabet.IndexOf(value[i]) * weight;
            weight = weight * 3 % 31;
        }

        return new(value, Alphabet[(31 - sum % 31) % 31] == value[17] ? [] : ["统一社会信用代码最后一位校验不符，请逐位核对"]);
    }
}
