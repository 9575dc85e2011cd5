using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Bureau;

/// <summary>Adds an entry to an editable list, renames it, or closes it.</summary>
public sealed class ChangeCode(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        public CodeList List { get; init; }

        /// <summary>Null: a new entry, which gets the next free identifier.</summary>
        public string? Id { get; init; }

        [Display(Name = "上级"), StringLength(12)]
        public string? ParentId { get; init; }

        [Display(Name = "名称"), Required, StringLength(60)]
        public string Name { get; init; } = "";

        [Display(Name = "停用")]
        public bool IsClosed { get; init; }
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        var list = await db.Codes.Where(c => c.List == command.List).ToListAsync(cancel);
        var name = command.Name.Trim();
        if (name.Length == 0)
        {
            throw RefusedException.At(nameof(command.Name), "请填写名称");
        }

        if (list.Any(c => c.Name == name && c.ParentId == command.ParentId && c.Id != command.Id))
        {
            throw RefusedException.At(nameof(command.Name), $"“{name}”已在列表中");
        }

        if (command.Id is null)
        {
            var parent = command.ParentId is null ? null : list.FirstOrDefault(c => c.Id == command.ParentId) ?? throw RefusedException.At(nameof(command.ParentId), "没有这个上级条目");
            db.Add(new Code { List = command.List, Id = Free(list, parent), Name = name, ParentId = parent?.Id, Rank = list.Count(c => c.ParentId == parent?.Id) + 1 });
        }
        else
        {
            var code = list.FirstOrDefault(c => c.Id == command.Id) ?? throw new NotFoundException("该条目");
            code.Name = name;
            code.IsClosed = command.IsClosed;
        }

        AuditLog.Add(db, actor, clock.Now, new AuditNote("change-code", "code", Guid.Empty) { Details = command });
    }, cancel);

    private static string Free(List<Code> list, Code? parent)
    {
        var taken = list.Select(c => c.Id).ToHashSet();
        var prefix = parent is null ? "" : parent.Id.Length == 6 && parent.Id.EndsWith("0000", StringComparison.Ordinal) ? parent.Id[..2] : parent.Id;
        return Enumerable.Range(1, 998).Select(i => parent is null ? $"{i:00}0000" : prefix.Length == 2 ? $"{prefix}{i:00}00" : $"{prefix}{i:000}").First(id => !taken.Contains(id));
    }
}
