using CaseTracker.Web;
using Serilog;
using Xunit;

namespace CaseTracker.Tests.Web;

public sealed class LoggingTests
{
    [Fact]
    public void What_users_typed_cannot_make_a_second_line_or_leave_a_number_in_the_log()
    {
        var folder = Directory.CreateTempSubdirectory("casetracker-logs-").FullName;
        using (var log = Logging.Configure(new LoggerConfiguration(), folder).CreateLogger())
        {
            log.Warning("登录失败：{Name}", "王\r\n2025-01-01 假的一行\u2028\u001b[31m");
            log.Error(new InvalidOperationException("证件 42011719600101001X，电话 13812345678\n第二行"), "出错");
        }

        var lines = File.ReadAllLines(Directory.GetFiles(folder).Single());
        Directory.Delete(folder, recursive: true);

        Assert.Equal(2, lines.Length);
        Assert.Contains("\\u000d\\u000a2025-01-01", lines[0]);
        Assert.DoesNotContain(lines, l => l.Contains('\u001b', StringComparison.Ordinal) || l.Contains('\u2028', StringComparison.Ordinal));
        Assert.DoesNotContain("42011719600101001X", lines[1]);
        Assert.DoesNotContain("13812345678", lines[1]);
    }

    [Fact]
    public void Ids_and_dates_stay_as_they_are() =>
        Assert.Equal("0f8fad5b-d9cb-469f-a165-70867728950e 2025-03-05 XF20250001", Logging.OneLine.Safe("0f8fad5b-d9cb-469f-a165-70867728950e 2025-03-05 XF20250001"));
}
