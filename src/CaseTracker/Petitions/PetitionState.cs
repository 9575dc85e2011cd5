using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Petitions;

/// <summary>States of a petition on its ordinary way, and those that the imported books know.</summary>
public enum PetitionState
{
    [Display(Name = "登记中")] Draft,
    [Display(Name = "已登记(待甄别)")] Registered,
    [Display(Name = "已告知向有权机关提出")] ReferredOut,
    [Display(Name = "不予受理")] NotAccepted,
    [Display(Name = "已受理")] Accepted,
    [Display(Name = "办理中")] Handling,
    [Display(Name = "意见审核中")] OpinionReview,
    [Display(Name = "意见已签发待送达")] OpinionIssued,
    [Display(Name = "已答复(复查期内)")] Concluded,
    [Display(Name = "逾期未申请复查，程序办结")] Lapsed,
    [Display(Name = "办结")] Closed,
    [Display(Name = "终止")] Terminated,
    [Display(Name = "已归档")] Archived,
}

/// <summary>Steps of a petition; on the command line in words with hyphens.</summary>
public enum PetitionStep
{
    [Display(Name = "登记")] Register,
    [Display(Name = "更正")] Correct,
    [Display(Name = "重大紧急标记")] MarkUrgent,
    [Display(Name = "告知向有权机关提出")] ReferOut,
    [Display(Name = "不予受理")] Decline,
    [Display(Name = "受理")] Accept,
    [Display(Name = "交办科室")] Assign,
    [Display(Name = "改派")] Reassign,
    [Display(Name = "调查记录")] Investigate,
    [Display(Name = "申请延期")] Extend,
    [Display(Name = "提交意见")] SubmitOpinion,
    [Display(Name = "退回修改")] ReturnOpinion,
    [Display(Name = "签发")] Sign,
    [Display(Name = "送达")] Deliver,
    [Display(Name = "逾期未申请复查")] Lapse,
    [Display(Name = "终止办理")] Terminate,
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
