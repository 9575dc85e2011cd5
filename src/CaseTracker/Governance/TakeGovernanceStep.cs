using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Governance;

/// <summary>Takes a step of an item: what its table asks goes into the fields of the same name; drawing lots, rounds and payments do what they must beside that.</summary>
public sealed class TakeGovernanceStep(CaseDb db, OfficeClock clock)
{
    /// <param name="Version">The one the user was looking at; null takes it as it stands.</param>
    public sealed record Command(string Number, GovernanceStep Step, StepData Data, int? Version = null, Guid? RequestId = null);

    /// <param name="Told">What there is to say beside that it was done: who was drawn.</param>
    public sealed record Done(string Number, GovernanceState State, string StateWord, int Version, string? Told = null);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, $"governance-{command.Step.Kebab()}", clock.Now, async () =>
    {
        if (command.Step == GovernanceStep.Correct)
        {
            throw new RefusedException($"“{command.Step.Display()}”请在它自己的页面或接口地址办理");
        }

        var item = await db.LoadGovernanceAsync(command.Number, command.Version, cancel);
        var engine = GovernanceWorkflow.Of(item.Kind);
        var taken = engine.Take(item, command.Step, command.Data, actor, clock.Today);
        if (command.Step != GovernanceStep.Repay) // there 金额 is what was paid, not what was claimed
        {
            foreach (var ask in taken.Row.Asks.Where(a => command.Data.Has(a.Name)))
            {
                GovernanceFields.Find(ask.Name)?.Put(item, command.Data);
            }
        }

