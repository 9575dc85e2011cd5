using System.Globalization;
using System.Text.Json.Nodes;
using CaseTracker.Accounts;

namespace CaseTracker.Workflow;

public enum AskKind
{
    Text,
    LongText,
    Date,
    Int,

    /// <summary>An amount in yuan with at most two decimals.</summary>
    Money,
    Bool,
    Choice,
    Department,
    User,
    Users,

    /// <summary>Number of another case of the bureau.</summary>
    Case,
    List,
}

/// <summary>One piece of information a step needs: page, template, API and command line all ask from this.</summary>
/// <param name="Name">Field name in camel case.</param>
/// <param name="Label">Chinese label.</param>
public sealed record Ask(string Name, string Label, AskKind Kind, bool Required = true, string? Help = null)
{
    /// <summary>The choices, identifier first, of <see cref="AskKind.Choice"/>.</summary>
    public IReadOnlyList<(string Id, string Label)> Choices { get; init; } = [];

    /// <summary>Of <see cref="AskKind.User"/> and <see cref="AskKind.Users"/>: accounts in one of these roles; empty: any account. Null: a 承办人 of the department that is asked for.</summary>
    public IReadOnlyList<Role>? HeldBy { get; init; }

    /// <summary>Of a list: one entry for each demand or person of the case, in their order.</summary>
    public bool PerEntry { get; init; }

    /// <summary>Of such a list: asked also where there is only one.</summary>
    public bool EvenOfOne { get; init; }

    /// <summary>A date after today is accepted only where the field speaks of the future.</summary>
    public bool MayBeFuture { get; init; }

    public bool IsText => Kind is AskKind.Text or AskKind.LongText || (Kind == AskKind.List && Choices.Count == 0);

    public int MaxLength { get; init; } = Kind == AskKind.Text ? 200 : 20_000;

    public static Ask Text(string name, string label, bool required = true, string? help = null) => new(name, label, AskKind.Text, required, help);

    public static Ask LongText(string name, string label, bool required = true, string? help = null) => new(name, label, AskKind.LongText, required, help);

    public static Ask Date(string name, string label, bool required = true, string? help = null, bool future = false) =>
        new(name, label, AskKind.Date, required, help) { MayBeFuture = future };

    public static Ask Int(string name, string label, bool required = true, string? help = null) => new(name, label, AskKind.Int, required, help);

    public static Ask Money(string name, string label, bool required = true, string? help = null) => new(name, label, AskKind.Money, required, help);

    public static Ask Bool(string name, string label, bool required = false, string? help = null) => new(name, label, AskKind.Bool, required, help);

    public static Ask Choice<TEnum>(string name, string label, bool required = true, string? help = null) where TEnum : struct, Enum =>
        new(name, label, AskKind.Choice, required, help) { Choices = [.. Enum.GetValues<TEnum>().Select(v => (v.Kebab(), v.Display()))] };

    public static Ask Department(string name, string label, bool required = true, string? help = null) => new(name, label, AskKind.Department, required, help);

    public static Ask User(string name, string label, bool required = true, string? help = null) => new(name, label, AskKind.User, required, help);

    /// <summary>Any colleague in one of these roles, or any account where no role is given.</summary>
    public static Ask Colleague(string name, string label, IReadOnlyList<Role> roles, bool required = true, string? help = null) => new(name, label, AskKind.User, required, help) { HeldBy = roles };

    public static Ask Colleagues(string name, string label, IReadOnlyList<Role> roles, bool required = true, string? help = null) => new(name, label, AskKind.Users, required, help) { HeldBy = roles };

    public static Ask Case(string name, string label, bool required = true, string? help = null) => new(name, label, AskKind.Case, required, help) { MaxLength = 40 };

    /// <summary>One choice for each demand; not asked where there is only one.</summary>
    public static Ask EachDemand<TEnum>(string name, string label, string? help = null) where TEnum : struct, Enum =>
        new(name, label, AskKind.List, false, help) { PerEntry = true, Choices = [.. Enum.GetValues<TEnum>().Select(v => (v.Kebab(), v.Display()))] };

