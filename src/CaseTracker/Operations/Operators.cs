using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;

namespace CaseTracker.Operations;

internal static class Operators
{
    /// <summary>Refuses anybody but the 系统管理员, the jobs and the command line.</summary>
    public static Actor DemandOperator(this Actor actor) =>
        actor.Has(Role.SA, Role.SYS) ? actor : throw new RefusedException("备份与恢复只能由系统管理员办理，请与系统管理员联系");

    public static string FolderOf(this BackupOptions options, Installation installation) =>
        string.IsNullOrWhiteSpace(options.Folder) ? installation.BackupsFolder : Path.GetFullPath(options.Folder);

    /// <summary>Where the key file of the installation lies.</summary>
    public static string Of(this KeyOptions options, Installation installation) =>
        string.IsNullOrWhiteSpace(options.Path) ? KeyFile.Beside(installation.Folder) : options.Path;
}
