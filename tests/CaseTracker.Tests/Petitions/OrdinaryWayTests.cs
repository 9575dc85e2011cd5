using CaseTracker.Clocks;
using CaseTracker.Data;
using CaseTracker.Petitions;
using Xunit;

namespace CaseTracker.Tests.Petitions;

public sealed class OrdinaryWayTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_visit_goes_from_the_desk_to_the_answer_with_three_different_people(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);

        var registered = await o.RegisterAsync();
        Assert.Equal("XF420117202500001", registered.Number);
        var number = registered.Number;

        var proposed = await o.StepAsync(o.Office1, number, PetitionStep.Accept, ("on", o.Today), ("route", "R6"), ("withinPowers", "是"));
        Assert.True(proposed.IsProposed);
        Assert.Equal(PetitionState.Registered, proposed.State);
        var accepted = await o.DecideAsync(o.HeadOfOffice, number);
        Assert.Equal(PetitionState.Accepted, accepted.State);
        Assert.Equal("某科经信告〔2025〕1号", accepted.DocumentNumber);
        Assert.Equal(PetitionState.Handling, (await o.StepAsync(o.Office1, number, PetitionStep.Assign, ("department", "经济运行科"), ("handler", "陈承办"))).State);
        await o.StepAsync(o.Handler, number, PetitionStep.Investigate, ("on", o.Today), ("place", "厂区"), ("investigators", new[] { "陈承办" }), ("record", "属实。"));
        Assert.Equal(PetitionState.OpinionReview, (await o.StepAsync(o.Handler, number, PetitionStep.SubmitOpinion, ("outcome", "支持"), ("opinion", "支持。"), ("basis", "纪要"), ("performer", "经济运行科"), ("performBy", o.Today.AddDays(30)))).State);
        Assert.Equal("某科经信答〔2025〕1号", (await o.StepAsync(o.Deputy, number, PetitionStep.Sign, ("on", o.Today))).DocumentNumber);
        Assert.Equal(PetitionState.Concluded, (await o.StepAsync(o.Clerk, number, PetitionStep.Deliver, ("on", o.Today), ("method", "当面送达"), ("proof", "回证1号"), ("signedBy", "刘桂英"))).State);

        var view = await o.ViewAsync(o.Office1, number);
        Assert.Equal(["register", "propose-accept", "approve", "accept", "assign", "investigate", "submit-opinion", "sign", "deliver"], view.Timeline.Select(e => e.Step));
        Assert.Equal([ClockId.C1, ClockId.C3, ClockId.C4, ClockId.C5, ClockId.C13], view.Petition.Clocks.Select(c => c.Id));
        Assert.Equal(new DateOnly(2025, 5, 6), view.Petition.HandleDueOn); // 2025-03-05 + 60 days = 05-04, a rest day of the May holiday
        var person = Assert.Single(view.People);
        Assert.Equal(("110105********002X", "138****5678"), (person.IdNumber, person.Phone));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_case_lapses_on_the_first_day_after_the_last_petitioners_thirty_days(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var number = await o.DraftedAsync();
        await o.StepAsync(o.Deputy, number, PetitionStep.Sign, ("on", o.Today));
        await o.StepAsync(o.Clerk, number, PetitionStep.Deliver, ("on", o.Today), ("method", "当面送达"), ("proof", "1"), ("signedBy", "本人"));
        var due = (await o.ViewAsync(o.Office1, number)).Petition.Clocks.Single(c => c.Id == ClockId.C5).Dates.Legal!.Value;

        // An archivist sees a case only once its procedure is over.
        await Assert.ThrowsAsync<NotFoundException>(() => o.StepAsync(o.Archivist, number, PetitionStep.Archive, ("on", o.Today), ("retention", "30年")));

        o.Pass(due.DayNumber - o.Today.DayNumber);
        Assert.Equal(0, await LapseAsync(o));
        o.Pass(9);
        Assert.Equal(1, await LapseAsync(o));
        Assert.Equal(0, await LapseAsync(o));
        var lapsed = await o.ViewAsync(o.Office1, number);
        Assert.Equal(PetitionState.Lapsed, lapsed.Petition.State);
        Assert.Equal(due.AddDays(1), lapsed.Timeline[^1].HappenedOn);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task An_accusation_exists_for_its_registrar_and_the_named_only(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var registered = await o.RegisterAsync(PetitionOffice.Visit() with { Purpose = Purpose.Accuse, Summary = "举报某某违规收费独一无二的词", Accused = "某某" });

        Assert.StartsWith("XFJ", registered.Number, StringComparison.Ordinal);
        Assert.Equal("举报某某违规收费独一无二的词", (await o.ViewAsync(o.Clerk, registered.Number)).Sealed!.Summary);
        Assert.Equal("刘桂英", (await o.ViewAsync(o.Discipline, registered.Number)).People.Single().Name);
        foreach (var other in new[] { o.OtherClerk, o.Handler, o.SectionHead, o.Deputy, o.Director, o.Archivist })
        {
            await Assert.ThrowsAsync<NotFoundException>(() => o.ViewAsync(other, registered.Number));
        }
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_record_as_known_at_an_instant_is_rebuilt_from_its_events(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var number = (await o.RegisterAsync()).Number;
        var before = o.Office.Clock.GetUtcNow().UtcDateTime;
        o.Pass(1);
        await o.StepAsync(o.Clerk, number, PetitionStep.Correct, ("reason", "笔误"), ("title", "改制补偿"), ("peopleCount", 3));

        var known = await o.Office.AsAsync(o.Office1, async s =>
        {
            var petition = await ((LoadPetition)s.GetService(typeof(LoadPetition))!).ReadAsync(number, o.Office1, default);
            return await ((CaseTracker.History.AsKnownAt)s.GetService(typeof(CaseTracker.History.AsKnownAt))!).ExecuteAsync(Petition.Kinds, petition.Id, before, default);
        });

        Assert.Equal(1, known["petition"]!["PeopleCount"]!.GetValue<int>());
        Assert.Equal(3, (await o.ViewAsync(o.Office1, number)).Petition.PeopleCount);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_author_of_an_opinion_cannot_sign_it_and_a_group_visit_is_signed_by_the_head(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var group = await o.DraftedAsync(PetitionOffice.Visit() with { PeopleCount = 6 });

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => o.StepAsync(o.Deputy, group, PetitionStep.Sign, ("on", o.Today)));
        Assert.Contains("局长", refusal.Message);
        Assert.Equal(PetitionState.OpinionIssued, (await o.StepAsync(o.Director, group, PetitionStep.Sign, ("on", o.Today))).State);
    }

    private static Task<int> LapseAsync(PetitionOffice o) => o.Office.AsAsync(CaseTracker.Accounts.Actor.System, s => ((StepsByTime)s.GetService(typeof(StepsByTime))!).ExecuteAsync(default));
}
