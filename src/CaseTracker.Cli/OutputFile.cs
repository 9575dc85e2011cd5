using System.CommandLine;

namespace CaseTracker.Cli;

/// <summary>A file that a command writes: under its name only when it is whole, so that a command that is broken off leaves nothing half.</summary>
internal static class OutputFile
{
    /// <summary>The path of an option. Refuses a directory that is not there, before any work is done.</summary>
    public static string Of(ParseResult given, Option<string> option)
    {
        var file = Path.GetFullPath(given.GetValue(option)!);
        return Directory.Exists(Path.GetDirectoryName(file)) ? file
            : throw RefusedException.At(option.Name.TrimStart('-'), $"没有目录 {Path.GetDirectoryName(file)}，请先建立，或改写 {option.Name}");
    }

    public static async Task<T> WriteAsync<T>(string file, Func<Stream, Task<T>> write)
    {
        var unfinished = file + ".part";
        T done;
        try
        {
            await using var stream = new FileStream(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
            done = await write(stream);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }

        File.Move(unfinished, file, overwrite: true);
        return done;
    }
}
