using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Clocks;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>Issues a yellow or red card over an ordinary case, to a person or to a department.</summary>
public sealed class IssueCard(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        [Display(Name = "颜色")] public CardColour Colour { get; init; }

        [Display(Name = "信访编号"), Required, StringLength(40)] public string PetitionNumber { get; init; } = "";

        /// <summary>Without it: the department holds the card.</summary>
        [Display(Name = "持牌人")] public Guid? HolderId { get; init; }

        /// <summary>Without it: the department of the case.</summary>
        [Display(Name = "持牌科室")] public Guid? DepartmentId { get; init; }

        [Display(Name = "事由"), Required, StringLength(500), DataType(DataType.MultilineText)] public string Reason { get; init; } = "";

        [Display(Name = "发牌日期")] public DateOnly? IssuedOn { get; init; }

        public Guid? RequestId { get; init; }
    }

    public sealed record Issued(Guid Id);

    public Task<Issued> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "issue-card", clock.Now, async () =>
    {
        actor.Demand(Permission.IssueCards);
        var today = clock.Today;
        List<Reason> reasons = [.. Inputs.Faults(command)];
        if (command.IssuedOn > today)
        {
            reasons.Add(new($"发牌日期不得晚于今天（{today:yyyy-MM-dd}），请核对", Field: nameof(command.IssuedOn)));
        }

        var number = command.PetitionNumber.Trim();
        var petition = await db.Petitions.AsNoTracking().Where(PetitionVisibility.Opens(db)).Where(p => p.Number == number && !p.IsConfidential && !p.IsVoid).Select(p => new { p.Id, p.DepartmentId }).FirstOrDefaultAsync(cancel);
        if (petition is null && number.Length > 0)
        {
            reasons.Add(new($"没有编号为“{number}”的普通信访事项，请核对", Field: nameof(command.PetitionNumber)));
        }

        var holder = command.HolderId is { } wanted ? await db.Users.Where(u => u.Id == wanted && !u.IsClosed).Select(u => new { u.Name, u.DepartmentId }).FirstOrDefaultAsync(cancel) : null;
        if (command.HolderId is not null && holder is null)
        {
            reasons.Add(new("没有这个人员，请重新选择", Field: nameof(command.HolderId)));
        }

        var unit = holder?.DepartmentId ?? command.DepartmentId ?? petition?.DepartmentId;
        var department = await db.Departments.Where(d => d.Id == unit).Select(d => d.Name).FirstOrDefaultAsync(cancel);
        if (holder is null && department is null && petition is not null)
        {
            reasons.Add(new("该事项还没有承办科室，请选择持牌人或持牌科室", Field: nameof(command.DepartmentId)));
        }

        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        var card = new WarningCard
        {
            Id = Guid.CreateVersion7(),
            Colour = command.Colour,
            HolderId = command.HolderId,
            DepartmentId = unit,
            HolderName = holder?.Name ?? department!,
            PetitionId = petition!.Id,
            PetitionNumber = number,
            Reason = Inputs.Tidy(command.Reason)!,
            IssuedOn = command.IssuedOn ?? today,
            IssuedByName = actor.Name,
        };
        db.Add(card);
        db.Trace(card, actor, clock.Now, new Act("issue-card", $"发{card.Colour.Display()}", card.IssuedOn) { Reason = card.Reason });
        return new Issued(card.Id);
    }, cancel);
}

/// <summary>Lifts a card, with the reason. Refused when it is lifted already or on a day before it was issued.</summary>
public sealed class LiftCard(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        public Guid Id { get; init; }

        [Display(Name = "摘牌日期")] public DateOnly? On { get; init; }

        [Display(Name = "摘牌事由"), Required, StringLength(500), DataType(DataType.MultilineText)] public string Reason { get; init; } = "";

        /// <summary>The version the form showed; null takes it as it stands.</summary>
        public int? Version { get; init; }

        public Guid? RequestId { get; init; }
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, $"lift-card {command.Id}", clock.Now, async () =>
    {
        actor.Demand(Permission.IssueCards);
        Inputs.Demand(command);
        var version = command.Version ?? await db.WarningCards.Where(c => c.Id == command.Id).Select(c => (int?)c.Version).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该黄牌、红牌");
        var card = await db.LoadAsync<WarningCard>(command.Id, version, "该黄牌、红牌", cancel);
        var on = command.On ?? clock.Today;
        if (!card.IsHeld)
        {
            throw new RefusedException($"这张{card.Colour.Display()}已于 {card.LiftedOn:yyyy-MM-dd} 摘牌，不重复办理");
        }

        if (on < card.IssuedOn || on > clock.Today)
        {
            throw RefusedException.At(nameof(command.On), $"摘牌日期应在发牌日期 {card.IssuedOn:yyyy-MM-dd} 和今天之间，请核对");
        }

        (card.LiftedOn, card.LiftReason, card.LiftedByName) = (on, Inputs.Tidy(command.Reason), actor.Name);
        db.Trace(card, actor, clock.Now, new Act("lift-card", $"摘{card.Colour.Display()}", on) { Reason = card.LiftReason });
        return true;
    }, cancel);
}

