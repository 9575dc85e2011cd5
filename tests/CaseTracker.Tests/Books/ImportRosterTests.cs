using System.Text;
using CaseTracker.Accounts;
using CaseTracker.Books;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.Excel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Books;

public sealed class ImportRosterTests
{
    /// <summary>The heading row as it stands in the bureau's book.</summary>
    private const string Heading = "人员编号,姓名,性别,出生日期,身份证号,原单位,原职务,职级,政治面貌,参加工作时间,退休时间,移交日期,移交依据,现住址,居住情况,健康状况,联系电话,紧急联系人,与本人关系,紧急联系电话,月养老金(元),月补差标准(元),重点关注,当前状态,去世日期,转出日期,恢复日期,状态登记日期,备注";

    private static readonly Actor Keeper = new(Guid.NewGuid(), "柏专干", [new Hat(Role.LC, null)]);

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_roster_is_imported_once_and_its_people_are_in_care_on_the_days_it_says(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var file = Csv(
            Row("LGB-001", ("姓名", "阮　桂兰")),
            Row("LGB-002", ("身份证号", ""), ("当前状态", "去世"), ("去世日期", "2024年3月5日"), ("状态登记日期", "2024.3.20")),
            Row("LGB-003", ("身份证号", ""), ("姓名", "张𬭎"), ("当前状态", "在册"), ("转出日期", "2020-1-1"), ("恢复日期", "2021-1-1")));
        Assert.Equal(3, (await ImportAsync(office, file, dryRun: true)).Imported);
        Assert.Equal(3, (await ImportAsync(office, file)).Imported);
        var again = await ImportAsync(office, Encoding.GetEncoding("GB18030").GetBytes(Encoding.UTF8.GetString(file)));
        Assert.Equal((0, 3, 0), (again.Imported, again.Unchanged, again.Refused.Count));

        var cadre = await office.DbAsync(db => db.Cadres.SingleAsync(c => c.PersonNumber == "LGB-001"));
        Assert.Equal(("阮桂兰", new DateOnly(1949, 12, 31), "1957-09", 320_050L), (cadre.Name, cadre.BirthOn!.Value, cadre.WorkedSince, await office.DbAsync(db => db.CadrePays.Where(p => p.CadreId == cadre.Id && p.Kind == CadrePayKind.Pension).Select(p => p.Fen).SingleAsync())));
        Assert.Equal(["LGB-001", "LGB-003"], await InCareAsync(office, new(2024, 3, 5)));
        Assert.Equal(["LGB-001", "LGB-002"], await InCareAsync(office, new(2020, 6, 1)));
    }

    [Fact]
    public async Task A_difference_is_applied_on_demand()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await ImportAsync(office, Csv(Row("LGB-001")));
        var changed = Csv(Row("LGB-001", ("当前状态", "去世"), ("去世日期", "2025-2-1"), ("联系电话", "13900001111")));
        var shown = await ImportAsync(office, changed);
        Assert.Equal((1, 0), (shown.Differences.Count, shown.Updated));
        Assert.DoesNotContain("13900001111", shown.Summary());
        Assert.Equal(1, (await ImportAsync(office, changed, update: true)).Updated);
        Assert.Empty(await InCareAsync(office, new(2025, 3, 1)));
        Assert.Equal(1, (await ImportAsync(office, changed, update: true)).Unchanged);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_row_that_repeats_a_person_leads_to_him_and_counts_nowhere(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var file = Csv(Row("LGB-001"), Row("LGB-009", ("身份证号", "110105 19491231 002X"), ("姓名", "阮 桂兰"), ("职级", "中层正职")), Row("LGB-002", ("身份证号", "")));
        Assert.Equal("LGB-009", Assert.Single((await ImportAsync(office, file, dryRun: true)).Doubles).Number);
        var result = await ImportAsync(office, file);
        Assert.Equal((3, "LGB-009"), (result.Imported, Assert.Single(result.Doubles).Number));
        Assert.Contains("视同LGB-001", result.Doubles[0].Text);
        Assert.Equal("LGB-010", Assert.Single((await ImportAsync(office, Csv(Row("LGB-010")))).Doubles).Number);

        var cadres = (await office.DbAsync(db => db.Cadres.AsNoTracking().ToListAsync())).ToDictionary(c => c.PersonNumber);
        Assert.Equal((CadreState.Active, CadreState.Void, CadreState.Void), (cadres["LGB-001"].State, cadres["LGB-009"].State, cadres["LGB-010"].State));
        Assert.Equal((cadres["LGB-001"].Id, cadres["LGB-001"].Id), (cadres["LGB-009"].KeptCadreId!.Value, cadres["LGB-010"].KeptCadreId!.Value));
        Assert.Equal(["LGB-001", "LGB-002"], await InCareAsync(office, new(2024, 3, 5)));
        Assert.Equal(["LGB-001", "LGB-002"], await office.DbAsync(db => db.InCareOn(new(2012, 1, 1), new DateTime(2012, 1, 1, 0, 0, 0, DateTimeKind.Utc)).OrderBy(c => c.PersonNumber).Select(c => c.PersonNumber).ToListAsync()));

        var again = await ImportAsync(office, file, update: true);
        Assert.Equal((0, 3, 0, 0), (again.Imported, again.Unchanged, again.Doubles.Count, again.Refused.Count));
        var changed = await ImportAsync(office, Csv(Row("LGB-009", ("姓名", "另一人")), Row("LGB-002", ("身份证号", "11010519491231002X"))), update: true);
        Assert.Equal((2, 0), (changed.Differences.Count, changed.Updated));
        Assert.Contains("请更正LGB-001", changed.Differences[0].Text);
        Assert.Contains("同一人只登记一次", Assert.Single(changed.Refused).Text);
    }

