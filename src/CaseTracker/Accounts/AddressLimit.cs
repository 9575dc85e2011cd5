using System.Collections.Concurrent;

namespace CaseTracker.Accounts;

/// <summary>Counts tries by network address, in memory: so many in a span of time, then the address waits.</summary>
public abstract class AddressLimit(int most, TimeSpan span, string refusal)
{
    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<string, (DateTime Since, int Tries)> tries = new();

    /// <summary>Counts one try; refused with <see cref="BusyException"/> when the address had too many. A try that succeeds is handed back.</summary>
    public void Take(string? address, DateTime now)
    {
        if (tries.Count > Remembered)
        {
            foreach (var (old, _) in tries.Where(t => IsOver(t.Value.Since, now)).ToList())
            {
                tries.TryRemove(old, out _);
            }
        }

        var counted = tries.AddOrUpdate(address ?? "", _ => (now, 1), (_, t) => IsOver(t.Since, now) ? (now, 1) : (t.Since, t.Tries + 1));
        if (counted.Tries > most)
        {
            throw new BusyException(refusal);
        }
    }

    public void GiveBack(string? address) => tries.AddOrUpdate(address ?? "", _ => (default, 0), (_, t) => (t.Since, Math.Max(0, t.Tries - 1)));

    private bool IsOver(DateTime since, DateTime now) => now - since >= span;
}
