using CaseTracker.Governance;
using static CaseTracker.Reports.FigureUnit;

namespace CaseTracker.Reports;

/// <summary>The figures of 依法治理. What is 办结 counts, by the day it was done; contracts by their number, documents by their 文号.</summary>
public static class GovernanceFigures
{
    private static readonly Dated<CountedItem> Finished = new("审结（完成）日期", i => i.Fact.FinishedOn);
    private static readonly Dated<CountedItem> Sent = new("收到（发生）日期", i => i.Fact.SentOn);
    private static readonly Dated<CountedItem> ValidFrom = new("生效日期", i => i.Fact.ValidFrom);
    private static readonly Keyed<CountedItem> Entry = new("登记编号", i => i.Number);
    private static readonly Keyed<CountedItem> Contract = new("同一合同编号", i => i.Fact.Key);
    private static readonly Keyed<CountedItem> Document = new("同一文号", i => i.Fact.Key);

    public static readonly Figure<CountedItem> Contracts = new("G1", "审查修改合同协议", Copy, Finished, Contract, i => Done(i, GovernanceKind.ContractReview)) { Definition = "本期审结的合同协议，同一合同编号计一份，再次送审不另计，撤回的不计" };

    public static readonly Figure<CountedItem> ContractAmount = Contracts with { Code = "G1a", Name = "审查合同金额", Unit = Yuan, Count = i => i.Fact.Amount ?? 0, IsOfLast = true, Definition = "本期审结的合同协议的金额，同一合同以最后一次审查为准" };
    public static readonly Figure<CountedItem> Opinions = Of("G2", "出具法律意见书", Copy, GovernanceKind.LegalOpinion, "本期出具的法律意见书；就合同出具的，合同另计入G1");
    public static readonly Figure<CountedItem> Normative = new("G3", "规范性文件合法性审查", Piece, Finished, Document, i => Done(i, GovernanceKind.NormativeReview)) { Definition = "本期审结的行政规范性文件，同一文号计一个，不在局机关文件之内" };
    public static readonly Figure<CountedItem> DocumentReviews = new("G4", "局机关文件合法性审查", Piece, Finished, Document, i => Done(i, GovernanceKind.OfficeDocumentReview)) { Definition = "本期审结的局机关文件，同一文号计一个，退回的不计；等于党组文件与行政文件之和" };
    public static readonly Figure<CountedItem> PartyDocuments = DocumentReviews with { Code = "G5", Name = "党组文件", Counts = i => Done(i, GovernanceKind.OfficeDocumentReview) && i.Fact.Series == DocumentSeries.Party, Definition = "局机关文件中党组文号的，以文号为准" };
    public static readonly Figure<CountedItem> OfficeDocuments = DocumentReviews with { Code = "G6", Name = "行政文件", Counts = i => Done(i, GovernanceKind.OfficeDocumentReview) && i.Fact.Series == DocumentSeries.Administrative, Definition = "局机关文件中行政文号的，以文号为准" };
    public static readonly Figure<CountedItem> FairCompetition = new("F6", "公平竞争审查", Case, Finished, Document, i => i.Fact is { IsDone: true, FairCompetition: true, Kind: GovernanceKind.NormativeReview or GovernanceKind.OfficeDocumentReview }) { Definition = "本期审结的文件中作了公平竞争审查的，同一文号计一件" };

    public static readonly Figure<CountedItem> Inspections = Of("G7", "执法监督检查", FigureUnit.Inspection, GovernanceKind.Inspection, "检查的对象数与检查次数之积，按检查日期") with { Count = i => i.Fact.Quantity ?? 1 };
    public static readonly Figure<CountedItem> Problems = Of("G7a", "检查发现问题", Item, GovernanceKind.Inspection, "检查中发现的问题数") with { Count = i => i.Fact.Problems ?? 0 };
    public static readonly Figure<CountedItem> InspectionTasks = Of("G7b", "检查任务", Time, GovernanceKind.Inspection, "已检查的双随机任务");
    public static readonly Figure<CountedItem> InspectionsEntered = InspectionTasks with { Code = "G7c", Name = "已录入双随机系统", Counts = i => Done(i, GovernanceKind.Inspection) && i.Fact.EnteredOn is not null, Definition = "已检查的双随机任务中已录入系统的" };

