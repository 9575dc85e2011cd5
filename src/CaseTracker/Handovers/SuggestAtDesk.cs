using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.People;
using CaseTracker.Petitions;
using CaseTracker.Receptions;

namespace CaseTracker.Handovers;

/// <summary>What the desk is shown while it types: doubts about the numbers, the cadre he may be, known persons, his earlier cases and visits, each with the reason. The clerk decides.</summary>
public sealed class SuggestAtDesk(RecognizeCadre cadres, MatchPersons persons, FindEarlierCases cases, FindSameAccused sameAccused, FindEarlierVisits visits, OfficeClock clock)
{
    public sealed record Suggestions(
        IReadOnlyList<string> Doubts,
        IReadOnlyList<RecognizeCadre.Candidate> Cadres,
        IReadOnlyList<PersonMatch> Persons,
        IReadOnlyList<FindEarlierCases.Earlier> Cases,
        IReadOnlyList<FindEarlierVisits.Earlier> Visits)
    {
        public bool IsEmpty => Doubts.Count + Cadres.Count + Persons.Count + Cases.Count + Visits.Count == 0;
    }

    /// <summary>What is typed of the matter so far: an ordinary one is compared by its words, a 检举控告 by the accused alone.</summary>
    /// <param name="IsHidden">The matter is confidential, and looking the person up would leave a trace of him.</param>
    public sealed record About(bool IsHidden, Matter? Matter = null, string? Accused = null);

    public async Task<Suggestions> ExecuteAsync(ReceptionFields.Visitor typed, DateOnly? arrivedOn, About about, Actor actor, CancellationToken cancel)
    {
        var day = arrivedOn ?? clock.Today;
        List<string> doubts = [.. Doubts(typed, day)];
        if (about.IsHidden)
        {
            return new(doubts, [], [], [.. (await sameAccused.ExecuteAsync(about.Accused, null, actor, cancel)).Select(r => new FindEarlierCases.Earlier(r, "被检举控告人相同"))], []);
        }

        var number = Normalised.IdNumber(typed.IdNumber ?? "") is { Length: >= 18 } whole ? whole : null;
        var phone = Normalised.Phone(typed.Phone ?? "") is { Length: >= 7 } digits && (digits.Length >= 11 || digits[0] != '1') ? digits : null;
        var name = PersonName.Key(typed.Name ?? "").Length >= 2 ? typed.Name : null;
        return new(
            doubts,
            await cadres.ExecuteAsync(name, phone, number, day, cancel),
            await persons.ExecuteAsync(new(name, number, phone), actor, cancel),
            await cases.ExecuteAsync(new(name, number, phone, typed.PersonId), about.Matter, cancel),
            await visits.ExecuteAsync(name, phone, number, cancel));
    }

    private static IEnumerable<string> Doubts(ReceptionFields.Visitor typed, DateOnly day)
    {
        if (!string.IsNullOrWhiteSpace(typed.IdNumber))
        {
            var isCompany = typed.Identity == VisitorIdentity.Company;
            var read = IdentityNumber.Read(typed.IdNumber, day);
            foreach (var doubt in isCompany ? CreditCode.Read(typed.IdNumber).Warnings : [.. read.Warnings, .. read.Against(typed.BirthOn, typed.Sex)])
            {
                yield return doubt;
            }
        }

        foreach (var doubt in string.IsNullOrWhiteSpace(typed.Phone) ? [] : PhoneNumber.Read(typed.Phone).Warnings)
        {
            yield return doubt;
        }
    }
}
