using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Cadres;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.People;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Receptions;

/// <summary>One reception with its people, masked, its history and the steps of the viewer. Opening a confidential one is itself recorded.</summary>
public sealed class GetReception(CaseDb db, ProtectedValues values, OfficeClock clock)
{
    /// <summary>One of the people as anyone but the registrar at his form sees him.</summary>
    public sealed record Person(Guid Id, int Ordinal, bool IsRepresentative, string Name, Sex Sex, int? Age, VisitorIdentity Identity, VisitorRelation Relation, string? RelationNote, string? Unit,
        string IdNumber, Guid? IdNumberId, bool IsIdDoubtful, string Phone, Guid? PhoneId, string Address, Guid? AddressId, Guid? CadreId, string? CadreNumber, CadreGrade? Grade, Guid? PersonId);

    public sealed record Details(Reception Reception, string? Problem, IReadOnlyList<Person> People, string? MergedInto, string? Repeats, IReadOnlyList<CaseEvent> Events, IReadOnlyList<StepView<Reception, ReceptionState, ReceptionStep>> Steps);

    public async Task<Details> ExecuteAsync(string number, Actor actor, CancellationToken cancel)
    {
        var reception = await FoundAsync(number, cancel);
        if (reception.IsConfidential)
        {
            await AuditLog.WriteAsync(db, actor, clock.Now, new AuditNote("open-reception", Reception.Kind, reception.Id) { IsConfidential = true }, cancel);
        }

        db.Opened.Add(reception.Id);
        var visitors = await db.ReceptionVisitors.AsNoTracking().Where(v => v.ReceptionId == reception.Id).OrderBy(v => v.Ordinal).ToListAsync(cancel);
        var cadreIds = visitors.Select(v => v.CadreId).OfType<Guid>().ToList();
        var cadres = await db.Cadres.AsNoTracking().Where(c => cadreIds.Contains(c.Id)).Select(c => new { c.Id, c.PersonNumber }).ToListAsync(cancel);
        var levels = await db.LevelOn(reception.ArrivedOn, clock.Now).AsNoTracking().Where(l => cadreIds.Contains(l.CadreId)).Select(l => new { l.CadreId, l.Grade }).ToListAsync(cancel);
        var texts = await values.ReadAsync(
            [.. visitors.SelectMany(v => new[] { v.NameId, v.IdNumberId, v.PhoneId, v.AddressId }).Append(reception.ProblemId).OfType<Guid>()], cancel);
        var people = visitors.ConvertAll(v => new Person(v.Id, v.Ordinal, v.IsRepresentative, v.Name ?? Text(v.NameId) ?? "匿名", v.Sex,
            v.BirthOn is { } born ? IdentityNumber.AgeOn(born, reception.ArrivedOn) : v.Age, v.Identity, v.Relation, v.RelationNote, v.Unit,
            Mask.IdNumber(Text(v.IdNumberId)), v.IdNumberId, v.IsIdDoubtful, Mask.Phone(Text(v.PhoneId)), v.PhoneId, Mask.Address(Text(v.AddressId)), v.AddressId,
            v.CadreId, cadres.Find(c => c.Id == v.CadreId)?.PersonNumber, levels.Find(l => l.CadreId == v.CadreId)?.Grade, v.PersonId));
        var merged = reception.MergedIntoId is { } into ? await db.Receptions.Where(r => r.Id == into).Select(r => r.Number).FirstOrDefaultAsync(cancel) : null;
        var repeats = reception.RepeatsId is { } first ? await db.Receptions.Where(r => r.Id == first).Select(r => r.Number).FirstOrDefaultAsync(cancel) : null;
        var events = await db.Events.AsNoTracking().Where(e => e.RecordKind == Reception.Kind && e.RecordId == reception.Id).OrderBy(e => e.Seq).ToListAsync(cancel);
        return new(reception, reception.Problem ?? Text(reception.ProblemId), people, merged, repeats, events, ReceptionWorkflow.Engine.Explain(reception, actor, clock.Today));

        string? Text(Guid? id) => id is { } i ? texts.GetValueOrDefault(i) : null;
    }

    /// <summary>A number is found in whatever case it was typed.</summary>
    private async Task<Reception> FoundAsync(string number, CancellationToken cancel)
    {
        var wanted = number.Trim().ToUpperInvariant();
        return await db.Receptions.AsNoTracking().FirstOrDefaultAsync(r => r.Number == wanted, cancel) ?? throw new NotFoundException("该来访登记");
    }

    /// <summary>The entry as its form shows it, for a correction: with the full values, which is a revealing of its own and recorded as such.</summary>
    public async Task<CorrectReception.Command> ForCorrectionAsync(string number, Actor actor, CancellationToken cancel)
    {
        var reception = await FoundAsync(number, cancel);
        var view = ReceptionWorkflow.Engine.View(reception, ReceptionStep.Correct, actor, clock.Today);
        if (view.Access == Access.Refused)
        {
            throw new RefusedException(view.Reasons);
        }

        await AuditLog.WriteAsync(db, actor, clock.Now, new AuditNote("open-for-correction", Reception.Kind, reception.Id) { IsConfidential = reception.IsConfidential, Reason = "更正" }, cancel);
        db.Opened.Add(reception.Id);
        var visitors = await db.ReceptionVisitors.AsNoTracking().Where(v => v.ReceptionId == reception.Id).OrderBy(v => v.Ordinal).ToListAsync(cancel);
        var texts = await values.ReadAsync(
            [.. visitors.SelectMany(v => new[] { v.NameId, v.IdNumberId, v.PhoneId, v.AddressId }).Append(reception.ProblemId).OfType<Guid>()], cancel);
        return new CorrectReception.Command
        {
            Id = reception.Id,
            Version = reception.Version,
            Visitors = [.. visitors.Select(v => new ReceptionFields.Visitor
            {
                Id = v.Id, Name = v.Name ?? Text(v.NameId), Sex = v.Sex, BirthOn = v.BirthOn, Age = v.Age, Phone = Text(v.PhoneId), IdNumber = Text(v.IdNumberId), Address = Text(v.AddressId), Unit = v.Unit,
                Identity = v.Identity, Relation = v.Relation, RelationNote = v.RelationNote, IsRepresentative = v.IsRepresentative, CadreId = v.CadreId, PersonId = v.PersonId,
            })],
            IsAnonymous = reception.IsAnonymous,
            PeopleCount = reception.PeopleCount,
            FamilyCount = reception.FamilyCount,
            Form = reception.Form,
            Nature = reception.Nature,
            ArrivedOn = reception.ArrivedOn,
            ArrivedAt = reception.ArrivedAt,
            BackdatedReason = reception.BackdatedReason,
            Demand = reception.Demand,
            Problem = reception.Problem ?? Text(reception.ProblemId) ?? "",
            ReceiverId = reception.ReceiverId,
            LeaderName = reception.LeaderName,
            Opinion = reception.Opinion,
            Outcome = reception.Outcome,
            Note = reception.Note,
        };

        string? Text(Guid? id) => id is { } i ? texts.GetValueOrDefault(i) : null;
    }
}
