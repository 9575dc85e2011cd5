using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Petitions;
using CaseTracker.Receptions;

namespace CaseTracker.Handovers;

/// <summary>What is asked beyond the arrival when a petition comes of it.</summary>
public interface IPetitionOfVisit
{
    [Display(Name = "信访目的")] Purpose? Purpose { get; }

    [Display(Name = "内容分类")] string? CategoryId { get; }

    [Display(Name = "问题属地")] string? PlaceId { get; }

    [Display(Name = "诉求")] string? Demands { get; }

    [Display(Name = "被反映人或单位")] string? Accused { get; }

    [Display(Name = "住址不清")] bool AddressUnclear { get; }

    [Display(Name = "重复件编号")] string? RelatedNumber { get; }

    [Display(Name = "认定重复的理由")] string? RepeatNote { get; }
}

/// <summary>Says a visit in the words of a petition, and a petition's refusals in the fields of the visit.</summary>
internal static class PetitionOfVisit
{
    public static async Task<RegisterPetition.Registered> RegisterAsync(
        RegisterPetition petitions, ReceptionFields visit, IPetitionOfVisit asked, Guid? receptionId, DateOnly? receivedOn, Actor actor, CancellationToken cancel)
    {
        var people = visit.Present.ToList();
        try
        {
            return await petitions.ExecuteAsync(
                new RegisterPetition.Command
                {
                    Channel = ChannelOf(visit.Form),
                    Purpose = asked.Purpose,
                    ReceivedOn = receivedOn,
                    LateEntryReason = visit.BackdatedReason,
                    PeopleCount = visit.PeopleCount ?? Math.Max(1, people.Count),
                    IsAnonymous = visit.IsAnonymous,
                    AddressUnclear = asked.AddressUnclear,
                    Summary = visit.Problem,
                    Demands = asked.Demands,
                    Accused = asked.Accused,
                    CategoryId = asked.CategoryId,
                    PlaceId = asked.PlaceId,
                    RelatedNumber = asked.RelatedNumber,
                    RepeatNote = asked.RepeatNote,
                    ReceptionId = receptionId,
                    Petitioners = [.. people.Select(p => PetitionerOf(p.Visitor))],
                }, actor, cancel);
        }
        catch (RefusedException refused) when (refused is not NotFoundException)
        {
            throw new RefusedException([.. refused.Reasons.Select(r => r with { Field = FieldOf(r.Field, people) })]);
        }
    }

    private static RegisterPetition.PetitionerInput PetitionerOf(ReceptionFields.Visitor visitor) => new()
    {
        Name = visitor.Name,
        IsOrganisation = visitor.Identity == VisitorIdentity.Company,
        IsRepresentative = visitor.IsRepresentative,
        Sex = visitor.Sex,
        BirthOn = visitor.BirthOn,
        IdNumber = visitor.IdNumber,
        Phone = visitor.Phone,
        Address = visitor.Address,
        WorkUnit = visitor.Unit,
        Identity = visitor.Identity.Display(),
        PersonId = visitor.PersonId,
    };

    private static Channel ChannelOf(ReceptionForm form) => form switch
    {
        ReceptionForm.Visit => Channel.Visit,
        ReceptionForm.Call => Channel.Phone,
        ReceptionForm.Letter => Channel.Letter,
        ReceptionForm.Online => Channel.Online,
        ReceptionForm.Video => Channel.Video,
        ReceptionForm.Other => Channel.Other,
    };

    private static string? FieldOf(string? field, List<(ReceptionFields.Visitor Visitor, int Index)> people)
    {
        if (field?.StartsWith("Petitioners[", StringComparison.Ordinal) == true && field.IndexOf(']') is > 0 and var end && int.TryParse(field["Petitioners[".Length..end], out var i))
        {
            var name = field[(end + 2)..] switch { "WorkUnit" => nameof(ReceptionFields.Visitor.Unit), var same => same };
            return $"{nameof(ReceptionFields.Visitors)}[{(i < people.Count ? people[i].Index : 0)}].{name}";
        }

        return field switch
        {
            "Petitioners" => $"{nameof(ReceptionFields.Visitors)}[0].{nameof(ReceptionFields.Visitor.IsRepresentative)}",
            nameof(RegisterPetition.Command.Summary) => nameof(ReceptionFields.Problem),
            nameof(RegisterPetition.Command.LateEntryReason) => nameof(ReceptionFields.BackdatedReason),
            nameof(RegisterPetition.Command.ReceivedOn) => nameof(ReceptionFields.ArrivedOn),
            _ => field,
        };
    }
}
