namespace CaseTracker.Web;

/// <summary>Media types of what the site hands out as files.</summary>
public static class Downloads
{
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}
