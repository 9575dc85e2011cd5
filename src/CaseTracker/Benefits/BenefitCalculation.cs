using System.Globalization;
using CaseTracker.Cadres;

namespace CaseTracker.Benefits;

/// <summary>One line of a 测算 sheet: what, how, how much (yuan).</summary>
public sealed record SheetLine(string Name, string Formula, decimal Amount);

/// <summary>测算 for one person, kept with the rule it was made by. It binds nobody where 社保 decides.</summary>
/// <param name="Rule">Name and version of the rule.</param>
/// <param name="Total">Yuan.</param>
/// <param name="Mark">以社保核定为准, where somebody else decides.</param>
public sealed record CalculationSheet(string Rule, IReadOnlyList<SheetLine> Lines, decimal Total, string? Mark, IReadOnlyList<string> Notes)
{
    public const string ByOthers = "以社保核定为准";
}

/// <summary>The sums, as pure functions of a rule and of what is known of a person.</summary>
public static class BenefitCalculation
{
    /// <summary>补差待遇. Refused where the rule knows no standard for the grade, or 实发养老金 is needed and not known.</summary>
    public static CalculationSheet Allowance(AllowanceRule rule, string version, CadreGrade grade, int months, decimal? pension)
    {
        var standard = rule.Standards.FirstOrDefault(s => s.Grade == grade.Display()) ?? rule.Standards.FirstOrDefault(s => s.Grade == grade.Level().Display())
            ?? throw new RefusedException($"补差标准里没有“{grade.Display()}”的标准，请在“待遇标准”中补充，或核对花名册的职级");
        if (months < 1)
        {
            throw new RefusedException("补差的月数应至少为1个月，请更正期间");
        }

        if (rule.Method == AllowanceMethod.StandardTimesMonths)
        {
            var sum = standard.PerMonth * months;
            return new(version, [new($"{standard.Grade}标准", $"{standard.PerMonth.Text()} 元/月 × {months} 个月", sum)], sum, null, []);
        }

        var paid = pension ?? throw new RefusedException("这项标准按“应享标准－实发养老金”计算，请先填写实发养老金");
        var gap = Math.Max(0, standard.PerMonth - paid);
        var total = gap * months;
        return new(version,
        [
            new("每月差额", $"{standard.PerMonth.Text()} － {paid.Text()}{(gap == 0 && paid > standard.PerMonth ? "，低于零按零计" : "")}", gap),
            new("合计", $"{gap.Text()} 元/月 × {months} 个月", total),
        ], total, null, []);
    }

    /// <summary>养老金增资 a month (§1.3): 定额 + Σ 年限 + 基数×比例 + 倾斜.</summary>
    public static CalculationSheet Pension(PensionAdjustmentRule rule, string version, int contributionMonths, decimal basePension, DateOnly? birthOn)
    {
        var years = rule.Years switch
        {
            YearRounding.Up => Math.Ceiling(contributionMonths / 12m),
            YearRounding.Down => Math.Floor(contributionMonths / 12m),
            YearRounding.Months => contributionMonths / 12m,
        };
        var tiers = rule.PerYear.Select(t => (Tier: t, Years: Math.Max(0, Math.Min(years, t.ToYear ?? decimal.MaxValue) - (t.FromYear - 1)))).Where(t => t.Years > 0).ToList();
        var linked = tiers.Sum(t => t.Years * t.Tier.AmountPerYear);
        List<SheetLine> lines = [new("定额调整", "每人", rule.Fixed)];
        lines.AddRange(tiers.Select(t => new SheetLine("缴费年限挂钩", $"{Plain(t.Years)} 年 × {Plain(t.Tier.AmountPerYear)} 元{(t.Tier.FromYear > 1 || t.Tier.ToYear is not null ? $"（第{t.Tier.FromYear}年起{(t.Tier.ToYear is { } to ? $"至第{to}年" : "")}）" : "")}", Fen(t.Years * t.Tier.AmountPerYear))));
        if (rule.MinLinked is { } least && linked < least)
        {
            lines.Add(new("年限挂钩保底", $"不足 {least.Text()} 元，按 {least.Text()} 元", Fen(least - linked)));
            linked = least;
        }

        var percent = basePension * rule.PercentOfBase / 100;
        lines.Add(new("养老金水平挂钩", $"{basePension.Text()} × {Plain(rule.PercentOfBase)}%（{rule.BaseMonth.Year}年{rule.BaseMonth.Month}月养老金）", Fen(percent)));
        var tilt = 0m;
        foreach (var tier in rule.AgeTiers.Where(t => birthOn is { } birth && AgeOn(birth, t.AsOf) is var age && age >= t.MinAge && !(age > t.MaxAge)))
        {
            tilt += tier.Amount;
            lines.Add(new("高龄倾斜", $"{tier.AsOf:yyyy-MM-dd} 年满 {tier.MinAge} 周岁{(tier.MaxAge is { } most ? $"、不满 {most + 1} 周岁" : "")}", tier.Amount));
        }

        return new(version, lines, Round(rule.Fixed + linked + percent + tilt, rule.Amounts), CalculationSheet.ByOthers, birthOn is null && rule.AgeTiers.Count > 0 ? ["花名册没有出生日期，未计高龄倾斜"] : []);
    }

