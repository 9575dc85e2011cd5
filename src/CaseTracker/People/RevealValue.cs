using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Crypto;
using CaseTracker.Data;

namespace CaseTracker.People;

/// <summary>Shows one protected value in full, for a reason: the audit entry is committed before the value is given.</summary>
public sealed class RevealValue(CaseDb db, RecordDoors doors, ProtectedValues values, OfficeClock clock)
{
    private const int ShortestReason = 4;

    public sealed record Command
    {
        /// <summary>Id of the protected value, as the record holds it.</summary>
        public Guid ValueId { get; init; }

        [Display(Name = "查看原因"), Required(ErrorMessage = "请填写{0}"), StringLength(200, MinimumLength = ShortestReason, ErrorMessage = "{0}应为{2}至{1}字")]
        public string Reason { get; init; } = "";
    }

    public async Task<string> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        var place = await values.PlaceOfAsync(command.ValueId, cancel) ?? throw new NotFoundException("该信息");
        var record = await doors.OpenAsync(place.OwnerKind, place.OwnerId, "该信息", actor, cancel);
        var reason = command.Reason.Trim();
        if (reason.Length is < ShortestReason or > 200)
        {
            throw RefusedException.At(nameof(command.Reason), $"请用{ShortestReason}至200字写明查看完整信息的原因，查看会留下记录");
        }

        var text = await values.ReadAsync(command.ValueId, cancel) ?? throw new NotFoundException("该信息");
        await AuditLog.WriteAsync(db, actor, clock.Now, new AuditNote("reveal", place.OwnerKind, place.OwnerId)
        {
            IsConfidential = record.IsConfidential,
            Reason = reason,
            Details = new { place.Field },
        }, cancel);
        return text;
    }
}
