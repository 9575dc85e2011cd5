using CaseTracker.Accounts;

namespace CaseTracker.Petitions;

/// <summary>Wrong query codes by network address: with ten in a quarter of an hour nobody walks through 2^60 of them.</summary>
public sealed class QueryAddresses() : AddressLimit(Most, TimeSpan.FromMinutes(15), "查询次数太多，请 15 分钟后再试；也可以打电话或到接待场所查询")
{
    public const int Most = 10;
}
