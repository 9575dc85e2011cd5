using System.Text;
using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Calendar;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Calendar;

public sealed class CalendarYearTests
{
    private const string Notice2027 = """
        date,kind,name,notice
        2026-12-31,休,元旦,通知一
        2027-01-01,休,元旦,通知一
        2027-01-02,休,元旦,通知一
        2027-01-03,班,调休上班,通知一
        2027-05-01,休,劳动节,通知一
        2027-10-01,休,国庆节,通知一
        """;

    private static readonly Actor Administrator = new(Guid.NewGuid(), "系统管理员甲", [new Hat(Role.SA, null)]);

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_database_starts_with_the_built_in_years_and_counts_alike(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);

        var calendar = await LoadAsync(office);

        Assert.Equal(WorkCalendar.BuiltIn.Version, calendar.Version);
        Assert.Equal(WorkCalendar.BuiltIn.Years.SelectMany(y => y.Days), calendar.Years.SelectMany(y => y.Days));
        Assert.Same(calendar, await LoadAsync(office));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Starting_again_adds_no_year_twice_and_leaves_an_imported_one_alone(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await ImportAsync(office, Notice2027);

        await office.DbAsync(db => new BuiltInCalendar(office.Services.GetRequiredService<OfficeClock>()).EnsureAsync(db, default));

        Assert.Equal([2022, 2023, 2024, 2025, 2026, 2027], await office.DbAsync(db => db.CalendarYears.OrderBy(y => y.Year).Select(y => y.Year).ToListAsync()));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_dry_run_shows_what_changes_and_changes_nothing(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);

        var outcome = await ImportAsync(office, Notice2027, dryRun: true);

        Assert.Equal((2027, 1, false), (outcome.Year, outcome.Edition, outcome.Imported));
        Assert.Equal(new ImportCalendarYear.ChangedDay(Day("2026-12-31"), "工作日", "元旦休"), outcome.Days[0]);
        Assert.Equal(new ImportCalendarYear.ChangedDay(Day("2027-01-01"), "2027年节假日安排未导入", "元旦休"), outcome.Days[1]);
        Assert.Equal(6, outcome.Days.Count);
        Assert.Equal(WorkCalendar.BuiltIn.Version, (await LoadAsync(office)).Version);
        Assert.Equal(0, await office.DbAsync(db => db.AuditEntries.CountAsync()));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task An_imported_year_is_used_marked_until_it_is_confirmed(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);

        await ImportAsync(office, Notice2027);
        var waiting = await LoadAsync(office);
        await ConfirmAsync(office, 2027, 1);
        var confirmed = await LoadAsync(office);

        Assert.False(waiting.IsWorkday(Day("2026-12-31")));
        Assert.Equal((false, true), (waiting.IsConfirmed(2027), confirmed.IsConfirmed(2027)));
        Assert.EndsWith("2027年第1版（待核）", waiting.Version);
        Assert.EndsWith("2027年第1版", confirmed.Version);
        var row = (await office.AsAsync(Administrator, s => s.GetRequiredService<ListCalendarYears>().ExecuteAsync(default)))[0];
        Assert.Equal((2027, 1, "通知一", 5, 1, "系统管理员甲", "系统管理员甲", true), (row.Year, row.Edition, row.Notices, row.RestDays, row.MakeUpDays, row.ImportedBy, row.ConfirmedBy, row.InForce));
        Assert.Equal(["import-calendar", "confirm-calendar"], await office.DbAsync(db => db.AuditEntries.OrderBy(e => e.At).ThenBy(e => e.Seq).Select(e => e.Action).ToListAsync()));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_notice_changed_within_the_year_becomes_the_next_edition_and_the_old_one_is_kept(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await ImportAsync(office, Notice2027);

        var outcome = await ImportAsync(office, Notice2027.Replace("2027-01-03,班,调休上班", "2027-01-04,休,元旦", StringComparison.Ordinal));

        Assert.Equal(2, outcome.Edition);
        Assert.Equal(
            [new(Day("2027-01-03"), "调休上班", "周日休息"), new ImportCalendarYear.ChangedDay(Day("2027-01-04"), "工作日", "元旦休")], outcome.Days);
        Assert.Equal("2027年第2版（待核）", (await LoadAsync(office)).Years[^1].Label);
        var rows = await office.AsAsync(Administrator, s => s.GetRequiredService<ListCalendarYears>().ExecuteAsync(default));
        Assert.Equal([(2027, 2, true), (2027, 1, false), (2026, 1, true)], rows.Take(3).Select(r => (r.Year, r.Edition, r.InForce)));
        await Assert.ThrowsAsync<StaleException>(() => ConfirmAsync(office, 2027, 1));
    }

    [Theory]
    [InlineData("date,kind,name,notice\n2027-01-01,休,元旦,通知\n2028-01-01,休,元旦,通知", "一个文件只能是一年的安排")]
    [InlineData("date,kind,name,notice\n2027-01-01,休,元旦,通知\n2027-10-01,休,国庆节,通知\n2027-05-09,班,调休上班,通知", null)] // 2027-05-01 is a Saturday: it rests unnamed
    [InlineData("date,kind,name,notice\n2027-10-01,休,国庆节,通知", "2027年的安排不完整：1月1日（元旦）")]
    public async Task A_file_that_is_not_one_whole_year_is_refused(string file, string? expected)
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);

