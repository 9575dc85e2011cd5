using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using CaseTracker.Accounts;
using Stateless;

namespace CaseTracker.Workflow;

/// <summary>Runs a workflow table on Stateless: the table holds the facts and the reasons, Stateless the rules of firing. Built once, used by all threads.</summary>
public sealed partial class CaseWorkflow<TCase, TState, TStep>
    where TCase : class, ICase<TState>
    where TState : struct, Enum
    where TStep : struct, Enum
{
    private static readonly TStep[] AllSteps = Enum.GetValues<TStep>();

    private readonly FrozenDictionary<(TState, TStep), Transition<TCase, TState, TStep>[]> rows;
    private readonly FrozenDictionary<TState, StateInfo<TState>> infos;
    private readonly FrozenDictionary<TState, ulong[]> stepsByRole;
    private readonly StateMachine<TState, TStep> machine;

    // The machine is shared: what it works on travels with the call, never with the thread.
    private readonly AsyncLocal<Work?> current = new();

    /// <param name="name">Identifier on the command line: petition.</param>
    /// <param name="title">Chinese name: 信访事项.</param>
    public CaseWorkflow(string name, string title, IReadOnlyList<StateInfo<TState>> states, IReadOnlyList<Transition<TCase, TState, TStep>> table)
    {
        if (AllSteps.Length > 64)
        {
            throw new ArgumentException("A workflow has at most 64 steps.", nameof(table));
        }

        (Name, Title, States, Table) = (name, title, states, table);
        infos = states.ToFrozenDictionary(s => s.State);
        foreach (var row in table)
        {
            foreach (var state in row.From.Append(row.To ?? row.From[0]).Where(s => !infos.ContainsKey(s)))
            {
                throw new ArgumentException($"Row {row.No}: state {state} is not declared.", nameof(table));
            }
        }

        rows = table.SelectMany(row => row.From.Select(from => (Key: (from, row.Step), row)))
            .GroupBy(x => x.Key, x => x.row).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        foreach (var ((from, step), alternatives) in rows.Where(r => r.Value.Length > 1 && r.Value.Any(row => row.When is null)))
        {
            throw new ArgumentException($"Rows {string.Join(", ", alternatives.Select(r => r.No))} share {from} and {step}: each needs a When.", nameof(table));
        }

        stepsByRole = states.ToFrozenDictionary(s => s.State, s => Enum.GetValues<Role>().Select(role => Bits(s.State, role)).ToArray());
        machine = BuildMachine();
        Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', table.Select(Essence).Order(StringComparer.Ordinal)))))[..12];
    }

    public string Name { get; }

    public string Title { get; }

    public IReadOnlyList<StateInfo<TState>> States { get; }

    public IReadOnlyList<Transition<TCase, TState, TStep>> Table { get; }

    /// <summary>Changes with any row's states, step, people, selectors, conditions, fields or clocks; stamped on a case.</summary>
    public string Version { get; }

    public StateInfo<TState> this[TState state] => infos[state];

    public bool IsEnd(TState state) => infos[state].IsEnd;

    /// <summary>Takes a step, or proposes it where approvers follow. Refuses with every unmet condition at once.
    /// <paramref name="on"/>: the day it became true where that is not today (a step done by time that is run late).</summary>
    public Taken<TCase, TState, TStep> Take(TCase subject, TStep step, StepData data, Actor actor, DateOnly today, DateOnly? on = null)
    {
        var judged = Judge(subject, step, data, actor, today, on);
        if (judged.Reasons.Count > 0 || judged.Row is not { } row)
        {
            throw new RefusedException(judged.Reasons);
        }

        if (row.Approvers.Count == 0)
        {
            return new(row, judged.Hat, Fire(row, new(subject, actor, judged.Hat, data, on ?? today, today), Author.Of(actor, judged.Hat)), null);
        }

        var approval = new Approval
        {
            SubjectKind = Name,
            SubjectId = subject.Id,
            Step = step.ToString(),
            Data = data.ToJson(),
            ProposedBy = actor.UserId,
            ProposedByName = actor.Name,
            ProposedFor = judged.Hat?.ForUserId,
            ProposedForName = judged.Hat?.ForName,
            ProposedOn = today,
            Chain = Approval.Write(row.Approvers),
        };
        ApprovalWorkflow.Engine.Take(Turn(subject, approval), ApprovalStep.Propose, StepData.Empty, actor, today);
        return new(row, judged.Hat, null, approval);
    }

    /// <summary>Approves or returns a proposed step. The last approval fires it and gives it back; before that, and on a return, null.
    /// <paramref name="data"/>: opinion and, where it was given on paper earlier, happenedOn. <paramref name="at"/>: the instant (UTC) of recording.</summary>
    public Fired<TCase, TState, TStep>? Decide(TCase subject, Approval approval, ApprovalStep decision, StepData data, Actor actor, DateOnly today, DateTime at)
    {
        var turn = Turn(subject, approval);
        var judged = ApprovalWorkflow.Engine.Judge(turn, decision, data, actor, today);
        var on = data.Date(ApprovalWorkflow.HappenedOn) ?? today;
        var attempt = new Attempt<TCase>(subject, actor, judged.Hat, StepData.FromJson(approval.Data), on, today, Approving: true);
        var row = decision == ApprovalStep.Approve ? Proposed(approval, attempt, out var stale) : Nothing(out stale);
        IReadOnlyList<Reason> reasons = [.. judged.Reasons, .. stale];
        if (reasons.Count > 0 || judged.Hat is not { } hat)
        {
            throw new RefusedException(reasons);
        }

        var last = approval.IsLast;
        ApprovalWorkflow.Engine.Take(turn, decision, data, actor, today);
        approval.Decisions.Add(new(hat.Role, actor.UserId, actor.Name, hat.ForUserId, hat.ForName,
            decision == ApprovalStep.Approve, data.Text(ApprovalWorkflow.Opinion), on, at));
        if (row is null)
        {
            return null;
        }

        if (last)
        {
            return Fire(row, attempt, new Author(approval.ProposedBy, approval.ProposedByName, approval.ProposedFor));
        }

        approval.Position++;
        return null;

        static Transition<TCase, TState, TStep>? Nothing(out IReadOnlyList<Reason> none)
        {
            none = [];
            return null;
        }
    }

    /// <summary>What the last approval of a proposal would fire, with nothing changed; refused where the proposal no longer fits the case.</summary>
    public Fired<TCase, TState, TStep> Foresee(TCase subject, Approval approval, Actor actor, DateOnly today)
    {
        var attempt = new Attempt<TCase>(subject, actor, null, StepData.FromJson(approval.Data), today, today, Approving: true);
        return Proposed(approval, attempt, out var stale) is { } row && stale.Count == 0
            ? new(row, subject.State, row.To ?? subject.State, actor, null, attempt.Data, today, new Author(approval.ProposedBy, approval.ProposedByName, approval.ProposedFor))
            : throw new RefusedException(stale);
    }

    /// <summary>Takes back a proposal that still waits. The hat under which it was done, or null where none was needed; refused for anybody but the proposer.</summary>
    public Hat? Withdraw(TCase subject, Approval approval, StepData data, Actor actor, DateOnly today) =>
        ApprovalWorkflow.Engine.Take(Turn(subject, approval), ApprovalStep.Withdraw, data, actor, today).Hat;

    /// <summary>May this actor take the proposal back?</summary>
    public bool MayWithdraw(TCase subject, Approval approval, Actor actor, DateOnly today) =>
        ApprovalWorkflow.Engine.View(Turn(subject, approval), ApprovalStep.Withdraw, actor, today).Access == Access.Open;

    /// <summary>Approve and return as buttons for this actor, with the reasons where they are grey.</summary>
    public IReadOnlyList<StepView<ApprovalTurn, ApprovalState, ApprovalStep>> Explain(TCase subject, Approval approval, Actor actor, DateOnly today)
    {
        var views = ApprovalWorkflow.Engine.Explain(Turn(subject, approval), actor, today).Where(v => v.Step is ApprovalStep.Approve or ApprovalStep.Return);
        var attempt = new Attempt<TCase>(subject, actor, null, StepData.FromJson(approval.Data), today, today, Approving: true);
        Proposed(approval, attempt, out var stale);
        return [.. views.Select(v => v.Step == ApprovalStep.Approve && stale.Count > 0 ? v with { Access = Access.Refused, Reasons = [.. v.Reasons, .. stale] } : v)];
    }

    /// <summary>Every step of the table for this actor now: open, to be proposed, or refused with every reason. Conditions on fields wait for the form.</summary>
    public IReadOnlyList<StepView<TCase, TState, TStep>> Explain(TCase subject, Actor actor, DateOnly today) =>
        [.. Table.Select(r => r.Step).Distinct().Select(step => View(subject, step, actor, today))];

    /// <summary>One button of <see cref="Explain(TCase, Actor, DateOnly)"/>.</summary>
    public StepView<TCase, TState, TStep> View(TCase subject, TStep step, Actor actor, DateOnly today)
    {
        var judged = Judge(subject, step, StepData.NotYet, actor, today);
        var access = judged.Reasons.Count > 0 ? Access.Refused : judged.Row!.Approvers.Count > 0 ? Access.Proposable : Access.Open;
        return new(step, access, judged.Reasons, judged.Row, judged.Hat);
    }

    /// <summary>What a step asks for in this state: the fields of all rows that may apply.</summary>
    public IReadOnlyList<Ask> Asks(TState state, TStep step) => [.. rows.GetValueOrDefault((state, step), []).SelectMany(r => r.Asks).DistinctBy(a => a.Name)];

    /// <summary>What a step asks for from any state: for templates made without a case.</summary>
    public IReadOnlyList<Ask> Asks(TStep step) => [.. Table.Where(r => r.Step.Equals(step)).SelectMany(r => r.Asks).DistinctBy(a => a.Name)];

    /// <summary>May anyone in this role ever take or propose something in this state? Nanoseconds: for menus and lists.</summary>
    public bool MayEver(TState state, Role role) => stepsByRole[state][(int)role] != 0;

    public bool MayEver(TState state, Role role, TStep step) => (stepsByRole[state][(int)role] & Bit(step)) != 0;

    /// <summary>The steps someone with these roles may take or propose in this state, conditions apart.</summary>
    public IEnumerable<TStep> StepsFor(TState state, Roles roles)
    {
        var bits = StepBits(state, roles);
        for (var i = 0; bits != 0; i++, bits >>= 1)
        {
            if ((bits & 1) != 0)
            {
                yield return AllSteps[i];
            }
        }
    }

    /// <summary>The same as bits in the order of the enum's values; allocates nothing.</summary>
    public ulong StepBits(TState state, Roles roles)
    {
        var byRole = stepsByRole[state];
        var bits = 0ul;
        for (var left = roles.Bits; left != 0; left &= left - 1)
        {
            bits |= byRole[System.Numerics.BitOperations.TrailingZeroCount(left)];
        }

        return bits;
    }

    /// <summary>Asks Stateless itself, without firing: may this go through now, approvals apart?</summary>
    public bool CanFire(TCase subject, TStep step, StepData data, Actor actor, DateOnly today) =>
        actor.Hats.Select(h => (Hat?)h).DefaultIfEmpty(null).Any(hat =>
            !subject.PendingSteps.Contains(step.ToString())
            && With(new(new(subject, actor, hat, data, today, today), Approved: false), () => machine.CanFire(step)));

    /// <summary>Someone in the role of this hat for this case: right role, right department, not recused, admitted.</summary>
    private static bool Counts(TCase subject, Actor actor, Hat hat, IReadOnlyList<Role> roles) =>
        (roles.Count == 0 || roles.Contains(hat.Role)) && InScope(subject, hat) && !IsRecused(subject, actor, hat) && subject.Admits(actor, hat);

    // 承办人 and 科长 are of one department; a 分管领导 of those in his charge, or of the whole bureau.
    private static bool InScope(TCase subject, Hat hat) => hat.Role switch
    {
        Role.CW or Role.SH => hat.DepartmentId is { } own && own == subject.DepartmentId,
        Role.VL => hat.DepartmentId is null || hat.DepartmentId == subject.DepartmentId,
        _ => true,
    };

    private static bool IsRecused(TCase subject, Actor actor, Hat hat) =>
        subject.IsRecused(actor.UserId) || (hat.ForUserId is { } absent && subject.IsRecused(absent));

    private static ApprovalTurn Turn(TCase subject, Approval approval) => new(approval, subject.DepartmentId, subject.Admits, subject.IsRecused);

    private static ulong Bit(TStep step) => 1ul << Array.IndexOf(AllSteps, step);

    private static string Essence(Transition<TCase, TState, TStep> row) => string.Join('|',
        row.No, string.Join(',', row.From), row.Step, row.To?.ToString() ?? "=", string.Join(',', row.Proposers), Approval.Write(row.Approvers), row.When?.Name,
        string.Join(',', row.Conditions.Select(c => c.Otherwise)), string.Join(',', row.Asks.Select(a => $"{a.Name}:{a.Kind}:{a.Required}")),
        string.Join(',', row.Starts), string.Join(',', row.Stops));

    internal Judgement Judge(TCase subject, TStep step, StepData data, Actor actor, DateOnly today, DateOnly? on = null)
    {
        if (!rows.TryGetValue((subject.State, step), out var here))
        {
            return new(null, null, [WrongState(subject.State, step), .. Who([.. Table.Where(r => r.Step.Equals(step))], subject, actor)]);
        }

        var fitting = Fitting(here, subject, data);
        if (fitting.Count == 0)
        {
            var names = string.Join("、", here.Select(r => r.When!.Name));
            return new(null, null, [new($"“{step.Display()}”只适用于：{names}"), .. Who(here, subject, actor)]);
        }

        Judgement? best = null;
        foreach (var row in fitting)
        {
            foreach (var hat in Hats(row, subject, actor))
            {
                IReadOnlyList<Reason> reasons = [.. hat is null && row.Proposers.Count + actor.Hats.Count > 0 ? Who([row], subject, actor) : [],
                    .. Pending(subject, step), .. Unmet(row, new(subject, actor, hat, data, on ?? today, today))];
                if (best is null || reasons.Count < best.Reasons.Count)
                {
                    best = new(row, hat, reasons);
                }
            }
        }

        return best!;
    }

    private static List<Transition<TCase, TState, TStep>> Fitting(Transition<TCase, TState, TStep>[] here, TCase subject, StepData data) =>
        [.. here.Where(r => r.When is null || Undecided(r, r.When.Field, data) || r.When.Holds(subject, data))];

    // Buttons are worked out before anything is typed; later only a field that must still come can decide otherwise.
    private static bool Undecided(Transition<TCase, TState, TStep> row, string? field, StepData data) => field is not null && !data.Has(field)
        && (ReferenceEquals(data, StepData.NotYet) || row.Asks.Any(a => a.Required && a.Name == field));

    // Own roles before those held for an absent colleague.
    private static IEnumerable<Hat?> Hats(Transition<TCase, TState, TStep> row, TCase subject, Actor actor) =>
        actor.Hats.Where(h => Counts(subject, actor, h, row.Proposers)).OrderBy(h => h.ForUserId is not null).Select(h => (Hat?)h).DefaultIfEmpty(null);

    private static IEnumerable<Reason> Pending(TCase subject, TStep step)
    {
        if (subject.PendingSteps.Contains(step.ToString()))
        {
            yield return new($"“{step.Display()}”已经报批，正在等待审批", LiftedBy: "审批人");
        }
    }

    /// <summary>Data first, then the row's conditions; one on a field whose value is missing or wrong waits, its reason is already there.</summary>
    private static List<Reason> Unmet(Transition<TCase, TState, TStep> row, Attempt<TCase> attempt)
    {
        var asking = ReferenceEquals(attempt.Data, StepData.NotYet);
        List<Reason> reasons = [];
        if (!asking && !attempt.Approving)
        {
            reasons.AddRange(row.Asks.Select(ask => ask.Refusal(attempt.Data, attempt.Today)).OfType<Reason>());
            reasons.AddRange(attempt.Data.Names.Where(n => Inputs.Unprintable(attempt.Data.Text(n)!) || attempt.Data.List(n).Any(t => Inputs.Unprintable(t)))
                .Select(n => new Reason($"{row.Asks.FirstOrDefault(a => string.Equals(a.Name, n, StringComparison.OrdinalIgnoreCase))?.Label ?? n}含有不能显示的控制字符，请删去后重试", Field: n)));
            if (!row.TakesMore)
            {
                reasons.AddRange(attempt.Data.Names.Where(n => !row.Asks.Any(a => string.Equals(a.Name, n, StringComparison.OrdinalIgnoreCase)))
                    .Select(n => new Reason($"“{row.Step.Display()}”没有“{n}”这一项，请删去或更正名称", Field: n)));
            }
        }

        var wrong = reasons.Select(r => r.Field).ToHashSet();
        reasons.AddRange(row.Conditions.Where(c => (c.Field is null || (!asking && !wrong.Contains(c.Field))) && !c.Holds(attempt)).Select(c => c.Reason(attempt)));
        return reasons;
    }

    private static IEnumerable<Reason> Who(IReadOnlyList<Transition<TCase, TState, TStep>> candidates, TCase subject, Actor actor)
    {
        List<Role> roles = [.. candidates.SelectMany(r => r.Proposers).Distinct()];
        var hats = actor.Hats.Where(h => roles.Count == 0 || roles.Contains(h.Role)).ToList();
        var names = Roles.Names(roles);
        if (hats.Count == 0 && roles.Count > 0)
        {
            return [new($"“{candidates[0].Step.Display()}”须由{names}办理", LiftedBy: names)];
        }

        if (hats.Count > 0 && hats.TrueForAll(h => !InScope(subject, h)))
        {
            var who = roles.Count == 0 ? "有权人员" : names;
            return [new($"您不是本事项承办科室的{who}，请由该科室的{who}办理", LiftedBy: who)];
        }

        if (hats.Count > 0 && hats.Where(h => InScope(subject, h)).All(h => IsRecused(subject, actor, h)))
        {
            return [new("您或您所代理的人对本事项已经回避，请由其他有权人员办理", LiftedBy: "其他有权人员")];
        }

        return hats.Count > 0 && !hats.Exists(h => Counts(subject, actor, h, roles))
            ? [new("本事项只由指定的人员办理，请联系经办人", LiftedBy: "指定的办理人员")]
            : [];
    }

    private Reason WrongState(TState state, TStep step)
    {
        var from = string.Join("、", States.Select(s => s.State).Where(s => rows.ContainsKey((s, step))).Select(s => $"“{s.Display()}”"));
        return new($"“{state.Display()}”的事项不能“{step.Display()}”，只有处于{from}时才可以");
    }

    /// <summary>The row an approval speaks of, judged again: the case may have moved since it was proposed.</summary>
    private Transition<TCase, TState, TStep>? Proposed(Approval approval, Attempt<TCase> attempt, out IReadOnlyList<Reason> stale)
    {
        var step = Enum.Parse<TStep>(approval.Step);
        if (!rows.TryGetValue((attempt.Case.State, step), out var here))
        {
            stale = [new($"事项现为“{attempt.Case.State.Display()}”，报批的“{step.Display()}”已不能办理，请退回", LiftedBy: "退回报批")];
            return null;
        }

        if (Fitting(here, attempt.Case, attempt.Data) is not [var row] || Approval.Write(row.Approvers) != approval.Chain)
        {
            stale = [new($"事项情况已有变化，“{step.Display()}”的审批环节与报批时不同，请退回后重新报批", LiftedBy: "退回报批")];
            return null;
        }

        stale = Unmet(row, attempt);
        return row;
    }

    private Fired<TCase, TState, TStep> Fire(Transition<TCase, TState, TStep> row, Attempt<TCase> attempt, Author author)
    {
        var from = attempt.Case.State;
        With(new(attempt, Approved: attempt.Approving), () =>
        {
            machine.Fire(row.Step);
            return true;
        });
        return new(row, from, attempt.Case.State, attempt.Actor, attempt.Hat, attempt.Data, attempt.On, author);
    }

    private T With<T>(Work work, Func<T> run)
    {
        var outer = current.Value;
        current.Value = work;
        try
        {
            return run();
        }
        finally
        {
            current.Value = outer;
        }
    }

    private StateMachine<TState, TStep> BuildMachine()
    {
        // Stateless asks for a state once while it is built; after that there is always a call's own work.
        TState Now() => current.Value is { } work ? work.Attempt.Case.State : States[0].State;

        // Immediate: the queued mode keeps its queue in the machine, and one thread would fire another's step.
        var built = new StateMachine<TState, TStep>(Now, state => current.Value!.Attempt.Case.State = state, FiringMode.Immediate);
        foreach (var row in Table)
        {
            foreach (var from in row.From)
            {
                var guards = Guards(row);
                if (row.Target(from).Equals(from))
                {
                    built.Configure(from).PermitReentryIf(row.Step, guards);
                }
                else
                {
                    built.Configure(from).PermitIf(row.Step, row.Target(from), guards);
                }
            }
        }

        return built;
    }

    private Tuple<Func<bool>, string>[] Guards(Transition<TCase, TState, TStep> row)
    {
        return
        [
            Guard(row.When?.Name ?? "", work => row.When is null || row.When.Holds(work.Attempt.Case, work.Attempt.Data)),
            Guard($"须由{Roles.Names(row.Proposers)}办理", work => work.Approved || (work.Attempt.Hat is { } hat
                ? Counts(work.Attempt.Case, work.Attempt.Actor, hat, row.Proposers)
                : row.Proposers.Count == 0)),
            Guard("所需内容齐全", work => row.Asks.All(ask => ask.Refusal(work.Attempt.Data, work.Attempt.Today) is null)),
            .. row.Conditions.Select(c => Guard(c.Otherwise, work => c.Holds(work.Attempt))),
        ];

        Tuple<Func<bool>, string> Guard(string text, Func<Work, bool> holds) => new(() => holds(current.Value!), text);
    }

    private ulong Bits(TState state, Role role) => Table
        .Where(r => r.From.Contains(state) && (r.Proposers.Count == 0 || r.Proposers.Contains(role)))
        .Aggregate(0ul, (bits, row) => bits | Bit(row.Step));

    internal sealed record Judgement(Transition<TCase, TState, TStep>? Row, Hat? Hat, IReadOnlyList<Reason> Reasons);

    private sealed record Work(Attempt<TCase> Attempt, bool Approved);
}
