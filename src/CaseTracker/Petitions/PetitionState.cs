using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Petitions;

/// <summary>States of a petition: the main way, its branches and its ends. What runs beside it (审批、调解、听证、督办、包案、紧急、执行) has states of its own.</summary>
public enum PetitionState
{
    [Display(Name = "登记中")] Draft,
    [Display(Name = "已登记(待甄别)")] Registered,
    [Display(Name = "已提异议")] ObjectionFiled,
    [Display(Name = "已退回")] Returned,
    [Display(Name = "已转送交办下级")] Forwarded,
    [Display(Name = "已告知向有权机关提出")] ReferredOut,
    [Display(Name = "不予受理")] NotAccepted,
    [Display(Name = "不再受理")] NoLongerAccepted,
    [Display(Name = "已并案")] Merged,
    [Display(Name = "已导入其他法定途径")] Diverted,
    [Display(Name = "检举控告办理中")] Confidential,
    [Display(Name = "建议意见办理中")] Suggestion,
    [Display(Name = "已受理")] Accepted,
    [Display(Name = "办理中")] Handling,
    [Display(Name = "简易办理中")] SimpleHandling,
    [Display(Name = "意见审核中")] OpinionReview,
    [Display(Name = "意见已签发待送达")] OpinionIssued,
    [Display(Name = "已答复(复查期内)")] Concluded,
    [Display(Name = "复查中")] UnderReview,
    [Display(Name = "复查已答复(复核期内)")] Reviewed,
    [Display(Name = "复核中")] UnderRecheck,
    [Display(Name = "三级终结")] Finalized,
    [Display(Name = "逾期未申请，程序办结")] Lapsed,
    [Display(Name = "重新办理")] Rehandling,
    [Display(Name = "办结")] Closed,
    [Display(Name = "撤回终止")] Withdrawn,
    [Display(Name = "终止")] Terminated,
    [Display(Name = "已归档")] Archived,
}

/// <summary>Steps of a petition; on the command line in words with hyphens.</summary>
public enum PetitionStep
{
    [Display(Name = "登记")] Register,
    [Display(Name = "更正")] Correct,
    [Display(Name = "重大紧急标记")] MarkUrgent,
    [Display(Name = "提出异议")] Object,
    [Display(Name = "对方同意异议")] ObjectionAgreed,
    [Display(Name = "对方不同意异议")] ObjectionRefused,
    [Display(Name = "转送交办下级")] Forward,
    [Display(Name = "告知向有权机关提出")] ReferOut,
    [Display(Name = "不予受理")] Decline,
    [Display(Name = "不再受理")] DeclineForGood,
    [Display(Name = "并案")] Merge,
    [Display(Name = "导入法定途径")] Divert,
    [Display(Name = "转检举控告办理")] TakeAccusation,
    [Display(Name = "分出检举控告")] SplitAccusation,
    [Display(Name = "转建议办理")] TakeSuggestion,
    [Display(Name = "受理")] Accept,
    [Display(Name = "简易受理")] AcceptSimple,
    [Display(Name = "交办科室")] Assign,
    [Display(Name = "改派")] Reassign,
    [Display(Name = "调查记录")] Investigate,
    [Display(Name = "申请延期")] Extend,
    [Display(Name = "启动调解和解")] Mediate,
    [Display(Name = "达成协议")] Settle,
    [Display(Name = "决定听证")] Hear,
    [Display(Name = "简易答复")] ReplySimple,
    [Display(Name = "转普通程序")] ToOrdinary,
    [Display(Name = "改用简易办理")] ToSimple,
    [Display(Name = "提交意见")] SubmitOpinion,
    [Display(Name = "退回修改")] ReturnOpinion,
    [Display(Name = "签发")] Sign,
    [Display(Name = "送达")] Deliver,
    [Display(Name = "满意度评价")] Evaluate,
    [Display(Name = "办结报告")] ReportCompletion,
    [Display(Name = "执行跟踪")] TrackPerformance,
    [Display(Name = "申请复查")] RequestReview,
    [Display(Name = "复查意见")] RecordReview,
    [Display(Name = "撤销，责令重新处理")] OrderRehandling,
    [Display(Name = "提交新意见")] SubmitNewOpinion,
    [Display(Name = "申请复核")] RequestRecheck,
    [Display(Name = "复核意见")] RecordRecheck,
    [Display(Name = "逾期未申请")] Lapse,
    [Display(Name = "回复建议")] ReplySuggestion,
    [Display(Name = "检举控告办结反馈")] CloseAccusation,
    [Display(Name = "途径办结")] CloseDiverted,
    [Display(Name = "撤回")] Withdraw,
    [Display(Name = "终止办理")] Terminate,
    [Display(Name = "撤销并案")] Unmerge,
    [Display(Name = "重启")] Reopen,
    [Display(Name = "督办立项")] Supervise,
    [Display(Name = "领导包案")] LeadCase,
    [Display(Name = "归档")] Archive,
}