    [Fact]
    public async Task Bad_rows_come_back_and_nothing_is_guessed()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        var result = await ImportAsync(office, Csv(
            Row("R1", ("职级", "科级")), Row("R2", ("移交日期", "2011-08")), Row("R3", ("当前状态", "去世")), Row("R4", ("去世日期", "2024-1-1")), Row("R5", ("月养老金(元)", "三千")), Row("R6", ("健康状况", "很好")), Row("", ("姓名", ""))));
        Assert.Equal((0, 7), (result.Imported, result.Refused.Count));
        using var errors = new MemoryStream();
        result.WriteErrors(errors);
        Assert.Equal(7, BookReader.Read(errors.ToArray()).Rows.Count(r => r["问题"].Length > 0));
        Assert.Equal(0, (await ImportAsync(office, Csv())).RowsRead);
        await Assert.ThrowsAsync<RefusedException>(() => ImportAsync(office, Csv(), by: new Actor(Guid.NewGuid(), "别人", [new Hat(Role.CW, null)])));
    }

    private static Task<List<string>> InCareAsync(TestOffice office, DateOnly day) =>
        office.DbAsync(db => db.InCareOn(day, TimeProvider.System.GetUtcNow().UtcDateTime.AddYears(50)).OrderBy(c => c.PersonNumber).Select(c => c.PersonNumber).ToListAsync());

    private static Task<ImportResult> ImportAsync(TestOffice office, byte[] file, bool dryRun = false, bool update = false, Actor? by = null) =>
        office.AsAsync(by ?? Keeper, s => s.GetRequiredService<ImportRoster>().ExecuteAsync(new(new MemoryStream(file), "花名册.csv", dryRun, update), by ?? Keeper, default));

    private static string[] Row(string number, params (string Heading, string Text)[] cells)
    {
        var row = Heading.Split(',').ToDictionary(h => h, _ => "");
        foreach (var (heading, text) in new[]
        {
            ("人员编号", number), ("姓名", "阮桂兰"), ("性别", "女"), ("出生日期", "1949-12"), ("身份证号", "11010519491231002x"), ("职级", "厂级副职"), ("政治面貌", "中共党员"), ("参加工作时间", "1957年9月"), ("移交日期", "2011-8-15"),
            ("居住情况", "独居"), ("健康状况", "慢性病"), ("联系电话", "13800001234"), ("月养老金(元)", "3,200.50"), ("重点关注", "80岁以上、独居"), ("当前状态", "在册"),
        }.Concat(cells))
        {
            row[heading] = text;
        }

        if (row["身份证号"].Length == 0)
        {
            row["出生日期"] = "1949-12-31";
        }

        return [.. row.Values];
    }

    private static byte[] Csv(params string[][] rows) => Encoding.UTF8.GetBytes(string.Join("\n", rows.Select(r => string.Join(',', r.Select(c => c.Contains(',') ? $"\"{c}\"" : c))).Prepend(Heading)) + "\n");
}
