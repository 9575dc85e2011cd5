using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Petitions.Papers;
using CaseTracker.Search;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>Takes a step of the workflow on a petition, or proposes it where approvals follow: the one way for page, API, command line and jobs.</summary>
public sealed partial class TakePetitionStep(CaseDb db, OfficeClock clock, LoadPetition load, CountClocks clocks, ProtectedValues values, SearchIndex search, SealAccusation sealing, SplitAccusation split, IssuePapers papers, DraftPapers drafts, StepFacts facts)
{
    /// <param name="Version">The version the form showed; null from API and command line where none was read.</param>
    /// <param name="RequestId">Key of the form, so that a second click does nothing.</param>
    public sealed record Command(string Number, PetitionStep Step, StepData Data, int? Version = null, Guid? RequestId = null);

    /// <summary>What became of it.</summary>
    /// <param name="State">State afterwards.</param>
    /// <param name="IsProposed">True when it now waits for approval.</param>
    /// <param name="DocumentNumber">发文字号 drawn by the step.</param>
    public sealed record Done(string Number, PetitionState State, bool IsProposed, string? DocumentNumber, int Version);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) =>
        db.WriteOnceAsync(command.RequestId, actor.UserId, $"petition-step {command.Number} {command.Step}", clock.Now, async () =>
        {
            var petition = await load.ChangeAsync(command.Number, command.Version, cancel);
            var data = await ResolvedAsync(petition, command, cancel);
            await facts.ExecuteAsync(petition, data, cancel);
            var taken = PetitionWorkflow.Engine.Take(petition, command.Step, Sealed(petition, command.Step, data), actor, clock.Today);
            if (taken.Approval is { } approval)
            {
                await CheckPapersAsync(petition, taken.Row, command with { Data = data }, actor, cancel);
                petition.Pending = string.Join(',', petition.PendingSteps.Append(command.Step.ToString()));
                db.Add(approval);
                db.Trace(petition, actor, clock.Now, new Act($"propose-{command.Step.Kebab()}", $"报批：{command.Step.Display()}", clock.Today)
                {
                    Article = taken.Row.Article,
                    Data = petition.IsConfidential ? null : Told(data),
                    Hat = taken.Hat,
                    TableVersion = PetitionWorkflow.Engine.Version,
                    IsConfidential = petition.IsConfidential,
                });
                return new Done(petition.Number, petition.State, true, null, petition.Version);
            }

            var number = await CompleteAsync(petition, taken.Fired!, actor, cancel);
            return new Done(petition.Number, petition.State, false, number, petition.Version);
        }, cancel);

    /// <summary>Approves or returns what was proposed; the last approval takes the step.</summary>
    public Task<Done> DecideAsync(string number, Guid approvalId, ApprovalStep decision, StepData data, int? version, Guid? requestId, Actor actor, CancellationToken cancel) =>
        db.WriteOnceAsync(requestId, actor.UserId, $"petition-approval {approvalId} {decision}", clock.Now, async () =>
        {
            var petition = await load.ChangeAsync(number, version, cancel);
            var approval = await db.Approvals.FirstOrDefaultAsync(a => a.Id == approvalId && a.SubjectId == petition.Id, cancel) ?? throw new NotFoundException("该审批");
            var step = Enum.Parse<PetitionStep>(approval.Step);
            await facts.ExecuteAsync(petition, StepData.FromJson(approval.Data), cancel);
            var told = petition.IsConfidential ? sealing.Seal(petition, data, ApprovalWorkflow.Engine.Asks(decision)) : data;
            var fired = PetitionWorkflow.Engine.Decide(petition, approval, decision, told, actor, clock.Today, clock.Now);
            if (approval.State != ApprovalState.Pending)
            {
                NoLongerPending(petition, approval);
            }

            var by = approval.Decisions[^1];
            db.Trace(petition, actor, clock.Now, new Act(decision.Kebab(), $"{(decision == ApprovalStep.Approve ? "批准" : "退回")}：{step.Display()}", by.HappenedOn)
            {
                Reason = petition.IsConfidential ? null : by.Opinion,
                Hat = new Hat(by.Role, null, by.For, by.ForName),
                TableVersion = PetitionWorkflow.Engine.Version,
                IsConfidential = petition.IsConfidential,
            });
            if (fired is null)
            {
                return new Done(petition.Number, petition.State, false, null, petition.Version);
            }

            await db.FlushAsync(cancel);
            var drawn = await CompleteAsync(petition, fired, actor, cancel);
            return new Done(petition.Number, petition.State, false, drawn, petition.Version);
        }, cancel);

    /// <summary>撤回报批：the proposer takes back what still waits for approval; the case stays as it is.</summary>
    public Task<Done> WithdrawAsync(string number, Guid approvalId, StepData data, int? version, Guid? requestId, Actor actor, CancellationToken cancel) =>
        db.WriteOnceAsync(requestId, actor.UserId, $"petition-approval {approvalId} {ApprovalStep.Withdraw}", clock.Now, async () =>
        {
            var petition = await load.ChangeAsync(number, version, cancel);
            var approval = await db.Approvals.FirstOrDefaultAsync(a => a.Id == approvalId && a.SubjectId == petition.Id, cancel) ?? throw new NotFoundException("该审批");
            var hat = PetitionWorkflow.Engine.Withdraw(petition, approval, data, actor, clock.Today);
            NoLongerPending(petition, approval);
            db.Trace(petition, actor, clock.Now, new Act("withdraw-proposal", $"撤回报批：{Enum.Parse<PetitionStep>(approval.Step).Display()}", clock.Today)
            {
                Reason = petition.IsConfidential ? null : data.Text(ApprovalWorkflow.Opinion),
                Hat = hat,
                TableVersion = PetitionWorkflow.Engine.Version,
                IsConfidential = petition.IsConfidential,
            });
            return new Done(petition.Number, petition.State, false, null, petition.Version);
        }, cancel);

    private static void NoLongerPending(Petition petition, Approval approval)
    {
        var left = petition.PendingSteps.Where(s => s != approval.Step).ToList();
        petition.Pending = left.Count == 0 ? null : string.Join(',', left);
    }

    /// <summary>A step done by time: recorded with the day on which the thing became true.</summary>
    internal async Task FireByTimeAsync(Petition petition, PetitionStep step, DateOnly happenedOn, CancellationToken cancel)
    {
        await FireByTimeAsync(petition, step, StepData.Empty, happenedOn, cancel);
    }

    internal async Task FireByTimeAsync(Petition petition, PetitionStep step, StepData data, DateOnly happenedOn, CancellationToken cancel)
    {
        var taken = PetitionWorkflow.Engine.Take(petition, step, data, Actor.System, clock.Today);
        await CompleteAsync(petition, taken.Fired! with { On = happenedOn }, Actor.System, cancel);
    }

    private async Task<string?> CompleteAsync(Petition petition, Fired<Petition, PetitionState, PetitionStep> fired, Actor actor, CancellationToken cancel)
    {
        var on = fired.Data.Date(PetitionWorkflow.On) ?? fired.On;
        var bureau = await db.BureauAsync(cancel);
        var number = petition.IsConfidential ? null : await DocumentNumberAsync(fired.Row.Step, bureau, on.Year, cancel); // a hidden case leaves no gap in the common series
        await new PetitionEffects(db, values, sealing, petition, fired, on, number).ApplyAsync(cancel);
        petition.TableVersion = PetitionWorkflow.Engine.Version;
        await clocks.RefreshAsync(petition, cancel);
        var issued = await papers.ExecuteAsync(petition, fired, on, number, actor, cancel);
        db.Trace(petition, actor, clock.Now, (fired.Row.Step == PetitionStep.SplitAccusation ? new Act(SplitAccusation.RecordedAs, PetitionStep.Correct.Display(), on) : new Act(fired.Row.Step.Kebab(), fired.Row.Step.Display(), on)) with
        {
            From = fired.From.ToString(),
            To = fired.To.ToString(),
            Article = fired.Row.Article,
            Reason = petition.IsConfidential ? null : fired.Data.Text("reason"),
            Data = Told(fired.Data, number, issued),
            Hat = fired.Hat,
            TableVersion = petition.TableVersion,
            IsConfidential = petition.IsConfidential,
        });
        switch (fired.Row.Step)
        {
            case PetitionStep.SplitAccusation:
                await split.ExecuteAsync(petition, fired.Data, actor, cancel);
                break;
            case PetitionStep.Merge:
                await TellMasterAsync(petition, actor, on, cancel);
                break;
        }

        if (fired.Row.Step is PetitionStep.Correct or PetitionStep.SplitAccusation && !petition.IsConfidential)
        {
            await search.PutAsync(Petition.Kinds, petition.Id, PetitionSearch.TextOf(petition), cancel);
        }

        return number;
    }

    /// <summary>发文字号 (GB/T 9704): 机关代字〔yyyy〕n号, no leading zero; one series each for notices, opinions and the rest.</summary>
    private async Task<string?> DocumentNumberAsync(PetitionStep step, BureauSettings bureau, int year, CancellationToken cancel)
    {
        var word = step switch
        {
            PetitionStep.Accept or PetitionStep.AcceptSimple or PetitionStep.ReferOut or PetitionStep.Decline or PetitionStep.DeclineForGood or PetitionStep.Forward or PetitionStep.Merge
                or PetitionStep.Divert or PetitionStep.TakeSuggestion or PetitionStep.ToOrdinary or PetitionStep.Withdraw or PetitionStep.Terminate => "告",
            PetitionStep.Extend => "延",
            PetitionStep.Sign or PetitionStep.ReplySimple or PetitionStep.ReplySuggestion => "答",
            PetitionStep.Object or PetitionStep.ObjectionAgreed => "函",
            PetitionStep.Settle => "调",
            PetitionStep.Hear => "听",
            PetitionStep.Supervise => "督",
            PetitionStep.ReportCompletion => "报",
            PetitionStep.LeadCase => "包",
            PetitionStep.Register or PetitionStep.Correct or PetitionStep.MarkUrgent or PetitionStep.ObjectionRefused or PetitionStep.TakeAccusation or PetitionStep.SplitAccusation or PetitionStep.Assign
                or PetitionStep.Reassign or PetitionStep.Investigate or PetitionStep.Mediate or PetitionStep.ToSimple or PetitionStep.SubmitOpinion or PetitionStep.SubmitNewOpinion
                or PetitionStep.ReturnOpinion or PetitionStep.Deliver or PetitionStep.Evaluate or PetitionStep.TrackPerformance or PetitionStep.RequestReview or PetitionStep.RecordReview or PetitionStep.OrderRehandling
                or PetitionStep.RequestRecheck or PetitionStep.RecordRecheck or PetitionStep.Lapse or PetitionStep.CloseAccusation or PetitionStep.CloseDiverted or PetitionStep.Unmerge or PetitionStep.Reopen
                or PetitionStep.Archive => null,
        };
        return word is null ? null : $"{bureau.OrganCode}{word}〔{year}〕{await db.NextNumberAsync($"{bureau.OrganCode}{word}", year, cancel)}号";
    }

    /// <summary>Departments and accounts may be named; the engine and the events know them by id. Who is not there is refused at the field.</summary>
    private async Task<StepData> ResolvedAsync(Petition petition, Command command, CancellationToken cancel)
    {
        var asks = PetitionWorkflow.Engine.Asks(petition.State, command.Step);
        var pairs = command.Data.Names.Select(n => (Name: n, Value: (object?)command.Data.Text(n))).ToDictionary(p => p.Name, p => p.Value, StringComparer.OrdinalIgnoreCase);
        var reasons = new List<Reason>();
        Guid? department = null;
        foreach (var ask in asks.Where(a => a.Kind is AskKind.Department).Concat(asks.Where(a => a.Kind == AskKind.User)).Where(a => command.Data.Has(a.Name)))
        {
            var typed = command.Data.Text(ask.Name)!;
            var found = (ask.Kind, ask.HeldBy) switch
            {
                (AskKind.Department, _) => department = await DepartmentAsync(typed, cancel),
                (_, { } roles) => await ColleagueAsync(typed, roles, cancel),
                _ => await HandlerAsync(typed, department ?? petition.DepartmentId, cancel),
            };
            pairs[ask.Name] = found;
            if (found is null)
            {
                reasons.Add(Unknown(ask, typed));
            }
        }

        foreach (var ask in asks.Where(a => a.Kind == AskKind.Users))
        {
            var found = new List<string>();
            foreach (var typed in command.Data.List(ask.Name))
            {
                if (await ColleagueAsync(typed, ask.HeldBy ?? [], cancel) is { } id)
                {
                    found.Add(id.ToString());
                }
                else
                {
                    reasons.Add(Unknown(ask, typed));
                }
            }

            pairs[ask.Name] = found.Distinct().ToList();
        }

        return reasons.Count == 0 ? StepData.Of(pairs.Select(p => (p.Key, p.Value))) : throw new RefusedException(reasons);
    }

    private static Reason Unknown(Ask ask, string typed) => new(
        (ask.Kind, ask.HeldBy) switch
        {
            (AskKind.Department, _) => $"没有名为“{typed}”的承办科室，请重新选择",
            (_, { Count: > 0 } roles) => $"“{typed}”不是{Roles.Names(roles)}，请重新选择",
            (_, not null) => $"没有名为“{typed}”的账号，请重新选择",
            _ => $"“{typed}”不是该科室的承办人，请重新选择",
        },
        Field: ask.Name);

    private StepData Sealed(Petition petition, PetitionStep step, StepData data) =>
        petition.IsConfidential ? sealing.Seal(petition, data, PetitionWorkflow.Engine.Asks(petition.State, step)) : data;

    /// <summary>The master keeps its state and its clocks; its history says what was merged into it.</summary>
    private async Task TellMasterAsync(Petition petition, Actor actor, DateOnly on, CancellationToken cancel)
    {
        // The approver's department may not be that of the master.
        var master = await db.Petitions.IgnoreQueryFilters().AsNoTracking().FirstAsync(p => p.Id == petition.Linked!.Id, cancel);
        db.Opened.Add(master.Id);
        db.Trace(master, actor, clock.Now, new Act("merged-in", $"并入 {petition.Number}", on) { Data = new SortedDictionary<string, string?>(StringComparer.Ordinal) { ["number"] = petition.Number } });
    }

    private async Task<Guid?> ColleagueAsync(string typed, IReadOnlyList<Role> roles, CancellationToken cancel)
    {
        var id = Guid.TryParse(typed, out var parsed) ? parsed : Guid.Empty;
        return await Holders.In(db, roles, clock.Today).Where(u => u.Id == id || u.UserName == typed || u.Name == typed).Select(u => (Guid?)u.Id).FirstOrDefaultAsync(cancel);
    }

    private async Task<Guid?> DepartmentAsync(string typed, CancellationToken cancel)
    {
        var id = Guid.TryParse(typed, out var parsed) ? parsed : Guid.Empty;
        return await db.Departments.Where(d => (d.Id == id || d.Name == typed) && !d.IsClosed && !d.IsSubordinate).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancel);
    }

    private async Task<Guid?> HandlerAsync(string typed, Guid? department, CancellationToken cancel)
    {
        var id = Guid.TryParse(typed, out var parsed) ? parsed : Guid.Empty;
        var today = clock.Today;
        return await (
            from user in db.Users
            where (user.Id == id || user.UserName == typed || user.Name == typed) && !user.IsClosed && user.DepartmentId == department
            join grant in db.RoleGrants on user.Id equals grant.UserId
            where grant.Role == Role.CW && grant.From <= today && (grant.To == null || grant.To >= today)
            select (Guid?)user.Id).FirstOrDefaultAsync(cancel);
    }

    private static SortedDictionary<string, string?> Told(StepData data, string? number = null, string? issued = null)
    {
        var told = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var name in data.Names.Where(n => !PetitionCorrections.Protected.Contains(n)))
        {
            told[name] = data.Text(name);
        }

        if (number is not null)
        {
            told["documentNumber"] = number;
        }

        if (issued is not null)
        {
            told["documents"] = issued;
        }

        return told;
    }
}
