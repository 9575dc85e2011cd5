using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Bureau;

/// <summary>The lists as they are delivered; what the office has edited is left alone.</summary>
public sealed class BuiltInCodes : IAfterMigration
{
    private static readonly (string Group, string[] Items)[] Categories =
    [
        ("企业改制与历史遗留", ["企业改制安置补偿", "破产清算职工权益", "改制资产处置", "下岗职工", "原区管企业退休干部待遇"]),
        ("劳动和社会保障", ["退休待遇", "养老保险", "医疗保险", "工伤", "拖欠工资"]),
        ("企业经营", ["拖欠账款", "工程款", "惠企政策兑现", "技改科技项目补助", "用电用气", "融资"]),
        ("安全生产", ["企业安全隐患", "民爆物品", "特种行业"]),
        ("科技", ["高新技术企业认定", "科技计划", "知识产权纠纷"]),
        ("通信与信息", ["基站", "数据信息化项目"]),
        ("本机关", ["行政行为", "工作作风", "人事待遇", "政务公开"]),
        ("城乡建设", []), ("农村农业", []), ("教育文体", []), ("卫生健康", []), ("自然资源", []), ("生态环境", []), ("民政与应急", []), ("市场监管", []),
        ("组织人事", []), ("纪检监察", []), ("交通运输", []), ("政法", []), ("军队事务", []),
    ];

    private static readonly string[] Towns = ["邾城", "阳逻", "仓埠", "汪集", "李集", "三店", "潘塘", "旧街", "双柳", "涨渡湖", "辛冲", "徐古", "凤凰"];

    private static readonly (string Id, string Name)[] Districts =
    [
        ("420117", "新洲区"), ("420102", "江岸区"), ("420103", "江汉区"), ("420104", "硚口区"), ("420105", "汉阳区"), ("420106", "武昌区"), ("420107", "青山区"), ("420111", "洪山区"),
        ("420112", "东西湖区"), ("420113", "汉南区"), ("420114", "蔡甸区"), ("420115", "江夏区"), ("420116", "黄陂区"), ("420100", "武汉市其他"), ("420000", "湖北省其他"), ("999999", "外省"),
    ];

    private static readonly string[] Causes = ["政策不落实", "工作不到位", "历史遗留", "利益诉求", "法律纠纷", "其他"];

    public int Order => 10;

    public async Task EnsureAsync(CaseDb db, CancellationToken cancel)
    {
        if (await db.Codes.AnyAsync(cancel))
        {
            return;
        }

        foreach (var (group, g) in Categories.Select((c, i) => (c, i + 1)))
        {
            var id = $"{g:00}0000";
            db.Add(new Code { List = CodeList.Category, Id = id, Name = group.Group, Rank = g });
            db.AddRange(group.Items.Select((item, i) => new Code { List = CodeList.Category, Id = $"{g:00}{i + 1:00}00", Name = item, ParentId = id, Rank = i + 1 }));
        }

        db.Add(new Code { List = CodeList.Category, Id = "990000", Name = "其他", Rank = 99 });
        db.AddRange(Districts.Select((d, i) => new Code { List = CodeList.Place, Id = d.Id, Name = d.Name, Rank = i + 1 }));
        db.AddRange(Towns.Select((t, i) => new Code { List = CodeList.Place, Id = $"420117{i + 1:000}", Name = t, ParentId = "420117", Rank = i + 1 }));
        db.AddRange(Causes.Select((c, i) => new Code { List = CodeList.Cause, Id = $"{i + 1:00}", Name = c, Rank = i + 1 }));
        await db.SaveChangesAsync(cancel);
    }
}
