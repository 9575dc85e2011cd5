using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Excel;
using Microsoft.EntityFrameworkCore;
using static CaseTracker.Excel.Column;

namespace CaseTracker.Petitions;

/// <summary>督办台账: the supervisions of ordinary cases by the day they began, the same rows for everybody who may run it.</summary>
public sealed class SupervisionLedger(CaseDb db, OfficeClock clock) : PeriodLedger<SupervisionLedger.Line>(About, Sheet)
{
    public const string Name = "督办台账";

    public static readonly LedgerBook About = new("supervisions", Name, "立项日期", typeof(SupervisionLedger));

    public sealed record Line(string Number, string Matter, string? Letter, DateOnly StartedOn, string Ground, string Issue, string? Unit, DateOnly? DueOn, string? Answer, DateOnly? AnsweredOn, DateOnly? LiftedOn, string? Result, string State);

    public static readonly Sheet<Line> Sheet = new(Name,
        Ordinal<Line>(),
        Identity<Line>("信访编号", 20, r => r.Number),
        LongText<Line>("事项", 18, r => r.Matter),
        LongText<Line>("督办函号", 21, r => r.Letter),
        Date<Line>("立项日期", 10.5, r => r.StartedOn),
        LongText<Line>("督办情形", 12, r => r.Ground),
        LongText<Line>("存在的问题", 24, r => r.Issue),
        LongText<Line>("被督办单位(人)", 12, r => r.Unit),
        Date<Line>("反馈期限", 10.5, r => r.DueOn),
        LongText<Line>("整改情况", 20, r => r.Answer),
        Date<Line>("反馈日期", 10.5, r => r.AnsweredOn),
        Date<Line>("销号日期", 10.5, r => r.LiftedOn),
        LongText<Line>("销号理由", 14, r => r.Result),
        Text<Line>("状态", 8, r => r.State).Centred());

    public override bool IsOpenTo(Actor actor, Viewer viewer) => actor.May(Permission.Ledgers);

    public override Task<SheetHeading> HeadingAsync(DateOnly from, DateOnly to, CancellationToken cancel) => WatchHeading.OfAsync(db, Name, "件", "督办（不含检举控告），按立项日期", from, to, clock.Today, cancel);

    public override async Task<IReadOnlyList<Line>> RowsAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var rows = await db.SidesOf(SideKind.Supervision, from, to).Select(r => new { r.Side, r.Petition.Number, r.Petition.Title }).ToListAsync(cancel);
        return [.. rows.Select(r => new Line(
            r.Number, r.Title, r.Side.Number, r.Side.StartedOn, $"{r.Side.Ground?.Display()}{(SupervisionTriggers.Of(r.Side.Trigger) is { } by ? $"（自动：{by.Display()}）" : "")}", r.Side.Subject, r.Side.Parties, r.Side.DueOn,
            r.Side.Answer, r.Side.AnsweredOn, r.Side.EndedOn, r.Side.Result, r.Side.DueOn < clock.Today && r.Side.State == SideState.Supervised ? "超期未反馈" : r.Side.State.Display()))];
    }
}

/// <summary>领导包案台账: the cases that leaders lead, by the day they were given to them.</summary>
public sealed class LedCaseLedger(CaseDb db, OfficeClock clock) : PeriodLedger<LedCaseLedger.Line>(About, Sheet)
{
    public const string Name = "领导包案台账";

    public static readonly LedgerBook About = new("led-cases", Name, "包案日期", typeof(LedCaseLedger));

    public sealed record Line(string? LeadNumber, string Number, string Petitioner, string Matter, string? Leader, string? Responsible, DateOnly StartedOn, DateOnly? DueOn, string Plan, string Items, string? Progress, DateOnly? ClosedOn, string? Result, string? Attitude, string State);

    public static readonly Sheet<Line> Sheet = new(Name,
        Ordinal<Line>(),
        LongText<Line>("包案编号", 21, r => r.LeadNumber),
        Identity<Line>("信访编号", 20, r => r.Number),
        Text<Line>("信访人", 8, r => r.Petitioner),
        LongText<Line>("事项", 18, r => r.Matter),
        Text<Line>("包案领导", 8, r => r.Leader).Centred(),
        LongText<Line>("责任单位、责任人", 12, r => r.Responsible),
        Date<Line>("包案日期", 10.5, r => r.StartedOn),
        Date<Line>("化解时限", 10.5, r => r.DueOn),
        LongText<Line>("化解方案", 22, r => r.Plan),
        LongText<Line>("包案事项完成情况", 22, r => r.Items),
        LongText<Line>("最近进展", 18, r => r.Progress),
        Date<Line>("销案日期", 10.5, r => r.ClosedOn),
        LongText<Line>("审批意见", 12, r => r.Result),
        Text<Line>("信访人态度", 9, r => r.Attitude).Centred(),
        Text<Line>("状态", 8, r => r.State).Centred());

