using CaseTracker.Data;
using CaseTracker.Operations;
using CaseTracker.Petitions;
using CaseTracker.Search;
using CaseTracker.Tests.Petitions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Operations;

public sealed class MovedSearchTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, DatabaseProvider.Postgres)]
    [InlineData(DatabaseProvider.Postgres, DatabaseProvider.Sqlite)]
    public async Task After_a_move_to_the_other_database_the_words_of_a_petition_are_found_and_its_protected_values_open(DatabaseProvider from, DatabaseProvider to)
    {
        await using var petitions = await PetitionOffice.OpenAsync(from);
        await using var target = await TestOffice.OpenAsync(to);
        var registered = await petitions.RegisterAsync();
        var backup = await BackupTests.TakeAsync(petitions.Office);
        Filled.CopyKeys(petitions.Office.Installation, target.Installation);

        await using var there = petitions.Office.Elsewhere(target.Installation.Folder, databaseOf: target);
        var moved = await there.DoAsync(s => s.GetRequiredService<RestoreBackup>().ExecuteAsync(new(backup.File, Replace: true), TestContext.Current.CancellationToken));

        Assert.True(moved.Manifest.Tables["protected_values"] > 0);
        var found = await there.DoAsync(s => s.GetRequiredService<SearchIndex>().FindAsync(Petition.Kinds, "机械厂改制", TestContext.Current.CancellationToken));
        Assert.Equal([registered.Id], found.Ids);
    }
}
