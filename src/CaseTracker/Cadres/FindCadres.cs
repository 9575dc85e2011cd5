using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.People;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Cadres;

/// <summary>花名册查询, as it stood on any day: in the order of the numbers, numbers and addresses masked.</summary>
public sealed class FindCadres(CaseDb db, ProtectedValues values, OfficeClock clock)
{
    public enum Which
    {
        [Display(Name = "在册")] InCare,
        [Display(Name = "待核实去世")] DeathReported,
        [Display(Name = "去世")] Deceased,
        [Display(Name = "转出")] TransferredOut,
        [Display(Name = "待批准列入")] Proposed,
        [Display(Name = "误登")] Void,
        [Display(Name = "全部")] All,
    }

    public sealed record Filter
    {
        [Display(Name = "关键词"), StringLength(60)] public string? Q { get; init; }

        [Display(Name = "状态")] public Which Which { get; init; }

        [Display(Name = "截至日期")] public DateOnly? AsOf { get; init; }

        [Display(Name = "级别")] public Level? Level { get; init; }

        [Display(Name = "重点关注")] public CareMark? Mark { get; init; }

        [Display(Name = "原单位"), StringLength(100)] public string? Unit { get; init; }
    }

    /// <summary>One person on the day asked for.</summary>
    public sealed record Row(Guid Id, string PersonNumber, string Name, Sex Sex, int? Age, CadreGrade? Grade, string? OldUnit, string? OldPost, LivingArrangement? Living, string Phone, IReadOnlyList<CareMark> Marks,
        bool InCare, CadreState State, string? KeptNumber)
    {
        public Level? Level => Grade?.Level();
    }

    /// <summary>The people that fit, and how many of the whole roster are in care on the day.</summary>
    public sealed record Found(DateOnly Day, IReadOnlyList<Row> Rows, int InCare, int Plant, int Middle);

    public async Task<Found> ExecuteAsync(Filter filter, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.SeeCadres);
        var (day, now) = (filter.AsOf ?? clock.Today, clock.Now);
        var cadres = await db.Cadres.AsNoTracking().OrderBy(c => c.PersonNumber).ToListAsync(cancel);
        var levels = (await db.CadreLevels.AsNoTracking().ToListAsync(cancel)).ToLookup(l => l.CadreId);
        var statuses = (await db.CadreStatuses.AsNoTracking().ToListAsync(cancel)).ToLookup(s => s.CadreId);
        var numbers = cadres.ToDictionary(c => c.Id, c => c.PersonNumber);
        var health = actor.MayReadHealth();
        var shown = await values.ReadAsync([.. cadres.SelectMany(c => health ? new[] { c.PhoneId, c.HealthId, c.FocusId } : [c.PhoneId]).OfType<Guid>()], cancel);
        var rows = cadres.ConvertAll(c => new Row(
            c.Id, c.PersonNumber, c.Name, c.Sex, CareMarks.AgeOn(c.BirthOn, day), levels[c.Id].GradeOn(day, now), c.OldUnit, c.OldPost, c.Living, Mask.Phone(Text(c.PhoneId)),
            CareMarks.Of(c, Text(c.HealthId), Text(c.FocusId), day), statuses[c.Id].InCareOn(day, now), c.State, c.KeptCadreId is { } kept ? numbers.GetValueOrDefault(kept) : null));
        var inCare = rows.Where(r => r.InCare).ToList();
        return new(day, [.. rows.Where(r => Fits(r, filter))], inCare.Count, inCare.Count(r => r.Level == Level.Plant), inCare.Count(r => r.Level == Level.Middle));

        string? Text(Guid? id) => id is { } wanted ? shown.GetValueOrDefault(wanted) : null;
    }

    private static bool Fits(Row row, Filter filter)
    {
        var words = Inputs.Tidy(filter.Q);
        return (filter.Which switch
        {
            Which.InCare => row.InCare,
            Which.DeathReported => row.State == CadreState.DeathReported,
            Which.Deceased => row.State == CadreState.Deceased,
            Which.TransferredOut => row.State == CadreState.TransferredOut,
            Which.Proposed => row.State == CadreState.Proposed,
            Which.Void => row.State == CadreState.Void,
            Which.All => true,
        })
        && (words is null || string.Equals(row.PersonNumber, words, StringComparison.OrdinalIgnoreCase) || PersonName.Key(row.Name).Contains(PersonName.Key(words), StringComparison.Ordinal) || row.OldUnit?.Contains(words, StringComparison.Ordinal) == true)
        && (filter.Level is null || row.Level == filter.Level)
        && (filter.Mark is null || row.Marks.Contains(filter.Mark.Value))
        && (Inputs.Tidy(filter.Unit) is not { } unit || row.OldUnit?.Contains(unit, StringComparison.Ordinal) == true);
    }
}

