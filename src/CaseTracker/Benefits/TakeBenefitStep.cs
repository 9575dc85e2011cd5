using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Calendar;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Benefits;

/// <summary>Takes a step of a 待遇事项, or proposes it where approvals follow; the one way for page, API, command line and jobs.</summary>
public sealed class TakeBenefitStep(CaseDb db, OfficeClock clock, LoadBenefit load, LoadWorkCalendar calendars, RegisterBenefit register, IssueBenefitPaper papers)
{
    /// <param name="Version">The one the user was looking at; null takes it as it stands.</param>
    public sealed record Command(string Number, BenefitStep Step, StepData Data, int? Version = null, Guid? RequestId = null);

    /// <param name="IsProposed">True when it now waits for approval.</param>
    /// <param name="DocumentNumber">发文字号 of the paper that the step issued.</param>
    public sealed record Done(string Number, BenefitState State, bool IsProposed, string? DocumentNumber, int Version);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, $"benefit-step {command.Number} {command.Step}", clock.Now, async () =>
    {
        if (BenefitWorkflow.OwnPages.Contains(command.Step))
        {
            throw new RefusedException($"“{command.Step.Display()}”请在它自己的页面或接口地址办理");
        }

        var benefit = await load.ChangeAsync(command.Number, command.Version, cancel);
        var data = await ResolvedAsync(benefit, command, cancel);
        await LookUpAsync(benefit, data, cancel);
        var fired = db.Take(BenefitWorkflow.Engine, benefit, command.Step, data, actor, clock);
        var number = fired is null ? null : await CompleteAsync(benefit, fired, actor, actor.Name, cancel);
        return new Done(benefit.Number, benefit.State, fired is null, number, benefit.Version);
    }, cancel);

    /// <summary>Approves what the 科长 agreed to, or sends the matter back to be verified again.</summary>
    /// <param name="approvalId">Null: the only one.</param>
    public Task<Done> DecideAsync(string number, Guid? approvalId, ApprovalStep decision, StepData data, int? version, Guid? requestId, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(requestId, actor.UserId, $"benefit-approval {number} {decision}", clock.Now, async () =>
    {
        var benefit = await load.ChangeAsync(number, version, cancel);
        var approval = await db.ApprovalAsync(benefit, approvalId, cancel);
        var fired = await db.DecideAsync(BenefitWorkflow.Engine, benefit, approval, decision, data, actor, clock, cancel);
        if (decision == ApprovalStep.Return)
        {
            await db.FlushAsync(cancel);
            var by = approval.Decisions[^1];
            var back = BenefitWorkflow.Engine.Take(benefit, BenefitStep.Return, StepData.Of(("reason", by.Opinion)), actor, clock.Today, by.HappenedOn);
            await CompleteAsync(benefit, back.Fired!, actor, actor.Name, cancel);
        }
        else if (fired is not null)
        {
            await CompleteAsync(benefit, fired, actor, string.Join("、", approval.Decisions.Select(d => d.ForName ?? d.ByName).Prepend(approval.ProposedForName ?? approval.ProposedByName)), cancel);
        }

        return new Done(benefit.Number, benefit.State, benefit.Pending is not null, null, benefit.Version);
    }, cancel);

    /// <summary>A step done by time or by the roster: recorded with the day on which the thing became true.</summary>
    internal async Task FireBySystemAsync(Benefit benefit, BenefitStep step, StepData data, DateOnly on, Actor actor, CancellationToken cancel)
    {
        var taken = BenefitWorkflow.Engine.Take(benefit, step, data, Actor.System, clock.Today, on);
        await CompleteAsync(benefit, taken.Fired!, actor, actor.Name, cancel);
    }

    /// <summary>What was proposed and is no longer as it was goes back: the sum or the people changed.</summary>
    internal async Task CancelApprovalAsync(Benefit benefit, CancellationToken cancel)
    {
        foreach (var approval in await db.WaitingFor(benefit).ToListAsync(cancel))
        {
            approval.State = ApprovalState.Returned;
        }

        benefit.Pending = null;
    }

    /// <summary>Who decides on a sum, by the rule in force; without a rule all three.</summary>
    internal async Task<ApprovalLevel> LevelAsync(Benefit benefit, DateOnly day, CancellationToken cancel) =>
        await db.FindRuleAsync<ApprovalRule>(BenefitRuleKind.Approval, day, cancel) is not { Value: var rule } ? ApprovalLevel.Director
        : (benefit.Amount ?? 0) <= rule.SectionHeadUpTo ? ApprovalLevel.SectionHead
        : benefit.Amount <= rule.DeputyUpTo ? ApprovalLevel.Deputy
        : ApprovalLevel.Director;

    private async Task<string?> CompleteAsync(Benefit benefit, Fired<Benefit, BenefitState, BenefitStep> fired, Actor actor, string approvedBy, CancellationToken cancel)
    {
        var on = fired.Data.Date(BenefitWorkflow.On) ?? fired.On;
        if (fired.From == BenefitState.PendingApproval && benefit.State != BenefitState.PendingApproval && benefit.Pending is not null)
        {
            await CancelApprovalAsync(benefit, cancel);
        }

        var office = (await db.RuleAsync(BenefitRuleKind.Office, OfficeRule.Default, on, cancel)).Value;
        await ApplyAsync(benefit, fired, on, office, approvedBy, cancel);
        benefit.TableVersion = BenefitWorkflow.Engine.Version;
        await db.RecountAsync(benefit, await calendars.ExecuteAsync(cancel), cancel);
        var issued = await papers.ExecuteAsync(benefit, fired, on, actor, cancel);
        if (issued is not null && fired.Row.Step is BenefitStep.Refer or BenefitStep.ReferDirect)
        {
            benefit.ReferralNumber = issued.Number;
        }

        var told = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var name in fired.Data.Names)
        {
            told[name] = await ToldAsync(fired.Data, name, cancel);
        }

        if (issued is not null)
        {
            told["documents"] = CanonicalJson.Of(new[] { new { issued.Name, issued.Number, issued.Sha256 } });
        }

        db.Trace(benefit, actor, clock.Now, new Act(fired.Row.Step.Kebab(), fired.Row.Step.Display(), on)
        {
            From = fired.From.ToString(),
            To = fired.To.ToString(),
            Reason = fired.Data.Text("reason") ?? fired.Data.Text("opinion"),
            Data = told,
            Hat = fired.Hat,
            TableVersion = benefit.TableVersion,
        });
        return issued?.Number;
    }

    private async Task ApplyAsync(Benefit b, Fired<Benefit, BenefitState, BenefitStep> fired, DateOnly on, OfficeRule office, string approvedBy, CancellationToken cancel)
    {
        var data = fired.Data;
        switch (fired.Row.Step)
        {
            case BenefitStep.StartVerify:
                b.VerifyingSince = on;
                (b.OfficerId, b.OfficerName) = (data.Guid("officer"), await NameAsync(data.Guid("officer"), cancel));
                break;
            case BenefitStep.AskSupplement:
                var pause = new BenefitPause { Id = Guid.CreateVersion7(), BenefitId = b.Id, AskedOn = on, DueOn = data.Date("dueOn")!.Value, Missing = string.Join('\n', data.List("missing")) };
                b.Pauses.Add(pause);
                db.Add(pause);
                break;
            case BenefitStep.Supplemented when b.Pauses.Where(p => p.SuppliedOn is null).MaxBy(p => p.AskedOn) is { } open:
                (open.SuppliedOn, open.Supplied) = (on, data.Text("papers"));
                break;
            case BenefitStep.SubmitForApproval:
                b.BasisDocument = data.Text("basis") ?? b.BasisDocument;
                (b.Findings, b.VerifiedOn, b.SubmittedOn, b.SubmittedById) = (data.Text("findings"), on, on, fired.Actor.UserId);
                b.CheckerName = await NameAsync(data.Guid("checker"), cancel);
                b.Sum();
                b.ApprovalLevel = await LevelAsync(b, on, cancel);
                break;
            case BenefitStep.Approve:
                (b.ApprovedOn, b.ApprovedBy) = (on, approvedBy);
                break;
            case BenefitStep.Return:
                (b.VerifyingSince, b.VerifiedOn) = (on, null);
                break;
            case BenefitStep.Reject:
                b.VerifiedOn ??= on;
                (b.RejectedOn, b.RejectReason, b.RejectBasis) = (on, data.Text("reason"), data.Text("basis"));
                b.ObjectionUntil = on.AddDays(office.ObjectionDays);
                break;
            case BenefitStep.Refer or BenefitStep.ReferDirect:
                b.VerifiedOn ??= on;
                (b.ReferredOn, b.RemindOn) = (on, on.AddDays(office.RemindDays));
                b.ReferredTo = data.Text("targetName") ?? data.Choice<BenefitTarget>("target")?.Display();
                break;
            case BenefitStep.Remind:
                b.RemindOn = on.AddDays(office.RemindDays);
                break;
            case BenefitStep.PartnerRefused:
                (b.PartnerReply, b.ApprovedOn, b.ApprovedBy, b.RemindOn) = (data.Text("reply"), null, null, null);
                b.ApprovalLevel = await LevelAsync(b, on, cancel);
                break;
            case BenefitStep.ConfirmPayment:
                Pay(b, data, on);
                break;
            case BenefitStep.PaymentError:
                (b.PaidOn, b.Paid, b.RemindOn) = (null, null, on.AddDays(office.RemindDays));
                break;
            case BenefitStep.Resolve:
                (b.ResolvedOn, b.Result) = (on, data.Text("result"));
                break;
            case BenefitStep.Object:
                (b.ObjectedOn, b.ObjectionGrounds) = (on, data.Text("grounds"));
                (b.ReviewerId, b.ReviewerName) = (data.Guid("reviewer"), await NameAsync(data.Guid("reviewer"), cancel));
                break;
            case BenefitStep.Overturn:
                (b.OfficerId, b.OfficerName) = (b.ReviewerId, b.ReviewerName);
                (b.VerifyingSince, b.VerifiedOn, b.RejectedOn, b.ObjectionUntil) = (on, null, null, null);
                break;
            case BenefitStep.HandToFamily:
                (b.HandedToFamilyOn, b.FamilyHandler) = (on, data.Text("handler"));
                break;
            case BenefitStep.TellSocialSecurity:
                b.SocialNoticeOn = on;
                break;
            case BenefitStep.BeneficiaryDied:
                b.StateBeforeDeath = fired.To == BenefitState.Withdrawn ? fired.From : null;
                break;
            case BenefitStep.RestoreBeneficiary:
                b.StateBeforeDeath = null;
                break;
            case BenefitStep.Supplemented or BenefitStep.UpholdRejection or BenefitStep.ExpireObjection or BenefitStep.Withdraw or BenefitStep.RevokeDeath or BenefitStep.Correct or BenefitStep.Calculate or BenefitStep.TickPapers or BenefitStep.RecordPeople:
                break;
        }

        b.ClosedOn = b.State is BenefitState.Withdrawn or BenefitState.ClosedRejected ? on : null;
    }

    private static void Pay(Benefit b, StepData data, DateOnly on)
    {
        var shares = BenefitWorkflow.Shares(b, data);
        var typed = shares.Any(s => s.Text.Length > 0);
        var whole = data.Money("amount");
        foreach (var person in b.Active)
        {
            person.Paid = typed ? Money.Parse(shares.First(s => s.Person == person).Text) ?? 0
                : b.Active.Count == 1 ? whole
                : b.IsDecidedElsewhere ? person.Paid
                : person.Amount;
        }

        (b.PaidOn, b.Paid, b.RemindOn) = (on, whole, null);
        b.PaymentMonth ??= b.IsBatch ? new DateOnly(on.Year, on.Month, 1) : null;
        if (data.Text("approvalNumber") is { } number)
        {
            b.Approve(number);
        }
    }

    /// <summary>What the conditions need to know beyond the matter itself: another one with the same 批复文号, the partner's reply.</summary>
    private async Task LookUpAsync(Benefit benefit, StepData data, CancellationToken cancel)
    {
        if (Benefit.KeyOf(data.Text("approvalNumber")) is { } key)
        {
            await db.LockAsync("benefits", cancel);
            benefit.DoubleNumber = await register.DoubleAsync(benefit, key, cancel);
        }

        if (benefit.ReferredOn is { } referred)
        {
            var since = clock.StartOf(referred);
            benefit.RepliesOnFile = await db.Attachments.CountAsync(a => a.RecordKind == Benefit.Kind && a.RecordId == benefit.Id && a.AddedAt >= since, cancel);
        }
    }

    /// <summary>Colleagues may be named; the engine and the matter know them by id. Who is not there is refused at the field.</summary>
    private async Task<StepData> ResolvedAsync(Benefit benefit, Command command, CancellationToken cancel)
    {
        var pairs = command.Data.Names.ToDictionary(n => n, n => (object?)command.Data.Text(n), StringComparer.OrdinalIgnoreCase);
        var reasons = new List<Reason>();
        foreach (var ask in BenefitWorkflow.Engine.Asks(benefit.State, command.Step).Where(a => a.Kind == AskKind.User && command.Data.Has(a.Name)))
        {
            var typed = command.Data.Text(ask.Name)!;
            var id = Guid.TryParse(typed, out var parsed) ? parsed : Guid.Empty;
            pairs[ask.Name] = await Holders.In(db, ask.HeldBy ?? [], clock.Today).Where(u => u.Id == id || u.UserName == typed || u.Name == typed).Select(u => (Guid?)u.Id).FirstOrDefaultAsync(cancel);
            if (pairs[ask.Name] is null)
            {
                reasons.Add(new($"“{typed}”不是{Roles.Names(ask.HeldBy ?? [])}，请重新选择", Field: ask.Name));
            }
        }

        return reasons.Count == 0 ? StepData.Of(pairs.Select(p => (p.Key, p.Value))) : throw new RefusedException(reasons);
    }

    // The history is read by people: a colleague stands there by name.
    private async Task<string?> ToldAsync(StepData data, string name, CancellationToken cancel) =>
        name is "officer" or "checker" or "reviewer" ? await NameAsync(data.Guid(name), cancel) : name == "target" ? data.Choice<BenefitTarget>(name)?.Display() : data.Text(name);

    private async Task<string?> NameAsync(Guid? user, CancellationToken cancel) => await db.Users.AsNoTracking().Where(u => u.Id == user).Select(u => u.Name).FirstOrDefaultAsync(cancel);
}
