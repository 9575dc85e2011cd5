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
        await NowhereAsync(o, Planted);
    }

    private static readonly string[] Typed = ["查实独角兽五号收受", "移送独角兽六号专班", "请独角兽七号核查线索", "独角兽八号集中办理", "独角兽九号查无实据", "混合信举报独角兽十号", "独角兽十一号其人", "同意独角兽十二号初核"];

    /// <summary>What is typed later, in the steps and approvals of an accusation and when one is split out of a mixed letter, is sealed like the letter itself.</summary>
    [Fact]
    public async Task What_is_typed_in_the_steps_of_an_accusation_is_in_no_file_either()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        var number = (await o.RegisterAsync(PetitionOffice.Visit() with { Purpose = Purpose.Accuse, Summary = "举报", Accused = "某科人员" })).Number;
        await o.StepAsync(o.Office1, number, PetitionStep.TakeAccusation, ("on", o.Today), ("handlers", new[] { "李信访", "韩纪检" }), ("accusedAccount", "陈承办"), ("transferTo", Typed[1]), ("note", Typed[2]));
        await o.DecideAsync(o.Discipline, number, opinion: Typed[7]);
        await o.StepAsync(o.Discipline, number, PetitionStep.Reassign, ("handlers", new[] { "韩纪检", "钱局长" }), ("reason", Typed[3]));
        await o.StepAsync(o.Director, number, PetitionStep.CloseAccusation, ("on", o.Today), ("result", Typed[4]));

        var ended = (await o.RegisterAsync(PetitionOffice.Visit() with { Purpose = Purpose.Accuse, Summary = "举报" })).Number;
        await o.StepAsync(o.Discipline, ended, PetitionStep.Terminate, ("on", o.Today), ("ground", TerminationReason.WrongEntry), ("reason", Typed[0]));

        var mixed = (await o.RegisterAsync(PetitionOffice.Visit("混合人") with { Summary = "要求补差；另有举报", Demands = "补差\n另有举报" })).Number;
        await o.StepAsync(o.Office1, mixed, PetitionStep.SplitAccusation, ("demands", "2"), ("accused", Typed[6]), ("accusation", Typed[5]), ("title", "补差"), ("summary", "要求补差"));
        await o.Office.AsAsync(Actor.System, s => s.GetRequiredService<TakeBackup>().ExecuteAsync(new TakeBackup.Command(), default));

        var view = await o.ViewAsync(o.Director, number);
        Assert.All(new[] { Typed[2], Typed[3], Typed[4] }, t => Assert.Contains(t, view.SealedTexts.Values)); // it is kept, and can be read by the named
        await NowhereAsync(o, Typed);
    }

    private static async Task NowhereAsync(PetitionOffice o, IEnumerable<string> values)
    {
        var everything = await AllBytesAsync(o);
        Assert.True(everything.AsSpan().IndexOf("某科"u8) >= 0 || everything.AsSpan().IndexOf("办公室"u8) >= 0); // the search is not blind: what may stand in clear is found
        foreach (var value in values)
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
