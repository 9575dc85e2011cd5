using System.ComponentModel.DataAnnotations;
using CaseTracker.Audit;
using CaseTracker.Data;

namespace CaseTracker.Accounts;

/// <summary>安排代班：a colleague acts in one's roles from–to, both days included. Everybody arranges his own absence; the security administrator that of others.</summary>
public sealed class SetCover(CaseDb db, OfficeClock clock)
{
    private const int LongestDays = 366;

    public sealed record Command
    {
        [Display(Name = "离岗人员"), Required(ErrorMessage = "请选择离岗人员")]
        public Guid? AbsentUserId { get; init; }

        [Display(Name = "代班人员"), Required(ErrorMessage = "请选择代班人员")]
        public Guid? CoveringUserId { get; init; }

        [Display(Name = "起始日期"), Required(ErrorMessage = "请填写起始日期")]
        public DateOnly? From { get; init; }

        [Display(Name = "截止日期", Description = "含当日"), Required(ErrorMessage = "请填写截止日期")]
        public DateOnly? To { get; init; }

        [Display(Name = "代班范围", Description = "不选为全部角色")]
        public Role? Scope { get; init; }

        [Display(Name = "事由"), StringLength(100, ErrorMessage = "事由不得超过 100 个字")]
        public string? Reason { get; init; }
    }

    public Task<Guid> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        if (command.AbsentUserId != actor.UserId)
        {
            actor.Demand(Permission.AdminRoles);
        }

        return db.WriteAsync(async () =>
        {
            var today = clock.Today;
            var absentId = command.AbsentUserId ?? throw RefusedException.At(nameof(command.AbsentUserId), "请选择离岗人员");
            var coveringId = command.CoveringUserId ?? throw RefusedException.At(nameof(command.CoveringUserId), "请选择代班人员");
            var from = command.From ?? throw RefusedException.At(nameof(command.From), "请填写起始日期");
            var to = command.To ?? throw RefusedException.At(nameof(command.To), "请填写截止日期");
            if (absentId == coveringId)
            {
                throw RefusedException.At(nameof(command.CoveringUserId), "不能由本人代本人，请另选一人");
            }

            if (from < today)
            {
                throw RefusedException.At(nameof(command.From), "起始日期不能早于今天");
            }

            if (to < from || to.DayNumber - from.DayNumber >= LongestDays)
            {
                throw RefusedException.At(nameof(command.To), "截止日期不能早于起始日期，代班最长一年");
            }

            if (command.Scope is { } scope && (!Enum.IsDefined(scope) || scope.IsAdministrator() || scope is Role.SYS or Role.EXT))
            {
                throw RefusedException.At(nameof(command.Scope), "该角色不能由他人代班，请重新选择");
            }

            await Grants.LockAsync(db, cancel);
            var absent = await db.LockUserAsync(absentId, cancel);
            var covering = await db.LockUserAsync(coveringId, cancel);
            if (absent.IsClosed || covering.IsClosed)
            {
                throw RefusedException.At(covering.IsClosed ? nameof(command.CoveringUserId) : nameof(command.AbsentUserId), $"{(covering.IsClosed ? covering : absent).Name}的账号已停用，请另选一人");
            }

            if (await Grants.IsAdministratorAsync(db, absentId, from, cancel))
            {
                throw RefusedException.At(nameof(command.AbsentUserId), $"{absent.Name}是管理员，管理职责不能代班，请由安全管理员临时授权他人");
            }

            if (await Grants.IsAdministratorAsync(db, coveringId, from, cancel))
            {
                throw RefusedException.At(nameof(command.CoveringUserId), $"{covering.Name}是管理员，不得代办业务，请另选一人");
            }

            var cover = new Cover { Id = Guid.NewGuid(), AbsentUserId = absentId, CoveringUserId = coveringId, From = from, To = to, Scope = command.Scope, Reason = string.IsNullOrWhiteSpace(command.Reason) ? null : command.Reason.Trim() };
            db.Add(cover);
            AuditLog.Add(db, actor, clock.Now, new AuditNote("set-cover", "user", absentId) { Details = new { cover = cover.Id, covering = coveringId, from, to, scope = command.Scope } });
            return cover.Id;
        }, cancel);
    }
}
