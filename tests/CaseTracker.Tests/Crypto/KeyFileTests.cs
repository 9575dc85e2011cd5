using System.Text.Json.Nodes;
using CaseTracker.Crypto;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CaseTracker.Tests.Crypto;

public sealed class KeyFileTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 3, 3, 1, 0, 0, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("casetracker-keys-").FullName;

    private string KeyPath => KeyFile.Beside(Path.Combine(_folder, "data"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_first_start_makes_a_key_file_beside_the_data_for_the_owner_alone()
    {
        KeyFile.Open(KeyPath, databaseExists: false, _clock);

        Assert.Equal(Path.Combine(_folder, "data.keys", "keys.json"), KeyPath);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(KeyPath)!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        }
    }

    [Fact]
    public void A_second_start_reads_the_same_keys()
    {
        var rows = Keys.Missing(KeyFile.Open(KeyPath, databaseExists: false, _clock), [], _clock);
        var first = Keys.Open(KeyFile.Open(KeyPath, databaseExists: true, _clock), rows);
        var again = Keys.Open(KeyFile.Open(KeyPath, databaseExists: true, _clock), rows);
        var row = Guid.NewGuid();

        Assert.Equal("13812345678", again.Fields.Decrypt(first.Fields.Encrypt("13812345678", "t", "c", row), "t", "c", row));
        Assert.Equal(first.BlindIndex.Of("Phone", "13812345678"), again.BlindIndex.Of("Phone", "13812345678"));
        Assert.Equal(first.AuditMac(first.AuditKeyId, "row"u8), again.AuditMac(again.AuditKeyId, "row"u8));
        Assert.Empty(Keys.Missing(KeyFile.Open(KeyPath, databaseExists: true, _clock), rows, _clock));
    }

    [Fact]
    public void A_database_without_its_key_file_is_not_started_and_no_new_key_is_made()
    {
        var refused = Assert.Throws<RefusedException>(() => KeyFile.Open(KeyPath, databaseExists: true, _clock));

        Assert.Contains("找不到密钥文件", refused.Message);
        Assert.False(File.Exists(KeyPath));
    }

    [Fact]
    public void A_key_file_open_to_others_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there the folder's own list of rights holds
        }

        KeyFile.Open(KeyPath, databaseExists: false, _clock);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Contains("chmod 600", Assert.Throws<RefusedException>(() => KeyFile.Open(KeyPath, databaseExists: true, _clock)).Message);
    }

    [Fact]
    public void A_wrong_key_file_is_told_apart_from_damage()
    {
        var ours = KeyFile.Open(KeyPath, databaseExists: false, _clock);
        var rows = Keys.Missing(ours, [], _clock);
        var other = KeyFile.Open(Path.Combine(_folder, "other.json"), databaseExists: false, _clock);

        Assert.Contains("密钥文件不是这个数据库的", Assert.Throws<RefusedException>(() => Keys.Open(other, rows)).Message);

        rows[2].Wrapped[20] ^= 1;
        Assert.Contains("第 3 号数据密钥（审计链）已损坏", Assert.Throws<RefusedException>(() => Keys.Open(ours, rows)).Message);
    }

    [Fact]
    public void A_wrong_key_under_the_right_name_is_told_apart_from_damage()
    {
        var rows = Keys.Missing(KeyFile.Open(KeyPath, databaseExists: false, _clock), [], _clock);
        var otherPath = Path.Combine(_folder, "other.json");
        KeyFile.Open(otherPath, databaseExists: false, _clock);
        var renamed = JsonNode.Parse(File.ReadAllText(otherPath))!;
        var key = renamed["keys"]!.AsObject().Single();
        renamed["keys"] = new JsonObject { [rows[0].WrappedBy] = key.Value!.DeepClone() };
        renamed["current"] = rows[0].WrappedBy;
        File.WriteAllText(otherPath, renamed.ToJsonString());

        var refused = Assert.Throws<RefusedException>(() => Keys.Open(KeyFile.Open(otherPath, databaseExists: true, _clock), rows));
        Assert.Contains("密钥文件不是这个数据库的", refused.Message);
    }

    [Fact]
    public void A_damaged_key_file_is_called_damaged()
    {
        KeyFile.Open(KeyPath, databaseExists: false, _clock);
        var content = JsonNode.Parse(File.ReadAllText(KeyPath))!;
        var key = content["keys"]!.AsObject().Single().Value!;
        var bytes = Convert.FromBase64String(key["key"]!.GetValue<string>());
        bytes[0] ^= 1;
        key["key"] = Convert.ToBase64String(bytes);
        foreach (var damaged in new[] { content.ToJsonString(), "", "{}", "null", File.ReadAllText(KeyPath)[..40] })
        {
            File.WriteAllText(KeyPath, damaged);
            Assert.Contains("已损坏", Assert.Throws<RefusedException>(() => KeyFile.Open(KeyPath, databaseExists: true, _clock)).Message);
        }
    }

    [Fact]
    public void A_wrapped_key_put_in_the_place_of_another_does_not_open()
    {
        var file = KeyFile.Open(KeyPath, databaseExists: false, _clock);
        var rows = Keys.Missing(file, [], _clock);
        (rows[0].Wrapped, rows[1].Wrapped) = (rows[1].Wrapped, rows[0].Wrapped);

        Assert.Throws<RefusedException>(() => Keys.Open(file, rows));
    }

    [Fact]
    public void A_missing_data_key_is_named()
    {
        var file = KeyFile.Open(KeyPath, databaseExists: false, _clock);
        var rows = Keys.Missing(file, [], _clock);

        var refused = Assert.Throws<RefusedException>(() => Keys.Open(file, [.. rows.Where(r => r.Purpose != KeyPurpose.Attachments)]));
        Assert.Contains("附件", refused.Message);
    }

    [Fact]
    public void Purposes_have_different_keys()
    {
        var file = KeyFile.Open(KeyPath, databaseExists: false, _clock);
        var keys = Keys.Open(file, Keys.Missing(file, [], _clock));

        Assert.Throws<DamagedValueException>(() => keys.Attachments.Open(keys.Blobs.Seal("x"u8, "c"), "c"));
    }
}
