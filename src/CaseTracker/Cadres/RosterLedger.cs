using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Bureau;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.People;
using Microsoft.EntityFrameworkCore;
using static CaseTracker.Excel.Column;

namespace CaseTracker.Cadres;

/// <summary>L6 花名册 as it stood on a day: masked for printing and posting, or in full for who keeps it, which is logged with the reason. In full its headings are those of the bureau's own book, so that it can be imported again.</summary>
public sealed class RosterLedger(CaseDb db, ProtectedValues values, CurrentActor who, OfficeClock clock) : Ledger(About)
{
    public const string Name = "花名册";

    public static readonly LedgerBook About = new("roster", Name, "在册日期", typeof(RosterLedger)) { IsOfOneDay = true, IsMasked = true, Permissions = [Permission.Ledgers, Permission.SeeCadres] };

    public sealed record Line(Cadre Cadre, CadreGrade? Grade, string IdNumber, string Phone, string Address, string EmergencyPhone, string Health, string Focus, decimal? Pension, decimal? Allowance,
        string State, DateOnly? HandedOverOn, DateOnly? DiedOn, DateOnly? TransferredOutOn, DateOnly? RestoredOn, DateOnly? RegisteredOn, int? Age, string Marks);

    /// <summary>The columns of the book 花名册.</summary>
    public static readonly Sheet<Line> Full = new(Name,
        Identity<Line>("人员编号", 10, r => r.Cadre.PersonNumber),
        Text<Line>("姓名", 9, r => r.Cadre.Name),
        Text<Line>("性别", 5, r => r.Cadre.Sex == Sex.Unknown ? null : r.Cadre.Sex.Display()).Centred(),
        Date<Line>("出生日期", 11, r => r.Cadre.BirthOn),
        Identity<Line>("身份证号", 20, r => r.IdNumber),
        Text<Line>("原单位", 16, r => r.Cadre.OldUnit),
        Text<Line>("原职务", 10, r => r.Cadre.OldPost),
        Text<Line>("职级", 9, r => r.Grade?.Display()).Centred(),
        Text<Line>("政治面貌", 9, r => r.Cadre.PoliticalStatus?.Display()).Centred(),
        Text<Line>("参加工作时间", 11, r => r.Cadre.WorkedSince).Centred(),
        Text<Line>("退休时间", 11, r => r.Cadre.RetiredSince).Centred(),
        Date<Line>("移交日期", 11, r => r.HandedOverOn),
        LongText<Line>("移交依据", 18, r => r.Cadre.Basis),
        LongText<Line>("现住址", 20, r => r.Address),
        Text<Line>("居住情况", 10, r => r.Cadre.Living?.Display()).Centred(),
        Text<Line>("健康状况", 9, r => r.Health).Centred(),
        Identity<Line>("联系电话", 14, r => r.Phone),
        Text<Line>("紧急联系人", 9, r => r.Cadre.EmergencyContact),
        Text<Line>("与本人关系", 8, r => r.Cadre.EmergencyRelation).Centred(),
        Identity<Line>("紧急联系电话", 14, r => r.EmergencyPhone),
        Money<Line>("月养老金(元)", 11, r => r.Pension),
        Money<Line>("月补差标准(元)", 11, r => r.Allowance),
        LongText<Line>("重点关注", 12, r => r.Focus),
        Text<Line>("当前状态", 8, r => r.State).Centred(),
        Date<Line>("去世日期", 11, r => r.DiedOn),
        Date<Line>("转出日期", 11, r => r.TransferredOutOn),
        Date<Line>("恢复日期", 11, r => r.RestoredOn),
        Date<Line>("状态登记日期", 11, r => r.RegisteredOn),
        LongText<Line>("备注", 14, r => r.Cadre.Note));

    /// <summary>Of these columns only a part is shown without a reason.</summary>
    public static readonly IReadOnlyList<string> MaskedHeadings = ["身份证号", "现住址", "健康状况", "联系电话", "紧急联系电话", "重点关注"];

    /// <summary>For printing: what may hang on a wall.</summary>
    public static readonly Sheet<Line> Masked = new(Name,
        Ordinal<Line>(),
        Identity<Line>("人员编号", 10, r => r.Cadre.PersonNumber),
        Text<Line>("姓名", 9, r => r.Cadre.Name),
        Text<Line>("性别", 5, r => r.Cadre.Sex == Sex.Unknown ? null : r.Cadre.Sex.Display()).Centred(),
        Number<Line>("年龄", 5, r => r.Age),
        Identity<Line>("身份证号", 20, r => r.IdNumber),
        Text<Line>("原单位", 18, r => r.Cadre.OldUnit),
        Text<Line>("原职务", 11, r => r.Cadre.OldPost),
        Text<Line>("职级", 9, r => r.Grade?.Display()).Centred(),
        Text<Line>("政治面貌", 9, r => r.Cadre.PoliticalStatus?.Display()).Centred(),
        Text<Line>("退休时间", 9, r => r.Cadre.RetiredSince).Centred(),
        Date<Line>("移交日期", 11, r => r.HandedOverOn),
        Text<Line>("居住情况", 15, r => r.Cadre.Living?.Display()).Centred(),
        Identity<Line>("联系电话", 14, r => r.Phone),
        Text<Line>("当前状态", 8, r => r.State).Centred(),
        LongText<Line>("重点关注", 14, r => r.Marks));

