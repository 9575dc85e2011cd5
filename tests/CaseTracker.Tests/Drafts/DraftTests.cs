using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Drafts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Drafts;

public sealed class DraftTests
{
    private static readonly Actor Clerk = new(Guid.NewGuid(), "王接访", [new Hat(Role.RC, null)]);
    private static readonly Actor Colleague = new(Guid.NewGuid(), "李接访", [new Hat(Role.RC, null)]);

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task What_was_typed_last_is_offered_again_to_its_user_alone(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await KeepAsync(office, "receptions/register", ("Name", "张三"));
        await KeepAsync(office, "receptions/register", ("Name", "张三丰"), ("Request", "拖欠工程款"), ("__RequestVerificationToken", "x"), ("Password", "y"));
        await KeepAsync(office, "petitions/1", ("Note", "另一份"));

        var draft = await TakeAsync(office, Clerk, "receptions/register");

        Assert.Equal(["Name", "Request"], draft!.Fields.Keys.Order());
        Assert.Equal(["张三丰"], draft.Fields["Name"]);
        Assert.Equal(office.Clock.GetUtcNow().UtcDateTime, draft.SavedAt);
        Assert.Null(await TakeAsync(office, Colleague, "receptions/register"));
        Assert.Equal(2, await office.AsAsync(Clerk, s => s.GetRequiredService<CaseDb>().Drafts.CountAsync()));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_draft_is_dropped_by_its_user_alone(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await KeepAsync(office, "receptions/register", ("Name", "张三"));

        await DropAsync(office, Colleague);
        Assert.NotNull(await TakeAsync(office, Clerk, "receptions/register"));
        await DropAsync(office, Clerk);
        Assert.Null(await TakeAsync(office, Clerk, "receptions/register"));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_sign_in_that_expired_loses_nothing(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await KeepAsync(office, "receptions/register", ("Name", "张三"));
        await office.AsAsync(Colleague, async s =>
        {
            s.GetRequiredService<CaseDb>().For(Viewer.Nobody);
            await s.GetRequiredService<KeepDraft>().ExecuteAsync(new(Clerk.UserId, "receptions/register", new Dictionary<string, string[]> { ["Name"] = ["张三丰"] }), default);
            return true;
        });

        Assert.Equal(["张三丰"], (await TakeAsync(office, Clerk, "receptions/register"))!.Fields["Name"]);
    }

    [Fact]
    public async Task The_same_draft_saved_from_many_windows_at_once_is_one_draft()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Postgres);

        await Parallel.ForEachAsync(Enumerable.Range(0, 20), new ParallelOptions { MaxDegreeOfParallelism = 10 }, async (i, _) => await KeepAsync(office, "a", ("Name", $"{i}")));

        Assert.Equal(1, await office.DbAsync(db => db.Drafts.IgnoreQueryFilters().CountAsync()));
    }

    [Fact]
    public async Task The_database_does_not_hold_what_was_typed()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await KeepAsync(office, "receptions/register", ("IdNumber", "11010519491231002X"));

        var bytes = await office.DbAsync(db => db.Drafts.IgnoreQueryFilters().Select(d => d.Bytes).SingleAsync());
        Assert.Equal(-1, bytes.AsSpan().IndexOf("11010519491231002X"u8));
    }

    [Fact]
    public async Task Too_much_is_refused()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);

        await Assert.ThrowsAsync<RefusedException>(() => KeepAsync(office, "a", ("Name", new string('字', 100_000))));
        await Assert.ThrowsAsync<RefusedException>(() => KeepAsync(office, new string('a', 201), ("Name", "1")));
    }

    private static Task<bool> KeepAsync(TestOffice office, string form, params (string Name, string Value)[] fields) => office.AsAsync(Clerk, async s =>
    {
        await s.GetRequiredService<KeepDraft>().ExecuteAsync(new(Clerk.UserId, form, fields.ToDictionary(f => f.Name, f => new[] { f.Value })), default);
        return true;
    });

    private static Task<TakeDraft.Content?> TakeAsync(TestOffice office, Actor actor, string form) => office.AsAsync(actor, s => s.GetRequiredService<TakeDraft>().ExecuteAsync(form, default));

    private static Task<bool> DropAsync(TestOffice office, Actor actor) => office.AsAsync(actor, async s =>
    {
        await s.GetRequiredService<DropDraft>().ExecuteAsync("receptions/register", default);
        return true;
    });
}
