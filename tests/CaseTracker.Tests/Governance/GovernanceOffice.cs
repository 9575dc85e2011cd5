using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Governance;
using CaseTracker.Tests.Petitions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Tests.Governance;

/// <summary>The office of the petitions with two 法制审核. Today is Wednesday 2025-03-05.</summary>
public sealed class GovernanceOffice : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2025, 3, 5);

    private GovernanceOffice(PetitionOffice people, CaseTracker.Accounts.Actor lawyer, CaseTracker.Accounts.Actor otherLawyer) => (People, Lawyer, OtherLawyer) = (people, lawyer, otherLawyer);

    public PetitionOffice People { get; }

    public TestOffice Office => People.Office;

    public CaseTracker.Accounts.Actor Lawyer { get; }

    public CaseTracker.Accounts.Actor OtherLawyer { get; }

    public CaseTracker.Accounts.Actor Handler => People.Handler;

    public CaseTracker.Accounts.Actor Head => People.SectionHead;

    public static async Task<GovernanceOffice> OpenAsync(DatabaseProvider provider)
    {
        var people = await PetitionOffice.OpenAsync(provider);
        return new(people, await people.AccountAsync("何法制", people.Economy, Role.LEGAL), await people.AccountAsync("沈法制", people.Industry, Role.LEGAL));
    }

    public async Task<string> RegisterAsync(CaseTracker.Accounts.Actor by, GovernanceKind kind, params (string, object?)[] data) =>
        (await Office.AsAsync(by, s => s.GetRequiredService<RegisterGovernance>().ExecuteAsync(new(kind, StepData.Of([("sentOn", Today), .. data])), by, default))).Number;

    public Task<TakeGovernanceStep.Done> StepAsync(CaseTracker.Accounts.Actor by, string number, GovernanceStep step, params (string, object?)[] data) =>
        Office.AsAsync(by, s => s.GetRequiredService<TakeGovernanceStep>().ExecuteAsync(new(number, step, StepData.Of(data)), by, default));

    public Task<GetGovernance.Details> GetAsync(CaseTracker.Accounts.Actor by, string number) => Office.AsAsync(by, s => s.GetRequiredService<GetGovernance>().ExecuteAsync(number, by, default));

    public async Task<GovernanceItem> ItemAsync(string number) => (await GetAsync(Lawyer, number)).Item;

    /// <summary>What is said when a step is refused: every reason, one a line.</summary>
    public async Task<string> RefusalAsync(CaseTracker.Accounts.Actor by, string number, GovernanceStep step, params (string, object?)[] data)
    {
        try
        {
            await StepAsync(by, number, step, data);
            return "";
        }
        catch (RefusedException refused)
        {
            return string.Join('\n', refused.Reasons.Select(r => r.Text));
        }
    }

    public Task<string> ContractAsync(params (string, object?)[] more) => RegisterAsync(Handler, GovernanceKind.ContractReview,
        [("subKind", "合同"), ("title", "办公楼物业服务合同"), ("counterparty", "望川恒稳物业公司"), ("amount", "120000.50"), ("documentNumber", "HT-2025-01"), .. more]);

    /// <summary>An officer on duty whose certificate holds until the end of the year.</summary>
    public async Task<string> OfficerAsync(string name, string certificate, params (string, object?)[] more)
    {
        var number = await RegisterAsync(Lawyer, GovernanceKind.Officer,
            [("title", name), ("documentNumber", certificate), ("field", "民爆、盐业"), ("validFrom", new DateOnly(2022, 1, 1)), ("validTo", new DateOnly(2025, 12, 31)), ("sentOn", new DateOnly(2022, 1, 1)), .. more]);
        await StepAsync(Lawyer, number, GovernanceStep.Start, ("on", new DateOnly(2022, 1, 1)));
        return number;
    }

    public async Task<IReadOnlyDictionary<string, GovernanceFact>> FactsAsync() => (await FactsAsync(Office)).ToDictionary(f => f.Number);

    /// <summary>Every item as the figures see it, what was withdrawn among them.</summary>
    public static async Task<IReadOnlyList<GovernanceFact>> FactsAsync(TestOffice office) => [.. (await office.DbAsync(db => db.GovernanceItems.IgnoreQueryFilters().Include(i => i.Parts).OrderBy(i => i.Number).ToListAsync())).Select(GovernanceFact.Of)];

    public ValueTask DisposeAsync() => People.DisposeAsync();
}
