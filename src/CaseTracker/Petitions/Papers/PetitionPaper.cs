using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>One kind of document of a petition: its names, its number series, and what it must contain. It is not written while anything of that is missing.</summary>
internal abstract class PetitionPaper
{
    /// <summary>The names under which the workflow table asks for it; the first is the paper's own.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The word of its number series between 机关代字 and 〔year〕: 告、延、答、函、调、听、督、报、包; null: no number.</summary>
    public virtual string? Series => null;

    /// <summary>Handed to the petitioner, so that it has a 送达回证.</summary>
    public virtual bool IsForPetitioner => false;

    public string Name => Names[0];

    /// <summary>Its name for this case, where one class prints several.</summary>
    public virtual string NameFor(PaperFacts facts) => Name;

    /// <summary>Writes it; refused with everything that is missing. A 检举控告 has no such papers.</summary>
    public Paper Compose(PaperFacts facts)
    {
        if (facts.Petition.IsConfidential)
        {
            throw new NotFoundException("该文书");
        }

        var wanted = new Wanted(NameFor(facts));
        var paper = Write(facts, wanted);
        wanted.Demand();
        return facts.Bureau.DemonstrationNotice() is { } notice ? paper with { Remark = string.Join("；", new[] { paper.Remark, notice }.OfType<string>()) } : paper;
    }

    protected abstract Paper Write(PaperFacts f, Wanted w);

    /// <summary>A paper to the petitioner: red head, number, 主送, body, seal.</summary>
    protected static Paper ToPetitioner(PaperFacts f, string title, params IEnumerable<Block> body) => Official(f, title, f.Addressees, body);

    /// <summary>A letter of the organ to another one, with 版记.</summary>
    protected static Paper Letter(PaperFacts f, string title, string to, params IEnumerable<Block> body) => Official(f, title, to, body) with { PrintedBy = f.Organ };

    /// <summary>A form without red head.</summary>
    protected static Paper Form(PaperFacts f, string title, params IEnumerable<Block> body) => new() { Title = title, Number = f.Number ?? $"编号：{f.Petition.Number}", Body = [.. body] };

    protected static Block Say(string words) => new Block.Text(words);

    protected static Block Part(int n, string words) => new Block.Heading(1, $"{PaperWords.Numeral(n)}、{words}");

    protected static Block Item(int n, string words) => new Block.Heading(2, $"（{PaperWords.Numeral(n)}）{words}");

    protected static Block Sign(string words) => new Block.Signature(words);

    protected static IReadOnlyList<(string, string?)> Row(params IReadOnlyList<(string, string?)> pairs) => pairs;

    /// <summary>The demands as a sentence or as numbered lines.</summary>
    protected static IEnumerable<Block> DemandsOf(PaperFacts f, Wanted w, string before)
    {
        var demands = w.Lines(f.Demands, null, "诉求", "请先用“更正”补填诉求");
        return demands.Count == 1
            ? [Say($"{before}：{PaperWords.Stop(demands[0])}")]
            : [Say($"{before}：共{demands.Count}项。"), .. demands.Select((d, i) => Say($"{i + 1}．{PaperWords.Stop(d)}"))];
    }

    private static Paper Official(PaperFacts f, string title, string to, IEnumerable<Block> body) => new()
    {
        RedHead = f.Organ,
        Number = f.Number,
        Title = title,
        Recipient = to,
        Body = [.. body],
        Organ = f.Organ,
        Date = f.On,
    };
}

/// <summary>All papers by the names of the workflow table.</summary>
internal static class PetitionPapers
{
    public static IReadOnlyList<PetitionPaper> All { get; } =
    [
        new AcceptanceNotice(), new ReceiptNotice(), new OrdinaryWayNotice(), new ProcedureNotice(), new ForwardNotice(), new DeclineNotice(), new FinalDeclineNotice(), new MergeNotice(), new TerminationNotice(),
        new ObjectionLetter(), new ReturnLetter(), new ForwardLetter(), new AssignmentOrder(), new InvestigationRecord(), new ExtensionNotice(), new HandlingOpinion(), new SimpleReply(),
        new SettlementAgreement(), new HearingNotice(), new HearingRecord(), new HearingReport(), new ReviewRecord(), new ReviewApplication(), new OpinionReceipt(), new SupervisionLetter(), new CompletionReport(),
        new WithdrawalRequest(), new UrgentReport(), new SuggestionReply(),
    ];

    private static readonly Dictionary<string, PetitionPaper> ByName = All.SelectMany(p => p.Names.Select(n => (n, p))).ToDictionary(x => x.n, x => x.p);

    /// <summary>The papers that a row of the table asks for (several joined by 、); forms that are print views of the case are none.</summary>
    public static IReadOnlyList<PetitionPaper> Of(string? documents) =>
        [.. (documents ?? "").Split('、', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(n => ByName.GetValueOrDefault(n)).OfType<PetitionPaper>().Distinct()];
}
