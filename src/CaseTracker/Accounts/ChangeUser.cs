using System.ComponentModel.DataAnnotations;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>修改账号资料：name, post and department. The sign-in name stays: it stands in the audit trail.</summary>
public sealed class ChangeUser(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        public Guid UserId { get; init; }

        [Display(Name = "姓名"), Required(ErrorMessage = "请填写姓名"), StringLength(64, ErrorMessage = "姓名不得超过 64 个字")]
        public string Name { get; init; } = "";

        [Display(Name = "职务"), StringLength(64, ErrorMessage = "职务不得超过 64 个字")]
        public string? Post { get; init; }

        [Display(Name = "科室")]
        public Guid? DepartmentId { get; init; }
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.AdminUsers);
        return db.WriteAsync(async () =>
        {
            var user = await db.LockUserAsync(command.UserId, cancel);
            if (user.IsClosed)
            {
                throw new RefusedException($"账号“{user.UserName}”已停用，资料不再修改");
            }

            if (command.DepartmentId is { } department && department != user.DepartmentId && !await db.Departments.AnyAsync(d => d.Id == department && !d.IsClosed, cancel))
            {
                throw RefusedException.At(nameof(command.DepartmentId), "没有这个科室，或科室已撤销，请重新选择");
            }

            var before = new { name = user.Name, post = user.Post, department = user.DepartmentId };
            user.Name = UserNames.DemandPersonName(command.Name, nameof(command.Name));
            user.Post = string.IsNullOrWhiteSpace(command.Post) ? null : UserNames.DemandPersonName(command.Post, nameof(command.Post));
            user.DepartmentId = command.DepartmentId;
            AuditLog.Add(db, actor, clock.Now, new AuditNote("change-user", "user", user.Id) { Details = new { before, after = new { name = user.Name, post = user.Post, department = user.DepartmentId } } });
        }, cancel);
    }
}
