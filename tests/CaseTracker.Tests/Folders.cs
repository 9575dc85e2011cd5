namespace CaseTracker.Tests;

/// <summary>Where things are in the checkout that the tests were built from.</summary>
public static class Folders
{
    public static readonly string Root = FindRoot();

    public static string Web => Path.Combine(Root, "src", "CaseTracker.Web", "Pages");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CaseTracker.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("CaseTracker.sln was not found above " + AppContext.BaseDirectory);
        }

        return folder.FullName;
    }
}
