using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.Calendar;
using CaseTracker.Clocks;
using Xunit;

namespace CaseTracker.Tests.Benefits;

/// <summary>The sums with their published and invented vectors, and the limit of verification against counting day by day.</summary>
public sealed class BenefitCalculationTests
{
    private static readonly PensionAdjustmentRule Rise = new(2025, "鄂人社发〔2025〕1号", new(2025, 1, 1), new(2024, 12, 31), 30, [new(1, null, 1.0m)], null, 1.0m, new(2024, 12, 1), [new(75, null, 40, new(2024, 12, 31))], "通知");

    private static readonly FuneralRule Shandong = new(47_066);

    [Fact]
    public void A_pension_rises_by_the_four_parts_of_the_notice()
    {
        var sheet = BenefitCalculation.Pension(Rise, "办法", 38 * 12, 3200m, new(1949, 12, 31));
        Assert.Equal(140.00m, sheet.Total);
        Assert.Equal([("定额调整", 30m), ("缴费年限挂钩", 38m), ("养老金水平挂钩", 32m), ("高龄倾斜", 40m)], sheet.Lines.Select(l => (l.Name, l.Amount)));
        Assert.Equal("以社保核定为准", sheet.Mark);
        Assert.Equal(100.00m, BenefitCalculation.Pension(Rise, "办法", 38 * 12, 3200m, new(1950, 1, 1)).Total); // 74 on the day
    }

    [Theory]
    [InlineData(YearRounding.Up, 38)]
    [InlineData(YearRounding.Down, 37)]
    [InlineData(YearRounding.Months, 37.5)]
    public void Part_years_count_as_the_rule_says(YearRounding how, double years) =>
        Assert.Equal(30 + (decimal)years + 32, BenefitCalculation.Pension(Rise with { Years = how }, "办法", (37 * 12) + 6, 3200m, null).Total);

    [Fact]
    public void Tiers_least_amount_and_rounding_are_data()
    {
        var tiered = Rise with { PerYear = [new(1, 15, 1.0m), new(16, null, 1.5m)], AgeTiers = [] };
        Assert.Equal(30 + 15 + (1.5m * 5) + 32, BenefitCalculation.Pension(tiered, "办法", 20 * 12, 3200m, null).Total);
        Assert.Equal(30 + 25 + 32, BenefitCalculation.Pension(Rise with { MinLinked = 25, AgeTiers = [] }, "办法", 20 * 12, 3200m, null).Total);
        Assert.Equal((94.13m, 94.2m, 95m), (Of(AmountRounding.Fen), Of(AmountRounding.UpToJiao), Of(AmountRounding.UpToYuan)));

        static decimal Of(AmountRounding how) => BenefitCalculation.Pension(Rise with { Amounts = how, AgeTiers = [] }, "办法", 32 * 12, 3212.6m, null).Total; // 94.126
    }

    [Fact]
    public void Survivors_get_the_published_sums()
    {
        Assert.Equal(43_143.83m, BenefitCalculation.Funeral(Shandong, "标准", 15 * 12, 20 * 12).Total);
        Assert.Equal(41_240.83m, BenefitCalculation.Funeral(new(44_990), "标准", null, 0).Total);
    }

    [Theory]
    [InlineData(15, 0, 0, 9)]
    [InlineData(20, 6, 0, 14.5)] // years are counted to the month
    [InlineData(30, 0, 0, 24)]
    [InlineData(41, 0, 0, 24)] // 30 at most
    [InlineData(30, 0, 54, 19.5)] // 4 years 6 months of pension drawn
    [InlineData(30, 0, 240, 9)] // never below 9
    public void Months_of_the_pension_for_survivors(int years, int months, int drawn, double expected)
    {
        var monthly = 12_000m / 12;
        var sheet = BenefitCalculation.Funeral(new(12_000), "标准", (years * 12) + months, drawn);
        Assert.Equal(monthly * (decimal)expected, sheet.Lines[1].Amount);
        Assert.Equal(monthly * 2, sheet.Lines[0].Amount);
    }

    [Theory]
    [InlineData(4, 11, null, 3)]
    [InlineData(5, 0, null, 6)]
    [InlineData(9, 11, null, 6)]
    [InlineData(10, 0, null, 9)]
    [InlineData(4, 0, 24, 9)] // a pensioner has the least of a pensioner
    public void Whoever_paid_for_less_than_fifteen_years_leaves_three_six_or_nine_months(int years, int months, int? drawn, int expected)
    {
        var sheet = BenefitCalculation.Funeral(new(12_000), "标准", (years * 12) + months, drawn);
        Assert.Equal(1000m * expected, sheet.Lines[1].Amount);
        Assert.Equal(drawn is null, sheet.Lines[1].Formula.Contains("没有领过养老金", StringComparison.Ordinal));
    }

