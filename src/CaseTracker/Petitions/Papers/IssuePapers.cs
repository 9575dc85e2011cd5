using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Documents;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions.Papers;

/// <summary>Writes the papers that a row of the workflow table asks for and keeps them as issued, in the write of the step.</summary>
public sealed class IssuePapers(CaseDb db, IssueDocument issue)
{
    /// <summary>Name and text of a paper that is not issued yet.</summary>
    internal sealed record Draft(string Name, Paper Paper);

    /// <summary>Issues the papers of a step. A 检举控告 has none: what it needs is written by its named handlers, outside the common means.</summary>
    /// <param name="number">发文字号 the step has drawn; a further numbered paper draws its own.</param>
    /// <returns>What the event says of them: name, number, SHA-256; null where there are none.</returns>
    internal async Task<string?> ExecuteAsync(Petition petition, Fired<Petition, PetitionState, PetitionStep> fired, DateOnly on, string? number, Actor actor, CancellationToken cancel)
    {
        if (petition.IsConfidential || PetitionPapers.Of(fired.Row.Document) is not { Count: > 0 } papers)
        {
            return null;
        }

        var facts = await FactsAsync(petition, fired.Row.Step, fired.Data, on, actor, cancel);
        var (made, approved) = await HandsAsync(petition, fired, actor, cancel);
        return await IssueAsync(papers, facts, number, fired.Row.Step.Kebab(), made, approved, cancel);
    }

    /// <summary>The same for a step of a matter beside the main way: 听证笔录、听证报告、续报.</summary>
    internal async Task<string?> OfSideAsync(Petition petition, SideMatter side, Fired<SideTurn, SideState, SideStep> fired, DateOnly on, Actor actor, CancellationToken cancel)
    {
        if (petition.IsConfidential || PetitionPapers.Of(fired.Row.Document) is not { Count: > 0 } papers)
        {
            return null;
        }

        var begun = side.Kind == SideKind.Hearing ? PetitionStep.Hear : PetitionStep.MarkUrgent;
        var facts = await FactsAsync(petition, begun, fired.Data, on, actor, cancel) with { Side = side };
        return await IssueAsync(papers, facts, null, $"{SideWorkflow.Of(side.Kind).Name}-{fired.Row.Step.Kebab()}", actor, null, cancel);
    }

    /// <summary>The papers of a step unissued and unnumbered; refused with what they lack.</summary>
    internal async Task<IReadOnlyList<Draft>> ComposeAsync(Petition petition, Fired<Petition, PetitionState, PetitionStep> fired, DateOnly on, Actor actor, CancellationToken cancel)
    {
        var facts = await FactsAsync(petition, fired.Row.Step, fired.Data, on, actor, cancel);
        return [.. PetitionPapers.Of(fired.Row.Document).Select(p => new Draft(p.NameFor(facts), p.Compose(facts)))];
    }

    private async Task<string> IssueAsync(IReadOnlyList<PetitionPaper> papers, PaperFacts facts, string? number, string step, Actor made, string? approved, CancellationToken cancel)
    {
        var told = new List<string>();
        foreach (var paper in papers)
        {
            var mine = await NumberAsync(paper, facts.Bureau, facts.On, number, cancel);
            number = mine == number ? null : number;
            var written = facts with { Number = mine };
            var document = await issue.ExecuteAsync(new IssueDocument.Command(Petition.Kinds, facts.Petition.Id, paper.NameFor(written), paper.Compose(written), facts.On, step)
            {
                Number = mine,
                Recipients = paper.IsForPetitioner ? facts.Recipients : [],
                MadeBy = made,
                ApprovedByName = approved,
            }, cancel);
            told.Add($"{document.Name} {document.Number} SHA-256 {document.Sha256}");
        }

        return string.Join("；", told);
    }

    private async Task<PaperFacts> FactsAsync(Petition petition, PetitionStep step, StepData data, DateOnly on, Actor actor, CancellationToken cancel)
    {
        var department = petition.DepartmentId;
        Petitions.QueryCode.Give(petition); // a case from before there were codes
        return new PaperFacts
        {
            Petition = petition,
            Step = step,
            Data = data,
            On = on,
            Bureau = await db.BureauAsync(cancel),
            Department = await db.Departments.Where(d => department == null ? d.IsPetitionOffice && !d.IsClosed : d.Id == department).Select(d => d.Name).FirstOrDefaultAsync(cancel),
            ActorName = actor.Name,
            QueryCode = Petitions.QueryCode.Written(petition.QueryCode!),
            LinkedOpinions = step == PetitionStep.DeclineForGood && petition.Linked is { } linked ? await OpinionsAsync(linked.Id, cancel) : null,
        };
    }

    /// <summary>The opinions of a case that is terminated after three levels, in words; null while one is missing.</summary>
    private async Task<string?> OpinionsAsync(Guid petition, CancellationToken cancel)
    {
        var first = await db.Petitions.AsNoTracking().Where(p => p.Id == petition).Select(p => new { p.OpinionNumber, p.SignedOn, p.Round }).FirstAsync(cancel);
        var reviews = await db.Set<Review>().AsNoTracking().Where(r => r.PetitionId == petition && r.Round == first.Round && r.OpinionNumber != null && r.OpinionOn != null).OrderBy(r => r.Stage).ToListAsync(cancel);
        return first.OpinionNumber is null || first.SignedOn is null || reviews.Count < 2 ? null
            : $"处理意见{first.OpinionNumber}（{first.SignedOn.Value.Day()}）{string.Concat(reviews.Select(r => $"，{r.Stage.Display()}意见{r.OpinionNumber}（{r.OpinionOn!.Value.Day()}）"))}。";
    }

    private async Task<string?> NumberAsync(PetitionPaper paper, BureauSettings bureau, DateOnly on, string? drawn, CancellationToken cancel)
    {
        if (paper.Series is not { } word)
        {
            return null;
        }

        var series = bureau.OrganCode + word;
        return drawn is not null && drawn.StartsWith($"{series}〔", StringComparison.Ordinal) ? drawn : $"{series}〔{on.Year}〕{await db.NextNumberAsync(series, on.Year, cancel)}号";
    }

    /// <summary>Who drew it up and who approved it: the proposer and the last approver, the author and the signer of an opinion.</summary>
    private async Task<(Actor Made, string? Approved)> HandsAsync(Petition petition, Fired<Petition, PetitionState, PetitionStep> fired, Actor actor, CancellationToken cancel)
    {
        if (fired.Row.Step == PetitionStep.Sign && petition.DraftedById is { } author)
        {
            var name = await db.Users.Where(u => u.Id == author).Select(u => u.Name).FirstOrDefaultAsync(cancel);
            return (name is null ? actor : new Actor(author, name, []), actor.Name);
        }

        return fired.Row.Approvers.Count == 0 ? (actor, null) : (new Actor(fired.Author.UserId, fired.Author.Name, []), actor.Name);
    }
}
