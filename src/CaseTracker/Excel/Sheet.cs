namespace CaseTracker.Excel;

/// <summary>A ledger: its name and its columns, in order. The page preview, the workbook and the tests read the same list.</summary>
/// <param name="Name">Name of the sheet; what Excel forbids in it is replaced.</param>
/// <param name="Columns">At least one.</param>
public sealed record Sheet<T>(string Name, params IReadOnlyList<Column<T>> Columns);

/// <summary>What stands above and below the rows of one printed ledger.</summary>
/// <param name="Title">First row, e.g. 新洲区经科局2024年10月信访工作台账; empty without one.</param>
public sealed record SheetHeading(string Title)
{
    /// <summary>Written in a <see cref="Cover"/> line where the number of rows is to stand: it is known only after the last row.</summary>
    public const string RowCount = "{rows}";

    /// <summary>The signature line of §3.5 of the bureau's table rules.</summary>
    public const string StandardSignature = "单位负责人：　　　　　　审核人：　　　　　　填报人：　　　　　　联系电话：　　　　　　填报日期：　　年　月　日";

    /// <summary>Nothing above the headings and nothing below the rows: a sheet that is to be imported again.</summary>
    public static readonly SheetHeading None = new("") { Signature = null, WhenEmpty = "" };

    /// <summary>填报单位：…（盖章）</summary>
    public string Left { get; init; } = "";

    /// <summary>统计期间：…</summary>
    public string Middle { get; init; } = "";

    /// <summary>单位：件、人次</summary>
    public string Right { get; init; } = "";

    /// <summary>One line under the title that nobody may overlook, e.g. 演示数据，人物均为虚构.</summary>
    public string? Notice { get; init; }

    /// <summary>Lines that say what was asked: filter, as of which day, as known at which instant, <see cref="RowCount"/>.</summary>
    public IReadOnlyList<string> Cover { get; init; } = [];

    /// <summary>The merged last row; null without one.</summary>
    public string? Signature { get; init; } = StandardSignature;

    /// <summary>What one merged row says when there are no rows; empty without one.</summary>
    public string WhenEmpty { get; init; } = "本月无";

    /// <summary>The heading of a ledger over a period: title, unit that fills it in, period and units in the usual words.</summary>
    /// <param name="office">Name of the bureau, e.g. 新洲区经科局.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="name">Name of the ledger, e.g. 信访工作台账.</param>
    /// <param name="units">Units of the figures, e.g. 件、人次.</param>
    public static SheetHeading For(string office, DateOnly from, DateOnly to, string name, string units)
    {
        var month = SheetNames.IsWholeMonth(from, to);
        return new($"{office}{(month || SheetNames.IsWholeYear(from, to) ? SheetNames.Period(from, to) : "")}{name}")
        {
            Left = $"填报单位：{office}（盖章）",
            Middle = $"统计期间：{SheetNames.Days(from, to)}",
            Right = $"单位：{units}",
            WhenEmpty = month ? "本月无" : "本期无",
        };
    }
}
