using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Handovers;
using CaseTracker.Petitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Petitions;

/// <summary>同人+同事 while somebody types: whose earlier cases are shown, why, and which look like the same matter.</summary>
public sealed class RepeatsTests
{
    private const string Same = "来信人反映机械厂改制时的安置补偿没有兑现，要求补发补差待遇";

    [Fact]
    public void A_matter_in_the_same_words_is_told_with_its_reasons_and_another_one_is_not()
    {
        var earlier = new Matter("改制安置\n反映原区属机械厂改制安置补偿未兑现，要求落实补差待遇。", "010500", "420117");

        Assert.Equal("可能是同一事项：都提到“机械厂改制”“安置补偿”“补差待遇”，内容分类相同，问题属地相同。", new Matter(Same, "010500", "420117").LikenessTo(earlier));
        Assert.DoesNotContain("内容分类", new Matter(Same, "020100", null).LikenessTo(earlier), StringComparison.Ordinal);
        Assert.Null(new Matter("反映通信基站噪声扰民，希望有关部门解决问题", "010500", "420117").LikenessTo(earlier)); // the words of every letter are no likeness
        Assert.Null(new Matter("", "010500", "420117").LikenessTo(earlier));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_case_that_looks_the_same_stands_first_with_its_sentence(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var alike = (await o.RegisterAsync(Stories.Letter("刘桂英"))).Number;
        o.Pass(3);
        var other = (await o.RegisterAsync(Stories.Letter("刘桂英") with { Summary = "举办技改补助政策咨询，想知道申报时间。" })).Number;

        var found = await FindAsync(o, new("刘桂英", null, null, null), new Matter(Same, PetitionOffice.SomeCategory, "420117"));

        Assert.Equal([alike, other], found.Select(f => f.Row.Number));
        Assert.StartsWith("可能是同一事项：都提到“", found[0].Likeness, StringComparison.Ordinal);
        Assert.Equal(("姓名相同", (string?)null), (found[1].Reason, found[1].Likeness));
        Assert.All(await FindAsync(o, new("刘桂英", null, null, null), null), f => Assert.Null(f.Likeness));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task An_agent_is_judged_by_his_principal(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var own = (await o.RegisterAsync(Stories.Letter("周委托"))).Number;
        var acted = (await o.RegisterAsync(Stories.Letter("何代理") with { Petitioners = [new() { Name = "何代理", Address = "一", Phone = "13800001111", IsAgent = true, Principal = "周委托" }] })).Number;

        var forPrincipal = await FindAsync(o, new("何代理", null, "13800001111", null, Principal: "周委托"), null);
        Assert.Equal([(own, "与委托人姓名相同"), (acted, "委托人姓名相同")], forPrincipal.Select(f => (f.Row.Number, f.Reason)).Order());
        Assert.Equal([own, acted], (await FindAsync(o, new("周委托", null, null, null), null)).Select(f => f.Row.Number).Order());
        Assert.Empty(await FindAsync(o, new("何代理", null, "13800001111", null), null)); // he himself has not petitioned
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task An_accusation_is_compared_by_the_accused_among_those_its_reader_may_open(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var first = (await o.RegisterAsync(Accuse("经济运行科孤本独角"))).Number;
        await o.RegisterAsync(Accuse("另一人"));
        var again = (await o.RegisterAsync(Accuse("孤本独角"), o.OtherClerk)).Number;

        Assert.Equal([first], await TypedAsync(o.Clerk)); // he registered it; the other one he may not know
        Assert.Equal([again], await TypedAsync(o.OtherClerk));
        Assert.Equal([first, again], (await TypedAsync(o.Discipline)).Order());
        Assert.Empty(await TypedAsync(o.Handler));
        Assert.Equal([first], (await o.ViewAsync(o.Discipline, again)).SameAccused);
        Assert.Empty((await o.ViewAsync(o.OtherClerk, again)).SameAccused);
        var petition = (await o.ViewAsync(o.Discipline, again)).Petition;
        Assert.Equal((false, null), (petition.IsRepeat, petition.RelatedNumber)); // nothing is kept that would tell another reader
        Assert.True(await o.Office.DbAsync(db => db.Set<CaseTracker.Audit.AuditEntry>().AnyAsync(e => e.Action == "compare-accusation")));
        var shown = await o.Office.AsAsync(o.Clerk, s => s.GetRequiredService<SuggestAtDesk>().ExecuteAsync(new() { Name = "刘桂英" }, null, new(IsHidden: true, Accused: "孤本独角"), o.Clerk, default));
        Assert.Equal((first, "被检举控告人相同", 0), (Assert.Single(shown.Cases).Row.Number, shown.Cases[0].Reason, shown.Persons.Count));

        async Task<IEnumerable<string>> TypedAsync(Actor who) => (await o.Office.AsAsync(who, s => s.GetRequiredService<FindSameAccused>().ExecuteAsync("孤本独角", null, who, default))).Select(r => r.Number);
        static RegisterPetition.Command Accuse(string accused) => Stories.Letter() with { Purpose = Purpose.Accuse, IsAnonymous = true, Summary = "举报", Accused = accused };
    }

    private static Task<IReadOnlyList<FindEarlierCases.Earlier>> FindAsync(PetitionOffice o, FindEarlierCases.Someone who, Matter? matter) =>
        o.Office.AsAsync(o.Clerk, s => s.GetRequiredService<FindEarlierCases>().ExecuteAsync(who, matter, default));
}
