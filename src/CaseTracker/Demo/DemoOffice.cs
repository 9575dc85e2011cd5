using CaseTracker.Accounts;

namespace CaseTracker.Demo;

/// <summary>The invented office: its departments and people. None of them exists.</summary>
internal static class DemoOffice
{
    public const string Name = "江城市云溪区经济信息化和科技创新局";

    public const string ShortName = "云溪区科经局";

    public const string OrganCode = "云科经信";

    /// <summary>No division of GB/T 2260 has this code.</summary>
    public const string DistrictCode = "990101";

    public const string PetitionUnit = "办公室";

    public const string RetireeUnit = "老干部服务科";

    public static readonly (string Id, string Name)[] Places =
    [
        (DistrictCode, "云溪区（虚构）"), (DistrictCode + "001", "望川街道"), (DistrictCode + "002", "石桥街道"), (DistrictCode + "003", "柳塘镇"), (DistrictCode + "004", "芦湾镇"),
    ];

    /// <summary>Department, its 科长, its 分管领导, its 承办人.</summary>
    public static readonly (string Name, string Head, string Leader, string[] Handlers)[] Departments =
    [
        (PetitionUnit, "纪明远", "岳长青", []),
        ("经济运行科", "卓启文", "岳长青", ["古亦凡", "车予安"]),
        ("工业科", "武思源", "桂景行", ["祝一鸣", "尹若川"]),
        ("科技科", "乐知行", "桂景行", ["项云舟"]),
        ("安全生产科", "关山月", "岳长青", ["路平川"]),
        (RetireeUnit, "温如玉", "桂景行", ["舒清和"]),
    ];

    /// <summary>Account, name, post, department, roles; heads and leaders get theirs from their appointment.</summary>
    public static readonly (string Account, string Name, string Post, string? Department, Role[] Roles)[] People =
    [
        ("jiefang1", "景小满", "接访员", PetitionUnit, [Role.RC]),
        ("jiefang2", "苗初夏", "接访员", PetitionUnit, [Role.RC]),
        ("xinfang", "常思齐", "信访专干", PetitionUnit, [Role.XF]),
        ("zhuren", "纪明远", "办公室主任", PetitionUnit, []),
        ("jingji", "卓启文", "经济运行科科长", "经济运行科", []),
        ("gongye", "武思源", "工业科科长", "工业科", []),
        ("keji", "乐知行", "科技科科长", "科技科", []),
        ("anquan", "关山月", "安全生产科科长", "安全生产科", []),
        ("laogan", "温如玉", "老干部服务科科长", RetireeUnit, []),
        ("chengban1", "古亦凡", "科员", "经济运行科", [Role.CW]),
        ("chengban2", "车予安", "科员", "经济运行科", [Role.CW]),
        ("chengban3", "祝一鸣", "科员", "工业科", [Role.CW]),
        ("chengban4", "尹若川", "科员", "工业科", [Role.CW]),
        ("chengban5", "项云舟", "科员", "科技科", [Role.CW]),
        ("chengban6", "路平川", "科员", "安全生产科", [Role.CW]),
        ("chengban7", "舒清和", "科员", RetireeUnit, [Role.CW]),
        ("zhuangan", "柏念慈", "老干部服务专干", RetireeUnit, [Role.LC]),
        ("fenguan1", "岳长青", "副局长", null, []),
        ("fenguan2", "桂景行", "副局长", null, []),
        ("juzhang", "严正清", "局长", null, [Role.DG]),
        ("duban", "司空静", "督查专员", null, [Role.SU]),
        ("dangan", "籍文渊", "档案员", PetitionUnit, [Role.AR]),
        ("jijian", "廉守正", "派驻纪检组组长", null, [Role.JW]),
        ("fazhi", "卞公明", "法制审核员", PetitionUnit, [Role.LEGAL]),
        ("caiwu", "计有余", "财务", PetitionUnit, [Role.FIN]),
        ("xitong", "安可为", "系统管理员", null, [Role.SA]),
        ("anguan", "管严", "安全管理员", null, [Role.SEC]),
        ("shenji", "查实", "审计管理员", null, [Role.AUD]),
    ];

