using System.Collections.Concurrent;

namespace CaseTracker.Accounts;

/// <summary>Counts wrong tries by network address, in memory: it comes before the account's own lock, so that nobody locks out the whole office from one machine.</summary>
public sealed class SignInAddresses(AccountOptions options)
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
        if (counted.Tries > options.MaxFailedPerAddress)
        {
            throw new BusyException($"这台电脑登录失败次数太多，请 {options.LockoutMinutes} 分钟后再试");
        }
    }

    public void GiveBack(string? address) => tries.AddOrUpdate(address ?? "", _ => (default, 0), (_, t) => (t.Since, Math.Max(0, t.Tries - 1)));

    private bool IsOver(DateTime since, DateTime now) => now - since >= TimeSpan.FromMinutes(options.LockoutMinutes);
}
