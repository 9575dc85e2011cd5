using CaseTracker.Crypto;

namespace CaseTracker.Petitions;

/// <summary>查询码: with the number of his case it lets the petitioner ask how it stands. Made from the case by a key of the installation, so it is the same on every paper and stands nowhere.</summary>
public static class QueryCode
{
    // No 0, 1, I, O: it is read aloud on the telephone.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static string Of(Keys keys, Guid petition) =>
        string.Concat(keys.BlindIndex.Of("petitions.query-code", petition.ToString("D"))[..8].Select(b => Letters[b % Letters.Length]));
}
