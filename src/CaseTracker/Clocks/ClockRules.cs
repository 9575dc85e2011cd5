using static CaseTracker.Clocks.ClockId;
using static CaseTracker.Clocks.ClockUnit;

namespace CaseTracker.Clocks;

/// <summary>All limits with their article and the dates of receipt they apply to.</summary>
public static class ClockRules
{
    private const string Regulation = "《信访工作条例》";
    private const string OldRegulation = "《信访条例》（国务院令第431号）";
    private const string SuitLaw = "《中华人民共和国行政诉讼法》";

    private static readonly DateOnly InForce = new(2022, 5, 1);
    private static readonly DateOnly LastOld = new(2022, 4, 30);
    private static readonly DateOnly SimpleTrial = new(2016, 7, 9); // the day the press reported it; its own date of force was not read
    private static readonly DateOnly Simple = new(2022, 7, 17);
    private static readonly DateOnly SuitLawInForce = new(2015, 5, 1);

    public static readonly IReadOnlyList<ClockRule> All =
    [
        new(C1, 15, Day, $"{OldRegulation}第二十一条、第二十二条", "不能当场答复的，应当自收到信访事项之日起15日内书面告知信访人；收到转送、交办的，自收到之日起15日内决定是否受理并书面告知信访人。", null, LastOld)
            { StartsAt = "收到信访事项", StopsAt = "告知书发出" },
        new(C1, 15, Day, $"{Regulation}第二十三条", "不能当场告知的，应当自收到信访事项之日起15日内书面告知信访人；收到转送、交办的，自收到之日起15日内书面告知信访人接收情况以及处理途径和程序。", InForce, null)
            { StartsAt = "收到信访事项", StopsAt = "告知书发出" },

        new(C2, 5, WorkingDay, "2022年5月1日前收到的事项，本单位内部规定", "对转送、交办的事项有异议的，自收到之日起5个工作日内提出。", null, LastOld)
            { StartsAt = "收到转送、交办的信访事项", StopsAt = "异议函发出", Internal = true },
        new(C2, 5, WorkingDay, $"{Regulation}第二十三条第三款", "不属于本机关、单位或者本系统职权范围的，应当自收到之日起5个工作日内提出异议，并详细说明理由。", InForce, null)
            { StartsAt = "收到转送、交办的信访事项", StopsAt = "异议函发出" },

        new(C3, 60, Day, $"{OldRegulation}第三十三条", "信访事项应当自受理之日起60日内办结；情况复杂的，经本行政机关负责人批准，可以适当延长办理期限，但延长期限不得超过30日，并告知信访人延期理由。", null, LastOld)
            { StartsAt = "受理（受理告知书落款日）", StopsAt = "信访处理意见书签发", Pause = ClockPause.HearingBySetting, LongestExtension = 30, TakesOwnLimit = true },
        new(C3, 60, Day, $"{Regulation}第三十四条", "自受理之日起60日内办结；情况复杂的，经本机关、单位负责人批准，可以适当延长办理期限，但延长期限不得超过30日，并告知信访人延期理由。", InForce, null)
            { StartsAt = "受理（受理告知书落款日）", StopsAt = "信访处理意见书签发", Pause = ClockPause.HearingBySetting, LongestExtension = 30, TakesOwnLimit = true },

        new(C4, 5, WorkingDay, "本单位内部规定", "信访处理意见书自签发之日起5个工作日内送达信访人。", null, null)
            { StartsAt = "信访处理意见书签发", StopsAt = "送达信访人", Internal = true },

        new(C5, 30, Day, $"{OldRegulation}第三十四条", "信访人对处理意见不服的，可以自收到书面答复之日起30日内请求原办理行政机关的上一级行政机关复查。", null, LastOld)
            { StartsAt = "意见书送达信访人", StopsAt = "复查机关收到申请", Bearer = ClockBearer.Petitioner },
        new(C5, 30, Day, $"{Regulation}第三十五条", "信访人对信访处理意见不服的，可以自收到书面答复之日起30日内请求原办理机关、单位的上一级机关、单位复查。", InForce, null)
            { StartsAt = "意见书送达信访人", StopsAt = "复查机关收到申请", Bearer = ClockBearer.Petitioner },

        new(C6, 30, Day, $"{OldRegulation}第三十四条", "收到复查请求的行政机关应当自收到复查请求之日起30日内提出复查意见，并予以书面答复。", null, LastOld)
            { StartsAt = "复查机关收到复查请求", StopsAt = "复查意见书签发", Bearer = ClockBearer.ReviewOrgan },
        new(C6, 30, Day, $"{Regulation}第三十五条", "收到复查请求的机关、单位应当自收到复查请求之日起30日内提出复查意见，并予以书面答复。", InForce, null)
            { StartsAt = "复查机关收到复查请求", StopsAt = "复查意见书签发", Bearer = ClockBearer.ReviewOrgan },

        new(C7, 30, Day, $"{OldRegulation}第三十五条", "信访人对复查意见不服的，可以自收到书面答复之日起30日内向复查机关的上一级行政机关请求复核。", null, LastOld)
            { StartsAt = "复查意见书送达信访人", StopsAt = "复核机关收到申请", Bearer = ClockBearer.Petitioner },
        new(C7, 30, Day, $"{Regulation}第三十六条第一款", "信访人对复查意见不服的，可以自收到书面答复之日起30日内向复查机关、单位的上一级机关、单位请求复核。", InForce, null)
            { StartsAt = "复查意见书送达信访人", StopsAt = "复核机关收到申请", Bearer = ClockBearer.Petitioner },

        new(C8, 30, Day, $"{OldRegulation}第三十五条", "收到复核请求的行政机关应当自收到复核请求之日起30日内提出复核意见；听证所需时间不计算在前款规定的期限内。", null, LastOld)
            { StartsAt = "复核机关收到复核请求", StopsAt = "复核意见书签发", Pause = ClockPause.Hearing, Bearer = ClockBearer.ReviewOrgan },
        new(C8, 30, Day, $"{Regulation}第三十六条", "收到复核请求的机关、单位应当自收到复核请求之日起30日内提出复核意见；听证所需时间不计算在前款规定的期限内。", InForce, null)
            { StartsAt = "复核机关收到复核请求", StopsAt = "复核意见书签发", Pause = ClockPause.Hearing, Bearer = ClockBearer.ReviewOrgan },

        new(C9, 3, WorkingDay, "《信访事项简易办理办法（试行）》（国信发〔2016〕8号）", "自收到之日起3个工作日内决定是否受理。", SimpleTrial, Simple.AddDays(-1))
            { StartsAt = "收到信访事项", StopsAt = "决定受理" },
        new(C9, 3, WorkingDay, "《信访事项简易办理办法》（国信办发〔2022〕17号）", "自收到之日起3个工作日内决定是否受理。", Simple, null)
            { StartsAt = "收到信访事项", StopsAt = "决定受理" },

        new(C10, 10, WorkingDay, "《信访事项简易办理办法（试行）》（国信发〔2016〕8号）", "自受理之日起10个工作日内作出处理意见。", SimpleTrial, Simple.AddDays(-1))
            { StartsAt = "受理", StopsAt = "答复" },
        new(C10, 10, WorkingDay, "《信访事项简易办理办法》（国信办发〔2022〕17号）", "自受理之日起10个工作日内作出处理意见。", Simple, null)
            { StartsAt = "受理", StopsAt = "答复" },

        // The length is never used: the order names its date, or the handling clock gives it.
        new(C11, 60, Day, $"{OldRegulation}第二十一条、第三十三条", "交办的事项应当在指定办理期限内反馈结果，提交办结报告；不得超过办理期限。", null, LastOld)
            { StartsAt = "收到交办", StopsAt = "办结报告发出", TakesOwnLimit = true },
        new(C11, 60, Day, $"{Regulation}第二十二条、第三十四条", "交办的事项应当在指定办理期限内反馈结果，提交办结报告；不得超过办理期限。", InForce, null)
            { StartsAt = "收到交办", StopsAt = "办结报告发出", TakesOwnLimit = true },

        new(C12, 2, Month, $"{SuitLaw}第四十七条", "申请行政机关履行保护人身权、财产权等合法权益的法定职责，行政机关应当自接到申请之日起两个月内履行；法律、法规另有规定的，从其规定。", SuitLawInForce, null)
            { StartsAt = "收到履职申请", StopsAt = "履行或者答复", TakesOwnLimit = true },

        new(C13, 30, Day, "本单位内部规定", "信访人自收到答复之日起30日内作出满意度评价。", null, null)
            { StartsAt = "意见书送达信访人", StopsAt = "信访人评价", Bearer = ClockBearer.Petitioner, Internal = true, TakesOwnLimit = true },

        new(C14, 60, Day, "本单位内部规定", "建议意见自登记之日起60日内回复。", null, null)
            { StartsAt = "登记", StopsAt = "回复", Internal = true },
    ];

    /// <summary>The limit for a matter received on a day; refused where there was none yet.</summary>
    public static ClockRule For(ClockId id, DateOnly received) =>
        Find(id, received) ?? throw new RefusedException($"{received:yyyy-MM-dd}收到的事项尚无“{id.Display()}”（{id}）期限的规定，请核对日期。");

    /// <summary>The limit for a matter received on a day; null where there was none yet (简易办理 before 2016, 履职 before 2015-05-01).</summary>
    public static ClockRule? Find(ClockId id, DateOnly received) => All.FirstOrDefault(r => r.Id == id && r.AppliesTo(received));
}
