using System.Globalization;
using CaseTracker.Bureau;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.People;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>更正：the fields that may be put right after registration, by name; a field that is not named here is refused. An empty value is not a correction; <c>-</c> clears a field that may be empty.</summary>
internal sealed class PetitionCorrections(CaseDb db, ProtectedValues values, Petition petition, StepData data)
{
    /// <summary>Fields whose values go into the protected table and never into an event.</summary>
    public static readonly HashSet<string> Protected = new(StringComparer.OrdinalIgnoreCase) { "name", "phone", "idNumber", "address", "accused", "accusation" };

    private static readonly string[] Known =
    [
        "reason", "title", "summary", "facts", "process", "purpose", "channel", "source", "receivedOn", "petitionedOn", "peopleCount", "affectedCount", "categoryId", "placeId", "causeId",
        "sourceOrgan", "sourceNumber", "externalNumber", "relatedNumber", "repeatNote", "note", "isJoint", "isLitigation", "isBacklog", "concernsEnterprise", "addressUnclear", "visitLevel",
        "name", "phone", "idNumber", "address", "workUnit",
    ];

    public async Task ApplyAsync(CancellationToken cancel)
    {
        var reasons = data.Names.Where(n => !Known.Contains(n, StringComparer.OrdinalIgnoreCase)).Select(n => new Reason($"“{n}”不能更正，请删去或更正名称", Field: n)).ToList();
        if (petition.IsConfidential)
        {
            reasons.AddRange(data.Names.Where(n => n is not "reason").Select(n => new Reason("检举控告类事项的内容不在此处更正，请由指定经办人另行记录", "第三十条", Field: n)));
        }

        if (data.Names.All(n => string.Equals(n, "reason", StringComparison.OrdinalIgnoreCase)))
        {
            reasons.Add(new Reason("没有需要更正的内容"));
        }

        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        Text("title", 100, v => petition.Title = v ?? petition.Title);
        Text("summary", 4000, v => petition.Summary = v ?? petition.Summary);
        Text("facts", 4000, v => petition.Facts = v);
        Text("process", 4000, v => petition.Process = v);
        Text("sourceOrgan", 100, v => petition.SourceOrgan = v);
        Text("sourceNumber", 60, v => petition.SourceNumber = v);
        Text("externalNumber", 38, v => petition.ExternalNumber = v);
        Text("repeatNote", 200, v => petition.RepeatNote = v);
        Text("note", 500, v => petition.Note = v);
        Choice<Channel>("channel", v => petition.Channel = v);
        Choice<PetitionSource>("source", v => petition.Source = v);
        Choice<Purpose>("purpose", Retag);
        if (Given("visitLevel") == "-")
        {
            petition.VisitLevel = null;
        }
        else
        {
            Choice<VisitLevel>("visitLevel", v => petition.VisitLevel = v);
        }

        Date("receivedOn", v => petition.ReceivedOn = v <= petition.RegisteredOn ? v : throw RefusedException.At("receivedOn", "收到日期不得晚于登记日期"));
        Date("petitionedOn", v => petition.PetitionedOn = v);
        Count("peopleCount", v => petition.PeopleCount = v);
        Count("affectedCount", v => petition.AffectedCount = v);
        Flag("isJoint", v => petition.IsJoint = v);
        Flag("isLitigation", v => petition.IsLitigation = v);
        Flag("isBacklog", v => petition.IsBacklog = v);
        Flag("concernsEnterprise", v => petition.ConcernsEnterprise = v);
        Flag("addressUnclear", v => petition.AddressUnclear = v);
        await CodeAsync("categoryId", CodeList.Category, v => petition.CategoryId = v, cancel);
        await CodeAsync("placeId", CodeList.Place, v => petition.PlaceId = v, cancel);
        await CodeAsync("causeId", CodeList.Cause, v => petition.CauseId = v, cancel);
        await RepeatAsync(cancel);
        await FirstPetitionerAsync(cancel);
        if (petition.Channel == Channel.Visit)
        {
            petition.IsGroup = (petition.VisitorsCount ?? petition.PeopleCount) >= (await db.BureauAsync(cancel)).GroupFrom;
        }
    }

