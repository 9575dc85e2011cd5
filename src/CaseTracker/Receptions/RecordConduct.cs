using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Receptions;

/// <summary>What the desk writes down of a disturbance and of what was done about it.</summary>
public abstract partial record ConductFields
{
    private const string Law = "《信访工作条例》第四十七条";

    [Display(Name = "发生日期")] public DateOnly? HappenedOn { get; init; }

    [Display(Name = "发生时间")] public TimeOnly? HappenedAt { get; init; }

    [Display(Name = "地点"), Required, StringLength(100)] public string Place { get; init; } = "";

    [Display(Name = "行为")] public ForbiddenConduct Conduct { get; init; }

    [Display(Name = "行为人"), Required, StringLength(200)] public string People { get; init; } = "";

    [Display(Name = "人数"), Range(1, ReceptionFields.MostPeople)] public int PeopleCount { get; init; } = 1;

    [Display(Name = "事情经过"), Required, StringLength(4000), DataType(DataType.MultilineText)] public string Facts { get; init; } = "";

    [Display(Name = "劝阻")] public bool Dissuaded { get; init; }

    [Display(Name = "批评")] public bool Criticised { get; init; }

    [Display(Name = "教育")] public bool Instructed { get; init; }

    [Display(Name = "报公安")] public bool PoliceCalled { get; init; }

    [Display(Name = "接警单位"), StringLength(100)] public string? PoliceOrgan { get; init; }

    [Display(Name = "公安处置情况"), StringLength(500), DataType(DataType.MultilineText)] public string? PoliceResult { get; init; }

    [Display(Name = "处置经过和结果"), Required, StringLength(2000), DataType(DataType.MultilineText)] public string Handling { get; init; } = "";

    /// <summary>Without it: who enters it.</summary>
    [Display(Name = "处置人"), StringLength(100)] public string? Handlers { get; init; }

    [Display(Name = "来访登记编号"), StringLength(30)] public string? ReceptionNumber { get; init; }

    [Display(Name = "信访编号"), StringLength(40)] public string? PetitionNumber { get; init; }

    [Display(Name = "备注"), StringLength(500)] public string? Note { get; init; }

    /// <summary>Every fault at once, and the reception of that number.</summary>
    internal async Task<Reception?> CheckedAsync(CaseDb db, DateOnly today, CancellationToken cancel)
    {
        List<Reason> reasons = [.. Inputs.Faults(this)];
        if (HappenedOn > today)
        {
            reasons.Add(new($"发生日期不得晚于今天（{today:yyyy-MM-dd}），请核对", Field: nameof(HappenedOn)));
        }

        if (!Dissuaded && !Criticised && !Instructed)
        {
            reasons.Add(new(PoliceCalled ? "报公安之前应当先行劝阻、批评或者教育，请勾选所做的" : "请勾选劝阻、批评、教育中所做的", Law, Field: nameof(Dissuaded)));
        }

        if (PoliceCalled && Inputs.Tidy(PoliceOrgan) is null)
        {
            reasons.Add(new("已报公安的，请填写接警单位", Field: nameof(PoliceOrgan)));
        }

        Reception? reception = null;
        if (Inputs.Tidy(ReceptionNumber)?.ToUpperInvariant() is { } number)
        {
            reception = await db.Receptions.AsNoTracking().FirstOrDefaultAsync(r => r.Number == number && !r.IsConfidential, cancel);
            if (reception is null)
            {
                reasons.Add(new("没有这个来访登记编号，或者是保密登记，请核对；不能确定的可不填", Field: nameof(ReceptionNumber)));
            }
        }

        // This book is read by many: the number of an accusation would tell them that there is one.
        if (Inputs.Tidy(PetitionNumber) is { } petition && AccusationNumber().IsMatch(petition))
        {
            reasons.Add(new("检举控告件不在这里关联，请不要填写它的编号", Field: nameof(PetitionNumber)));
        }

        return reasons.Count == 0 ? reception : throw new RefusedException(reasons);
    }

    [GeneratedRegex(@"^\s*[A-Z]{2}J\d", RegexOptions.IgnoreCase)]
    private static partial Regex AccusationNumber();
}

/// <summary>Enters a 现场处置.</summary>
public sealed class RecordConduct(CaseDb db, OfficeClock clock)
{
    public const string Series = "XC";

    public sealed record Command : ConductFields
    {
        public Guid? RequestId { get; init; }
    }

