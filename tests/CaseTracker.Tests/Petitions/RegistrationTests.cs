using System.Collections.Concurrent;
using CaseTracker.Data;
using CaseTracker.Petitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Petitions;

public sealed class RegistrationTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Fifty_registrations_at_once_get_fifty_numbers_in_a_row(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var numbers = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 50), new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (i, _) => numbers.Add((await o.RegisterAsync(PetitionOffice.Visit($"来访人{i}"))).Number));

        Assert.Equal(Enumerable.Range(1, 50).Select(i => $"XF4201172025{i:00000}"), numbers.Order());
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_second_click_registers_nothing_and_gets_the_first_number(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var command = PetitionOffice.Visit() with { RequestId = Guid.NewGuid() };

        var first = await o.RegisterAsync(command);
        var second = await o.RegisterAsync(command);

        Assert.Equal(first.Number, second.Number);
        Assert.Equal(1, await o.Office.DbAsync(db => db.Petitions.CountAsync()));
    }

    [Fact]
    public async Task Every_fault_of_a_form_is_named_at_its_field_and_nothing_is_kept()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => o.RegisterAsync(new RegisterPetition.Command
        {
            Summary = new string('长', 4001),
            ReceivedOn = new DateOnly(2026, 1, 1),
            Petitioners = [new() { Name = "名\u0001字" }],
        }));

        Assert.Equal(["Purpose", "Summary", "Petitioners[0].Name"], refusal.Reasons.Select(r => r.Field));
        Assert.Equal(0, await o.Office.DbAsync(db => db.Petitions.CountAsync()));
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "future", "收到日期不得晚于今天" },
        { "nobody", "请填写信访人姓名；信访人不愿具名的，请勾选匿名" },
        { "six", "多人走访应当推选代表，代表不得超过5人" },
        { "code", "内容分类中没有代码“123456”，请重新选择" },
        { "related", "没有编号为“XF1”的信访事项，请核对" },
        { "late", "来访不是今天的，请填写补录理由" },
        { "address", "请填写住址；住址不清的，请勾选住址不清" },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task A_fault_is_refused_with_a_sentence(string fault, string sentence)
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        var good = PetitionOffice.Visit();
        var bad = fault switch
        {
            "future" => good with { ReceivedOn = o.Today.AddDays(1) },
            "nobody" => good with { Petitioners = [] },
            "six" => good with { Petitioners = [.. Enumerable.Range(0, 6).Select(i => new RegisterPetition.PetitionerInput { Name = $"代表{i}", Address = "邾城", IsRepresentative = true })] },
            "code" => good with { CategoryId = "123456" },
            "related" => good with { RelatedNumber = "XF1" },
            "late" => good with { ReceivedOn = o.Today.AddDays(-1) },
            _ => good with { Petitioners = [new() { Name = "刘桂英" }] },
        };

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => o.RegisterAsync(bad));

        Assert.Contains(sentence, refusal.Reasons.Select(r => r.Text));
    }

    [Theory]
    [InlineData("𬭎", "阿依古丽·买买提")]
    [InlineData("=1+1", "<script>alert(1)</script>")]
    [InlineData("㛃", "😀来访")]
    public async Task Rare_characters_formulas_and_tags_are_kept_as_they_are(string name, string summary)
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);

        var number = (await o.RegisterAsync(PetitionOffice.Visit(name) with { Summary = summary })).Number;

        var view = await o.ViewAsync(o.Clerk, number);
        Assert.Equal((name, summary), (view.Petition.MainName, view.Petition.Summary));
    }

    [Fact]
    public async Task A_wrong_identity_number_warns_and_never_blocks()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);

        var registered = await o.RegisterAsync(PetitionOffice.Visit() with { Petitioners = [new() { Name = "刘桂英", IdNumber = "110105194912310021", Address = "邾城" }] });

        Assert.NotEmpty(registered.Warnings);
        Assert.True((await o.ViewAsync(o.Clerk, registered.Number)).Petition.Petitioners[0].IdToCheck);
    }

    [Fact]
    public async Task The_second_saver_is_told_and_the_first_change_stands()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        var number = (await o.RegisterAsync()).Number;

        await Step(o.Office1, "第一稿", 1);
        await Assert.ThrowsAsync<StaleException>(() => Step(o.Clerk, "第二稿", 1));

        Assert.Equal("第一稿", (await o.ViewAsync(o.Clerk, number)).Petition.Title);

        Task<TakePetitionStep.Done> Step(CaseTracker.Accounts.Actor by, string title, int version) => o.Office.AsAsync(by, s => s.GetRequiredService<TakePetitionStep>()
            .ExecuteAsync(new(number, PetitionStep.Correct, CaseTracker.Workflow.StepData.Of(("reason", "更正"), ("title", title)), version), by, default));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Recomputing_the_clocks_changes_nothing(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        await o.RegisterAsync();
        await o.HandledAsync();
        await o.DraftedAsync();
        var issued = await o.DraftedAsync();
        await o.StepAsync(o.Deputy, issued, PetitionStep.Sign, ("on", o.Today));
        o.Pass(40);

        var moved = await o.Office.AsAsync(CaseTracker.Accounts.Actor.System, s => s.GetRequiredService<RecomputeClocks>().ExecuteAsync(false, CaseTracker.Accounts.Actor.System, default));

        Assert.Empty(moved);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Switching_the_roll_over_off_counts_every_open_case_anew(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var number = await o.HandledAsync(); // accepted 2025-03-05: 60 days end on 2025-05-04, a rest day

        await o.Office.AsAsync(o.Director, async s =>
        {
            var change = s.GetRequiredService<CaseTracker.Bureau.ChangeSettings>();
            var current = await change.CurrentAsync(default);
            await change.ExecuteAsync(current with { Settings = current.Settings with { RollForward = false } }, o.Director, default);
            return true;
        });

        var petition = (await o.ViewAsync(o.Office1, number)).Petition;
        Assert.Equal(new DateOnly(2025, 5, 4), petition.DueLegalOn);
        Assert.Equal(petition.DueLegalOn, petition.Clocks.Single(c => c.Id == CaseTracker.Clocks.ClockId.C3).Dates.Legal);
    }
}
