using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Accounts;

public sealed class RoleTests
{
    private static readonly Role[] Administrators = [Role.SA, Role.SEC, Role.AUD];

    [Fact]
    public void No_administrator_holds_a_permission_of_a_case_and_no_other_role_one_of_administration()
    {
        Permission[] ofCases = [Permission.MyWork, Permission.Desk, Permission.Cases, Permission.SeeReceptionDays, Permission.KeepReceptionDays, Permission.SeeDisputes, Permission.KeepDisputes,
            Permission.SeeConduct, Permission.KeepConduct, Permission.SeeInstructions, Permission.KeepInstructions, Permission.IssueCards, Permission.SeeCadres, Permission.KeepCadres, Permission.CareVisits,
            Permission.Benefits, Permission.SeeGovernance, Permission.KeepGovernance, Permission.Ledgers, Permission.Import, Permission.MergePersons];

        foreach (var role in Enum.GetValues<Role>().Except([Role.SYS, Role.EXT]))
        {
            Assert.All(Permissions.Of(role), p => Assert.Equal(role.IsAdministrator(), !ofCases.Contains(p)));
        }

        Assert.Empty(Permissions.Of(Role.SA).Intersect(Permissions.Of(Role.SEC)).Except([Permission.SeeAccounts]));
        Assert.Equal([Permission.ReadAudit], Permissions.Of(Role.AUD));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_first_start_makes_three_administrators_without_password_and_only_once(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);

        Assert.Equal(["系统管理员", "安全管理员", "审计管理员"], staff.Codes.Select(c => c.UserName));
        Assert.Equal(3, staff.Codes.Select(c => c.Code).Distinct().Count());
        Assert.Empty(await office.AsAsync(Actor.System, s => s.GetRequiredService<FirstStart>().ExecuteAsync(default)));
        await office.DbAsync(async db =>
        {
            Assert.Equal(3, await db.Users.CountAsync());
            Assert.Equal(0, await db.Users.CountAsync(u => u.PasswordHash != null));
            Assert.Equal("信访办公室", (await db.Departments.SingleAsync()).Name);
            Assert.Empty((await new VerifyAudit(db, office.Services.GetRequiredService<CaseTracker.Crypto.Keys>()).ExecuteAsync([], default)).Faults);
        });
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task An_administrator_is_nothing_else(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        var clerk = await staff.EmployAsync("张接访", Role.RC);
        var head = await staff.EmployAsync("李科长");
        await AppointAsync(staff, head, DepartmentPost.Head);
        var covering = await staff.EmployAsync("王代班");
        await CoverAsync(staff, clerk, covering);

        foreach (var role in Administrators)
        {
            await Assert.ThrowsAsync<RefusedException>(() => GrantAsync(staff, clerk, role));
            await Assert.ThrowsAsync<RefusedException>(() => GrantAsync(staff, head, role));
            await Assert.ThrowsAsync<RefusedException>(() => GrantAsync(staff, covering, role));
        }

        foreach (var admin in (string[])["系统管理员", "安全管理员", "审计管理员"])
        {
            var id = await staff.IdAsync(admin);
            foreach (var role in Enum.GetValues<Role>())
            {
                await Assert.ThrowsAsync<RefusedException>(() => GrantAsync(staff, id, role));
            }

            await Assert.ThrowsAsync<RefusedException>(() => AppointAsync(staff, id, DepartmentPost.LeaderInCharge));
            await Assert.ThrowsAsync<RefusedException>(() => CoverAsync(staff, id, covering));
            await Assert.ThrowsAsync<RefusedException>(() => CoverAsync(staff, clerk, id));
        }
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_last_holder_of_an_administrators_post_stays(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        var grant = await office.DbAsync(db => db.RoleGrants.Where(g => g.Role == Role.SEC).Select(g => g.Id).SingleAsync());
        var sec = await staff.IdAsync("安全管理员");

        await Assert.ThrowsAsync<RefusedException>(() => RevokeAsync(staff, grant));
        await Assert.ThrowsAsync<RefusedException>(() => staff.AsAsync<CloseUser>("系统管理员", (close, a) => close.ExecuteAsync(sec, null, a, default)));

        await staff.EmployAsync("钱接任", Role.SEC);
        await RevokeAsync(staff, grant);
        Assert.Empty((await staff.ActorAsync("安全管理员")).Hats);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_role_taken_away_is_gone_with_the_next_request_and_may_be_given_again(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        var clerk = await staff.EmployAsync("张接访", Role.RC);
        Assert.True((await staff.ActorAsync("张接访")).May(Permission.Desk));

        await RevokeAsync(staff, await office.DbAsync(db => db.RoleGrants.Where(g => g.UserId == clerk).Select(g => g.Id).SingleAsync()));

        Assert.False((await staff.ActorAsync("张接访")).May(Permission.Desk));
        await GrantAsync(staff, clerk, Role.RC);
        Assert.True((await staff.ActorAsync("张接访")).May(Permission.Desk));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_new_head_follows_the_old_one_without_gap_or_overlap(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        var department = await staff.PetitionOfficeAsync();
        var (first, second) = (await staff.EmployAsync("李科长"), await staff.EmployAsync("孙科长"));
        await AppointAsync(staff, first, DepartmentPost.Head);
        await AppointAsync(staff, second, DepartmentPost.Head, new DateOnly(2025, 3, 10));

        Assert.True((await staff.ActorAsync("李科长")).Has(Role.SH));
        Assert.False((await staff.ActorAsync("孙科长")).Has(Role.SH));
        office.Clock.Advance(TimeSpan.FromDays(5)); // the tenth
        Assert.False((await staff.ActorAsync("李科长")).Has(Role.SH));
        Assert.Equal(new Hat(Role.SH, department), Assert.Single((await staff.ActorAsync("孙科长")).Hats));

        await AppointAsync(staff, null, DepartmentPost.Head);
        Assert.Empty((await staff.ActorAsync("孙科长")).Hats);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_colleague_covers_from_the_first_day_to_the_last_and_in_the_scope_only(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        var absent = await staff.EmployAsync("张负责", Role.XF, Role.SU);
        var covering = await staff.EmployAsync("王代班", Role.RC);
        await staff.AsAsync<SetCover>("张负责", (set, a) => set.ExecuteAsync(new SetCover.Command { AbsentUserId = absent, CoveringUserId = covering, From = new(2025, 3, 6), To = new(2025, 3, 7), Scope = Role.SU }, a, default));

        Assert.False((await staff.ActorAsync("王代班")).Has(Role.SU));
        office.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new Hat(Role.SU, null, absent, "张负责某"), (await staff.ActorAsync("王代班")).Hats.Single(h => h.Role != Role.RC));
        office.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await staff.ActorAsync("王代班")).Has(Role.SU));
        office.Clock.Advance(TimeSpan.FromDays(1));
        Assert.False((await staff.ActorAsync("王代班")).Has(Role.SU));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Nobody_covers_himself_or_arranges_the_absence_of_others(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        var (one, other) = (await staff.EmployAsync("张负责", Role.XF), await staff.EmployAsync("王代班", Role.RC));

        await Assert.ThrowsAsync<RefusedException>(() => CoverAsync(staff, one, one, "张负责"));
        await Assert.ThrowsAsync<RefusedException>(() => CoverAsync(staff, one, other, "王代班"));
        await CoverAsync(staff, one, other, "张负责");
        await CoverAsync(staff, other, one, "安全管理员");

        var covers = await staff.AsAsync<ListCovers, IReadOnlyList<CoverRow>>("张负责", (list, a) => list.ExecuteAsync(one, a, default));
        Assert.Equal(2, covers.Count);
        foreach (var cover in covers)
        {
            await staff.AsAsync<EndCover>("张负责", (end, a) => end.ExecuteAsync(cover.Id, a, default));
        }

        Assert.Equal([Role.RC], (await staff.ActorAsync("王代班")).Hats.Select(h => h.Role));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Only_the_administrator_in_charge_changes_accounts_roles_and_departments(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        var clerk = await staff.EmployAsync("张接访", Role.XF, Role.DG);

        foreach (var account in (string[])["张接访", "安全管理员", "审计管理员"])
        {
            await Assert.ThrowsAsync<RefusedException>(() => staff.AsAsync<AddUser>(account, (add, a) => add.ExecuteAsync(new AddUser.Command { UserName = "新人甲", Name = "新人甲" }, a, default)));
            await Assert.ThrowsAsync<RefusedException>(() => staff.AsAsync<ResetPassword>(account, (reset, a) => reset.ExecuteAsync(clerk, a, default)));
            await Assert.ThrowsAsync<RefusedException>(() => staff.AsAsync<AddDepartment>(account, (add, a) => add.ExecuteAsync(new AddDepartment.Command { Name = "新科" }, a, default)));
        }

        foreach (var account in (string[])["张接访", "系统管理员", "审计管理员"])
        {
            await Assert.ThrowsAsync<RefusedException>(() => staff.AsAsync<GrantRole>(account, (grant, a) => grant.ExecuteAsync(new GrantRole.Command { UserId = clerk, Role = Role.AR }, a, default)));
        }

        Assert.Equal([Role.XF, Role.DG], (await staff.ActorAsync("张接访")).Hats.Select(h => h.Role).Order());
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task An_account_name_is_used_once_however_it_is_typed(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        await staff.EmployAsync("Clerk1");

        foreach (var name in (string[])["clerk1", "ＣＬＥＲＫ1", " CLERK1 ", "a", "有 空格", "<b>x</b>", "换\n行"])
        {
            var refusal = await Assert.ThrowsAsync<RefusedException>(() => staff.AsAsync<AddUser>("系统管理员", (add, a) => add.ExecuteAsync(new AddUser.Command { UserName = name, Name = "某" }, a, default)));
            Assert.Equal("UserName", refusal.Reasons[0].Field);
        }

        await staff.SignInAsync("ｃｌｅｒｋ1");
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_same_form_sent_twice_makes_one_account_and_keeps_no_code(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        var form = new SentForm(Guid.NewGuid(), Guid.NewGuid(), "form /Admin/NewUser", DateTime.SpecifyKind(office.Clock.GetUtcNow().UtcDateTime, DateTimeKind.Utc));
        var added = 0;

        await Add();
        await Assert.ThrowsAsync<AlreadyDoneException>(Add);

        Assert.Equal((1, ""), (added, await office.DbAsync(db => db.Set<Submission>().Select(s => s.Answer).SingleAsync())));
        async Task Add()
        {
            await using var scope = office.Services.CreateAsyncScope();
            var actor = await staff.ActorAsync("系统管理员");
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(actor);
            var made = await scope.ServiceProvider.GetRequiredService<CaseDb>().SendAsync(
                form with { }, () => scope.ServiceProvider.GetRequiredService<AddUser>().ExecuteAsync(new AddUser.Command { UserName = "新人甲", Name = "新人甲" }, actor, default), default);
            Assert.NotEmpty(made.Code);
            added++;
        }
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task There_is_always_one_petition_office(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        var old = await staff.PetitionOfficeAsync();
        var next = await staff.AsAsync<AddDepartment, Guid>("系统管理员", (add, a) => add.ExecuteAsync(new AddDepartment.Command { Name = "综合科" }, a, default));

        await Assert.ThrowsAsync<RefusedException>(() => Change(old, "信访办公室", isOffice: false));
        await Assert.ThrowsAsync<RefusedException>(() => Change(next, "信访办公室", isOffice: false));
        await Change(next, "综合信访科", isOffice: true);

        Assert.Equal("综合信访科", await office.DbAsync(db => db.Departments.Where(d => d.IsPetitionOffice).Select(d => d.Name).SingleAsync()));

        Task Change(Guid id, string name, bool isOffice) => staff.AsAsync<ChangeDepartment>("系统管理员", (change, a) => change.ExecuteAsync(new ChangeDepartment.Command { DepartmentId = id, Name = name, IsPetitionOffice = isOffice }, a, default));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Closing_an_account_ends_everything_of_it_and_keeps_its_name(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        var (head, clerk) = (await staff.EmployAsync("李科长"), await staff.EmployAsync("张接访", Role.RC));
        await AppointAsync(staff, head, DepartmentPost.Head);
        await CoverAsync(staff, head, clerk);
        var session = await staff.SignInAsync("李科长");

        await staff.AsAsync<CloseUser>("系统管理员", (close, a) => close.ExecuteAsync(head, "退休", a, default));

        Assert.False(await staff.IsOpenAsync(session));
        Assert.Equal([Role.RC], (await staff.ActorAsync("张接访")).Hats.Select(h => h.Role));
        var rows = await staff.AsAsync<ListUsers, IReadOnlyList<UserRow>>("系统管理员", (list, a) => list.ExecuteAsync("李", a, default));
        Assert.True(Assert.Single(rows).IsClosed);
        Assert.Empty((await office.AsAsync(Actor.System, s => s.GetRequiredService<ListDepartments>().ExecuteAsync(default))).Single().Heads);
    }

    private static Task GrantAsync(Staff staff, Guid user, Role role) => staff.AsAsync<GrantRole>("安全管理员", (grant, a) => grant.ExecuteAsync(new GrantRole.Command { UserId = user, Role = role }, a, default));

    private static Task RevokeAsync(Staff staff, Guid grant) => staff.AsAsync<RevokeRole>("安全管理员", (revoke, a) => revoke.ExecuteAsync(grant, null, a, default));

    private static async Task AppointAsync(Staff staff, Guid? user, DepartmentPost post, DateOnly? from = null)
    {
        var department = await staff.PetitionOfficeAsync();
        await staff.AsAsync<AppointHead>("安全管理员", (appoint, a) => appoint.ExecuteAsync(new AppointHead.Command { DepartmentId = department, UserId = user, Post = post, From = from }, a, default));
    }

    private static Task CoverAsync(Staff staff, Guid absent, Guid covering, string by = "安全管理员") => staff.AsAsync<SetCover>(by, (set, a) =>
        set.ExecuteAsync(new SetCover.Command { AbsentUserId = absent, CoveringUserId = covering, From = new(2025, 3, 5), To = new(2025, 3, 9) }, a, default));
}
