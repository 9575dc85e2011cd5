using CaseTracker.Data;
using CaseTracker.People;
using CaseTracker.Search;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CaseTracker.Tests.Search;

public sealed class SearchIndexTests
{
    private static readonly SearchKind[] Kinds = [new("sample"), new("other")];

    private static readonly string[] Texts =
    [
        "反映某公司拖欠工程款3万元", "夜间噪声扰民，要求查处", "按GB9704标准公布〔2025〕3号文件", "李𬭎、阿依古丽·买买提反映宅基地", "㛃氏退休待遇 pension 补发", "工程验收后拖欠货款",
    ];

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Every_word_of_one_character_or_more_is_found(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var ids = await FillAsync(office);

        await FindsAsync(office, ids, "拖欠工程款", 0);
        await FindsAsync(office, ids, "拖欠", 5, 0);
        await FindsAsync(office, ids, "款", 5, 0);
        await FindsAsync(office, ids, "𬭎", 3);
        await FindsAsync(office, ids, "李𬭎", 3);
        await FindsAsync(office, ids, "㛃", 4);
        await FindsAsync(office, ids, "阿依古丽•买买提", 3);
        await FindsAsync(office, ids, "gb9704", 2);
        await FindsAsync(office, ids, "GB97", 2);
        await FindsAsync(office, ids, "GB9704标准", 2);
        await FindsAsync(office, ids, "〔2025〕3号", 2);
        await FindsAsync(office, ids, "PENSION", 4);
        await FindsAsync(office, ids, "反映 工程款", 0);
        await FindsAsync(office, ids, "欠程");
        await FindsAsync(office, ids, "款拖");
        await FindsAsync(office, ids, "火星移民");
        await FindsAsync(office, ids, "");
        await FindsAsync(office, ids, "\") OR 1=1 --'");
        await FindsAsync(office, ids, "words:款 NEAR(拖欠 工程, 2)");
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_changed_text_replaces_the_old_and_a_removed_record_is_gone(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var ids = await FillAsync(office);
        await office.DbAsync(db => db.WriteAsync(async () =>
        {
            await new SearchIndex(db, Kinds).PutAsync("sample", ids[0], "改为反映物业收费", default);
            await new SearchIndex(db, Kinds).RemoveAsync("sample", ids[1], default);
        }));

        await FindsAsync(office, ids, "拖欠", 5);
        await FindsAsync(office, ids, "物业收费", 0);
        await FindsAsync(office, ids, "噪声");
        Assert.Empty((await office.DbAsync(db => new SearchIndex(db, Kinds).FindAsync("other", "拖欠", default))).Ids);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_write_that_fails_leaves_the_index_as_it_was(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var ids = await FillAsync(office);
        await Assert.ThrowsAsync<RefusedException>(() => office.DbAsync(db => db.WriteAsync(async () =>
        {
            await new SearchIndex(db, Kinds).PutAsync("sample", ids[0], "改为反映物业收费", default);
            throw new RefusedException("不行");
        })));

        await FindsAsync(office, ids, "物业");
        await FindsAsync(office, ids, "工程款", 0);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_newest_fifty_are_shown_and_the_count_is_capped(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var ids = Enumerable.Range(0, 1_010).Select(_ => Guid.NewGuid()).ToList();
        await PutAsync(office, ids.Select(id => (id, "拖欠工程款")));

        var found = await office.DbAsync(db => new SearchIndex(db, Kinds).FindAsync("sample", "工程款", default));

        Assert.Equal(ids.AsEnumerable().Reverse().Take(50), found.Ids);
        Assert.Equal(SearchIndex.CountCap, found.Count);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_list_joins_the_matching_ids_with_its_own_filter(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var (shown, other) = (Guid.NewGuid(), Guid.NewGuid());
        await PutAsync(office, [(shown, "拖欠工程款"), (other, "夜间噪声")]);

        var found = await office.DbAsync(async db =>
        {
            db.AddRange(new Person { Id = shown, Name = "张三", NormalName = "张三" }, new Person { Id = other, Name = "李四", NormalName = "李四" });
            await db.SaveChangesAsync();
            var matching = new SearchIndex(db, Kinds).Matching("sample", "工程款")!;
            return await db.Persons.Where(p => matching.Contains(p.Id)).Select(p => p.Name).ToListAsync();
        });

        Assert.Equal(["张三"], found);
    }

    [Fact]
    public void A_kind_becomes_a_table_name_and_may_be_letters_only() => Assert.Throws<ArgumentException>(() => new SearchKind("a; drop table users"));

    private static async Task FindsAsync(TestOffice office, IReadOnlyList<Guid> ids, string typed, params int[] expected)
    {
        var found = await office.DbAsync(db => new SearchIndex(db, Kinds).FindAsync("sample", typed, default));
        Assert.True(expected.Select(i => ids[i]).SequenceEqual(found.Ids), $"{typed}: {string.Join(',', found.Ids.Select(i => ids.ToList().IndexOf(i)))}");
        Assert.Equal(expected.Length, found.Count);
    }

    private static async Task<IReadOnlyList<Guid>> FillAsync(TestOffice office)
    {
        var ids = Texts.Select(_ => Guid.NewGuid()).ToList();
        await PutAsync(office, ids.Zip(Texts));
        return ids;
    }

    private static Task PutAsync(TestOffice office, IEnumerable<(Guid Id, string Text)> records) => office.DbAsync(async db =>
    {
        // Twice: it runs after every migration.
        await new EnsureSearchIndex(Kinds).EnsureAsync(db, default);
        await new EnsureSearchIndex(Kinds).EnsureAsync(db, default);
        await db.WriteAsync(async () =>
        {
            foreach (var (id, text) in records)
            {
                await new SearchIndex(db, Kinds).PutAsync("sample", id, text, default);
            }
        });
    });
}
