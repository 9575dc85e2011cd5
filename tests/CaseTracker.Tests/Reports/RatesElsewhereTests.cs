using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CaseTracker.Accounts;
using CaseTracker.Tests.Cli;
using CaseTracker.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Reports;

/// <summary>The same rates by API and by command.</summary>
public sealed class RatesElsewhereTests
{
    [Fact]
    public async Task The_API_gives_rates_and_the_rows_of_a_figure_and_refuses_a_wrong_period()
    {
        await using var site = new TestSite { RealSignIn = true };
        var program = await ProgramOfAsync(site, "李信访", Role.XF);
        var template = await program.GetStringAsync("/api/v1/petitions/template");
        using (var registered = await program.PostAsync("/api/v1/petitions", new StringContent(template, new MediaTypeHeaderValue("application/json"))))
        {
            Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        }

        var rates = await GetAsync(program, "/api/v1/reports/rates?from=2025-03-01&to=2025-03-31");
        var rows = await GetAsync(program, "/api/v1/reports/rates/total?from=2025-03-01&to=2025-03-31");

        Assert.Equal("2025年3月", rates.GetProperty("period").GetString());
        var repeats = rates.GetProperty("rates").EnumerateArray().Single(r => r.GetProperty("code").GetString() == "repeats");
        Assert.Equal(("0.00%", 0m, 1), (repeats.GetProperty("text").GetString(), repeats.GetProperty("percent").GetDecimal(), repeats.GetProperty("denominator").GetProperty("value").GetInt32()));
        Assert.Equal(JsonValueKind.Null, rates.GetProperty("rates").EnumerateArray().First().GetProperty("percent").ValueKind);
        Assert.Equal((1, 1), (rows.GetProperty("figure").GetProperty("value").GetInt32(), rows.GetProperty("rows").GetArrayLength()));
        Assert.Equal(HttpStatusCode.BadRequest, (await program.GetAsync("/api/v1/reports/rates?from=2025-03-31&to=2025-03-01")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await program.GetAsync("/api/v1/reports/rates?from=2025-03-01")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync("/api/v1/reports/rates/none?from=2025-03-01&to=2025-03-31")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await ProgramOfAsync(site, "陈承办", Role.CW)).GetAsync("/api/v1/reports/rates?from=2025-03-01&to=2025-03-31")).StatusCode);
    }

    [Fact]
    public async Task The_command_prints_rates_lists_rows_and_writes_a_workbook()
    {
        await using var office = await CommandOffice.WithPeopleAsync();
        var template = (await office.DoneAsync("petition", "register", "--template")).Output;
        await office.FeedAsync(template, "petition", "register", "--file", "-", "--as", "王登记");
        var year = $"{TimeProvider.System.GetUtcNow().AddHours(8).Year}";
        var file = Path.Combine(office.Installation.Folder, "指标.xlsx");

        var rates = (await office.DoneAsync("report", "rates", "--period", year, "--out", file, "--json")).Json;
        var rows = await office.DoneAsync("report", "rates", "--from", $"{year}-01-01", "--to", $"{year}-12-31", "--figure", "total");
        var printed = await office.DoneAsync("report", "rates", "--period", year);

        Assert.Contains(rates.GetProperty("figures").EnumerateArray(), f => f.GetProperty("code").GetString() == "total" && f.GetProperty("value").GetInt32() == 1);
        Assert.True(new FileInfo(file).Length > 0);
        Assert.Contains("信访总量 1件", rows.Output);
        Assert.Contains("重复信访率\t0.00%", printed.Output);
        Assert.Equal(2, (await office.RunAsync("report", "rates")).Code);
        Assert.Contains("不是期间", (await office.RunAsync("report", "rates", "--period", "春天")).Error);
    }

    private static async Task<JsonElement> GetAsync(HttpClient program, string address) => JsonDocument.Parse(await program.GetStringAsync(address)).RootElement;

    private static async Task<HttpClient> ProgramOfAsync(TestSite site, string name, params Role[] roles)
    {
        var id = site.AddUser(roles, name, name);
        await using var scope = site.Services.CreateAsyncScope();
        var actor = scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(CaseTracker.Accounts.Actor.System);
        var made = await scope.ServiceProvider.GetRequiredService<CreateToken>().ExecuteAsync(new CreateToken.Command { UserId = id, Name = "测试" }, actor, default);
        var client = site.Visitor();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Token);
        return client;
    }
}
