using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Accounts;

using static CaseTracker.Accounts.Permission; // inside: some of the permissions are named like folders

/// <summary>A kind of work that a page, an API route or a command belongs to. Which record he may then see is decided by the viewer, which step by the workflow.</summary>
public enum Permission
{
    [Display(Name = "个人资料")] OwnProfile,
    [Display(Name = "我的工作")] MyWork,
    [Display(Name = "来访登记")] Desk,
    [Display(Name = "信访事项")] Cases,
    [Display(Name = "查看领导接访")] SeeReceptionDays,
    [Display(Name = "安排和登记领导接访")] KeepReceptionDays,
    [Display(Name = "查看矛盾纠纷排查")] SeeDisputes,
    [Display(Name = "登记矛盾纠纷和排查报告")] KeepDisputes,
    [Display(Name = "查看现场处置")] SeeConduct,
    [Display(Name = "登记现场处置")] KeepConduct,
    [Display(Name = "查看批示和黄牌红牌")] SeeInstructions,
    [Display(Name = "登记批示")] KeepInstructions,
    [Display(Name = "发牌和摘牌")] IssueCards,
    [Display(Name = "查看花名册")] SeeCadres,
    [Display(Name = "维护花名册")] KeepCadres,
    [Display(Name = "走访慰问")] CareVisits,
    [Display(Name = "待遇事项")] Benefits,
    [Display(Name = "台账")] Ledgers,
    [Display(Name = "导入")] Import,
    [Display(Name = "人员作废与合并")] MergePersons,
    [Display(Name = "查看账号")] SeeAccounts,
    [Display(Name = "账号管理")] AdminUsers,
    [Display(Name = "授权管理")] AdminRoles,
    [Display(Name = "科室管理")] AdminDepartments,
    [Display(Name = "工作日历")] AdminCalendar,
    [Display(Name = "代码表")] AdminCodes,
    [Display(Name = "单位设置")] AdminSettings,
    [Display(Name = "备份")] AdminBackup,
    [Display(Name = "审计")] ReadAudit,
}

/// <summary>The one reviewed table of who may do which kind of work. The three administrators hold nothing of a case (GB/T 22239-2019 8.1.4.2).</summary>
public static class Permissions
{
    private static readonly IReadOnlySet<Permission> All = Enum.GetValues<Permission>().ToHashSet();

    public static IReadOnlySet<Permission> Of(Role role) => Table[role];

    /// <summary>Whether he holds the permission today, by a role of his own or of a colleague he covers.</summary>
    public static bool May(this Actor actor, Permission permission) =>
        permission == OwnProfile ? !actor.IsSystem : actor.Hats.Any(h => Of(h.Role).Contains(permission));

    /// <summary>Refuses whoever does not hold the permission.</summary>
    public static void Demand(this Actor actor, Permission permission)
    {
        if (!actor.May(permission))
        {
            throw new RefusedException(new Reason($"您没有“{permission.Display()}”的权限，请联系安全管理员", LiftedBy: Role.SEC.Display()));
        }
    }

    /// <summary>The three administrators: pairwise exclusive, and exclusive with every role of a case.</summary>
    public static bool IsAdministrator(this Role role) => role is Role.SA or Role.SEC or Role.AUD;

    private static readonly IReadOnlyDictionary<Role, IReadOnlySet<Permission>> Table = new Dictionary<Role, IReadOnlySet<Permission>>
    {
        [Role.RC] = Set(MyWork, Desk, Cases, SeeReceptionDays, KeepReceptionDays, SeeConduct, KeepConduct, SeeCadres, Permission.CareVisits, Benefits, Ledgers),
        [Role.XF] = Set(MyWork, Desk, Cases, SeeReceptionDays, KeepReceptionDays, SeeDisputes, KeepDisputes, SeeConduct, KeepConduct, SeeInstructions, KeepInstructions, SeeCadres, KeepCadres, Permission.CareVisits, Benefits, Ledgers, Import, MergePersons),
        [Role.CW] = Set(MyWork, Cases, SeeReceptionDays, SeeDisputes, KeepDisputes, SeeInstructions, SeeCadres, Permission.CareVisits, Benefits),
        [Role.SH] = Set(MyWork, Cases, SeeReceptionDays, SeeDisputes, KeepDisputes, SeeInstructions, SeeCadres, KeepCadres, Permission.CareVisits, Benefits, Ledgers),
        [Role.VL] = Set(MyWork, Cases, SeeReceptionDays, SeeDisputes, SeeConduct, SeeInstructions, KeepInstructions, SeeCadres, Permission.CareVisits, Benefits, Ledgers),
        [Role.DG] = Set(MyWork, Cases, SeeReceptionDays, SeeDisputes, SeeConduct, SeeInstructions, KeepInstructions, SeeCadres, KeepCadres, Permission.CareVisits, Benefits, Ledgers),
        [Role.SU] = Set(MyWork, Cases, SeeReceptionDays, SeeDisputes, SeeConduct, SeeInstructions, KeepInstructions, IssueCards, Ledgers),
        [Role.AR] = Set(MyWork, Cases, Ledgers),
        [Role.JW] = Set(MyWork, Cases),
        [Role.LEGAL] = Set(MyWork, Cases),
        [Role.LC] = Set(MyWork, Desk, Cases, SeeReceptionDays, SeeConduct, KeepConduct, SeeCadres, KeepCadres, Permission.CareVisits, Benefits, Ledgers, Import),
        [Role.FIN] = Set(MyWork, Permission.CareVisits, Benefits),
        [Role.SA] = Set(SeeAccounts, AdminUsers, AdminDepartments, AdminCalendar, AdminCodes, AdminSettings, AdminBackup),
        [Role.SEC] = Set(SeeAccounts, AdminRoles),
        [Role.AUD] = Set(Permission.ReadAudit),
        [Role.SYS] = All,
        [Role.EXT] = Set(),
    };

    private static HashSet<Permission> Set(params Permission[] held) => [.. held];
}
