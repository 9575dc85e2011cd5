using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Petitions.Papers;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Petitions;

/// <summary>Any step of the table, asked for as the table says. A refusal shows every reason at its field; a colleague's change in between is shown beside what was typed.</summary>
[AllowedTo(Permission.Cases)]
public sealed class StepModel(GetPetition get, TakePetitionStep take, DraftPapers drafts, CaseDb db, OfficeClock clock) : FormPage
{
    private IReadOnlyDictionary<string, string>? typed;

    [BindProperty(SupportsGet = true)] public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "step")] public string StepId { get; set; } = "";

    /// <summary>The last event that the page showed when the form was opened.</summary>
    [BindProperty] public int Seen { get; set; }

    public GetPetition.View View { get; private set; } = null!;

    public PetitionStep Step { get; private set; }

    public StepView<Petition, PetitionState, PetitionStep> Button { get; private set; } = null!;

    /// <summary>The step issues papers that can be looked at before.</summary>
    public bool HasPapers => !View.Petition.IsConfidential && DraftPapers.Exist(Button.Row?.Document);

    public IReadOnlyList<AskField> Fields { get; private set; } = [];

    /// <summary>What colleagues have done since the form was opened; null where nobody has.</summary>
    public IReadOnlyList<TimelineEntry>? Conflict { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Step == PetitionStep.Correct)
        {
            return Redirect($"{CasePages.Case(Number)}/correct");
        }

        Seen = View.Timeline[^1].Seq;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Step is PetitionStep.Correct or PetitionStep.Register)
        {
            throw new NotFoundException("该步骤");
        }

        var asks = Asks();
        typed = AskField.Read(Request.Form, asks, ModelState);
        var isStale = false;
        var answer = await SubmitAsync(async () =>
        {
            try
            {
                var done = await take.ExecuteAsync(new TakePetitionStep.Command(Number, Step, StepData.Of(typed.Select(t => (t.Key, (object?)t.Value))), Version, RequestId), Actor, cancel);
                return Done(CasePages.Case(Number), Told(done));
            }
            catch (StaleException)
            {
                isStale = true;
                throw;
            }
        }, () => LoadAsync(cancel));
        if (isStale)
        {
            Conflict = (await Timeline.LoadAsync(db, View.SealedTexts, clock, cancel)).Of(View.Timeline.Where(e => e.Seq > Seen));
            Version = View.Petition.Version;
            Response.StatusCode = StatusCodes.Status409Conflict;
        }

        Fields = await AskField.OfAsync(asks, typed, ModelState, [.. View.Petition.Demands.Select(d => d.Text)], db, clock.Today, cancel);
        return answer;
    }

    /// <summary>The papers the step would issue, from what is typed; nothing is saved. Refused like the step.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var asks = Asks();
        typed = AskField.Read(Request.Form, asks, ModelState);
        DraftKey = null; // the form is not done
        var answer = await SubmitAsync(async () =>
        {
            var command = new TakePetitionStep.Command(Number, Step, StepData.Of(typed.Select(t => (t.Key, (object?)t.Value))));
            var preview = DraftPapers.Together(await drafts.ExecuteAsync(command, Actor, cancel));
            Response.Headers.ContentDisposition = FileNames.ContentDisposition(preview.Name);
            return File(preview.Bytes, preview.MediaType);
        }, () => LoadAsync(cancel));
        Fields = await AskField.OfAsync(asks, typed, ModelState, [.. View.Petition.Demands.Select(d => d.Text)], db, clock.Today, cancel);
        return answer;
    }

    private string Told(TakePetitionStep.Done done) =>
        done.IsProposed ? $"“{Step.Display()}”已报批，等待{string.Join("、再由", Button.Row!.Approvers.Select(Roles.Names))}审批"
        : done.DocumentNumber is { } number ? $"已办理“{Step.Display()}”，文号 {number}，现为“{done.State.Display()}”"
        : $"已办理“{Step.Display()}”，现为“{done.State.Display()}”";

    private IReadOnlyList<Ask> Asks() => PetitionWorkflow.Engine.Asks(View.Petition.State, Step) is { Count: > 0 } here ? here : PetitionWorkflow.Engine.Asks(Step);

    private async Task LoadAsync(CancellationToken cancel)
    {
        Step = DisplayNames.Parse<PetitionStep>(StepId) ?? throw new NotFoundException("该步骤");
        View = await get.ExecuteAsync(Number, Actor, cancel);
        Button = View.Steps.FirstOrDefault(s => s.Step == Step) ?? throw new NotFoundException("该步骤");
        if (!HttpMethods.IsPost(Request.Method))
        {
            Version = View.Petition.Version;
            var asks = Asks();
            Fields = await AskField.OfAsync(asks, null, ModelState, [.. View.Petition.Demands.Select(d => d.Text)], db, clock.Today, cancel);
            Fields = [.. Fields.Select(f => f.Ask.Kind == AskKind.Case && View.Petition.RelatedNumber is { } known ? f with { Value = known } : f)]; // the earlier case that was found at the desk
        }
    }
}
