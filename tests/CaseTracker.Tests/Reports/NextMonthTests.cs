using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Governance;
using CaseTracker.Petitions;
using CaseTracker.Reports;
using CaseTracker.Tests.Cadres;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Reports;

/// <summary>下月重点: what is known to fall due, the same for whoever asks, and nothing where nothing does.</summary>
public sealed class NextMonthTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Festivals_birthdays_and_ages_of_those_in_care_are_told_in_numbers(DatabaseProvider provider)
    {
        await using var o = await RetireeOffice.OpenAsync(provider);
        for (var n = 1; n <= 4; n++)
        {
            await o.SomebodyAsync(n); // born on 7 April, 13 July and 18 October 1940 and on 23 January 1941
        }

        Assert.Equal(["重阳节（10月25日）走访慰问，在册4人", "老干部生日1人，其中逢十寿辰1人，做好生日慰问", "年满80周岁的老干部1人，提醒并协助申领高龄津贴"], await AheadAsync(2020, 9));
        Assert.Equal(["春节（1月29日）走访慰问，在册4人", "老干部生日1人，做好生日慰问"], await AheadAsync(2024, 12));
        Assert.Empty(await AheadAsync(2025, 1));

        Task<IReadOnlyList<string>> AheadAsync(int year, int month) =>
            o.Office.AsAsync(o.Outsider, async s => (await s.GetRequiredService<MonthlySummary>().ExecuteAsync(year, month, null, null, default)).Ahead);
    }

    [Fact]
    public async Task Limits_that_end_and_certificates_that_expire_are_counted_once()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        var (month, next) = (Period.Month(new(2024, 5, 1)), Period.Month(new(2024, 6, 1)));
        var made = new MadeReport().Add(GovernanceKind.Officer, 2, InForceTo(new(2024, 6, 30))).Add(GovernanceKind.Officer, 1, InForceTo(new(2024, 7, 1))).Add(GovernanceKind.LegalAdviser, 1, InForceTo(new(2024, 6, 1)));
        RatedPetition[] petitions = [Petition(1, new(2024, 5, 30)), Petition(2, new(2024, 6, 1)), Petition(3, new(2024, 6, 30)), Petition(4, new(2024, 7, 1)), Petition(5, new(2024, 6, 9)) with { AnsweredOn = new(2024, 5, 20) }];
        var figures = Figures.Of(new Facts(month, month.To, new(2024, 6, 3, 1, 0, 0, DateTimeKind.Utc), made.Items, petitions), month);

        Assert.Equal(
            ["已超期未结的信访事项1件，逐件督办，限期办结", "办理期限在下月届满的信访事项2件，按期办结并书面答复", "执法证到期2人，办理换证", "法律顾问、公职律师聘期届满1人，办理续聘"],
            await office.AsAsync(Actor.System, s => s.GetRequiredService<NextMonth>().ExecuteAsync(figures, next, default)));

        static Func<GovernanceFact, GovernanceFact> InForceTo(DateOnly day) => f => f with { State = GovernanceState.Handling, FinishedOn = null, ValidFrom = new(2020, 1, 1), ValidTo = day };
    }

    private static RatedPetition Petition(int n, DateOnly due) => new(Guid.NewGuid(), $"XF-{n:000}", "反映问题", null)
    {
        RegisteredOn = new(2024, 4, 10),
        ReceivedOn = new(2024, 4, 10),
        IsRepeat = false,
        IsVisit = false,
        IsGroup = false,
        IsOverLevel = false,
        Attendance = 1,
        ArrivalKey = $"{n}",
        Channel = Channel.Letter,
        IsUnclear = false,
        IsDeclined = false,
        IsExtended = false,
        IsMassIncident = false,
        AnswerDueOn = due,
    };
}