    public override bool IsOpenTo(Actor actor, Viewer viewer) => actor.May(Permission.Ledgers);

    public override Task<SheetHeading> HeadingAsync(DateOnly from, DateOnly to, CancellationToken cancel) => WatchHeading.OfAsync(db, Name, "件", "领导包案（不含检举控告），按包案日期", from, to, clock.Today, cancel);

    public override async Task<IReadOnlyList<Line>> RowsAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var rows = await db.SidesOf(SideKind.Lead, from, to).Select(r => new { r.Side, r.Petition.Number, r.Petition.MainName, r.Petition.Title }).ToListAsync(cancel);
        var sides = rows.Select(r => r.Side.Id).ToList();
        var items = (await db.Set<LeadItem>().IgnoreQueryFilters().AsNoTracking().Where(i => sides.Contains(i.SideId)).OrderBy(i => i.Position).ToListAsync(cancel)).ToLookup(i => i.SideId);
        return [.. rows.Select(r => new Line(
            r.Side.Number, r.Number, r.MainName, r.Title, r.Side.Person, r.Side.Parties, r.Side.StartedOn, r.Side.DueOn, r.Side.Subject,
            string.Join("；", items[r.Side.Id].Select(i => $"{i.Name}：{(i.DoneOn is { } done ? $"{done:yyyy-MM-dd}完成" : i.Progress is null ? "未开始" : "进行中")}")),
            r.Side.Answer is null ? null : $"{r.Side.AnsweredOn:yyyy-MM-dd} {r.Side.Answer}", r.Side.EndedOn, r.Side.Result, r.Side.Attitude?.Display(),
            r.Side.DueOn < clock.Today && r.Side.EndedOn is null ? "超期" : r.Side.State.Display()))];
    }
}

/// <summary>领导批示台账: the instructions of a period by their day, whether on a case or not.</summary>
public sealed class InstructionLedger(CaseDb db, OfficeClock clock) : PeriodLedger<InstructionLedger.Line>(About, Sheet)
{
    public const string Name = "领导批示台账";

    public static readonly LedgerBook About = new("instructions", Name, "批示日期", typeof(InstructionLedger));

    public sealed record Line(string Number, DateOnly InstructedOn, string Leader, string Text, string Matter, string Responsible, DateOnly? DueOn, string? Progress, string? Feedback, DateOnly? FeedbackOn, DateOnly? ClosedOn, string State);

    public static readonly Sheet<Line> Sheet = new(Name,
        Ordinal<Line>(),
        Identity<Line>("批示编号", 20, r => r.Number),
        Date<Line>("批示日期", 10.5, r => r.InstructedOn),
        Text<Line>("批示领导", 9, r => r.Leader).Centred(),
        LongText<Line>("批示内容", 26, r => r.Text),
        LongText<Line>("信访编号或事项", 20, r => r.Matter),
        LongText<Line>("责任科室/人", 12, r => r.Responsible),
        Date<Line>("反馈时限", 10.5, r => r.DueOn),
        LongText<Line>("跟踪情况", 18, r => r.Progress),
        LongText<Line>("反馈情况", 22, r => r.Feedback),
        Date<Line>("反馈日期", 10.5, r => r.FeedbackOn),
        Date<Line>("办结日期", 10.5, r => r.ClosedOn),
        Text<Line>("状态", 8, r => r.State).Centred());

    public override bool IsOpenTo(Actor actor, Viewer viewer) => actor.May(Permission.SeeInstructions) && WatchHeading.SeesAll(viewer);

    public override Task<SheetHeading> HeadingAsync(DateOnly from, DateOnly to, CancellationToken cancel) => WatchHeading.OfAsync(db, Name, "件", "领导批示（不含作废），按批示日期", from, to, clock.Today, cancel);

    public override async Task<IReadOnlyList<Line>> RowsAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        if (!WatchHeading.SeesAll(db.Viewer))
        {
            throw new RefusedException(new Reason("领导批示台账是全局的台账，由信访机构、督办人员或局领导查看；本科室的请在领导批示列表里查看", LiftedBy: "信访机构负责人"));
        }

