namespace CaseTracker.Data;

/// <summary>Who uses an installation: the site and the commands together, a restore alone. The operating system lets go of the lock when a process dies.</summary>
public static class InstallationLock
{
    /// <summary>Held by the site and by every command that opens the database; refused while a restore runs.</summary>
    public static IDisposable Share(Installation installation)
    {
        try
        {
            return new FileStream(FileOf(installation), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
        }
        catch (IOException)
        {
            throw new RefusedException("正在恢复备份，请等恢复完成后再启动");
        }
    }

    /// <summary>Held by a restore; refused while anything else uses the installation.</summary>
    public static IDisposable Alone(Installation installation)
    {
        try
        {
            return new FileStream(FileOf(installation), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new RefusedException("网站或另一条命令正在使用这个安装目录，请先停止网站，再恢复备份");
        }
    }

    private static string FileOf(Installation installation) => Path.Combine(installation.Folder, "site.lock");
}
