using System.CommandLine;
using System.Globalization;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Calendar;
using CaseTracker.Clocks;

namespace CaseTracker.Cli.Clocks;

/// <summary><c>casetracker clocks …</c>: counts a limit and shows how.</summary>
public static class ClocksCommand
{
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
    private static readonly Option<bool> DryRun = Options.Flag("--dry-run", "只列出，不改动");

    public static Command Create()
    {
        var explain = new Command("explain", "计算一个期限并逐日说明")
        {
            Rule, Start, Received, Extend, Approved, Hearing, Limit, Accepted, RollForward, HearingStops,
        };
        explain.SetAction(ExplainAsync);
        var recompute = new Command("recompute", "重算全部未办结事项的期限，列出有变动的") { DryRun };
        recompute.SetAction(RecomputeAsync);
        return new Command("clocks", "期限") { explain, recompute };
    }

    /// <summary>By the calendar and the settings of the installation where there is one, else by the built-in ones.</summary>
    private static async Task ExplainAsync(ParseResult given, CancellationToken cancel)
    {
        var rule = DisplayNames.Parse<ClockId>(given.GetValue(Rule))
            ?? throw RefusedException.At("rule", given.GetValue(Rule) is { } wrong ? $"没有“{wrong}”这个期限，--rule 请填 C1 至 C14" : "--rule 请填 C1 至 C14");
        var start = given.Date(Start) ?? throw RefusedException.At("start", "请用 --start 填写起算日，如 --start 2025-03-03");
        var (calendar, settings) = await CalendarAsync(given, cancel);
        var clock = new ExplainClock(calendar, settings with
        {
            RollForward = Switch(given.GetValue(RollForward)) ?? settings.RollForward,
            HearingStopsHandleClock = given.GetValue(HearingStops) || settings.HearingStopsHandleClock,
        }).Execute(new ExplainClock.Command(rule, start)
        {
            Received = given.Date(Received),
            ExtendDays = Days(given.GetValue(Extend)),
            Approved = given.Date(Approved),
            Hearings = [.. (given.GetValue(Hearing) ?? []).Select(Period)],
            Limit = given.GetValue(Limit) is { } limit ? ClockLimit.Parse(limit, ClockRules.For(rule, given.Date(Received) ?? start).Unit) : null,
            Accepted = given.Date(Accepted),
        });
        given.Print(ExplainClock.Explanation.Of(clock), output => Write(output, clock));
    }

    private static async Task<(WorkCalendar Calendar, ClockSettings Settings)> CalendarAsync(ParseResult given, CancellationToken cancel)
    {
        if (!Session.IsThere(given))
        {
            return (WorkCalendar.BuiltIn, new ClockSettings());
        }

        await using var session = await Session.OpenAsync(given, cancel);
        return (await session.Get<LoadWorkCalendar>().ExecuteAsync(cancel), (await session.Db.BureauAsync(cancel)).Clocks);
    }

    private static async Task RecomputeAsync(ParseResult given, CancellationToken cancel)
    {
        await using var session = await Session.OpenAsync(given, cancel, Permission.AdminCalendar);
        var (calendar, _) = await CalendarAsync(given, cancel);
        var isDry = given.GetValue(DryRun);
        var moved = isDry ? await RecountAsync() : await session.Db.WriteAsync(RecountAsync, cancel);
        given.Print(moved, output =>
        {
            if (moved.Count > 0)
            {
                Tables.Write(output, ["编号", "期限", "原法定到期日", "现法定到期日", "原安全到期日", "现安全到期日"], moved.Select(m => new[]
                {
                    m.Number, m.Limit, $"{m.LegalBefore:yyyy-MM-dd}", $"{m.LegalAfter:yyyy-MM-dd}", $"{m.SafeBefore:yyyy-MM-dd}", $"{m.SafeAfter:yyyy-MM-dd}",
                }));
            }

            output.WriteLine(moved.Count == 0 ? "没有变动" : isDry ? $"有 {moved.Count} 件会变动，未改动" : $"已更新 {moved.Count} 件");
        });

        async Task<List<MovedLimit>> RecountAsync()
        {
            var all = new List<MovedLimit>();
            foreach (var recount in session.All<RecountLimits>())
            {
                all.AddRange(await recount(session.Db, calendar, calendar, !isDry, cancel));
            }

            return all;
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

    private static bool? Switch(string? text) => text switch
    {
        null => null,
        "true" or "on" or "是" => true,
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

        return new HearingPeriod(Options.Date("--hearing", notice), report.Length == 0 ? null : Options.Date("--hearing", report));
    }
}
