namespace CaseTracker.Petitions.Papers;

/// <summary>The one paper whose delivery is a step: it starts the limit for 复查 (条例第三十五条).</summary>
public static class PaperDeliveries
{
    public static (string Paper, string Step) ByStep { get; } = ("信访处理意见书", PetitionStep.Deliver.Display());
}
