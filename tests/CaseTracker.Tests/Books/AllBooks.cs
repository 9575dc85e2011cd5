using CaseTracker.Accounts;
using CaseTracker.Books;
using CaseTracker.Data;
using CaseTracker.Tests.Petitions;
using Microsoft.Extensions.DependencyInjection;
using static CaseTracker.Tests.Books.RetireeBooks;

namespace CaseTracker.Tests.Books;

/// <summary>The six books, made up so that together they hold every coded word, and an office that knows nothing yet.</summary>
internal static class AllBooks
{
    /// <summary>In the order in which they are imported.</summary>
    public static readonly string[] Order = ["roster", "petitions", "receptions", "care-visits", "benefits", "governance"];

    public static readonly Dictionary<string, byte[]> Typed = new()
    {
        ["roster"] = Csv(RosterBook,
            Person("LGB-001", "张建国", "厂级正职", ("身份证号", "11010519491231002x"), ("政治面貌", "中共党员"), ("参加工作时间", "1968.9"), ("退休时间", "2009-12"), ("移交依据", "新政办〔2011〕5号"), ("现住址", "阳逻街3栋201"), ("居住情况", "与配偶同住"),
                ("健康状况", "慢性病"), ("联系电话", "13800001111"), ("紧急联系人", "张小明"), ("与本人关系", "长子"), ("紧急联系电话", "13900002222"), ("月养老金(元)", "5,321.50"), ("月补差标准(元)", "800"), ("重点关注", "80岁以上、其他"), ("备注", "=1+1")),
            Person("LGB-002", "李秀英", "厂级副职", ("性别", "女"), ("政治面貌", "群众"), ("居住情况", "独居"), ("健康状况", "良好"), ("重点关注", "独居")),
            Person("LGB-003", "王德明", "中层正职", ("当前状态", "去世"), ("去世日期", "2024-9-5"), ("状态登记日期", "2024-9-6"), ("政治面貌", "民主党派"), ("居住情况", "与子女同住"), ("健康状况", "失能"), ("重点关注", "失能")),
            Person("LGB-004", "赵玉兰", "中层副职", ("当前状态", "转出"), ("转出日期", "2023-5-1"), ("状态登记日期", "2023-5-8"), ("居住情况", "养老机构"), ("健康状况", "重病"), ("重点关注", "重病")),
            Person("LGB-005", "孙国强", "中层副职", ("转出日期", "2022-5-1"), ("恢复日期", "2023-6-1"), ("状态登记日期", "2023-6-2"), ("居住情况", "随子女异地居住"), ("健康状况", "一般")),
            Person("LGB-006", "周志明", "中层副职", ("性别", ""), ("出生日期", ""))),
        ["petitions"] = PetitionBook.Csv(
            PetitionBook.Row("X-01", ("登记日期", "2024年3月5日"), ("来访人数", "6"), ("关联信访编号", "X-00"), ("接访领导", "冯分管"), ("复查(复核)情况", "未申请复查"), ("备注", "说明")),
            PetitionBook.Row("X-02", ("信访形式", "来信"), ("信访目的", "意见建议"), ("初重件", "重复"), ("办理结果", "支持"), ("三到位分类", "诉求合理的解决问题到位"), ("满意度", "满意"), ("信访人", "李四;王五"), ("来访人数", "2"), ("联系电话", "")),
            PetitionBook.Row("X-03", ("信访形式", "网上信访"), ("办理结果", "部分支持"), ("三到位分类", "生活困难的帮扶救助到位"), ("满意度", "不满意")),
            PetitionBook.Row("X-04", ("信访形式", "12345热线"), ("办理结果", "不予支持"), ("三到位分类", "行为违法的依法处理"), ("满意度", "未评价")),
            PetitionBook.Row("X-05", ("信访形式", "上级交办"), ("办理结果", "告知"), ("信访人", "匿名"), ("联系电话", ""), ("内容分类", "")),
            PetitionBook.Row("X-06", ("信访形式", "领导信箱"), ("延期批准日期", "2024-04-30"), ("延期后期限", "2024-06-06"), ("答复(办结)日期", "2024-06-01")),
            PetitionBook.Row("X-07", ("信访形式", "来电"), ("是否受理", "不予受理"), ("当前状态", "不予受理"), ("答复(办结)日期", ""), ("办理结果", ""), ("三到位分类", ""), ("满意度", ""), ("办理期限", "")),
            PetitionBook.Open("X-08", ("承办科室", "没有这个科"), ("承办人", "")),
            PetitionBook.Open("X-09", ("是否受理", ""), ("受理告知日期", ""), ("承办科室", ""), ("承办人", ""), ("办理期限", ""), ("初重件", "初次")),
            PetitionBook.Row("X-10", ("记录状态", "作废")),
            PetitionBook.Row("X-11", ("延期批准日期", "2024-05-30"), ("延期后期限", "2024-09-09"), ("承办科室", "旧科室"), ("备注", "原件在档案室")),
            PetitionBook.Row("X-12", ("反映事项概要", "反映改制补偿未兑现（X-13）。")),
            PetitionBook.Row("X-13")),
        ["receptions"] = Csv(VisitBook,
        [
            Came("LF-01", ("同访人员编号", "LGB-002;LGB-005"), ("来访人数", "3"), ("陪同家属人数", "2"), ("关联编号", "X-01"), ("登记科室", "老干部科"), ("备注", "下雨")),
            Came("LF-02", ("来访形式", "来电"), ("事项性质", "日常事务"), ("诉求类别", "资格认证"), ("来访时间", "上午"), ("登记科室", "老干部科"), ("备注", "")),
            Came("LF-03", ("来访形式", "来信"), ("主访人", "张小明"), ("主访人与干部关系", "家属代访(长子)"), ("诉求类别", "养老金"), ("来访日期", "2024.4.9")),
            Came("LF-04", ("主访人", "王小红"), ("人员编号", "LGB-003"), ("主访人与干部关系", "遗属(女儿)"), ("身份类别", "中层干部"), ("诉求类别", "丧葬抚恤"), ("来访日期", "2024-10-08")),
            Came("LF-05", ("主访人", "路人甲"), ("人员编号", ""), ("身份类别", ""), ("诉求类别", "证明"), ("来访时间", "")),
            Came("LF-06", ("记录状态", "作废"), ("诉求类别", "医疗")),
            Came("LF-07", ("办结情况", ""), ("诉求类别", "住房"), ("来访日期", "2024-04-11")),
            .. new[] { "政治待遇", "生活困难", "意见建议", "其他" }.Select((d, i) => Came($"LF-1{i}", ("诉求类别", d), ("来访日期", $"2024-05-0{i + 1}"))),
            Came("LF-20"),
        ]),
        ["care-visits"] = Csv(CareBook,
            Visited("KW-01"),
            Visited("KW-02", ("看望类型", "春节走访"), ("对象编号", "LGB-001;LGB-005"), ("对象姓名", "张建国;孙国强"), ("身份级别", "厂级、中层"), ("看望人数", "2"), ("慰问形式", "慰问品"), ("签收人", "本人"), ("看望日期", "2024-02-05"), ("触发日期", "2024-1-20"), ("计划日期", "2024-2-5")),
            Visited("KW-03", ("看望类型", "去世慰问"), ("对象编号", "LGB-003"), ("对象姓名", "王德明"), ("身份级别", "中层"), ("慰问形式", "慰问金+花圈"), ("签收人", "家属代签"), ("看望日期", "2024-09-07"), ("触发日期", "2024-09-05"), ("计划日期", "")),
            Visited("KW-04", ("看望类型", "重阳走访"), ("状态", "已取消"), ("看望日期", ""), ("实际金额(元)", ""), ("签收人", ""), ("报销日期", ""), ("凭证号", ""), ("备注", "对象外出")),
            Visited("KW-05", ("看望类型", "困难慰问"), ("状态", "审批中"), ("签收人", ""), ("备注", "补材料")),
            Visited("KW-06", ("看望类型", "生日慰问"), ("状态", "已批准"), ("看望日期", ""), ("实际金额(元)", ""), ("签收人", ""), ("报销日期", ""), ("凭证号", "")),
            Visited("KW-07")),
        ["benefits"] = Csv(BenefitBook,
            Resolved("DY-01"),
            Resolved("DY-02", ("事项类别", "养老金增资"), ("对象编号", "LGB-001;LGB-002"), ("涉及人数", "2"), ("批复文号", "新财〔2024〕4号"), ("是否异议", "是")),
            Resolved("DY-03", ("事项类别", "困难帮扶"), ("办理结果", "办理中"), ("发放日期", ""), ("办结日期", ""), ("批复文号", "")),
            Resolved("DY-04", ("事项类别", "丧葬抚恤协助"), ("办理结果", "不予支持"), ("发放日期", ""), ("批复文号", "")),
            Resolved("DY-05", ("事项类别", "高龄补贴协助"), ("办理结果", "已撤回"), ("发放日期", ""), ("批复文号", "")),
            Resolved("DY-06", ("事项类别", "其他"), ("记录状态", "作废"), ("办理结果", "已撤回"), ("发放日期", ""), ("备注", "写错了")),
            Resolved("DY-07")),
        ["governance"] = Csv(GovernanceBook,
            Governed("YF-01", "合同审查", ("子类", "合同"), ("文号/合同编号", "HT-01"), ("对方(对象)", "望川建材"), ("数量", "1"), ("单位", "份"), ("金额(元)", "1200.50"), ("审查意见(结果)", "已修改"), ("关联编号", "YF-02")),
            Governed("YF-02", "合同审查", ("子类", "协议"), ("状态", "审查中"), ("审结(完成)日期", "")),
            Governed("YF-03", "法律意见书", ("状态", "办理中"), ("审结(完成)日期", "")),
            Governed("YF-04", "规范性文件审查", ("子类", "规范性文件"), ("文号/合同编号", "新经科规〔2024〕1号")),
            Governed("YF-05", "局机关文件审查", ("子类", "党组文件"), ("文号/合同编号", "新经科党组〔2024〕1号")),
            Governed("YF-06", "局机关文件审查", ("子类", "行政文件"), ("文号/合同编号", "新经科〔2024〕2号"), ("状态", "退回"), ("审结(完成)日期", "2024-03-09"), ("备注", "再改")),
            Governed("YF-07", "双随机检查", ("子类", "民爆")),
            Governed("YF-08", "执法人员培训", ("参加人数", "4"), ("状态", "已撤回"), ("审结(完成)日期", "")),
            Governed("YF-09", "学法活动", ("参加人数", "30"), ("承办科室", "不存在的科")),
            Governed("YF-10", "送法进企业", ("对方(对象)", "望川建材；宏图机械"), ("参加人数", "20")),
            Governed("YF-11", "重大行政决策目录", ("状态", "起草中"), ("审结(完成)日期", "")),
            Governed("YF-12", "权力事项清理", ("审查意见(结果)", "调整3项")),
            Governed("YF-13", "清欠", ("金额(元)", "50000")),
            Governed("YF-14", "领导接访", ("子类", "局长大接访")),
            Governed("YF-15", "矛盾纠纷排查", ("审查意见(结果)", "化解2起"), ("数量", "3"))),
    };

    public static async Task<PetitionOffice> EmptyAsync(DatabaseProvider provider)
    {
        var o = await PetitionOffice.OpenAsync(provider);
        await o.Office.DbAsync(db => db.WriteAsync(() =>
        {
            db.Add(new Department { Id = Guid.NewGuid(), Name = "老干部科", IsRetireeOffice = true, Rank = 9 });
            return Task.CompletedTask;
        }));
        return o;
    }

    public static Task<ImportResult> ImportAsync(PetitionOffice o, string book, byte[] file, bool update = false) => book switch
    {
        "roster" => o.ImportAsync<ImportRoster>(file, update: update),
        "receptions" => o.ImportAsync<ImportReceptions>(file, update: update),
        "care-visits" => o.ImportAsync<ImportCareVisits>(file, update: update),
        "benefits" => o.ImportAsync<ImportBenefits>(file, update: update),
        "governance" => o.ImportAsync<ImportGovernance>(file, update: update),
        _ => o.Office.AsAsync(o.Office1, s => s.GetRequiredService<ImportPetitions>().ExecuteAsync(new(new MemoryStream(file), "台账.csv", Update: update), o.Office1, default)),
    };
}
