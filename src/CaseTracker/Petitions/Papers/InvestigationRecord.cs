using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>调查（谈话）笔录: when, where, by whom, of whom; questions and answers where the text is written in 问： and 答：; to be signed by hand.</summary>
internal sealed class InvestigationRecord : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["调查笔录", "谈话笔录", "笔录"];

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var people = w.Lines(f.Data.List("investigators"), "investigators", "调查人员", "请填写，一行一人");
        var interviewee = f.Text("interviewee");
        var record = w.Text(f.Text("record"), "record", "调查情况");
        return Form(f, interviewee is null ? "信访事项调查笔录" : "信访事项谈话笔录",
        [
            new Block.Pairs(
            [
                Row(("日期", f.On.Day()), ("地点", w.Text(f.Text("place"), "place", "地点"))),
                Row(("调查人员", string.Join('、', people)), ("被调查人", interviewee ?? "—")),
                Row(("事由", f.Petition.Title)),
            ]),
            Sign(interviewee is null ? "调查情况：" : "笔录内容："),
            .. Lines(record),
            Sign("以上笔录经本人核对（或向本人宣读），与所述一致。"),
            Sign("被调查人（签名）：\t年  月  日"),
            Sign("调查人员（签名）：\t年  月  日"),
            Sign("记录人（签名）：\t年  月  日"),
        ]);
    }

    private static IEnumerable<Block> Lines(string record)
    {
        string? asked = null;
        foreach (var line in record.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (After(line, '问') is { } question)
            {
                if (asked is not null)
                {
                    yield return new Block.Question(asked, "");
                }

                asked = question;
            }
            else if (asked is not null && After(line, '答') is { } answer)
            {
                yield return new Block.Question(asked, answer);
                asked = null;
            }
            else
            {
                yield return Say(line);
            }
        }

        if (asked is not null)
        {
            yield return new Block.Question(asked, "");
        }
    }

    private static string? After(string line, char word) => line.Length > 1 && line[0] == word && line[1] is ('：' or ':') ? line[2..].Trim() : null;
}
