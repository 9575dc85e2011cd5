using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web.Pages.Admin;

/// <summary>代码表：the lists the office edits itself. Nothing is deleted; a closed entry stays on old cases.</summary>
[AllowedTo(Permission.AdminCodes)]
public sealed class CodesModel(ChangeCode change, CaseDb db) : FormPage
{
    [BindProperty(SupportsGet = true, Name = "list")] public CodeList List { get; set; }

    [BindProperty] public ChangeCode.Command Input { get; set; } = new();

    public IReadOnlyList<Code> Codes { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await change.ExecuteAsync(Input with { List = List }, Actor, cancel);
        return Done($"/admin/codes?list={List}", Input.Id is null ? $"已添加“{Input.Name}”" : Input.IsClosed ? $"“{Input.Name}”已停用" : $"“{Input.Name}”已保存");
    }, () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel) =>
        Codes = await db.Codes.AsNoTracking().Where(c => c.List == List).OrderBy(c => c.Rank).ThenBy(c => c.Id).ToListAsync(cancel);
}