/// <summary>信访形式 (条例第十七条).</summary>
public enum Channel
{
    [Display(Name = "来访")] Visit,
    [Display(Name = "来信")] Letter,
    [Display(Name = "网上信访")] Online,
    [Display(Name = "来电")] Phone,
    [Display(Name = "传真")] Fax,
    [Display(Name = "手机信访")] Mobile,
    [Display(Name = "领导信箱")] LeaderMailbox,
    [Display(Name = "视频接访")] Video,
    [Display(Name = "12345热线")] Hotline,
    [Display(Name = "上级交办")] FromAbove,
    [Display(Name = "其他")] Other,
}

/// <summary>信访来源.</summary>
public enum PetitionSource
{
    [Display(Name = "直接提出")] Direct,
    [Display(Name = "信访部门转送")] ForwardedByPetitionOffice,
    [Display(Name = "信访部门交办")] OrderedByPetitionOffice,
    [Display(Name = "上级主管部门转送")] ForwardedFromAbove,
    [Display(Name = "上级主管部门交办")] OrderedFromAbove,
    [Display(Name = "领导批示")] LeaderInstruction,
    [Display(Name = "12345转办")] Hotline,
    [Display(Name = "其他")] Other,
}

/// <summary>信访目的, as registered.</summary>
public enum Purpose
{
    [Display(Name = "求决")] Resolve,
    [Display(Name = "申诉")] Appeal,
    [Display(Name = "意见建议")] Suggest,
    [Display(Name = "揭发控告")] Accuse,
    [Display(Name = "其他")] Other,
}

/// <summary>The three kinds of the regulation (条例第二十九至三十一条); they follow different rules.</summary>
public enum PetitionKind
{
    [Display(Name = "待甄别")] Unsorted,
    [Display(Name = "申诉求决类")] Claim,
    [Display(Name = "建议意见类")] Suggestion,
    [Display(Name = "检举控告类")] Accusation,
}

/// <summary>Routes of a claim (条例第三十一条); only the last has the 60 days and the 处理意见书.</summary>
public enum Route
{
    [Display(Name = "诉讼、复议、检察、公安程序")] R1,
    [Display(Name = "仲裁")] R2,
    [Display(Name = "党员申诉、申请复审")] R3,
    [Display(Name = "行政程序")] R4,
    [Display(Name = "履行职责")] R5,
    [Display(Name = "信访程序")] R6,
}

/// <summary>Outcome of the handling (条例第三十二条).</summary>
public enum Outcome
{
    [Display(Name = "支持")] Supported,
    [Display(Name = "部分支持")] PartlySupported,
    [Display(Name = "解释说明")] Explained,
    [Display(Name = "不予支持")] NotSupported,
    [Display(Name = "告知")] Told,
    [Display(Name = "调解和解")] Settled,
}

/// <summary>Grounds for 不予受理; a matter is registered all the same.</summary>
public enum DeclineGround
{
    [Display(Name = "下级机关已受理或正在办理，在规定期限内")] AlreadyHandledBelow,
    [Display(Name = "处于复查、复核申请期限内或复查、复核程序中")] ReviewRunning,
    [Display(Name = "不属于信访事项")] NotAPetition,
}

/// <summary>Reasons for ending an open case early.</summary>
public enum TerminationReason
{
    [Display(Name = "信访人死亡且无承继人")] PetitionerDied,
    [Display(Name = "重复登记")] DoubleEntry,
    [Display(Name = "登记错误")] WrongEntry,
    [Display(Name = "其他")] Other,
}

public enum DeliveryMethod
{
    [Display(Name = "当面送达")] InPerson,
    [Display(Name = "邮寄送达")] Mail,
    [Display(Name = "其他方式")] Other,
}

/// <summary>信访人意见 at delivery.</summary>
public enum Attitude
{
    [Display(Name = "无明确意见")] Unclear,
    [Display(Name = "同意")] Agrees,
    [Display(Name = "不同意")] Disagrees,
}

