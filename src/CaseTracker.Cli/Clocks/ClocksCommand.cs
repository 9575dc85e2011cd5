using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CaseTracker.Calendar;
using CaseTracker.Clocks;

namespace CaseTracker.Cli.Clocks;

/// <summary><c>casetracker clocks …</c>: counts a limit and shows how.</summary>
public static class ClocksCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    private static readonly Option<string> Rule = new("--rule") { Description = "期限：C1 至 C14，或其名称（告知、异议、办理 …）" };
    private static readonly Option<string> Start = new("--start") { Description = "起算日，yyyy-MM-dd" };
    private static readonly Option<string> Received = new("--received") { Description = "收到日期；决定适用新旧条例，并限定办理期限的起算日" };
    private static readonly Option<string> Extend = new("--extend") { Description = "延期天数，1至30" };
    private static readonly Option<string> Approved = new("--approved") { Description = "批准延期的日期" };
    private static readonly Option<string[]> Hearing = new("--hearing") { Description = "听证：通知日..报告形成日，可重复；尚无报告的写“通知日..”" };
    private static readonly Option<string> Limit = new("--limit") { Description = "指定的期限：2025-05-01、45日、20个工作日或3个月" };
    private static readonly Option<string> Accepted = new("--accepted") { Description = "受理日期，只用于 C11" };
    private static readonly Option<string> RollForward = new("--roll-forward") { Description = "期满日逢休息日顺延：true 或 false，默认 true" };
    private static readonly Option<bool> HearingStops = new("--hearing-stops-handle-clock") { Description = "听证停止办理期限" };
    private static readonly Option<bool> AsJson = new("--json") { Description = "只输出 JSON" };

    public static Command Create()
    {
        var explain = new Command("explain", "计算一个期限并逐日说明")
        {
            Rule, Start, Received, Extend, Approved, Hearing, Limit, Accepted, RollForward, HearingStops, AsJson,
        };
        explain.SetAction(Explain);
        return new Command("clocks", "期限") { explain };
    }

    private static void Explain(ParseResult given)
    {
        var settings = new ClockSettings
        {
            RollForward = Switch(given.GetValue(RollForward)),
            HearingStopsHandleClock = given.GetValue(HearingStops),
        };
        var rule = DisplayNames.Parse<ClockId>(given.GetValue(Rule))
            ?? throw RefusedException.At("rule", $"没有“{given.GetValue(Rule)}”这个期限，--rule 请填 C1 至 C14。");
        var clock = new ExplainClock(WorkCalendar.BuiltIn, settings).Execute(new ExplainClock.Command(
            rule, Date(given, Start) ?? throw RefusedException.At("start", "请用 --start 填写起算日，如 --start 2025-03-03。"))
        {
            Received = Date(given, Received),
            ExtendDays = Days(given.GetValue(Extend)),
            Approved = Date(given, Approved),
            Hearings = [.. (given.GetValue(Hearing) ?? []).Select(Period)],
            Limit = given.GetValue(Limit) is { } limit ? ClockLimit.Parse(limit, ClockRules.For(rule, Date(given, Received) ?? Date(given, Start)!.Value).Unit) : null,
            Accepted = Date(given, Accepted),
        });

        var output = given.InvocationConfiguration.Output;
        if (given.GetValue(AsJson))
        {
            output.WriteLine(JsonSerializer.Serialize(ExplainClock.Explanation.Of(clock), Json));
        }
        else
        {
            Write(output, clock);
        }
    }

    private static void Write(TextWriter output, Clock clock)
    {
        var explanation = ExplainClock.Explanation.Of(clock);
        output.WriteLine($"{clock.Id} {clock.Rule.Name}（{clock.Facts.Limit?.ToString() ?? clock.Rule.LengthText}）");
        output.WriteLine($"依据：{clock.Rule.Article}：{clock.Rule.Text}");
        output.WriteLine($"适用：{clock.Rule.From?.ToString("yyyy-MM-dd") ?? "以前"}起{(clock.Rule.To is { } to ? $"至{to:yyyy-MM-dd}" : "")}收到的事项");
        output.WriteLine($"日历：{clock.CalendarVersion}");
        foreach (var day in explanation.Days)
        {
            output.WriteLine($"  {day.Date:yyyy-MM-dd} {(day.Counted ? "计" : "－")} {day.Why}");
        }

        output.WriteLine($"起算日     {explanation.Start:yyyy-MM-dd}");
        output.WriteLine($"期满日     {Shown(explanation.Raw)}");
        output.WriteLine($"法定到期日 {Shown(explanation.Legal)}");
        output.WriteLine($"安全到期日 {Shown(explanation.Safe)}");
        if (explanation.Reason is { } reason)
        {
            output.WriteLine($"说明：{reason}");
        }

        static string Shown(DateOnly? date) => date?.ToString("yyyy-MM-dd") ?? "未定";
    }

    private static bool Switch(string? text) => text switch
    {
        null or "true" or "on" or "是" => true,
        "false" or "off" or "否" => false,
        _ => throw RefusedException.At("roll-forward", $"--roll-forward 只能是 true 或 false，不能是“{text}”。"),
    };

    private static int? Days(string? text) => text is null ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days) ? days
        : throw RefusedException.At("extend", $"--extend 应是1至30的天数，不能是“{text}”。");

    private static HearingPeriod Period(string text)
    {
        if (text.Split("..") is not [var notice, var report])
        {
            throw RefusedException.At("hearing", $"--hearing 应写成 通知日..报告形成日，如 2025-08-15..2025-08-25，不能是“{text}”。");
        }

        return new HearingPeriod(Date("--hearing", notice), report.Length == 0 ? null : Date("--hearing", report));
    }

    private static DateOnly? Date(ParseResult given, Option<string> option) => given.GetValue(option) is { } text ? Date(option.Name, text) : null;

    private static DateOnly Date(string option, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw RefusedException.At(option.TrimStart('-'), $"{option} 的“{text}”不是日历上的日期，请按 2025-03-03 的样子填写。");
}
