using CaseTracker.Bureau;
using CaseTracker.Crypto;
using CaseTracker.Data;

namespace CaseTracker.Petitions;

/// <summary>Seals what a 检举控告 says and names those to whom it exists, however it comes: at the desk or by import.</summary>
public sealed class SealAccusation(CaseDb db, ProtectedValues values, OfficeClock clock)
{
    internal async Task ExecuteAsync(Petition petition, SealedText text, CancellationToken cancel)
    {
        petition.SealedId = await values.ReplaceAsync(petition.SealedId, Petition.Kinds, petition.Id, ProtectedField.AccusationText, CanonicalJson.Of(text), cancel, isFindable: false);
        if (petition.Readers.Count > 0)
        {
            return;
        }

        foreach (var reader in await db.AccusationHandlersAsync(clock.Today, cancel))
        {
            petition.Readers.Add(new NamedReader { Id = Guid.NewGuid(), PetitionId = petition.Id, UserId = reader });
        }
    }
}

/// <summary>The texts of a 检举控告, sealed together in one protected value.</summary>
public sealed record SealedText
{
    public string Title { get; init; } = "";

    public string Summary { get; init; } = "";

    public string? Demands { get; init; }

    public string? Facts { get; init; }

    public string? Process { get; init; }

    public string? Accused { get; init; }

    public string? Note { get; init; }

    public string? RepeatNote { get; init; }
}
