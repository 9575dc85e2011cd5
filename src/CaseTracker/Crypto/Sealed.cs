using System.Text;

namespace CaseTracker.Crypto;

/// <summary>Encrypts a whole thing (a draft, a stored answer, an import file, an attachment); the context names it, such as <c>drafts.&lt;guid&gt;</c>.</summary>
public sealed class Sealed(Aead aead)
{
    public byte[] Seal(ReadOnlySpan<byte> plain, string context) => aead.Encrypt(plain, Encoding.UTF8.GetBytes(context));

    public byte[] SealText(string text, string context) => Seal(Encoding.UTF8.GetBytes(text), context);

    /// <summary>Throws <see cref="DamagedValueException"/> when the bytes were not sealed in this context.</summary>
    public byte[] Open(ReadOnlySpan<byte> written, string context) => aead.Decrypt(written, Encoding.UTF8.GetBytes(context), context);

    public string OpenText(ReadOnlySpan<byte> written, string context) => Encoding.UTF8.GetString(Open(written, context));
}
