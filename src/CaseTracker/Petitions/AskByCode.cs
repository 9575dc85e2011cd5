using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>
/// 公众查询: what a petitioner is shown of his case by its code, without signing in (条例第二十一条): when it was registered and handed on, its documents with their dates, how it stands.
/// Never a name, a number of a person, a text, a department, an official; a 检举控告 has no code.
/// </summary>
public sealed class AskByCode(CaseDb db, OfficeClock clock, QueryAddresses addresses)
{
    /// <summary>One line of the answer: a document or an event, and its day.</summary>
    public sealed record Line(string Name, DateOnly On);

    public sealed record Answer(DateOnly RegisteredOn, IReadOnlyList<DateOnly> HandedOn, IReadOnlyList<Line> Documents, string State);

    /// <summary>Whether the bureau has opened the page; it is closed unless somebody opened it.</summary>
    public async Task<bool> IsOpenAsync(CancellationToken cancel) => (await db.BureauAsync(cancel)).PublicQuery;

    /// <summary>The answer; null for what is no code, what nobody has and what is not shown: all alike. Refused after too many wrong ones from one address.</summary>
    public async Task<Answer?> ExecuteAsync(string? typed, string? address, CancellationToken cancel)
    {
        if (!await IsOpenAsync(cancel))
        {
            throw new NotFoundException("该页面");
        }

        addresses.Take(address, clock.Now);
        var hash = QueryCode.HashOf(QueryCode.Read(typed) ?? "");
        // Whoever knows the code may ask, and nobody is signed in: the code is the right to see, and ordinary cases are all it opens.
        var petition = await db.Petitions.IgnoreQueryFilters().AsNoTracking()
            .Include(p => p.Reviews).Include(p => p.Rounds).AsSplitQuery()
            .Where(p => p.QueryHash == hash && !p.IsConfidential && p.Kind != PetitionKind.Accusation && !p.IsVoid).OrderBy(p => p.Id).FirstOrDefaultAsync(cancel);
        if (petition is null)
        {
            return null;
        }

        addresses.GiveBack(address);
        db.Opened.Add(petition.Id);
        var events = await db.Events.AsNoTracking().Where(e => e.RecordKind == Petition.Kinds && e.RecordId == petition.Id).OrderBy(e => e.Seq).Select(e => new { e.Step, e.HappenedOn, MovesDepartment = e.Changes.Contains("\"DepartmentId\"") }).ToListAsync(cancel);
        var steps = events.Select(e => e.Step).ToHashSet(StringComparer.Ordinal);
        return new Answer(
            petition.RegisteredOn,
            [.. events.Where(e => Handing.Contains(e.Step) || (e.Step == Reassigned && e.MovesDepartment)).Select(e => e.HappenedOn).Distinct().Order()],
            [.. DocumentsOf(petition, steps).OrderBy(d => d.On)],
            WordsOf(petition.State));
    }

    private static readonly HashSet<string> Handing =
        [.. new[] { PetitionStep.Assign, PetitionStep.AcceptSimple, PetitionStep.TakeSuggestion, PetitionStep.Forward, PetitionStep.Reopen }.Select(s => s.Kebab())];

    private static readonly string Reassigned = PetitionStep.Reassign.Kebab();

    private static IEnumerable<Line> DocumentsOf(Petition petition, HashSet<string> steps)
    {
        if (petition.NoticeOn is { } told)
        {
            if (petition.AcceptedOn is not null)
            {
                yield return new Line("受理告知书", told);
            }
            else if (petition.State == PetitionState.NotAccepted || steps.Contains(PetitionStep.Decline.Kebab()))
            {
                yield return new Line("不予受理告知书", told);
            }
            else if (petition.State == PetitionState.NoLongerAccepted || steps.Contains(PetitionStep.DeclineForGood.Kebab()))
            {
                yield return new Line("不再受理告知书", told);
            }
        }

        // Each round of handling with its own extension and opinion.
        foreach (var (extended, signed) in petition.Rounds.Select(r => (r.ExtensionApprovedOn, r.SignedOn)).Append((petition.ExtensionApprovedOn, petition.SignedOn)))
        {
            if (extended is { } approved)
            {
                yield return new Line("延期告知书", approved);
            }

            if (signed is { } opinion)
            {
                yield return new Line("信访事项处理意见书", opinion);
            }
        }

        foreach (var review in petition.Reviews)
        {
            if (review.OpinionOn is { } opinion)
            {
                yield return new Line(review.Stage == ReviewStage.Review ? "复查意见书" : "复核意见书", opinion);
            }
        }
    }

    /// <summary>How a case stands, in words for the petitioner; who is drafting or signing inside the office is not told.</summary>
    internal static string WordsOf(PetitionState state) => state switch
    {
        PetitionState.Draft or PetitionState.Registered or PetitionState.ObjectionFiled or PetitionState.Confidential => "已经登记，正在确定由谁、按什么途径办理",
        PetitionState.Returned => "不属于本机关职权范围，已经退回转送机关",
        PetitionState.Forwarded => "已经转送、交办有权处理的下级机关",
        PetitionState.ReferredOut => "不属于本机关职权范围，已经告知向有权处理的机关提出",
        PetitionState.NotAccepted => "不予受理，理由见告知书",
        PetitionState.NoLongerAccepted => "不再受理，理由见告知书",
        PetitionState.Merged => "已经与此前提出的同一事项合并办理",
        PetitionState.Diverted => "已经导入其他法定途径办理，办法见告知书",
        PetitionState.Suggestion => "意见建议正在研究",
        PetitionState.Accepted => "已经受理",
        PetitionState.Handling or PetitionState.SimpleHandling or PetitionState.OpinionReview => "正在办理",
        PetitionState.Rehandling => "正在重新办理",
        PetitionState.OpinionIssued => "已经作出处理意见，正在送达",
        PetitionState.Concluded => "已经答复；对处理意见不服的，可以自收到之日起30日内申请复查",
        PetitionState.UnderReview => "正在复查",
        PetitionState.Reviewed => "已经复查；对复查意见不服的，可以自收到之日起30日内申请复核",
        PetitionState.UnderRecheck => "正在复核",
        PetitionState.Finalized => "已经复核，信访程序终结",
        PetitionState.Lapsed => "已经办结：期限内没有申请复查、复核",
        PetitionState.Closed or PetitionState.Archived => "已经办结",
        PetitionState.Withdrawn => "已经撤回，终止办理",
        PetitionState.Terminated => "已经终止办理",
    };
}
