using CaseTracker.Bureau;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web;

/// <summary>What the site hands out as files.</summary>
public static class Downloads
{
    public const string Document = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Writes a ledger whole and sends it: what goes wrong is still a page.</summary>
    public static async Task<FileResult> SendAsync(this PageModel page, OpenLedger ledger, string name, CancellationToken cancel)
    {
        var file = new MemoryStream();
        await ledger.WriteAsync(file, null, cancel);
        file.Position = 0;
        return page.File(file, Workbook, name);
    }
}
