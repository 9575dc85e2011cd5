using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.People;

/// <summary>作废或合并: takes a wrongly entered person out of use, in favour of the kept entry where there is one. Cases keep their own snapshots; whoever points here is led on by <see cref="Person.MergedInto"/>.</summary>
public sealed class VoidPerson(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        public Guid PersonId { get; init; }

        public int Version { get; init; }

        /// <summary>The entry of the same person that is kept; null when nobody stands behind the wrong one.</summary>
        [Display(Name = "保留的人员")]
        public Guid? KeptId { get; init; }

        [Display(Name = "原因"), Required(ErrorMessage = "请填写{0}"), StringLength(200, ErrorMessage = "{0}不能超过{1}字")]
        public string Reason { get; init; } = "";
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        if (!actor.IsSystem && !actor.Has(Role.XF))
        {
            throw new RefusedException(new Reason("只有信访机构负责人可以作废或合并人员", LiftedBy: Role.XF.Display()));
        }

        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > 200)
        {
            throw RefusedException.At(nameof(command.Reason), "请填写作废或合并的原因，不超过200字");
        }

        if (command.KeptId == command.PersonId)
        {
            throw RefusedException.At(nameof(command.KeptId), "不能与自己合并，请选择保留的另一条记录");
        }

        return db.WriteAsync(async () =>
        {
            await db.LockAsync("persons merge", cancel);
            var person = await db.LoadAsync<Person>(command.PersonId, command.Version, "该人员", cancel);
            if (person.VoidedAt is not null)
            {
                throw new RefusedException("该人员记录已经作废，无需再次处理");
            }

            if (command.KeptId is { } keptId && await db.Persons.FirstOrDefaultAsync(p => p.Id == keptId, cancel) is not { VoidedAt: null })
            {
                throw RefusedException.At(nameof(command.KeptId), "保留的人员不存在或已作废，请重新选择");
            }

            var now = clock.Now;
            (person.VoidedAt, person.MergedInto) = (now, command.KeptId);
            db.Trace(person, actor, now, Step(command));
            // Whoever was merged into this entry before is led on to the kept one: one hop is always enough.
            foreach (var earlier in await db.Persons.Where(p => p.MergedInto == person.Id).ToListAsync(cancel))
            {
                earlier.MergedInto = command.KeptId;
                earlier.Version++;
                db.Trace(earlier, actor, now, Step(command));
            }
        }, cancel);
    }

    private Act Step(Command command) => command.KeptId is null
        ? new Act("void-person", "作废人员", clock.Today) { Reason = command.Reason.Trim() }
        : new Act("merge-person", "合并人员", clock.Today) { Reason = command.Reason.Trim(), Data = new { command.KeptId } };
}
