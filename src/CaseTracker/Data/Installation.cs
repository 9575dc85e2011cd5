namespace CaseTracker.Data;

/// <summary>One installation is one folder, the same for the site and the command line: database, attachments, logs, backups and its own <c>appsettings.json</c>. The keys lie beside it, never inside.</summary>
public sealed class Installation
{
    private const string Variable = "CASETRACKER_DATA";

    public Installation(string folder)
    {
        Folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    public string KeysFolder => Folder + ".keys";

    public string DatabaseFile => Path.Combine(Folder, "casetracker.db");

    public string AttachmentsFolder => Path.Combine(Folder, "attachments");

    public string BackupsFolder => Path.Combine(Folder, "backups");

    /// <summary>Ends of the audit chain, one a line, added to every hour.</summary>
    public string AnchorFile => Path.Combine(Folder, "anchors", "anchor.jsonl");

    public string LogsFolder => Path.Combine(Folder, "logs");

    public string SettingsFile => Path.Combine(Folder, "appsettings.json");

    /// <summary>Finds the folder: what was asked for, else CASETRACKER_DATA, else <c>data/</c> beside CaseTracker.sln in a checkout, else <c>data/</c> beside the executable.</summary>
    public static Installation Find(string? asked = null) => new(FolderOf(asked));

    /// <summary>Where the installation would lie, without making the folder.</summary>
    public static string FolderOf(string? asked)
    {
        var folder = asked ?? Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrWhiteSpace(folder) ? Path.Combine(Checkout() ?? AppContext.BaseDirectory, "data") : folder;
    }

    private static string? Checkout()
    {
        for (var here = new DirectoryInfo(AppContext.BaseDirectory); here is not null; here = here.Parent)
        {
            if (File.Exists(Path.Combine(here.FullName, "CaseTracker.sln")))
            {
                return here.FullName;
            }
        }

        return null;
    }
}
