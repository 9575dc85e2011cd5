using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Governance;

/// <summary>重抽核对: draws every drawing of an inspection again from its seed and its lists, and compares. Changes nothing.</summary>
public sealed class RedrawLots(CaseDb db)
{
    /// <param name="Holds">Nothing was found that differs.</param>
    /// <param name="Findings">What differs, one sentence each.</param>
    public sealed record Answer(string Number, bool Holds, IReadOnlyList<Drawing> Drawings, IReadOnlyList<string> Findings);

    /// <param name="Subjects">As drawn again.</param>
    /// <param name="Officers">As drawn again.</param>
    /// <param name="Seed">Another seed than the recorded one where that was asked for: what it would have drawn.</param>
    public sealed record Drawing(int Ordinal, DateOnly DrawnOn, string Seed, string Algorithm, string Fingerprint, string Witness, string? Reason, bool Holds, IReadOnlyList<string> Subjects, IReadOnlyList<string> Officers);

    /// <summary>Refuses an item that was never drawn. <paramref name="seed"/>: tries another seed with the last lists.</summary>
    public async Task<Answer> ExecuteAsync(string number, Actor actor, CancellationToken cancel, string? seed = null)
    {
        actor.Demand(Permission.SeeGovernance);
        var wanted = number.Trim().ToUpperInvariant();
        var id = await db.GovernanceItems.Where(i => i.Number == wanted && i.Kind == GovernanceKind.Inspection).Select(i => (Guid?)i.Id).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该双随机检查");
        db.Opened.Add(id);
        var item = await db.GovernanceItems.AsNoTracking().Include(i => i.Parts).Include(i => i.Draws).AsSplitQuery().FirstAsync(i => i.Id == id, cancel);
        if (item.Draws.Count == 0)
        {
            throw new RefusedException("还没有抽取，没有可以核对的记录；请先办理抽取");
        }

        var told = await db.Events.AsNoTracking().Where(e => e.RecordKind == GovernanceItem.RecordName && e.RecordId == id && (e.Step == "draw" || e.Step == "draw-again")).OrderBy(e => e.Seq).Select(e => e.Data).ToListAsync(cancel);
        var findings = new List<string>();
        var drawings = item.Draws.OrderBy(d => d.Ordinal).Select((d, i) => Check(d, i < told.Count ? told[i] : null, findings)).ToList();
        Compare(item, findings);
        if (seed is not null)
        {
            var last = item.Draws.MaxBy(d => d.Ordinal)!;
            var other = Lots.Draw(Lots.Input.FromJson(last.Input), seed);
            drawings.Add(new(0, last.DrawnOn, seed, last.Algorithm, last.Fingerprint, last.Witness, "另用种子试抽，不作记录", other.ToJson() == last.Result, other.Subjects, other.Officers));
        }

        return new Answer(item.Number, findings.Count == 0, drawings, findings);
    }

    private static Drawing Check(GovernanceDraw draw, string? told, List<string> findings)
    {
        var before = findings.Count;
        var fingerprint = Lots.FingerprintOf(draw.Input);
        if (fingerprint != draw.Fingerprint)
        {
            findings.Add($"第{draw.Ordinal}次抽取的名单与留存的指纹不符，名单在抽取之后被改动过");
        }

        if (told is null || JsonNode.Parse(told) is not JsonObject said || said["fingerprint"]?.ToString() != draw.Fingerprint || said["seed"]?.ToString() != draw.Seed)
        {
            findings.Add($"第{draw.Ordinal}次抽取的种子或指纹与经过记录不符");
        }

        Lots.Result result;
        try
        {
            result = Lots.Draw(Lots.Input.FromJson(draw.Input), draw.Seed);
        }
        catch (RefusedException refused)
        {
            findings.Add($"第{draw.Ordinal}次抽取按留存的名单和种子不能重抽：{refused.Message}");
            result = new([], []);
        }

        if (draw.Algorithm != Lots.Algorithm || result.ToJson() != draw.Result)
        {
            findings.Add($"第{draw.Ordinal}次抽取按留存的名单和种子重抽，结果与记录不一致");
        }

        return new(draw.Ordinal, draw.DrawnOn, draw.Seed, draw.Algorithm, fingerprint, draw.Witness, draw.Reason, findings.Count == before, result.Subjects, result.Officers);
    }

    /// <summary>The list and the drawn names that the item shows today, against those of its last drawing.</summary>
    private static void Compare(GovernanceItem item, List<string> findings)
    {
        var last = item.Draws.MaxBy(d => d.Ordinal)!;
        var (input, result) = (Lots.Input.FromJson(last.Input), Lots.Result.FromJson(last.Result));
        if (!Keys(GovernancePartKind.Subject).ToHashSet().SetEquals(input.Subjects.Select(s => s.Key)))
        {
            findings.Add("检查对象名单在抽取之后有改动，与抽取时的名单不同");
        }

        if (!Keys(GovernancePartKind.DrawnSubject).ToHashSet().SetEquals(result.Subjects) || !Keys(GovernancePartKind.DrawnOfficer).ToHashSet().SetEquals(result.Officers))
        {
            findings.Add("登记的抽取结果与抽取记录不同");
        }

        IEnumerable<string> Keys(GovernancePartKind kind) => item.Parts.Where(p => p.Kind == kind && !p.IsRemoved).Select(p => Lots.Entry.Of(p.Name, p.Code).Key);
    }
}