    public static readonly Figure<CountedItem> Lessons = new("G8", "执法培训和学法活动", Time, Finished, Entry, i => Done(i, GovernanceKind.OfficerTraining, GovernanceKind.LawStudy)) { Definition = "本期举办的执法人员培训、律师讲解、党组（扩大）会学法等" };
    public static readonly Figure<CountedItem> Learners = People(Lessons, "G8a", "执法培训和学法人次");
    public static readonly Figure<CountedItem> Trainings = Of("G8b", "执法人员培训", Time, GovernanceKind.OfficerTraining, "本期举办的执法人员培训");
    public static readonly Figure<CountedItem> Trained = People(Trainings, "G8c", "执法人员培训人次");
    public static readonly Figure<CountedItem> Studies = Of("G8d", "学法活动", Time, GovernanceKind.LawStudy, "本期举办的学法活动");

    public static readonly Figure<CountedItem> Catalogues = new("G9", "重大行政决策事项目录", Issue, Finished, Entry, i => Done(i, GovernanceKind.DecisionCatalogue) && i.Fact.SubKind != GovernanceBook.Decision) { Definition = "本期公布的重大行政决策事项清单和年度目录" };
    public static readonly Figure<CountedItem> Decisions = Catalogues with { Code = "G9a", Name = "目录所列决策事项", Unit = Item, Count = i => i.Fact.Quantity ?? 0, Definition = "本期公布的目录所列的事项数" };
    public static readonly Figure<CountedItem> PowerReviews = Of("G10", "行政权力事项清理", Time, GovernanceKind.PowerReview, "本期完成并反馈备案的清理");
    public static readonly Figure<CountedItem> PowersReviewed = PowerReviews with { Code = "G10a", Name = "清理行政权力事项", Unit = Item, Count = i => i.Fact.Quantity ?? i.Fact.Parts, Definition = "清理所核对的事项数" };
    public static readonly Figure<CountedItem> PowersAdjusted = PowerReviews with { Code = "G10b", Name = "调整行政权力事项", Unit = Item, Count = i => i.Fact.Adjusted ?? 0, Definition = "清理后调整的事项数" };
    public static readonly Figure<CountedItem> Archives = new("G11", "档案工作复查验收", Time, Finished, Entry, i => Done(i, GovernanceKind.ArchiveActivity) && i.Fact.SubKind == "档案") { Definition = "本期完成的档案工作检查、复查验收" };
    public static readonly Figure<CountedItem> EnterpriseVisits = Of("G12", "送法进企业", Time, GovernanceKind.EnterpriseLawVisit, "本期开展的送法进企业活动");
    public static readonly Figure<CountedItem> Enterprises = EnterpriseVisits with { Code = "G12a", Name = "送法走进企业", Unit = Enterprise, Count = i => i.Fact.Parts > 0 ? i.Fact.Parts : i.Fact.Quantity ?? 1, Definition = "各次送法进企业活动走进的企业数之和" };
    public static readonly Figure<CountedItem> EnterprisePeople = People(EnterpriseVisits, "G12b", "送法进企业人次");
    public static readonly Figure<CountedItem> FieldVisits = new("G13", "下基层察民情解民忧暖民心", Time, Finished, Entry, i => Done(i, GovernanceKind.ArchiveActivity) && i.Fact.SubKind == "下基层察民情") { Count = i => i.Fact.Quantity ?? 1, Definition = "本期下基层走访的次数" };
    public static readonly Figure<CountedItem> FieldProblems = FieldVisits with { Code = "G13a", Name = "下基层解决问题", Unit = Case, Count = i => i.Fact.Problems ?? 0, Definition = "下基层活动中解决的问题" };