/// <summary>保管期限 of the file.</summary>
public enum Retention
{
    [Display(Name = "30年")] ThirtyYears,
    [Display(Name = "永久")] Permanent,
    [Display(Name = "10年")] TenYears,
}

/// <summary>满意度, as the books and the evaluation know it.</summary>
public enum Satisfaction
{
    [Display(Name = "未评价")] NotRated,
    [Display(Name = "满意")] Satisfied,
    [Display(Name = "基本满意")] MostlySatisfied,
    [Display(Name = "不满意")] Dissatisfied,
}

/// <summary>The way one demand of a letter takes: a route of the regulation, or that of a suggestion.</summary>
public enum DemandWay
{
    [Display(Name = "信访程序")] R6,
    [Display(Name = "诉讼、复议、检察、公安程序")] R1,
    [Display(Name = "仲裁")] R2,
    [Display(Name = "党员申诉、申请复审")] R3,
    [Display(Name = "行政程序")] R4,
    [Display(Name = "履行职责")] R5,
    [Display(Name = "建议意见")] Suggestion,
}

/// <summary>The procedure a claim is led into (条例第三十一条第一至五项).</summary>
public enum Procedure
{
    [Display(Name = "行政复议")] Reconsideration,
    [Display(Name = "诉讼")] Lawsuit,
    [Display(Name = "劳动人事争议仲裁")] LabourArbitration,
    [Display(Name = "商事或土地承包仲裁")] Arbitration,
    [Display(Name = "党员申诉、复审")] PartyAppeal,
    [Display(Name = "行政裁决")] Adjudication,
    [Display(Name = "行政确认")] Confirmation,
    [Display(Name = "行政许可")] Licence,
    [Display(Name = "行政处罚、查处")] Penalty,
    [Display(Name = "履行法定职责")] Duty,
    [Display(Name = "中小企业款项支付投诉")] EnterprisePayment,
    [Display(Name = "公安、检察程序")] Police,
    [Display(Name = "其他")] Other,
}

/// <summary>When 简易办理 is allowed (简易办理办法第四条).</summary>
public enum SimpleGround
{
    [Display(Name = "事实清楚、责任明确、争议不大、易于解决")] Clear,
    [Display(Name = "咨询、意见建议、表达感谢，可即时反馈")] Enquiry,
    [Display(Name = "涉及日常生产生活、时效性强，应即时处理")] Timely,
    [Display(Name = "已有明确承诺或结论")] Promised,
    [Display(Name = "其他可以简易办理的")] Other,
}

/// <summary>How a simple reply was given.</summary>
public enum ReplyChannel
{
    [Display(Name = "纸质")] Paper,
    [Display(Name = "当面")] InPerson,
    [Display(Name = "电话")] Phone,
    [Display(Name = "手机短信")] Message,
    [Display(Name = "网络")] Online,
}

/// <summary>What becomes of a suggestion (条例第二十九条).</summary>
public enum Adoption
{
    [Display(Name = "采纳")] Adopted,
    [Display(Name = "部分采纳")] PartlyAdopted,
    [Display(Name = "未采纳")] NotAdopted,
}

/// <summary>The two stages of review (条例第三十五条、第三十六条).</summary>
public enum ReviewStage
{
    [Display(Name = "复查")] Review,
    [Display(Name = "复核")] Recheck,
}

/// <summary>What a reviewing organ may decide.</summary>
public enum ReviewResult
{
    [Display(Name = "维持")] Upheld,
    [Display(Name = "变更")] Changed,
    [Display(Name = "撤销，责令重新处理")] Revoked,
}

/// <summary>Why an ended case is taken up again.</summary>
public enum ReopenGround
{
    [Display(Name = "复查复核机关责令")] Ordered,
    [Display(Name = "有新的决定性证据")] NewEvidence,
    [Display(Name = "纪检或巡察发现问题")] Inspection,
}

/// <summary>Why a case is supervised (条例第四十条).</summary>
public enum SupervisionGround
{
    [Display(Name = "未按期告知")] NotTold,
    [Display(Name = "未按期办结")] NotHandled,
    [Display(Name = "未按规定反馈结果")] NotReported,
    [Display(Name = "未按规定程序办理")] WrongProcedure,
    [Display(Name = "推诿、敷衍、拖延")] Delay,
    [Display(Name = "不执行处理意见")] NotPerformed,
    [Display(Name = "重复信访或群众不满意")] Repeated,
    [Display(Name = "其他")] Other,
}