        var names = await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, cancel);
        var rows = await db.Instructions.AsNoTracking().Where(i => i.State != InstructionState.Voided && i.InstructedOn >= from && i.InstructedOn <= to).OrderBy(i => i.InstructedOn).ThenBy(i => i.Number).ToListAsync(cancel);
        return [.. rows.Select(i => new Line(
            i.Number, i.InstructedOn, i.LeaderName, i.Text, string.Join(" ", new[] { i.PetitionNumber, i.Subject }.OfType<string>()), i.PersonName is null ? names[i.DepartmentId] : $"{names[i.DepartmentId]}/{i.PersonName}", i.DueOn,
            i.Progress is null ? null : $"{i.ProgressOn:yyyy-MM-dd} {i.Progress}", i.Feedback, i.FeedbackOn, i.ClosedOn, i.IsOverdue(clock.Today) ? "超期未反馈" : i.State.Display()))];
    }
}

/// <summary>黄牌红牌台账: the cards of a period by the day they were issued, the same rows for everybody who may run it.</summary>
public sealed class CardLedger(CaseDb db, OfficeClock clock) : PeriodLedger<CardLedger.Line>(About, Sheet)
{
    public const string Name = "黄牌红牌台账";

    public static readonly LedgerBook About = new("cards", Name, "发牌日期", typeof(CardLedger));

    public sealed record Line(string Colour, string Holder, string? Department, string Number, string Reason, string By, DateOnly IssuedOn, DateOnly? LiftedOn, string? LiftReason, string? LiftedBy, string State);

    public static readonly Sheet<Line> Sheet = new(Name,
        Ordinal<Line>(),
        Text<Line>("颜色", 6, r => r.Colour).Centred(),
        Text<Line>("持牌人", 9, r => r.Holder),
        LongText<Line>("科室", 12, r => r.Department),
        Identity<Line>("信访编号", 20, r => r.Number),
        LongText<Line>("发牌事由", 26, r => r.Reason),
        Text<Line>("发牌人", 8, r => r.By).Centred(),
        Date<Line>("发牌日期", 10.5, r => r.IssuedOn),
        Date<Line>("摘牌日期", 10.5, r => r.LiftedOn),
        LongText<Line>("摘牌事由", 20, r => r.LiftReason),
        Text<Line>("摘牌人", 8, r => r.LiftedBy).Centred(),
        Text<Line>("状态", 8, r => r.State).Centred());

    public override bool IsOpenTo(Actor actor, Viewer viewer) => WatchHeading.SeesAll(viewer);

    public override Task<SheetHeading> HeadingAsync(DateOnly from, DateOnly to, CancellationToken cancel) => WatchHeading.OfAsync(db, Name, "张", "黄牌、红牌（不含检举控告），按发牌日期", from, to, clock.Today, cancel);

    public override async Task<IReadOnlyList<Line>> RowsAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        if (!WatchHeading.SeesAll(db.Viewer))
        {
            throw new RefusedException(new Reason("黄牌红牌台账是全局的台账，由信访机构、督办人员或局领导查看；本人和本科室的请在黄牌、红牌列表里查看", LiftedBy: "信访机构负责人"));
        }

        var names = await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, cancel);
        var rows = await db.WarningCards.AsNoTracking().Where(c => c.IssuedOn >= from && c.IssuedOn <= to).OrderBy(c => c.IssuedOn).ThenBy(c => c.PetitionNumber).ThenBy(c => c.Id).ToListAsync(cancel);
        return [.. rows.Select(c => new Line(
            c.Colour.Display(), c.HolderName, c.DepartmentId is { } department ? names.GetValueOrDefault(department) : null, c.PetitionNumber, c.Reason, c.IssuedByName, c.IssuedOn, c.LiftedOn, c.LiftReason, c.LiftedByName, c.IsHeld ? "未摘牌" : "已摘牌"))];
    }
}

internal sealed record SideOfPetition(SideMatter Side, Petition Petition);

internal static class WatchHeading
{
    public static bool SeesAll(Viewer viewer) => viewer.IsSystem || viewer.WholeOrdinary || viewer.Leads;

    // An official ledger has one scope, whoever runs it; accusations are no part of it.
    public static IQueryable<SideOfPetition> SidesOf(this CaseDb db, SideKind kind, DateOnly from, DateOnly to) =>
        from p in db.Petitions.IgnoreQueryFilters().AsNoTracking()
        where !p.IsConfidential && !p.IsVoid
        from s in p.Sides
        where s.Kind == kind && s.StartedOn >= @from && s.StartedOn <= to
        orderby s.StartedOn, p.Number, s.Position
        select new SideOfPetition(s, p);

    public static async Task<SheetHeading> OfAsync(CaseDb db, string name, string unit, string scope, DateOnly from, DateOnly to, DateOnly today, CancellationToken cancel)
    {
        return await db.SheetHeadingAsync(from, to, name, unit, [$"范围：{scope}；截至 {today:yyyy-MM-dd}", $"共{SheetHeading.RowCount}件"], cancel);
    }
}
