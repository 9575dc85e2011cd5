namespace CaseTracker.Petitions;

/// <summary>What of an ordinary petition can be found by a keyword: number, names, title, summary, demands. Never a protected value, never a 检举控告.</summary>
internal static class PetitionSearch
{
    public static string TextOf(Petition petition) => string.Join('\n',
        [petition.Number, petition.ExternalNumber, petition.Title, petition.Summary, petition.Facts, .. petition.Petitioners.Select(p => p.Name), .. petition.Demands.Select(d => d.Text)]);
}
