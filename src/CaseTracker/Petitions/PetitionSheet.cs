using CaseTracker.Excel;
using static CaseTracker.Excel.Column;

namespace CaseTracker.Petitions;

/// <summary>The rows of a query as a sheet: what the list shows, no more.</summary>
public static class PetitionSheet
{
    /// <param name="departments">Names of departments by id.</param>
    /// <param name="today">The day the deadlines are worded for.</param>
    public static Sheet<PetitionRow> Of(IReadOnlyDictionary<Guid, string> departments, DateOnly today) => new("信访事项",
        Ordinal<PetitionRow>(),
        Identity<PetitionRow>("信访编号", 20, r => r.Number),
        Date<PetitionRow>("收到日期", 11, r => r.ReceivedOn),
        Date<PetitionRow>("登记日期", 11, r => r.RegisteredOn),
        Text<PetitionRow>("信访形式", 10, r => r.Channel.Display()).Centred(),
        Text<PetitionRow>("信访人", 10, r => r.MainName),
        Number<PetitionRow>("人数", 6, r => r.PeopleCount).Summed(),
        LongText<PetitionRow>("标题", 40, r => r.Title),
        Text<PetitionRow>("初/重件", 8, r => r.IsRepeat ? "重复" : "初次").Centred(),
        Text<PetitionRow>("承办科室", 14, r => r.DepartmentId is { } d ? departments.GetValueOrDefault(d) : null),
        Text<PetitionRow>("承办人", 9, r => r.HandlerName),
        Text<PetitionRow>("状态", 18, r => r.State.Display()),
        Date<PetitionRow>("当前期限", 11, r => r.DueLegalOn ?? r.DueRawOn),
        Text<PetitionRow>("亮灯", 18, r => r.Due is { } due ? $"{r.DueClock!.Value.Display()} {due.Words(today)}" : null));
}
