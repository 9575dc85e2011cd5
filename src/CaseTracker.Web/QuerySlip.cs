using CaseTracker.Bureau;
using CaseTracker.Petitions;
using Microsoft.AspNetCore.Html;
using QRCoder;

namespace CaseTracker.Web;

/// <summary>What a slip says of the public page: the code to read, and the square to point a telephone at.</summary>
/// <param name="Code">XXXX-XXXX-XXXX.</param>
/// <param name="Square">SVG; the code stands behind #, which no browser sends to a server.</param>
public sealed record QuerySlip(string Number, string Code, string Address, IHtmlContent Square)
{
    /// <summary>Null while the public page is closed, and for a 检举控告, which has no code.</summary>
    public static QuerySlip? Of(string number, string? code, BureauSettings bureau, HttpRequest request)
    {
        if (!bureau.PublicQuery || code is null)
        {
            return null;
        }

        var address = bureau.PublicAddress ?? $"{request.Scheme}://{request.Host}{request.PathBase}/query";
        var written = QueryCode.Written(code);
        using var data = QRCodeGenerator.GenerateQrCode($"{address}#{written}", QRCodeGenerator.ECCLevel.M);
        using var square = new SvgQRCode(data);
        return new QuerySlip(number, written, address, new HtmlString(square.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute)));
    }
}
