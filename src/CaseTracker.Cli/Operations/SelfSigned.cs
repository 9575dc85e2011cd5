using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseTracker.Data;

namespace CaseTracker.Cli.Operations;

/// <summary>A certificate of the installation's own for the names and addresses of this machine, and the settings by which the site serves it.</summary>
internal static class SelfSigned
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="File">The certificate, to be trusted on the other machines.</param>
    public sealed record Made(string File, IReadOnlyList<string> Names, DateOnly ExpiresOn);

    /// <summary>Replaces an earlier certificate; leaves every other setting as it is.</summary>
    public static Made Make(Installation installation, int port, DateTimeOffset now)
    {
        var host = Dns.GetHostName();
        var addresses = NetworkInterface.GetAllNetworkInterfaces().Where(n => n.OperationalStatus == OperationalStatus.Up)
            .SelectMany(n => n.GetIPProperties().UnicastAddresses).Select(a => a.Address)
            .Where(a => a.AddressFamily == AddressFamily.InterNetwork).Append(IPAddress.Loopback).Distinct().ToList();
        var expires = now.AddYears(2);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}, O=CaseTracker", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddDnsName("localhost");
        addresses.ForEach(names.AddIpAddress);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), expires);

        var (file, keyFile) = (Path.Combine(installation.Folder, "https.crt"), Path.Combine(installation.Folder, "https.key"));
        File.WriteAllText(file, certificate.ExportCertificatePem());
        File.Delete(keyFile);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(keyFile, options))
        {
            writer.Write(key.ExportPkcs8PrivateKeyPem());
        }

        IReadOnlyList<string> all = [host, "localhost", .. addresses.Select(a => a.ToString())];
        Write(installation.SettingsFile, port, file, keyFile, all);
        return new Made(file, all, DateOnly.FromDateTime(expires.UtcDateTime));
    }

    private static void Write(string settingsFile, int port, string file, string keyFile, IReadOnlyList<string> names)
    {
        var settings = File.Exists(settingsFile)
            ? JsonNode.Parse(File.ReadAllText(settingsFile), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!.AsObject()
            : [];
        settings["AllowedHosts"] = string.Join(';', names);
        var kestrel = settings["Kestrel"] as JsonObject ?? [];
        var endpoints = kestrel["Endpoints"] as JsonObject ?? [];
        endpoints["Https"] = new JsonObject
        {
            ["Url"] = $"https://*:{port}",
            ["Certificate"] = new JsonObject { ["Path"] = file, ["KeyPath"] = keyFile },
        };
        kestrel["Endpoints"] = endpoints.Parent is null ? endpoints : endpoints.DeepClone();
        settings["Kestrel"] = kestrel.Parent is null ? kestrel : kestrel.DeepClone();
        File.WriteAllText(settingsFile, settings.ToJsonString(Readable) + "\n");
    }
}
