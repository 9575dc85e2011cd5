using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.Petitions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Petitions;

/// <summary>信访事项查询：the filter stands in the address, so that a list can be kept, sent and opened again.</summary>
[AllowedTo(Permission.Cases)]
public sealed class IndexModel(FindPetitions find, CaseDb db, CurrentActor current, OfficeClock clock) : PageModel
{
    private static readonly string[] Kept = ["q", "state", "channel", "purpose", "category", "department", "who", "from", "to", "due", "open", "repeats"];

    [BindProperty(SupportsGet = true, Name = "q")] public string? Words { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")] public PetitionState? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "channel")] public Channel? Channel { get; set; }

    [BindProperty(SupportsGet = true, Name = "purpose")] public Purpose? Purpose { get; set; }

    [BindProperty(SupportsGet = true, Name = "category")] public string? Category { get; set; }

    [BindProperty(SupportsGet = true, Name = "department")] public Guid? Department { get; set; }

    [BindProperty(SupportsGet = true, Name = "who")] public Guid? Handler { get; set; }

    [BindProperty(SupportsGet = true, Name = "from")] public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")] public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true, Name = "due")] public DueFilter? Due { get; set; }

    [BindProperty(SupportsGet = true, Name = "open")] public bool OpenOnly { get; set; }

    [BindProperty(SupportsGet = true, Name = "repeats")] public bool RepeatsOnly { get; set; }

    [BindProperty(SupportsGet = true, Name = "after")] public string? After { get; set; }

    /// <summary>The cursors of the pages before this one, so that 上一页 needs no history of the browser.</summary>
    [BindProperty(SupportsGet = true, Name = "trail")] public string? Trail { get; set; }

    public FindPetitions.Page Found { get; private set; } = new([], 0, null);

    public IReadOnlyDictionary<Guid, string> DepartmentNames { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<SelectListItem> Categories { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Handlers { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public bool MayRegister => current.Actor.Has(Role.RC, Role.XF);

    public bool IsFiltered => Kept.Any(k => Request.Query[k].Any(v => !string.IsNullOrEmpty(v)));

    public Pager Pager => new(
        Math.Min(Found.Count, FindPetitions.MostCounted),
        After is null ? null : Address(Trail is { Length: > 0 } trail ? trail.Split(',')[^1] : null, Trail is { Length: > 0 } steps && steps.LastIndexOf(',') is > 0 and var cut ? steps[..cut] : null),
        Found.Next is null ? null : Address(Found.Next, After is null ? null : Trail is { Length: > 0 } before ? $"{before},{After}" : After),
        Found.Count > FindPetitions.MostCounted);

    private FindPetitions.Filter Filter => new()
    {
        Words = Words,
        State = State,
        Channel = Channel,
        Purpose = Purpose,
        CategoryId = Category,
        DepartmentId = Department,
        HandlerId = Handler,
        From = From,
        To = To,
        Due = Due,
        OpenOnly = OpenOnly,
        RepeatsOnly = RepeatsOnly,
        After = After,
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        // A number typed into the search box on every page leads straight to its case.
        Found = await find.ExecuteAsync(Filter, cancel);
        if (Words is not null && Found is { Count: 1, Rows: [var only] } && only.Number == Words && After is null)
        {
            return Redirect(CasePages.Case(only.Number));
        }

        DepartmentNames = await db.DepartmentNamesAsync(cancel);
        Categories = await db.CodesAsync(CodeList.Category, Category, cancel);
        Departments = await db.DepartmentsAsync(cancel);
        Handlers = await db.HandlersAsync(clock.Today, cancel);
        return Page();
    }

    /// <summary>The rows of the filter as a workbook, with what was asked written above them.</summary>
    public async Task<IActionResult> OnGetExportAsync(CancellationToken cancel)
    {
        var filter = Filter with { After = null };
        var rows = await find.EveryAsync(filter, cancel);
        var bureau = await db.BureauAsync(cancel);
        var departments = await db.DepartmentNamesAsync(cancel);
        var heading = new SheetHeading($"{bureau.ShortName}信访事项查询结果")
        {
            Left = $"导出人：{current.Actor.Name}",
            Middle = $"导出日期：{clock.Today:yyyy-MM-dd}",
            Right = $"共{rows.Count}件",
            Notice = bureau.IsDemonstration ? "演示数据，单位和人物均为虚构" : null,
            Cover = [$"查询条件：{await AskedAsync(cancel)}"],
            Signature = null,
            WhenEmpty = "没有符合条件的信访事项",
        };
        await AuditLog.WriteAsync(db, current.Actor, clock.Now, new AuditNote("export-petitions", Petition.Kinds, Guid.Empty) { Details = new { Filter = filter, Rows = rows.Count } }, cancel);
        using var file = new MemoryStream();
        await LedgerWriter.WriteAsync(file, PetitionSheet.Of(departments, clock.Today), heading, rows, cancellation: cancel);
        return File(file.ToArray(), Downloads.Workbook, SheetNames.File($"{clock.Today:yyyyMMdd}_信访事项查询结果"));
    }

    private async Task<string> AskedAsync(CancellationToken cancel)
    {
        var departments = await db.DepartmentsAsync(cancel);
        var handlers = await db.HandlersAsync(clock.Today, cancel);
        string?[] asked =
        [
            Words is null ? null : $"关键词“{Words}”", State?.Display(), Channel?.Display(), Purpose?.Display(), Category is null ? null : $"内容分类 {Category}",
            Department is { } d ? departments.FirstOrDefault(i => i.Value == d.ToString())?.Text : null, Handler is { } h ? handlers.FirstOrDefault(i => i.Value == h.ToString())?.Text : null,
            From is null && To is null ? null : $"收到日期 {From.Day()} 至 {To.Day()}", Due?.Display(), OpenOnly ? "只看未办结" : null, RepeatsOnly ? "只看重复件" : null,
        ];
        return asked.OfType<string>().ToList() is { Count: > 0 } given ? string.Join("，", given) : "全部";
    }

    private string Address(string? after, string? trail)
    {
        var query = QueryString.Create(Request.Query.Where(p => Kept.Contains(p.Key)).SelectMany(p => p.Value.Where(v => !string.IsNullOrEmpty(v)).Select(v => KeyValuePair.Create(p.Key, v))));
        query = after is null ? query : query.Add("after", after);
        return "/petitions" + (trail is null ? query : query.Add("trail", trail));
    }
}