    /// <summary>One text for each demand; not asked where there is only one.</summary>
    public static Ask EachDemand(string name, string label, string? help = null) => new(name, label, AskKind.List, false, help) { PerEntry = true };

    /// <summary>One choice for each person of the case.</summary>
    public static Ask EachPerson<TEnum>(string name, string label, bool required = true, string? help = null) where TEnum : struct, Enum =>
        EachDemand<TEnum>(name, label, help) with { Required = required, EvenOfOne = true };

    /// <summary>One text for each person of the case.</summary>
    public static Ask EachPerson(string name, string label, bool required = true, string? help = null) => EachDemand(name, label, help) with { Required = required, EvenOfOne = true };

    public static Ask List(string name, string label, bool required = true, string? help = null) => new(name, label, AskKind.List, required, help);

    /// <summary>A JSON example of all the fields, which the same command accepts once the example values are replaced.</summary>
    public static string Template(IEnumerable<Ask> asks, DateOnly today)
    {
        var example = new JsonObject();
        foreach (var ask in asks)
        {
            example[ask.Name] = ask.Kind switch
            {
                AskKind.Date => today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                AskKind.Int => 1,
                AskKind.Money => 100.00m,
                AskKind.Bool => false,
                AskKind.Choice => ask.Choices.Count > 0 ? ask.Choices[0].Id : "",
                AskKind.List => new JsonArray(ask.Choices.Count > 0 ? ask.Choices[0].Id : ask.Label),
                AskKind.Users => new JsonArray(ask.Label),
                AskKind.Case or AskKind.Text or AskKind.LongText or AskKind.Department or AskKind.User => ask.Help ?? ask.Label,
            };
        }

        return example.ToJsonString(StepData.Plain);
    }

    /// <summary>Null when the value given may stand; else the sentence.</summary>
    internal Reason? Refusal(StepData data, DateOnly today)
    {
        var given = data.Text(Name);
        if (given is null)
        {
            return Required ? No($"请填写{Label}") : null;
        }

        if (given.Length > MaxLength)
        {
            return No($"{Label}不得超过{MaxLength}个字，现有{given.Length}个字，请精简");
        }

        return Kind switch
        {
            AskKind.Date when data.Date(Name) is not { } date => No($"{Label}应为实际存在的日期，写作 2025-03-03"),
            AskKind.Date when !MayBeFuture && data.Date(Name) > today => No($"{Label}不得晚于今天（{today:yyyy-MM-dd}）"),
            AskKind.Int when data.Int(Name) is null => No($"{Label}应为整数"),
            AskKind.Money when data.Money(Name) is null => No($"{Label}应为金额（元），最多两位小数，如 500 或 500.00"),
            AskKind.Money when data.Money(Name) is < 0 or > 100_000_000 => No($"{Label}应在0到1亿元之间，请核对"),
            AskKind.Bool when data.Bool(Name) is null => No($"{Label}应为是或否"),
            AskKind.Choice when Choice(given) is null => No($"{Label}没有“{given}”这一选项，可选：{string.Join("、", Choices.Select(c => c.Label))}"),
            AskKind.List or AskKind.Users when Required && data.List(Name).Count == 0 => No($"请至少填写一项{Label}"),
            AskKind.List when Choices.Count > 0 && data.List(Name).FirstOrDefault(v => Choice(v) is null) is { } unknown => No($"{Label}没有“{unknown}”这一选项，可选：{string.Join("、", Choices.Select(c => c.Label))}"),
            AskKind.Text or AskKind.Case when given.Contains('\n') => No($"{Label}只能填写一行"),
            _ => null,
        };

        Reason No(string text) => new(text, Field: Name);
    }

    private string? Choice(string given) => Choices.FirstOrDefault(c =>
        c.Label == given || string.Equals(c.Id.Replace("-", ""), given.Replace("-", ""), StringComparison.OrdinalIgnoreCase)).Id;
}