/// <summary>One person of the roster, whole, with his dated facts, history and the steps of the viewer.</summary>
public sealed class GetCadre(CaseDb db, ProtectedValues values, CadreSteps steps, OfficeClock clock)
{
    /// <param name="Texts">Protected texts by id, masked where the reader has to give a reason.</param>
    public sealed record Details(Cadre Cadre, IReadOnlyList<CadreLevel> Levels, IReadOnlyList<CadrePay> Pays, IReadOnlyList<CadreStatus> Statuses, IReadOnlyDictionary<Guid, string> Texts, IReadOnlyList<CareMark> Marks, int? Age,
        bool InCare, string? KeptNumber, IReadOnlyList<(string Number, string Name, string Why)> Doubles, IReadOnlyList<CaseEvent> Events, IReadOnlyList<StepView<Cadre, CadreState, CadreStep>> Steps, IReadOnlyList<Approval> Approvals, bool ReadsHealth)
    {
        public CadreGrade? Grade => Levels.Count > 0 ? Levels[^1].Grade : null;

        public string? Text(Guid? id) => id is { } wanted ? Texts.GetValueOrDefault(wanted) : null;
    }

    public async Task<Details> ExecuteAsync(string number, Actor actor, CancellationToken cancel)
    {
        var cadre = await LoadAsync(number, actor, cancel);
        await steps.CompleteAsync(cadre, cancel);
        var levels = await db.CadreLevels.AsNoTracking().Where(l => l.CadreId == cadre.Id && l.RetractedAt == null).OrderBy(l => l.From).ThenBy(l => l.KnownFrom).ToListAsync(cancel);
        var pays = await db.CadrePays.AsNoTracking().Where(p => p.CadreId == cadre.Id && p.RetractedAt == null).OrderBy(p => p.From).ThenBy(p => p.KnownFrom).ToListAsync(cancel);
        var statuses = await db.CadreStatuses.AsNoTracking().Where(s => s.CadreId == cadre.Id).OrderBy(s => s.From).ThenBy(s => s.KnownFrom).ToListAsync(cancel);
        var events = await db.Events.AsNoTracking().Where(e => e.RecordKind == Cadre.Kind && e.RecordId == cadre.Id).OrderBy(e => e.Seq).ToListAsync(cancel);
        var approvals = await db.WaitingFor(cadre).AsNoTracking().ToListAsync(cancel);
        var health = actor.MayReadHealth();
        var full = await FullAsync(cadre, cancel);
        string? Full(Guid? id) => id is { } wantedId ? full.GetValueOrDefault(wantedId) : null;
        var texts = new Dictionary<Guid, string>();
        Put(cadre.IdNumberId, Mask.IdNumber);
        foreach (var phone in new[] { cadre.PhoneId, cadre.SpousePhoneId, cadre.EmergencyPhoneId })
        {
            Put(phone, Mask.Phone);
        }

        foreach (var address in new[] { cadre.AddressId, cadre.HomeAddressId })
        {
            Put(address, Mask.Address);
        }

        foreach (var note in new[] { cadre.HealthId, cadre.FocusId })
        {
            Put(note, health ? t => t ?? "" : Mask.Whole);
        }

        var last = statuses.Find(s => s is { Kind: CadreStatusKind.Died, RetractedAt: null })?.From ?? clock.Today;
        var kept = cadre.KeptCadreId is { } keptId ? await db.Cadres.Where(c => c.Id == keptId).Select(c => c.PersonNumber).FirstOrDefaultAsync(cancel) : null;
        return new(cadre, levels, pays, statuses, texts, CareMarks.Of(cadre, health ? Full(cadre.HealthId) : null, health ? Full(cadre.FocusId) : null, last), CareMarks.AgeOn(cadre.BirthOn, last),
            statuses.InCareOn(clock.Today, clock.Now), kept, cadre.State == CadreState.Void ? [] : await DoublesAsync(cadre, Full(cadre.IdNumberId), cancel), events, CadreWorkflow.Engine.Explain(cadre, actor, clock.Today), approvals, health);

        void Put(Guid? id, Func<string?, string> mask)
        {
            if (id is { } value && full.TryGetValue(value, out var text))
            {
                texts[value] = mask(text);
            }
        }
    }

