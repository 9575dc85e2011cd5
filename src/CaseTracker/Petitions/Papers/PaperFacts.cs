using CaseTracker.Bureau;
using CaseTracker.Workflow;

namespace CaseTracker.Petitions.Papers;

/// <summary>Everything a paper of a petition is written from: the case as the step leaves it, what was typed for the step, and the bureau. Made in one place (<see cref="IssuePapers"/>).</summary>
internal sealed record PaperFacts
{
    public required Petition Petition { get; init; }

    public required PetitionStep Step { get; init; }

    public required StepData Data { get; init; }

    /// <summary>成文日期: the day of the step.</summary>
    public required DateOnly On { get; init; }

    /// <summary>发文字号; null while it is only previewed.</summary>
    public string? Number { get; init; }

    public required BureauSettings Bureau { get; init; }

    /// <summary>承办科室; the 信访机构 until the case is assigned.</summary>
    public string? Department { get; init; }

    /// <summary>Who takes the step.</summary>
    public required string ActorName { get; init; }

    /// <summary>The matter beside the main way (听证、紧急) whose step this is; null for a step of the main table.</summary>
    public SideMatter? Side { get; init; }

    /// <summary>The three opinions of the terminated case that the step names, with numbers and dates; null while one is missing.</summary>
    public string? LinkedOpinions { get; init; }

    /// <summary>查询码 as written; null for a case that came in before there were any.</summary>
    public string? QueryCode { get; init; }

    /// <summary>查询方式, as a sentence.</summary>
    public string Query => $"{You}可以凭{(QueryCode is null ? "" : $"查询码{QueryCode}和")}信访事项编号，向本机关查询办理进展和结果。";

    public string Organ => Bureau.Name;

    public string? Text(string name) => Data.Text(name);

    /// <summary>A choice typed for the step by its Chinese name, as the workflow table labels it.</summary>
    public string? ChoiceLabel(string name) => Data.Text(name) is not { } typed ? null
        : PetitionWorkflow.Engine.Asks(Step).FirstOrDefault(a => a.Name == name)?.Choices.FirstOrDefault(c => c.Label == typed || string.Equals(c.Id.Replace("-", ""), typed.Replace("-", ""), StringComparison.OrdinalIgnoreCase)).Label ?? typed;

    public IReadOnlyList<string> Recipients => [.. Petition.Petitioners.Select(p => p.Name).Where(n => n.Length > 0)];

    /// <summary>主送: up to three names, else the first with the number of people; an anonymous petitioner has none.</summary>
    public string Addressees => Recipients switch
    {
        [] => "信访人",
        { Count: > 3 } all => $"{all[0]}等{Math.Max(all.Count, Petition.PeopleCount)}人",
        var few => string.Join('、', few),
    };

    public string You => Recipients.Count > 1 || Petition.PeopleCount > 1 ? "你们" : "您";

    /// <summary>The demands, one or several; the summary where none was split off.</summary>
    public IReadOnlyList<string> Demands => Petition.Demands.Count > 0 ? [.. Petition.Demands.Select(d => d.Text)] : Petition.Summary.Length > 0 ? [Petition.Summary] : [];

    public bool IsOrdered => Petition.Source is PetitionSource.OrderedByPetitionOffice or PetitionSource.OrderedFromAbove;

    public bool IsPassedOn => Petition.Source is PetitionSource.ForwardedByPetitionOffice or PetitionSource.ForwardedFromAbove || IsOrdered;

    /// <summary>Where the case was handed to us from, with its 文号.</summary>
    public string Origin(Wanted wanted)
    {
        var organ = wanted.Known(Petition.SourceOrgan, "转送（交办）机关", "请先用“更正”补填来文单位");
        var number = wanted.Known(Petition.SourceNumber, "转送（交办）机关的文号", "请先用“更正”补填来文号，来文没有文号的填“无”");
        return number == "无" ? organ : $"{organ}（{number}）";
    }

    /// <summary>收到日期和来源, as the beginning of a sentence.</summary>
    public string Came(Wanted wanted)
    {
        var day = Documents.PaperWords.Day(Petition.ReceivedOn);
        return IsPassedOn ? $"{day}，本机关收到{Origin(wanted)}{(IsOrdered ? "交办" : "转送")}的{You}提出的信访事项"
            : Petition.SourceOrgan is { Length: > 0 } organ ? $"{day}，本机关收到{organ}转来的{You}提出的信访事项"
            : $"{day}，本机关收到{You}以{Petition.Channel.Display()}形式提出的信访事项";
    }

    /// <summary>联系人及电话: as typed, else the department with the telephone of the bureau.</summary>
    public string Contact(Wanted wanted) =>
        Text("contact") ?? (Bureau.Phone is { Length: > 0 } phone ? $"{Department ?? "信访工作机构"}，{phone}" : wanted.Text(null, "contact", "联系人及电话", "请填写；或由系统管理员在“单位设置”中填写联系电话"));
}

/// <summary>Collects what a paper must contain and lacks, so that everything is refused at once, each at its field.</summary>
internal sealed class Wanted(string paper)
{
    private readonly List<Reason> reasons = [];

    /// <summary>Something typed for the step.</summary>
    /// <param name="what">What it is, as the reader knows it.</param>
    public string Text(string? value, string field, string what, string how = "请填写", string? article = null) => string.IsNullOrWhiteSpace(value) ? Missing(what, how, field, article) : value.Trim();

    /// <summary>Something that stands on the case, or follows from it.</summary>
    public string Known(string? value, string what, string how, string? article = null) => string.IsNullOrWhiteSpace(value) ? Missing(what, how, null, article) : value.Trim();

    public string Day(DateOnly? value, string? field, string what, string how = "请填写") => value is { } day ? Documents.PaperWords.Day(day) : Missing(what, how, field, null);

    public IReadOnlyList<string> Lines(IReadOnlyList<string> values, string? field, string what, string how = "请填写，一行一项", string? article = null)
    {
        if (values.Count == 0)
        {
            Missing(what, how, field, article);
        }

        return values;
    }

    public void Refuse(bool wrong, string text, string? field = null, string? article = null)
    {
        if (wrong)
        {
            reasons.Add(new Reason(text, article, Field: field));
        }
    }

    public void Demand()
    {
        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }
    }

    private string Missing(string what, string how, string? field, string? article)
    {
        reasons.Add(new Reason($"《{paper}》必须写明{what}，{how}", article, Field: field));
        return "";
    }
}
