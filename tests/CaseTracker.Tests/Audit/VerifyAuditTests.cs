using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Tests.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Audit;

public sealed class VerifyAuditTests
{
    private const int Links = 60;

    private static readonly string[] Kept = ["At", "ActorId", "ActorName", "Action", "ObjectKind", "ObjectId", "Result", "Reason", "Details", "KeyId", "Prev", "Mac"];

    private static readonly string[] OfEvents = ["RecordKind", "Seq", "Step", "StepName", "HappenedOn", "RecordedAt", "ActorName", "From", "To", "Reason", "Data", "Changes", "TableVersion"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_thousand_random_tamperings_are_all_found_and_located(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await office.FillAsync(Links / 3);
        await office.WithoutTriggersAsync();
        var random = new Random(420117);

        await office.AsAsync(Actor.System, async services =>
        {
            var (db, keys) = (services.GetRequiredService<CaseDb>(), services.GetRequiredService<Keys>());
            var verify = new VerifyAudit(db, keys);
            var untouched = await verify.ExecuteAsync([], Cancel);
            Assert.Empty(untouched.Faults);
            Assert.Equal(Links, untouched.Links);

            for (var i = 0; i < 1000; i++)
            {
                await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
                var (what, at) = await TamperAsync(db, random, i);

                var found = await verify.ExecuteAsync([untouched.End!], Cancel);

                Assert.True(found.Faults.Count > 0, $"{what} at {at} was not found");
                Assert.True(found.Faults[0].Seq == at, $"{what} at {at} was located at {found.Faults[0].Seq}: {found.Faults[0].What}");
                await transaction.RollbackAsync(Cancel);
            }

            return true;
        });
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task An_event_that_was_altered_deleted_or_put_in_is_found_and_a_restricted_record_is_not_named(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await office.FillAsync(12);
        await office.WithoutTriggersAsync();
        var random = new Random(7);

        await office.AsAsync(Actor.System, async services =>
        {
            var (db, verify) = (services.GetRequiredService<CaseDb>(), services.GetRequiredService<VerifyHistory>());
            Assert.Empty((await verify.ExecuteAsync([], Cancel)).Faults);
            var events = await db.Events.IgnoreQueryFilters().AsNoTracking().OrderBy(e => e.Id).ToListAsync(Cancel);

            for (var i = 0; i < 120; i++)
            {
                var victim = events[random.Next(events.Count)];
                await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
                var column = OfEvents[random.Next(OfEvents.Length)];
                var sql = (i % 3) switch
                {
                    0 => $"UPDATE case_events SET \"{column}\" = {Altered(column, db.IsSqlite)} WHERE \"Id\" = {victim.Id}",
                    1 => $"DELETE FROM case_events WHERE \"Id\" = {victim.Id}",
                    _ => $"""
                          INSERT INTO case_events ("RecordKind", "RecordId", "Seq", "Step", "StepName", "HappenedOn", "RecordedAt", "ActorId", "ActorName", "Data", "Changes")
                          SELECT "RecordKind", "RecordId", "Seq" + 100, "Step", "StepName", "HappenedOn", "RecordedAt", "ActorId", "ActorName", "Data", "Changes" FROM case_events WHERE "Id" = {victim.Id}
                          """,
                };
                Assert.Equal(1, await db.Database.ExecuteSqlRawAsync(sql.Replace("{}", "{{}}", StringComparison.Ordinal), Cancel));

                var faults = (await verify.ExecuteAsync([], Cancel)).Faults;

                Assert.NotEmpty(faults);
                var restricted = await db.AuditEntries.AsNoTracking().AllAsync(e => e.ObjectId != victim.RecordId.ToString(), Cancel);
                Assert.Equal(restricted, !faults.Any(f => f.What.Contains(victim.RecordId.ToString(), StringComparison.Ordinal)));
                if (i % 3 < 2)
                {
                    Assert.Equal(victim.Id, faults[0].Seq); // in this office the links are numbered like the events
                }

                await transaction.RollbackAsync(Cancel);
            }

            return true;
        });
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_database_itself_refuses_to_change_or_delete_what_happened(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await office.FillAsync(2);
        foreach (var table in new[] { "audit_entries", "case_events" })
        {
            string[] attempts = [$"UPDATE {table} SET \"ActorName\" = '别人'", $"DELETE FROM {table}", .. provider == DatabaseProvider.Postgres ? [$"TRUNCATE {table}"] : Array.Empty<string>()];
            foreach (var sql in attempts)
            {
                var refusal = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => office.DbAsync(db => db.Database.ExecuteSqlRawAsync(sql, Cancel)));
                Assert.Contains("只可追加", refusal.Message);
            }
        }

        Assert.Empty((await office.AsAsync(Actor.System, s => s.GetRequiredService<VerifyHistory>().ExecuteAsync([], Cancel))).Faults);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_missing_trigger_stops_the_start(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await office.DbAsync(db => AppendOnly.DemandAsync(db, Cancel));
        await office.WithoutTriggersAsync();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => office.DbAsync(db => AppendOnly.DemandAsync(db, Cancel)));

        Assert.Contains("触发器缺失", refusal.Message);
    }

    [Fact]
    public async Task An_anchor_file_grows_by_a_line_when_the_chain_grew_and_proves_a_cut_tail()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        var file = Path.Combine(office.Installation.Folder, "elsewhere", "anchor.jsonl");
        Task<AuditAnchor?> ExportAsync() => office.AsAsync(Actor.System, s => s.GetRequiredService<ExportAnchor>().ExecuteAsync(file, Cancel));
        Assert.Null(await ExportAsync());
        await office.FillAsync(2);
        Assert.Equal(6, (await ExportAsync())!.Seq);
        Assert.Null(await ExportAsync());
        await office.HappenAsync(new Filled.Matter(Guid.NewGuid()), 1, isConfidential: false);
        await ExportAsync();

        var anchors = VerifyAudit.ReadAnchors(await File.ReadAllTextAsync(file, Cancel));
        Assert.Equal([6, 7], anchors.Select(a => a.Seq));
        await office.WithoutTriggersAsync();
        await office.DbAsync(db => db.Database.ExecuteSqlRawAsync("DELETE FROM audit_entries WHERE \"Seq\" = 7"));

        var without = await office.AsAsync(Actor.System, s => s.GetRequiredService<VerifyAudit>().ExecuteAsync([], Cancel));
        var with = await office.AsAsync(Actor.System, s => s.GetRequiredService<VerifyAudit>().ExecuteAsync(anchors, Cancel));
        Assert.Empty(without.Faults);
        Assert.Contains("尾部被截断", Assert.Single(with.Faults).What);
        Assert.Throws<RefusedException>(() => VerifyAudit.ReadAnchors("不是锚点"));
    }

    /// <returns>What was done and the number at which it must be reported first.</returns>
    private static async Task<(string What, long At)> TamperAsync(CaseDb db, Random random, int i)
    {
        var at = random.Next(1, Links);
        async Task RunAsync(string sql) => Assert.NotEqual(0, await db.Database.ExecuteSqlRawAsync(sql, Cancel));
        switch (i % 5)
        {
            case 0:
                var column = Kept[random.Next(Kept.Length)];
                await RunAsync($"UPDATE audit_entries SET \"{column}\" = {Altered(column, db.IsSqlite)} WHERE \"Seq\" = {at}");
                return ($"edit of {column}", at);
            case 1:
                await RunAsync($"DELETE FROM audit_entries WHERE \"Seq\" = {at}");
                if (random.Next(2) == 0)
                {
                    await RunAsync($"UPDATE audit_entries SET \"Seq\" = \"Seq\" + 1000 WHERE \"Seq\" > {at}"); // in two steps: a key may not be there twice on the way
                    await RunAsync("UPDATE audit_entries SET \"Seq\" = \"Seq\" - 1001 WHERE \"Seq\" > 1000");
                }

                return ("deletion", at);
            case 2:
                await RunAsync($"UPDATE audit_entries SET \"Seq\" = \"Seq\" + 1000 WHERE \"Seq\" > {at}");
                await RunAsync("UPDATE audit_entries SET \"Seq\" = \"Seq\" - 999 WHERE \"Seq\" > 1000");
                await RunAsync($"""
                    INSERT INTO audit_entries ("Seq", "At", "ActorId", "ActorName", "Action", "ObjectKind", "ObjectId", "Result", "Details", "KeyId", "Prev", "Mac")
                    SELECT {at + 1}, "At", "ActorId", "ActorName", "Action", "ObjectKind", "ObjectId", "Result", "Details", "KeyId", "Mac", "Mac" FROM audit_entries WHERE "Seq" = {at}
                    """);
                return ("insertion", at + 1);
            case 3:
                var other = random.Next(1, Links);
                other = other == at ? at + 1 : other;
                await RunAsync($"UPDATE audit_entries SET \"Seq\" = 1000 WHERE \"Seq\" = {at}");
                await RunAsync($"UPDATE audit_entries SET \"Seq\" = {at} WHERE \"Seq\" = {other}");
                await RunAsync($"UPDATE audit_entries SET \"Seq\" = {other} WHERE \"Seq\" = 1000");
                return ("reordering", Math.Min(at, other));
            default:
                await RunAsync($"DELETE FROM audit_entries WHERE \"Seq\" > {at}");
                return ("cut tail", at + 1);
        }
    }

    private static string Altered(string column, bool isSqlite) => column switch
    {
        "At" or "RecordedAt" => isSqlite ? $"'2001-01-01 00:00:00'" : $"\"{column}\" - interval '1 microsecond'",
        "HappenedOn" => isSqlite ? "'2001-01-01'" : "\"HappenedOn\" - 1",
        "ActorId" => isSqlite ? "'11111111-1111-1111-1111-111111111111'" : "'11111111-1111-1111-1111-111111111111'::uuid",
        "KeyId" or "Seq" => $"\"{column}\" + 77",
        "Details" or "Data" or "Changes" => $"\"{column}\" || ' '",
        _ => $"'改' || substr(COALESCE(\"{column}\", ''), 2)", // no longer than it was
    };
}
