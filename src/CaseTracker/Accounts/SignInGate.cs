using System.Collections.Concurrent;

namespace CaseTracker.Accounts;

/// <summary>
/// Stands before the password hash: two hashes at once and twenty waiting, one try at a time for an account (so that parallel guesses count one by one),
/// and an address that failed too often waits before it can lock one account after the other.
/// </summary>
public sealed class SignInGate(TimeProvider time) : IDisposable
{
    /// <summary>Failures of one address within <see cref="Window"/>.</summary>
    public const int FailuresPerAddress = 20;

    private const int Waiting = 20;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private static readonly RefusedException Busy = new("登录的人太多，请稍等一分钟再试");

    private readonly SemaphoreSlim hashes = new(2, 2);
    private readonly SemaphoreSlim[] accounts = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];
    private readonly ConcurrentDictionary<string, (int Count, DateTimeOffset Since)> failures = new();
    private int inside;

    /// <summary>Waits for this account's turn and for a free hash; refused when too many wait, or the address has failed too often.</summary>
    public async Task<T> PassAsync<T>(string account, string address, Func<Task<T>> check, CancellationToken cancel)
    {
        if (failures.TryGetValue(address, out var past) && past.Count >= FailuresPerAddress && time.GetUtcNow() - past.Since < Window)
        {
            throw new RefusedException("这台电脑登录失败次数太多，请过一刻钟再试，或请安全管理员重置密码");
        }

        if (Interlocked.Increment(ref inside) > Waiting + 2)
        {
            Interlocked.Decrement(ref inside);
            throw Busy;
        }

        var own = accounts[(uint)StringComparer.OrdinalIgnoreCase.GetHashCode(account) % accounts.Length];
        try
        {
            await own.WaitAsync(cancel);
            try
            {
                await hashes.WaitAsync(cancel);
                try
                {
                    return await check();
                }
                finally
                {
                    hashes.Release();
                }
            }
            finally
            {
                own.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref inside);
        }
    }

    public void Failed(string address)
    {
        var now = time.GetUtcNow();
        failures.AddOrUpdate(address, (1, now), (_, f) => now - f.Since < Window ? (f.Count + 1, f.Since) : (1, now));
        if (failures.Count > 10_000)
        {
            foreach (var old in failures.Where(f => now - f.Value.Since >= Window).Select(f => f.Key))
            {
                failures.TryRemove(old, out _);
            }
        }
    }

    public void Dispose()
    {
        hashes.Dispose();
        foreach (var account in accounts)
        {
            account.Dispose();
        }
    }
}
