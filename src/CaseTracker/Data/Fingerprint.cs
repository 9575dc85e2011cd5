using System.Security.Cryptography;
using System.Text;

namespace CaseTracker.Data;

/// <summary>SHA-256 in lower-case hex.</summary>
public static class Fingerprint
{
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
