using CaseTracker.Data;

namespace CaseTracker.Accounts;

/// <summary>One role a person may act in, his own or that of an absent colleague. Department null = the whole bureau.</summary>
public sealed record Hat(Role Role, Guid? DepartmentId, Guid? ForUserId = null, string? ForName = null);

/// <summary>The acting person with every role he may act in today.</summary>
public sealed record Actor(Guid UserId, string Name, IReadOnlyList<Hat> Hats)
{
    /// <summary>Jobs, imports and the command line without <c>--as</c>.</summary>
    public static readonly Actor System = new(Guid.Empty, "系统", [new Hat(Role.SYS, null)]);

    /// <summary>Where the request came from, for the audit trail; null for jobs and the command line.</summary>
    public string? Address { get; init; }

    public bool IsSystem => UserId == Guid.Empty;

    public bool Has(params ReadOnlySpan<Role> roles)
    {
        foreach (var hat in Hats)
        {
            if (roles.Contains(hat.Role))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What he may see, for the query filters. None of the three administrators sees a case.</summary>
    public Viewer Viewer => IsSystem ? Viewer.System : new Viewer(
        UserId,
        WholeOrdinary: Has(Role.XF, Role.DG, Role.SU),
        OrdinaryLines: Has(Role.RC, Role.LC),
        Archive: Has(Role.AR),
        Leads: Has(Role.VL, Role.DG),
        Pays: Has(Role.FIN),
        Governs: Has(Role.XF, Role.LEGAL, Role.VL, Role.DG, Role.SH),
        Departments: [.. Hats.Where(h => h is { Role: Role.CW or Role.SH or Role.VL or Role.LEGAL, DepartmentId: not null }).Select(h => h.DepartmentId!.Value).Distinct()]);
}
