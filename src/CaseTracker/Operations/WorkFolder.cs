using CaseTracker.Data;

namespace CaseTracker.Operations;

/// <summary>A folder of its own inside the installation, gone afterwards: copies of the records never lie in a common temporary folder.</summary>
internal sealed class WorkFolder : IDisposable
{
    public WorkFolder(Installation installation, string purpose)
    {
        Path = System.IO.Path.Combine(installation.Folder, $"{purpose}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
