using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CaseTracker.Web.Forms;

/// <summary>
/// One field of a form: <c>&lt;field for="Input.Name" /&gt;</c> writes label, control, help and error. The control follows the type (text, date, number, choice of
/// an enum, yes/no); <c>type="textarea|select|radio|tel|password|hidden…"</c> overrides it. Other attributes go to the control, <c>class</c> to the whole field.
/// </summary>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTag(IHtmlGenerator html) : TagHelper
{
    [HtmlAttributeNotBound, ViewContext] public ViewContext ViewContext { get; set; } = null!;
    public ModelExpression For { get; set; } = null!;
    public string? Type { get; set; }

    /// <summary>The label, where the field's own [Display] name does not fit here.</summary>
    public string? Label { get; set; }

    /// <summary>Small print under the control: what to write, in what form. [Display(Description)] is the default.</summary>
    public string? Help { get; set; }

    /// <summary>The choices of a select, where the type is no enum.</summary>
    public IEnumerable<SelectListItem>? Options { get; set; }

    /// <summary>The first, empty choice of a select; "" leaves it blank, null shows none where a value is required.</summary>
    public string? Empty { get; set; }

    /// <summary>Marks the field as wanted although its type says nothing: a step asks for it.</summary>
    public bool? Required { get; set; }

    private string Id => TagBuilder.CreateSanitizedId(FullName, "_");

    private string FullName => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    private Type ValueType => Nullable.GetUnderlyingType(For.Metadata.ModelType) ?? For.Metadata.ModelType;

    private IEnumerable<object> Annotations => ((DefaultModelMetadata)For.Metadata).Attributes.Attributes;

    private bool IsRequired => Required ?? (Annotations.Any(a => a is RequiredAttribute) || (ValueType.IsValueType && ValueType != typeof(bool) && !For.Metadata.IsReferenceOrNullableType));

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = ViewContext.ModelState.TryGetValue(FullName, out var entry) ? entry.Errors.Select(e => e.ErrorMessage).Where(m => m.Length > 0).ToList() : [];
        var help = Help ?? For.Metadata.Description;
        var type = Type ?? DefaultType();
        var control = new Dictionary<string, object?>();
        foreach (var attribute in output.Attributes.Where(a => a.Name != "class").ToList())
        {
            control[attribute.Name] = attribute.Value?.ToString() ?? "";
            output.Attributes.Remove(attribute);
        }

        control["class"] = (type switch { "select" => "form-select", "checkbox" or "radio" => "form-check-input", _ => "form-control" }) + (errors.Count > 0 ? " is-invalid" : "");
        string?[] describedBy = [help is null ? null : Id + "_help", errors.Count > 0 ? Id + "_error" : null];
        control["aria-describedby"] = describedBy.Any(d => d is not null) ? string.Join(' ', describedBy.Where(d => d is not null)) : null;
        control["aria-invalid"] = errors.Count > 0 ? "true" : null;
        control["aria-required"] = IsRequired && type is not "checkbox" ? "true" : null;
        foreach (var unset in control.Where(c => c.Value is null).Select(c => c.Key).ToList())
        {
            control.Remove(unset);
        }

        var own = output.Attributes["class"]?.Value?.ToString();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"field {own}".TrimEnd());
        if (type == "hidden")
        {
            output.TagName = null;
            output.Content.SetHtmlContent(html.GenerateHidden(ViewContext, For.ModelExplorer, For.Name, For.Model, useViewData: false, htmlAttributes: null));
            return;
        }

        Write(output, type, control);
        if (errors.Count > 0)
        {
            output.Content.AppendHtml(Small("field-error", Id + "_error", string.Join("；", errors)));
        }

        if (help is not null)
        {
            output.Content.AppendHtml(Small("form-hint", Id + "_help", help));
        }
    }

    private string DefaultType() =>
        Options is not null || ValueType.IsEnum ? "select"
        : ValueType == typeof(bool) ? "checkbox"
        : ValueType == typeof(DateOnly) ? "date"
        : ValueType == typeof(TimeOnly) ? "time"
        : ValueType == typeof(int) || ValueType == typeof(long) || ValueType == typeof(decimal) ? "number"
        : For.Metadata.DataTypeName switch { "MultilineText" => "textarea", "Password" => "password", "PhoneNumber" => "tel", _ => "text" };

    private void Write(TagHelperOutput output, string type, Dictionary<string, object?> control)
    {
        var text = Label ?? For.Metadata.GetDisplayName();
        switch (type)
        {
            case "checkbox":
                // The generator throws at a posted value that is no yes or no; its error is told all the same.
                if (ViewContext.ModelState.TryGetValue(FullName, out var entry) && entry.RawValue is string raw && !bool.TryParse(raw, out _))
                {
                    ViewContext.ModelState.SetModelValue(FullName, rawValue: null, attemptedValue: null);
                }

                output.Content.AppendHtml("<label class=\"form-check\">");
                output.Content.AppendHtml(html.GenerateCheckBox(ViewContext, For.ModelExplorer, For.Name, For.Model as bool? ?? (For.Model is string s ? s == "true" : null), control));
                output.Content.AppendHtml("<span class=\"form-check-label\">").Append(text).AppendHtml("</span></label>");
                output.Content.AppendHtml(html.GenerateHiddenForCheckbox(ViewContext, For.ModelExplorer, For.Name));
                break;
            case "radio":
                output.TagName = "fieldset";
                output.Content.AppendHtml($"<legend class=\"form-label{(IsRequired ? " required" : "")}\">").Append(text).AppendHtml("</legend><div>");
                foreach (var choice in Choices())
                {
                    var own = new Dictionary<string, object?>(control) { ["id"] = $"{Id}_{choice.Value}" };
                    output.Content.AppendHtml("<label class=\"form-check form-check-inline\">");
                    output.Content.AppendHtml(html.GenerateRadioButton(ViewContext, For.ModelExplorer, For.Name, choice.Value, isChecked: null, own));
                    output.Content.AppendHtml("<span class=\"form-check-label\">").Append(choice.Text).AppendHtml("</span></label>");
                }

                output.Content.AppendHtml("</div>");
                break;
            default:
                output.Content.AppendHtml(html.GenerateLabel(ViewContext, For.ModelExplorer, For.Name, text, new { @class = "form-label" + (IsRequired ? " required" : "") }));
                var made = Control(type, control);
                made.Attributes.Remove("maxlength"); // a browser would cut pasted text without a word; the refusal says what is too long
                output.Content.AppendHtml(made);
                break;
        }
    }

    private TagBuilder Control(string type, Dictionary<string, object?> control)
    {
        switch (type)
        {
            case "textarea":
                var rows = control.Remove("rows", out var given) && int.TryParse(given?.ToString(), out var r) ? r : 4;
                return html.GenerateTextArea(ViewContext, For.ModelExplorer, For.Name, rows, 0, control);
            case "select":
                return html.GenerateSelect(ViewContext, For.ModelExplorer, Empty ?? (IsRequired ? "请选择" : ""), For.Name, Choices(),
                    allowMultiple: For.ModelExplorer.Metadata.IsEnumerableType, control);
            case "password":
                return html.GeneratePassword(ViewContext, For.ModelExplorer, For.Name, value: null, control);
            default:
                var value = For.Model is DateOnly date ? date.ToString("yyyy-MM-dd") : For.Model is TimeOnly time ? time.ToString("HH:mm") : For.Model;
                control["type"] = type;
                control.TryAdd("autocomplete", "off");
                return html.GenerateTextBox(ViewContext, For.ModelExplorer, For.Name, value, format: null, control);
        }
    }

    private IEnumerable<SelectListItem> Choices() => Options ?? Enum.GetValuesAsUnderlyingType(ValueType).Cast<object>()
        .Select(v => (Enum)Enum.ToObject(ValueType, v))
        .Select(v => new SelectListItem(v.Display(), v.ToString(), For.Model is Enum chosen && chosen.Equals(v)));

    private static TagBuilder Small(string css, string id, string text)
    {
        var tag = new TagBuilder("div");
        tag.AddCssClass(css);
        tag.Attributes["id"] = id;
        tag.InnerHtml.Append(text);
        return tag;
    }
}
