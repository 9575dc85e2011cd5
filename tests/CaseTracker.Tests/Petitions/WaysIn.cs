using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Petitions;
using CaseTracker.Tests.Web;
using CaseTracker.Workflow;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Tests.Petitions;

/// <summary>How the people of a test office act on its cases. A refusal is a <see cref="RefusedException"/> with every reason, whichever way it came.</summary>
public interface IWayIn
{
    Task<RegisterPetition.Registered> RegisterAsync(Actor by, RegisterPetition.Command command);

    Task<TakePetitionStep.Done> StepAsync(Actor by, string number, PetitionStep step, params IEnumerable<(string Name, object? Value)> data);

    Task<TakePetitionStep.Done> DecideAsync(Actor by, string number, Guid approval, ApprovalStep decision, string? opinion);

    Task<TakeSideStep.Done> SideAsync(Actor by, string number, int position, SideStep step, params IEnumerable<(string Name, object? Value)> data);
}

/// <summary>Straight to the use cases.</summary>
internal sealed class ThroughUseCases(TestOffice office) : IWayIn
{
    public Task<RegisterPetition.Registered> RegisterAsync(Actor by, RegisterPetition.Command command) =>
        office.AsAsync(by, s => s.GetRequiredService<RegisterPetition>().ExecuteAsync(command, by, default));

    public Task<TakePetitionStep.Done> StepAsync(Actor by, string number, PetitionStep step, params IEnumerable<(string Name, object? Value)> data) =>
        office.AsAsync(by, s => s.GetRequiredService<TakePetitionStep>().ExecuteAsync(new(number, step, StepData.Of(data)), by, default));

    public Task<TakePetitionStep.Done> DecideAsync(Actor by, string number, Guid approval, ApprovalStep decision, string? opinion) =>
        office.AsAsync(by, s => s.GetRequiredService<TakePetitionStep>().DecideAsync(number, approval, decision, StepData.Of((ApprovalWorkflow.Opinion, opinion)), null, null, by, default));

    public Task<TakeSideStep.Done> SideAsync(Actor by, string number, int position, SideStep step, params IEnumerable<(string Name, object? Value)> data) =>
        office.AsAsync(by, s => s.GetRequiredService<TakeSideStep>().ExecuteAsync(new(number, position, step, StepData.Of(data)), by, default));
}

/// <summary>Over HTTP: every act a POST to <c>/api/v1</c> with a token of whoever acts, on a site beside the office. What is refused is read back from the problem details.</summary>
internal sealed class ThroughApi(TestOffice office) : IWayIn, IAsyncDisposable
{
    private readonly TestSite site = new() { Over = office, RealSignIn = true };
    private readonly Dictionary<Guid, HttpClient> clients = [];

    public async Task<RegisterPetition.Registered> RegisterAsync(Actor by, RegisterPetition.Command command)
    {
        var body = new JsonObject(JsonNode.Parse(PlainJson.Of(command))!.AsObject().Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        foreach (var person in body["petitioners"]!.AsArray().OfType<JsonObject>())
        {
            person.Where(p => p.Value is null).Select(p => p.Key).ToList().ForEach(n => person.Remove(n));
        }

        return await PostAsync<RegisterPetition.Registered>(by, "petitions", body);
    }

    public Task<TakePetitionStep.Done> StepAsync(Actor by, string number, PetitionStep step, params IEnumerable<(string Name, object? Value)> data) =>
        PostAsync<TakePetitionStep.Done>(by, $"petitions/{number}/steps/{step.Kebab()}", JsonOf(data));

    public Task<TakePetitionStep.Done> DecideAsync(Actor by, string number, Guid approval, ApprovalStep decision, string? opinion) =>
        PostAsync<TakePetitionStep.Done>(by, $"petitions/{number}/approvals/{approval}/{decision.Kebab()}", JsonOf([(ApprovalWorkflow.Opinion, opinion)]));

    public Task<TakeSideStep.Done> SideAsync(Actor by, string number, int position, SideStep step, params IEnumerable<(string Name, object? Value)> data) =>
        PostAsync<TakeSideStep.Done>(by, $"petitions/{number}/sides/{position}/{step.Kebab()}", JsonOf(data));

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    /// <summary>As a program writes it: numbers, true and false, lists as such.</summary>
    private static JsonObject JsonOf(IEnumerable<(string Name, object? Value)> data)
    {
        var json = new JsonObject();
        foreach (var (name, value) in data)
        {
            json[name] = value switch
            {
                null => null,
                bool flag => flag,
                int number => number,
                IEnumerable<string> list => new JsonArray([.. list.Select(t => JsonValue.Create(t))]),
                _ => StepData.Of((name, value)).Text(name),
            };
        }

        return json;
    }

    private async Task<T> PostAsync<T>(Actor by, string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await (await ClientAsync(by)).PostAsync($"/api/v1/{path}", content);
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.IsSuccessStatusCode)
        {
            return JsonSerializer.Deserialize<T>(text, PlainJson.Options)!;
        }

        var problem = JsonSerializer.Deserialize<Problem>(text, PlainJson.Options)!;
        throw (int)answer.StatusCode switch
        {
            404 => new NotFoundException(path),
            400 or 409 when problem.Code is "refused" or "invalid" => new RefusedException(problem.Reasons),
            var status => new InvalidOperationException($"{path} answered {status}: {text}"),
        };
    }

    private async Task<HttpClient> ClientAsync(Actor by)
    {
        if (!clients.TryGetValue(by.UserId, out var client))
        {
            _ = site.Services; // the site starts before its database is written to from here
            var token = await office.AsAsync(Actor.System, s => s.GetRequiredService<CreateToken>().ExecuteAsync(new CreateToken.Command { UserId = by.UserId, Name = "程序", Days = 366 }, Actor.System, default));
            clients[by.UserId] = client = site.Visitor();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        }

        return client;
    }
}
