using System.Xml.Linq;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CaseTracker.Web;

/// <summary>Keeps the data protection ring in the database, its secrets sealed by the installation's own keys.</summary>
public sealed class KeyRing(IDbContextFactory<CaseDb> databases, Keys keys) : IXmlRepository, IXmlEncryptor, IConfigureOptions<KeyManagementOptions>
{
    private const string Context = "key_ring";

    public void Configure(KeyManagementOptions options)
    {
        options.XmlRepository = this;
        options.XmlEncryptor = this;
    }

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateDbContext().For(Viewer.System);
        return [.. db.Set<KeyRingEntry>().AsNoTracking().Select(e => e.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = databases.CreateDbContext().For(Viewer.System);
        db.Add(new KeyRingEntry { Id = Guid.NewGuid(), Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("sealed", Convert.ToBase64String(keys.KeyRing.SealText(plaintextElement.ToString(SaveOptions.DisableFormatting), Context))), typeof(Opener));

    /// <summary>Made by data protection itself, by name.</summary>
    public sealed class Opener(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) =>
            XElement.Parse(services.GetRequiredService<Keys>().KeyRing.OpenText(Convert.FromBase64String(encryptedElement.Value), Context));
    }
}
