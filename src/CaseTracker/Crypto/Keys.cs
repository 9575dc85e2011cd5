using System.Security.Cryptography;
using System.Text;

namespace CaseTracker.Crypto;

/// <summary>All keys of this installation, opened once at start from the key file and the table <c>data_keys</c>.</summary>
public sealed class Keys
{
    private readonly Dictionary<KeyPurpose, Dictionary<int, byte[]>> _byPurpose;

    private Keys(Dictionary<KeyPurpose, Dictionary<int, byte[]>> byPurpose)
    {
        _byPurpose = byPurpose;
        Fields = new FieldCipher(AeadOf(KeyPurpose.Fields));
        BlindIndex = new BlindIndex(Newest(KeyPurpose.BlindIndex));
        Attachments = new Sealed(AeadOf(KeyPurpose.Attachments));
        Blobs = new Sealed(AeadOf(KeyPurpose.Blobs));
        KeyRing = new Sealed(AeadOf(KeyPurpose.KeyRing));
    }

    public FieldCipher Fields { get; }

    public BlindIndex BlindIndex { get; }

    /// <summary>For the bytes of attachments.</summary>
    public Sealed Attachments { get; }

    /// <summary>For drafts, stored answers and uploaded import files.</summary>
    public Sealed Blobs { get; }

    /// <summary>For the ring of ASP.NET Core's data protection (cookies and form tokens).</summary>
    public Sealed KeyRing { get; }

    /// <summary>Key id that a new audit row is sealed with.</summary>
    public int AuditKeyId => _byPurpose[KeyPurpose.Audit].Keys.Max();

    /// <summary>HMAC-SHA256 of an audit row under the audit key of that id, which is no field key.</summary>
    public byte[] AuditMac(int keyId, ReadOnlySpan<byte> row) =>
        _byPurpose[KeyPurpose.Audit].TryGetValue(keyId, out var key) ? HMACSHA256.HashData(key, row) : throw new DamagedValueException($"审计密钥 {keyId}");

    /// <summary>Makes the data keys that are still missing (all of them on a new database); the caller stores them in the same transaction as whatever needs them.</summary>
    public static IReadOnlyList<DataKey> Missing(KeyFile file, IReadOnlyCollection<DataKey> existing, TimeProvider clock)
    {
        var id = existing.Select(k => k.Id).DefaultIfEmpty(0).Max();
        var made = new List<DataKey>();
        foreach (var purpose in Enum.GetValues<KeyPurpose>().Where(p => existing.All(k => k.Purpose != p)))
        {
            id++;
            made.Add(new DataKey
            {
                Id = id,
                Purpose = purpose,
                WrappedBy = file.Current,
                WrapperCheck = KeyFile.CheckOf(file.CurrentKey),
                Wrapped = Wrapper(file.CurrentKey).Encrypt(RandomNumberGenerator.GetBytes(32), Context(id, purpose)),
                CreatedAt = clock.GetUtcNow().UtcDateTime,
            });
        }

        return made;
    }

    /// <summary>Unwraps the keys. Refused with different sentences when the key file belongs to another installation and when a row is damaged.</summary>
    public static Keys Open(KeyFile file, IReadOnlyCollection<DataKey> rows)
    {
        var byPurpose = Enum.GetValues<KeyPurpose>().ToDictionary(p => p, _ => new Dictionary<int, byte[]>());
        foreach (var row in rows)
        {
            var wrapper = file.Find(row.WrappedBy);
            if (wrapper is null || !KeyFile.CheckOf(wrapper).AsSpan().SequenceEqual(row.WrapperCheck))
            {
                throw new RefusedException($"密钥文件不是这个数据库的：数据库的密钥由 {row.WrappedBy} 加密，文件中没有它。请放回与此数据库一同保存的密钥文件，然后再启动");
            }

            try
            {
                byPurpose[row.Purpose].Add(row.Id, Wrapper(wrapper).Decrypt(row.Wrapped, Context(row.Id, row.Purpose), $"data_keys {row.Id}"));
            }
            catch (DamagedValueException)
            {
                throw new RefusedException($"密钥文件是对的，但数据库中第 {row.Id} 号数据密钥（{row.Purpose.Display()}）已损坏，请从备份恢复数据库，然后再启动");
            }
        }

        var absent = byPurpose.Where(p => p.Value.Count == 0).Select(p => p.Key.Display()).ToList();
        return absent.Count == 0
            ? new Keys(byPurpose)
            : throw new RefusedException($"数据库中缺少数据密钥（{string.Join("、", absent)}），请从备份恢复数据库，然后再启动");
    }

    // Each wrapping key has a table row of its own, so the key id inside the wrapped bytes is always 1.
    private static Aead Wrapper(byte[] key) => new(new Dictionary<int, byte[]> { [1] = key }, 1);

    private static byte[] Context(int id, KeyPurpose purpose) => Encoding.UTF8.GetBytes($"data_keys.{id}.{purpose}");

    private Aead AeadOf(KeyPurpose purpose) => new(_byPurpose[purpose], _byPurpose[purpose].Keys.Max());

    private byte[] Newest(KeyPurpose purpose) => _byPurpose[purpose][_byPurpose[purpose].Keys.Max()];
}
