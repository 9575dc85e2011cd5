using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CaseTracker.Crypto;

/// <summary>AES-256-GCM with several keys told apart by id. Written as: version 1 byte, algorithm 1, key id 4, nonce 12, ciphertext, tag 16; the first six bytes are authenticated with the context.</summary>
public sealed class Aead
{
    private const byte Version = 1;
    private const byte AesGcm256 = 1;
    private const int HeaderSize = 6;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly IReadOnlyDictionary<int, byte[]> _keys;

    /// <param name="keys">Keys of 32 bytes by id: old ones to read with, the current one to write with.</param>
    /// <param name="current">Id of the key that new values are written with.</param>
    public Aead(IReadOnlyDictionary<int, byte[]> keys, int current)
    {
        if (!keys.ContainsKey(current))
        {
            throw new ArgumentException("The current key is not among the keys.", nameof(current));
        }

        _keys = keys;
        CurrentKeyId = current;
    }

    public int CurrentKeyId { get; }

    /// <summary>Encrypts; <paramref name="context"/> says where the value stands and must be the same when it is read.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context)
    {
        var result = new byte[HeaderSize + NonceSize + plain.Length + TagSize];
        result[0] = Version;
        result[1] = AesGcm256;
        BinaryPrimitives.WriteInt32BigEndian(result.AsSpan(2), CurrentKeyId);
        // Random nonces of 96 bits: after 10 million values of one key the chance of a repetition is below 10^-14.
        var nonce = result.AsSpan(HeaderSize, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_keys[CurrentKeyId], TagSize);
        aes.Encrypt(nonce, plain, result.AsSpan(HeaderSize + NonceSize, plain.Length), result.AsSpan(result.Length - TagSize),
            Bound(result, context));
        return result;
    }

    /// <summary>Decrypts what <see cref="Encrypt"/> wrote in the same context; throws <see cref="DamagedValueException"/> for anything else.</summary>
    public byte[] Decrypt(ReadOnlySpan<byte> written, ReadOnlySpan<byte> context, string what)
    {
        if (written.Length < HeaderSize + NonceSize + TagSize || written[0] != Version || written[1] != AesGcm256
            || !_keys.TryGetValue(KeyIdOf(written), out var key))
        {
            throw new DamagedValueException(what);
        }

        var plain = new byte[written.Length - HeaderSize - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(written.Slice(HeaderSize, NonceSize), written.Slice(HeaderSize + NonceSize, plain.Length), written[^TagSize..], plain,
                Bound(written, context));
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new DamagedValueException(what, e);
        }

        return plain;
    }

    /// <summary>Id of the key a value was written with.</summary>
    public static int KeyIdOf(ReadOnlySpan<byte> written) => BinaryPrimitives.ReadInt32BigEndian(written[2..HeaderSize]);

    private static byte[] Bound(ReadOnlySpan<byte> written, ReadOnlySpan<byte> context) => [.. written[..HeaderSize], .. context];
}
