using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CaseTracker.Migrations.Postgres;

/// <summary>For <c>dotnet ef migrations add</c> only; no database is opened.</summary>
public sealed class DesignTime : IDesignTimeDbContextFactory<CaseDb>
{
    public CaseDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<CaseDb>().UseNpgsql("Host=design-time", o => o.MigrationsAssembly("CaseTracker.Migrations.Postgres")).Options);
}
