using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;

namespace CaseTracker.Cadres;

/// <summary>重点关注: who has to be looked after more closely. Age and living are computed, what speaks of health is read from the protected words of the roster.</summary>
public enum CareMark
{
    [Display(Name = "90岁以上")] Ninety,
    [Display(Name = "80岁以上")] Eighty,
    [Display(Name = "独居")] Alone,
    [Display(Name = "失能")] Disabled,
    [Display(Name = "重病")] Ill,
    [Display(Name = "长年有病")] LongIll,
    [Display(Name = "困难")] Hardship,
    [Display(Name = "异地居住")] Away,
}

public static class CareMarks
{
    /// <param name="health">健康状况, null where the reader may not know it.</param>
    /// <param name="focus">重点关注 as written in the book.</param>
    public static IReadOnlyList<CareMark> Of(Cadre cadre, string? health, string? focus, DateOnly day)
    {
        var words = $"{health}、{focus}";
        var age = AgeOn(cadre.BirthOn, day);
        return [.. Enum.GetValues<CareMark>().Where(mark => mark switch
        {
            CareMark.Ninety => age >= 90,
            CareMark.Eighty => age is >= 80 and < 90 || (age is null && words.Contains("80岁", StringComparison.Ordinal)),
            CareMark.Alone => cadre.Living == LivingArrangement.Alone || words.Contains("独居", StringComparison.Ordinal),
            CareMark.Disabled => words.Contains("失能", StringComparison.Ordinal) || words.Contains("不能自理", StringComparison.Ordinal),
            CareMark.Ill => words.Contains("重病", StringComparison.Ordinal),
            CareMark.LongIll => words.Contains("慢性病", StringComparison.Ordinal) || words.Contains("长年有病", StringComparison.Ordinal),
            CareMark.Hardship => cadre.Hardship is not null,
            CareMark.Away => cadre.Living == LivingArrangement.AwayWithChildren || cadre.Residence is Residence.Province or Residence.Elsewhere,
        })];
    }

    /// <summary>Whole years on a day; null where the day of birth is not known.</summary>
    public static int? AgeOn(DateOnly? birthOn, DateOnly day) =>
        birthOn is { } born ? day.Year - born.Year - ((day.Month, day.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0) : null;

    /// <summary>Who may read of health and family without giving a reason: those who look after them and the leaders; not the desk, not the one who pays.</summary>
    public static bool MayReadHealth(this Actor actor) => actor.IsSystem || actor.Has(Role.LC, Role.XF, Role.CW, Role.SH, Role.VL, Role.DG);
}
