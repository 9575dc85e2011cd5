using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Operations;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Admin;

/// <summary>备份：how safe the records are, and what to do about it.</summary>
[AllowedTo(Permission.AdminBackup)]
public sealed class BackupModel(BackupState state, ListBackups list, TakeBackup take, ConfirmKeysSaved confirm, OfficeClock clock) : FormPage
{
    public BackupState.Result State { get; private set; } = null!;

    public IReadOnlyList<Operations.Backup> Backups { get; private set; } = [];

    public OfficeClock Clock => clock;

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public Task<IActionResult> OnPostTakeAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        var taken = await take.ExecuteAsync(new TakeBackup.Command(), CancellationToken.None); // once begun it is finished, though the browser has gone away
        return Done("/admin/backup", $"备份已完成并通过试恢复：{Path.GetFileName(taken.File)}");
    }, () => LoadAsync(cancel), () => Done("/admin/backup", "该备份刚才已经开始，未重复备份；没有出现在下表的，请稍候刷新本页"));

    public Task<IActionResult> OnPostKeysAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await confirm.ExecuteAsync(cancel);
        return Done("/admin/backup", "已记下：密钥文件另存在别处");
    }, () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        State = await state.ExecuteAsync(cancel);
        Backups = await list.ExecuteAsync(cancel);
    }
}
