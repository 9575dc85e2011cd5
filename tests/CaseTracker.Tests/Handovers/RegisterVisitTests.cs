using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Handovers;
using CaseTracker.Petitions;
using CaseTracker.Receptions;
using CaseTracker.Tests.Receptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Handovers;

public sealed class RegisterVisitTests
{
    private static readonly Actor Clerk = ReceptionTests.Clerk("孙接访");

    private static RegisterVisit.Command Group() => new()
    {
        Visitors = [.. new[] { "王大明", "李小红", "赵六", "钱七", "孙八" }.Select((n, i) => new ReceptionFields.Visitor { Name = n, Phone = $"1387100000{i}", Address = i == 0 ? "武汉市新洲区阳逻街2号" : null, IsRepresentative = i < 2 })],
        PeopleCount = 12,
        Problem = "反映原机械厂改制安置补偿没有兑现",
        Next = VisitNext.Petition,
        Purpose = Purpose.Resolve,
        CategoryId = "010100",
        PlaceId = "420117",
    };

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_group_visit_becomes_one_reception_and_one_petition_linked_once(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);

        var done = await RegisterAsync(office, Group());

        Assert.Equal(("LF420117202500001", "XF420117202500001"), (done.ReceptionNumber, done.PetitionNumber));
        var reception = await office.DbAsync(db => db.Receptions.AsNoTracking().SingleAsync());
        var petition = await office.DbAsync(db => db.Petitions.IgnoreQueryFilters().AsNoTracking().Include(p => p.Petitioners).SingleAsync());
        Assert.Equal((ReceptionState.TurnedIntoCase, 12, "转为信访事项XF420117202500001"), (reception.State, reception.PeopleCount, reception.Outcome));
        Assert.Equal((reception.Id, 12, true, 5), (petition.ReceptionId!.Value, petition.PeopleCount, petition.IsGroup, petition.Petitioners.Count));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task An_accusation_makes_both_confidential(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);

        var done = await RegisterAsync(office, Group() with { Purpose = Purpose.Accuse, Accused = "某科长" });

        Assert.Equal(("LFJ420117202500001", "XFJ420117202500001"), (done.ReceptionNumber, done.PetitionNumber));
        Assert.Equal((0, 0), await office.DbAsync(async db => (await db.Receptions.CountAsync(), await db.Petitions.CountAsync())));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task What_either_half_refuses_leaves_nothing_behind_and_is_said_in_the_fields_of_the_form(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => RegisterAsync(office, Group() with
        {
            Visitors = [new(), new() { Name = "王大明" }],
            PeopleCount = 0,
            CategoryId = "010100",
            Purpose = null,
        }));

        Assert.Contains(refused.Reasons, r => r.Field == "PeopleCount");
        Assert.Contains(refused.Reasons, r => r.Field == "Purpose");
        Assert.Equal((0, 0, 0), await office.DbAsync(async db => (await db.Receptions.CountAsync(), await db.Petitions.CountAsync(), await db.Set<NumberSeries>().CountAsync())));
        var address = await Assert.ThrowsAsync<RefusedException>(() => RegisterAsync(office, Group() with { Visitors = [new(), new() { Name = "王大明" }] }));
        Assert.Equal("Visitors[1].Address", Assert.Single(address.Reasons).Field);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Two_clicks_register_one_visit(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var command = Group() with { RequestId = Guid.NewGuid() };

        Assert.Equal(await RegisterAsync(office, command), await RegisterAsync(office, command));
        Assert.Equal((1, 1), await office.DbAsync(async db => (await db.Receptions.CountAsync(), await db.Petitions.CountAsync())));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_reception_turned_into_an_accusation_later_leaves_an_empty_void_entry(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var open = await RegisterAsync(office, Group() with { Next = VisitNext.RecordOnly });

        var done = await office.AsAsync(Clerk, s => s.GetRequiredService<TurnReception>().ExecuteAsync(
            new() { Number = open.ReceptionNumber, Purpose = Purpose.Accuse, CategoryId = "010100", PlaceId = "420117", AddressUnclear = true, Accused = "某科长" }, Clerk, default));

        Assert.Equal(("LFJ420117202500001", "XFJ420117202500001"), (done.ReceptionNumber, done.PetitionNumber));
        var left = await office.DbAsync(db => db.Receptions.AsNoTracking().SingleAsync());
        Assert.Equal((open.ReceptionNumber, ReceptionState.Voided, "登记有误", null), (left.Number, left.State, left.Problem, left.MainVisitor));
        Assert.Equal(0, await office.DbAsync(db => db.ReceptionVisitors.CountAsync()));
        Assert.Empty(await office.AsAsync(Clerk, s => s.GetRequiredService<FindEarlierVisits>().ExecuteAsync("王大明", "13871000000", null, default)));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_desk_is_shown_who_it_may_be_with_reasons_and_doubts(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var earlier = await RegisterAsync(office, Group());

        var shown = await office.AsAsync(Clerk, s => s.GetRequiredService<SuggestAtDesk>().ExecuteAsync(
            new() { Name = "王大明", Phone = "13871000000", IdNumber = "420117194912310021" }, null, new(IsHidden: false), Clerk, default));

        Assert.Contains("身份证号最后一位校验不符，请逐位核对", shown.Doubts);
        Assert.Equal(earlier.PetitionNumber, Assert.Single(shown.Cases).Row.Number);
        Assert.Equal((earlier.ReceptionNumber, "电话相同、姓名相同"), (Assert.Single(shown.Visits).Number, shown.Visits[0].Why));
    }

    private static Task<RegisterVisit.Done> RegisterAsync(TestOffice office, RegisterVisit.Command command) =>
        office.AsAsync(Clerk, s => s.GetRequiredService<RegisterVisit>().ExecuteAsync(command, Clerk, default));
}
