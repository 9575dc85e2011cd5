using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Workflow;

namespace CaseTracker.Tests.CareVisits;

using Row = Transition<CareVisit, CareVisitState, CareVisitStep>;

/// <summary>A visit to two people, a person and data with which one row of the table can just be taken, in memory; a test spoils one thing at a time.</summary>
internal sealed class CareRowTrial
{
    public static readonly Guid Unit = Guid.NewGuid();
    public static readonly Guid First = Guid.NewGuid();
    public static readonly Guid Second = Guid.NewGuid();
    public static readonly DateOnly Today = new(2025, 3, 5);

    public required Row Row { get; init; }

    public required CareVisit Case { get; set; }

    public required Actor Actor { get; set; }

    public Dictionary<string, object?> Fields { get; } = [];

    public static CareRowTrial Of(Row row, CareVisitState state)
    {
        var beyond = row.When?.Name.StartsWith("超过", StringComparison.Ordinal) == true;
        var trial = new CareRowTrial { Row = row, Case = Visit(state, row, beyond), Actor = Person(row.Proposers[0]) };
        foreach (var ask in row.Asks.Where(a => a.Required || a.Name is "visitors" or "amount" or "signers"))
        {
            trial.Fields[ask.Name] = Good(ask);
        }

        return trial;
    }

    public static Actor Person(Role role) => role == Role.SYS ? Actor.System : new(Guid.NewGuid(), role.Display(), [new Hat(role, role is Role.CW or Role.SH or Role.VL ? Unit : null)]);

    public CareVisitState Take()
    {
        var taken = CareVisitWorkflow.Engine.Take(Case, Row.Step, StepData.Of(Fields.Select(f => (f.Key, f.Value))), Actor, Today);
        foreach (var place in taken.Row.Approvers)
        {
            CareVisitWorkflow.Engine.Decide(Case, taken.Approval!, ApprovalStep.Approve, StepData.Empty, Person(place[0]), Today, DateTime.UnixEpoch);
        }

        return Case.State;
    }

    public void Facts(Func<CareVisitFacts, CareVisitFacts> change) => Case.Facts = change(Case.Facts);

    public static CareVisit Visit(CareVisitState state, Row? row = null, bool beyond = false, CareVisitType? type = null)
    {
        var late = state is CareVisitState.Visited or CareVisitState.Reimbursing or CareVisitState.Closed;
        var visit = new CareVisit
        {
            Id = Guid.NewGuid(),
            Number = "KW-2025-0001",
            DepartmentId = Unit,
            Type = type ?? (row?.No == "17e" ? CareVisitType.Condolence : CareVisitType.Sick),
            Cause = "住院",
            TriggeredOn = new(2025, 3, 1),
            PlannedOn = new(2025, 3, 5),
            Place = "区人民医院",
            LeaderName = "冯分管",
            Visitors = "陈专干",
            Form = GiftForm.Money,
            AppliedFen = beyond ? 200_000 : 80_000,
            LimitFen = 100_000,
            IsOverLimit = beyond,
            OverReason = beyond ? "重病" : null,
            Fund = "老干部专项",
            NoMoney = row?.Step == CareVisitStep.MarkNoFunds,
            ApprovedFen = row?.Step == CareVisitStep.MarkNoFunds ? 0 : 80_000,
            ApprovedOn = new(2025, 3, 3),
            BudgetYear = 2025,
            PlannedById = Guid.NewGuid(),
            AppliedById = Guid.NewGuid(),
            RescheduleCount = row?.No == "5a" ? 3 : 0,
            DrawnOn = state == CareVisitState.Cancelled && row?.Step == CareVisitStep.RecordRefund ? new(2025, 3, 4) : null,
            VisitedOn = late ? new(2025, 3, 5) : null,
            ActualFen = late ? (row?.Step == CareVisitStep.CloseNoReimbursement ? 0 : 80_000) : null,
            ReimbursedById = Guid.NewGuid(),
            DeathOf = row?.Step == CareVisitStep.DeathRevoked ? First : null,
            CancelledFrom = state == CareVisitState.Cancelled ? row?.To ?? CareVisitState.FundsReady : null,
            RegistrarId = Guid.NewGuid(),
            RegistrarName = "王登记",
            RecordedAt = DateTime.UnixEpoch,
            TableVersion = "",
        };
        visit.Persons.Add(new CareVisitPerson { Id = Guid.NewGuid(), VisitId = visit.Id, Ordinal = 1, CadreId = First, Name = "张建国", Result = late ? VisitResult.Seen : null });
        visit.Persons.Add(new CareVisitPerson { Id = Guid.NewGuid(), VisitId = visit.Id, Ordinal = 2, CadreId = Second, Name = "李秀英", Result = late ? VisitResult.Seen : null });
        visit.ImportAs(state);
        visit.Facts = new CareVisitFacts
        {
            KnownAt = new DateTime(2025, 3, 5, 1, 0, 0, DateTimeKind.Utc),
            Standards = [new CareStandard { Id = Guid.NewGuid(), Type = visit.Type, Form = GiftForm.Money, LimitFen = 50_000, Per = StandardUnit.Person, Fund = "老干部专项", Basis = "区财〔2024〕1号", From = new(2024, 1, 1) }],
            Budgets = [new BudgetLine(Guid.NewGuid(), 0, 2025, "老干部专项", 1_000_000, 0, 0, 0, "预算批复")],
            Statuses = [.. new[] { First, Second }.Select(c => new CadreStatus { Id = Guid.NewGuid(), CadreId = c, Kind = CadreStatusKind.HandedOver, From = new(2011, 8, 1), RegisteredOn = new(2011, 8, 1), KnownFrom = DateTime.UnixEpoch })],
            HasReceipts = true,
        };
        return visit;
    }

    /// <summary>The second person is dead from a day on.</summary>
    public void Dies(DateOnly day) => Facts(f => f with { Statuses = [.. f.Statuses, new CadreStatus { Id = Guid.NewGuid(), CadreId = Second, Kind = CadreStatusKind.Died, From = day, RegisteredOn = day, KnownFrom = DateTime.UnixEpoch }] });

    /// <summary>The same visit, in memory, of another type.</summary>
    public void Becomes(CareVisitType type) => Case = Visit(Case.State, Row, Case.IsOverLimit, type);

    private static object? Good(Ask ask) => ask.Name switch
    {
        "plannedOn" => ask.Label.StartsWith('新') ? Today.AddDays(2) : Today,
        "visitedOn" or "on" or "diedOn" => Today,
        "visitors" => new[] { "陈专干", "吴承办" },
        "form" => GiftForm.Money,
        "amount" or "approvedAmount" or "actualAmount" => "800",
        "results" => new[] { "seen", "seen" },
        "signers" => new[] { "本人", "本人" },
        _ => "内容",
    };
}
