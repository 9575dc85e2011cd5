using System.Text.Json;
using CaseTracker.Tests.Cli;
using Xunit;

namespace CaseTracker.Tests.Clocks;

/// <summary><c>casetracker clocks explain</c>, as a process of its own.</summary>
public sealed class ClocksCommandTests
{
    [Fact]
    public async Task The_JSON_has_the_promised_shape()
    {
        var (code, output, error) = await RunAsync("UTC", "--rule C1 --start 2025-03-03 --json");

        Assert.Equal((0, ""), (code, error));
        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(["rule", "start", "raw", "legal", "safe", "reason", "days"], root.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("C1", "2025-03-03", "2025-03-18", "2025-03-18", "2025-03-18", JsonValueKind.Null),
            (root.GetProperty("rule").GetString(), root.GetProperty("start").GetString(), root.GetProperty("raw").GetString(), root.GetProperty("legal").GetString(), root.GetProperty("safe").GetString(), root.GetProperty("reason").ValueKind));
        var days = root.GetProperty("days").EnumerateArray().ToList();
        Assert.All(days, d => Assert.Equal(["date", "counted", "why"], d.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(16, days.Count);
        Assert.Equal(("2025-03-03", false, "起算日不计入"), (days[0].GetProperty("date").GetString(), days[0].GetProperty("counted").GetBoolean(), days[0].GetProperty("why").GetString()));
        Assert.Equal(("2025-03-18", true), (days[15].GetProperty("date").GetString(), days[15].GetProperty("counted").GetBoolean()));
    }

    [Fact]
    public async Task A_date_that_is_not_known_is_null_with_the_reason()
    {
        var (code, output, _) = await RunAsync("UTC", "--rule C2 --start 2026-12-28 --json");

        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0, code);
        Assert.All(new[] { "raw", "legal", "safe" }, name => Assert.Equal(JsonValueKind.Null, root.GetProperty(name).ValueKind));
        Assert.Equal("2027年节假日安排未导入", root.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("--rule C3 --start 2025-03-03 --extend 30 --approved 2025-05-06", "2025-06-01 2025-06-03 2025-05-30")]
    [InlineData("--rule 办理 --start 2025-03-03 --received 2025-02-01", "2025-04-18 2025-04-18 2025-04-18")] // capped by C1's 2025-02-17 (02-16 is a Sunday)
    [InlineData("--rule C8 --start 2025-08-06 --hearing 2025-08-15..2025-08-25 --hearing 2025-08-20..2025-08-30", "2025-09-20 2025-09-22 2025-09-19")]
    [InlineData("--rule C8 --start 2025-08-06 --hearing 2025-08-15..", "2025-09-05 2025-09-05 2025-09-05")]
    [InlineData("--rule C3 --start 2025-03-03 --hearing 2025-04-01..2025-04-11 --hearing-stops-handle-clock", "2025-05-12 2025-05-12 2025-05-12")]
    [InlineData("--rule C1 --start 2025-09-20 --roll-forward false", "2025-10-05 2025-10-05 2025-09-30")]
    [InlineData("--rule C11 --start 2025-03-01 --limit 2025-05-31 --accepted 2025-03-03", "2025-05-02 2025-05-06 2025-04-30")]
    [InlineData("--rule C12 --start 2025-03-03 --limit 20个工作日", "2025-03-31 2025-03-31 2025-03-31")]
    [InlineData("--rule C3 --start 2022-05-05 --received 2022-04-25", "2022-07-04 2022-07-04 2022-07-04")]
    public async Task The_options_say_what_the_form_can_say(string options, string dates)
    {
        var (code, output, error) = await RunAsync("UTC", options + " --json");

        Assert.Equal((0, ""), (code, error));
        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(dates, string.Join(' ', new[] { "raw", "legal", "safe" }.Select(n => root.GetProperty(n).GetString())));
    }

    [Fact]
    public async Task Without_json_it_reads_like_a_proof()
    {
        var (code, output, _) = await RunAsync("UTC", "--rule C1 --start 2025-01-14");

        Assert.Equal(0, code);
        Assert.All(new[] { "《信访工作条例》第二十三条", "2025年第1版", "顺延：春节休", "法定到期日 2025-02-05" }, text => Assert.Contains(text, output));
    }

    [Theory]
    [InlineData("--rule C99 --start 2025-03-03", "没有“C99”这个期限")]
    [InlineData("--start 2025-03-03", "--rule 请填")]
    [InlineData("--rule C1", "请用 --start 填写起算日")]
    [InlineData("--rule C1 --start 2025-02-30", "“2025-02-30”不是日历上的日期")]
    [InlineData("--rule C3 --start 2025-03-03 --extend 31 --approved 2025-04-01", "延期天数须为1至30日")]
    [InlineData("--rule C3 --start 2025-03-03 --extend abc --approved 2025-04-01", "不能是“abc”")]
    [InlineData("--rule C3 --start 2025-03-03 --extend 30", "请填写批准日期")]
    [InlineData("--rule C3 --start 2025-03-03 --approved 2025-04-01", "还须填写延期天数")]
    [InlineData("--rule C3 --start 2025-03-03 --extend 30 --approved 2025-05-07", "晚于原期限2025-05-06")]
    [InlineData("--rule C1 --start 2025-03-03 --extend 3 --approved 2025-03-05", "不能延长")]
    [InlineData("--rule C1 --start 2025-03-03 --hearing 2025-03-05..2025-03-06", "不因听证停止")]
    [InlineData("--rule C8 --start 2025-03-03 --hearing 2025-03-06..2025-03-05", "早于听证通知日")]
    [InlineData("--rule C8 --start 2025-03-03 --hearing 2025-03-06", "通知日..报告形成日")]
    [InlineData("--rule C1 --start 2025-03-03 --limit 20日", "不能另行指定")]
    [InlineData("--rule C12 --start 2025-03-03 --limit 2025-02-01", "早于起算日")]
    [InlineData("--rule C11 --start 2025-03-03", "请填写交办函指定的期限")]
    [InlineData("--rule C1 --start 2025-03-03 --roll-forward maybe", "不能是“maybe”")]
    [InlineData("--rule C1 --start 2025-03-03 --received 2025-03-04", "晚于起算日")]
    [InlineData("--rule C1 --start 2025-03-03 --wrong", "命令写法不对")]
    public async Task Refused_input_ends_with_2_and_the_sentence(string options, string sentence)
    {
        var (code, output, error) = await RunAsync("UTC", options + " --json");

        Assert.Equal(2, code);
        Assert.Contains(sentence, error);
        Assert.Contains(JsonDocument.Parse(output).RootElement.GetProperty("reasons").EnumerateArray(), r => r.GetProperty("text").GetString()!.Contains(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--rule C1 --start 2025-01-14 --json")]
    [InlineData("--rule C3 --start 2025-08-02 --extend 17 --approved 2025-10-09 --json")]
    [InlineData("--rule C8 --start 2024-02-28 --hearing 2024-03-09..2024-03-11 --json")]
    [InlineData("--rule C10 --start 2025-03-08 --json")]
    [InlineData("--rule C12 --start 2024-12-31 --json")]
    public async Task The_time_zone_of_the_machine_changes_nothing(string options)
    {
        var answers = await Task.WhenAll(new[] { "UTC", "Asia/Shanghai", "America/New_York" }.Select(zone => RunAsync(zone, options)));

        Assert.Equal(0, answers[0].Code);
        Assert.Single(answers.Distinct());
    }

    /// <summary>In a folder without an installation: by the built-in calendar.</summary>
    private static async Task<(int Code, string Output, string Error)> RunAsync(string zone, string options)
    {
        var ran = await CommandOffice.ProcessAsync(null, ["clocks", "explain", .. options.Split(' '), "--data", Path.Combine(Path.GetTempPath(), "casetracker-tests", "no-installation")], zone);
        return (ran.Code, ran.Output, ran.Error);
    }
}