    public override bool IsOpenTo(Actor actor, Viewer viewer) => actor.May(Permission.SeeCadres);

    protected override async Task<OpenLedger> ReadAsync(LedgerAsked asked, CancellationToken cancel) => asked.InFullFor is { } reason
        ? new OpenLedger<Line>(Full, SheetHeading.None, await FullAsync(asked.To, reason, cancel))
        : new OpenLedger<Line>(Masked, await HeadingAsync(asked.To, cancel), await MaskedAsync(asked.To, cancel));

    private async Task<SheetHeading> HeadingAsync(DateOnly day, CancellationToken cancel) =>
        await db.SheetHeadingAsync(day, day, $"代管退休干部{Name}", "人、元", [$"范围：{day:yyyy-MM-dd}在册的人员，截至 {clock.Today:yyyy-MM-dd} 所知", $"共{SheetHeading.RowCount}人"], cancel) with { WhenEmpty = "无" };

    /// <summary>Who was in care on the day.</summary>
    private Task<IReadOnlyList<Line>> MaskedAsync(DateOnly day, CancellationToken cancel)
    {
        who.Actor.Demand(Permission.SeeCadres);
        return LinesAsync(day, everyone: false, full: false, cancel);
    }

    /// <summary>明文导出: everyone who was ever handed over, in full. Refused to whoever does not keep the roster or gives no reason; the audit entry is committed first.</summary>
    private async Task<IReadOnlyList<Line>> FullAsync(DateOnly day, string reason, CancellationToken cancel)
    {
        who.Actor.Demand(Permission.KeepCadres);
        var why = LedgerAsked.ReasonOf(reason, Name);
        await AuditLog.WriteAsync(db, who.Actor, clock.Now, new AuditNote("export-roster-in-full", Cadre.Kind, Guid.Empty) { Reason = why, Details = new { day } }, cancel);
        return await LinesAsync(day, everyone: true, full: true, cancel);
    }

    /// <summary>Everybody who was ever handed over, for the book of that name: the caller has asked who may see it.</summary>
    internal Task<IReadOnlyList<Line>> EveryoneAsync(DateOnly day, bool inFull, CancellationToken cancel) => LinesAsync(day, everyone: true, full: inFull, cancel);

    private async Task<IReadOnlyList<Line>> LinesAsync(DateOnly day, bool everyone, bool full, CancellationToken cancel)
    {
        var now = clock.Now;
        var cadres = await db.Cadres.AsNoTracking().Where(c => c.KeptCadreId == null && c.State != CadreState.Proposed).OrderBy(c => c.PersonNumber).ToListAsync(cancel);
        var levels = (await db.CadreLevels.AsNoTracking().ToListAsync(cancel)).ToLookup(l => l.CadreId);
        var pays = (await db.CadrePays.AsNoTracking().ToListAsync(cancel)).ToLookup(p => p.CadreId);
        var statuses = (await db.CadreStatuses.AsNoTracking().ToListAsync(cancel)).Where(s => s.IsKnownAt(now)).ToLookup(s => s.CadreId);
        var texts = await values.ReadAsync([.. cadres.SelectMany(c => new[] { c.IdNumberId, c.PhoneId, c.AddressId, c.EmergencyPhoneId, c.HealthId, c.FocusId }).OfType<Guid>()], cancel);
        return [.. cadres.Where(c => everyone || statuses[c.Id].InCareOn(day, now)).Select(c =>
        {
            var own = statuses[c.Id].ToList();
            var died = Last(CadreStatusKind.Died);
            var gone = Last(CadreStatusKind.TransferredOut);
            var back = Last(CadreStatusKind.Restored) is { } on && on >= gone ? on : (DateOnly?)null;
            return new Line(c, levels[c.Id].GradeOn(day, now), Shown(c.IdNumberId, Mask.IdNumber), Shown(c.PhoneId, Mask.Phone), Shown(c.AddressId, Mask.Address), Shown(c.EmergencyPhoneId, Mask.Phone),
                Shown(c.HealthId, Mask.Whole), Shown(c.FocusId, Mask.Whole), pays[c.Id].PayOn(CadrePayKind.Pension, day, now), pays[c.Id].PayOn(CadrePayKind.Allowance, day, now),
                died is not null ? "去世" : own.InCareOn(day, now) ? "在册" : "转出", Last(CadreStatusKind.HandedOver), died, gone, back,
                own.Where(s => s.Kind != CadreStatusKind.HandedOver).OrderBy(s => s.KnownFrom).LastOrDefault()?.RegisteredOn, CareMarks.AgeOn(c.BirthOn, day),
                string.Join('、', CareMarks.Of(c, null, null, day).Select(m => m.Display())));

            DateOnly? Last(CadreStatusKind kind) => own.Where(s => s.Kind == kind && s.From <= day).Select(s => (DateOnly?)s.From).Max();
        })];

        string Shown(Guid? id, Func<string?, string> mask) => id is { } wanted && texts.GetValueOrDefault(wanted) is { } text ? full ? text : mask(text) : "";
    }
}
