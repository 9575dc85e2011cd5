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
    /// <summary>A draft as .docx.</summary>
    public sealed record Preview(string Name, byte[] Bytes);

    /// <summary>Refused like the step itself, and with what the papers lack.</summary>
    public async Task<IReadOnlyList<Preview>> ExecuteAsync(TakePetitionStep.Command command, Actor actor, CancellationToken cancel)
    {
        var drafts = await ComposeAsync(command, actor, cancel);
        return drafts.Count == 0
            ? throw new RefusedException("这个步骤没有可预览的文书")
            : [.. drafts.Select(d => new Preview($"{d.Name}（预览）.docx", PaperWriter.Write(d.Paper)))];
    }

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

    internal async Task<IReadOnlyList<IssuePapers.Draft>> ComposeAsync(TakePetitionStep.Command command, Actor actor, CancellationToken cancel)
    {
        if (scopes is null)
        {
            return [];
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(actor);
        return await scope.ServiceProvider.GetRequiredService<TakePetitionStep>().DraftAsync(command, actor, cancel);
    }
}
