using CaseTracker.Cadres;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CaseTracker.Web.Pages;

/// <summary>People of the roster to tick, posted as their ids under one name.</summary>
public sealed record CadrePick(string Name, string Label, IReadOnlyList<ListCadres.Choice> Choices, IReadOnlyCollection<Guid> Chosen, IReadOnlyList<string> Errors)
{
    public static CadrePick Of(string name, string label, IReadOnlyList<ListCadres.Choice> choices, IReadOnlyCollection<Guid> chosen, ModelStateDictionary state) =>
        new(name, label, choices, chosen, state.TryGetValue(name, out var entry) ? [.. entry.Errors.Select(e => e.ErrorMessage)] : []);
}
