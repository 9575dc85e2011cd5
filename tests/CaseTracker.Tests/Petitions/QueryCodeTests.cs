using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Petitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Petitions;

public sealed class QueryCodeTests
{
    public static TheoryData<DatabaseProvider> Databases => TestOffice.Databases;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Every_ordinary_petition_gets_a_code_of_its_own_and_an_accusation_never(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        for (var i = 0; i < 5; i++)
        {
            await o.RegisterAsync(PetitionOffice.Visit($"信访人{i}"));
        }

        var hidden = (await o.RegisterAsync(PetitionOffice.Visit() with { Purpose = Purpose.Accuse, Accused = "某某" })).Id;

        var all = await AllAsync(o);
        Assert.Null(all.Single(p => p.Id == hidden).QueryCode);
        Assert.Null(all.Single(p => p.Id == hidden).QueryHash);
        var codes = all.Where(p => p.Id != hidden).Select(p => p.QueryCode!).ToList();
        Assert.Equal(5, codes.Distinct().Count());
        Assert.All(codes, c => Assert.Matches("^[0-9A-HJKMNP-TV-Z]{12}$", c));
        Assert.All(all.Where(p => p.Id != hidden), p => Assert.Equal(QueryCode.HashOf(p.QueryCode!), p.QueryHash));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Cases_from_before_there_were_codes_get_theirs_once_with_an_event(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var id = (await o.RegisterAsync()).Id;
        await o.RegisterAsync(PetitionOffice.Visit() with { Purpose = Purpose.Accuse, Accused = "某某" });
        await o.Office.DbAsync(db => db.Petitions.IgnoreQueryFilters().ExecuteUpdateAsync(u => u.SetProperty(p => p.QueryCode, (string?)null).SetProperty(p => p.QueryHash, (string?)null)));

        Assert.Equal((1, 0), (await GiveAsync(), await GiveAsync()));

        var given = (await AllAsync(o)).Single(p => p.QueryCode is not null);
        Assert.Equal(id, given.Id);
        Assert.Contains("give-query-code", await o.Office.DbAsync(db => db.Set<CaseEvent>().IgnoreQueryFilters().Where(e => e.RecordId == id).Select(e => e.Step).ToListAsync()));

        Task<int> GiveAsync() => o.Office.AsAsync(CaseTracker.Accounts.Actor.System, s => s.GetServices<IDailyWork>().OfType<GiveQueryCodes>().Single().ExecuteAsync(default));
    }

    [Theory]
    [InlineData("7K3M-9QXA-04BT", "7K3M9QXA04BT")]
    [InlineData(" 7k3m 9qxa o4bt ", "7K3M9QXA04BT")]
    [InlineData("７Ｋ３Ｍ—9QXA–O4BT", "7K3M9QXA04BT")]
    [InlineData("il00-0000-0000", "110000000000")]
    [InlineData("7K3M-9QXA-04B", null)]
    [InlineData("7K3M-9QXA-04BTT", null)]
    [InlineData("7K3M-9QXA-04BU", null)]
    [InlineData("7K3M-9QXA-04B'", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_code_is_read_as_people_write_it(string? typed, string? read)
    {
        Assert.Equal(read, QueryCode.Read(typed));
        Assert.True(read is null || QueryCode.Read(QueryCode.Written(read)) == read);
    }

    private static Task<List<Petition>> AllAsync(PetitionOffice o) => o.Office.DbAsync(db => db.Petitions.IgnoreQueryFilters().AsNoTracking().ToListAsync());
}
