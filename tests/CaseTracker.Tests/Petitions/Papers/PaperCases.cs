using CaseTracker.Bureau;
using CaseTracker.People;
using CaseTracker.Petitions;
using CaseTracker.Petitions.Papers;
using CaseTracker.Workflow;

namespace CaseTracker.Tests.Petitions.Papers;

/// <summary>What the papers are tried on: a full case with three demands and all its fields, and the least a case may have.</summary>
internal static class PaperCases
{
    public static readonly DateOnly On = new(2025, 3, 5);

    public static PaperFacts Full(PetitionStep step, params (string, object?)[] data) => Facts(Case(full: true), step, new BureauSettings { Phone = "000-00001234" }, data);

    public static PaperFacts Minimal(PetitionStep step, params (string, object?)[] data) => Facts(Case(full: false), step, new BureauSettings { Phone = "000-00001234" }, data);

    /// <summary>Nothing but a number: every paper must refuse it.</summary>
    public static PaperFacts Empty(PetitionStep step)
    {
        var petition = Bare();
        petition.Source = PetitionSource.OrderedByPetitionOffice;
        return Facts(petition, step, new BureauSettings { Phone = null, ReviewOrgan = "" }) with { Department = null };
    }

    public static Petition Case(bool full)
    {
        var p = Bare();
        p.Summary = "反映原区属机械厂改制安置补偿未兑现，要求落实补差待遇。";
        p.Title = "要求落实改制补差待遇";
        p.Route = Route.R6;
        p.AcceptedOn = p.NoticeOn = On;
        p.NoticeNumber = "某科经信告〔2025〕3号";
        p.HandleDueOn = new DateOnly(2025, 5, 6);
        p.ExtensionDays = 30;
        p.ExtendedDueOn = new DateOnly(2025, 6, 3);
        p.HandlerName = "陈承办";
        p.Outcome = Outcome.Supported;
        p.Opinion = "经查阅改制档案，反映的情况属实，予以支持。";
        p.Basis = "区委专题办公会议纪要〔2024〕12号。";
        p.SignedOn = On;
        p.OpinionNumber = "某科经信答〔2025〕7号";
        p.DeliveredOn = On;
        p.Petitioners.Add(Person(p, 1, "刘桂英"));
        p.Demands.Add(Demand(p, 1, "落实补差待遇"));
        p.Sides.Add(new SideMatter { Id = Guid.NewGuid(), PetitionId = p.Id, Position = 1, Kind = SideKind.Mediation, StartedOn = On, Subject = "货款支付争议", Person = "郑科长", Parties = "刘桂英、某某机械有限公司" });
        p.Sides.Add(new SideMatter { Id = Guid.NewGuid(), PetitionId = p.Id, Position = 2, Kind = SideKind.Hearing, StartedOn = On, Subject = "补差停发是否合规", Person = "冯分管", Parties = "刘桂英、陈承办", HeldOn = On, Answer = "双方陈述。" });
        if (!full)
        {
            return p;
        }

        p.Source = PetitionSource.OrderedByPetitionOffice;
        p.SourceOrgan = "某某区信访局";
        p.SourceNumber = "某信转〔2025〕18号";
        p.SourceOn = new DateOnly(2025, 3, 1);
        p.ExternalNumber = "420117250300001";
        p.PeopleCount = 6;
        p.IsGroup = true;
        p.Facts = "1998年改制时承诺按月发放补差，至今未足额兑现；多次反映，未得到答复。";
        p.ExtensionNumber = "某科经信延〔2025〕1号";
        p.ExtensionReason = "需调取二十七年前的改制档案";
        p.Opinion = "1998年改制方案第六条载明按月发放补差，2019年以后停发，情况属实。\n区财政已于2024年安排专项资金。";
        p.InternalDueOn = new DateOnly(2025, 4, 15);
        p.Petitioners.Add(Person(p, 2, "王建国"));
        p.Petitioners.Add(Person(p, 3, "张守义"));
        p.Petitioners.Add(Person(p, 4, "陈秀兰"));
        p.Demands.Add(Demand(p, 2, "补发2019年以来停发的补差"));
        p.Demands.Add(Demand(p, 3, "报销2023年住院医疗费用"));
        return p;
    }

    private static PaperFacts Facts(Petition petition, PetitionStep step, BureauSettings bureau, params (string, object?)[] data) => new()
    {
        Petition = petition,
        Step = step,
        Data = StepData.Of(data),
        On = On,
        Number = "某科经信告〔2025〕3号",
        Bureau = bureau,
        Department = "经济运行科",
        ActorName = "李信访",
        QueryCode = "ABCD2345",
        Side = petition.Sides.FirstOrDefault(s => s.Kind == SideKind.Hearing),
        LinkedOpinions = petition.Petitioners.Count == 0 ? null : "处理意见某科经信答〔2023〕2号（2023年4月1日），复查意见某政复查〔2023〕5号（2023年6月1日），复核意见某市复核〔2023〕9号（2023年9月1日）。",
    };

    private static Petition Bare() => new()
    {
        Id = Guid.NewGuid(),
        Number = "XF420117202500012",
        Channel = Channel.Visit,
        Source = PetitionSource.Direct,
        Purpose = Purpose.Resolve,
        Kind = PetitionKind.Claim,
        Title = "",
        ReceivedOn = new DateOnly(2025, 3, 3),
        RegisteredOn = new DateOnly(2025, 3, 3),
        RegisteredAt = new DateTime(2025, 3, 3, 1, 0, 0, DateTimeKind.Utc),
        RegisteredById = Guid.NewGuid(),
        RegisteredByName = "王登记",
    };

    private static Petitioner Person(Petition p, int position, string name) => new() { Id = Guid.NewGuid(), PetitionId = p.Id, Position = position, Name = name, Sex = Sex.Unknown, Attitude = Attitude.Agrees, DeliveredOn = On };

    private static DemandItem Demand(Petition p, int position, string text) => new() { Id = Guid.NewGuid(), PetitionId = p.Id, Position = position, Text = text, Answer = $"予以支持，由区财政专项资金解决{text}。" };
}
