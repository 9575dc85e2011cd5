using System.Security.Cryptography;
using System.Text.Json;

namespace CaseTracker.Crypto;

/// <summary>The file of key-encryption keys, kept apart from the data (mode 0600). Without it nothing protected can be read, so it is never overwritten.</summary>
public sealed class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly Dictionary<string, byte[]> _keys;

    private KeyFile(string current, Dictionary<string, byte[]> keys) => (Current, _keys) = (current, keys);

    private sealed record Content(int Format, string Current, Dictionary<string, StoredKey> Keys);

    private sealed record StoredKey(byte[] Key, byte[] Check, DateTime CreatedAt);

    /// <summary>Id of the key that new data keys are wrapped with.</summary>
    public string Current { get; }

    /// <summary>Where the key file lies unless the settings name another place: in <c>DIR.keys/</c> beside the data folder <c>DIR</c>.</summary>
    public static string Beside(string dataFolder) =>
        Path.Combine(Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataFolder)) + ".keys", "keys.json");

    /// <summary>Reads the key file; makes it when there is no database yet. Refused when a database exists without its key file, or when the file is damaged or open to others.</summary>
    public static KeyFile Open(string path, bool databaseExists, TimeProvider clock)
    {
        if (!File.Exists(path))
        {
            if (databaseExists)
            {
                throw new RefusedException($"找不到密钥文件 {path}，没有它就读不出已加密的内容。请把保存的密钥文件放回此处，或在设置 Keys:Path 中写明它的位置，然后再启动");
            }

            Create(path, clock);
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
        {
            throw new RefusedException($"密钥文件 {path} 对其他用户开放，请先执行 chmod 600 收紧权限，然后再启动");
        }

        return Read(path);
    }

    /// <summary>The key of that id with its check value; null when this file does not hold it.</summary>
    internal byte[]? Find(string id) => _keys.GetValueOrDefault(id);

    internal byte[] CurrentKey => _keys[Current];

    /// <summary>Eight bytes that recognise a key without giving it away.</summary>
    internal static byte[] CheckOf(byte[] key) => HMACSHA256.HashData(key, "CaseTracker key check"u8)[..8];

    private static void Create(string path, TimeProvider clock)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var key = RandomNumberGenerator.GetBytes(32);
        // The day alone may repeat on one machine; the random part keeps two installations apart.
        var id = $"{now:yyyyMMdd}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var content = new Content(1, id, new() { [id] = new(key, CheckOf(key), now) });

        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(file, content, Json);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made it a moment earlier: its key is the one that counts.
            File.Delete(temporary);
        }
    }

    private static KeyFile Read(string path)
    {
        Content? content;
        try
        {
            content = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), Json);
        }
        catch (JsonException)
        {
            content = null;
        }

        if (content is not { Format: 1, Keys: not null, Current: not null } || !content.Keys.ContainsKey(content.Current)
            || content.Keys.Values.Any(k => k is not { Key.Length: 32, Check: not null } || !CheckOf(k.Key).AsSpan().SequenceEqual(k.Check)))
        {
            throw new RefusedException($"密钥文件 {path} 已损坏（内容不完整或校验不符），请换回保存的副本，然后再启动");
        }

        return new KeyFile(content.Current, content.Keys.ToDictionary(k => k.Key, k => k.Value.Key, StringComparer.Ordinal));
    }
}
