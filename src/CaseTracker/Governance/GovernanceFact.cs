namespace CaseTracker.Governance;

/// <summary>An item as the figures count it: every date, key and number they ask for, nothing else.</summary>
/// <param name="IsDone">办结 in the sense of the figures; what is withdrawn, returned or still open is not.</param>
/// <param name="Key">The contract, the document, the case: entries that share it are one. The item's own number where it has none.</param>
/// <param name="Series">Of an office document: decided by the 文号 itself.</param>
/// <param name="Amount">Yuan: of a contract, of a complaint as claimed.</param>
/// <param name="Paid">Yuan paid on a complaint.</param>
/// <param name="Parts">Enterprises visited, powers listed, subjects on the list.</param>
public sealed record GovernanceFact(
    Guid Id, string Number, GovernanceKind Kind, string? SubKind, GovernanceState State, bool IsDone, bool IsWithdrawn, string Title, Guid DepartmentId, DateOnly SentOn, DateOnly? FinishedOn, string Key, DocumentSeries? Series,
    int? Quantity, string? Unit, int? Attendees, decimal? Amount, decimal? Confirmed, decimal? Paid, int? Resolved, int? Adjusted, int? Problems, int? Copies, int Parts, bool? FairCompetition, bool? Lost, bool? HeadAttended,
    DateOnly? IssuedOn, DateOnly? FiledOn, DateOnly? EnteredOn, DateOnly? ValidFrom, DateOnly? ValidTo, DateTime RecordedAt)
{
    /// <summary>Of 执法人员: when the certificate was taken away, and given back.</summary>
    public IReadOnlyList<(DateOnly From, DateOnly? To)> Suspensions { get; init; } = [];

    /// <summary>在岗 or 在聘 on a day: of 执法人员, 法律顾问和公职律师. Not while the certificate is taken away; the day on which it is given back counts again.</summary>
    public bool IsInForce(DateOnly day) => Kind is GovernanceKind.Officer or GovernanceKind.LegalAdviser && !IsWithdrawn && State is GovernanceState.Handling or GovernanceState.Suspended or GovernanceState.Finished
        && ValidFrom <= day && !(ValidTo < day) && !(FinishedOn <= day) && !Suspensions.Any(s => s.From <= day && !(s.To <= day));

    public static GovernanceFact Of(GovernanceItem i) => new(
        i.Id, i.Number, i.Kind, i.SubKind, i.State, i.IsDone, i.State == GovernanceState.Withdrawn, i.Title, i.DepartmentId, i.SentOn, i.FinishedOn, GovernanceBook.KeyOf(i.DocumentNumber) ?? i.Number,
        i.Kind == GovernanceKind.OfficeDocumentReview ? GovernanceBook.SeriesOf(i.DocumentNumber, i.SubKind) : null,
        i.Quantity, i.Unit, i.Attendees, i.Amount, i.Confirmed, i.Paid, i.ResolvedCount, i.AdjustedCount, i.ProblemCount, i.Copies, i.PartCount, i.FairCompetition, i.Lost, i.HeadAttended,
        i.IssuedOn, i.FiledOn, i.EnteredOn, i.ValidFrom, i.ValidTo, i.RecordedAt)
    {
        Suspensions = [.. i.Suspensions.Where(p => p.HappenedOn is not null).Select(p => (p.HappenedOn!.Value, p.ValidTo))],
    };
}
