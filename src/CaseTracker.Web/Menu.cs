using System.Security.Claims;

namespace CaseTracker.Web;

/// <summary>One line of the menu on the left. It shows to whom <see cref="OpenTo"/> says, always when that is null; the page itself decides again.</summary>
public sealed record MenuItem(string Path, string Text, string Icon, Func<ClaimsPrincipal, bool>? OpenTo = null, string? Help = null);

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
            new("/receptions", "来访登记", "user-plus"),
            new("/petitions", "信访事项", "file-text"),
            new("/ledgers", "台账", "table-export"),
        ]),
        ("管理",
        [
            new("/admin/users", "用户", "users"),
            new("/admin/departments", "科室", "sitemap"),
            new("/admin/calendar", "工作日历", "calendar"),
            new("/admin/codes", "代码表", "tags"),
            new("/admin/settings", "单位设置", "settings"),
            new("/admin/backup", "备份", "database-export"),
            new("/admin/audit", "审计日志", "shield-check"),
        ]),
        (null,
        [
            new("/help", "帮助", "help-circle"),
        ]),
    ];

    /// <summary>The lines that this user may open, without empty groups.</summary>
    public static IEnumerable<(string? Title, IReadOnlyList<MenuItem> Items)> For(ClaimsPrincipal user) => Groups
        .Select(g => (g.Title, (IReadOnlyList<MenuItem>)[.. g.Items.Where(i => i.OpenTo?.Invoke(user) ?? true)]))
        .Where(g => g.Item2.Count > 0);

    /// <summary>Whether the page shown belongs to this line.</summary>
    public static bool IsAt(this MenuItem item, PathString path) =>
        item.Path == "/" ? path == "/" || !path.HasValue : path.StartsWithSegments(item.Path);
}
