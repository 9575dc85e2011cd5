using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Petitions;

/// <summary>更正：the present values stand in the form, only what differs is sent. When a colleague changed the case meanwhile, his values and the typed ones stand side by side.</summary>
[AllowedTo(Permission.Cases)]
public sealed class CorrectModel(GetPetition get, TakePetitionStep take, CaseDb db, OfficeClock clock) : FormPage
{
    private Dictionary<string, string>? typed;

    /// <param name="Field">The property of the petition, where a change of it is told by the events.</param>
    public sealed record Line(Ask Ask, string Present, string? Field = null, string? Masked = null, bool MayBeEmpty = true)
    {
        public string Name => Ask.Name;
    }

    [BindProperty(SupportsGet = true)] public string Number { get; set; } = "";

    [BindProperty] public int Seen { get; set; }

    public GetPetition.View View { get; private set; } = null!;

    public StepView<Petition, PetitionState, PetitionStep> Button { get; private set; } = null!;

    public IReadOnlyList<AskField> Fields { get; private set; } = [];

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public IReadOnlyList<TimelineEntry>? Conflict { get; private set; }

    public IReadOnlyList<Both> Differences { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Version = View.Petition.Version;
        Seen = View.Timeline[^1].Seq;
        Fields = await FieldsAsync(Lines.ToDictionary(l => l.Name, l => l.Present), cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        typed = AskField.Read(Request.Form, Lines.Select(l => l.Ask), ModelState);
        foreach (var flag in Lines.Where(l => l.Ask is { Kind: AskKind.Bool }))
        {
            typed[flag.Name] = typed[flag.Name] == "true" ? "true" : "false";
        }

        foreach (var line in Lines.Where(l => !l.MayBeEmpty && typed[l.Name].Length == 0 && l.Present.Length > 0))
        {
            ModelState.AddModelError(AskField.NameOf(line.Ask), $"请填写{line.Ask.Label}");
        }

        var isStale = false;
        var answer = await SubmitAsync(async () =>
        {
            try
            {
                var done = await take.ExecuteAsync(new TakePetitionStep.Command(Number, PetitionStep.Correct, StepData.Of(Corrections()), Version, RequestId), Actor, cancel);
                return Done(CasePages.Case(Number), done.IsProposed ? "收到日期的更正已报批，等待分管领导审批" : "已更正");
            }
            catch (StaleException)
            {
                isStale = true;
                throw;
            }
        }, () => LoadAsync(cancel));
        if (isStale)
        {
            await CompareAsync(cancel);
            Version = View.Petition.Version;
            Response.StatusCode = StatusCodes.Status409Conflict;
        }

        Fields = await FieldsAsync(typed, cancel);
        return answer;
    }

    private IEnumerable<(string, object?)> Corrections()
    {
        foreach (var line in Lines.Where(l => typed![l.Name] != l.Present))
        {
            yield return (line.Name, typed![line.Name].Length > 0 ? typed[line.Name] : line.Masked is null ? "-" : null);
        }
    }

    /// <summary>What was not touched here follows the colleague's value, so that a second attempt does not undo his correction.</summary>
    private async Task CompareAsync(CancellationToken cancel)
    {
        var since = View.Timeline.Where(e => e.Seq > Seen).ToList();
        Conflict = (await Timeline.LoadAsync(db, View.SealedTexts, clock, cancel)).Of(since);
        var originals = since.SelectMany(RawChanges).GroupBy(c => c.Field).ToDictionary(g => g.Key, g => g.First().Before, StringComparer.Ordinal);
        var differences = new List<Both>();
        foreach (var line in Lines.Where(l => l.Field is not null && originals.ContainsKey(l.Field)))
        {
            var before = originals[line.Field!];
            if (Same(line.Ask, typed![line.Name], before))
            {
                typed[line.Name] = line.Present;
            }

            differences.Add(new Both(line.Ask.Label, Shown(line.Ask, before), Shown(line.Ask, line.Present), Shown(line.Ask, typed[line.Name])));
        }

        Differences = differences;
    }

    private static bool Same(Ask ask, string typed, string before) => string.Equals(typed.Replace("-", ""), before.Replace("-", ""), StringComparison.OrdinalIgnoreCase) || (ask.Kind == AskKind.Bool && before.Length == 0 && typed == "false");

    private static string Shown(Ask ask, string value) => value.Length == 0 ? "（空）" : ask.Kind switch
    {
        AskKind.Bool => value is "true" ? "是" : "否",
        AskKind.Choice => ask.Choices.FirstOrDefault(c => Same(ask, c.Id, value)).Label ?? value,
        _ => value,
    };

    private static IEnumerable<(string Field, string Before)> RawChanges(History.CaseEvent e) =>
        from part in System.Text.Json.Nodes.JsonNode.Parse(e.Changes)!.AsObject()
        where part.Key == Petition.Kinds
        from field in part.Value!.AsObject()
        select (field.Key, field.Value![0]?.ToString() ?? "");

    private Task<IReadOnlyList<AskField>> FieldsAsync(Dictionary<string, string> values, CancellationToken cancel) =>
        AskField.OfAsync([.. Lines.Select(l => l.Ask)], values, ModelState, [], db, clock.Today, cancel);

    private async Task LoadAsync(CancellationToken cancel)
    {
        View = await get.ExecuteAsync(Number, Actor, cancel);
        Button = View.Steps.First(s => s.Step == PetitionStep.Correct);
        var p = View.Petition;
        var first = View.People.Count > 0 ? View.People[0] : null;
        Lines =
        [
            new(Ask.LongText("reason", "更正理由"), ""),
            new(Ask.Text("title", "标题"), p.Title, "Title", MayBeEmpty: false),
            new(Ask.LongText("summary", "概况信息"), p.Summary, "Summary", MayBeEmpty: false),
            new(Ask.LongText("facts", "事实与理由", required: false), p.Facts ?? "", "Facts"),
            new(Ask.LongText("process", "信访过程", required: false), p.Process ?? "", "Process"),
            new(Ask.Date("receivedOn", "收到日期", help: p.NoticeOn is null ? null : "本件已告知，更改收到日期须报分管领导审批"), p.ReceivedOn.Day(), "ReceivedOn", MayBeEmpty: false),
            new(Ask.Date("petitionedOn", "信访日期", required: false), p.PetitionedOn?.Day() ?? "", "PetitionedOn", MayBeEmpty: false),
            new(Ask.Choice<Channel>("channel", "信访形式"), p.Channel.Kebab(), "Channel", MayBeEmpty: false),
            new(Ask.Choice<PetitionSource>("source", "信访来源"), p.Source.Kebab(), "Source", MayBeEmpty: false),
            new(Ask.Choice<Purpose>("purpose", "信访目的"), p.Purpose.Kebab(), "Purpose", MayBeEmpty: false),
            new(await CodesAsync("categoryId", "内容分类", CodeList.Category, p.CategoryId, cancel), p.CategoryId ?? "", "CategoryId", MayBeEmpty: false),
            new(await CodesAsync("placeId", "问题属地", CodeList.Place, p.PlaceId, cancel), p.PlaceId ?? "", "PlaceId", MayBeEmpty: false),
            new((await CodesAsync("causeId", "信访原因", CodeList.Cause, p.CauseId, cancel)) with { Required = false }, p.CauseId ?? "", "CauseId", MayBeEmpty: false),
            new(Ask.Int("peopleCount", "信访人数"), $"{p.PeopleCount}", "PeopleCount", MayBeEmpty: false),
            new(Ask.Int("affectedCount", "涉及人数", required: false), p.AffectedCount?.ToString() ?? "", "AffectedCount", MayBeEmpty: false),
            new(Ask.Text("sourceOrgan", "来文单位", required: false), p.SourceOrgan ?? "", "SourceOrgan"),
            new(Ask.Text("sourceNumber", "来文号", required: false), p.SourceNumber ?? "", "SourceNumber"),
            new(Ask.Text("externalNumber", "信访件编号", required: false), p.ExternalNumber ?? "", "ExternalNumber"),
            new(Ask.Text("relatedNumber", "重复件编号", required: false, help: "清空即改为初次件"), p.RelatedNumber ?? "", "RelatedNumber"),
            new(Ask.Text("repeatNote", "认定重复的理由", required: false), p.RepeatNote ?? "", "RepeatNote"),
            new(Ask.LongText("note", "备注", required: false), p.Note ?? "", "Note"),
            new(Ask.Bool("isJoint", "联名"), Flag(p.IsJoint), "IsJoint"),
            new(Ask.Bool("isLitigation", "涉法涉诉"), Flag(p.IsLitigation), "IsLitigation"),
            new(Ask.Bool("isBacklog", "积案"), Flag(p.IsBacklog), "IsBacklog"),
            new(Ask.Bool("concernsEnterprise", "涉企"), Flag(p.ConcernsEnterprise), "ConcernsEnterprise"),
            new(Ask.Choice<VisitLevel>("visitLevel", "到访层级", required: false), p.VisitLevel?.Kebab() ?? "", "VisitLevel"),
            new(Ask.Bool("addressUnclear", "住址不清"), Flag(p.AddressUnclear), "AddressUnclear"),
        ];
        if (first is not null)
        {
            Lines =
            [
                .. Lines,
                new(Ask.Text("name", "主访人姓名(名称)"), first.Name, "MainName", MayBeEmpty: false),
                new(Ask.Text("idNumber", "证件号码", required: false, help: Kept(first.IdNumber)), "", Masked: first.IdNumber ?? ""),
                new(Ask.Text("phone", "电话", required: false, help: Kept(first.Phone)), "", Masked: first.Phone ?? ""),
                new(Ask.Text("address", "住址", required: false, help: Kept(first.Address)), "", Masked: first.Address ?? ""),
                new(Ask.Text("workUnit", "工作单位", required: false), first.Petitioner.WorkUnit ?? "", "WorkUnit"),
            ];
        }

        static string Flag(bool value) => value ? "true" : "false";
        static string Kept(string? masked) => masked is null ? "现在没有；填写即补上" : $"现为 {masked}；不改请留空";
    }

    private async Task<Ask> CodesAsync(string name, string label, CodeList list, string? kept, CancellationToken cancel) => Ask.Text(name, label) with
    {
        Kind = AskKind.Choice,
        Choices = [.. (await db.CodesAsync(list, kept, cancel)).Select(c => (c.Value, c.Group is { } g && !c.Text.EndsWith("（未细分）", StringComparison.Ordinal) ? $"{g.Name} / {c.Text}" : c.Text))],
    };
}
