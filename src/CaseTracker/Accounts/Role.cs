using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Accounts;

/// <summary>What somebody may be in a case. SYS and EXT are not accounts: the timer, and the reviewing organ whose acts the 信访机构 records.</summary>
public enum Role
{
    [Display(Name = "接访员")] RC,
    [Display(Name = "信访机构负责人")] XF,
    [Display(Name = "承办人")] CW,
    [Display(Name = "科长")] SH,
    [Display(Name = "分管领导")] VL,
    [Display(Name = "局长")] DG,
    [Display(Name = "督办")] SU,
    [Display(Name = "档案员")] AR,
    [Display(Name = "派驻纪检")] JW,
    [Display(Name = "法制审核")] LEGAL,
    [Display(Name = "老干部服务专干")] LC,
    [Display(Name = "财务")] FIN,
    [Display(Name = "系统管理员")] SA,
    [Display(Name = "安全管理员")] SEC,
    [Display(Name = "审计管理员")] AUD,
    [Display(Name = "系统")] SYS,
    [Display(Name = "复查复核机关")] EXT,
}
