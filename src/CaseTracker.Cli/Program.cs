using System.Text;
using CaseTracker.Cli;

Console.OutputEncoding = new UTF8Encoding(false);
AppDomain.CurrentDomain.UnhandledException += (_, unhandled) => Bug.Tell((Exception)unhandled.ExceptionObject, args);
return await CommandLine.RunAsync(args);
