using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Benefits;

/// <summary>What a dated rule is about.</summary>
public enum BenefitRuleKind
{
    [Display(Name = "补差标准")] Allowance,
    [Display(Name = "养老金调整办法")] PensionAdjustment,
    [Display(Name = "丧葬抚恤标准")] Funeral,
    [Display(Name = "高龄津贴标准")] OldAge,
    [Display(Name = "审批权限")] Approval,
    [Display(Name = "丧葬抚恤材料")] Papers,
    [Display(Name = "办理规定")] Office,
}

public enum AllowanceMethod
{
    [Display(Name = "标准×月数")] StandardTimesMonths,
    [Display(Name = "（应享标准－实发养老金）×月数")] GapPerMonth,
}

/// <summary>How contribution years are counted.</summary>
public enum YearRounding
{
    [Display(Name = "不足一年按一年")] Up,
    [Display(Name = "不足一年不计")] Down,
    [Display(Name = "按月折算")] Months,
}

/// <summary>How an amount is rounded.</summary>
public enum AmountRounding
{
    [Display(Name = "四舍五入到分")] Fen,
    [Display(Name = "见分进角")] UpToJiao,
    [Display(Name = "见角进元")] UpToYuan,
}

/// <param name="Grade">厂级 or 厂级正职: the exact grade goes before its level.</param>
/// <param name="PerMonth">Yuan a month.</param>
public sealed record GradeStandard(string Grade, decimal PerMonth);

/// <summary>补差待遇: what a month is worth by grade, and how a sum is made of it.</summary>
public sealed record AllowanceRule(AllowanceMethod Method, IReadOnlyList<GradeStandard> Standards);

/// <summary>So much for each contribution year from one to another, both counted from 1.</summary>
public sealed record YearTier(int FromYear, int? ToYear, decimal AmountPerYear);

/// <summary>So much for whoever is of that age on a day.</summary>
public sealed record AgeTier(int MinAge, int? MaxAge, decimal Amount, DateOnly AsOf);

/// <summary>The yearly 养老金增资, as the province's notice says it: 定额 + 缴费年限挂钩 + 养老金水平挂钩 + 倾斜.</summary>
/// <param name="RetiredOnOrBefore">Whoever retired later has no part in it.</param>
/// <param name="MinLinked">The part linked to contribution years is at least so much.</param>
/// <param name="PercentOfBase">1.0 is one per cent.</param>
/// <param name="BaseMonth">Month whose pension is the base.</param>
public sealed record PensionAdjustmentRule(
    int Year, string NoticeNo, DateOnly EffectiveFrom, DateOnly RetiredOnOrBefore, decimal Fixed, IReadOnlyList<YearTier> PerYear, decimal? MinLinked, decimal PercentOfBase, DateOnly BaseMonth, IReadOnlyList<AgeTier> AgeTiers,
    string Source, YearRounding Years = YearRounding.Up, AmountRounding Amounts = AmountRounding.Fen);

/// <summary>遗属待遇 (人社部发〔2021〕18号): the months are fixed there, the income is the province's of the year before the death.</summary>
/// <param name="AnnualIncome">城镇居民人均可支配收入, yuan a year.</param>
public sealed record FuneralRule(decimal AnnualIncome, decimal FuneralMonths = 2, int BaseYears = 15, int BaseMonths = 9, int MostYears = 30, int MostMonths = 24, int LeastMonths = 9)
{
    /// <summary>Who paid for less than so many years: so many months. The least of a pensioner goes before them.</summary>
    public IReadOnlyList<ShortContribution> Short { get; init; } = [new(5, 3), new(10, 6)];
}

/// <param name="BelowYears">缴费年限不满 so many years.</param>
public sealed record ShortContribution(int BelowYears, int Months);

/// <param name="PerMonth">Yuan a month.</param>
public sealed record OldAgeTier(int Age, decimal PerMonth);

/// <summary>高龄津贴: from which age how much; paid by others, the bureau reminds.</summary>
public sealed record OldAgeRule(IReadOnlyList<OldAgeTier> Tiers);

/// <summary>Up to which sum (yuan, included) the 科长 and the 分管领导 decide; beyond both the 局长.</summary>
public sealed record ApprovalRule(decimal SectionHeadUpTo, decimal DeputyUpTo);

/// <summary>The papers a family brings together.</summary>
public sealed record PapersRule(IReadOnlyList<string> Papers)
{
    public static readonly PapersRule Default = new(["火化证明或死亡证明", "去世人员身份证", "去世人员社会保障卡", "经办人身份证", "非去世人员账户的，亲属关系证明和领取协议"]);
}

/// <summary>What the office decided about its own way of working.</summary>
/// <param name="ToSurvivors">Of these types the matter goes on for the 遗属 after a death; of the others the person drops out.</param>
public sealed record OfficeRule(int VerifyWorkdays, int RemindDays, int ObjectionDays, int AheadDays, IReadOnlyList<BenefitType> ToSurvivors)
{
    public static readonly OfficeRule Default = new(15, 15, 30, 30, [BenefitType.Allowance, BenefitType.PensionAdjustment, BenefitType.Funeral]);
}
