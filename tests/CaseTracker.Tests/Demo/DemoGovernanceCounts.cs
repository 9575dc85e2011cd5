using CaseTracker.Governance;
using CaseTracker.Tests.Governance;
using Xunit;

namespace CaseTracker.Tests.Demo;

/// <summary>What the published report says of the year 2024, counted here by the rules of the book and nothing else; and that every state of 依法治理 can be seen.</summary>
internal static class DemoGovernanceCounts
{
    public static async Task HoldAsync(TestOffice office)
    {
        var all = await GovernanceOffice.FactsAsync(office);
        Assert.Equal(Enum.GetValues<GovernanceState>(), all.Select(f => f.State).Distinct().Order());
        Assert.Equal(Enum.GetValues<GovernanceKind>().Except([GovernanceKind.Litigation]), all.Select(f => f.Kind).Distinct().Order());
        var counted = all.Where(f => f.IsDone && f.FinishedOn?.Year == 2024).ToList();

        var contracts = Of(GovernanceKind.ContractReview).GroupBy(f => f.Key).ToList();
        Assert.Equal(13, contracts.Sum(g => g.Count())); // the third came twice
        Assert.Equal((12, 1_854_900.50m), (contracts.Count, contracts.Sum(g => g.MaxBy(f => f.FinishedOn)!.Amount ?? 0)));
        Assert.Equal(5, Of(GovernanceKind.LegalOpinion).Count());
        Assert.Equal(2, Of(GovernanceKind.NormativeReview).DistinctBy(f => f.Key).Count());
        var papers = Of(GovernanceKind.OfficeDocumentReview).DistinctBy(f => f.Key).ToList();
        Assert.Equal((39, 17, 22), (papers.Count, papers.Count(f => f.Series == DocumentSeries.Party), papers.Count(f => f.Series == DocumentSeries.Administrative)));
        var checkedOn = Assert.Single(Of(GovernanceKind.Inspection));
        Assert.Equal((1, 2, true), (checkedOn.Quantity!.Value, checkedOn.Problems!.Value, checkedOn.EnteredOn < checkedOn.FinishedOn!.Value.AddDays(20)));
        Assert.Equal((2, 46, 4, 157), (Of(GovernanceKind.OfficerTraining).Count(), Sum(GovernanceKind.OfficerTraining), Of(GovernanceKind.LawStudy).Count(), Sum(GovernanceKind.LawStudy)));
        Assert.Equal((2, 5, 63), (Of(GovernanceKind.EnterpriseLawVisit).Count(), Of(GovernanceKind.EnterpriseLawVisit).Sum(f => f.Parts), Sum(GovernanceKind.EnterpriseLawVisit)));
        Assert.Equal((1, 5), (Of(GovernanceKind.DecisionCatalogue).Count(), Of(GovernanceKind.DecisionCatalogue).Sum(f => f.Quantity)));
        Assert.Equal((1, 128, 5), (Of(GovernanceKind.PowerReview).Count(), Of(GovernanceKind.PowerReview).Sum(f => f.Quantity), Of(GovernanceKind.PowerReview).Sum(f => f.Adjusted)));
        Assert.Equal((1, 4), (Of(GovernanceKind.ArchiveActivity).Count(f => f.SubKind == "档案"), Of(GovernanceKind.ArchiveActivity).Count(f => f.SubKind == "下基层察民情")));
        Assert.Equal((1, 320_000m), (Of(GovernanceKind.ArrearsComplaint).Count(), Of(GovernanceKind.ArrearsComplaint).Sum(f => f.Paid)));
        Assert.Equal(4, all.Count(f => f is { Kind: GovernanceKind.ArrearsComplaint, SentOn.Year: 2024 }));
        Assert.Equal((4, 4, 6, 3, 3), (Of(GovernanceKind.PartyMeeting).Count(), Of(GovernanceKind.TheoryStudy).Count(), Sum(GovernanceKind.DutyReport), Of(GovernanceKind.Proposal).Count(), Of(GovernanceKind.Publicity).Count()));
        Assert.Empty(counted.Where(f => f.Kind is GovernanceKind.Litigation or GovernanceKind.LeaderReception or GovernanceKind.DisputeSweep)); // the days of reception and the disputes have books of their own
        var yearEnd = new DateOnly(2024, 12, 31);
        Assert.Equal((6, 3), (all.Count(f => f.Kind == GovernanceKind.Officer && f.IsInForce(yearEnd)), all.Count(f => f.Kind == GovernanceKind.LegalAdviser && f.IsInForce(yearEnd))));
        Assert.Equal(17, all.Count(f => f is { IsDone: true, FinishedOn.Year: 2023 }));

        IEnumerable<GovernanceFact> Of(GovernanceKind kind) => counted.Where(f => f.Kind == kind);
        int Sum(GovernanceKind kind) => Of(kind).Sum(f => f.Attendees ?? 0);
    }
}
