using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Disputes;
using CaseTracker.Petitions;
using CaseTracker.ReceptionDays;
using CaseTracker.Receptions;

namespace CaseTracker.Web.Pages.Admin;

/// <summary>The identifiers of the audit chain in Chinese; one that has no word here is shown as it is.</summary>
public static class AuditWords
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["petition"] = "信访事项",
        ["reception"] = "来访",
        ["reception-day"] = "领导接访日",
        ["day-visit"] = "领导接访事项",
        ["benefit"] = "待遇事项",
        ["benefit-rule"] = "待遇标准",
        ["dispute"] = "矛盾纠纷",
        ["old-age-reminder"] = "高龄津贴提醒",
        ["sweep-report"] = "排查报告",
        ["conduct"] = "现场处置",
        ["person"] = "人员",
        ["user"] = "账号",
        ["department"] = "科室",
        ["calendar"] = "工作日历",
        ["code"] = "代码表",
        ["settings"] = "单位设置",
        ["backup"] = "备份",
        ["keys"] = "密钥",
        ["ledger"] = "台账",
        ["cadre"] = "老干部",
        ["care-visit"] = "走访慰问",
        ["care-standard"] = "慰问标准",
        ["care-budget"] = "慰问经费",
        ["care-plan"] = "走访计划",
        ["cover"] = "代班",
    };

    private static readonly Dictionary<string, string> Actions = new(StringComparer.Ordinal)
    {
        ["sign-in"] = "登录",
        ["sign-out"] = "退出",
        ["activate-account"] = "启用账号",
        ["change-password"] = "修改密码",
        ["open-accusation"] = "打开检举控告",
        ["open-attachment"] = "打开附件",
        ["attach"] = "添加附件",
        ["reveal"] = "查看完整信息",
        ["approve"] = "批准",
        ["return"] = "退回",
        ["change-settings"] = "修改单位设置",
        ["change-code"] = "修改代码表",
        ["import-calendar"] = "导入工作日历",
        ["confirm-calendar"] = "确认工作日历",
        ["backup"] = "备份",
        ["confirm-keys-saved"] = "确认密钥已另存",
        ["enter-person"] = "登记人员",
        ["update-person"] = "更新人员",
        ["void-person"] = "作废人员",
        ["merge-person"] = "合并人员",
        ["export-petitions"] = "导出信访事项",
        ["export-book"] = "导出工作簿",
        ["export-book-in-full"] = "导出工作簿（明文）",
        ["export-ledger"] = "下载台账",
        ["first-start"] = "首次启动",
        ["add-user"] = "新建账号",
        ["change-user"] = "修改账号",
        ["close-user"] = "停用账号",
        ["reset-password"] = "重置密码",
        ["unlock-account"] = "解锁账号",
        ["change-own-profile"] = "修改本人资料",
        ["grant-role"] = "授予角色",
        ["revoke-role"] = "收回角色",
        ["set-cover"] = "设代班",
        ["end-cover"] = "结束代班",
        ["appoint-head"] = "任命科室负责人",
        ["add-department"] = "新建科室",
        ["change-department"] = "修改科室",
        ["create-token"] = "发放接口令牌",
        ["revoke-token"] = "收回接口令牌",
        ["search-by-number"] = "按号码查找",
        ["open-reception"] = "打开保密来访",
        ["open-for-correction"] = "打开原文更正",
        ["restore"] = "恢复备份",
        ["retire-backup"] = "清理旧备份",
        ["load-demonstration"] = "装入演示数据",
        ["plan"] = "安排接访",
        ["receive"] = "接访登记",
        ["report-sweep"] = "报告排查",
        ["correct-report"] = "更正排查报告",
        ["record-conduct"] = "登记现场处置",
        ["correct-conduct"] = "更正现场处置",
        ["void-conduct"] = "作废现场处置",
        ["import-roster"] = "导入花名册",
        ["import-petitions"] = "导入信访台账",
    };

    public static string Kind(string kind) => Kinds.GetValueOrDefault(kind, kind);

    /// <summary>Enough of an id to tell one record from another; nothing where there is no one record.</summary>
    public static string Short(string id) => id == Guid.Empty.ToString() ? "" : id.Length > 13 ? id[..13] : id;

    public static string Action(string action)
    {
        if (Actions.TryGetValue(action, out var word))
        {
            return word;
        }

        var proposed = action.StartsWith("propose-", StringComparison.Ordinal);
        var step = proposed ? action["propose-".Length..] : action;
        return DisplayNames.Parse<PetitionStep>(step) is { } known ? (proposed ? "报批：" : "") + known.Display()
            : DisplayNames.Parse<ReceptionStep>(step)?.Display() ?? DisplayNames.Parse<ReceptionDayStep>(step)?.Display() ?? DisplayNames.Parse<DayVisitStep>(step)?.Display() ?? DisplayNames.Parse<DisputeStep>(step)?.Display() ?? DisplayNames.Parse<BenefitStep>(step)?.Display() ?? DisplayNames.Parse<CareVisitStep>(step)?.Display() ?? DisplayNames.Parse<CadreStep>(step)?.Display() ?? action;
    }
}
