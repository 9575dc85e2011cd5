using System.Xml.Linq;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Accounts;

/// <summary>One key of the ring that cookies and form tokens are made with, sealed by the installation's own key.</summary>
public sealed class SignInKey
{
    public required Guid Id { get; init; }

    public required byte[] Bytes { get; init; }
}

internal sealed class SignInKeyConfiguration : IEntityTypeConfiguration<SignInKey>
{
    public void Configure(EntityTypeBuilder<SignInKey> builder) => builder.ToTable("sign_in_keys");
}

/// <summary>Keeps ASP.NET Core's key ring in the database, so that every instance and the next start read the same cookies, and a stolen database alone makes none.</summary>
public sealed class SignInKeyRing(IDbContextFactory<CaseDb> databases, IServiceProvider services) : IXmlRepository
{
    // Asked when first used: the keys are opened after the migration, the ring is configured before.
    private Sealed Ring => services.GetRequiredService<Keys>().KeyRing;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateDbContext().For(Viewer.System);
        return [.. db.Set<SignInKey>().AsNoTracking().OrderBy(k => k.Id).ToList().Select(k => XElement.Parse(Ring.OpenText(k.Bytes, Context(k.Id))))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = databases.CreateDbContext().For(Viewer.System);
        var id = Guid.NewGuid();
        db.WriteAsync(() =>
        {
            db.Add(new SignInKey { Id = id, Bytes = Ring.SealText(element.ToString(SaveOptions.DisableFormatting), Context(id)) });
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
    }

    private static string Context(Guid id) => $"sign_in_keys.{id:D}";
}
