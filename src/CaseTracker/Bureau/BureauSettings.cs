using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CaseTracker.Clocks;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Bureau;

/// <summary>What the bureau decides about itself, kept in the database and changed on the page 单位设置. What the law leaves to local practice is here, with the default of the regulation.</summary>
public sealed record BureauSettings : IValidatableObject
{
    [Display(Name = "单位全称"), Required, StringLength(60)]
    public string Name { get; init; } = "某某区经济信息化和科技创新局";

    [Display(Name = "单位简称"), Required, StringLength(30)]
    public string ShortName { get; init; } = "某某区科经局";

    /// <summary>GB/T 9704：机关代字, before 〔2025〕3号.</summary>
    [Display(Name = "机关代字"), Required, StringLength(10)]
    public string OrganCode { get; init; } = "某科经信";

    /// <summary>GB/T 2260, six digits; part of every registration number.</summary>
    [Display(Name = "行政区划代码"), Required, RegularExpression(@"\d{6}", ErrorMessage = "行政区划代码应为6位数字")]
    public string DistrictCode { get; init; } = "420117";

    [Display(Name = "复查机关"), Required, StringLength(100)]
    public string ReviewOrgan { get; init; } = "区人民政府或市级主管部门";

    /// <summary>Besides whoever handed the case over; empty: nobody.</summary>
    [Display(Name = "处理意见书抄送"), StringLength(100)]
    public string? CopyTo { get; init; } = "区信访局";

    [Display(Name = "联系电话"), StringLength(30)]
    public string? Phone { get; init; }

    [Display(Name = "接待地址"), StringLength(100)]
    public string? Address { get; init; }

    [Display(Name = "期满日逢休息日顺延")]
    public bool RollForward { get; init; } = true;

    [Display(Name = "听证停止办理期限")]
    public bool HearingStopsHandleClock { get; init; }

    [Display(Name = "临期天数"), Range(0, 60)]
    public int YellowDays { get; init; } = 10;

    [Display(Name = "临期工作日数"), Range(0, 20)]
    public int YellowWorkdays { get; init; } = 2;

    /// <summary>集体访 begins with so many visitors.</summary>
    [Display(Name = "集体访起算人数"), Range(2, 100)]
    public int GroupFrom { get; init; } = 5;

    /// <summary>Accounts (accounts' sign-in names, separated by 、) who handle 检举控告; empty = everyone who is 信访机构负责人 or 派驻纪检.</summary>
    [Display(Name = "检举控告经办人"), StringLength(200)]
    public string? AccusationHandlers { get; init; }

    /// <summary>So many days before a leader receives, the arrangement must have been published.</summary>
    [Display(Name = "接访安排提前公示天数"), Range(0, 30)]
    public int ReceptionDayNoticeDays { get; init; } = 2;

    [Display(Name = "矛盾纠纷排查周期")]
    public SweepCycle SweepCycle { get; init; } = SweepCycle.Month;

    /// <summary>Reports are expected for periods from this day on; null: for every period that is looked at.</summary>
    [Display(Name = "排查报告起算日期")]
    public DateOnly? SweepFrom { get; init; }

    /// <summary>One a line: 2025-03-01至2025-03-15 全国两会. On each of these days every department reports, also that it found nothing.</summary>
    [Display(Name = "重点时段"), StringLength(2000), DataType(DataType.MultilineText), KeyPeriods]
    public string? KeyPeriods { get; init; }

    /// <summary>The words of the risk of a dispute, the highest first, separated by 、.</summary>
    [Display(Name = "矛盾纠纷风险等级"), Required, StringLength(40), RegularExpression("[^、\\s]{1,8}(、[^、\\s]{1,8}){1,4}", ErrorMessage = "风险等级应为二至五个词，从高到低用顿号隔开，如“高、中、低”")]
    public string RiskWords { get; init; } = "高、中、低";

    /// <summary>The risk words, the highest first.</summary>
    public IReadOnlyList<string> Risks() => RiskWords.Split('、');

    /// <summary>One a line: 2011-08 65 the minutes. What the papers say of the handing over of retired cadres; 在册变动 shows the roster beside it.</summary>
    [Display(Name = "移交批次"), StringLength(1000), DataType(DataType.MultilineText), HandoverBatches]
    public string? HandoverBatches { get; init; }

    /// <summary>The page on which a petitioner asks by his code, without signing in; closed until the bureau opens it.</summary>
    [Display(Name = "开放公众查询")]
    public bool PublicQuery { get; init; }

    /// <summary>Where the public page is reached, for the square code on the slip; empty: the address under which the slip was opened.</summary>
    [Display(Name = "公众查询网址"), StringLength(200), RegularExpression(@"https?://[^\s/?#]+(/[^\s?#]*)?", ErrorMessage = "公众查询网址应以 https:// 开头，如 https://xf.example.gov.cn/query")]
    public string? PublicAddress { get; init; }

    /// <summary>一次性化解: a first petition counts as settled when nothing comes back within so many days of its end.</summary>
    [Display(Name = "一次性化解观察天数"), Range(1, 3650)]
    public int SettledWindowDays { get; init; } = 180;

