using CaseTracker.Cadres;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace CaseTracker.Tests.Operations;

/// <summary>What an older version wrote is still there, and right, after the upgrade.</summary>
public sealed class UpgradeTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_roster_keeps_its_pensions_and_learns_its_states(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await office.DbAsync(async db =>
        {
            var migrator = db.GetService<IMigrator>();
            await migrator.MigrateAsync("PetitionProcedure");
            var (alive, dead, gone) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
            var at = new DateTime(2024, 1, 3, 0, 0, 0, DateTimeKind.Utc);
            foreach (var (id, number) in new[] { (alive, "LGB-001"), (dead, "LGB-002"), (gone, "LGB-003") })
            {
                await db.Database.ExecuteSqlAsync($"INSERT INTO cadres (\"Id\", \"Version\", \"PersonNumber\", \"Name\", \"NameKey\", \"Sex\", \"IsIdDoubtful\", \"PensionFen\", \"RecordedAt\") VALUES ({id}, 0, {number}, 'x', 'x', 'Male', false, 320050, {at})");
                await StatusAsync(id, "HandedOver", new(2011, 8, 15));
            }

            await StatusAsync(dead, "Died", new(2020, 1, 2));
            await StatusAsync(gone, "TransferredOut", new(2021, 1, 2));
            await migrator.MigrateAsync();

            Assert.Equal([(alive, CadreState.Active), (dead, CadreState.Deceased), (gone, CadreState.TransferredOut)], (await db.Cadres.AsNoTracking().OrderBy(c => c.PersonNumber).ToListAsync()).ConvertAll(c => (c.Id, c.State)));
            Assert.All(await db.CadrePays.AsNoTracking().ToListAsync(), p => Assert.Equal((CadrePayKind.Pension, 3200.50m, new DateOnly(2011, 8, 15)), (p.Kind, p.Fen.Yuan(), p.From)));
            Assert.Equal(3, await db.CadrePays.CountAsync());
            Assert.All(await db.Cadres.AsNoTracking().ToListAsync(), c => Assert.Equal((new DateOnly(2011, 8, 15), null), (c.HandoverOn!.Value, c.ContributionMonths)));

            Task StatusAsync(Guid id, string kind, DateOnly from) => db.Database.ExecuteSqlAsync(
                $"INSERT INTO cadre_statuses (\"Id\", \"CadreId\", \"Kind\", \"From\", \"RegisteredOn\", \"KnownFrom\") VALUES ({Guid.NewGuid()}, {id}, {kind}, {from}, {from}, {at})");
        });
    }
}
