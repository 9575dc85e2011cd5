using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Bureau;

/// <summary>办理指标: the rates of the petition work. The same identifiers in the settings, on the page, in the API and on the command line.</summary>
public enum Indicator
{
    [Display(Name = "及时受理率")] TimelyNotice,
    [Display(Name = "按期答复率（含未到期）")] TimelyAnswer,
    [Display(Name = "按期答复率（仅已到期）")] TimelyAnswerOfDue,
    [Display(Name = "参评率")] Rated,
    [Display(Name = "满意率")] Satisfied,
    [Display(Name = "重复信访率")] Repeats,
    [Display(Name = "一次性化解率")] SettledAtOnce,
}