/// <summary>Where the bureau wants it, cards are issued by time: yellow from the day after the safe date of the handling limit, red from the day after the limit. Once for a colour and a limit.</summary>
public sealed class CardsByTime(CaseDb db, OfficeClock clock, LoadPetition load) : IDailyWork
{
    public string Name => "自动发黄牌、红牌";

    /// <returns>How many cards were issued.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancel)
    {
        var bureau = await db.BureauAsync(cancel);
        if (!bureau.CardsByTime)
        {
            return 0;
        }

        var today = clock.Today;
        var ids = await db.Petitions.AsNoTracking().Where(p => p.IsOpen && !p.IsConfidential && p.ImportedFrom == null && p.DueOn < today).OrderBy(p => p.ReceivedOn).ThenBy(p => p.Number).Select(p => p.Id).ToListAsync(cancel);
        var issued = 0;
        foreach (var some in ids.Chunk(50))
        {
            foreach (var petition in (await load.OpenAsync(some, cancel)).Values.OrderBy(p => p.Number))
            {
                issued += await IssueAsync(petition, bureau, today, cancel);
            }

            db.ChangeTracker.Clear();
        }

        return issued;
    }

    private async Task<int> IssueAsync(Petition petition, BureauSettings bureau, DateOnly today, CancellationToken cancel)
    {
        var handling = petition.Clocks.LastOrDefault(c => c.Id == ClockId.C3 && c.Facts.Subject is null && c.Dates.StoppedOn is null);
        var colour = handling?.On(today);
        if (colour is not (ClockColour.Orange or ClockColour.Red) || handling!.Dates is not { Legal: { } legal, Safe: { } safe })
        {
            return 0;
        }

        var (card, day) = colour == ClockColour.Red ? (CardColour.Red, legal.AddDays(1)) : (CardColour.Yellow, safe.AddDays(1));
        var trigger = $"{card.Kebab()}/{petition.Round}+{petition.ExtensionDays ?? 0}";
        if (day < bureau.SuperviseFrom)
        {
            return 0;
        }

        return await db.WriteAsync(async () =>
        {
            await db.LockAsync($"card {petition.Id}", cancel);
            if (await db.WarningCards.AnyAsync(c => c.PetitionId == petition.Id && c.Trigger == trigger, cancel))
            {
                return 0;
            }

            var department = petition.DepartmentId ?? await db.Departments.Where(d => d.IsPetitionOffice && !d.IsClosed).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancel);
            var issued = new WarningCard
            {
                Id = Guid.CreateVersion7(),
                Colour = card,
                HolderId = petition.HandlerId,
                DepartmentId = department,
                HolderName = petition.HandlerName ?? await db.Departments.Where(d => d.Id == department).Select(d => d.Name).FirstOrDefaultAsync(cancel) ?? "信访机构",
                PetitionId = petition.Id,
                PetitionNumber = petition.Number,
                Reason = card == CardColour.Red ? $"办理期限 {legal:yyyy-MM-dd} 已经届满" : $"办理期限将于 {legal:yyyy-MM-dd} 届满，安全日 {safe:yyyy-MM-dd} 已过",
                Trigger = trigger,
                IssuedOn = day,
                IssuedByName = Actor.System.Name,
            };
            db.Add(issued);
            db.Trace(issued, Actor.System, clock.Now, new Act("issue-card", $"发{card.Display()}", day) { Reason = issued.Reason });
            return 1;
        }, cancel);
    }
}
