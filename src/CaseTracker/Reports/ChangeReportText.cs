using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Reports;

/// <summary>Words a block of a year's report anew; the years before keep theirs. Refuses a figure that does not exist, and a form that somebody else has overtaken.</summary>
public sealed class ChangeReportText(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        [Display(Name = "年度"), Range(1990, 2199)] public int Year { get; init; }

        [Display(Name = "部分"), Required] public string Key { get; init; } = "";

        [Display(Name = "内容"), StringLength(ReportBlocks.Longest), DataType(DataType.MultilineText)] public string? Text { get; init; }

        /// <summary>Version of the year's own text; 0 where it has none yet and takes that of the year before.</summary>
        public int Version { get; init; }
    }

    /// <summary>Whether he writes the report: who holds the ledgers and answers for a section or more.</summary>
    public static bool IsOpenTo(Actor actor) => actor.May(Permission.Ledgers) && actor.Has(Role.XF, Role.SH, Role.VL, Role.DG, Role.SYS);

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        if (!IsOpenTo(actor))
        {
            throw new RefusedException(new Reason("年度报告的文字由信访机构负责人、科室负责人和局领导修改，请交由他们办理", LiftedBy: Role.XF.Display()));
        }

        Inputs.Demand(command);
        var block = ReportBlocks.Of(command.Key);
        var text = Inputs.Tidy(command.Text) ?? "";
        Demand(block, text);
        await db.LockAsync($"report text {command.Year} {block.Key}", cancel);
        var own = await db.ReportTexts.FirstOrDefaultAsync(t => t.Year == command.Year && t.Key == block.Key, cancel);
        if ((own?.Version ?? 0) != command.Version)
        {
            throw new StaleException();
        }

        if (own is null)
        {
            own = new ReportText { Id = Guid.CreateVersion7(), Version = 1, Year = command.Year, Key = block.Key, Text = text, ChangedByName = actor.Name, ChangedAt = clock.Now };
            db.Add(own);
        }
        else
        {
            own.Version++;
            own.Text = text;
            own.ChangedByName = actor.Name;
            own.ChangedAt = clock.Now;
        }

        db.Trace(own, actor, clock.Now, new Act("change-report-text", "修改报告文字", clock.Today) { Data = new { own.Year, own.Key } });
    }, cancel);

    private static void Demand(ReportBlock block, string text)
    {
        if (block.IsLine && text.Contains('\n', StringComparison.Ordinal))
        {
            throw RefusedException.At(nameof(Command.Text), $"{block.Name}只写一行，请去掉换行");
        }

        if (NarrativeWords.Unknown(text) is { Count: > 0 } unknown)
        {
            throw RefusedException.At(nameof(Command.Text), $"没有{string.Join("、", unknown)}这样的指标，请核对代码；可以用的代码见“主要数据说明”，如{{G1}}，年份写{{年度}}、{{上年}}、{{下年}}，单位名称写{{单位}}");
        }
    }
}
