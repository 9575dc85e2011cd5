namespace CaseTracker.Data;

/// <summary>What somebody may see, in the terms in which the query filters ask. Nobody sees nothing: a context whose viewer was not set hides everything.</summary>
/// <param name="UserId">The person; empty for nobody and for the system.</param>
/// <param name="IsSystem">Jobs, imports and the command line: every ordinary record, no accusation.</param>
/// <param name="WholeOrdinary">Every ordinary case, whole (信访机构, 局长, 督办).</param>
/// <param name="OrdinaryLines">Number, date, summary line, state and department of every ordinary case (接访员).</param>
/// <param name="Archive">Archived ordinary cases (档案员).</param>
/// <param name="Leads">A leader of the bureau, also outside the departments in his charge: 领导接访, 矛盾纠纷, 现场处置 (分管领导).</param>
/// <param name="Pays">Pays out what was approved for retired cadres (财务).</param>
/// <param name="Governs">Every entry of 依法治理 (信访机构, 法制审核, 局领导, 科长).</param>
/// <param name="Departments">Departments whose cases are open to him (承办科室, 科长, 分管领导).</param>
public sealed record Viewer(
    Guid UserId,
    bool IsSystem = false,
    bool WholeOrdinary = false,
    bool OrdinaryLines = false,
    bool Archive = false,
    bool Leads = false,
    bool Pays = false,
    bool Governs = false,
    IReadOnlyList<Guid>? Departments = null)
{
    public static readonly Viewer Nobody = new(Guid.Empty);

    public static readonly Viewer System = new(Guid.Empty, IsSystem: true, WholeOrdinary: true, OrdinaryLines: true, Archive: true);

    public IReadOnlyList<Guid> Departments { get; init; } = Departments ?? [];
}
