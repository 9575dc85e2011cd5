using CaseTracker.Accounts;

namespace CaseTracker.Workflow;

/// <summary>A set of roles as bits, for the table that lists and menus ask.</summary>
public readonly record struct Roles(uint Bits)
{
    public static Roles Of(params IEnumerable<Role> roles) => new(roles.Aggregate(0u, (bits, role) => bits | 1u << (int)role));

    public static Roles Of(Actor actor) => Of(actor.Hats.Select(h => h.Role));

    /// <summary>The roles in Chinese: 科长或分管领导.</summary>
    public static string Names(IEnumerable<Role> roles) => string.Join("或", roles.Select(r => r.Display()));

    internal static string Names(IEnumerable<IReadOnlyList<Role>> chain) => string.Join("→", chain.Select(Names));
}
