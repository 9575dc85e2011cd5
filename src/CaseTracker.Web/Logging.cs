using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CaseTracker.Data;
using Serilog;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace CaseTracker.Web;

/// <summary>Logs of the site: one file a day in the installation's folder, kept half a year (网络安全法第二十一条：不少于六个月). Requests are logged by method, path and status; never their bodies or query strings.</summary>
public static partial class Logging
{
    public static void AddCaseLogging(this WebApplicationBuilder builder, Installation installation)
    {
        builder.Logging.ClearProviders(); // one that is added later still hears everything
        builder.Host.UseSerilog((_, log) => Configure(log, installation.LogsFolder).WriteTo.Console(new OneLine()), preserveStaticLogger: true, writeToProviders: true);
    }

    /// <summary>The line of each request; before the pages.</summary>
    public static void UseCaseLogging(this WebApplication app) =>
        app.UseSerilogRequestLogging(o => o.MessageTemplate = "{RequestMethod} {RequestPath} {StatusCode} {Elapsed:0} ms");

    internal static LoggerConfiguration Configure(LoggerConfiguration log, string folder) => log
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning) // the host's own line of a request holds its query string
        .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
        .MinimumLevel.Override("Microsoft.AspNetCore.Antiforgery", LogEventLevel.Error) // says at every form that no-store was set, which is what we want
        .MinimumLevel.Override("System", LogEventLevel.Warning)
        .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
        .Enrich.FromLogContext()
        .WriteTo.File(new OneLine(), Path.Combine(folder, "casetracker-.log"), rollingInterval: RollingInterval.Day, retainedFileCountLimit: 190, fileSizeLimitBytes: 100L << 20, rollOnFileSizeLimit: true);

    /// <summary>One event, one line, whatever stands in it: control characters are written as escapes, identity and telephone numbers as stars.</summary>
    internal sealed partial class OneLine : ITextFormatter
    {
        // Texts as they are, without the quotes that Serilog would put around them.
        private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

        public void Format(LogEvent logEvent, TextWriter output)
        {
            var source = logEvent.Properties.TryGetValue("SourceContext", out var context) && context is ScalarValue { Value: string name } ? name : "";
            using var message = new StringWriter(CultureInfo.InvariantCulture);
            Message.Format(logEvent, message);
            var text = $"{logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)} {logEvent.Level} {source} {logEvent.TraceId} {message}";
            output.Write(Safe(logEvent.Exception is null ? text : $"{text} {logEvent.Exception}"));
            output.Write('\n');
        }

        internal static string Safe(string text)
        {
            var line = new StringBuilder(text.Length);
            foreach (var c in Phone().Replace(IdNumber().Replace(text, "******************"), "***********"))
            {
                if (char.IsControl(c) || c is '\u2028' or '\u2029')
                {
                    line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                }
                else
                {
                    line.Append(c);
                }
            }

            return line.ToString();
        }

        [GeneratedRegex(@"(?<![0-9A-Za-z-])[0-9]{17}[0-9Xx](?![0-9A-Za-z-])")]
        private static partial Regex IdNumber();

        [GeneratedRegex(@"(?<![0-9A-Za-z-])1[3-9][0-9]{9}(?![0-9A-Za-z-])")]
        private static partial Regex Phone();
    }
}
