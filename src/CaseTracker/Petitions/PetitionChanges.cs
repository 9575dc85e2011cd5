using System.Reflection;
using System.Text.Json.Nodes;
using CaseTracker.History;

namespace CaseTracker.Petitions;

/// <summary>What an event changed on a petition, field by field in Chinese: for the timeline, and for the page that shows the second saver what the first one did. What is only derived is left out.</summary>
public static class PetitionChanges
{
    /// <summary>The changed field by its identifier and its Chinese name, before and after as they are read; protected values say only that they changed.</summary>
    public sealed record Change(string Field, string Name, string Before, string After);

    private static readonly Dictionary<string, string> OwnNames = new(StringComparer.Ordinal)
    {
        ["State"] = "办理状态",
        ["Kind"] = "事项类别",
        ["Route"] = "办理途径",
        ["Title"] = "标题",
        ["Facts"] = "事实与理由",
        ["Process"] = "信访过程",
        ["IsGroup"] = "集体访",
        ["IsUrgent"] = "重大紧急",
        ["IsMajor"] = "重大复杂疑难",
        ["IsRepeat"] = "重复件",
        ["MainName"] = "信访人",
        ["DepartmentId"] = "承办科室",
        ["HandlerName"] = "承办人",
        ["InternalDueOn"] = "内部限办日期",
        ["NoticeOn"] = "告知日期",
        ["NoticeNumber"] = "告知书文号",
        ["AcceptedOn"] = "受理日期",
        ["InvestigationCount"] = "调查记录份数",
        ["ExtensionDays"] = "延长天数",
        ["ExtensionApprovedOn"] = "延期批准日期",
        ["ExtensionReason"] = "延期理由",
        ["ExtensionNumber"] = "延期告知书文号",
        ["Outcome"] = "处理结果",
        ["Opinion"] = "处理意见",
        ["Basis"] = "法律法规依据",
        ["HasRisk"] = "存在稳定风险",
        ["SignedOn"] = "签发日期",
        ["SignedByName"] = "签发人",
        ["OpinionNumber"] = "意见书文号",
        ["DeliveredOn"] = "送达日期",
        ["EndedOn"] = "终结日期",
        ["EndReason"] = "终结原因",
        ["Retention"] = "保管期限",
        ["Satisfaction"] = "满意度",
    };

    private static readonly Dictionary<string, string> PetitionerNames = new(StringComparer.Ordinal)
    {
        ["IdNumberId"] = "证件号码",
        ["PhoneId"] = "电话",
        ["AddressId"] = "住址",
        ["DeliveredOn"] = "送达日期",
        ["DeliveryMethod"] = "送达方式",
        ["DeliveryProof"] = "送达凭证",
        ["SignedBy"] = "签收人",
        ["DeliveryRefused"] = "拒收",
        ["Witnesses"] = "见证人",
        ["Attitude"] = "信访人意见",
    };

    /// <param name="departments">Names of departments by id.</param>
    public static IReadOnlyList<Change> Of(CaseEvent happened, IReadOnlyDictionary<Guid, string> departments)
    {
        var changes = new List<Change>();
        foreach (var (part, fields) in JsonNode.Parse(happened.Changes)!.AsObject())
        {
            foreach (var (field, values) in fields!.AsObject())
            {
                if (NameOf(part, field) is { } name && values is JsonArray { Count: 2 } pair)
                {
                    var isProtected = part.StartsWith("petitioner/", StringComparison.Ordinal) && field is "IdNumberId" or "PhoneId" or "AddressId";
                    changes.Add(new Change(field, name,
                        isProtected ? Hidden(pair[0]) : Text(part, field, pair[0], departments),
                        isProtected ? Hidden(pair[1]) : Text(part, field, pair[1], departments)));
                }
            }
        }

        return changes;
    }

    private static string? NameOf(string part, string field) => part.Split('/')[0] switch
    {
        Petition.Kinds => OwnNames.GetValueOrDefault(field) ?? Written(typeof(RegisterPetition.Command), field),
        "petitioner" => (PetitionerNames.GetValueOrDefault(field) ?? Written(typeof(RegisterPetition.PetitionerInput), field)) is { } name ? $"信访人·{name}" : null,
        "demand" => field switch { nameof(DemandItem.Text) => "诉求", nameof(DemandItem.Answer) => "诉求答复", _ => null },
        "recusal" => field == nameof(Recusal.Reason) ? "回避" : null,
        _ => null,
    };

    private static string? Written(Type form, string field) => form.GetProperty(field) is { } property && property.Display() != field ? property.Display() : null;

    private static string Hidden(JsonNode? value) => value is null ? "（空）" : "******";

    private static string Text(string part, string field, JsonNode? value, IReadOnlyDictionary<Guid, string> departments)
    {
        if (value is null || value.ToString().Length == 0)
        {
            return "（空）";
        }

        var text = value.ToString();
        var owner = part.Split('/')[0] switch { "petitioner" => typeof(Petitioner), "demand" => typeof(DemandItem), _ => typeof(Petition) };
        var property = owner.GetProperty(field, BindingFlags.Public | BindingFlags.Instance);
        var type = property is null ? null : Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type switch
        {
            { IsEnum: true } => Enum.TryParse(type, text, out var member) ? ((Enum)member!).Display() : text,
            _ when type == typeof(bool) => text == "true" ? "是" : "否",
            _ when type == typeof(Guid) => Guid.TryParse(text, out var id) ? departments.GetValueOrDefault(id, "（已变更）") : text,
            _ => text,
        };
    }
}
