using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Governance;

/// <summary>Enters an item of 依法治理 as its book asks: for one's own department, 法制审核 and 信访机构 for any.</summary>
public sealed class RegisterGovernance(CaseDb db, OfficeClock clock)
{
    /// <param name="Data">By the names of the book's questions; what it does not ask is refused.</param>
    public sealed record Command(GovernanceKind Kind, StepData Data, Guid? RequestId = null);

    /// <param name="SameAs">Numbers of earlier entries of the same contract or document; they count once.</param>
    public sealed record Registered(Guid Id, string Number, IReadOnlyList<string> SameAs);

    public Task<Registered> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "register-governance", clock.Now, async () =>
    {
        actor.Demand(Permission.KeepGovernance);
        var book = GovernanceBook.Of(command.Kind);
        GovernanceInput.Demand(book, book.Asked, command.Data, clock.Today, withParts: true);
        var today = clock.Today;
        var bureau = await db.BureauAsync(cancel);
        var item = new GovernanceItem
        {
            Id = Guid.CreateVersion7(),
            Number = $"{book.Series}{bureau.DistrictCode}{today.Year}{await db.NextNumberAsync($"governance {book.Series}", today.Year, cancel):00000}",
            Kind = command.Kind,
            Title = command.Data.Text(GovernanceFields.Title.Name)!,
            SentOn = command.Data.Date(GovernanceFields.SentOn.Name)!.Value,
            DepartmentId = await db.GovernanceDepartmentAsync(command.Data.Text(GovernanceFields.DepartmentName), actor, cancel),
            RegistrarId = actor.UserId,
            RegistrarName = actor.Name,
            RegisteredOn = today,
            RecordedAt = clock.Now,
            TableVersion = GovernanceWorkflow.Of(command.Kind).Version,
        };
        item.BeginAs(book.First);
        foreach (var field in book.Asked)
        {
            field.Put(item, command.Data);
        }

        GovernanceInput.ListParts(item, command.Data);
        db.Add(item);
        db.Trace(item, actor, clock.Now, new Act("register", "登记", item.SentOn) { To = item.State.ToString(), TableVersion = item.TableVersion });
        return new Registered(item.Id, item.Number, await SameAsync(item, cancel));
    }, cancel);

    private async Task<IReadOnlyList<string>> SameAsync(GovernanceItem item, CancellationToken cancel)
    {
        if (GovernanceBook.KeyOf(item.DocumentNumber) is not { } key || item.Kind is GovernanceKind.Officer or GovernanceKind.LegalAdviser)
        {
            return [];
        }

        var others = await db.GovernanceItems.AsNoTracking().Where(i => i.Kind == item.Kind && i.DocumentNumber != null && i.State != GovernanceState.Withdrawn).Select(i => new { i.Number, i.DocumentNumber }).ToListAsync(cancel);
        return [.. others.Where(o => GovernanceBook.KeyOf(o.DocumentNumber) == key).Select(o => o.Number).Order(StringComparer.Ordinal)];
    }
}

/// <summary>Corrects an item, with the reason: the whole form anew; what is left empty is emptied. Number, kind and first reporter never change.</summary>
public sealed class CorrectGovernance(CaseDb db, OfficeClock clock)
{
    /// <param name="Version">The one the user was looking at; null takes it as it stands.</param>
    public sealed record Command(string Number, StepData Data, string Reason, int? Version = null, Guid? RequestId = null);

    public sealed record Done(string Number, int Version);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "correct-governance", clock.Now, async () =>
    {
        var item = await db.LoadGovernanceAsync(command.Number, command.Version, cancel);
        var book = item.Book;
        var taken = GovernanceWorkflow.Of(item.Kind).Take(item, GovernanceStep.Correct, StepData.Of(("reason", command.Reason)), actor, clock.Today);
        var fields = book.Correctable(item);
        GovernanceInput.Demand(book, fields, command.Data, clock.Today, withParts: false);
        foreach (var field in fields)
        {
            field.Put(item, command.Data);
        }

        if (command.Data.Text(GovernanceFields.DepartmentName) is { } department)
        {
            item.DepartmentId = await db.GovernanceDepartmentAsync(department, actor, cancel);
        }

        db.Trace(item, actor, clock.Now, new Act("correct", GovernanceStep.Correct.Display(), clock.Today) { Reason = command.Reason, Hat = taken.Hat, TableVersion = GovernanceWorkflow.Of(item.Kind).Version });
        return new Done(item.Number, item.Version);
    }, cancel);
}

/// <summary>What was typed for an item, judged by the questions of its book.</summary>
internal static class GovernanceInput
{
    /// <summary>Every fault at once, each at its field.</summary>
    public static void Demand(GovernanceBook book, IReadOnlyList<GovernanceField> fields, StepData data, DateOnly today, bool withParts)
    {
        IReadOnlyList<Ask> asks = [.. fields.Select(f => f.Ask), .. withParts && book.Parts is { } parts ? [parts.Ask] : Array.Empty<Ask>()];
        List<Reason> reasons = [.. asks.Select(a => a.Refusal(data, today)).OfType<Reason>()];
        reasons.AddRange(data.Names.Where(n => !asks.Any(a => string.Equals(a.Name, n, StringComparison.OrdinalIgnoreCase)))
            .Select(n => new Reason($"{book.Name}没有“{n}”这一项，请删去或更正名称；可用的有：{string.Join("、", asks.Select(a => a.Name))}", Field: n)));
        reasons.AddRange(asks.Where(a => data.Text(a.Name) is { } text && Inputs.Unprintable(text)).Select(a => new Reason($"{a.Label}含有不能显示的控制字符，请删去后重试", Field: a.Name)));
        reasons.AddRange(asks.Where(a => a.Kind == AskKind.Int && data.Int(a.Name) is < 0 or > 1_000_000).Select(a => new Reason($"{a.Label}应在0到1000000之间，请核对", Field: a.Name)));
        Order("validFrom", "validTo");
        Order("sentOn", "limitOn");
        Order("sentOn", "finishedOn");
        if (withParts && reasons.Count == 0)
        {
            reasons.AddRange(PartFaults(data, book.Parts));
        }

        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        void Order(string earlier, string later)
        {
            if (data.Date(earlier) is { } first && data.Date(later) is { } second && second < first)
            {
                reasons.Add(new($"{LabelOf(later)}不得早于{LabelOf(earlier)}，请核对", Field: later));
            }
        }

        string LabelOf(string name) => asks.FirstOrDefault(a => a.Name == name)?.Label ?? name;
    }