    private void Retag(Purpose purpose)
    {
        if (purpose == Purpose.Accuse)
        {
            throw new RefusedException(new Reason("改为检举控告的，请由信访机构按检举控告另行登记后终止本件，以免内容外泄", "第三十条", Field: "purpose"));
        }

        // 甄别 has decided the way and its clocks; another kind means another way.
        if (petition.State != PetitionState.Registered && RegisterPetition.KindOf(purpose) != petition.Kind)
        {
            throw new RefusedException(new Reason("已经甄别办理的事项不能改变类别，请按“导入法定途径”等步骤改变途径，或者终止后另行登记", "第三十一条", Field: "purpose"));
        }

        petition.Purpose = purpose;
        petition.Kind = RegisterPetition.KindOf(purpose);
    }

    private async Task RepeatAsync(CancellationToken cancel)
    {
        if (Given("relatedNumber") is not { } number)
        {
            return;
        }

        if (number == "-")
        {
            (petition.RelatedNumber, petition.IsRepeat, petition.IsFirstHere) = (null, false, true);
            return;
        }

        if (number == petition.Number || !await db.Petitions.AnyAsync(p => p.Number == number && !p.IsConfidential, cancel))
        {
            throw RefusedException.At("relatedNumber", $"没有编号为“{number}”的其他信访事项，请核对");
        }

        (petition.RelatedNumber, petition.IsRepeat, petition.IsFirstHere) = (number, true, false);
    }

    private async Task FirstPetitionerAsync(CancellationToken cancel)
    {
        if (petition.Petitioners.FirstOrDefault() is not { } first)
        {
            return;
        }

        if (Given("name") is { } name)
        {
            first.Name = petition.MainName = PersonName.Clean(name);
        }

        if (Given("idNumber") is { } id)
        {
            first.IdToCheck = (first.IsOrganisation ? CreditCode.Read(id).Warnings : IdentityNumber.Read(id, petition.ReceivedOn).Warnings).Count > 0;
        }

        first.IdNumberId = await KeptAsync(first.IdNumberId, ProtectedField.IdNumber, "idNumber");
        first.PhoneId = await KeptAsync(first.PhoneId, ProtectedField.Phone, "phone");
        first.AddressId = await KeptAsync(first.AddressId, ProtectedField.Address, "address");
        Text("workUnit", 200, v => first.WorkUnit = v);

        async Task<Guid?> KeptAsync(Guid? before, ProtectedField field, string name) => Given(name) is { } typed
            ? await values.ReplaceAsync(before, Petition.Kinds, petition.Id, field, typed == "-" ? null : typed, cancel)
            : before;
    }

    private string? Given(string name) => data.Text(name);

    private void Text(string name, int most, Action<string?> set)
    {
        if (Given(name) is { } text)
        {
            set(text.Length > most ? throw RefusedException.At(name, $"不能超过{most}字，现有{text.Length}字") : text == "-" ? null : text);
        }
    }

    private void Choice<T>(string name, Action<T> set) where T : struct, Enum
    {
        if (Given(name) is { } text)
        {
            set(data.Choice<T>(name) ?? throw RefusedException.At(name, $"没有“{text}”这一选项，可选：{string.Join("、", Enum.GetValues<T>().Select(v => v.Display()))}"));
        }
    }

    private void Date(string name, Action<DateOnly> set)
    {
        if (Given(name) is not null)
        {
            set(data.Date(name) ?? throw RefusedException.At(name, "应为实际存在的日期，写作 2025-03-03"));
        }
    }

    private void Count(string name, Action<int> set)
    {
        if (Given(name) is { } text)
        {
            set(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 999_999 ? n : throw RefusedException.At(name, "应为1到999999的整数"));
        }
    }

    private void Flag(string name, Action<bool> set)
    {
        if (Given(name) is not null)
        {
            set(data.Bool(name) ?? throw RefusedException.At(name, "应为是或否"));
        }
    }

    private async Task CodeAsync(string name, CodeList list, Action<string> set, CancellationToken cancel)
    {
        if (Given(name) is { } id)
        {
            set(await db.Codes.AnyAsync(c => c.List == list && c.Id == id && !c.IsClosed, cancel) ? id : throw RefusedException.At(name, $"{list.Display()}中没有代码“{id}”，请重新选择"));
        }
    }
}