        var refused = await Record.ExceptionAsync(() => ImportAsync(office, file));

        Assert.Equal(expected is null, refused is null);
        Assert.Contains(expected ?? "", (refused as RefusedException)?.Message ?? "");
        Assert.Equal(expected is null ? 6 : 5, await office.DbAsync(db => db.CalendarYears.CountAsync()));
    }

    [Fact]
    public async Task The_same_file_again_and_a_second_confirmation_are_refused()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await ImportAsync(office, Notice2027);
        await ConfirmAsync(office, 2027, 1);

        Assert.Contains("完全相同", (await Assert.ThrowsAsync<RefusedException>(() => ImportAsync(office, Notice2027))).Message);
        Assert.Contains("已由系统管理员甲确认", (await Assert.ThrowsAsync<RefusedException>(() => ConfirmAsync(office, 2027, 1))).Message);
        await Assert.ThrowsAsync<NotFoundException>(() => ConfirmAsync(office, 2031, 1));
    }

    [Fact]
    public async Task The_limits_that_move_are_asked_for_and_rewritten_only_when_it_is_meant()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        var asked = new List<(bool? Before, bool? After, bool Apply)>();
        var moved = new MovedLimit("XF1", "告知", Day("2026-12-31"), Day("2027-01-03"), Day("2026-12-31"), Day("2026-12-30"));
        RecountLimits recount = (_, before, after, apply, _) =>
        {
            asked.Add((before.IsWorkday(Day("2026-12-31")), after.IsWorkday(Day("2026-12-31")), apply));
            return Task.FromResult<IReadOnlyList<MovedLimit>>([moved]);
        };

        foreach (var dryRun in new[] { true, false })
        {
            var outcome = await office.AsAsync(Administrator, s => new ImportCalendarYear(
                    s.GetRequiredService<CaseDb>(), s.GetRequiredService<OfficeClock>(), s.GetRequiredService<LoadWorkCalendar>(), [recount])
                .ExecuteAsync(new ImportCalendarYear.Command(Csv(Notice2027), dryRun), Administrator, default));
            Assert.Equal([moved], outcome.Limits);
        }

        Assert.Equal([(true, false, false), (true, false, true)], asked);
    }

    [Fact]
    public async Task The_page_gets_every_day_of_a_year_or_hears_that_it_is_missing()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);

        var days = await office.AsAsync(Administrator, s => s.GetRequiredService<ShowCalendarYear>().ExecuteAsync(2025, default));

        Assert.Equal((365, 248), (days.Count, days.Count(d => d.Worked)));
        Assert.Equal(new ShowCalendarYear.Shown(Day("2025-01-26"), true, true, "调休上班"), days[25]);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => office.AsAsync(Administrator, s => s.GetRequiredService<ShowCalendarYear>().ExecuteAsync(2027, default)));
        Assert.Equal("2027年节假日安排未导入，请由系统管理员导入。", refused.Message);
    }

    private static Task<WorkCalendar> LoadAsync(TestOffice office) => office.AsAsync(Administrator, s => s.GetRequiredService<LoadWorkCalendar>().ExecuteAsync(default));

    private static Task<ImportCalendarYear.Outcome> ImportAsync(TestOffice office, string csv, bool dryRun = false) => office.AsAsync(Administrator, s =>
        s.GetRequiredService<ImportCalendarYear>().ExecuteAsync(new ImportCalendarYear.Command(Csv(csv), dryRun), Administrator, default));

    private static Task<bool> ConfirmAsync(TestOffice office, int year, int edition) => office.AsAsync(Administrator, async s =>
    {
        await s.GetRequiredService<ConfirmCalendarYear>().ExecuteAsync(new ConfirmCalendarYear.Command(year, edition), Administrator, default);
        return true;
    });

    private static MemoryStream Csv(string text) => new(Encoding.UTF8.GetBytes(text));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