    /// <summary>Puts the list of parts anew: those that were there and are no longer are struck off.</summary>
    public static void ListParts(GovernanceItem item, StepData data)
    {
        if (item.Book.Parts is not { } parts)
        {
            return;
        }

        foreach (var old in item.Parts.Where(p => p.Kind == parts.Kind))
        {
            old.IsRemoved = true;
        }

        foreach (var (name, code, note) in data.List(GovernanceFields.PartsName).Select(Split))
        {
            item.Add(parts.Kind, name, code, p => p.Note = note);
        }

        item.CountParts();
    }

    public static IEnumerable<Reason> PartFaults(StepData data, PartsAsked? parts)
    {
        var read = data.List(GovernanceFields.PartsName).Select(Split).ToList();
        if (read.Any(p => p.Name.Length is 0 or > 200 || p.Code?.Length > 100 || p.Note?.Length > 500))
        {
            yield return new Reason($"{parts?.Label}每行写作 名称｜编码｜说明：名称不得为空或超过200个字，编码不超过100个字，说明不超过500个字", Field: GovernanceFields.PartsName);
        }

        var twice = read.GroupBy(p => (p.Name, p.Code)).Where(g => g.Count() > 1).Select(g => g.Key.Name).ToList();
        if (twice.Count > 0)
        {
            yield return new Reason($"{parts?.Label}里{string.Join("、", twice)}写了两次，请删去多余的", Field: GovernanceFields.PartsName);
        }

        if (parts?.Kind == GovernancePartKind.DecisionStep && read.FirstOrDefault(p => !GovernanceBook.DecisionSteps.Contains(p.Name)) is { Name: { } unknown })
        {
            yield return new Reason($"决策程序没有“{unknown}”，可写：{string.Join("、", GovernanceBook.DecisionSteps)}", Field: GovernanceFields.PartsName);
        }
    }

    private static (string Name, string? Code, string? Note) Split(string line)
    {
        var cells = line.Split(['|', '｜', '\t'], 3, StringSplitOptions.TrimEntries);
        return (cells[0], cells.Length > 1 ? Inputs.Tidy(cells[1]) : null, cells.Length > 2 ? Inputs.Tidy(cells[2]) : null);
    }
}

/// <summary>Reading and placing items.</summary>
internal static class GovernanceRecords
{
    extension(CaseDb db)
    {
        /// <summary>An item to be changed, with its parts and drawings; refused where it has been saved since.</summary>
        public async Task<GovernanceItem> LoadGovernanceAsync(string number, int? version, CancellationToken cancel)
        {
            var wanted = number.Trim().ToUpperInvariant();
            var found = await db.GovernanceItems.Where(i => i.Number == wanted).Select(i => new { i.Id, i.Version }).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该事项");
            var item = await db.LoadAsync<GovernanceItem>(found.Id, version ?? found.Version, "该事项", cancel);
            db.Opened.Add(item.Id);
            await db.Entry(item).Collection(i => i.Parts).LoadAsync(cancel);
            await db.Entry(item).Collection(i => i.Draws).LoadAsync(cancel);
            return item;
        }

        /// <summary>For which department somebody writes: the one he named by name or id, else his own. Refused where it is not his, unless he writes for the whole bureau.</summary>
        public async Task<Guid> GovernanceDepartmentAsync(string? asked, Actor actor, CancellationToken cancel)
        {
            const string Field = GovernanceFields.DepartmentName;
            var own = actor.Hats.Where(h => h is { Role: Role.CW or Role.SH or Role.LEGAL, DepartmentId: not null }).Select(h => h.DepartmentId!.Value).Distinct().ToList();
            if (asked is null)
            {
                return own is [var only, ..] ? only
                    : await db.Users.Where(u => u.Id == actor.UserId && u.DepartmentId != null).Select(u => u.DepartmentId).FirstOrDefaultAsync(cancel) ?? throw RefusedException.At(Field, "请选择科室");
            }

            var id = Guid.TryParse(asked, out var given) ? given : Guid.Empty;
            var chosen = await db.Departments.Where(d => (d.Id == id || d.Name == asked) && !d.IsClosed && !d.IsSubordinate).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancel)
                ?? throw RefusedException.At(Field, $"没有名为“{asked}”的科室，请重新选择");
            return actor.IsSystem || actor.Has(Role.XF, Role.LEGAL) || own.Contains(chosen) ? chosen
                : throw new RefusedException(new Reason("您只能登记本科室的事项，请改选本科室，或请法制审核人员登记", LiftedBy: Role.LEGAL.Display(), Field: Field));
        }
    }
}
