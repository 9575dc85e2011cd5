using CaseTracker.Accounts;
using static CaseTracker.Accounts.Permission;

namespace CaseTracker.Web;

/// <summary>One line of the menu on the left. It shows to whoever holds one of the permissions, to everyone when none is named; the page itself decides again.</summary>
public sealed record MenuItem(string Path, string Text, string Icon, params Permission[] Permissions);

/// <summary>The menu, by kind of work.</summary>
public static class Menu
{
    public static readonly IReadOnlyList<(string? Title, IReadOnlyList<MenuItem> Items)> Groups =
    [
        (null,
        [
            new("/", "我的工作", "home"),
        ]),
        ("办理",
        [
            new("/receptions", "来访登记", "user-plus", Desk),
            new("/petitions", "信访事项", "file-text", Cases),
            new("/petitions/sides", "督办和包案", "checks", Cases),
            new("/instructions", "领导批示", "file-text", SeeInstructions),
            new("/cards", "黄牌红牌", "alert-triangle", SeeInstructions),
            new("/reception-days", "领导接访", "calendar-user", SeeReceptionDays),
            new("/disputes", "矛盾纠纷", "flag", SeeDisputes),
            new("/conduct", "现场处置", "alert-triangle", SeeConduct),
            new("/cadres", "花名册", "users", SeeCadres),
            new("/care-visits", "走访慰问", "checks", Permission.CareVisits),
            new("/benefits", "待遇事项", "tags", Permission.Benefits),
            new("/governance", "依法治理", "gavel", SeeGovernance),
            new("/ledgers", "台账", "table-export", Ledgers),
            new("/reports", "报表", "file-spreadsheet", Ledgers),
            new("/reports/dashboard", "看板", "list-details", Ledgers),
            new("/reports/rates", "办理指标", "report", Ledgers),
            new("/admin/import", "导入台账", "upload", Import),
            new("/admin/persons", "人员", "users", MergePersons),
        ]),
        ("管理",
        [
            new("/admin/users", "用户", "users", SeeAccounts),
            new("/admin/departments", "科室", "sitemap", SeeAccounts),
            new("/admin/calendar", "工作日历", "calendar", AdminCalendar),
            new("/admin/codes", "代码表", "tags", AdminCodes),
            new("/admin/settings", "单位设置", "settings", AdminSettings),
            new("/admin/backup", "备份", "database-export", AdminBackup),
            new("/admin/audit", "审计日志", "shield-check", Permission.ReadAudit),
        ]),
        (null,
        [
            new("/help", "帮助", "help-circle"),
        ]),
    ];

    /// <summary>The lines that this user may open, without empty groups.</summary>
    public static IEnumerable<(string? Title, IReadOnlyList<MenuItem> Items)> For(CurrentActor who) => Groups
        .Select(g => (g.Title, (IReadOnlyList<MenuItem>)[.. g.Items.Where(i => who.IsKnown && (i.Permissions.Length == 0 || i.Permissions.Any(who.Actor.May)))]))
        .Where(g => g.Item2.Count > 0);

    /// <summary>Whether the page shown belongs to this line.</summary>
    public static bool IsAt(this MenuItem item, PathString path) =>
        item.Path == "/" ? path == "/" || !path.HasValue
        : path.StartsWithSegments(item.Path) && !Groups.SelectMany(g => g.Items).Any(i => i.Path.Length > item.Path.Length && path.StartsWithSegments(i.Path)); // the most exact line
}
