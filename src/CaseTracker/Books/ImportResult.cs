using System.Text;
using CaseTracker.Excel;

namespace CaseTracker.Books;

/// <summary>What an import did, or in a dry run would do.</summary>
public sealed record ImportResult(Book Book, string Title, string FileName, bool IsDryRun, bool WithUpdate)
{
    /// <summary>A row of the file with what is to be said of it.</summary>
    /// <param name="Row">As Excel shows it.</param>
    public sealed record Remark(int Row, string Number, string Text);

    /// <summary>A row that is not imported, with every reason.</summary>
    public sealed record Refusal(BookRow Row, IReadOnlyList<Reason> Reasons)
    {
        public string Text => string.Join("；", Reasons.Select(r => r.Text));
    }

    public int RowsRead => Book.Rows.Count;

    /// <summary>New records.</summary>
    public int Imported { get; internal set; }

    /// <summary>Rows whose content is in the system already.</summary>
    public int Unchanged { get; internal set; }

    /// <summary>差异 that were applied as a correction.</summary>
    public int Updated { get; internal set; }

    /// <summary>差异: same key, other content; applied only with <see cref="WithUpdate"/>.</summary>
    public IReadOnlyList<Remark> Differences => differences;

    public IReadOnlyList<Refusal> Refused => refused;

    /// <summary>疑似重复 with the row each repeats; they are marked, and count once where the rules of the book say so.</summary>
    public IReadOnlyList<Remark> Doubles => doubles;

    /// <summary>What was taken over but deserves a look: limits that differ from ours, names without an account.</summary>
    public IReadOnlyList<Remark> Remarks => remarks;

    /// <summary>About the file as a whole: unknown headings, further sheets.</summary>
    public IReadOnlyList<string> Notices => notices;

    private readonly List<Remark> differences = [];
    private readonly List<Refusal> refused = [];
    private readonly List<Remark> doubles = [];
    private readonly List<Remark> remarks = [];
    private readonly List<string> notices = [.. Book.Notices];

    internal void AddDifference(BookRow row, string number, string text) => differences.Add(new(row.Number, number, text));

    internal void AddRefusal(BookRow row, params IReadOnlyList<Reason> reasons) => refused.Add(new(row, reasons));

    internal void AddDouble(BookRow row, string number, string text) => doubles.Add(new(row.Number, number, text));

    internal void AddRemark(BookRow row, string number, string text) => remarks.Add(new(row.Number, number, text));

    internal void AddNotice(string text) => notices.Add(text);

    internal void AddUnknownHeadings(IReadOnlyList<string> unknown)
    {
        if (unknown.Count > 0)
        {
            notices.Add($"不认识的表头没有导入：{string.Join("、", unknown)}。");
        }
    }

    /// <summary>The refused rows as a workbook: the clerk's own columns and 问题.</summary>
    public void WriteErrors(Stream output) => ErrorWorkbook.Write(output, Book, refused.Select(r => (r.Row, r.Text)));

    /// <summary>The result in Chinese, for the command line.</summary>
    public string Summary()
    {
        var text = new StringBuilder();
        text.Append($"{Title}“{FileName}”：{(IsDryRun ? "试运行，没有写入。" : "")}共读取{RowsRead}行，{(IsDryRun ? "可导入" : "已导入")}{Imported}行，未变化{Unchanged}行，");
        text.Append($"差异{differences.Count}行{(WithUpdate ? $"（{(IsDryRun ? "可更正" : "已更正")}{Updated}行）" : "")}，未导入{refused.Count}行，疑似重复{doubles.Count}行。").Append('\n');
        foreach (var notice in notices)
        {
            text.Append("提示：").Append(notice).Append('\n');
        }

        foreach (var r in refused)
        {
            text.Append($"未导入 第{r.Row.Number}行：{r.Text}\n");
        }

        List("差异", differences);
        List("疑似重复", doubles);
        List("注意", remarks);
        if (differences.Count > 0 && !WithUpdate)
        {
            text.Append("差异没有写入；核对无误后，选择“按文件更正”（命令行 --update）再导入一次。\n");
        }

        return text.ToString();

        void List(string what, List<Remark> rows)
        {
            foreach (var r in rows)
            {
                text.Append($"{what} 第{r.Row}行 {r.Number}：{r.Text}\n");
            }
        }
    }
}
