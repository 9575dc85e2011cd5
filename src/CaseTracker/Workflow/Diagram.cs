using System.Globalization;
using System.Net;
using System.Text;

namespace CaseTracker.Workflow;

/// <summary>One step of the way a case has gone, with the day it happened.</summary>
public sealed record Walked<TState, TStep>(TState From, TStep Step, TState To, DateOnly On) where TState : struct, Enum where TStep : struct, Enum;

/// <summary>Draws a workflow as SVG: lanes side by side, ranks from top to bottom, arrows only in the gaps between boxes.
/// Presentation attributes only (a strict CSP allows no style); thickness, dashes and signs say the same as the colours.</summary>
internal sealed class Diagram<TCase, TState, TStep>(CaseWorkflow<TCase, TState, TStep> workflow, TState? current, IReadOnlyList<Walked<TState, TStep>> path, IReadOnlyList<StepView<TCase, TState, TStep>> views)
    where TCase : class, ICase<TState>
    where TState : struct, Enum
    where TStep : struct, Enum
{
    private const int BoxWidth = 176;
    private const int BoxHeight = 46;
    private const int LineHeight = 15;
    private const int Track = 22;
    private const int Margin = 16;
    private const int Many = 4;

    private const string Ink = "#333333";
    private const string Grey = "#767676";
    private const string Blue = "#0072B2";
    private const string Brown = "#A34700";

    private readonly Dictionary<TState, Box> boxes = [];
    private readonly List<Edge> edges = [];
    private readonly StringBuilder svg = new();
    private int[] laneX = [];
    private int[] rankY = [];
    private int[] laneGap = [];
    private int[] rankGap = [];
    private int[] rankHeight = [];

    public string Draw()
    {
        Place();
        Route();
        Measure();

        var width = laneX[^1];
        var height = rankY[^1] + 28;
        var title = current is { } state ? $"{workflow.Title}流程图：现为“{state.Display()}”" : $"{workflow.Title}流程图";
        svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"diagram-title diagram-desc\" font-family=\"'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif\" font-size=\"13\">");
        svg.Append($"<title id=\"diagram-title\">{Safe(title)}</title><desc id=\"diagram-desc\">{Safe(Description())}</desc>");
        svg.Append("<defs>");
        foreach (var (name, colour) in new[] { ("ink", Ink), ("grey", Grey), ("blue", Blue), ("brown", Brown) })
        {
            svg.Append($"<marker id=\"arrow-{name}\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerUnits=\"userSpaceOnUse\" markerWidth=\"11\" markerHeight=\"11\" orient=\"auto\"><path d=\"M0 1 10 5 0 9Z\" fill=\"{colour}\"/></marker>");
        }

        svg.Append($"</defs><rect width=\"{width}\" height=\"{height}\" fill=\"#FFFFFF\"/>");
        var drawn = edges.OrderBy(e => e.Look).ToList();
        drawn.ForEach(Line);
        foreach (var box in boxes.Values)
        {
            Draw(box);
        }

        drawn.ForEach(Label);
        Legend(height - 10);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Boxes with the steps that stay in the state, and the steps that come from many states, as lines of text.</summary>
    private void Place()
    {
        foreach (var info in workflow.States)
        {
            var box = new Box(info);
            foreach (var rows in workflow.Table.Where(r => r.From.Contains(info.State) && r.Target(info.State).Equals(info.State)).GroupBy(r => r.Step))
            {
                box.Notes.Add(Note("↻ ", rows.Key, info.State, info.State));
            }

            foreach (var row in workflow.Table.Where(r => r.To is { } to && to.Equals(info.State) && r.From.Count >= Many))
            {
                var from = current is { } now && row.From.Contains(now) ? now : row.From[0];
                box.Notes.Add(Note($"← {row.From.Count}个状态：", row.Step, from, info.State, string.Join("、", row.From.Select(s => s.Display()))));
            }

            boxes[info.State] = box;
        }

        foreach (var row in workflow.Table)
        {
            foreach (var from in row.From.Where(f => !row.Target(f).Equals(f)))
            {
                var walked = path.Any(w => w.From.Equals(from) && w.To.Equals(row.Target(from)) && w.Step.Equals(row.Step));
                if (row.From.Count < Many || walked)
                {
                    Add(from, row.Step, row.Target(from));
                }
            }
        }

        foreach (var step in path.Where(w => !w.From.Equals(w.To)))
        {
            Add(step.From, step.Step, step.To);
        }
    }

    private void Add(TState from, TStep step, TState to)
    {
        if (!edges.Exists(e => e.From.State.Equals(from) && e.To.State.Equals(to) && e.Step.Equals(step)))
        {
            edges.Add(new(boxes[from], step, boxes[to]));
        }
    }

    private Text Note(string sign, TStep step, TState from, TState to, string? more = null)
    {
        var (look, title) = Judge(from, step, to);
        return new(sign + step.Display() + Dates(from, step, to), look, more is null ? title : $"{title}（{more}）");
    }

    private (Look Look, string Title) Judge(TState from, TStep step, TState to)
    {
        // A case may have gone a way that a later version of the table no longer knows.
        var row = workflow.Table.FirstOrDefault(r => r.Step.Equals(step) && r.From.Contains(from) && r.Target(from).Equals(to));
        var walked = path.Any(w => w.From.Equals(from) && w.To.Equals(to) && w.Step.Equals(step));
        var people = row is null ? "现行流程已无此步骤" : Roles.Names(row.Proposers) + (row.Approvers.Count > 0 ? "报" + Roles.Names(row.Approvers) + "审批" : "");
        var title = $"{step.Display()}：{people}{(row?.Article is { } article ? "，" + article : "")}";
        if (from.Equals(current) && views.FirstOrDefault(v => v.Step.Equals(step)) is { } view)
        {
            return view.Access == Access.Refused
                ? (walked ? Look.Walked : Look.Blocked, $"{step.Display()}，现在不能办理：{string.Join("；", view.Reasons)}")
                : (Look.Next, title);
        }

        return (walked ? Look.Walked : Look.Plain, title);
    }

    private string Dates(TState from, TStep step, TState to)
    {
        var days = path.Where(w => w.From.Equals(from) && w.To.Equals(to) && w.Step.Equals(step)).Select(w => w.On.ToString("MM-dd", CultureInfo.InvariantCulture)).ToList();
        return days.Count switch
        {
            0 => "",
            1 => $" {days[0]}",
            _ => $" {days[^1]}（{days.Count}次）",
        };
    }

    /// <summary>Chooses for each edge how it runs, and gives it its own track in the gaps it uses.</summary>
    private void Route()
    {
        var lanes = workflow.States.Max(s => s.Lane) + 1;
        var ranks = workflow.States.Max(s => s.Rank) + 1;
        (laneGap, rankGap) = (new int[lanes + 1], new int[ranks + 1]);
        var vertical = Enumerable.Range(0, lanes + 1).Select(_ => new List<Edge>()).ToArray();
        var horizontal = Enumerable.Range(0, ranks + 1).Select(_ => new List<Edge>()).ToArray();
        foreach (var edge in edges)
        {
            (edge.Look, edge.Title) = Judge(edge.From.State, edge.Step, edge.To.State);
            edge.Text = edge.Step.Display() + Dates(edge.From.State, edge.Step, edge.To.State);
            var (from, to) = (edge.From.Info, edge.To.Info);
            if (from.Lane == to.Lane && to.Rank == from.Rank + 1)
            {
                edge.Way = Way.Down;
            }
            else if (from.Rank == to.Rank && Math.Abs(from.Lane - to.Lane) == 1)
            {
                edge.Way = Way.Across;
                edge.Column = Math.Max(from.Lane, to.Lane);
            }
            else
            {
                edge.Way = from.Lane == to.Lane ? Way.Beside : Way.Around;
                edge.Column = from.Lane < to.Lane || (from.Lane == to.Lane && to.Rank > from.Rank) ? to.Lane : to.Lane + 1;
                vertical[edge.Column].Add(edge);
                if (edge.Way == Way.Around)
                {
                    edge.Gap = to.Rank > from.Rank ? from.Rank + 1 : from.Rank;
                    horizontal[edge.Gap].Add(edge);
                }
            }
        }

        for (var column = 0; column <= lanes; column++)
        {
            // Short ways inside, long ways outside: fewer crossings.
            var tracks = vertical[column].OrderBy(e => e.Way == Way.Beside ? 0 : 1).ThenBy(e => Math.Abs(e.From.Info.Rank - e.To.Info.Rank)).ToList();
            var offset = 22;
            foreach (var edge in tracks)
            {
                var room = edge.Way == Way.Beside ? Wide(edge.Text) : 0;
                edge.VerticalTrack = offset + (room / 2);
                offset += room + 16;
            }

            laneGap[column] = Math.Max(Math.Max(offset + 14, column == 0 || column == lanes ? Margin : 52),
                edges.Where(e => e.Way == Way.Across && e.Column == column).Select(e => Wide(e.Text) + 36).DefaultIfEmpty(0).Max());
        }

        for (var gap = 0; gap <= ranks; gap++)
        {
            var label = edges.Exists(e => e.Way == Way.Down && e.To.Info.Rank == gap) ? 24 : 8;
            var tracks = horizontal[gap];
            for (var i = 0; i < tracks.Count; i++)
            {
                tracks[i].HorizontalTrack = label + 14 + (i * Track);
            }

            rankGap[gap] = gap == 0 && tracks.Count == 0 ? Margin : label + 20 + (tracks.Count * Track);
        }

        Ports(edges.Where(e => e.Way == Way.Around).GroupBy(e => (e.From, Low: e.To.Info.Rank > e.From.Info.Rank, Right: e.To.Info.Lane > e.From.Info.Lane)), (e, n, i) => e.FromPort = i);
        Ports(edges.Where(e => e.Way is Way.Around or Way.Beside).SelectMany(e => e.Way == Way.Beside ? new[] { (e, Box: e.From, In: false), (e, Box: e.To, In: true) } : [(e, Box: e.To, In: true)])
            .GroupBy(x => (x.Box, Right: x.e.Column > x.Box.Info.Lane)), (x, n, i) =>
        {
            var y = (i + 1) * BoxHeight / (n + 1);
            if (x.In)
            {
                x.e.ToPort = y;
            }
            else
            {
                x.e.FromPort = y;
            }
        });

        static void Ports<TKey, T>(IEnumerable<IGrouping<TKey, T>> groups, Action<T, int, int> set)
        {
            foreach (var group in groups)
            {
                var members = group.ToList();
                for (var i = 0; i < members.Count; i++)
                {
                    set(members[i], members.Count, i);
                }
            }
        }
    }

    private void Measure()
    {
        rankHeight = [.. Enumerable.Range(0, rankGap.Length - 1).Select(rank => boxes.Values.Where(b => b.Info.Rank == rank).Select(b => b.Height).DefaultIfEmpty(BoxHeight).Max())];
        laneX = Sums(laneGap, _ => BoxWidth);
        rankY = Sums(rankGap, rank => rankHeight[rank]);
        foreach (var box in boxes.Values)
        {
            (box.X, box.Y) = (laneX[box.Info.Lane], rankY[box.Info.Rank]);
        }

        static int[] Sums(int[] gaps, Func<int, int> size)
        {
            var sums = new int[gaps.Length];
            var at = 0;
            for (var i = 0; i < gaps.Length; i++)
            {
                at += gaps[i];
                sums[i] = at;
                at += i < gaps.Length - 1 ? size(i) : 0;
            }

            return sums;
        }
    }

    private void Line(Edge edge)
    {
        var (from, to) = (edge.From, edge.To);
        var towardsRight = to.Info.Lane > from.Info.Lane;
        var column = laneX[edge.Column] - laneGap[edge.Column] + edge.VerticalTrack;
        List<(int X, int Y)> points = [];
        if (edge.Way == Way.Down)
        {
            points = [(from.Middle, from.Bottom), (from.Middle, to.Y)];
            edge.Spot = (from.Middle + 6, from.Bottom + 16, "start");
        }
        else if (edge.Way == Way.Across)
        {
            points = [(towardsRight ? from.X + BoxWidth : from.X, from.Y + (BoxHeight / 2)), (towardsRight ? to.X : to.X + BoxWidth, from.Y + (BoxHeight / 2))];
            edge.Spot = ((points[0].X + points[1].X) / 2, points[0].Y - 6, "middle");
        }
        else if (edge.Way == Way.Beside)
        {
            var side = edge.Column > from.Info.Lane ? BoxWidth : 0;
            points = [(from.X + side, from.Y + edge.FromPort), (column, from.Y + edge.FromPort), (column, to.Y + edge.ToPort), (to.X + side, to.Y + edge.ToPort)];
            edge.Spot = (column, ((points[1].Y + points[2].Y) / 2) + 4, "middle");
        }
        else
        {
            var down = to.Info.Rank > from.Info.Rank;
            var x = towardsRight ? from.X + BoxWidth - 12 - (edge.FromPort * 16) : from.X + 12 + (edge.FromPort * 16);
            var y = rankY[edge.Gap] - rankGap[edge.Gap] + edge.HorizontalTrack;
            var end = edge.Column > to.Info.Lane ? to.X + BoxWidth : to.X;
            points = [(x, down ? from.Bottom : from.Y), (x, y), (column, y), (column, to.Y + edge.ToPort), (end, to.Y + edge.ToPort)];
            edge.Spot = towardsRight ? (x + 8, y - 4, "start") : (x - 8, y - 4, "end");
        }

        var (colour, marker, thickness, dash) = Style(edge.Look);
        svg.Append($"<polyline points=\"{string.Join(' ', points.Select(p => $"{p.X},{p.Y}"))}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{thickness}\"{dash} stroke-linejoin=\"round\" marker-end=\"url(#arrow-{marker})\"><title>{Safe(edge.Title)}</title></polyline>");
    }

    private void Label(Edge edge)
    {
        var (colour, _, _, _) = Style(edge.Look);
        var (x, y, anchor) = edge.Spot;
        svg.Append($"<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{colour}\" stroke=\"#FFFFFF\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\"{(edge.Look is Look.Walked or Look.Next ? " font-weight=\"bold\"" : "")}>{Safe(Sign(edge.Look) + edge.Text)}<title>{Safe(edge.Title)}</title></text>");
    }

    private void Draw(Box box)
    {
        var here = box.State.Equals(current);
        var been = path.Any(w => w.From.Equals(box.State) || w.To.Equals(box.State));
        var fill = here ? Blue : been ? "#FFF1E0" : box.Info.IsEnd ? "#F1F1F1" : "#FFFFFF";
        var name = (here ? "● " : "") + box.State.Display();
        svg.Append($"<g><title>{Safe(box.State.Display() + (here ? "（现在）" : "") + (box.Info.IsEnd ? "（终结）" : ""))}</title>");
        var shape = $"x=\"{box.X}\" y=\"{box.Y}\" width=\"{BoxWidth}\" rx=\"{(box.Info.IsEnd ? 16 : 6)}\"";
        svg.Append($"<rect {shape} height=\"{box.Height}\" fill=\"#FFFFFF\" stroke=\"{(here ? Blue : been ? Brown : Ink)}\" stroke-width=\"{(here || been ? 2.5 : box.Info.IsEnd ? 2 : 1.3)}\"/>");
        svg.Append($"<rect {shape} height=\"{BoxHeight}\" fill=\"{fill}\" stroke=\"{(here ? Blue : been ? Brown : Ink)}\" stroke-width=\"{(here || been ? 2.5 : box.Info.IsEnd ? 2 : 1.3)}\"/>");
        svg.Append($"<text x=\"{box.Middle}\" y=\"{box.Y + 28}\" text-anchor=\"middle\" font-size=\"{(name.Length > 11 ? 13 : 15)}\" font-weight=\"bold\" fill=\"{(here ? "#FFFFFF" : "#111111")}\">{Safe(name)}</text></g>");
        for (var i = 0; i < box.Notes.Count; i++)
        {
            var note = box.Notes[i];
            svg.Append($"<text x=\"{box.X + 10}\" y=\"{box.Y + BoxHeight + 3 + ((i + 1) * LineHeight)}\" font-size=\"12\" fill=\"{Style(note.Look).Colour}\"{(note.Look is Look.Walked or Look.Next ? " font-weight=\"bold\"" : "")}>{Safe(Sign(note.Look) + note.Words)}<title>{Safe(note.Title)}</title></text>");
        }
    }

    private void Legend(int y)
    {
        var text = current is null ? "圆角为终结状态　↻ 不改变状态的步骤　← 可由多个状态进入" : "● 现在　✓ 已走过（月-日）　▶ 现在可办　✕ 现在不能办（指向可见原因）　圆角为终结状态　↻ 不改变状态的步骤　← 可由多个状态进入";
        svg.Append($"<text x=\"{Margin}\" y=\"{y}\" font-size=\"12\" fill=\"{Grey}\">{text}</text>");
    }

    /// <summary>The same in words, for those who cannot see the drawing.</summary>
    private string Description()
    {
        var walked = string.Join("；", path.Select(w => $"{w.On:yyyy-MM-dd} {w.Step.Display()}，由“{w.From.Display()}”到“{w.To.Display()}”"));
        var next = string.Join("、", views.Where(v => v.Access != Access.Refused).Select(v => v.Step.Display()));
        return current is null
            ? string.Join("；", workflow.Table.Select(r => $"{string.Join("、", r.From.Select(s => s.Display()))}，{r.Step.Display()}，到{r.To?.Display() ?? "原状态"}"))
            : $"已走过：{(walked.Length > 0 ? walked : "无")}。现在可办：{(next.Length > 0 ? next : "无")}。";
    }

    private static (string Colour, string Marker, string Thickness, string Dash) Style(Look look) => look switch
    {
        Look.Plain => (Ink, "ink", "1.2", ""),
        Look.Blocked => (Grey, "grey", "1.2", " stroke-dasharray=\"5 4\""),
        Look.Walked => (Brown, "brown", "3", ""),
        Look.Next => (Blue, "blue", "2.2", ""),
    };

    private static string Sign(Look look) => look switch
    {
        Look.Plain => "",
        Look.Blocked => "✕ ",
        Look.Walked => "✓ ",
        Look.Next => "▶ ",
    };

    // A sign may stand before the text.
    private static int Wide(string text) => 18 + text.Sum(c => c < 128 ? 8 : 14);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    private enum Look
    {
        Plain,
        Blocked,
        Walked,
        Next,
    }

    private enum Way
    {
        Down,
        Across,
        Beside,
        Around,
    }

    private sealed record Text(string Words, Look Look, string Title);

    private sealed class Box(StateInfo<TState> info)
    {
        public StateInfo<TState> Info => info;

        public TState State => info.State;

        public List<Text> Notes { get; } = [];

        public int Height => Notes.Count == 0 ? BoxHeight : BoxHeight + (Notes.Count * LineHeight) + 8;

        public int X { get; set; }

        public int Y { get; set; }

        public int Middle => X + (BoxWidth / 2);

        public int Bottom => Y + Height;
    }

    private sealed class Edge(Box from, TStep step, Box to)
    {
        public Box From => from;

        public TStep Step => step;

        public Box To => to;

        public Look Look { get; set; }

        public string Text { get; set; } = "";

        public string Title { get; set; } = "";

        public Way Way { get; set; }

        public int Column { get; set; }

        public int Gap { get; set; }

        public int VerticalTrack { get; set; }

        public int HorizontalTrack { get; set; }

        public int FromPort { get; set; }

        public int ToPort { get; set; }

        public (int X, int Y, string Anchor) Spot { get; set; }
    }
}
