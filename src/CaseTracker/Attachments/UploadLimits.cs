namespace CaseTracker.Attachments;

/// <summary>How much one request may bring.</summary>
public static class UploadLimits
{
    public const int MostFiles = 10;

    /// <summary>Bytes of one file: 20 MB.</summary>
    public const long MostBytes = 20 * 1024 * 1024;

    /// <summary>Refuses too many, too large and empty files, naming each.</summary>
    public static void Check(IReadOnlyCollection<(string Name, long Length)> files)
    {
        List<Reason> reasons = [];
        if (files.Count > MostFiles)
        {
            reasons.Add(new($"一次最多上传{MostFiles}个文件，请分次上传", Field: "File"));
        }

        reasons.AddRange(files.Where(f => f.Length > MostBytes).Select(f => new Reason($"“{f.Name}”超过20MB，请压缩或拆分后上传", Field: "File")));
        reasons.AddRange(files.Where(f => f.Length == 0).Select(f => new Reason($"“{f.Name}”是空文件，请检查后重新选择", Field: "File")));
        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }
    }
}
