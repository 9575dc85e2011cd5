using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Data;
using CaseTracker.Workflow;

namespace CaseTracker.CareVisits;

/// <summary>登记看望 with the photos and signatures taken on the spot: all of it or nothing.</summary>
public sealed class RecordVisitOnSite(CaseDb db, TakeCareVisitStep take, AddAttachment attach, LoadCareVisit load)
{
    /// <param name="Photos">照片 of the visit and of signed lists.</param>
    /// <param name="Signatures">Drawn with the finger, one a person.</param>
    public sealed record Command(string Number, StepData Data, int? Version, Guid? RequestId, IReadOnlyList<AddAttachment.Upload> Photos, IReadOnlyList<AddAttachment.Upload> Signatures);

    public Task<TakeCareVisitStep.Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        var done = await take.ExecuteAsync(new(command.Number, CareVisitStep.RecordVisit, command.Data, command.Version, command.RequestId), actor, cancel);
        var id = (await load.ReadAsync(command.Number, cancel)).Id;
        foreach (var (kind, files) in new[] { (AttachmentKind.Photo, command.Photos), (AttachmentKind.Other, command.Signatures) })
        {
            if (files.Count > 0)
            {
                await attach.ExecuteAsync(new() { RecordKind = CareVisit.Kind, RecordId = id, Step = CareVisitStep.RecordVisit.Kebab(), Kind = kind, Files = files }, actor, cancel);
            }
        }

        return done;
    }, cancel);
}
