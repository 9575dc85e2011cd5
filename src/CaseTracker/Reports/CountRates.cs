using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Excel;
using Microsoft.EntityFrameworkCore;
using static CaseTracker.Excel.Column;

namespace CaseTracker.Reports;

/// <summary>办理指标 of a period: every rate with the rows of its numerator and its denominator, for the bureau or one department. One scope, whoever may run it: ordinary cases only.</summary>
public sealed class CountRates(CaseDb db, OfficeClock clock, LoadFacts load)
{
    public const string Name = "信访办理指标";

    /// <summary>The rates of the bureau, or of the department named.</summary>
    public sealed record Sheaf(Guid? DepartmentId, string Whose, IReadOnlyList<CountedRate> Rates, IReadOnlyList<CountedFigure> Figures, Score Score)
    {
        /// <summary>A figure by its code; an unknown one does not exist.</summary>
        public CountedFigure Figure(string code) => Figures.FirstOrDefault(f => f.Code == code) ?? throw new NotFoundException("该指标");
    }

    /// <param name="AsOf">The day on which what is still open was judged.</param>
    public sealed record Report(Period Period, DateOnly AsOf, Sheaf Whole, IReadOnlyList<Sheaf> Departments, bool IsDemonstration)
    {
        public Sheaf Of(Guid? department) => department is null ? Whole : Departments.FirstOrDefault(d => d.DepartmentId == department) ?? throw new NotFoundException("该科室");
    }

    /// <summary>A line of the workbook: a rate, or a figure that is no part of one.</summary>
    public sealed record Line(string Whose, string Name, string Value, string? Numerator, string? Denominator, string Scope);

    public static readonly Sheet<Line> Sheet = new(Name,
    [
        Ordinal<Line>(),
        Text<Line>("科室", 14, l => l.Whose),
        Text<Line>("指标", 24, l => l.Name),
        Text<Line>("结果", 10, l => l.Value).Centred(),
        Text<Line>("分子", 20, l => l.Numerator),
        Text<Line>("分母", 20, l => l.Denominator),
        LongText<Line>("口径", 60, l => l.Scope),
    ]);

    public async Task<Report> ExecuteAsync(Period period, CancellationToken cancel)
    {
        var bureau = await db.BureauAsync(cancel);
        var model = ScoreItem.ReadAll(bureau.ScoreModel);
        var rated = await load.PetitionsAsync(period, clock.Today, knownAt: null, cancel);
        var departments = await db.Departments.AsNoTracking().OrderBy(d => d.Rank).ThenBy(d => d.Name).Select(d => new { d.Id, d.Name, d.IsClosed, d.IsSubordinate }).ToListAsync(cancel);
        return new Report(period, clock.Today, SheafOf(null, "全局", rated),
        [
            .. departments.Where(d => !d.IsSubordinate && (!d.IsClosed || rated.Any(p => p.DepartmentId == d.Id)))
                .Select(d => SheafOf(d.Id, d.Name, [.. rated.Where(p => p.DepartmentId == d.Id)])),
        ], bureau.IsDemonstration);

        Sheaf SheafOf(Guid? id, string whose, IReadOnlyList<RatedPetition> petitions)
        {
            var figures = PetitionFigures.All.Select(f => f.Over(petitions, period)).ToDictionary(f => f.Code);
            foreach (var balance in PetitionFigures.Balances)
            {
                balance.Demand(figures);
            }

            var rates = PetitionFigures.Rates.Select(r => r.Of(figures)).Select(r => r with { Scope = r.Scope.Replace("{0}", $"{bureau.SettledWindowDays}", StringComparison.Ordinal) }).ToList();
            return new Sheaf(id, whose, rates, [.. figures.Values], Score.Of(model, rates));
        }
    }

    /// <summary>The lines of the workbook: the bureau, then each department that had anything.</summary>
    public static IReadOnlyList<Line> Lines(Report report) =>
    [
        .. from sheaf in report.Departments.Where(d => d.Figures.Any(f => f.Rows.Count > 0)).Prepend(report.Whole)
           from line in sheaf.Rates.Select(r => new Line(sheaf.Whose, r.Name, r.Text, $"{r.Numerator.Name}{r.Numerator.Text}", $"{r.Denominator.Name}{r.Denominator.Text}", r.Scope))
               .Concat(sheaf.Figures.Select(f => new Line(sheaf.Whose, f.Name, f.Text, null, null, $"按{f.DateName}，{f.KeyName}相同的只计一次")))
           select line,
    ];

    public async Task<SheetHeading> HeadingAsync(Period period, CancellationToken cancel)
    {
        var bureau = await db.BureauAsync(cancel);
        return SheetHeading.For(bureau.ShortName, period.From, period.To, Name, "件、批次、人次") with
        {
            Notice = bureau.DemonstrationNotice(),
            Cover = [$"范围：普通信访事项（不含检举控告）；截至 {clock.Today:yyyy-MM-dd}"],
            WhenEmpty = "本期无",
        };
    }
}
