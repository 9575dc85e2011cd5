using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.People;

/// <summary>Enters a person, or brings a known one up to date with what the desk has just been told. Within the caller's write when there is one. Never for an accusation.</summary>
public sealed class KeepPerson(CaseDb db, ProtectedValues values, OfficeClock clock)
{
    internal const int LongestName = 100;

    /// <summary>Empty fields say nothing: what is known of a known person stays.</summary>
    public sealed record Command
    {
        /// <summary>The known person the clerk chose; null for a new one.</summary>
        public Guid? PersonId { get; init; }

        [Display(Name = "姓名"), Required(ErrorMessage = "请填写{0}"), StringLength(LongestName, ErrorMessage = "{0}不能超过{1}字")]
        public string Name { get; init; } = "";

        [Display(Name = "性别")]
        public Sex Sex { get; init; }

        [Display(Name = "出生日期")]
        public DateOnly? BirthOn { get; init; }

        [Display(Name = "证件号码"), StringLength(40, ErrorMessage = "{0}不能超过{1}字")]
        public string? IdNumber { get; init; }

        [Display(Name = "电话"), StringLength(60, ErrorMessage = "{0}不能超过{1}字")]
        public string? Phone { get; init; }

        [Display(Name = "住址"), StringLength(200, ErrorMessage = "{0}不能超过{1}字")]
        public string? Address { get; init; }

        [Display(Name = "工作单位"), StringLength(200, ErrorMessage = "{0}不能超过{1}字")]
        public string? WorkUnit { get; init; }
    }

    /// <returns>Id of the person.</returns>
    public Task<Guid> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        var name = PersonName.Clean(command.Name);
        if (name.Length is 0 or > LongestName)
        {
            throw RefusedException.At(nameof(command.Name), $"请填写姓名，不超过{LongestName}字");
        }

        return db.WriteAsync(async () =>
        {
            var person = command.PersonId is { } known
                ? await db.Persons.FirstOrDefaultAsync(p => p.Id == known, cancel) ?? throw new NotFoundException("该人员")
                : new Person { Id = Guid.NewGuid(), Name = name, NormalName = PersonName.Key(name) };
            if (person.VoidedAt is not null)
            {
                throw new RefusedException("该人员记录已作废，请刷新后选择保留的那一条");
            }

            if (command.PersonId is null)
            {
                db.Persons.Add(person);
            }

            await FillAsync(person, command, name, cancel);
            if (db.ChangeTracker.HasChanges() && db.Entry(person).State != EntityState.Unchanged)
            {
                person.Version++;
                db.Trace(person, actor, clock.Now, command.PersonId is null
                    ? new Act("enter-person", "登记人员", clock.Today)
                    : new Act("update-person", "更新人员", clock.Today));
            }

            return person.Id;
        }, cancel);
    }

    private async Task FillAsync(Person person, Command command, string name, CancellationToken cancel)
    {
        (person.Name, person.NormalName) = (name, PersonName.Key(name));
        var number = string.IsNullOrWhiteSpace(command.IdNumber) ? null : IdentityNumber.Read(command.IdNumber, clock.Today);
        var sound = number is { IsSound: true };
        person.Sex = command.Sex != Sex.Unknown ? command.Sex : sound ? number!.Sex : person.Sex;
        person.BirthOn = command.BirthOn ?? (sound ? number!.BirthOn : person.BirthOn);
        person.WorkUnit = string.IsNullOrWhiteSpace(command.WorkUnit) ? person.WorkUnit : command.WorkUnit.Trim();
        person.IdNumberId = await KeptAsync(person.IdNumberId, ProtectedField.IdNumber, number?.Value);
        person.PhoneId = await KeptAsync(person.PhoneId, ProtectedField.Phone, string.IsNullOrWhiteSpace(command.Phone) ? null : PhoneNumber.Read(command.Phone).Value);
        person.AddressId = await KeptAsync(person.AddressId, ProtectedField.Address, command.Address?.Trim());

        async Task<Guid?> KeptAsync(Guid? before, ProtectedField field, string? typed) => string.IsNullOrEmpty(typed)
            ? before
            : await values.ReplaceAsync(before, Person.Kind, person.Id, field, typed, cancel);
    }
}
