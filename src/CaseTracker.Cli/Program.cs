using System.CommandLine;
using System.Text;
using CaseTracker;
using CaseTracker.Cli.Clocks;

Console.OutputEncoding = new UTF8Encoding(false);
var root = new RootCommand("CaseTracker") { ClocksCommand.Create() };
var given = root.Parse(args);
if (given.Errors.Count > 0)
{
    Console.Error.WriteLine($"命令写法不对：{string.Join("；", given.Errors.Select(e => e.Message))}请加 --help 查看写法。");
    return 2;
}

try
{
    return given.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (RefusedException refused)
{
    foreach (var reason in refused.Reasons)
    {
        Console.Error.WriteLine(reason);
    }

    return 2;
}
