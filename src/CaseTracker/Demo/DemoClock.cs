namespace CaseTracker.Demo;

/// <summary>The clock of the demonstration: stands where the story has come to.</summary>
internal sealed class DemoClock : TimeProvider
{
    private DateTimeOffset now;

    public override DateTimeOffset GetUtcNow() => now;

    public void MoveTo(DateTime utc) => now = new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
}