    /// <summary>考核评分, one line each: 名称|分值|算法|指标|每件扣分.</summary>
    [Display(Name = "考核评分"), StringLength(2000), DataType(DataType.MultilineText)]
    public string? ScoreModel { get; init; } = ScoreItem.Example;

    /// <summary>So many working days to answer a supervision that began by itself.</summary>
    [Display(Name = "督办反馈工作日"), Range(1, 60)]
    public int SupervisionWorkdays { get; init; } = 5;

    /// <summary>What became true before this day is not supervised by itself; null: whatever stands.</summary>
    [Display(Name = "自动督办起算日期")]
    public DateOnly? SuperviseFrom { get; init; }

    [Display(Name = "告知、异议超期自动督办")]
    public bool SuperviseNotice { get; init; } = true;

    [Display(Name = "办理临期、超期自动督办")]
    public bool SuperviseHandling { get; init; } = true;

    [Display(Name = "延期未告知自动督办")]
    public bool SuperviseExtension { get; init; } = true;

    [Display(Name = "意见书逾期未送达自动督办")]
    public bool SuperviseDelivery { get; init; } = true;

    [Display(Name = "支持事项逾期未执行自动督办")]
    public bool SupervisePerformance { get; init; } = true;

    [Display(Name = "交办逾期未报结自动督办")]
    public bool SuperviseOrder { get; init; } = true;

    [Display(Name = "答复后30日内重复信访自动督办")]
    public bool SuperviseRepeat { get; init; } = true;

    [Display(Name = "群众不满意自动督办")]
    public bool SuperviseDissatisfied { get; init; } = true;

    [Display(Name = "审批两次退回自动督办")]
    public bool SuperviseReturned { get; init; } = true;

    [Display(Name = "领导批示逾期未反馈自动督办")]
    public bool SuperviseInstruction { get; init; } = true;

    /// <summary>几包: what the leader of a case answers for, separated by 、; a case that is led gets one line for each.</summary>
    [Display(Name = "包案事项"), Required, StringLength(100), RegularExpression("[^、\\s]{2,12}(、[^、\\s]{2,12}){0,9}", ErrorMessage = "包案事项应为一至十个词，用顿号隔开，如“包掌握情况、包思想教育”")]
    public string LeadItems { get; init; } = "包掌握情况、包思想教育、包解决化解、包息诉息访";

    /// <summary>A yellow card when the handling limit is near, a red one when it is over, without anybody issuing it.</summary>
    [Display(Name = "办理临期、超期自动发黄牌、红牌")]
    public bool CardsByTime { get; init; }

    /// <summary>统计月, one a line: 2025-03 起 21日; empty: calendar months.</summary>
    [Display(Name = "统计月"), StringLength(500), DataType(DataType.MultilineText), ReportMonths]
    public string? ReportMonths { get; init; }

    /// <summary>Printed on every page and sheet of the demonstration.</summary>
    public bool IsDemonstration { get; init; }

    /// <summary>What every printed sheet and paper of a demonstration says of itself; null on a real one.</summary>
    public string? DemonstrationNotice() => IsDemonstration ? "演示数据，单位和人物均为虚构" : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        try
        {
            ScoreItem.ReadAll(ScoreModel);
            return [];
        }
        catch (RefusedException refused)
        {
            return refused.Reasons.Select(r => new ValidationResult(r.Text, [r.Field!]));
        }
    }

    public ClockSettings Clocks => new() { RollForward = RollForward, HearingStopsHandleClock = HearingStopsHandleClock, YellowDays = YellowDays, YellowWorkdays = YellowWorkdays };
}

/// <summary>The one row that holds the settings, as JSON, with the version that travels in the form.</summary>
public sealed class StoredSettings : IVersioned
{
    /// <summary>There is one row only.</summary>
    public static readonly Guid TheOne = new("0b5e7711-0000-4000-8000-000000000001");

    public required Guid Id { get; init; }

    public int Version { get; set; }

    public required string Json { get; set; }
}

internal sealed class StoredSettingsConfiguration : IEntityTypeConfiguration<StoredSettings>
{
    public void Configure(EntityTypeBuilder<StoredSettings> builder) => builder.ToTable("bureau_settings");
}

public static class BureauTables
{
    extension(CaseDb db)
    {
        public DbSet<StoredSettings> StoredSettings => db.Set<StoredSettings>();

        public DbSet<Code> Codes => db.Set<Code>();
    }

    private static readonly Compiled<Func<CaseDb, Task<string?>>> Stored = new(() => EF.CompileAsyncQuery((CaseDb db) => db.Set<StoredSettings>().AsNoTracking().Where(s => s.Id == StoredSettings.TheOne).Select(s => s.Json).FirstOrDefault()));

    // Read before every page and read anew each time, so that a change holds at once, also from another process; only the reading of the same JSON is spared.
    private static volatile Tuple<string, BureauSettings>? last;

    /// <summary>The settings in force; the defaults until somebody has changed them.</summary>
    public static async Task<BureauSettings> BureauAsync(this CaseDb db, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (await Stored.For(db)(db) is not { } json)
        {
            return new BureauSettings();
        }

        if (last is { } known && known.Item1 == json)
        {
            return known.Item2;
        }

        var read = JsonSerializer.Deserialize<BureauSettings>(json, CanonicalJson.Options)!;
        last = Tuple.Create(json, read);
        return read;
    }
}
