using System.ComponentModel.DataAnnotations;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>授权：the security administrator gives a role from a day on, for good or until a day.</summary>
public sealed class GrantRole(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        public Guid UserId { get; init; }

        [Display(Name = "角色"), Required(ErrorMessage = "请选择角色")]
        public Role? Role { get; init; }

        [Display(Name = "起始日期", Description = "不填为今天")]
        public DateOnly? From { get; init; }

        [Display(Name = "截止日期", Description = "含当日；不填为长期")]
        public DateOnly? To { get; init; }
    }

    public Task<Guid> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.AdminRoles);
        return db.WriteAsync(async () =>
        {
            var role = command.Role is { } asked && Enum.IsDefined(asked) ? asked : throw RefusedException.At(nameof(command.Role), "请选择角色");
            if (role is Role.SH or Role.VL)
            {
                throw RefusedException.At(nameof(command.Role), $"{role.Display()}不在这里授予，请在“科室”中任命");
            }

            if (role is Role.SYS or Role.EXT)
            {
                throw RefusedException.At(nameof(command.Role), $"“{role.Display()}”不是账号的角色，不能授予");
            }

            var from = command.From ?? clock.Today;
            if (from < clock.Today)
            {
                throw RefusedException.At(nameof(command.From), "起始日期不能早于今天");
            }

            if (command.To < from)
            {
                throw RefusedException.At(nameof(command.To), "截止日期不能早于起始日期");
            }

            await Grants.LockAsync(db, cancel);
            var user = await db.LockUserAsync(command.UserId, cancel);
            if (user.IsClosed)
            {
                throw new RefusedException($"账号“{user.UserName}”已停用，不能授权");
            }

            await Grants.DemandApartAsync(db, user, role, from, cancel);
            if (await db.RoleGrants.AnyAsync(g => g.UserId == user.Id && g.Role == role && (g.To == null || (g.To >= from && g.To >= g.From)), cancel))
            {
                throw RefusedException.At(nameof(command.Role), $"{user.Name}在这段时间已经是{role.Display()}");
            }

            if (role == Role.CW && user.DepartmentId is null)
            {
                throw RefusedException.At(nameof(command.Role), "承办人须属于一个科室，请系统管理员先填写其科室");
            }

            var grant = new RoleGrant { Id = Guid.NewGuid(), UserId = user.Id, Role = role, From = from, To = command.To };
            db.Add(grant);
            AuditLog.Add(db, actor, clock.Now, new AuditNote("grant-role", "user", user.Id) { Details = new { grant = grant.Id, account = user.UserName, role, from, to = command.To } });
            return grant.Id;
        }, cancel);
    }
}
