using System.Text.Json;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.People;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>The case page: the petition with masked people, its clocks, the steps allowed to the actor and the others with the reason, approvals, timeline.</summary>
public sealed class GetPetition(CaseDb db, LoadPetition load, ProtectedValues values, OfficeClock clock)
{
    /// <summary>A person of the case, numbers masked; the ids are for the reveal with a reason.</summary>
    public sealed record PersonView(Petitioner Petitioner, string Name, string? IdNumber, string? Phone, string? Address);

    public sealed record ApprovalView(Approval Approval, PetitionStep Step, IReadOnlyList<StepView<ApprovalTurn, ApprovalState, ApprovalStep>> Buttons);

    public sealed record View(
        Petition Petition,
        SealedText? Sealed,
        string? Category,
        string? Place,
        string? Department,
        IReadOnlyList<PersonView> People,
        IReadOnlyList<StepView<Petition, PetitionState, PetitionStep>> Steps,
        IReadOnlyList<ApprovalView> Approvals,
        IReadOnlyList<CaseEvent> Timeline,
        DateOnly Today)
    {
        public IEnumerable<StepView<Petition, PetitionState, PetitionStep>> Allowed => Steps.Where(s => s.Access != Access.Refused);

        public IEnumerable<StepView<Petition, PetitionState, PetitionStep>> Refused => Steps.Where(s => s.Access == Access.Refused && s.Step != PetitionStep.Register);
    }

    public async Task<View> ExecuteAsync(string number, Actor actor, CancellationToken cancel)
    {
        var petition = await load.ReadAsync(number, actor, cancel);
        var approvals = await db.Approvals.AsNoTracking().Where(a => a.SubjectId == petition.Id).OrderBy(a => a.ProposedOn).ToListAsync(cancel);
        return new View(
            petition,
            await values.ReadAsync(petition.SealedId, cancel) is { } text ? JsonSerializer.Deserialize<SealedText>(text, CanonicalJson.Options) : null,
            await CodeAsync(CodeList.Category, petition.CategoryId, cancel),
            await CodeAsync(CodeList.Place, petition.PlaceId, cancel),
            await db.Departments.Where(d => d.Id == petition.DepartmentId).Select(d => d.Name).FirstOrDefaultAsync(cancel),
            await PeopleAsync(petition, cancel),
            PetitionWorkflow.Engine.Explain(petition, actor, clock.Today),
            [.. approvals.Select(a => new ApprovalView(a, Enum.Parse<PetitionStep>(a.Step), a.State == ApprovalState.Pending ? PetitionWorkflow.Engine.Explain(petition, a, actor, clock.Today) : []))],
            await db.Events.AsNoTracking().Where(e => e.RecordKind == Petition.Kinds && e.RecordId == petition.Id).OrderBy(e => e.Seq).ToListAsync(cancel),
            clock.Today);
    }

    private async Task<IReadOnlyList<PersonView>> PeopleAsync(Petition petition, CancellationToken cancel)
    {
        var texts = await values.ReadAsync([.. petition.Petitioners.SelectMany(p => new[] { p.NameId, p.IdNumberId, p.PhoneId, p.AddressId }).OfType<Guid>()], cancel);
        return [.. petition.Petitioners.Select(p => new PersonView(p, p.NameId is { } name ? texts[name] : p.Name, Of(p.IdNumberId, Mask.IdNumber), Of(p.PhoneId, Mask.Phone), Of(p.AddressId, Mask.Address)))];

        string? Of(Guid? id, Func<string, string> mask) => id is { } known && texts.TryGetValue(known, out var text) ? mask(text) : null;
    }

    private async Task<string?> CodeAsync(CodeList list, string? id, CancellationToken cancel)
    {
        if (id is null)
        {
            return null;
        }

        var code = await db.Codes.AsNoTracking().FirstOrDefaultAsync(c => c.List == list && c.Id == id, cancel);
        var parent = code?.ParentId is null ? null : await db.Codes.Where(c => c.List == list && c.Id == code.ParentId).Select(c => c.Name).FirstOrDefaultAsync(cancel);
        return code is null ? id : parent is null ? code.Name : $"{parent} / {code.Name}";
    }
}
