using CaseTracker.Accounts;
using CaseTracker.Books;

namespace CaseTracker.Web.Api;

/// <summary>The bureau's own workbooks, written as they are imported.</summary>
internal static class BookRoutes
{
    /// <summary>Why the masked columns are wanted in full; without it they stay masked.</summary>
    private sealed record Wanted(string? Reason);

    public static void MapBooks(this RouteGroupBuilder api)
    {
        var books = api.MapGroup("/books").WithTags("台账").For(Permission.Import);
        foreach (var book in ExportBook.Books)
        {
            books.MapPost($"/{book.Id}/export", async (Wanted wanted, ExportBook export, CancellationToken cancel) =>
            {
                var exported = await export.ExecuteAsync(new(book, wanted.Reason), cancel);
                return Results.Stream(output => exported.Rows.WriteAsync(output, null, cancel), Downloads.Workbook, exported.FileName);
            }).Produces(200, contentType: Downloads.Workbook).ProducesProblem(400).WithSummary($"{book.Title}，按原工作簿的格式{(book.Masked.Count > 0 ? "；写明原因 reason 才给出完整内容，会留下记录" : "")}");
        }
    }
}
