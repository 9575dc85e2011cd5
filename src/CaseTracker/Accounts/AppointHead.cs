using System.ComponentModel.DataAnnotations;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>任命科长或分管领导：from a day on; the predecessor's term ends the day before. Nobody named: the post is vacant from that day.</summary>
public sealed class AppointHead(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        public Guid DepartmentId { get; init; }

        [Display(Name = "职位"), Required(ErrorMessage = "请选择职位")]
        public DepartmentPost? Post { get; init; }

        [Display(Name = "人员", Description = "不选则自该日起空缺")]
        public Guid? UserId { get; init; }

        [Display(Name = "起始日期", Description = "不填为今天；前任到前一天为止")]
        public DateOnly? From { get; init; }
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.AdminRoles);
        return db.WriteAsync(async () =>
        {
            var post = command.Post is { } asked && Enum.IsDefined(asked) ? asked : throw RefusedException.At(nameof(command.Post), "请选择职位");
            var from = command.From ?? clock.Today;
            if (from < clock.Today)
            {
                throw RefusedException.At(nameof(command.From), "起始日期不能早于今天：已经发生的审批不能改换审批人");
            }

            await Grants.LockAsync(db, cancel);
            var department = await db.Departments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == command.DepartmentId, cancel) ?? throw new NotFoundException("科室");
            if (command.UserId is not null && department.IsClosed)
            {
                throw new RefusedException($"{department.Name}已撤销，不能任命");
            }

            var terms = await db.DepartmentHeads.Where(h => h.DepartmentId == department.Id && h.Post == post && (h.To == null || h.To >= from)).ToListAsync(cancel);
            if (terms.FirstOrDefault(t => t.From > from && !(t.To < t.From)) is { } later)
            {
                throw RefusedException.At(nameof(command.From), $"{later.From:yyyy-MM-dd} 起已另有任命，起始日期不能早于该日");
            }

            if (command.UserId is { } userId)
            {
                var user = await db.LockUserAsync(userId, cancel);
                if (user.IsClosed)
                {
                    throw RefusedException.At(nameof(command.UserId), $"{user.Name}的账号已停用，请另选一人");
                }

                await Grants.DemandApartAsync(db, user, post == DepartmentPost.Head ? Role.SH : Role.VL, from, cancel);
                db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = department.Id, UserId = userId, Post = post, From = from });
            }
            else if (terms.Count == 0)
            {
                throw RefusedException.At(nameof(command.UserId), $"{department.Name}的{post.Display()}本来就空缺，请选择人员");
            }

            terms.ForEach(t => t.To = from.AddDays(-1));
            AuditLog.Add(db, actor, clock.Now, new AuditNote("appoint-head", "department", department.Id) { Details = new { post, user = command.UserId, from, before = terms.Select(t => t.UserId) } });
        }, cancel);
    }
}
