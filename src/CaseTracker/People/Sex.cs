using System.ComponentModel.DataAnnotations;

namespace CaseTracker.People;

/// <summary>Mapped to the codes of exchange layouts only at their edge: some write 0 for female, GB/T 2261.1 writes 2.</summary>
public enum Sex
{
    [Display(Name = "未填")] Unknown = 0,
    [Display(Name = "男")] Male = 1,
    [Display(Name = "女")] Female = 2,
}
