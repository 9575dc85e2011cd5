using CaseTracker.Accounts;
using static CaseTracker.Accounts.Role;

namespace CaseTracker.Web;

/// <summary>One line of the menu on the left. It shows to the roles named, to everyone when none is; the page itself decides again.</summary>
public sealed record MenuItem(string Path, string Text, string Icon, params Role[] Roles);

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
            new("/receptions", "来访登记", "user-plus", RC, XF, DG),
            new("/petitions", "信访事项", "file-text", RC, XF, CW, SH, VL, DG, SU, AR, JW, LEGAL),
            new("/ledgers", "台账", "table-export", RC, XF, DG, SU),
        ]),
        ("管理",
        [
            new("/admin/users", "用户", "users", SA, SEC),
            new("/admin/departments", "科室", "sitemap", SA),
            new("/admin/calendar", "工作日历", "calendar", SA, XF),
            new("/admin/codes", "代码表", "tags", SA, XF),
            new("/admin/settings", "单位设置", "settings", SA),
            new("/admin/backup", "备份", "database-export", SA),
            new("/admin/audit", "审计日志", "shield-check", AUD),
        ]),
        (null,
        [
            new("/help", "帮助", "help-circle"),
        ]),
    ];

    /// <summary>The lines that this user may open, without empty groups.</summary>
    public static IEnumerable<(string? Title, IReadOnlyList<MenuItem> Items)> For(CurrentActor who) => Groups
        .Select(g => (g.Title, (IReadOnlyList<MenuItem>)[.. g.Items.Where(i => who.IsKnown && (i.Roles.Length == 0 || who.Actor.Has(i.Roles)))]))
        .Where(g => g.Item2.Count > 0);

    /// <summary>Whether the page shown belongs to this line.</summary>
    public static bool IsAt(this MenuItem item, PathString path) =>
        item.Path == "/" ? path == "/" || !path.HasValue : path.StartsWithSegments(item.Path);
}
