using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>Writes down what a leader instructed, on an ordinary case or without one. Refused without a responsible department, and for a 检举控告 (which is not spoken of here).</summary>
public sealed class RecordInstruction(CaseDb db, OfficeClock clock)
{
    public const string Series = "PS";

    public sealed record Command
    {
        /// <summary>Account of the leader; without it the name is typed (上级领导).</summary>
        [Display(Name = "批示领导")] public Guid? LeaderId { get; init; }

        [Display(Name = "领导姓名"), StringLength(64)] public string? LeaderName { get; init; }

        [Display(Name = "批示日期")] public DateOnly? InstructedOn { get; init; }

        [Display(Name = "批示内容"), Required, StringLength(2000), DataType(DataType.MultilineText)] public string Text { get; init; } = "";

        [Display(Name = "信访编号"), StringLength(40)] public string? PetitionNumber { get; init; }

        [Display(Name = "来文或事项"), StringLength(200)] public string? Subject { get; init; }

        /// <summary>Without it: the department of the case.</summary>
        [Display(Name = "责任科室")] public Guid? DepartmentId { get; init; }

        [Display(Name = "责任人"), StringLength(64)] public string? PersonName { get; init; }

        [Display(Name = "反馈时限")] public DateOnly? DueOn { get; init; }

        public Guid? RequestId { get; init; }
    }

    public sealed record Recorded(Guid Id, string Number);

    public Task<Recorded> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "record-instruction", clock.Now, async () =>
    {
        actor.Demand(Permission.KeepInstructions);
        var today = clock.Today;
        List<Reason> reasons = [.. Inputs.Faults(command)];
        var on = command.InstructedOn ?? today;
        if (on > today)
        {
            reasons.Add(new($"批示日期不得晚于今天（{today:yyyy-MM-dd}），请核对", Field: nameof(command.InstructedOn)));
        }

        if (command.DueOn < on)
        {
            reasons.Add(new("反馈时限不得早于批示日期，请核对", Field: nameof(command.DueOn)));
        }

        var leader = command.LeaderId is { } id ? await Holders.In(db, [Role.VL, Role.DG], today).Where(u => u.Id == id).Select(u => u.Name).FirstOrDefaultAsync(cancel) : Inputs.Tidy(command.LeaderName);
        if (leader is null)
        {
            reasons.Add(new("请选择批示的局领导，或者写明上级领导的姓名和职务", Field: nameof(command.LeaderId)));
        }

        var number = Inputs.Tidy(command.PetitionNumber);
        var petition = number is null ? null : await db.Petitions.AsNoTracking().Where(PetitionVisibility.Opens(db)).Where(p => p.Number == number && !p.IsConfidential && !p.IsVoid).Select(p => new { p.Id, p.DepartmentId }).FirstOrDefaultAsync(cancel);
        if (number is not null && petition is null)
        {
            reasons.Add(new($"没有编号为“{number}”的普通信访事项，请核对；检举控告的批示不写在这里", Field: nameof(command.PetitionNumber)));
        }

        if (number is null && Inputs.Tidy(command.Subject) is null)
        {
            reasons.Add(new("请填写信访编号，或者写明批示的来文、事项", Field: nameof(command.Subject)));
        }

        var wanted = command.DepartmentId ?? petition?.DepartmentId;
        var department = await db.Departments.Where(d => d.Id == wanted && !d.IsClosed && !d.IsSubordinate).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancel);
        if (department is null)
        {
            reasons.Add(new("请选择责任科室", Field: nameof(command.DepartmentId)));
        }

        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        var bureau = await db.BureauAsync(cancel);
        var instruction = new Instruction
        {
            Id = Guid.CreateVersion7(),
            Number = $"{Series}{bureau.DistrictCode}{today.Year}{await db.NextNumberAsync(Series, today.Year, cancel):00000}",
            LeaderId = command.LeaderId,
            LeaderName = leader!,
            InstructedOn = on,
            Text = Inputs.Tidy(command.Text)!,
            PetitionId = petition?.Id,
            PetitionNumber = number,
            Subject = Inputs.Tidy(command.Subject),
            DepartmentId = department!.Value,
            PersonName = Inputs.Tidy(command.PersonName),
            DueOn = command.DueOn,
            RecordedById = actor.UserId,
            RecordedByName = actor.Name,
            RecordedAt = clock.Now,
            TableVersion = InstructionWorkflow.Engine.Version,
        };
        db.Add(instruction);
        db.Trace(instruction, actor, clock.Now, new Act("record", "登记批示", on) { To = nameof(InstructionState.Open), TableVersion = instruction.TableVersion });
        return new Recorded(instruction.Id, instruction.Number);
    }, cancel);
}

/// <summary>Takes a step of a 批示; the follow-ups are its history.</summary>
public sealed class TakeInstructionStep(CaseDb db, OfficeClock clock)
{
    public sealed record Command(string Number, InstructionStep Step, StepData Data, int? Version = null, Guid? RequestId = null);

    public sealed record Done(string Number, InstructionState State, int Version);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, $"instruction-{command.Step.Kebab()} {command.Number}", clock.Now, async () =>
    {
        actor.Demand(Permission.SeeInstructions);
        var wanted = command.Number.Trim().ToUpperInvariant();
        var found = await db.Instructions.Where(i => i.Number == wanted).Select(i => new { i.Id, i.Version }).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该批示");
        var instruction = await db.LoadAsync<Instruction>(found.Id, command.Version ?? found.Version, "该批示", cancel);
        var data = command.Data;
        var taken = InstructionWorkflow.Engine.Take(instruction, command.Step, data, actor, clock.Today);
        var on = data.Date("on") ?? clock.Today;
        instruction.DueOn = data.Date("due") ?? instruction.DueOn;
        if (data.Text("progress") is { } progress)
        {
            (instruction.Progress, instruction.ProgressOn) = (progress, on);
        }

        if (data.Text("feedback") is { } feedback)
        {
            (instruction.Feedback, instruction.FeedbackOn) = (feedback, on);
        }

        instruction.ClosedOn = command.Step == InstructionStep.CloseOff ? on : instruction.ClosedOn;
        db.Trace(instruction, actor, clock.Now, new Act(command.Step.Kebab(), command.Step.Display(), on)
        {
            From = taken.Fired!.From.ToString(),
            To = taken.Fired.To.ToString(),
            Reason = data.Text("reason"),
            Data = data.Names.ToDictionary(n => n, data.Text),
            Hat = taken.Hat,
            TableVersion = InstructionWorkflow.Engine.Version,
        });
        return new Done(instruction.Number, instruction.State, instruction.Version);
    }, cancel);
}
