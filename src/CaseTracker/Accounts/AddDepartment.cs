using System.ComponentModel.DataAnnotations;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>新设科室。</summary>
public sealed class AddDepartment(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        [Display(Name = "科室名称"), Required(ErrorMessage = "请填写科室名称"), StringLength(64, ErrorMessage = "科室名称不得超过 64 个字")]
        public string Name { get; init; } = "";

        [Display(Name = "下属单位", Description = "事业单位、代管企业：只能转送交办，不能作为承办科室")]
        public bool IsSubordinate { get; init; }

        [Display(Name = "排列顺序", Description = "小的在前"), Range(0, 999, ErrorMessage = "排列顺序应为 0 至 999")]
        public int Rank { get; init; }
    }

    public Task<Guid> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.AdminDepartments);
        return db.WriteAsync(async () =>
        {
            await db.LockAsync("departments", cancel);
            var name = await NameAsync(db, command.Name, except: null, cancel);
            var department = new Department { Id = Guid.NewGuid(), Name = name, IsSubordinate = command.IsSubordinate, Rank = command.Rank };
            db.Add(department);
            AuditLog.Add(db, actor, clock.Now, new AuditNote("add-department", "department", department.Id) { Details = new { name, subordinate = command.IsSubordinate, rank = command.Rank } });
            return department.Id;
        }, cancel);
    }

    internal static async Task<string> NameAsync(CaseDb db, string typed, Guid? except, CancellationToken cancel)
    {
        var name = typed.Trim();
        if (name.Length is 0 or > 64 || name.Any(char.IsControl))
        {
            throw RefusedException.At(nameof(Command.Name), "请填写科室名称，1 至 64 个字，不能有换行");
        }

        return await db.Departments.AnyAsync(d => d.Name == name && d.Id != except, cancel)
            ? throw RefusedException.At(nameof(Command.Name), $"已经有名为“{name}”的科室（包括已撤销的），请换一个名称")
            : name;
    }
}
