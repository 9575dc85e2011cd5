using System.Text;

namespace CaseTracker.Crypto;

/// <summary>Encrypts one text of one cell: the ciphertext is bound to table, column and row, so that a copied or swapped cell does not open.</summary>
public sealed class FieldCipher(Aead aead)
{
    public int CurrentKeyId => aead.CurrentKeyId;

    public byte[] Encrypt(string text, string table, string column, Guid row) =>
        aead.Encrypt(Encoding.UTF8.GetBytes(text), Context(table, column, row));

    /// <summary>Throws <see cref="DamagedValueException"/> when the bytes were not written for this cell.</summary>
    public string Decrypt(ReadOnlySpan<byte> written, string table, string column, Guid row) =>
        Encoding.UTF8.GetString(aead.Decrypt(written, Context(table, column, row), $"{table}.{column} {row}"));

    private static byte[] Context(string table, string column, Guid row) => Encoding.UTF8.GetBytes($"{table}.{column}.{row:D}");
}