        var told = await BesideAsync(item, command, actor, cancel);
        item.TableVersion = engine.Version;
        var draw = command.Step is GovernanceStep.Draw or GovernanceStep.DrawAgain ? item.Draws.MaxBy(d => d.Ordinal) : null;
        db.Trace(item, actor, clock.Now, new Act(command.Step.Kebab(), command.Step.Display(), DayOf(taken.Row, command.Data) ?? clock.Today)
        {
            From = taken.Fired!.From.ToString(),
            To = taken.Fired.To.ToString(),
            Reason = command.Data.Text("reason"),
            Article = taken.Row.Article,
            Data = draw is null ? command.Data.Names.ToDictionary(n => n, command.Data.Text)
                : command.Data.Names.Where(n => n != "seed").ToDictionary(n => n, command.Data.Text).Append(new("seed", draw.Seed)).Append(new("fingerprint", draw.Fingerprint)).ToDictionary(p => p.Key, p => p.Value),
            Hat = taken.Hat,
            TableVersion = engine.Version,
        });
        return new Done(item.Number, item.State, item.StateWord, item.Version, told);
    }, cancel);

    /// <summary>The day on which it became true: the first day that the step asks.</summary>
    private static DateOnly? DayOf(Transition<GovernanceItem, GovernanceState, GovernanceStep> row, StepData data) =>
        row.Asks.Where(a => a is { Kind: AskKind.Date, MayBeFuture: false }).Select(a => data.Date(a.Name)).FirstOrDefault(d => d is not null);

    private async Task<string?> BesideAsync(GovernanceItem item, Command command, Actor actor, CancellationToken cancel)
    {
        var data = command.Data;
        switch (command.Step)
        {
            case GovernanceStep.StartReview or GovernanceStep.StartAudit:
                item.PersonName ??= actor.Name;
                return null;
            case GovernanceStep.Resubmit:
                item.Rounds++;
                Add(item, GovernancePartKind.Round, $"第{item.Rounds}轮", null, p => (p.HappenedOn, p.Note) = (data.Date("on"), data.Text("reason")));
                return null;
            case GovernanceStep.Reopen:
                item.FinishedOn = null;
                return null;
            case GovernanceStep.RecordPart:
                RecordPart(item, data);
                return null;
            case GovernanceStep.ListSubjects:
                IReadOnlyList<Reason> faults = [.. GovernanceInput.PartFaults(data, item.Book.Parts)];
                if (faults.Count > 0)
                {
                    throw new RefusedException(faults);
                }

                var before = item.Parts.ToHashSet();
                GovernanceInput.ListParts(item, data);
                db.AddRange(item.Parts.Where(p => !before.Contains(p)));
                return null;
            case GovernanceStep.Repay:
                item.Paid = (item.Paid ?? 0) + data.Money("amount")!.Value;
                Add(item, GovernancePartKind.Repayment, "清偿", null, p => (p.HappenedOn, p.AmountFen) = (data.Date("on"), data.Money("amount")!.Value.Fen()));
                item.FinishedOn = item.State == GovernanceState.Repaid ? data.Date("on") : null;
                return null;
            case GovernanceStep.Suspend:
                Add(item, GovernancePartKind.Suspension, GovernancePartKind.Suspension.Display(), item.DocumentNumber, p => (p.HappenedOn, p.Note) = (data.Date("on"), data.Text("reason")));
                return null;
            case GovernanceStep.Reinstate:
                foreach (var open in item.Suspensions.Where(p => p.ValidTo is null))
                {
                    open.ValidTo = data.Date("on");
                }

                return null;
            case GovernanceStep.Inspect:
                await DemandCertificatesAsync(item, data.Date("finishedOn")!.Value, cancel);
                return null;
            case GovernanceStep.Draw or GovernanceStep.DrawAgain:
                return await DrawAsync(item, data, actor, cancel);
            case GovernanceStep.Recheck:
                item.Opinion = string.Join('\n', new[] { item.Opinion, $"整改复查：{data.Text("result")}" }.OfType<string>());
                item.Opinion = item.Opinion.Length <= 2000 ? item.Opinion : throw RefusedException.At("result", "检查情况和整改情况合计超过2000个字，请精简");
                return null;
            default:
                return null;
        }
    }

    private void RecordPart(GovernanceItem item, StepData data)
    {
        var parts = item.Book.Parts!;
        var name = data.Text("name")!;
        if (item.Parts.Any(p => p.Kind == parts.Kind && !p.IsRemoved && p.Name == name && p.Code == data.Text("code")))
        {
            throw RefusedException.At("name", $"“{name}”已经登记过，请勿重复登记");
        }

        Add(item, parts.Kind, name, data.Text("code"), p => (p.HappenedOn, p.Note) = (data.Date("on"), data.Text("partNote")));
    }

    private async Task<string> DrawAsync(GovernanceItem item, StepData data, Actor actor, CancellationToken cancel)
    {
        var day = data.Date("on")!.Value;
        var recused = data.List("recused");
        var suspended = await SuspendedAsync(day, cancel);
        var officers = (await db.GovernanceItems.AsNoTracking().Where(i => i.Kind == GovernanceKind.Officer && i.State == GovernanceState.Handling && i.ValidFrom <= day && i.ValidTo >= day && !suspended.Contains(i.Id)).ToListAsync(cancel))
            .Where(o => item.Field is null || o.Field?.Contains(item.Field, StringComparison.Ordinal) == true)
            .Select(o => Lots.Entry.Of(o.Title, o.DocumentNumber, o.ValidTo, recused.Contains(o.Title) || recused.Contains(o.DocumentNumber) ? ["*"] : Names(o.Counterparty))).OrderBy(o => o.Key, StringComparer.Ordinal).ToList();
        if (recused.Where(r => !officers.Exists(o => o.Name == r || o.Code == r)).ToList() is { Count: > 0 } unknown)
        {
            throw RefusedException.At("recused", $"在岗的执法人员里没有{string.Join("、", unknown)}，请核对姓名或执法证号");
        }

        var subjects = item.Parts.Where(p => p is { Kind: GovernancePartKind.Subject, IsRemoved: false }).Select(p => Lots.Entry.Of(p.Name, p.Code)).OrderBy(s => s.Key, StringComparer.Ordinal).ToList();
        var input = new Lots.Input(subjects, officers, data.Int("subjectCount")!.Value, data.Int("officerCount")!.Value);
        var seed = data.Text("seed") ?? Lots.NewSeed();
        var result = Lots.Draw(input, seed);
        var json = input.ToJson();
        var draw = new GovernanceDraw
        {
            Id = Guid.CreateVersion7(),
            ItemId = item.Id,
            Ordinal = item.Draws.Count + 1,
            Algorithm = Lots.Algorithm,
            Seed = seed,
            Input = json,
            Fingerprint = Lots.FingerprintOf(json),
            Result = result.ToJson(),
            DrawnOn = day,
            DrawnAt = clock.Now,
            DrawnByName = actor.Name,
            Witness = data.Text("witness")!,
            Reason = data.Text("reason"),
        };
        item.Draws.Add(draw);
        db.Add(draw);
        foreach (var old in item.Parts.Where(p => p.Kind is GovernancePartKind.DrawnSubject or GovernancePartKind.DrawnOfficer))
        {
            old.IsRemoved = true;
        }

        var drawnSubjects = result.Subjects.Select(k => subjects.First(s => s.Key == k)).ToList();
        var drawnOfficers = result.Officers.Select(k => officers.First(o => o.Key == k)).ToList();
        drawnSubjects.ForEach(s => Add(item, GovernancePartKind.DrawnSubject, s.Name, s.Code, p => p.HappenedOn = day));
        drawnOfficers.ForEach(o => Add(item, GovernancePartKind.DrawnOfficer, o.Name, o.Code, p => (p.HappenedOn, p.ValidTo) = (day, o.ValidTo)));
        return $"抽中{string.Join("、", drawnSubjects.Select(s => s.Name))}，由{string.Join("、", drawnOfficers.Select(o => o.Name))}检查；种子 {seed}";
    }

    /// <summary>Officers whose certificate was taken away on a day.</summary>
    private async Task<List<Guid>> SuspendedAsync(DateOnly day, CancellationToken cancel)
    {
        db.Opened.AddRange(await db.GovernanceItems.Where(i => i.Kind == GovernanceKind.Officer).Select(i => i.Id).ToListAsync(cancel));
        return await db.Set<GovernancePart>().AsNoTracking().Where(p => p.Kind == GovernancePartKind.Suspension && !p.IsRemoved && p.HappenedOn <= day && (p.ValidTo == null || p.ValidTo > day)).Select(p => p.ItemId).ToListAsync(cancel);
    }

    private async Task DemandCertificatesAsync(GovernanceItem item, DateOnly day, CancellationToken cancel)
    {
        var suspended = await SuspendedAsync(day, cancel);
        var certificates = await db.GovernanceItems.AsNoTracking().Where(i => suspended.Contains(i.Id)).Select(i => i.DocumentNumber).ToListAsync(cancel);
        if (item.Parts.FirstOrDefault(p => p is { Kind: GovernancePartKind.DrawnOfficer, IsRemoved: false } && certificates.Contains(p.Code)) is { } officer)
        {
            throw new RefusedException(new Reason($"{officer.Name}的执法证在检查当日处于暂扣期间，请重新抽取", "《行政处罚法》第四十二条", Field: "finishedOn"));
        }
    }

    /// <summary>A part with an id of ours is not seen as new by itself: the context is told.</summary>
    private void Add(GovernanceItem item, GovernancePartKind kind, string name, string? code, Action<GovernancePart> more) => db.Add(item.Add(kind, name, code, more));

    private static string[] Names(string? text) => text?.Split(['、', ',', '，', ';', '；', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