    private async Task<Cadre> LoadAsync(string number, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.SeeCadres);
        var (typed, upper) = (number.Trim(), number.Trim().ToUpperInvariant());
        var cadre = await db.Cadres.AsNoTracking().FirstOrDefaultAsync(c => c.PersonNumber == typed || c.PersonNumber == upper, cancel) ?? throw new NotFoundException("该人员");
        db.Opened.Add(cadre.Id);
        return cadre;
    }

    private async Task<IReadOnlyDictionary<Guid, string>> FullAsync(Cadre cadre, CancellationToken cancel) =>
        await values.ReadAsync([.. new[] { cadre.IdNumberId, cadre.PhoneId, cadre.AddressId, cadre.HomeAddressId, cadre.SpousePhoneId, cadre.EmergencyPhoneId, cadre.HealthId, cadre.FocusId }.OfType<Guid>()], cancel);

    /// <summary>Rows that may be the same person: the same number but for x and X, the same name but for spaces with the same day of birth.</summary>
    private async Task<IReadOnlyList<(string, string, string)>> DoublesAsync(Cadre cadre, string? idNumber, CancellationToken cancel)
    {
        var sameId = idNumber is null ? [] : await values.FindAsync(Cadre.Kind, ProtectedField.IdNumber, idNumber, cancel);
        var others = await db.Cadres.AsNoTracking()
            .Where(c => c.Id != cadre.Id && c.KeptCadreId == null && (sameId.Contains(c.Id) || (c.NameKey == cadre.NameKey && (c.BirthOn == cadre.BirthOn || c.BirthOn == null || cadre.BirthOn == null))))
            .OrderBy(c => c.PersonNumber).Select(c => new { c.Id, c.PersonNumber, c.Name }).ToListAsync(cancel);
        return [.. others.Select(o => (o.PersonNumber, o.Name, sameId.Contains(o.Id) ? "身份证号相同" : "姓名相同、出生日期不矛盾"))];
    }

    /// <summary>What the correction form starts with: the row in full, for who may change it.</summary>
    public async Task<UpdateCadre.Command> ForCorrectionAsync(string number, Actor actor, CancellationToken cancel)
    {
        CadreFields.MayChange(actor);
        var cadre = await LoadAsync(number, actor, cancel);
        var (today, now) = (clock.Today, clock.Now);
        var full = await FullAsync(cadre, cancel);
        string? Full(Guid? id) => id is { } wanted ? full.GetValueOrDefault(wanted) : null;
        var grades = await db.CadreLevels.AsNoTracking().Where(l => l.CadreId == cadre.Id && l.RetractedAt == null).ToListAsync(cancel);
        var pays = await db.CadrePays.AsNoTracking().Where(p => p.CadreId == cadre.Id && p.RetractedAt == null).ToListAsync(cancel);
        return new UpdateCadre.Command
        {
            Id = cadre.Id,
            Version = cadre.Version,
            PersonNumber = cadre.PersonNumber,
            Name = cadre.Name,
            FormerNames = cadre.FormerNames,
            Sex = cadre.Sex,
            BirthOn = cadre.BirthOn,
            IdNumber = Full(cadre.IdNumberId),
            OldUnit = cadre.OldUnit,
            OldPost = cadre.OldPost,
            Grade = grades.GradeOn(today, now),
            GradeFrom = today,
            PoliticalStatus = cadre.PoliticalStatus,
            PartyBranch = cadre.PartyBranch,
            WorkedSince = cadre.WorkedSince,
            RetiredSince = cadre.RetiredSince,
            ContributionMonths = cadre.ContributionMonths,
            HandedOverOn = cadre.HandoverOn,
            Basis = cadre.Basis,
            Address = Full(cadre.AddressId),
            HomeAddress = Full(cadre.HomeAddressId),
            Residence = cadre.Residence,
            Living = cadre.Living,
            Health = Full(cadre.HealthId),
            Hardship = cadre.Hardship,
            Phone = Full(cadre.PhoneId),
            SpouseState = cadre.SpouseState,
            SpouseName = cadre.SpouseName,
            SpousePhone = Full(cadre.SpousePhoneId),
            EmergencyContact = cadre.EmergencyContact,
            EmergencyRelation = cadre.EmergencyRelation,
            EmergencyPhone = Full(cadre.EmergencyPhoneId),
            Pension = pays.PayOn(CadrePayKind.Pension, today, now),
            Allowance = pays.PayOn(CadrePayKind.Allowance, today, now),
            PayChannel = pays.OrderByDescending(p => p.From).FirstOrDefault()?.Channel,
            PayFrom = today,
            Talents = cadre.Talents,
            Focus = Full(cadre.FocusId),
            Note = cadre.Note,
        };
    }
}

/// <summary>The door to a person's protected values and attachments.</summary>
public sealed class CadreDoor(CaseDb db) : IRecordDoor
{
    public string RecordKind => Cadre.Kind;

    public async Task<OpenedRecord?> OpenAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        if (!actor.May(Permission.SeeCadres) || !await db.Cadres.AnyAsync(c => c.Id == id, cancel))
        {
            return null;
        }

        db.Opened.Add(id);
        return new OpenedRecord(id, IsConfidential: false, actor.May(Permission.KeepCadres));
    }
}
