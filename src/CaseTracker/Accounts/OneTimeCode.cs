using System.Security.Cryptography;
using System.Text;
using CaseTracker.Data;

namespace CaseTracker.Accounts;

/// <summary>A code by which its holder chooses the first password of an account: 80 random bits, shown once, kept as a hash, good for a day.</summary>
internal static class OneTimeCode
{
    // Without I, L, O, U: it is read out and copied by hand.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Gives the account a new code in place of its password and of any earlier code.</summary>
    public static string Give(User user, DateTime now, AccountOptions options)
    {
        var code = RandomNumberGenerator.GetString(Letters, 16);
        user.PasswordHash = null;
        user.ActivationHash = HashOf(user.Id, code);
        user.ActivationExpiresAt = now.AddHours(options.CodeHours);
        return string.Join('-', code.Chunk(4).Select(c => new string(c)));
    }

    public static bool Fits(User user, string code, DateTime now) =>
        user.ActivationHash is { } hash && user.ActivationExpiresAt > now
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(HashOf(user.Id, Plain(code))));

    private static string HashOf(Guid userId, string code) => Fingerprint.Of($"{userId:N} {code}");

    private static string Plain(string typed) => string.Concat(typed.Select(Crypto.Normalised.HalfWidth).Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant))
        .Replace('O', '0').Replace('I', '1').Replace('L', '1');
}
