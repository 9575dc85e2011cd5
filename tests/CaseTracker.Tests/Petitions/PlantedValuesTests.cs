using System.Text;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Operations;
using CaseTracker.Petitions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Petitions;

public sealed class PlantedValuesTests
{
    private static readonly string[] Planted = ["42011719570203451X", "13971234567", "仓埠街独角兽巷77号", "举报某独角兽违规处置资产", "独角兽三", "被反映人独角兽四"];

    [Fact]
    public async Task Protected_values_are_in_no_file_of_the_installation_in_no_spelling()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        await o.RegisterAsync(PetitionOffice.Visit("张三") with { Petitioners = [new() { Name = "张三", IdNumber = Planted[0], Phone = Planted[1], Address = Planted[2] }] });
        await o.RegisterAsync(PetitionOffice.Visit() with
        {
            Purpose = Purpose.Accuse,
            Summary = Planted[3],
            Demands = Planted[3],
            Accused = Planted[5],
            Petitioners = [new() { Name = Planted[4], IdNumber = Planted[0], Phone = Planted[1], Address = Planted[2] }],
        });
        await o.Office.AsAsync(Actor.System, s => s.GetRequiredService<TakeBackup>().ExecuteAsync(new TakeBackup.Command(), default));

        Assert.Contains("机械厂", Encoding.UTF8.GetString(await AllBytesAsync(o))); // the search is not blind: what may stand in clear is found
        var everything = await AllBytesAsync(o);
        foreach (var value in Planted)
        {
            foreach (var spelling in Spellings(value))
            {
                Assert.True(everything.AsSpan().IndexOf(spelling) < 0, $"{value} stands in clear in the installation's folder");
            }
        }
    }

    private static IEnumerable<byte[]> Spellings(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        yield return utf8;
        yield return Encoding.Unicode.GetBytes(value);
        yield return Encoding.ASCII.GetBytes(Convert.ToBase64String(utf8)[..^4]);
        yield return Encoding.ASCII.GetBytes(Convert.ToHexString(utf8));
        yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8));
        yield return Encoding.ASCII.GetBytes(string.Concat(value.Select(c => $"\\u{(int)c:x4}")));
    }

    /// <summary>Every byte of every file, archives unpacked.</summary>
    private static async Task<byte[]> AllBytesAsync(PetitionOffice o)
    {
        var all = new MemoryStream();
        foreach (var file in Directory.EnumerateFiles(o.Office.Installation.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (Path.GetExtension(file) == ".zip")
            {
                using var zip = new System.IO.Compression.ZipArchive(stream);
                foreach (var entry in zip.Entries)
                {
                    await using var part = entry.Open();
                    await part.CopyToAsync(all);
                }
            }
            else
            {
                await stream.CopyToAsync(all);
            }
        }

        return all.ToArray();
    }
}
