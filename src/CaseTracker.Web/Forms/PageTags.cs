using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CaseTracker.Web.Forms;

/// <summary>Lets a script or a style of ours run under the content security policy.</summary>
[HtmlTargetElement("script"), HtmlTargetElement("style")]
public sealed class NonceTag(Nonce nonce) : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Attributes.SetAttribute("nonce", nonce.Value);
}

/// <summary>One icon of the sprite: <c>&lt;icon name="home" /&gt;</c>. Its name stands in package.json. Silent for a screen reader unless it has a <c>title</c>.</summary>
[HtmlTargetElement("icon", Attributes = "name", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTag : TagHelper
{
    [HtmlAttributeNotBound, ViewContext] public ViewContext ViewContext { get; set; } = null!;
    public string Name { get; set; } = "";
    public string? Title { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"icon {output.Attributes["class"]?.Value}".TrimEnd());
        output.Attributes.SetAttribute("focusable", "false");
        if (Title is null)
        {
            output.Attributes.SetAttribute("aria-hidden", "true");
        }
        else
        {
            output.Attributes.SetAttribute("role", "img");
            output.Content.AppendHtml("<title>").Append(Title).AppendHtml("</title>");
        }

        output.Content.AppendHtml($"<use href=\"{Sprite(ViewContext.HttpContext)}#").Append(Name).AppendHtml("\"></use>");
    }

    /// <summary>The address of the sprite, with the mark of its content so that a browser may keep it.</summary>
    internal static string Sprite(HttpContext context) =>
        $"{context.Request.PathBase}/{context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>()?["lib/icons.svg"] ?? "lib/icons.svg"}";
}

/// <summary>
/// Adds to every posting form of a <see cref="FormPage"/> its idempotency key and the version that the user was looking at.
/// A refused form keeps its key, the other forms of the page get their own.
/// </summary>
[HtmlTargetElement("form", Attributes = "method")]
public sealed class FormKeysTag : TagHelper
{
    [HtmlAttributeNotBound, ViewContext] public ViewContext ViewContext { get; set; } = null!;

    public override int Order => 10;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Page() is { } page && string.Equals(output.Attributes["method"]?.Value?.ToString(), "post", StringComparison.OrdinalIgnoreCase))
        {
            var key = page.RequestId == Guid.Empty || !WasSent(output.Attributes["action"]?.Value?.ToString()) ? Guid.CreateVersion7() : page.RequestId;
            output.PostContent.AppendHtml($"<input type=\"hidden\" name=\"RequestId\" value=\"{key}\"><input type=\"hidden\" name=\"Version\" value=\"{page.Version}\">");
            if (output.Attributes["data-draft"]?.Value?.ToString() is { Length: > 0 } draft)
            {
                output.PostContent.AppendHtml("<input type=\"hidden\" name=\"DraftKey\" value=\"").Append(draft).AppendHtml("\">");
            }
        }
    }

    /// <summary>The page of the form: its own model, or, in a partial with a model of another kind, the page that answers.</summary>
    private FormPage? Page() => ViewContext.ViewData.Model switch
    {
        FormPage page => page,
        PageModel => null,
        _ => FormPage.Of(ViewContext.HttpContext),
    };

    /// <summary>Whether this is the form that the request brought.</summary>
    private bool WasSent(string? action)
    {
        var request = ViewContext.HttpContext.Request;
        var address = (action ?? "").Split('#')[0];
        return address.Length == 0 || (address[0] == '?' ? request.PathBase + request.Path + address : address) == request.PathBase + request.Path + request.QueryString;
    }
}

