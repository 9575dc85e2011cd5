namespace CaseTracker.Accounts;

/// <summary>Counting of wrong passwords. A try is counted before the hash is asked, under the account's lock: of any number of parallel guesses only <see cref="AccountOptions.MaxFailed"/> reach it.</summary>
internal static class Attempts
{
    /// <summary>Counts a try; false when the account is locked.</summary>
    public static bool Admit(User user, DateTime now, AccountOptions options)
    {
        if (IsLocked(user, now))
        {
            return false;
        }

        if (user.LockoutEnd is not null)
        {
            Clear(user);
        }

        user.AccessFailedCount++;
        if (user.AccessFailedCount >= options.MaxFailed)
        {
            user.LockoutEnd = new DateTimeOffset(now.AddMinutes(options.LockoutMinutes), TimeSpan.Zero); // taken back when this last try succeeds
        }

        return true;
    }

    public static bool IsLocked(User user, DateTime now) => user.LockoutEnd is { } end && end.UtcDateTime > now;

    public static void Clear(User user)
    {
        user.AccessFailedCount = 0;
        user.LockoutEnd = null;
    }
}
