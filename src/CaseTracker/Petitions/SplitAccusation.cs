using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>
/// Moves the 检举控告 of a mixed letter into a confidential case of its own, with the people and the files of the letter (条例第三十条).
/// The ordinary case keeps the other demands and a text without the accused; nothing in it points to the confidential one.
/// </summary>
public sealed class SplitAccusation(CaseDb db, RegisterPetition register, ProtectedValues values, OfficeClock clock)
{
    /// <summary>The event in the ordinary case, which says no more than that it was revised.</summary>
    public const string RecordedAs = "revise";

    /// <summary>The timeline as everybody may read it: what was typed before the accusation was taken out is not repeated.</summary>
    internal static IReadOnlyList<CaseEvent> Readable(IReadOnlyList<CaseEvent> timeline)
    {
        var last = timeline.Where(e => e.Step == RecordedAs).Select(e => e.Seq).DefaultIfEmpty().Max();
        return last == 0 ? timeline : [.. timeline.Select(e => e.Seq > last ? e : new CaseEvent
        {
            Id = e.Id,
            RecordKind = e.RecordKind,
            RecordId = e.RecordId,
            Seq = e.Seq,
            Step = e.Step == RecordedAs ? PetitionStep.Correct.Kebab() : e.Step,
            StepName = e.StepName,
            HappenedOn = e.HappenedOn,
            RecordedAt = e.RecordedAt,
            ActorId = e.ActorId,
            ActorName = e.ActorName,
            ForId = e.ForId,
            ForName = e.ForName,
            From = e.From,
            To = e.To,
            Article = e.Step == RecordedAs ? null : e.Article,
            TableVersion = e.TableVersion,
        })];
    }

    internal async Task ExecuteAsync(Petition letter, StepData data, Actor actor, CancellationToken cancel)
    {
        var texts = await values.ReadAsync([.. letter.Petitioners.SelectMany(p => new[] { p.IdNumberId, p.PhoneId, p.AddressId }).OfType<Guid>()], cancel);
        var registered = await register.RegisterAsync(
            new RegisterPetition.Command
            {
                Channel = letter.Channel,
                Source = letter.Source,
                SourceOrgan = letter.SourceOrgan,
                SourceNumber = letter.SourceNumber,
                SourceOn = letter.SourceOn,
                Purpose = Purpose.Accuse,
                ReceivedOn = letter.ReceivedOn,
                LateEntryReason = "从一件多诉求的信访事项中分出",
                PeopleCount = letter.PeopleCount,
                IsAnonymous = letter.IsAnonymous,
                AddressUnclear = letter.AddressUnclear,
                Summary = data.Text("accusation")!,
                Accused = data.Text("accused"),
                CategoryId = letter.CategoryId,
                PlaceId = letter.PlaceId,
                Petitioners = [.. letter.Petitioners.Select(p => new RegisterPetition.PetitionerInput
                {
                    Name = p.Name, IsOrganisation = p.IsOrganisation, IsRepresentative = p.IsRepresentative, IsAgent = p.IsAgent, Principal = p.Principal, Sex = p.Sex, BirthOn = p.BirthOn,
                    IdNumber = Of(p.IdNumberId), Phone = Of(p.PhoneId), Address = Of(p.AddressId), WorkUnit = p.WorkUnit, Identity = p.Identity,
                })],
            },
            actor, cancel);

        // The letter itself names the accused: it goes with the accusation, a redacted copy is handed in anew.
        var moved = await db.Attachments.Where(a => a.RecordKind == Petition.Kinds && a.RecordId == letter.Id).ToListAsync(cancel);
        foreach (var attachment in moved)
        {
            attachment.RecordId = registered.Id;
        }

        if (moved.Count > 0)
        {
            await db.FlushAsync(cancel);
            db.Trace(letter, actor, clock.Now, new Act("move-attachments", "移出附件", clock.Today) { Reason = $"{moved.Count}份附件移出本件，另行保管；本件需要的，请上传遮盖后的副本" });
        }

        string? Of(Guid? id) => id is { } known && texts.TryGetValue(known, out var text) ? text : null;
    }
}