    public static readonly Figure<CountedItem> PartyMeetings = Of("F1", "党组研究法治", Time, GovernanceKind.PartyMeeting, "本期党组会议研究法治政府建设的次数");
    public static readonly Figure<CountedItem> TheoryStudies = new("F2", "中心组学法", Time, Finished, Entry, i => Done(i, GovernanceKind.TheoryStudy) || (Done(i, GovernanceKind.LawStudy) && i.Fact.SubKind == "中心组")) { Definition = "本期中心组学法，含学法活动中以中心组形式举办的" };
    public static readonly Figure<CountedItem> DutyReports = Of("F3", "述法人数", Person, GovernanceKind.DutyReport, "本期年终述法的人数") with { Count = i => i.Fact.Attendees ?? 0 };
    public static readonly Figure<CountedItem> Advisers = new("F4", "法律顾问和公职律师", Person, ValidFrom, Entry, i => i.Fact.Kind == GovernanceKind.LegalAdviser) { Standing = (i, day) => i.Fact.IsInForce(day), Definition = "期末在聘的法律顾问和公职律师" };
    public static readonly Figure<CountedItem> Officers = new("F8", "持证执法人员", Person, ValidFrom, Entry, i => i.Fact.Kind == GovernanceKind.Officer) { Standing = (i, day) => i.Fact.IsInForce(day), Definition = "期末执法证有效的在岗人员" };
    public static readonly Figure<CountedItem> Litigation = new("X4", "行政复议和行政应诉", Case, Sent, Entry, i => i.Fact.Kind == GovernanceKind.Litigation) { Definition = "本期收到的、本局作被申请人或被告的行政复议和行政诉讼" };
    public static readonly Figure<CountedItem> LitigationLost = new("F7", "复议诉讼败诉", Case, Finished, Entry, i => Done(i, GovernanceKind.Litigation) && i.Fact.Lost == true) { Definition = "本期结案的行政复议和行政诉讼中被撤销、变更或败诉的" };
    public static readonly Figure<CountedItem> Publicity = Of("F9", "普法活动", Session, GovernanceKind.Publicity, "本期举办的普法活动");
    public static readonly Figure<CountedItem> PublicityPeople = People(Publicity, "F9a", "普法人次");
    public static readonly Figure<CountedItem> Proposals = Of("F10", "建议提案答复", Case, GovernanceKind.Proposal, "本期答复的人大代表建议和政协委员提案");

    public static readonly Figure<CountedItem> Complaints = new("Q1", "清欠投诉", Case, Sent, Entry, i => i.Fact.Kind == GovernanceKind.ArrearsComplaint) { Definition = "本期收到的拖欠中小企业账款投诉，按收到日期，撤回的不计" };
    public static readonly Figure<CountedItem> Claimed = Complaints with { Code = "Q1a", Name = "清欠投诉金额", Unit = Yuan, Count = i => i.Fact.Amount ?? 0, Definition = "本期收到的投诉所称的金额" };
    public static readonly Figure<CountedItem> Settled = Of("Q2", "清欠办结", Case, GovernanceKind.ArrearsComplaint, "本期清偿、办结的投诉");
    public static readonly Figure<CountedItem> Repaid = Settled with { Code = "Q3", Name = "清偿金额", Unit = Yuan, Count = i => i.Fact.Paid ?? 0, Definition = "本期清偿、办结的投诉已清偿的金额" };

    public static readonly IReadOnlyList<Figure> All =
    [
        Contracts, ContractAmount, Opinions, Normative, DocumentReviews, PartyDocuments, OfficeDocuments, Inspections, Problems, InspectionTasks, InspectionsEntered, Lessons, Learners, Trainings, Trained, Studies,
        Catalogues, Decisions, PowerReviews, PowersReviewed, PowersAdjusted, Archives, EnterpriseVisits, Enterprises, EnterprisePeople, FieldVisits, FieldProblems,
        PartyMeetings, TheoryStudies, DutyReports, Advisers, FairCompetition, LitigationLost, Officers, Publicity, PublicityPeople, Proposals, Complaints, Claimed, Settled, Repaid,
    ];

    public static readonly Rate EnteredShare = new("G7-entered", "双随机结果录入率", InspectionsEntered, InspectionTasks, "本期检查的双随机任务：已录入系统的÷全部");

    /// <summary>局机关文件 are 党组文件 and 行政文件, nothing else.</summary>
    public static readonly Balance DocumentsBalance = new(DocumentReviews.Code, PartyDocuments.Code, OfficeDocuments.Code);

    private static bool Done(CountedItem item, params IReadOnlyList<GovernanceKind> kinds) => item.Fact.IsDone && kinds.Contains(item.Fact.Kind);

    private static Figure<CountedItem> Of(string code, string name, FigureUnit unit, GovernanceKind kind, string definition) => new(code, name, unit, Finished, Entry, i => Done(i, kind)) { Definition = definition };

    private static Figure<CountedItem> People(Figure<CountedItem> of, string code, string name) => of with { Code = code, Name = name, Unit = Attendance, Count = i => i.Fact.Attendees ?? 0, Definition = $"{of.Name}的参加人次" };
}
