using Microsoft.AspNetCore.Identity;

namespace CaseTracker.Accounts;

/// <summary>Too much at once: the same request will be served a little later. Pages and API answer 429.</summary>
public sealed class BusyException(string why) : RefusedException(why);

/// <summary>The slow hash of passwords (PBKDF2-SHA512, 210,000 rounds) behind a limit: two at once, twenty waiting, so that a flood of sign-ins leaves the site to everybody else.</summary>
public sealed class PasswordHashing : IDisposable
{
    public const int Rounds = 210_000;
    private const int AtOnce = 2;
    private const int Waiting = 20;

    private readonly SemaphoreSlim turns = new(AtOnce, AtOnce);
    private readonly IPasswordHasher<User> hasher;
    private readonly string nobody;
    private int inside;

    public PasswordHashing(IPasswordHasher<User> hasher)
    {
        this.hasher = hasher;
        nobody = hasher.HashPassword(Nobody, Guid.NewGuid().ToString());
    }

    private static User Nobody => new() { Name = "" };

    /// <summary>Waits for a turn; refused with <see cref="BusyException"/> when the queue is full.</summary>
    public async Task<Turn> EnterAsync(CancellationToken cancel)
    {
        if (Interlocked.Increment(ref inside) > AtOnce + Waiting)
        {
            Interlocked.Decrement(ref inside);
            throw new BusyException("现在登录的人太多，请稍候几秒再试");
        }

        try
        {
            await turns.WaitAsync(cancel);
            return new Turn(this);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Decrement(ref inside);
            throw;
        }
    }

    /// <summary>Hashes a new password, when a turn is free.</summary>
    public async Task<string> HashAsync(User user, string password, CancellationToken cancel)
    {
        using var turn = await EnterAsync(cancel);
        return turn.Hash(user, password);
    }

    public void Dispose() => turns.Dispose();

    /// <summary>The right to use the hash once or twice; ends when disposed.</summary>
    public sealed class Turn : IDisposable
    {
        private readonly PasswordHashing owner;

        private bool isOver;

        internal Turn(PasswordHashing owner) => this.owner = owner;

        public string Hash(User user, string password) => owner.hasher.HashPassword(user, password);

        /// <summary>Compares with the account's password; without one it takes as long and fails, so that nobody learns from the time whether an account exists.</summary>
        public PasswordVerificationResult Verify(User? user, string password)
        {
            var result = owner.hasher.VerifyHashedPassword(user ?? Nobody, user?.PasswordHash ?? owner.nobody, password);
            return user?.PasswordHash is null ? PasswordVerificationResult.Failed : result;
        }

        public void Dispose()
        {
            if (isOver)
            {
                return;
            }

            isOver = true;
            owner.turns.Release();
            Interlocked.Decrement(ref owner.inside);
        }
    }
}