    /// <summary>丧葬补助金 and 抚恤金 of a retiree (§1.4): 9 months for 15 years, one more for each further year up to 30, one less for each year of pension drawn, both counted to the month; 9 at least, 24 at most.</summary>
    /// <param name="contributionMonths">Null where it is not known: the least is then reckoned and said.</param>
    /// <param name="drawnMonths">Null of somebody who died before he drew a pension: 3, 6 or 9 months where he paid for less than 15 years.</param>
    public static CalculationSheet Funeral(FuneralRule rule, string version, int? contributionMonths, int? drawnMonths)
    {
        var monthly = rule.AnnualIncome / 12;
        var years = Math.Min((contributionMonths ?? 0) / 12m, rule.MostYears);
        var few = contributionMonths is null ? null : rule.Short.Where(s => years < s.BelowYears).MinBy(s => s.BelowYears);
        var earned = few?.Months ?? Math.Min(rule.BaseMonths + Math.Max(0, years - rule.BaseYears), rule.MostMonths);
        var months = drawnMonths is { } drawn ? Math.Max(rule.LeastMonths, earned - (drawn / 12m)) : earned;
        var income = $"{rule.AnnualIncome.Text()} ÷ 12";
        var how = contributionMonths is null ? $"按最低 {rule.LeastMonths} 个月" : $"缴费 {Span(contributionMonths.Value)} 计 {Plain(earned)} 个月{(drawnMonths is { } taken ? $"，已领养老金 {Span(taken)} 减 {Plain(taken / 12m)} 个月{(months == rule.LeastMonths ? $"，不低于 {rule.LeastMonths} 个月" : "")}" : "，没有领过养老金")}";
        var (funeral, pension) = (Fen(monthly * rule.FuneralMonths), Fen(monthly * months));
        return new(version,
        [
            new("丧葬补助金", $"{income} × {Plain(rule.FuneralMonths)} 个月", funeral),
            new("抚恤金", $"{income} × {Plain(months)} 个月（{how}）", pension),
        ], funeral + pension, CalculationSheet.ByOthers, contributionMonths is null ? ["缺少缴费年限，按最低月数测算"] : []);
    }

    /// <summary>高龄津贴 a month at an age; null below the lowest.</summary>
    public static CalculationSheet? OldAge(OldAgeRule rule, string version, DateOnly birthOn, DateOnly day)
    {
        var age = AgeOn(birthOn, day);
        return rule.Tiers.Where(t => t.Age <= age).MaxBy(t => t.Age) is { } tier
            ? new(version, [new("高龄津贴", $"年满 {tier.Age} 周岁（{day:yyyy-MM-dd} 时 {age} 岁），每月", tier.PerMonth)], tier.PerMonth, "以民政、街道核定为准", [])
            : null;
    }

    /// <summary>Full years of age; who was born on 29 February has his birthday on 1 March in common years.</summary>
    public static int AgeOn(DateOnly birthOn, DateOnly day) => day.Year - birthOn.Year - (day.Month < birthOn.Month || (day.Month == birthOn.Month && day.Day < birthOn.Day) ? 1 : 0);

    /// <summary>Whole months between two months as the roster writes them (1957-09 or a day); null where one is missing.</summary>
    public static int? MonthsBetween(string? since, string? until) => MonthOf(since) is { } from && MonthOf(until) is { } to && to >= from ? ((to.Year - from.Year) * 12) + to.Month - from.Month : null;

    internal static DateOnly? MonthOf(string? text) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new DateOnly(day.Year, day.Month, 1) : null;

    private static decimal Round(decimal amount, AmountRounding how) => how switch
    {
        AmountRounding.Fen => Fen(amount),
        AmountRounding.UpToJiao => Math.Ceiling(amount * 10) / 10,
        AmountRounding.UpToYuan => Math.Ceiling(amount),
    };

    private static decimal Fen(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);

    private static string Plain(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Span(int months) => months % 12 == 0 ? $"{months / 12}年" : $"{months / 12}年{months % 12}个月";
}
