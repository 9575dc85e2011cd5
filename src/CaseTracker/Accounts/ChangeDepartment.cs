using System.ComponentModel.DataAnnotations;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>修改或撤销科室，或将其定为信访工作机构（条例第十四条）、老干部工作科室: one only of each, the earlier one ceases to be it.</summary>
public sealed class ChangeDepartment(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        public Guid DepartmentId { get; init; }

        [Display(Name = "科室名称"), Required(ErrorMessage = "请填写科室名称"), StringLength(64, ErrorMessage = "科室名称不得超过 64 个字")]
        public string Name { get; init; } = "";

        [Display(Name = "信访工作机构", Description = "全局只有一个；事项在交办前归它")]
        public bool IsPetitionOffice { get; init; }

        [Display(Name = "老干部工作科室", Description = "全局只有一个；花名册、走访慰问和待遇事项归它")]
        public bool IsRetireeOffice { get; init; }

        [Display(Name = "下属单位", Description = "事业单位、代管企业：只能转送交办，不能作为承办科室")]
        public bool IsSubordinate { get; init; }

        [Display(Name = "已撤销", Description = "撤销后不再出现在选择中，历史记录照旧")]
        public bool IsClosed { get; init; }

        [Display(Name = "排列顺序", Description = "小的在前"), Range(0, 999, ErrorMessage = "排列顺序应为 0 至 999")]
        public int Rank { get; init; }
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.AdminDepartments);
        return db.WriteAsync(async () =>
        {
            await db.LockAsync("departments", cancel);
            var department = await db.Departments.FirstOrDefaultAsync(d => d.Id == command.DepartmentId, cancel) ?? throw new NotFoundException("科室");
            var before = new { department.Name, department.IsPetitionOffice, department.IsRetireeOffice, department.IsSubordinate, department.IsClosed, department.Rank };
            if (department.IsPetitionOffice && !command.IsPetitionOffice)
            {
                throw RefusedException.At(nameof(command.IsPetitionOffice), "必须有一个信访工作机构：请到接替的科室勾选“信访工作机构”，这里会自动取消");
            }

            if (command.IsPetitionOffice && (command.IsClosed || command.IsSubordinate))
            {
                throw RefusedException.At(nameof(command.IsPetitionOffice), "信访工作机构不能是已撤销的科室，也不能是下属单位");
            }

            if (command.IsRetireeOffice && (command.IsClosed || command.IsSubordinate))
            {
                throw RefusedException.At(nameof(command.IsRetireeOffice), "老干部工作科室不能是已撤销的科室，也不能是下属单位");
            }

            if (command.IsClosed && !department.IsClosed && await db.Users.CountAsync(u => u.DepartmentId == department.Id && !u.IsClosed, cancel) is > 0 and var people)
            {
                throw RefusedException.At(nameof(command.IsClosed), $"科室还有 {people} 个在用账号，请先将他们调到其他科室");
            }

            if (command.IsPetitionOffice && !department.IsPetitionOffice)
            {
                await db.Departments.Where(d => d.IsPetitionOffice).ExecuteUpdateAsync(u => u.SetProperty(d => d.IsPetitionOffice, false), cancel);
            }

            if (command.IsRetireeOffice && !department.IsRetireeOffice)
            {
                await db.Departments.Where(d => d.IsRetireeOffice).ExecuteUpdateAsync(u => u.SetProperty(d => d.IsRetireeOffice, false), cancel);
            }

            department.Name = await AddDepartment.NameAsync(db, command.Name, department.Id, cancel);
            (department.IsPetitionOffice, department.IsRetireeOffice, department.IsSubordinate, department.IsClosed, department.Rank) = (command.IsPetitionOffice, command.IsRetireeOffice, command.IsSubordinate, command.IsClosed, command.Rank);
            AuditLog.Add(db, actor, clock.Now, new AuditNote("change-department", "department", department.Id)
            {
                Details = new { before, after = new { department.Name, department.IsPetitionOffice, department.IsRetireeOffice, department.IsSubordinate, department.IsClosed, department.Rank } },
            });
        }, cancel);
    }
}
