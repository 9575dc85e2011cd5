using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Governance;

/// <summary>Which of the books of 依法治理 an item belongs to; <see cref="GovernanceBook"/> says what is asked of each.</summary>
public enum GovernanceKind
{
    [Display(Name = "合同审查")] ContractReview,
    [Display(Name = "法律意见书")] LegalOpinion,
    [Display(Name = "规范性文件审查")] NormativeReview,
    [Display(Name = "局机关文件审查")] OfficeDocumentReview,
    [Display(Name = "双随机检查")] Inspection,
    [Display(Name = "执法人员")] Officer,
    [Display(Name = "执法人员培训")] OfficerTraining,
    [Display(Name = "学法活动")] LawStudy,
    [Display(Name = "送法进企业")] EnterpriseLawVisit,
    [Display(Name = "重大行政决策目录")] DecisionCatalogue,
    [Display(Name = "权力事项清理")] PowerReview,
    [Display(Name = "清欠")] ArrearsComplaint,
    [Display(Name = "领导接访")] LeaderReception,
    [Display(Name = "矛盾纠纷排查")] DisputeSweep,
    [Display(Name = "档案与活动")] ArchiveActivity,
    [Display(Name = "党组研究法治")] PartyMeeting,
    [Display(Name = "中心组学法")] TheoryStudy,
    [Display(Name = "述法")] DutyReport,
    [Display(Name = "法律顾问和公职律师")] LegalAdviser,
    [Display(Name = "行政复议与诉讼")] Litigation,
    [Display(Name = "建议提案")] Proposal,
    [Display(Name = "普法活动")] Publicity,
    [Display(Name = "依法治理工作任务")] WorkTask,
}

/// <summary>Which table an item goes by: the shared one of four states, or one of the four that differ.</summary>
public enum GovernanceWay
{
    [Display(Name = "依法治理事项")] Shared,
    [Display(Name = "合同审查")] Contract,
    [Display(Name = "文件合法性审核")] Document,
    [Display(Name = "双随机检查")] Inspection,
    [Display(Name = "清欠投诉")] Arrears,
}

/// <summary>The states of all tables; one item is only ever in those of its own.</summary>
public enum GovernanceState
{
    [Display(Name = "登记")] Registered,
    [Display(Name = "办理")] Handling,
    [Display(Name = "办结")] Finished,
    [Display(Name = "撤回")] Withdrawn,
    [Display(Name = "送审")] Submitted,
    [Display(Name = "审查中")] Reviewing,
    [Display(Name = "退回补充")] ReturnedForMore,
    [Display(Name = "审结")] ReviewFinished,
    [Display(Name = "签订归档")] SignedArchived,
    [Display(Name = "审核")] Auditing,
    [Display(Name = "退回修改")] ReturnedForChange,
    [Display(Name = "通过")] Passed,
    [Display(Name = "集体讨论")] Discussed,
    [Display(Name = "印发")] Issued,
    [Display(Name = "备案")] Filed,
    [Display(Name = "清理后修改")] Amending,
    [Display(Name = "废止")] Repealed,
    [Display(Name = "计划")] Planned,
    [Display(Name = "抽取")] Drawn,
    [Display(Name = "检查")] Inspected,
    [Display(Name = "录入")] Entered,
    [Display(Name = "公示")] Published,
    [Display(Name = "整改复查")] Rechecked,
    [Display(Name = "受理")] Accepted,
    [Display(Name = "不予受理")] Rejected,
    [Display(Name = "转办")] Forwarded,
    [Display(Name = "核实")] Verified,
    [Display(Name = "还款计划")] RepaymentPlanned,
    [Display(Name = "清偿")] Repaid,
    [Display(Name = "结案")] Closed,
    [Display(Name = "引导诉讼")] Litigating,
    [Display(Name = "暂扣")] Suspended,
}

/// <summary>The steps of all tables.</summary>
public enum GovernanceStep
{
    [Display(Name = "更正")] Correct,
    [Display(Name = "开始办理")] Start,
    [Display(Name = "记录进展")] Progress,
    [Display(Name = "登记明细")] RecordPart,
    [Display(Name = "办结")] Finish,
    [Display(Name = "恢复办理")] Reopen,
    [Display(Name = "撤回")] Withdraw,
    [Display(Name = "开始审查")] StartReview,
    [Display(Name = "退回补充")] ReturnForMore,
    [Display(Name = "重新送审")] Resubmit,
    [Display(Name = "审结")] Conclude,
    [Display(Name = "签订归档")] Archive,
    [Display(Name = "开始审核")] StartAudit,
    [Display(Name = "退回修改")] ReturnForChange,
    [Display(Name = "审核通过")] Pass,
    [Display(Name = "集体讨论")] Discuss,
    [Display(Name = "印发")] Issue,
    [Display(Name = "备案")] File,
    [Display(Name = "清理")] CleanUp,
    [Display(Name = "确定检查对象名单")] ListSubjects,
    [Display(Name = "抽取")] Draw,
    [Display(Name = "重新抽取")] DrawAgain,
    [Display(Name = "登记检查")] Inspect,
    [Display(Name = "录入双随机系统")] Enter,
    [Display(Name = "公示")] Publish,
    [Display(Name = "整改复查")] Recheck,
    [Display(Name = "受理")] Accept,
    [Display(Name = "不予受理")] Reject,
    [Display(Name = "转办")] Forward,
    [Display(Name = "核实")] Verify,
    [Display(Name = "制定还款计划")] PlanRepayment,
    [Display(Name = "登记清偿")] Repay,
    [Display(Name = "引导诉讼")] Litigate,
    [Display(Name = "结案")] Close,
    [Display(Name = "暂扣执法证")] Suspend,
    [Display(Name = "发还执法证")] Reinstate,
}

/// <summary>审查意见 on a contract.</summary>
public enum ContractConclusion
{
    [Display(Name = "可以签订")] MaySign,
    [Display(Name = "修改后签订")] SignAfterChange,
    [Display(Name = "不宜签订")] NotToSign,
}

/// <summary>What a review of the stock of documents says of one.</summary>
public enum CleanupResult
{
    [Display(Name = "保留")] Keep,
    [Display(Name = "修改")] Amend,
    [Display(Name = "废止")] Repeal,
}

/// <summary>Series of an office document: the 文号 decides, whatever was ticked.</summary>
public enum DocumentSeries
{
    [Display(Name = "党组文件")] Party,
    [Display(Name = "行政文件")] Administrative,
}

/// <summary>What a typed part of an item is.</summary>
public enum GovernancePartKind
{
    [Display(Name = "企业")] Enterprise,
    [Display(Name = "决策程序")] DecisionStep,
    [Display(Name = "权力事项")] Power,
    [Display(Name = "审查轮次")] Round,
    [Display(Name = "检查对象名单")] Subject,
    [Display(Name = "抽中的检查对象")] DrawnSubject,
    [Display(Name = "抽中的执法人员")] DrawnOfficer,
    [Display(Name = "清偿")] Repayment,
    [Display(Name = "明细")] Detail,
    [Display(Name = "暂扣")] Suspension,
}
