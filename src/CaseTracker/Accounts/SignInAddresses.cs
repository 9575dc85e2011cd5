namespace CaseTracker.Accounts;

/// <summary>Wrong passwords by network address: it comes before the account's own lock, so that nobody locks out the whole office from one machine.</summary>
public sealed class SignInAddresses(AccountOptions options)
    : AddressLimit(options.MaxFailedPerAddress, TimeSpan.FromMinutes(options.LockoutMinutes), $"这台电脑登录失败次数太多，请 {options.LockoutMinutes} 分钟后再试");
