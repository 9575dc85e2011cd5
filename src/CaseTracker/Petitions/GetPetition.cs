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
public sealed class GetPetition(CaseDb db, LoadPetition load, ProtectedValues values, SealAccusation sealing, FindSameAccused sameAccused, StepFacts facts, OfficeClock clock)
{
    /// <summary>A person of the case, numbers masked; the ids are for the reveal with a reason.</summary>
    public sealed record PersonView(Petitioner Petitioner, string Name, string? IdNumber, string? Phone, string? Address);

    /// <param name="MayWithdraw">The actor proposed it and may take it back.</param>
    public sealed record ApprovalView(Approval Approval, PetitionStep Step, IReadOnlyList<StepView<ApprovalTurn, ApprovalState, ApprovalStep>> Buttons, bool MayWithdraw);

    /// <summary>A matter beside the main way, with what the actor may do about it.</summary>
    public sealed record SideView(SideMatter Side, IReadOnlyList<StepView<SideTurn, SideState, SideStep>> Buttons);

    /// <param name="MergedHere">Numbers of the cases merged into this one.</param>
    /// <param name="SameAccused">Of a 检举控告: others of the same accused that the viewer may open.</param>
    /// <param name="SealedTexts">Of a 检举控告: the texts behind the ids that its events and approvals hold.</param>
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
        IReadOnlyList<SideView> Sides,
        IReadOnlyList<string> MergedHere,
        IReadOnlyList<string> SameAccused,
        IReadOnlyDictionary<Guid, string> SealedTexts,
        DateOnly Today)
    {
        public IEnumerable<StepView<Petition, PetitionState, PetitionStep>> Allowed => Steps.Where(s => s.Access != Access.Refused);

        public IEnumerable<StepView<Petition, PetitionState, PetitionStep>> Refused => Steps.Where(s => s.Access == Access.Refused && s.Step != PetitionStep.Register);
    }

    public async Task<View> ExecuteAsync(string number, Actor actor, CancellationToken cancel)
    {
        var petition = await load.ReadAsync(number, actor, cancel);
        var approvals = await db.Approvals.AsNoTracking().Where(a => a.SubjectId == petition.Id).OrderBy(a => a.ProposedOn).ToListAsync(cancel);
        var timeline = SplitAccusation.Readable(await db.Events.AsNoTracking().Where(e => e.RecordKind == Petition.Kinds && e.RecordId == petition.Id).OrderBy(e => e.Seq).ToListAsync(cancel));
        if (petition.IsConfidential)
        {
            await UnsealAsync(approvals, cancel);
        }

        var known = await sealing.ReadAsync(petition, cancel);
        var steps = PetitionWorkflow.Engine.Explain(petition, actor, clock.Today);
        var approved = new List<ApprovalView>();
        foreach (var approval in approvals)
        {
            approved.Add(await ApprovalOfAsync(petition, approval, actor, cancel));
        }

        return new View(
            petition,
            known,
            await CodeAsync(CodeList.Category, petition.CategoryId, cancel),
            await CodeAsync(CodeList.Place, petition.PlaceId, cancel),
            await db.Departments.Where(d => d.Id == petition.DepartmentId).Select(d => d.Name).FirstOrDefaultAsync(cancel),
            await PeopleAsync(petition, cancel),
            steps,
            approved,
            timeline,
            [.. petition.Sides.Select(s => new SideView(s, s.IsOpen ? SideWorkflow.Of(s.Kind).Explain(new SideTurn(s, petition, actor), actor, clock.Today) : []))],
            await db.Petitions.AsNoTracking().Where(p => p.MergedInto == petition.Number).OrderBy(p => p.Number).Select(p => p.Number).ToListAsync(cancel),
            known is null ? [] : [.. (await sameAccused.ExecuteAsync(known.Accused, petition.Id, actor, cancel)).Select(r => r.Number)],
            petition.IsConfidential ? await SealedTextsAsync(timeline.Select(e => e.Data).Concat(approvals.Select(a => a.Data)), cancel) : new Dictionary<Guid, string>(),
            clock.Today);
    }

    private async Task<ApprovalView> ApprovalOfAsync(Petition petition, Approval approval, Actor actor, CancellationToken cancel)
    {
        var step = Enum.Parse<PetitionStep>(approval.Step);
        if (approval.State != ApprovalState.Pending)
        {
            return new(approval, step, [], false);
        }

        await facts.ExecuteAsync(petition, StepData.FromJson(approval.Data), cancel); // else the case it names would seem not to be there
        return new(approval, step, PetitionWorkflow.Engine.Explain(petition, approval, actor, clock.Today), PetitionWorkflow.Engine.MayWithdraw(petition, approval, actor, clock.Today));
    }

    private Task<IReadOnlyDictionary<Guid, string>> SealedTextsAsync(IEnumerable<string> told, CancellationToken cancel) => values.ReadAsync(
        [.. told.Select(StepData.FromJson).SelectMany(d => d.Names.Select(d.Guid)).OfType<Guid>().Distinct()], cancel);

    /// <summary>The opinions of the approvers, which are kept sealed.</summary>
    private async Task UnsealAsync(List<Approval> approvals, CancellationToken cancel)
    {
        var texts = await values.ReadAsync([.. approvals.SelectMany(a => a.Decisions).Select(d => Guid.TryParse(d.Opinion, out var id) ? id : (Guid?)null).OfType<Guid>()], cancel);
        foreach (var approval in approvals)
        {
            for (var i = 0; i < approval.Decisions.Count; i++)
            {
                var decision = approval.Decisions[i];
                approval.Decisions[i] = Guid.TryParse(decision.Opinion, out var id) && texts.TryGetValue(id, out var text) ? decision with { Opinion = text } : decision;
            }
        }
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
