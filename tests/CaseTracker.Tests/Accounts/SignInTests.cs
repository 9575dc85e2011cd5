using System.Collections.Concurrent;
using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Accounts;

public sealed class SignInTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Whoever_knows_the_password_gets_a_session_and_it_ends_when_idle_old_or_signed_out(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        await staff.EmployAsync("张接访", Role.RC);

        var idle = await staff.SignInAsync("张接访");
        Assert.True(await staff.IsOpenAsync(idle));
        office.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.False(await staff.IsOpenAsync(idle));

        var old = await staff.SignInAsync("张接访");
        for (var i = 0; i < 32; i++)
        {
            Assert.True(await staff.IsOpenAsync(old));
            office.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.False(await staff.IsOpenAsync(old)); // eight hours, never idle

        var ended = await staff.SignInAsync("张接访");
        await staff.AsAsync<EndSession>("张接访", (end, a) => end.ExecuteAsync(ended.SessionId, a, default));
        Assert.False(await staff.IsOpenAsync(ended));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_third_session_ends_the_oldest(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        await staff.EmployAsync("张接访", Role.RC);

        var sessions = new List<SignIn.Result>();
        for (var i = 0; i < 3; i++)
        {
            sessions.Add(await staff.SignInAsync("张接访"));
            office.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(await staff.IsOpenAsync(sessions[0]));
        Assert.True(await staff.IsOpenAsync(sessions[1]));
        Assert.True(await staff.IsOpenAsync(sessions[2]));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Of_two_hundred_parallel_guesses_from_many_addresses_five_reach_the_password(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        await staff.EmployAsync("李科长");
        var answers = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            var refusal = await Assert.ThrowsAnyAsync<RefusedException>(() => staff.SignInAsync("李科长", $"猜测的密码第 {i} 个", $"10.1.{i / 100}.{i % 100}"));
            answers.Add(refusal.Message);
        });

        var reasons = await office.DbAsync(db => db.AuditEntries.Where(e => e.Action == "sign-in").GroupBy(e => e.Reason).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key!, g => g.Count));
        Assert.Equal(5, reasons["密码不正确"]);
        Assert.Equal(195, reasons["账号已锁定"]);
        Assert.Single(answers.Distinct());
        var locked = await Assert.ThrowsAsync<RefusedException>(() => staff.SignInAsync("李科长", address: "10.2.0.1")); // the right password, another address
        Assert.Equal(answers.First(), locked.Message);
        office.Clock.Advance(TimeSpan.FromMinutes(15));
        await staff.SignInAsync("李科长");
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task One_address_cannot_lock_out_the_whole_office(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        await office.DbAsync(db => db.WriteAsync(() =>
        {
            db.AddRange(Enumerable.Range(0, 10).Select(i => new User { Id = Guid.NewGuid(), Name = "某", UserName = $"clerk{i}", NormalizedUserName = $"CLERK{i}", PasswordHash = "AQAAAA==", SecurityStamp = "s" }));
            return Task.CompletedTask;
        }));

        for (var i = 0; i < 50; i++)
        {
            await Assert.ThrowsAnyAsync<RefusedException>(() => staff.SignInAsync($"clerk{i % 10}", "wrong wrong wrong", "10.9.9.9"));
        }

        Assert.Equal(20, await office.DbAsync(db => db.Users.SumAsync(u => u.AccessFailedCount)));
        await Assert.ThrowsAsync<BusyException>(() => staff.SignInAsync("clerk1", "wrong wrong wrong", "10.9.9.9"));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Unknown_locked_closed_and_unused_accounts_get_the_same_answer_and_the_audit_trail_tells_them_apart(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        var closed = await staff.EmployAsync("王离任");
        await staff.AsAsync<CloseUser>("系统管理员", (close, a) => close.ExecuteAsync(closed, "调离", a, default));
        await staff.EmployAsync("赵某");

        var answers = new HashSet<string>();
        foreach (var account in (string[])["没有这个人", "王离任", "审计管理员", "赵某"])
        {
            answers.Add((await Assert.ThrowsAsync<RefusedException>(() => staff.SignInAsync(account, "不对的密码啊啊啊啊啊"))).Message);
        }

        Assert.Single(answers);
        var reasons = await office.DbAsync(db => db.AuditEntries.Where(e => e.Action == "sign-in" && e.Result == "拒绝").OrderBy(e => e.Seq).Select(e => e.Reason).ToListAsync());
        Assert.Equal(["没有这个账号", "账号已停用", "账号尚未启用", "密码不正确"], reasons);
        Assert.All(await office.DbAsync(db => db.AuditEntries.Where(e => e.Action == "sign-in").Select(e => e.Address).ToListAsync()), a => Assert.Equal("10.0.0.1", a));
    }

    [Fact]
    public async Task A_full_queue_before_the_hash_is_refused_at_once_and_counts_no_try()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        var staff = await Staff.OfAsync(office);
        await staff.EmployAsync("张接访");
        var hashing = office.Services.GetRequiredService<PasswordHashing>();
        using var first = await hashing.EnterAsync(TestContext.Current.CancellationToken);
        using var second = await hashing.EnterAsync(TestContext.Current.CancellationToken);
        using var leave = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 20).Select(_ => hashing.EnterAsync(leave.Token)).ToList();

        await Assert.ThrowsAsync<BusyException>(() => staff.SignInAsync("张接访"));

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
        Assert.Equal(0, await office.DbAsync(db => db.Users.SumAsync(u => u.AccessFailedCount)));
        first.Dispose();
        await staff.SignInAsync("张接访"); // and the places are free again
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_one_time_code_works_once_within_a_day_and_only_with_a_good_password(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        var (sa, sec) = (staff.Codes[0], staff.Codes[1]);

        var weak = await Assert.ThrowsAsync<RefusedException>(() => staff.ActivateAsync(sa.UserName, sa.Code, "系统管理员123456"));
        Assert.Equal("NewPassword", weak.Reasons[0].Field);
        await Assert.ThrowsAsync<RefusedException>(() => staff.ActivateAsync(sa.UserName, sec.Code));
        await staff.ActivateAsync(sa.UserName, sa.Code.ToLowerInvariant().Replace("-", " "));
        await Assert.ThrowsAsync<RefusedException>(() => staff.ActivateAsync(sa.UserName, sa.Code));
        office.Clock.Advance(TimeSpan.FromHours(24));
        await Assert.ThrowsAsync<RefusedException>(() => staff.ActivateAsync(sec.UserName, sec.Code));

        await staff.SignInAsync("系统管理员");
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_reset_ends_sessions_tokens_and_the_old_password(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        var id = await staff.EmployAsync("张接访", Role.RC);
        var session = await staff.SignInAsync("张接访");
        var (_, token) = await staff.AsAsync<CreateToken, CreateToken.Result>("张接访", (create, a) => create.ExecuteAsync(new CreateToken.Command { Name = "台账下载", Days = 30 }, a, default));
        Assert.Equal(id, await office.AsAsync(Actor.System, s => s.GetRequiredService<FindTokenOwner>().ExecuteAsync(token, default)));

        var code = await staff.AsAsync<ResetPassword, string>("系统管理员", (reset, a) => reset.ExecuteAsync(id, a, default));

        Assert.False(await staff.IsOpenAsync(session));
        Assert.Null(await office.AsAsync(Actor.System, s => s.GetRequiredService<FindTokenOwner>().ExecuteAsync(token, default)));
        await Assert.ThrowsAsync<RefusedException>(() => staff.SignInAsync("张接访"));
        await staff.ActivateAsync("张接访", code, "重新选定的另外一句长口令");
        await staff.SignInAsync("张接访", "重新选定的另外一句长口令");
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_new_password_needs_the_old_one_and_ends_every_session(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var staff = await Staff.OfAsync(office);
        await staff.EmployAsync("张接访", Role.RC);
        var session = await staff.SignInAsync("张接访");

        var wrong = await Assert.ThrowsAsync<RefusedException>(() => Change("不是这个密码吧吧吧", "重新选定的另外一句长口令"));
        Assert.Equal("Password", wrong.Reasons[0].Field);
        var weak = await Assert.ThrowsAsync<RefusedException>(() => Change(Staff.Password, "Password2026!"));
        Assert.Equal("NewPassword", weak.Reasons[0].Field);
        await Change(Staff.Password, "重新选定的另外一句长口令");

        Assert.False(await staff.IsOpenAsync(session));
        await staff.SignInAsync("张接访", "重新选定的另外一句长口令");

        Task Change(string old, string @new) => staff.AsAsync<ChangePassword>("张接访", (change, a) => change.ExecuteAsync(new ChangePassword.Command { Password = old, NewPassword = @new }, a, default));
    }

    [Theory]
    [InlineData("短密码")]
    [InlineData("Password2026!")]
    [InlineData("P@ssw0rd123456")]
    [InlineData("qwertyuiop123456")]
    [InlineData("aaaaaaaabbbbbbbb")]
    [InlineData("张接访信访局20250305")]
    [InlineData("1qaz2wsx3edc4rfv")]
    [InlineData("cafe\u0301 au lait noir")]
    public void What_others_guess_first_is_no_password(string password) =>
        Assert.Throws<RefusedException>(() => new PasswordRules(new AccountOptions()).Demand(password, "Password", "张接访", "信访局"));

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("合用的一句长口令 7 月开")]
    [InlineData("梧桐树下卖豆腐的老大爷们")]
    public void A_long_sentence_is_a_password(string password) => new PasswordRules(new AccountOptions()).Demand(password, "Password", "张接访", "信访局");
}
