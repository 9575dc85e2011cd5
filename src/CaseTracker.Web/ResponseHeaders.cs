using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticAssets;

namespace CaseTracker.Web;

/// <summary>The random word of one answer that lets its own scripts run and no other; written on each script by <see cref="Forms.NonceTag"/>.</summary>
public sealed class Nonce
{
    public string Value { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
}

/// <summary>Gives each request the number its user can quote, and each answer the headers that keep a browser from doing what no page of ours asks.</summary>
public sealed class ResponseHeaders(RequestDelegate next)
{
    // Without I, L, O, U: the number is read out over the telephone.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public Task InvokeAsync(HttpContext context, Nonce nonce)
    {
        context.TraceIdentifier = RandomNumberGenerator.GetString(Letters, 8).Insert(4, "-");
        context.Response.OnStarting(() =>
        {
            Write(context, nonce);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Write(HttpContext context, Nonce nonce)
    {
        var headers = context.Response.Headers;
        // img-src data: is what Tabler draws its check marks and arrows with.
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce.Value}'; style-src 'self' 'nonce-{nonce.Value}'; img-src 'self' data:; font-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        if (context.User.Identity is { IsAuthenticated: true } && context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        {
            headers.CacheControl = "no-store";
        }
    }
}
