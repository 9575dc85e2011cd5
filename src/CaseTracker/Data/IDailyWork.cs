namespace CaseTracker.Data;

/// <summary>Something done once a day, as the system: it may be run again on the same day and then finds nothing to do.</summary>
public interface IDailyWork
{
    /// <summary>What it does, for the log.</summary>
    string Name { get; }

    /// <returns>How many things were done.</returns>
    Task<int> ExecuteAsync(CancellationToken cancel);
}
