using System.Xml.Linq;
using CaseTracker.Workflow;
using Xunit;
using static CaseTracker.Accounts.Role;
using static CaseTracker.Tests.Workflow.MatterState;
using static CaseTracker.Tests.Workflow.MatterStep;
using static CaseTracker.Tests.Workflow.SampleMatters;

namespace CaseTracker.Tests.Workflow;

public sealed class DiagramTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Every_state_and_step_is_drawn_and_the_whole_fits_a_page()
    {
        var svg = XElement.Parse(Engine.Svg());

        var texts = svg.Descendants(Svg + "text").Select(t => t.Nodes().OfType<XText>().First().Value).ToList();
        Assert.All(Enum.GetValues<MatterState>(), s => Assert.Contains(s.Display(), texts));
        Assert.All(Enum.GetValues<MatterStep>(), s => Assert.Contains(texts, t => t.EndsWith(s.Display(), StringComparison.Ordinal)));
        Assert.InRange((int)svg.Attribute("width")!, 600, 1300);
        Assert.DoesNotContain(svg.Descendants(), e => e.Attribute("style") is not null);
    }

    [Fact]
    public void No_line_runs_through_a_box()
    {
        foreach (var drawing in (string[])[Engine.Svg(), Walked(), SampleVisits.Engine.Svg(), ApprovalWorkflow.Engine.Svg(), .. Enumerable.Range(0, 200).Select(Random)])
        {
            var svg = XElement.Parse(drawing);
            var boxes = svg.Descendants(Svg + "g").Elements(Svg + "rect").Select(r => (X: (int)r.Attribute("x")!, Y: (int)r.Attribute("y")!, W: (int)r.Attribute("width")!, H: (int)r.Attribute("height")!)).ToList();
            foreach (var line in svg.Descendants(Svg + "polyline"))
            {
                var points = line.Attribute("points")!.Value.Split(' ').Select(p => p.Split(',').Select(int.Parse).ToArray()).ToList();
                foreach (var (a, b) in points.Zip(points.Skip(1)))
                {
                    Assert.True(a[0] == b[0] || a[1] == b[1]);
                    Assert.DoesNotContain(boxes, box => Math.Max(a[0], b[0]) > box.X && Math.Min(a[0], b[0]) < box.X + box.W && Math.Max(a[1], b[1]) > box.Y && Math.Min(a[1], b[1]) < box.Y + box.H);
                }
            }
        }
    }

    [Fact]
    public void Way_gone_place_now_next_steps_and_barred_ones_with_reasons_are_shown()
    {
        var svg = XElement.Parse(Walked());
        var texts = svg.Descendants(Svg + "text").Select(t => t.Nodes().OfType<XText>().First().Value).ToList();

        Assert.Contains("● 办理中", texts);
        Assert.Contains("✓ 受理 03-08", texts);
        Assert.Contains("▶ ↻ 延期", texts);
        Assert.Contains("✕ ↻ 改派", texts);
        Assert.Contains(svg.Descendants(Svg + "title"), t => t.Value.Contains("尚无调查记录", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.StartsWith("✓ 不予受理", StringComparison.Ordinal));
        Assert.Contains("2025-03-08 受理", svg.Element(Svg + "desc")!.Value);
    }

    private static string Walked() => Engine.Svg(Matter.In(Handling),
    [
        new(Draft, Register, Registered, new(2025, 3, 3)), new(Registered, Correct, Registered, new(2025, 3, 5)), new(Registered, Accept, Accepted, new(2025, 3, 8)),
        new(Accepted, Assign, Handling, new(2025, 3, 9)),
        new(Handling, SubmitOpinion, OpinionReview, new(2025, 3, 20)), new(OpinionReview, ReturnOpinion, Handling, new(2025, 3, 25)),
        new(NotAccepted, Decline, Handling, new(2025, 3, 26)), // a way no row of this version knows
    ], Person(CW), Today);

    /// <summary>Any table at any places, far beyond what a real one would ask of the drawing.</summary>
    private static string Random(int seed)
    {
        var random = new Random(seed);
        var cells = Enumerable.Range(0, 40).ToArray();
        random.Shuffle(cells);
        var states = Enum.GetValues<MatterState>();
        return new CaseWorkflow<Matter, MatterState, MatterStep>("random", "随机",
            [.. states.Select((s, i) => new StateInfo<MatterState>(s, cells[i] % 5, cells[i] / 5))],
            [.. Enum.GetValues<MatterStep>().Select((step, i) => new Transition<Matter, MatterState, MatterStep>($"{i}", [states[random.Next(states.Length)]], step, states[random.Next(states.Length)]))]).Svg();
    }
}
