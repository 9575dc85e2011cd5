using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CaseTracker.Migrations.Sqlite;

/// <summary>For <c>dotnet ef migrations add</c> only; no database is opened.</summary>
public sealed class DesignTime : IDesignTimeDbContextFactory<CaseDb>
{
    public CaseDb CreateDbContext(string[] args) =>
        new(((DbContextOptionsBuilder<CaseDb>)new DbContextOptionsBuilder<CaseDb>().UseCaseSqlite("design-time.db")).Options);
}
