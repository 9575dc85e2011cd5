using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>JSON examples for API and command line, which are accepted as they are: an invented petition, and a step with people and departments of this office.</summary>
public sealed class PetitionTemplates(CaseDb db, LoadPetition load, OfficeClock clock)
{
    /// <summary>Every field of a registration; what is null may stay away.</summary>
    public RegisterPetition.Command Registration() => new()
    {
        Channel = Channel.Visit,
        Purpose = Purpose.Resolve,
        ReceivedOn = clock.Today,
        PeopleCount = 1,
        Title = "示例：反映改制安置补偿",
        Summary = "示例：反映原单位改制安置补偿未兑现，要求落实。",
        Demands = "落实改制安置补偿",
        CategoryId = "010100",
        PlaceId = "420117",
        Petitioners = [new() { Name = "张三（示例）", Address = "示例路1号" }],
    };

    /// <summary>The data of a step on this petition, as the actor sees it.</summary>
    public async Task<JsonObject> StepAsync(string number, PetitionStep step, Actor actor, CancellationToken cancel)
    {
        var petition = await load.ReadAsync(number, actor, cancel);
        var asks = PetitionWorkflow.Engine.Asks(petition.State, step) is { Count: > 0 } here ? here : PetitionWorkflow.Engine.Asks(step);
        var example = PlainJson.ReadObject(Ask.Template(asks, clock.Today));
        foreach (var ask in asks)
        {
            example[ask.Name] = await ValueAsync(ask, petition, example, cancel);
        }

        if (step == PetitionStep.Correct)
        {
            example["note"] = "更正后的备注；其他要更正的内容同样写法";
        }

        return example;
    }

    private async Task<JsonNode?> ValueAsync(Ask ask, Petition petition, JsonObject example, CancellationToken cancel) => (ask.Kind, ask.Name) switch
    {
        (AskKind.Department, _) => await DepartmentAsync(petition, cancel) ?? ask.Label,
        (AskKind.User, _) when ask.HeldBy is null => await HandlerAsync(petition, example["department"]?.GetValue<string>(), cancel) ?? ask.Label,
        (AskKind.Bool, "mayRefuse" or "hasProcedure" or "manyParties") => false,
        (AskKind.Bool, _) => ask.Required,
        (_, "route") => example.ContainsKey("procedure") ? Route.R4.Kebab() : Route.R6.Kebab(),
        (_, "ways") => Each(petition, DemandWay.R6.Kebab()),
        (_, "outcomes") => Each(petition, Outcome.Explained.Kebab()),
        (_, "outcome") => Outcome.Explained.Kebab(),
        (_, "ground") when ask.Choices.Any(c => c.Id == SimpleGround.Clear.Kebab()) => SimpleGround.Clear.Kebab(),
        (_, "rating") => Satisfaction.Satisfied.Kebab(),
        (_, "result") when ask.Kind == AskKind.Choice => ReviewResult.Upheld.Kebab(),
        (_, "signers") => new JsonArray([.. petition.Petitioners.Select(p => JsonValue.Create($"{p.Position}"))]),
        (AskKind.Users or AskKind.User, _) when ask.HeldBy is { } roles => await ColleagueAsync(ask, roles, cancel),
        (AskKind.Case, _) => petition.RelatedNumber ?? ask.Label,
        (AskKind.Date, _) when ask.Required && ask.MayBeFuture => JsonValue.Create($"{clock.Today.AddDays(30):yyyy-MM-dd}"),
        (AskKind.Date, _) when !ask.Required => null,
        (_, "answers") => new JsonArray([.. petition.Demands.Select(d => JsonValue.Create($"对“{d.Text.Split('\n')[0]}”的答复"))]),
        (_, "petitioners") => new JsonArray([.. petition.Petitioners.Where(p => p.DeliveredOn is null).Select(p => JsonValue.Create($"{p.Position}"))]),
        (_, "contact") => example[ask.Name]?.DeepClone(), // a notice must name it where the bureau has no telephone in its settings
        (_, "signedBy") => petition.MainName.Length > 0 ? petition.MainName : "签收人",
        (AskKind.Text or AskKind.LongText or AskKind.List, _) when !ask.Required => null,
        _ => example[ask.Name]?.DeepClone(),
    };

    private static JsonArray Each(Petition petition, string choice) => new([.. petition.Demands.Select(_ => JsonValue.Create(choice))]);

    private async Task<JsonNode?> ColleagueAsync(Ask ask, IReadOnlyList<Role> roles, CancellationToken cancel)
    {
        var account = ask.Required ? await Holders.In(db, roles, clock.Today).OrderBy(u => u.Name).Select(u => u.UserName).FirstOrDefaultAsync(cancel) ?? ask.Label : null;
        return account is null ? null : ask.Kind == AskKind.Users ? new JsonArray(JsonValue.Create(account)) : JsonValue.Create(account);
    }

    /// <summary>The department that has the case; before it is assigned, the first that has somebody to handle it.</summary>
    private async Task<string?> DepartmentAsync(Petition petition, CancellationToken cancel)
    {
        var today = clock.Today;
        return await (
            from department in db.Departments.AsNoTracking()
            where !department.IsClosed && !department.IsSubordinate && db.Set<User>().Any(u => u.DepartmentId == department.Id && !u.IsClosed
                && db.Set<RoleGrant>().Any(g => g.UserId == u.Id && g.Role == Role.CW && g.From <= today && (g.To == null || g.To >= today)))
            orderby department.Id == petition.DepartmentId descending, department.Rank, department.Name
            select department.Name).FirstOrDefaultAsync(cancel);
    }

    /// <summary>A colleague there who could take the case over.</summary>
    private async Task<string?> HandlerAsync(Petition petition, string? department, CancellationToken cancel)
    {
        var today = clock.Today;
        var recused = petition.Recusals.Select(r => r.UserId).ToList();
        return await (
            from user in db.Users.AsNoTracking()
            join place in db.Departments on user.DepartmentId equals place.Id
            where !user.IsClosed && user.Id != petition.HandlerId && !recused.Contains(user.Id)
                && (department == null ? place.Id == petition.DepartmentId : place.Name == department)
                && db.Set<RoleGrant>().Any(g => g.UserId == user.Id && g.Role == Role.CW && g.From <= today && (g.To == null || g.To >= today))
            orderby user.Name
            select user.UserName).FirstOrDefaultAsync(cancel);
    }
}
