using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>The one paper whose delivery is a step: it starts the limit for 复查 (条例第三十五条).</summary>
public static class PaperDeliveries
{
    public static (string Paper, string Step) ByStep { get; } = ("信访处理意见书", PetitionStep.Deliver.Display());

    /// <summary>A paper as API and command line tell it; the delivery of the opinion stands with the petitioners, not here.</summary>
    public static DocumentAnswer Told(DocumentRow row) => row.Document.Name == ByStep.Paper ? DocumentAnswer.Of(row) with { Undelivered = [] } : DocumentAnswer.Of(row);
}
