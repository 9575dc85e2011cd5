using System.IO.Compression;
using CaseTracker.Accounts;
using CaseTracker.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Petitions.Papers;

/// <summary>
/// The papers a step would issue, from what is typed, with nothing saved: for the preview, and so that a proposal that lacks something is refused before it goes to the approvers.
/// Worked out on a copy of the case in a context of its own, which is thrown away.
/// </summary>
/// <param name="scopes">Null where nothing can be tried beforehand: the cases of the demonstration are one write that no other context sees.</param>
public sealed class DraftPapers(IServiceScopeFactory? scopes)
{
    /// <summary>A draft as .docx, or as PDF.</summary>
    public sealed record Preview(string Name, byte[] Bytes)
    {
        public string MediaType => Path.GetExtension(Name) switch { ".zip" => "application/zip", ".pdf" => OpenDocument.Pdf, _ => OpenDocument.Word };
    }

    /// <summary>Refused like the step itself, and with what the papers lack.</summary>
    public async Task<IReadOnlyList<Preview>> ExecuteAsync(TakePetitionStep.Command command, Actor actor, CancellationToken cancel) =>
        Shown(await ComposeAsync(command, actor, cancel));

    /// <summary>The papers that the last approval of a waiting proposal will issue, for those who are to approve it. Refused where the proposal no longer fits the case.</summary>
    public async Task<IReadOnlyList<Preview>> ExecuteAsync(string number, Guid approval, Actor actor, CancellationToken cancel) =>
        Shown(await InScopeAsync(take => take.DraftAsync(number, approval, actor, cancel), actor));

    /// <summary>Whether a row of the table issues papers at all; forms that are print views are none.</summary>
    public static bool Exist(string? documents) => PetitionPapers.Of(documents).Count > 0;

    /// <summary>One file to hand out: the draft, or a zip of several.</summary>
    public static Preview Together(IReadOnlyList<Preview> drafts)
    {
        if (drafts.Count == 1)
        {
            return drafts[0];
        }

        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var draft in drafts)
            {
                using var entry = zip.CreateEntry(draft.Name).Open();
                entry.Write(draft.Bytes);
            }
        }

        return new Preview("文书（预览）.zip", bytes.ToArray());
    }

    /// <summary>The same drafts as PDF, by LibreOffice; refused where it is not installed.</summary>
    public static async Task<IReadOnlyList<Preview>> AsPdfAsync(IReadOnlyList<Preview> drafts, PdfOfDocument pdf, CancellationToken cancel)
    {
        var printed = new List<Preview>();
        foreach (var draft in drafts)
        {
            printed.Add(new Preview(Path.ChangeExtension(draft.Name, ".pdf"), await pdf.ExecuteAsync(draft.Bytes, cancel)));
        }

        return printed;
    }

    internal Task<IReadOnlyList<IssuePapers.Draft>> ComposeAsync(TakePetitionStep.Command command, Actor actor, CancellationToken cancel) =>
        InScopeAsync(take => take.DraftAsync(command, actor, cancel), actor);

    private static IReadOnlyList<Preview> Shown(IReadOnlyList<IssuePapers.Draft> drafts) => drafts.Count == 0
        ? throw new RefusedException("这个步骤没有可预览的文书")
        : [.. drafts.Select(d => new Preview($"{d.Name}（预览）.docx", PaperWriter.Write(d.Paper)))];

    private async Task<IReadOnlyList<IssuePapers.Draft>> InScopeAsync(Func<TakePetitionStep, Task<IReadOnlyList<IssuePapers.Draft>>> draft, Actor actor)
    {
        if (scopes is null)
        {
            return [];
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(actor);
        return await draft(scope.ServiceProvider.GetRequiredService<TakePetitionStep>());
    }
}