/// <summary>Every reason why the form was refused, on top of it: those of a field lead there, those of the whole show their article and who can lift them.</summary>
[HtmlTargetElement("reasons", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ReasonsTag : TagHelper
{
    [HtmlAttributeNotBound, ViewContext] public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var refusals = (ViewContext.ViewData.Model as FormPage)?.Refusals ?? [];
        var wrong = ViewContext.ModelState
            .SelectMany(s => s.Value!.Errors.Select(e => (Field: s.Key, Text: e.ErrorMessage)))
            .Where(e => e.Text.Length > 0)
            .OrderBy(e => Place(e.Field), StringComparer.Ordinal)
            .ToList();
        if (wrong.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "reasons alert alert-danger");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Content.AppendHtml("<div class=\"reasons-title\">").Append(wrong.Count == 1 ? "未能提交，原因如下：" : $"未能提交，原因有 {wrong.Count} 条：").AppendHtml("</div><ul>");
        foreach (var (field, text) in wrong)
        {
            var reason = refusals.FirstOrDefault(r => r.Text == text);
            output.Content.AppendHtml("<li>");
            if (field.Length > 0)
            {
                output.Content.AppendHtml("<a href=\"#").Append(TagBuilder.CreateSanitizedId(field, "_")).AppendHtml("\">").Append(text).AppendHtml("</a>");
            }
            else
            {
                output.Content.Append(text);
            }

            if (reason?.Article is { } article)
            {
                output.Content.AppendHtml("<span class=\"reason-ground\">依据：").Append(article).AppendHtml("</span>");
            }

            if (reason?.LiftedBy is { } who)
            {
                output.Content.AppendHtml("<span class=\"reason-ground\">可由").Append(who).AppendHtml("解除</span>");
            }

            output.Content.AppendHtml("</li>");
        }

        output.Content.AppendHtml("</ul>");
    }

    /// <summary>Sorts the fields as their model declares them, which is the order of the form; what concerns the whole comes first.</summary>
    private string Place(string field)
    {
        var (place, model) = ("", ViewContext.ViewData.ModelMetadata);
        foreach (var part in field.Length == 0 ? [] : field.Split('.'))
        {
            var (name, index) = part.Split('[', ']') is [var list, var item, ..] ? (list, item.PadLeft(6, '0')) : (part, "");
            var found = model.Properties.Select((p, i) => (Property: p, Index: i)).FirstOrDefault(p => p.Property.PropertyName == name);
            if (found.Property is null)
            {
                return place + "~";
            }

            place += $"{found.Index:000}{index}.";
            model = index.Length > 0 ? found.Property.ElementMetadata ?? found.Property : found.Property;
        }

        return place;
    }
}

/// <summary>The colours of a deadline; each also has its own icon, so that a black-and-white print tells them apart.</summary>
public enum DueTone
{
    [Display(Name = "正常")] Green,
    [Display(Name = "临期")] Yellow,
    [Display(Name = "紧急")] Orange,
    [Display(Name = "超期")] Red,
    [Display(Name = "今日到期")] Today,
    [Display(Name = "已办结")] Done,
    [Display(Name = "暂停计算")] Paused,
}

/// <summary>A deadline in words and colour: <c>&lt;due tone="Red" text="已超期 2 天" /&gt;</c>, with the date as its tooltip.</summary>
[HtmlTargetElement("due", Attributes = "tone", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DueTag : TagHelper
{
    [HtmlAttributeNotBound, ViewContext] public ViewContext ViewContext { get; set; } = null!;
    public DueTone Tone { get; set; }
    public string? Text { get; set; }
    public DateOnly? Date { get; set; }

    /// <summary>剩 3 天, 今日到期, 已超期 2 天.</summary>
    public static string Words(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        0 => "今日到期",
        > 0 and var left => $"剩 {left} 天",
        var late => $"已超期 {-late} 天",
    };

    /// <summary>Each tone's own icon.</summary>
    public static string Icon(DueTone tone) => tone switch
    {
        DueTone.Green => "clock-hour-4",
        DueTone.Yellow => "clock-exclamation",
        DueTone.Orange => "alert-triangle",
        DueTone.Red => "urgent",
        DueTone.Today => "calendar-due",
        DueTone.Done => "circle-check",
        DueTone.Paused => "clock-pause",
    };

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"due due-{Tone.ToString().ToLowerInvariant()} {output.Attributes["class"]?.Value}".TrimEnd());
        if (Date is { } date)
        {
            output.Attributes.SetAttribute("title", $"期限 {date:yyyy-MM-dd}");
        }

        output.Content.AppendHtml($"<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\"><use href=\"{IconTag.Sprite(ViewContext.HttpContext)}#{Icon(Tone)}\"></use></svg>")
            .Append(Text ?? Tone.Display());
    }
}
