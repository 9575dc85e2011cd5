using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Cadres;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Excel;
using Microsoft.EntityFrameworkCore;
using static CaseTracker.Excel.Column;

namespace CaseTracker.CareVisits;

/// <summary>L5 老干部走访慰问台账: the visits made in a period, by the day of the visit. What was seen of somebody's health stands in it only for those who may read it.</summary>
public sealed class CareVisitLedger(CaseDb db, ProtectedValues values, CurrentActor who, OfficeClock clock) : PeriodLedger<CareVisitLedger.Line>(About, Sheet)
{
    public const string Name = "老干部走访慰问台账";

    public static readonly LedgerBook About = new("care-visits", Name, "看望日期", typeof(CareVisitLedger));

    public sealed record Line(DateOnly VisitedOn, string Type, string People, string Level, string Age, string? OldUnit, string? Place, string? Leader, string? Visitors, string? Form, decimal? Amount, string? SignedBy,
        string? Conditions, string? Requests, string State, string? Note);

    public static readonly Sheet<Line> Sheet = new(Name,
        Ordinal<Line>(),
        Date<Line>("日期", 10.5, r => r.VisitedOn),
        Text<Line>("类型", 9, r => r.Type).Centred(),
        LongText<Line>("对象", 10, r => r.People),
        Text<Line>("职级", 7, r => r.Level).Centred(),
        Text<Line>("年龄", 6, r => r.Age).Centred(),
        LongText<Line>("原单位", 13, r => r.OldUnit),
        LongText<Line>("地点", 12, r => r.Place),
        Text<Line>("带队领导", 8, r => r.Leader).Centred(),
        LongText<Line>("陪同人员", 10, r => r.Visitors),
        Text<Line>("慰问形式", 9, r => r.Form).Centred(),
        Money<Line>("金额(元)", 10, r => r.Amount).Summed(),
        LongText<Line>("签收", 15, r => r.SignedBy),
        LongText<Line>("身体及家庭情况", 30, r => r.Conditions),
        LongText<Line>("反映的问题", 15, r => r.Requests),
        Text<Line>("处理情况", 8, r => r.State).Centred(),
        LongText<Line>("备注", 10, r => r.Note));

    public override bool IsOpenTo(Actor actor, Viewer viewer) => actor.May(Permission.CareVisits);

    public override async Task<SheetHeading> HeadingAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var visits = await db.CountedCareVisits(from, to).CountAsync(cancel);
        var people = await db.CountedCareVisitPersons(from, to).CountAsync(cancel);
        return await db.SheetHeadingAsync(from, to, Name, "次、人次、元", [$"范围：已看望的走访慰问，按看望日期；截至 {clock.Today:yyyy-MM-dd}", $"走访{visits}次、{people}人次（疑似重复不计）"], cancel);
    }

    public override async Task<IReadOnlyList<Line>> RowsAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var viewer = db.Viewer;
        if (!viewer.IsSystem && !viewer.WholeOrdinary && !viewer.OrdinaryLines && !viewer.Leads && !viewer.Pays && !await db.Departments.AnyAsync(d => d.IsRetireeOffice && viewer.Departments.Contains(d.Id), cancel))
        {
            throw new RefusedException(new Reason("走访慰问台账由老干部工作科室、信访机构和局领导查看，请向他们索取", LiftedBy: "老干部服务专干"));
        }

        var visits = await db.CareVisits.AsNoTracking().Include(v => v.Persons)
            .Where(v => (v.State == CareVisitState.Visited || v.State == CareVisitState.Reimbursing || v.State == CareVisitState.Closed) && v.VisitedOn >= from && v.VisitedOn <= to)
            .OrderBy(v => v.VisitedOn).ThenBy(v => v.Number).ToListAsync(cancel);
        var ids = visits.SelectMany(v => v.Persons).Select(p => p.CadreId).Distinct().ToList();
        var cadres = await db.Cadres.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.BirthOn, c.OldUnit }).ToDictionaryAsync(c => c.Id, cancel);
        var numbers = visits.ToDictionary(v => v.Id, v => v.Number);
        var texts = await values.ReadAsync([.. visits.Where(v => CareVisit.MayReadHealth(who.Actor, v.DepartmentId)).SelectMany(v => v.Persons).Select(p => p.ConditionId).OfType<Guid>()], cancel);
        return
        [
            .. visits.Select(v =>
            {
                var seen = v.Present.Where(p => p.Result == VisitResult.Seen).ToList();
                return new Line(
                    v.VisitedOn!.Value, v.Type.Display(), Lines(seen, p => p.Name), Lines(seen, p => p.Grade?.Level().Display()),
                    Lines(seen, p => $"{AgeOn(cadres.GetValueOrDefault(p.CadreId)?.BirthOn, v.VisitedOn!.Value)}"), string.Join("、", seen.Select(p => cadres.GetValueOrDefault(p.CadreId)?.OldUnit).OfType<string>().Distinct()),
                    v.Place, v.LeaderName, v.Visitors, v.Form?.Display(), v.IsSuspectedDouble ? null : (v.ActualFen ?? 0).Yuan(), Each(seen, p => p.SignedBy),
                    Each(seen, p => p.ConditionId is { } id ? texts.TryGetValue(id, out var text) ? text : "（按权限查看）" : null), Each(seen, p => p.Requests), v.State.Display(),
                    string.Join("；", new[] { v.IsSuspectedDouble ? $"疑似重复{numbers.GetValueOrDefault(v.RepeatsId!.Value)}，不计次数和金额" : null, v.Present.Count > seen.Count ? $"{string.Join("、", v.Present.Except(seen).Select(p => p.Name))}未看望到" : null, v.Note }.OfType<string>()));
            }),
        ];

        // One person a line, so that names, levels and ages stand beside one another.
        static string Lines(IReadOnlyList<CareVisitPerson> people, Func<CareVisitPerson, string?> text) => string.Join('\n', people.Select(p => text(p) is { Length: > 0 } said ? said : "—"));

        static string? Each(IReadOnlyList<CareVisitPerson> people, Func<CareVisitPerson, string?> text) =>
            string.Join('\n', people.Select(p => text(p) is { } said ? people.Count > 1 ? $"{p.Name}：{said}" : said : null).OfType<string>()) is { Length: > 0 } all ? all : null;
    }

    /// <summary>周岁 on a day; null where the birth is not known.</summary>
    public static int? AgeOn(DateOnly? born, DateOnly day) => born is not { } b ? null : day.Year - b.Year - (day < b.AddYears(day.Year - b.Year) ? 1 : 0);
}
