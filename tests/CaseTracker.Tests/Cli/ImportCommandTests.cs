using Xunit;
using static CaseTracker.Tests.Books.RetireeBooks;

namespace CaseTracker.Tests.Cli;

public sealed class ImportCommandTests
{
    [Fact]
    public async Task The_books_of_the_retired_cadres_are_imported_by_commands()
    {
        await using var office = await CommandOffice.WithPeopleAsync();
        await office.DoneAsync("department", "add", "老干部科", "--rank", "3", "--retiree-office");
        await office.DoneAsync("import", "roster", await FileAsync(office, "花名册.csv", Csv(RosterBook, Person("LGB-001", "张建国", "厂级正职"), Person("LGB-002", "李秀英", "厂级副职"))));

        var errors = Path.Combine(office.Installation.Folder, "错误.xlsx");
        var receptions = await FileAsync(office, "来访登记.csv", Csv(VisitBook, Came("LF-1"), Came("LF-2", ("来访形式", "上门"))));
        var tried = await office.DoneAsync("import", "receptions", receptions, "--dry-run", "--errors", errors);
        Assert.Contains("试运行，没有写入。共读取2行，可导入1行", tried.Output);
        Assert.True(File.Exists(errors));
        Assert.Equal(1, (await office.DoneAsync("import", "receptions", receptions, "--json")).Json.GetProperty("imported").GetInt32());

        var visits = await FileAsync(office, "走访慰问.csv", Csv(CareBook, Visited("K1")));
        Assert.Contains("已导入1行", (await office.DoneAsync("import", "care-visits", visits)).Output);
        Assert.Contains("已更正1行", (await office.DoneAsync("import", "care-visits", await FileAsync(office, "走访慰问.csv", Csv(CareBook, Visited("K1", ("地点", "家中")))), "--update")).Output);
        Assert.Contains("已导入1行", (await office.DoneAsync("import", "benefits", await FileAsync(office, "待遇办理.csv", Csv(BenefitBook, Resolved("B1"))))).Output);
        Assert.Equal(2, (await office.RunAsync("import", "benefits", await FileAsync(office, "待遇办理.csv", Csv(BenefitBook, Resolved("B2", ("对象编号", "LGB-404")))))).Code);
    }

    private static async Task<string> FileAsync(CommandOffice office, string name, byte[] book)
    {
        var file = Path.Combine(office.Installation.Folder, name);
        await File.WriteAllBytesAsync(file, book);
        return file;
    }
}
