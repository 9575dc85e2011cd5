using System.Security.Cryptography;
using System.Text;

namespace CaseTracker.Crypto;

/// <summary>Keyed fingerprint of a protected value for exact search: HMAC-SHA256 cut to 128 bits, each column with a key of its own. The caller normalises the value first (<see cref="Normalised"/>).</summary>
public sealed class BlindIndex(byte[] key)
{
    /// <summary>16 bytes, the same for the same column and value; without the key nothing can be tried against them.</summary>
    public byte[] Of(string column, string normalised)
    {
        var columnKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Encoding.UTF8.GetBytes(column));
        return HMACSHA256.HashData(columnKey, Encoding.UTF8.GetBytes(normalised))[..16];
    }
}
