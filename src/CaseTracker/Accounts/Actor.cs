namespace CaseTracker.Accounts;

/// <summary>One role a person may act in, his own or in place of an absent colleague; no department means bureau-wide.</summary>
public sealed record Hat(Role Role, Guid? DepartmentId, Guid? ForUserId = null, string? ForName = null);

/// <summary>Who acts, with every role he may act in at this moment.</summary>
public sealed record Actor(Guid UserId, string Name, IReadOnlyList<Hat> Hats);
