using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Cadres;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.People;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Receptions;

/// <summary>Writes the people of an arrival into the running write: protected values apart, cadres recognised by their identity number.</summary>
public sealed class KeepVisitors(CaseDb db, ProtectedValues values)
{
    internal async Task ExecuteAsync(Reception reception, ReceptionFields fields, List<ReceptionVisitor> existing, CancellationToken cancel)
    {
        var kept = new List<ReceptionVisitor>();
        foreach (var (typed, _) in fields.Present)
        {
            var visitor = existing.FirstOrDefault(v => v.Id == typed.Id);
            if (visitor is null)
            {
                visitor = new ReceptionVisitor { Id = Guid.CreateVersion7(), ReceptionId = reception.Id };
                db.Add(visitor);
            }

            visitor.Ordinal = kept.Count + 1;
            await PutAsync(visitor, typed, reception, cancel);
            kept.Add(visitor);
        }

        db.RemoveRange(existing.Except(kept));
        reception.IsAnonymous = fields.IsAnonymous;
        reception.MainVisitor = kept.FirstOrDefault()?.Name;
        reception.PeopleCount = fields.PeopleCount ?? Math.Max(1, kept.Count);
        reception.FamilyCount = fields.FamilyCount ?? 0;
    }

    private async Task PutAsync(ReceptionVisitor visitor, ReceptionFields.Visitor typed, Reception reception, CancellationToken cancel)
    {
        var number = Inputs.Tidy(typed.IdNumber);
        var isCompany = typed.Identity == VisitorIdentity.Company;
        var read = number is null || isCompany ? null : IdentityNumber.Read(number, reception.ArrivedOn);
        var name = Inputs.Tidy(typed.Name) is { } n ? PersonName.Clean(n) : null;
        visitor.Sex = typed.Sex == Sex.Unknown && read is { IsSound: true } ? read.Sex : typed.Sex;
        visitor.BirthOn = typed.BirthOn ?? (read is { IsSound: true } ? read.BirthOn : null);
        visitor.Age = typed.Age;
        visitor.IsIdDoubtful = read is not null ? !read.IsSound || read.Against(typed.BirthOn, typed.Sex).Any() : isCompany && number is not null && !CreditCode.Read(number).IsSound;
        visitor.Identity = typed.Identity;
        visitor.Relation = typed.Relation;
        visitor.RelationNote = Inputs.Tidy(typed.RelationNote);
        visitor.IsRepresentative = typed.IsRepresentative;
        if (reception.IsConfidential)
        {
            // An accusation is linked to nobody and found by no number.
            visitor.Name = visitor.NameKey = visitor.Unit = null;
            visitor.CadreId = visitor.PersonId = null;
            visitor.NameId = await KeepAsync(visitor.NameId, ProtectedField.ReporterName, name is null ? null : Inputs.Tidy(typed.Unit) is { } unit ? $"{name}（{unit}）" : name);
        }
        else
        {
            visitor.Name = name;
            visitor.NameKey = name is null ? null : PersonName.Key(name);
            visitor.Unit = Inputs.Tidy(typed.Unit);
            visitor.PersonId = typed.PersonId;
            visitor.CadreId = typed.CadreId ?? await RecognisedAsync(number, cancel);
        }

        visitor.IdNumberId = await KeepAsync(visitor.IdNumberId, ProtectedField.IdNumber, number);
        visitor.PhoneId = await KeepAsync(visitor.PhoneId, ProtectedField.Phone, Inputs.Tidy(typed.Phone));
        visitor.AddressId = await KeepAsync(visitor.AddressId, ProtectedField.Address, Inputs.Tidy(typed.Address));

        Task<Guid?> KeepAsync(Guid? old, ProtectedField field, string? text) =>
            values.ReplaceAsync(old, Reception.Kind, reception.Id, field, text, cancel, isFindable: !reception.IsConfidential);
    }

    private async Task<Guid?> RecognisedAsync(string? number, CancellationToken cancel)
    {
        if (number is null)
        {
            return null;
        }

        var owners = await values.FindAsync(Cadre.Kind, ProtectedField.IdNumber, number, cancel);
        return owners.Count == 0 ? null : await db.Cadres.Where(c => owners.Contains(c.Id) && c.KeptCadreId == null).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The accounts that handle 检举控告 today: those named in the settings, else every 信访机构负责人 and 派驻纪检.</summary>
    internal async Task<IReadOnlyList<Guid>> AccusationReadersAsync(DateOnly today, CancellationToken cancel)
    {
        var named = (await db.BureauAsync(cancel)).AccusationHandlers?.Split(['、', '，', ',', ';', '；', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return named.Length > 0
            ? await db.Users.AsNoTracking().Where(u => named.Contains(u.UserName!) && !u.IsClosed).Select(u => u.Id).ToListAsync(cancel)
            : await db.RoleGrants.AsNoTracking()
                .Where(g => (g.Role == Role.XF || g.Role == Role.JW) && g.From <= today && (g.To == null || g.To >= today) && db.Set<User>().Any(u => u.Id == g.UserId && !u.IsClosed))
                .Select(g => g.UserId).Distinct().ToListAsync(cancel);
    }
}
