using System.Collections.Concurrent;

namespace CaseTracker.Data;

/// <summary>One writer in the process, first come first served: SQLite's own busy wait is not fair and lets some writers wait for seconds.</summary>
internal sealed class WriteGate
{
    private static readonly ConcurrentDictionary<string, WriteGate> Gates = new();

    private readonly SemaphoreSlim turn = new(1, 1);

    public static WriteGate For(string database) => Gates.GetOrAdd(database, _ => new WriteGate());

    public async Task<IDisposable> EnterAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        return new Turn(turn);
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
