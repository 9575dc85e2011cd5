using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.CareVisits;
using CaseTracker.Clocks;
using CaseTracker.Data;
using CaseTracker.Governance;
using CaseTracker.Petitions;
using CaseTracker.Reports;
using CaseTracker.Web.Forms;
using CaseTracker.Web.Pages.Reports;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages;

/// <summary>我的工作：what the reader can do today, the most pressing first. The tiles count exactly the rows below them.</summary>
[AllowedTo]
public sealed class IndexModel(MyWork work, MySides sides, MyBenefits benefits, MyCareVisits careVisits, MyGovernance governance, FindClosings closings, CurrentActor current, CaseDb db, OfficeClock clock) : PageModel
{
    public sealed record Group(string Id, string Title, DueTone Tone, IReadOnlyList<MyWork.Item> Items);

    public IReadOnlyList<Group> Groups { get; private set; } = [];

    public IReadOnlyList<MyWork.Waiting> Approvals { get; private set; } = [];

    /// <summary>督办、包案 … and 批示 that wait for him.</summary>
    public MySides.Today Beside { get; private set; } = new([], []);

    /// <summary>待遇事项 that wait for him, and who reaches the age of 高龄津贴.</summary>
    public MyBenefits.Today Benefits { get; private set; } = new([], []);

    /// <summary>走访慰问 that wait for him.</summary>
    public IReadOnlyList<MyCareVisits.Item> Care { get; private set; } = [];

    /// <summary>依法治理 that is late or soon due.</summary>
    public IReadOnlyList<MyGovernance.Item> Governance { get; private set; } = [];

    /// <summary>Reports whose closing waits for a step of his.</summary>
    public IReadOnlyList<(Closing Closing, IReadOnlyList<StepButton> Steps)> Closings { get; private set; } = [];

    public bool IsEmpty => Closings.Count + Approvals.Count + Beside.Sides.Count + Beside.Instructions.Count + Benefits.Items.Count + Benefits.Ages.Count + Care.Count + Governance.Count == 0 && Groups.All(g => g.Items.Count == 0);

    public bool IsCut { get; private set; }

    public IReadOnlyDictionary<Guid, string> Departments { get; private set; } = new Dictionary<Guid, string>();

    public DateOnly Today => clock.Today;

    /// <summary>An administrator has no cases; he is shown his own work instead.</summary>
    public bool HandlesCases => current.Actor.May(Permission.MyWork);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var today = await work.ExecuteAsync(current.Actor, cancel);
        Approvals = today.Approvals;
        IsCut = today.IsCut;
        Beside = await sides.ExecuteAsync(current.Actor, cancel);
        Benefits = await benefits.ExecuteAsync(current.Actor, cancel);
        Care = await careVisits.ExecuteAsync(current.Actor, cancel);
        Governance = await governance.ExecuteAsync(current.Actor, cancel);
        Closings = current.Actor.May(Permission.Ledgers) ? [.. (await closings.UnderWayAsync(cancel)).Select(c => (c, ClosingsModel.Next(c, current.Actor, Today))).Where(c => c.Item2.Count > 0)] : [];
        Departments = await db.DepartmentNamesAsync(cancel);
        Groups =
        [
            Of("red", "超期", DueTone.Red, ClockColour.Red),
            Of("orange", "已过安全期", DueTone.Orange, ClockColour.Orange),
            Of("today", "今日到期", DueTone.Today, ClockColour.DueToday),
            Of("yellow", "临期", DueTone.Yellow, ClockColour.Yellow),
            Of("rest", "其余", DueTone.Green, ClockColour.Green, ClockColour.Unknown, null),
        ];

        Group Of(string id, string title, DueTone tone, params ClockColour?[] colours) => new(id, title, tone, [.. today.Items.Where(i => colours.Contains(i.Colour))]);
    }
}
