using System.Text;
using CaseTracker.Crypto;
using Xunit;

namespace CaseTracker.Tests.Crypto;

public sealed class CipherTests
{
    private static readonly Guid Row = Guid.Parse("0197a000-0000-7000-8000-000000000001");
    private static readonly byte[] FirstKey = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly byte[] SecondKey = [.. Enumerable.Range(100, 32).Select(i => (byte)i)];
    private readonly FieldCipher _cipher = new(new Aead(new Dictionary<int, byte[]> { [1] = FirstKey }, 1));

    [Theory]
    [InlineData("")]
    [InlineData("11010519491231002X")]
    [InlineData("武汉市新洲区邾城街道𬭎路1号")]
    public void What_was_kept_is_read_again(string text) =>
        Assert.Equal(text, _cipher.Decrypt(_cipher.Encrypt(text, "protected_values", "IdNumber", Row), "protected_values", "IdNumber", Row));

    [Fact]
    public void Every_single_bit_flip_is_found()
    {
        var written = _cipher.Encrypt("11010519491231002X", "t", "c", Row);
        for (var bit = 0; bit < written.Length * 8; bit++)
        {
            var changed = (byte[])written.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<DamagedValueException>(() => _cipher.Decrypt(changed, "t", "c", Row));
        }
    }

    [Fact]
    public void Every_shortening_is_found()
    {
        var written = _cipher.Encrypt("13812345678", "t", "c", Row);
        for (var length = 0; length < written.Length; length++)
        {
            var cut = written[..length];
            Assert.Throws<DamagedValueException>(() => _cipher.Decrypt(cut, "t", "c", Row));
        }
    }

    [Theory]
    [InlineData("other", "c", "0197a000-0000-7000-8000-000000000001")]
    [InlineData("t", "other", "0197a000-0000-7000-8000-000000000001")]
    [InlineData("t", "c", "0197a000-0000-7000-8000-000000000002")]
    public void A_value_moved_to_another_cell_does_not_open(string table, string column, string row)
    {
        var written = _cipher.Encrypt("13812345678", "t", "c", Row);

        Assert.Throws<DamagedValueException>(() => _cipher.Decrypt(written, table, column, Guid.Parse(row)));
    }

    [Fact]
    public void A_value_does_not_open_with_another_key_of_the_same_id()
    {
        var written = _cipher.Encrypt("13812345678", "t", "c", Row);
        var stranger = new FieldCipher(new Aead(new Dictionary<int, byte[]> { [1] = SecondKey }, 1));

        Assert.Throws<DamagedValueException>(() => stranger.Decrypt(written, "t", "c", Row));
    }

    [Fact]
    public void An_old_value_stays_readable_after_a_new_key_took_over()
    {
        var old = _cipher.Encrypt("13812345678", "t", "c", Row);
        var renewed = new FieldCipher(new Aead(new Dictionary<int, byte[]> { [1] = FirstKey, [2] = SecondKey }, 2));

        Assert.Equal("13812345678", renewed.Decrypt(old, "t", "c", Row));
        Assert.Equal(2, Aead.KeyIdOf(renewed.Encrypt("1", "t", "c", Row)));
    }

    [Fact]
    public void A_nonce_never_comes_twice()
    {
        var nonces = Enumerable.Range(0, 10_000).Select(_ => Convert.ToHexString(_cipher.Encrypt("1", "t", "c", Row).AsSpan(6, 12))).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(10_000, nonces.Count);
    }

    [Fact]
    public void A_sealed_thing_opens_only_under_its_name()
    {
        var sealing = new Sealed(new Aead(new Dictionary<int, byte[]> { [1] = FirstKey }, 1));
        var written = sealing.SealText("草稿：拖欠工程款", "drafts.1");

        Assert.Equal("草稿：拖欠工程款", sealing.OpenText(written, "drafts.1"));
        Assert.Throws<DamagedValueException>(() => sealing.OpenText(written, "drafts.2"));
        Assert.Equal(-1, written.AsSpan().IndexOf(Encoding.UTF8.GetBytes("工程款")));
    }

    [Fact]
    public void A_blind_index_is_short_steady_and_different_for_each_column_and_key()
    {
        var index = new BlindIndex(FirstKey);

        Assert.Equal(16, index.Of("IdNumber", "11010519491231002X").Length);
        Assert.Equal(index.Of("IdNumber", "11010519491231002X"), index.Of("IdNumber", "11010519491231002X"));
        Assert.NotEqual(index.Of("IdNumber", "13812345678"), index.Of("Phone", "13812345678"));
        Assert.NotEqual(index.Of("Phone", "13812345678"), new BlindIndex(SecondKey).Of("Phone", "13812345678"));
    }

    [Theory]
    [InlineData("11010519491231002x", "11010519491231002X")]
    [InlineData(" １１０１０５ 19491231-002X ", "11010519491231002X")]
    [InlineData("110105491231002", "11010519491231002X")]
    [InlineData("e12345678", "E12345678")]
    public void An_identity_number_has_one_spelling(string typed, string found) => Assert.Equal(found, Normalised.IdNumber(typed));

    [Theory]
    [InlineData("138-1234 5678", "13812345678")]
    [InlineData("+86 138 1234 5678", "13812345678")]
    [InlineData("008613812345678", "13812345678")]
    [InlineData("（027）8692-1234", "02786921234")]
    [InlineData("86921234", "86921234")]
    public void A_telephone_number_has_one_spelling(string typed, string found) => Assert.Equal(found, Normalised.Phone(typed));
}
