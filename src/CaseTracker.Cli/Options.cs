using System.CommandLine;
using System.Globalization;

namespace CaseTracker.Cli;

/// <summary>Options that every command knows, and how options are read: always as text, so that what is wrong is said in Chinese with the option's name.</summary>
internal static class Options
{
    public static readonly Option<string> Data = new("--data") { Description = "安装目录；不写即为 CASETRACKER_DATA，或程序旁的 data", Recursive = true, HelpName = "目录" };
    public static readonly Option<string> As = new("--as") { Description = "以哪个账号办理；不写即以“系统”办理", Recursive = true, HelpName = "账号" };
    public static readonly Option<bool> Json = new("--json") { Description = "输出 JSON", Recursive = true };

    public static Option<string> Text(string name, string description, string value = "内容", bool required = false) => new(name) { Description = description, HelpName = value, Required = required };

    public static Option<string[]> Texts(string name, string description, string value = "内容") => new(name) { Description = description + "，可重复", HelpName = value };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>What <c>--file -</c> reads; null: standard input.</summary>
    public static AsyncLocal<Stream?> Input { get; } = new();

    /// <summary>A date option, yyyy-MM-dd.</summary>
    public static DateOnly? Date(this ParseResult given, Option<string> option) => given.GetValue(option) is { } text ? Date(option.Name, text) : null;

    public static DateOnly Date(string option, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw RefusedException.At(option.TrimStart('-'), $"{option} 的“{text}”不是日历上的日期，请按 2025-03-03 的样子填写");

    public static int? Int(this ParseResult given, Option<string> option) => given.GetValue(option) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw RefusedException.At(option.Name.TrimStart('-'), $"{option.Name} 应为整数，不能是“{text}”");

    /// <summary>A member of an enum by its identifier or Chinese name.</summary>
    public static T? Choice<T>(this ParseResult given, Option<string> option) where T : struct, Enum => given.GetValue(option) is { } text ? Choice<T>(option.Name, text) : null;

    public static T Choice<T>(string option, string text) where T : struct, Enum => DisplayNames.Parse<T>(text)
        ?? throw RefusedException.At(option.TrimStart('-'), $"{option} 没有“{text}”这一选项，可选：{string.Join("、", Enum.GetValues<T>().Select(v => $"{v.Kebab()}（{v.Display()}）"))}");

    /// <summary>The text of a file, or of standard input for <c>-</c>.</summary>
    public static async Task<string> ReadAsync(string file, CancellationToken cancel)
    {
        if (file == "-")
        {
            using var input = new StreamReader(Input.Value ?? Console.OpenStandardInput(), new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true));
            return await ReadAsync(input, "标准输入", cancel);
        }

        if (!File.Exists(file))
        {
            throw RefusedException.At("file", $"没有文件 {file}，请核对路径");
        }

        using var reader = new StreamReader(file, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true));
        return await ReadAsync(reader, file, cancel);
    }

    private static async Task<string> ReadAsync(StreamReader reader, string name, CancellationToken cancel)
    {
        try
        {
            return await reader.ReadToEndAsync(cancel);
        }
        catch (System.Text.DecoderFallbackException)
        {
            throw RefusedException.At("file", $"{name} 不是 UTF-8 编码的文本，请另存为 UTF-8 后再试");
        }
    }

    /// <summary>Prints JSON when it was asked for, else what <paramref name="write"/> writes for people.</summary>
    public static void Print(this ParseResult given, object json, Action<TextWriter> write)
    {
        var output = given.InvocationConfiguration.Output;
        if (given.GetValue(Json))
        {
            output.WriteLine(PlainJson.Of(json));
        }
        else
        {
            write(output);
        }
    }
}
