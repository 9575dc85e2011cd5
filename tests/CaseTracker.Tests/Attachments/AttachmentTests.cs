using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Audit;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Attachments;

public sealed class AttachmentTests
{
    private static readonly Actor Clerk = new(Guid.NewGuid(), "王接访", [new Hat(Role.RC, null)]);
    private static readonly Actor Stranger = new(Guid.NewGuid(), "李外人", [new Hat(Role.CW, Guid.NewGuid())]);
    private static readonly Guid Record = Guid.NewGuid();
    private static readonly byte[] Pdf = "%PDF-1.4 拖欠工程款的原信"u8.ToArray();

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_file_is_kept_encrypted_and_given_back_through_its_record(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var id = Assert.Single(await AddAsync(office, Clerk, ("原信.pdf", Pdf)));

        var row = Assert.Single(await AsAsync(office, Clerk, s => s.GetRequiredService<FindAttachments>().ExecuteAsync("sample", Record, Clerk, default)));
        var content = await AsAsync(office, Clerk, s => s.GetRequiredService<OpenAttachment>().ExecuteAsync(id, Clerk, default));

        Assert.Equal(("原信.pdf", AttachmentKind.Letter, (long)Pdf.Length, "王接访"), (row.Name, row.Kind, row.Size, row.AddedByName));
        Assert.Equal(("原信.pdf", "application/pdf"), (content.Name, content.MediaType));
        Assert.Equal(Pdf, content.Bytes);
        var file = Assert.Single(Files(office));
        Assert.Equal(-1, (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().IndexOf("拖欠"u8));
        Assert.DoesNotContain("原信", file);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Adding_and_opening_are_in_the_history_and_in_the_audit_chain(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var id = Assert.Single(await AddAsync(office, Clerk, ("原信.pdf", Pdf)));
        await AsAsync(office, Clerk, s => s.GetRequiredService<OpenAttachment>().ExecuteAsync(id, Clerk, default));

        await office.DbAsync(async db =>
        {
            var happened = await db.Events.IgnoreQueryFilters().SingleAsync();
            Assert.Equal(("attach", Record), (happened.Step, happened.RecordId));
            Assert.Contains($"attachment/{id}", happened.Changes);
            Assert.DoesNotContain("原信.pdf", happened.Changes + happened.Data);
            Assert.Equal(["attach", "open-attachment"], await db.AuditEntries.OrderBy(a => a.Seq).Select(a => a.Action).ToListAsync());
        });
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Whoever_may_not_open_the_record_finds_no_attachment(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var id = Assert.Single(await AddAsync(office, Clerk, ("原信.pdf", Pdf)));

        await Assert.ThrowsAsync<NotFoundException>(() => AsAsync(office, Stranger, s => s.GetRequiredService<OpenAttachment>().ExecuteAsync(id, Stranger, default)));
        await Assert.ThrowsAsync<NotFoundException>(() => AsAsync(office, Stranger, s => s.GetRequiredService<FindAttachments>().ExecuteAsync("sample", Record, Stranger, default)));
        await Assert.ThrowsAsync<NotFoundException>(() => AddAsync(office, Stranger, ("原信.pdf", Pdf)));
        await Assert.ThrowsAsync<NotFoundException>(() => AsAsync(office, Clerk, s => s.GetRequiredService<OpenAttachment>().ExecuteAsync(Guid.NewGuid(), Clerk, default)));
        Assert.Equal(0, await office.DbAsync(db => db.Attachments.CountAsync()));
    }

    [Fact]
    public async Task One_bad_file_of_several_leaves_nothing_behind()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);

        await Assert.ThrowsAsync<RefusedException>(() => AddAsync(office, Clerk, ("原信.pdf", Pdf), ("照片.jpg", Pdf)));
        await Assert.ThrowsAsync<RefusedException>(() => AddAsync(office, Clerk));

        Assert.Empty(Files(office));
        Assert.Equal(0, await office.DbAsync(db => db.Attachments.IgnoreQueryFilters().CountAsync()));
    }

    [Fact]
    public async Task A_changed_swapped_or_missing_file_is_found_out()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        var ids = await AddAsync(office, Clerk, ("一.pdf", Pdf), ("二.pdf", [.. Pdf, 1]));
        var files = Files(office);
        var cancel = TestContext.Current.CancellationToken;

        var (one, two) = (await File.ReadAllBytesAsync(files[0], cancel), await File.ReadAllBytesAsync(files[1], cancel));
        await File.WriteAllBytesAsync(files[0], two, cancel);
        await File.WriteAllBytesAsync(files[1], one, cancel);
        await RefusesAllAsync();

        one[40] ^= 1;
        await File.WriteAllBytesAsync(files[0], one, cancel);
        File.Delete(files[1]);
        await RefusesAllAsync();

        async Task RefusesAllAsync()
        {
            foreach (var id in ids)
            {
                await Assert.ThrowsAsync<DamagedValueException>(() => AsAsync(office, Clerk, s => s.GetRequiredService<OpenAttachment>().ExecuteAsync(id, Clerk, default)));
            }
        }
    }

    private static List<string> Files(TestOffice office) =>
        Directory.Exists(office.Installation.AttachmentsFolder) ? [.. Directory.GetFiles(office.Installation.AttachmentsFolder, "*", SearchOption.AllDirectories)] : [];

    private static Task<IReadOnlyList<Guid>> AddAsync(TestOffice office, Actor actor, params (string Name, byte[] Bytes)[] files) =>
        AsAsync(office, actor, s => s.GetRequiredService<AddAttachment>().ExecuteAsync(new AddAttachment.Command
        {
            RecordKind = "sample",
            RecordId = Record,
            Kind = AttachmentKind.Letter,
            Files = [.. files.Select(f => new AddAttachment.Upload(f.Name, f.Bytes))],
        }, actor, default));

    // The office's own services with one more door: a kind of record that only the clerk may open.
    private static Task<T> AsAsync<T>(TestOffice office, Actor actor, Func<IServiceProvider, Task<T>> work) => office.AsAsync(actor, async s =>
    {
        await using var services = new ServiceCollection()
            .AddSingleton(s.GetRequiredService<CaseDb>()).AddSingleton(s.GetRequiredService<AttachmentStore>()).AddSingleton(s.GetRequiredService<ProtectedValues>()).AddSingleton(s.GetRequiredService<OfficeClock>())
            .AddSingleton<IRecordDoor, ClerksDoor>().AddSingleton<RecordDoors>().AddSingleton<AddAttachment>().AddSingleton<FindAttachments>().AddSingleton<OpenAttachment>().BuildServiceProvider();
        return await work(services);
    });

    private sealed class ClerksDoor(CaseDb db) : IRecordDoor
    {
        public string RecordKind => "sample";

        public Task<OpenedRecord?> OpenAsync(Guid id, Actor actor, CancellationToken cancel)
        {
            if (actor != Clerk || id != Record)
            {
                return Task.FromResult<OpenedRecord?>(null);
            }

            db.Opened.Add(id);
            return Task.FromResult<OpenedRecord?>(new OpenedRecord(id, IsConfidential: false, MayAttach: true));
        }
    }
}