    [Fact]
    public void An_allowance_is_standard_times_months_or_the_gap_and_the_exact_grade_goes_first()
    {
        var rule = new AllowanceRule(AllowanceMethod.StandardTimesMonths, [new("厂级", 300), new("厂级正职", 350)]);
        Assert.Equal(4200m, BenefitCalculation.Allowance(rule, "标准", CadreGrade.PlantHead, 12, null).Total);
        Assert.Equal(3600m, BenefitCalculation.Allowance(rule, "标准", CadreGrade.PlantDeputy, 12, null).Total);
        Assert.Contains("没有“中层副职”的标准", Assert.Throws<RefusedException>(() => BenefitCalculation.Allowance(rule, "标准", CadreGrade.MiddleDeputy, 12, null)).Message);
        var gap = new AllowanceRule(AllowanceMethod.GapPerMonth, [new("厂级", 3500)]);
        Assert.Equal(900m, BenefitCalculation.Allowance(gap, "标准", CadreGrade.PlantHead, 3, 3200m).Total);
        Assert.Equal(0m, BenefitCalculation.Allowance(gap, "标准", CadreGrade.PlantHead, 3, 3600m).Total);
        Assert.Contains("请先填写实发养老金", Assert.Throws<RefusedException>(() => BenefitCalculation.Allowance(gap, "标准", CadreGrade.PlantHead, 3, null)).Message);
    }

    [Fact]
    public void An_age_is_full_on_the_birthday() =>
        Assert.Equal((79, 80, 79, 80), (BenefitCalculation.AgeOn(new(1945, 3, 6), new(2025, 3, 5)), BenefitCalculation.AgeOn(new(1945, 3, 5), new(2025, 3, 5)), BenefitCalculation.AgeOn(new(1944, 2, 29), new(2024, 2, 28)), BenefitCalculation.AgeOn(new(1944, 2, 29), new(2024, 2, 29))));

    [Fact]
    public void The_limit_of_verification_is_what_counting_day_by_day_gives()
    {
        var random = new Random(20250305);
        for (var i = 0; i < 500; i++)
        {
            var since = new DateOnly(2024, 1, 1).AddDays(random.Next(500));
            var pauses = new List<VerifyPause>();
            var last = since;
            for (var n = random.Next(4); n > 0; n--)
            {
                var asked = last.AddDays(random.Next(12));
                last = asked.AddDays(random.Next(15));
                pauses.Add(new(asked, last));
            }

            var (left, day, isOpen) = (15, since, random.Next(4) == 0);
            if (isOpen)
            {
                pauses.Add(new(last, null));
            }

            DateOnly? expected = null;
            for (var steps = 0; steps < 400 && expected is null; steps++)
            {
                day = day.AddDays(1);
                var stands = false;
                foreach (var pause in pauses)
                {
                    stands |= day > pause.AskedOn && (pause.SuppliedOn is not { } supplied || day <= supplied);
                }

                if (!stands && WorkCalendar.BuiltIn.IsWorkday(day) == true && --left == 0)
                {
                    expected = day;
                }
            }

            var clock = new VerifyClock(since, 15, pauses);
            Assert.Equal(expected, clock.DueOn(WorkCalendar.BuiltIn));
            if (expected is { } due)
            {
                Assert.Equal(15, clock.Used(WorkCalendar.BuiltIn, due));
                Assert.Equal((ClockColour.DueToday, ClockColour.Red), (VerifyClock.ColourOf(due, 2, WorkCalendar.BuiltIn, due), VerifyClock.ColourOf(due, 2, WorkCalendar.BuiltIn, due.AddDays(1))));
                Assert.Equal(ClockColour.Yellow, VerifyClock.ColourOf(due, 2, WorkCalendar.BuiltIn, WorkCalendar.BuiltIn.PreviousWorkday(due)!.Value));
            }
        }

        Assert.Null(new VerifyClock(new(2026, 12, 20), 15, []).DueOn(WorkCalendar.BuiltIn)); // 2027 is not loaded
    }

    [Theory]
    [InlineData("〔2024〕3号", "[2024] 3 号")]
    [InlineData("新财〔2024〕3号", "新财（2024）3号 ")]
    public void An_approval_number_is_the_same_in_other_brackets(string one, string other) => Assert.Equal(Benefit.KeyOf(one), Benefit.KeyOf(other));
}
