using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Accounts;

/// <summary>How one kind of record is opened: each feature registers its own. Whoever holds only a kind and an id (an attachment, a protected value) comes through here, by the same check as the record's own page.</summary>
public interface IRecordDoor
{
    /// <summary>Kind of record as in its events: <c>petition</c>.</summary>
    string RecordKind { get; }

    /// <summary>Lets the actor in and marks the record as opened in the context; null when it is not there or may not be known.</summary>
    Task<OpenedRecord?> OpenAsync(Guid id, Actor actor, CancellationToken cancel);
}

/// <summary>A record that let the actor in.</summary>
/// <param name="IsConfidential">检举控告: the audit chain knows it by a pseudonym, its values are found by no search.</param>
/// <param name="MayAttach">The actor may add attachments to it as it stands now.</param>
public sealed record OpenedRecord(Guid Id, bool IsConfidential, bool MayAttach);

/// <summary>All doors by kind of record.</summary>
public sealed class RecordDoors(IServiceProvider services)
{
    /// <summary>Opens a record or answers as if it were not there.</summary>
    public async Task<OpenedRecord> OpenAsync(string kind, Guid id, string what, Actor actor, CancellationToken cancel)
    {
        // Asked for here, not in the constructor: a door may itself use what is behind others.
        var door = services.GetServices<IRecordDoor>().FirstOrDefault(d => d.RecordKind == kind);
        return door is not null && await door.OpenAsync(id, actor, cancel) is { } opened ? opened : throw new NotFoundException(what);
    }
}
