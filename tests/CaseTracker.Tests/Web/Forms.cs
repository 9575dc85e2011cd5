using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CaseTracker.Tests.Web;

/// <summary>Reads answers as pages and fills their forms as a browser would, with the hidden fields, the form's token and the chosen button.</summary>
public static class Forms
{
    /// <summary>The answer's HTML, parsed.</summary>
    public static async Task<IHtmlDocument> PageAsync(this HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync();
        var address = response.RequestMessage?.RequestUri?.ToString() ?? "https://localhost/";
        return (IHtmlDocument)await BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(html).Address(address));
    }

    /// <summary>Opens a page that must be there.</summary>
    public static async Task<IHtmlDocument> OpenAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}, {response.Headers.Location}");
        }

        return await response.PageAsync();
    }

    /// <summary>Opens <paramref name="path"/>, fills its form and posts it. A field is named as in the page, or without its "Input."; <paramref name="button"/> by its
    /// text or name, the first one when null; <paramref name="meanwhile"/> happens between opening and sending.</summary>
    public static async Task<HttpResponseMessage> FillAsync(
        this HttpClient client, string path, Dictionary<string, string> fields, string? button = null, string form = "main form[method=post]", Func<Task>? meanwhile = null)
    {
        var page = await client.OpenAsync(path);
        if (meanwhile is not null)
        {
            await meanwhile();
        }

        return await client.SendAsync(page, fields, button, form);
    }

    /// <summary>Fills a form of a page already open and posts it.</summary>
    public static Task<HttpResponseMessage> SendAsync(
        this HttpClient client, IHtmlDocument page, Dictionary<string, string> fields, string? button = null, string form = "main form[method=post]")
    {
        var found = page.QuerySelectorAll<IHtmlFormElement>(form).FirstOrDefault(f => button is null || ButtonOf(f, button) is not null)
            ?? throw new InvalidOperationException($"No form {form} with button {button ?? "(any)"} on {page.Url}");
        var values = Values(found);
        foreach (var (name, value) in fields)
        {
            var full = Named(found, name) ?? Named(found, "Input." + name)
                ?? throw new InvalidOperationException($"No field {name} in the form; it has {string.Join(", ", values.Select(v => v.Key).Distinct())}");
            values.RemoveAll(v => v.Key == full);
            values.Add(new(full, value));
        }

        if (button is not null && ButtonOf(found, button) is { Name.Length: > 0 } pressed)
        {
            values.Add(new(pressed.Name!, pressed.Value));
        }

        var action = ButtonOf(found, button)?.GetAttribute("formaction") ?? found.GetAttribute("action");
        var target = string.IsNullOrEmpty(action) ? new Uri(page.Url) : new Uri(new Uri(page.Url), action);
        return client.PostAsync(target, new FormUrlEncodedContent(values));
    }

    /// <summary>The message beside a field; null where there is none.</summary>
    public static string? ErrorAt(this IHtmlDocument page, string field) =>
        (page.GetElementById($"Input_{field}_error") ?? page.GetElementById($"{field}_error"))?.TextContent.Trim();

    /// <summary>Every reason on top of the form.</summary>
    public static IReadOnlyList<string> Reasons(this IHtmlDocument page) => [.. page.QuerySelectorAll(".reasons li").Select(li => li.TextContent.Trim())];

    private static string? Named(IHtmlFormElement form, string name) => form.Elements.Any(e => e.GetAttribute("name") == name) ? name : null;

    private static IHtmlButtonElement? ButtonOf(IHtmlFormElement form, string? button) => form.Elements.OfType<IHtmlButtonElement>()
        .FirstOrDefault(b => b.Type == "submit" && (button is null || b.TextContent.Trim() == button || b.Name == button));

    private static List<KeyValuePair<string, string>> Values(IHtmlFormElement form)
    {
        var values = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements.Where(e => !string.IsNullOrEmpty(e.GetAttribute("name")) && !e.HasAttribute("disabled")))
        {
            var name = element.GetAttribute("name")!;
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } choice when choice.IsChecked:
                    values.Add(new(name, choice.Value));
                    break;
                case IHtmlInputElement { Type: not ("checkbox" or "radio" or "file" or "submit" or "button") } input:
                    values.Add(new(name, input.Value));
                    break;
                case IHtmlTextAreaElement area:
                    values.Add(new(name, area.Value));
                    break;
                case IHtmlSelectElement select:
                    values.AddRange(select.Options.Where(o => o.IsSelected).Select(o => KeyValuePair.Create(name, o.Value)));
                    break;
            }
        }

        return values;
    }
}
