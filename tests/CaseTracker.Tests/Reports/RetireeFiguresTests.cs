using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Reports;
using CaseTracker.Receptions;
using CaseTracker.Tests.Cadres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Reports;

/// <summary>The counting rules of the bureau on the traps that its books have; and that one fact moved moves exactly its own figures.</summary>
public sealed class RetireeFiguresTests
{
    private static readonly DateOnly Day = new(2024, 5, 20);

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_trip_to_three_people_is_one_visit_and_three_persons(DatabaseProvider provider)
    {
        await using var f = await Facts.OpenAsync(provider);
        await f.VisitAsync(CareVisitType.Sick, Day, 1, 2, 3);
        Assert.Equal(3, await f.ValueAsync("R6"));
        await f.VisitAsync(CareVisitType.Condolence, Day, 1);
        await f.VisitAsync(CareVisitType.Condolence, Day, 3); // 中层
        Assert.Equal((1, 2), (await f.ValueAsync("R7"), await f.ValueAsync("C2")));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_festival_round_that_meets_someone_in_hospital_stays_a_festival_round(DatabaseProvider provider)
    {
        await using var f = await Facts.OpenAsync(provider);
        await f.VisitAsync(CareVisitType.SpringFestival, new(2024, 2, 5), 1, 2);
        Assert.Equal((0, 2), (await f.ValueAsync("R6"), await f.ValueAsync("C4")));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_visit_counts_in_the_year_it_was_made_and_not_in_the_year_it_was_paid(DatabaseProvider provider)
    {
        await using var f = await Facts.OpenAsync(provider);
        await f.VisitAsync(CareVisitType.Sick, new(2023, 12, 28), v => v with { ReimbursedOn = new DateOnly(2024, 1, 10), Actual = 500 }, 1);
        Assert.Equal((0, 0m), (await f.ValueAsync("R6"), (await f.ReportAsync()).Figure("C8").Value));
        Assert.Equal((1, 500m), (await f.ValueAsync("R6", 2023), (await f.ReportAsync(2023)).Figure("C8").Value));
        await f.BenefitAsync("B-1", new(2023, 12, 30), null, BenefitType.Allowance, 1);
        await f.BenefitAsync("B-2", new(2024, 1, 3), null, BenefitType.Allowance, 1, paidOn: new(2023, 12, 31));
        Assert.Equal((1, 1), (await f.ValueAsync("R4"), await f.ValueAsync("R4", 2023)));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_second_entry_by_finance_is_the_same_matter_and_the_same_visit(DatabaseProvider provider)
    {
        await using var f = await Facts.OpenAsync(provider);
        await f.BenefitAsync("B-1", Day, "新财批〔2024〕1号", BenefitType.Allowance, 1, 2);
        await f.BenefitAsync("B-2", Day.AddDays(3), "新财批〔2024〕1号", BenefitType.Allowance, 2, 1);
        await f.BenefitAsync("B-3", Day.AddDays(3), "新财批〔2024〕1号", BenefitType.Allowance, 3);
        await f.BenefitAsync("B-4", Day, null, BenefitType.Allowance, 1);
        await f.BenefitAsync("B-5", Day, null, BenefitType.Allowance, 1);
        Assert.Equal(4, await f.ValueAsync("R4"));
        Assert.Equal(["B-1", "B-3", "B-4", "B-5"], (await f.FigureAsync("R4")).Rows.Select(r => r.Of.Number.ToUpperInvariant()).Select(n => n).Order(StringComparer.Ordinal).ToList().ConvertAll(n => f.BookNumberOf(n)));
        await f.VisitAsync(CareVisitType.Sick, Day, 1, 2);
        await f.VisitAsync(CareVisitType.Sick, Day, 2, 1);
        Assert.Equal(2, await f.ValueAsync("R6"));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_death_registered_after_new_year_counts_in_its_own_year_once_it_is_known(DatabaseProvider provider)
    {
        await using var f = await Facts.OpenAsync(provider);
        Assert.Equal((4, 4), (await f.ValueAsync("R1"), await f.ValueAsync("R2")));
        var before = f.O.Office.Clock.GetUtcNow().UtcDateTime;
        f.O.Office.Clock.Advance(TimeSpan.FromMinutes(5));
        await f.O.StepAsync(f.O.Keeper, "LGB-001", CadreStep.ReportDeath, ("informant", "其子"));
        await f.O.StepAsync(f.O.Head, "LGB-001", CadreStep.ConfirmDeath, ("on", "2024-12-30"), ("proof", DeathProof.Certificate), ("proofNumber", "1"));
        Assert.Equal((4, 3, 1), (await f.ValueAsync("R1"), await f.ValueAsync("R2"), await f.ValueAsync("M3")));
        Assert.Equal((4, 0), ((await f.ReportAsync(2024, before)).Figure("R2").Value, (await f.ReportAsync(2024, before)).Figure("M3").Value));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Whoever_was_away_on_the_day_is_not_received_and_counts_again_when_he_is_back(DatabaseProvider provider)
    {
        await using var f = await Facts.OpenAsync(provider);
        await f.O.StepAsync(f.O.Head, "LGB-001", CadreStep.TransferOut, ("on", "2024-05-01"), ("where", "外省"), ("transferBasis", TransferBasis.Family), ("paper", "申请"));
        await f.ReceiveAsync(new(2024, 5, 20), 1);
        Assert.Equal((0, 3), (await f.ValueAsync("R3"), await f.ValueAsync("R2")));
        await f.O.StepAsync(f.O.Head, "LGB-001", CadreStep.Restore, ("on", "2024-07-01"), ("paper", "函"));
        await f.ReceiveAsync(new(2024, 7, 1), 1);
        Assert.Equal((1, 4), (await f.ValueAsync("R3"), await f.ValueAsync("R2")));
        Assert.Equal((1, 1), (await f.ValueAsync("M4"), await f.ValueAsync("M2")));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_level_is_that_of_the_roster_whatever_was_typed_and_families_and_calls_are_no_reception(DatabaseProvider provider)
    {
        await using var f = await Facts.OpenAsync(provider);
        await f.ReceiveAsync(Day, v => v with { Visitors = [.. v.Visitors.Select(x => x with { Identity = VisitorIdentity.Middle })] }, 1); // 厂级, typed 中层
        await f.ReceiveAsync(Day, v => v with { FamilyCount = 3 }, 2, 1); // two 厂级, another set of people
        await f.ReceiveAsync(Day, v => v with { Visitors = [.. v.Visitors.Select(x => x with { Identity = VisitorIdentity.Plant })] }, 3, 4); // 中层 and 厂级 in one group
        await f.ReceiveAsync(Day, v => v with { Visitors = [.. v.Visitors.Select(x => x with { Relation = VisitorRelation.Survivor })] }, 2);
        await f.ReceiveAsync(Day, v => v with { Form = ReceptionForm.Call }, 2);
        await f.ReceiveAsync(Day, v => v with { Nature = ReceptionNature.Everyday }, 2);
        await f.ReceiveAsync(Day, 1, 2); // the two again, on the same day
        Assert.Equal((4, 1, 1, 1), (await f.ValueAsync("R3"), await f.ValueAsync("R8"), await f.ValueAsync("R3a"), await f.ValueAsync("R3b")));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task One_fact_moved_moves_exactly_its_own_figures(DatabaseProvider provider)
    {
        await using var f = await Facts.OpenAsync(provider);
        await f.ReceiveAsync(Day, 1);
        await f.ReceiveAsync(Day, 3);
        await f.VisitAsync(CareVisitType.Sick, Day, 1, 2);
        await f.VisitAsync(CareVisitType.Condolence, Day, 4);
        await f.BenefitAsync("B-1", Day, "甲1号", BenefitType.Allowance, 1);
        await f.BenefitAsync("B-2", Day, null, BenefitType.PensionAdjustment, 1, 2, 3);
        var start = await f.AllAsync();

        await MovesAsync("R3", db => db.Receptions.IgnoreQueryFilters().Where(r => db.Set<ReceptionVisitor>().Any(v => v.ReceptionId == r.Id && v.CadreId == f.Id(1))).ExecuteUpdateAsync(u => u.SetProperty(r => r.ArrivedOn, new DateOnly(2025, 1, 2))));
        await MovesAsync("R8,R8a", db => db.Receptions.IgnoreQueryFilters().Where(r => db.Set<ReceptionVisitor>().Any(v => v.ReceptionId == r.Id && v.CadreId == f.Id(3))).ExecuteUpdateAsync(u => u.SetProperty(r => r.State, ReceptionState.Voided)));
        await MovesAsync("R6,C1", db => db.CareVisits.Where(v => v.Type == CareVisitType.Sick).ExecuteUpdateAsync(u => u.SetProperty(v => v.VisitedOn, new DateOnly(2023, 12, 31))));
        await MovesAsync("C1,C2,R7", db => db.CareVisits.Where(v => v.Type == CareVisitType.Condolence).ExecuteUpdateAsync(u => u.SetProperty(v => v.State, CareVisitState.Cancelled)));
        await MovesAsync("R4", db => db.Benefits.Where(b => b.Type == BenefitType.Allowance).ExecuteUpdateAsync(u => u.SetProperty(b => b.State, BenefitState.Withdrawn)));
        await MovesAsync("R5", db => db.Benefits.Where(b => b.Type == BenefitType.PensionAdjustment).ExecuteUpdateAsync(u => u.SetProperty(b => b.ResolvedOn, new DateOnly(2025, 1, 1))));
        await MovesAsync("M3,R2", db => db.WriteAsync(async () =>
        {
            db.Add(new CadreStatus { Id = Guid.NewGuid(), CadreId = f.Id(2), Kind = CadreStatusKind.Died, From = new(2024, 8, 1), RegisteredOn = new(2024, 8, 2), KnownFrom = new(2024, 8, 2, 0, 0, 0, DateTimeKind.Utc) });
            CaseTracker.History.TraceExtensions.Trace(db, await db.Cadres.FirstAsync(c => c.Id == f.Id(2)), Actor.System, f.O.Office.Clock.GetUtcNow().UtcDateTime, new("test", "test", Day));
        }));

        async Task MovesAsync(string codes, Func<CaseDb, Task> change)
        {
            await f.O.Office.DbAsync(change);
            var now = await f.AllAsync();
            Assert.Equal(codes.Split(',').Order(StringComparer.Ordinal), start.Keys.Where(k => start[k] != now[k]).Order(StringComparer.Ordinal));
            start = now;
        }
    }

    [Fact]
    public async Task The_demonstration_prints_the_published_figures()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await office.AsAsync(Actor.System, s => s.GetRequiredService<CaseTracker.Demo.LoadDemonstration>().ExecuteAsync(default));
        var report = await office.AsAsync(Actor.System, s => s.GetRequiredService<AnnualReport>().ExecuteAsync(2024, null, null, default));

        Assert.Equal(
            ["共65人", "现44人", "厂级15人次", "中层2次", "补差1次", "增资1次", "看望4人次", "慰问1次"],
            [$"共{report.Figure("R1").Text}", $"现{report.Figure("R2").Text}", $"厂级{report.Figure("R3").Text}", $"中层{report.Figure("R8").Text}", $"补差{report.Figure("R4").Text}", $"增资{report.Figure("R5").Text}", $"看望{report.Figure("R6").Text}", $"慰问{report.Figure("R7").Text}"]);
        Assert.True(report.Movement.Total.Balances);
    }

    /// <summary>An office with four people: 1, 2 and 4 are 厂级, 3 is 中层; and short ways to enter what happened.</summary>
    private sealed class Facts : IAsyncDisposable
    {
        private readonly Dictionary<int, Guid> ids = [];
        private int book;

        private Facts(RetireeOffice office) => O = office;

        public RetireeOffice O { get; }

        public Guid Id(int n) => ids[n];

        public static async Task<Facts> OpenAsync(DatabaseProvider provider)
        {
            var f = new Facts(await RetireeOffice.OpenAsync(provider));
            for (var n = 1; n <= 4; n++)
            {
                var number = await f.O.SomebodyAsync(n);
                f.ids[n] = await f.O.Office.DbAsync(db => db.Cadres.Where(c => c.PersonNumber == number).Select(c => c.Id).SingleAsync());
            }

            return f;
        }

        public string BookNumberOf(string number) => O.Office.DbAsync(db => db.Benefits.Where(b => b.Number == number).Select(b => b.BookNumber!).SingleAsync()).GetAwaiter().GetResult();

        public Task ReceiveAsync(DateOnly on, params int[] who) => ReceiveAsync(on, v => v, who);

        public Task ReceiveAsync(DateOnly on, Func<RegisterReception.Command, RegisterReception.Command> change, params int[] who) => O.Office.AsAsync(O.Clerk, s => s.GetRequiredService<RegisterReception>().ExecuteAsync(change(new()
        {
            ArrivedOn = on,
            BackdatedReason = "补录",
            Problem = "反映待遇问题。",
            Visitors = [.. who.Select(n => new ReceptionFields.Visitor { Name = $"来访{n}", CadreId = Id(n), Identity = VisitorIdentity.Other })],
        }), O.Clerk, default));

        public Task VisitAsync(CareVisitType type, DateOnly on, params int[] who) => VisitAsync(type, on, v => v, who);

        public Task VisitAsync(CareVisitType type, DateOnly on, Func<ImportedCareVisit, ImportedCareVisit> change, params int[] who) => O.Office.AsAsync(Actor.System, s =>
        {
            var db = s.GetRequiredService<CaseDb>();
            return db.WriteAsync(() => s.GetRequiredService<RegisterCareVisit>().ImportAsync(change(new ImportedCareVisit
            {
                BookNumber = $"KB-{++book}",
                Type = type,
                TriggeredOn = on,
                VisitedOn = on,
                State = CareVisitState.Closed,
                Persons = [.. who.Select(n => new ImportedCareVisit.Person(Id(n), $"甲{n}", null))],
            }), Actor.System, default));
        });

        public Task BenefitAsync(string number, DateOnly resolved, string? approval, BenefitType type, params int[] who) => BenefitAsync(number, resolved, approval, type, who, null);

        public Task BenefitAsync(string number, DateOnly resolved, string? approval, BenefitType type, int who, DateOnly paidOn) => BenefitAsync(number, resolved, approval, type, [who], paidOn);

        public async Task<CountedFigure> FigureAsync(string code, int year = 2024) => (await ReportAsync(year)).Figure(code);

        public async Task<decimal> ValueAsync(string code, int year = 2024) => (await FigureAsync(code, year)).Value;

        public async Task<Dictionary<string, decimal>> AllAsync() => await ReportAsync() is var report ? RetireeFigures.All.ToDictionary(f => f.Code, f => report.Figure(f.Code).Value) : [];

        public Task<AnnualReport.Report> ReportAsync(int year = 2024, DateTime? knownAt = null) =>
            O.Office.AsAsync(O.Outsider, s => s.GetRequiredService<AnnualReport>().ExecuteAsync(year, null, knownAt, default));

        public ValueTask DisposeAsync() => O.DisposeAsync();

        private Task BenefitAsync(string number, DateOnly resolved, string? approval, BenefitType type, int[] who, DateOnly? paidOn) => O.Office.AsAsync(Actor.System, s =>
        {
            var db = s.GetRequiredService<CaseDb>();
            return db.WriteAsync(() => s.GetRequiredService<ImportBenefit>().AddAsync(
                new(number, type, BenefitState.Resolved, resolved.AddDays(-20), "申请人", "事由", [.. who.Select(Id)]) { ApprovalNumber = approval, EndedOn = resolved, PaidOn = paidOn }, Actor.System, default));
        });
    }
}
