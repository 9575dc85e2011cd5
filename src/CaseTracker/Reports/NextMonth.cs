using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Reports;

/// <summary>
/// 下月重点 as far as it is known at the end of a month: petitions whose limit ends, festivals and birthdays of those in care, certificates and appointments that expire. In numbers, one scope for whoever asks;
/// what the office wants to do beyond that it writes by hand.
/// </summary>
public sealed class NextMonth(CaseDb db)
{
    // 周岁 at which the 高龄津贴 begins or rises.
    private static readonly int[] OldAge = [80, 90, 100];

    /// <param name="figures">Of the month.</param>
    /// <param name="next">The reporting month after it.</param>
    /// <returns>Without full stops; empty where nothing falls due.</returns>
    public async Task<IReadOnlyList<string>> ExecuteAsync(Figures figures, Period next, CancellationToken cancel)
    {
        var open = Rows<RatedPetition>(figures, PetitionFigures.Open).Where(p => !p.IsDeclined).ToList();
        var due = open.Count(p => next.Holds(p.AnswerDueOn));
        var late = open.Count(p => p.AnswerDueOn < next.From);
        var inCare = Rows<CountedCadre>(figures, RetireeFigures.InCare).Select(c => c.RecordId).ToHashSet();
        var births = (await db.Cadres.IgnoreQueryFilters().AsNoTracking().Where(c => c.BirthOn != null).Select(c => new { c.Id, Born = c.BirthOn!.Value }).ToListAsync(cancel)).Where(c => inCare.Contains(c.Id)).Select(c => c.Born).ToList();
        var ages = births.SelectMany(born => new[] { next.From.Year, next.To.Year }.Distinct().Where(year => next.Holds(CareDays.Birthday(born, year))).Select(year => year - born.Year)).ToList();
        var (round, old) = (ages.Count(a => a % 10 == 0), ages.Count(OldAge.Contains));
        var certificates = Ending(figures, GovernanceFigures.Officers, next);
        var terms = Ending(figures, GovernanceFigures.Advisers, next);
        return
        [
            .. new[]
            {
                late > 0 ? $"已超期未结的信访事项{late}件，逐件督办，限期办结" : null,
                due > 0 ? $"办理期限在下月届满的信访事项{due}件，按期办结并书面答复" : null,
                Festival("春节", CareDays.SpringFestival, inCare.Count, next),
                Festival("重阳节", CareDays.DoubleNinth, inCare.Count, next),
                ages.Count > 0 ? $"老干部生日{ages.Count}人{(round > 0 ? $"，其中逢十寿辰{round}人" : "")}，做好生日慰问" : null,
                old > 0 ? $"年满{string.Join('、', ages.Where(OldAge.Contains).Distinct().Order())}周岁的老干部{old}人，提醒并协助申领高龄津贴" : null,
                certificates > 0 ? $"执法证到期{certificates}人，办理换证" : null,
                terms > 0 ? $"法律顾问、公职律师聘期届满{terms}人，办理续聘" : null,
            }.OfType<string>(),
        ];
    }

    private static string? Festival(string name, Func<int, DateOnly> on, int inCare, Period next) =>
        inCare > 0 && new[] { next.From.Year, next.To.Year }.Select(on).Where(day => next.Holds(day)).Select(day => (DateOnly?)day).FirstOrDefault() is { } day ? $"{name}（{day.Month}月{day.Day}日）走访慰问，在册{inCare}人" : null;

    private static int Ending(Figures figures, Figure figure, Period next) => Rows<CountedItem>(figures, figure).Count(i => next.Holds(i.Fact.ValidTo));

    private static IEnumerable<T> Rows<T>(Figures figures, Figure figure) where T : Countable => figures.Figure(figure.Code).Rows.Select(r => r.Of).OfType<T>();
}