    public sealed record Recorded(Guid Id, string Number);

    public Task<Recorded> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "record-conduct", clock.Now, async () =>
    {
        actor.Demand(Permission.KeepConduct);
        var today = clock.Today;
        var reception = await command.CheckedAsync(db, today, cancel);
        var number = await db.NextNumberAsync(Series, today.Year, cancel);
        var record = new ConductRecord
        {
            Id = Guid.CreateVersion7(),
            Number = $"{Series}{(await db.BureauAsync(cancel)).DistrictCode}{today.Year}{number:00000}",
            HappenedOn = command.HappenedOn ?? today,
            HappenedAt = command.HappenedAt,
            Place = Inputs.Tidy(command.Place)!,
            Conduct = command.Conduct,
            People = Inputs.Tidy(command.People)!,
            PeopleCount = command.PeopleCount,
            Facts = Inputs.Tidy(command.Facts)!,
            Dissuaded = command.Dissuaded,
            Criticised = command.Criticised,
            Instructed = command.Instructed,
            PoliceCalled = command.PoliceCalled,
            PoliceOrgan = Inputs.Tidy(command.PoliceOrgan),
            PoliceResult = Inputs.Tidy(command.PoliceResult),
            Handling = Inputs.Tidy(command.Handling)!,
            Handlers = Inputs.Tidy(command.Handlers) ?? actor.Name,
            ReceptionId = reception?.Id,
            ReceptionNumber = reception?.Number,
            PetitionNumber = Inputs.Tidy(command.PetitionNumber)?.ToUpperInvariant(),
            Note = Inputs.Tidy(command.Note),
            RegisteredById = actor.UserId,
            RegisteredByName = actor.Name,
            RecordedAt = clock.Now,
        };
        db.Add(record);
        db.Trace(record, actor, clock.Now, new Act("record-conduct", "登记现场处置", record.HappenedOn));
        return new Recorded(record.Id, record.Number);
    }, cancel);
}

/// <summary>Corrects a 现场处置 record with the reason, or strikes it out as entered by mistake; nothing is deleted.</summary>
public sealed class CorrectConduct(CaseDb db, OfficeClock clock)
{
    public sealed record Command : ConductFields
    {
        public string Number { get; init; } = "";

        public int Version { get; init; }

        [Display(Name = "作废（登记有误）")] public bool IsVoid { get; init; }

        [Display(Name = "更正理由"), Required, StringLength(500)] public string Reason { get; init; } = "";
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        actor.Demand(Permission.KeepConduct);
        var id = await db.ConductRecords.Where(c => c.Number == command.Number).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该现场处置记录");
        var record = await db.LoadAsync<ConductRecord>(id, command.Version, "该现场处置记录", cancel);
        if (record.IsVoid)
        {
            throw new RefusedException("这条记录已经作废，不能再更正");
        }

        var reception = await command.CheckedAsync(db, clock.Today, cancel);
        record.HappenedOn = command.HappenedOn ?? record.HappenedOn;
        record.HappenedAt = command.HappenedAt;
        record.Place = Inputs.Tidy(command.Place)!;
        record.Conduct = command.Conduct;
        (record.People, record.PeopleCount) = (Inputs.Tidy(command.People)!, command.PeopleCount);
        record.Facts = Inputs.Tidy(command.Facts)!;
        (record.Dissuaded, record.Criticised, record.Instructed, record.PoliceCalled) = (command.Dissuaded, command.Criticised, command.Instructed, command.PoliceCalled);
        (record.PoliceOrgan, record.PoliceResult) = (Inputs.Tidy(command.PoliceOrgan), Inputs.Tidy(command.PoliceResult));
        record.Handling = Inputs.Tidy(command.Handling)!;
        record.Handlers = Inputs.Tidy(command.Handlers) ?? record.Handlers;
        (record.ReceptionId, record.ReceptionNumber) = (reception?.Id, reception?.Number);
        record.PetitionNumber = Inputs.Tidy(command.PetitionNumber)?.ToUpperInvariant();
        record.Note = Inputs.Tidy(command.Note);
        record.IsVoid = command.IsVoid;
        db.Trace(record, actor, clock.Now, new Act(command.IsVoid ? "void-conduct" : "correct-conduct", command.IsVoid ? "作废" : "更正", clock.Today) { Reason = command.Reason });
    }, cancel);
}
