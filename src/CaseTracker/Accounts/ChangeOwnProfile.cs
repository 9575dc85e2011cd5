using System.ComponentModel.DataAnnotations;
using CaseTracker.Audit;
using CaseTracker.Data;

namespace CaseTracker.Accounts;

/// <summary>个人资料：what everybody keeps about himself. Name, post and department are the administrator's.</summary>
public sealed class ChangeOwnProfile(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        [Display(Name = "办公电话", Description = "同事联系用，可含区号和分机"), StringLength(30, ErrorMessage = "办公电话不得超过 30 个字符"), RegularExpression(@"[0-9０-９+()（） \-转]*", ErrorMessage = "办公电话只能含数字、空格、+ - ( ) 和“转”")]
        public string? OfficePhone { get; init; }
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.OwnProfile);
        return db.WriteAsync(async () =>
        {
            var own = await db.LockUserAsync(actor.UserId, cancel);
            own.PhoneNumber = string.IsNullOrWhiteSpace(command.OfficePhone) ? null : UserNames.Plain(command.OfficePhone);
            AuditLog.Add(db, actor, clock.Now, new AuditNote("change-own-profile", "user", own.Id));
        }, cancel);
    }
}
