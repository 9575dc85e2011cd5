using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.People;

public sealed class PersonsTests
{
    private const string Number = "11010519491231002X";
    private static readonly Actor Clerk = new(Guid.NewGuid(), "王接访", [new Hat(Role.RC, null)]);
    private static readonly Actor Head = new(Guid.NewGuid(), "陈主任", [new Hat(Role.XF, null)]);
    private static readonly Actor Handler = new(Guid.NewGuid(), "李承办", [new Hat(Role.CW, Guid.NewGuid())]);
    private static readonly Actor Administrator = new(Guid.NewGuid(), "系统管理员", [new Hat(Role.SA, null)]);

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_known_person_is_offered_masked_with_the_reasons(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var zhang = await KeepAsync(office, new() { Name = "张　三", IdNumber = "11010519491231002x", Phone = "138 1234 5678", Address = "武汉市新洲区邾城街1号", WorkUnit = "水泥厂" });
        await KeepAsync(office, new() { Name = "张三", Phone = "13900000000" });
        await KeepAsync(office, new() { Name = "张三丰" });

        var both = await MatchAsync(office, new("张三", Number, null));
        Assert.Equal(["证件号码相同、姓名相同", "姓名相同", "姓名相近"], both.Select(m => string.Join('、', m.Reasons)));
        Assert.Equal(zhang, both[0].Id);
        Assert.Equal(("张三", "110105********002X", "138****5678", "武汉市新洲区****", 1949, Sex.Female), (both[0].Name, both[0].IdNumber, both[0].Phone, both[0].Address, both[0].BirthYear!.Value, both[0].Sex));

        Assert.Equal([zhang], (await MatchAsync(office, new(null, null, "+86 138-1234-5678"))).Select(m => m.Id));
        Assert.Equal([zhang], (await MatchAsync(office, new(null, "110105491231002", null))).Select(m => m.Id));
        Assert.Empty(await MatchAsync(office, new("张", "1101051949", "1381234")));
        Assert.Empty(await MatchAsync(office, new("%三", null, null)));
        Assert.Empty(await MatchAsync(office, new(null, null, null)));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_search_by_full_number_is_in_the_audit_chain_without_the_number(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var zhang = await KeepAsync(office, new() { Name = "张三", IdNumber = Number });
        await MatchAsync(office, new("张三", Number, null));

        var link = await office.DbAsync(db => db.AuditEntries.SingleAsync(a => a.Action == "search-by-number"));
        Assert.Equal((zhang.ToString(), "王接访"), (link.ObjectId, link.ActorName));
        Assert.DoesNotContain("1949", link.Details);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task What_the_desk_is_told_anew_is_kept_and_the_history_knows_both(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var zhang = await KeepAsync(office, new() { Name = "张三", IdNumber = Number, Phone = "13812345678" });
        await KeepAsync(office, new() { PersonId = zhang, Name = "张三", Phone = "13900000000" });
        await KeepAsync(office, new() { PersonId = zhang, Name = "张三", Phone = "13900000000" });

        Assert.Empty(await MatchAsync(office, new(null, null, "13812345678")));
        Assert.Equal([zhang], (await MatchAsync(office, new(null, Number, null))).Select(m => m.Id));
        await office.DbAsync(async db =>
        {
            Assert.Equal(2, (await db.Persons.SingleAsync()).Version);
            var events = await db.Events.IgnoreQueryFilters().OrderBy(e => e.Seq).ToListAsync();
            Assert.Equal(["enter-person", "update-person"], events.Select(e => e.Step));
            Assert.All(events, e => Assert.DoesNotContain("13", e.Data));
        });
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_doubtful_number_does_not_block(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var id = await KeepAsync(office, new() { Name = "阿依古丽•买买提", IdNumber = "110105194912310021" });

        await office.DbAsync(async db =>
        {
            var person = await db.Persons.SingleAsync();
            Assert.Equal((id, "阿依古丽·买买提", Sex.Unknown, (DateOnly?)null), (person.Id, person.Name, person.Sex, person.BirthOn));
        });
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_value_is_shown_in_full_for_a_reason_that_is_kept(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await KeepAsync(office, new() { Name = "张三", Phone = "13812345678" });
        var phone = await office.DbAsync(db => db.Persons.Select(p => p.PhoneId!.Value).SingleAsync());

        Assert.Equal("13812345678", await RevealAsync(office, Clerk, phone, "通知其领取答复意见书"));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => RevealAsync(office, Clerk, phone, "  看 "));
        Assert.Equal("Reason", refused.Reasons[0].Field);
        await Assert.ThrowsAsync<NotFoundException>(() => RevealAsync(office, Administrator, phone, "想看一看这个电话"));
        await Assert.ThrowsAsync<NotFoundException>(() => RevealAsync(office, Handler, phone, "想看一看这个电话"));
        await Assert.ThrowsAsync<NotFoundException>(() => RevealAsync(office, Clerk, Guid.NewGuid(), "想看一看这个电话"));

        var link = await office.DbAsync(db => db.AuditEntries.SingleAsync(a => a.Action == "reveal"));
        Assert.Equal(("通知其领取答复意见书", "王接访"), (link.Reason, link.ActorName));
        Assert.DoesNotContain("1381", link.Details);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_wrong_entry_is_merged_and_offered_no_more(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var wrong = await KeepAsync(office, new() { Name = "张三", Phone = "13812345678" });
        var middle = await KeepAsync(office, new() { Name = "张三", Phone = "13812345678" });
        var kept = await KeepAsync(office, new() { Name = "张三", IdNumber = Number, Phone = "13812345678" });

        await Assert.ThrowsAsync<RefusedException>(() => VoidAsync(office, Clerk, new() { PersonId = wrong, Version = 1, KeptId = middle, Reason = "重复录入" }));
        await Assert.ThrowsAsync<RefusedException>(() => VoidAsync(office, Head, new() { PersonId = wrong, Version = 1, KeptId = wrong, Reason = "重复录入" }));
        await Assert.ThrowsAsync<RefusedException>(() => VoidAsync(office, Head, new() { PersonId = wrong, Version = 1, KeptId = Guid.NewGuid(), Reason = "重复录入" }));
        await Assert.ThrowsAsync<RefusedException>(() => VoidAsync(office, Head, new() { PersonId = wrong, Version = 1, KeptId = middle, Reason = " " }));
        await Assert.ThrowsAsync<StaleException>(() => VoidAsync(office, Head, new() { PersonId = wrong, Version = 7, KeptId = middle, Reason = "重复录入" }));
        await VoidAsync(office, Head, new() { PersonId = wrong, Version = 1, KeptId = middle, Reason = "重复录入" });
        await VoidAsync(office, Head, new() { PersonId = middle, Version = 1, KeptId = kept, Reason = "重复录入" });

        Assert.Equal([kept], (await MatchAsync(office, new("张三", null, "13812345678"))).Select(m => m.Id));
        await office.DbAsync(async db => Assert.All(await db.Persons.Where(p => p.Id != kept).ToListAsync(), p => Assert.Equal(kept, p.MergedInto)));
        await Assert.ThrowsAsync<RefusedException>(() => VoidAsync(office, Head, new() { PersonId = middle, Version = 2, Reason = "重复录入" }));
        await Assert.ThrowsAsync<RefusedException>(() => KeepAsync(office, new() { PersonId = wrong, Name = "张三" }));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_registry_does_not_exist_for_administrators_and_handlers(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await KeepAsync(office, new() { Name = "张三", IdNumber = Number });

        foreach (var actor in new[] { Administrator, Handler })
        {
            Assert.Empty(await office.AsAsync(actor, s => s.GetRequiredService<MatchPersons>().ExecuteAsync(new("张三", Number, null), actor, default)));
            Assert.Equal(0, await office.AsAsync(actor, s => s.GetRequiredService<CaseDb>().Persons.CountAsync()));
        }
    }

    private static Task<Guid> KeepAsync(TestOffice office, KeepPerson.Command command) => office.AsAsync(Clerk, s => s.GetRequiredService<KeepPerson>().ExecuteAsync(command, Clerk, default));

    private static Task<IReadOnlyList<PersonMatch>> MatchAsync(TestOffice office, MatchPersons.Filter filter) => office.AsAsync(Clerk, s => s.GetRequiredService<MatchPersons>().ExecuteAsync(filter, Clerk, default));

    private static Task<string> RevealAsync(TestOffice office, Actor actor, Guid value, string reason) =>
        office.AsAsync(actor, s => s.GetRequiredService<RevealValue>().ExecuteAsync(new() { ValueId = value, Reason = reason }, actor, default));

    private static Task<bool> VoidAsync(TestOffice office, Actor actor, VoidPerson.Command command) => office.AsAsync(actor, async s =>
    {
        await s.GetRequiredService<VoidPerson>().ExecuteAsync(command, actor, default);
        return true;
    });
}