    private static readonly string[] Surnames = ["阮", "蓝", "季", "房", "柯", "骆", "滕", "殷", "莫", "应", "翟", "谭", "甘", "明", "蒲", "邰", "从", "鄂", "索", "咸", "赖", "浦", "那", "简", "饶"];

    private static readonly string[] Given = ["桂兰", "德胜", "秀芝", "建国", "玉珍", "永福", "春梅", "志强", "凤英", "海涛", "素华", "立新", "金莲", "国安", "晓东", "美玲", "长根", "慧敏", "大勇"];

    private static readonly string[] Companies = ["云溪远帆机械有限公司（虚构）", "芦湾晨曦电子厂（虚构）", "望川恒稳建材有限公司（虚构）", "石桥启明新材料有限公司（虚构）"];

    /// <summary>Petitioners, the n-th always the same and no two the same.</summary>
    public static string PersonOf(int n) => Surnames[n % Surnames.Length] + Given[n * 7 % Given.Length];

    public static string CompanyOf(int n) => Companies[n % Companies.Length];

    public static string PhoneOf(int n) => $"1380000{1000 + (n * 37 % 9000)}";

    public static string AddressOf(int n) => $"{Places[1 + (n % 4)].Name}虚构路{1 + (n * 3 % 120)}号";

    public static string PlaceOf(int n) => Places[1 + (n % 4)].Id;
}

/// <summary>What the invented petitions are about.</summary>
/// <param name="CategoryId">内容分类 of the delivered list.</param>
internal sealed record DemoTopic(string CategoryId, string Department, bool IsCompany, string Summary, string Opinion, string Basis)
{
    public static readonly DemoTopic[] All =
    [
        new("010100", "工业科", false, "反映原区属云溪机械厂改制时安置补偿少算工龄，要求补发差额。", "经查改制档案，少算工龄属实，按改制方案补发差额。", "区属企业改制方案"),
        new("010500", "老干部服务科", false, "反映原厂级干部补差待遇标准多年未调整，要求按现行标准执行。", "补差标准由区里统一确定，现行标准已足额发放，予以解释说明。", "区委专题办公会议纪要"),
        new("020500", "经济运行科", false, "反映在某企业务工期间工资被拖欠，要求协调支付。", "经协调，企业已支付全部拖欠工资。", "《保障农民工工资支付条例》"),
        new("030100", "经济运行科", true, "反映供货后账款被拖欠一年以上，要求依法督促支付。", "已督促付款单位签订还款计划，首期款已支付。", "《保障中小企业款项支付条例》"),
        new("030300", "经济运行科", true, "反映申报的惠企政策奖励资金未兑现，询问原因并要求兑现。", "经核实符合条件，已列入本季度兑现计划。", "区促进工业经济发展若干措施"),
        new("030400", "工业科", true, "反映技改项目补助验收后未拨付，要求尽快办理。", "项目验收材料已补齐，补助资金按程序拨付。", "技术改造专项资金管理办法"),
        new("040100", "安全生产科", false, "反映居住地附近企业夜间违规作业存在安全隐患，要求查处。", "经现场检查，已责令企业限期整改并复查合格。", "《中华人民共和国安全生产法》"),
        new("050100", "科技科", true, "反映高新技术企业认定申报被退回，要求说明原因并给予指导。", "退回原因是知识产权归属材料不全，已上门指导补正。", "高新技术企业认定管理办法"),
        new("060100", "经济运行科", false, "反映小区通信基站选址过近，担心电磁辐射，要求公开检测结果。", "经检测符合国家标准，检测报告已向居民公开。", "电磁环境控制限值"),
        new("010400", "工业科", false, "反映下岗后社会保险接续档案遗失，要求协助补办。", "已查到原始档案复印件，协助办理补档手续。", "企业职工档案管理规定"),
        new("030500", "经济运行科", true, "反映厂区线路检修频繁停电，影响生产，要求协调供电。", "已协调供电单位调整检修时段，并提前告知。", "供电营业规则"),
        new("020100", "老干部服务科", false, "反映退休待遇核定年限有误，要求重新核定。", "经复核，原核定年限无误，不予支持，并告知复查途径。", "企业职工基本养老保险有关规定"),
    ];
}
