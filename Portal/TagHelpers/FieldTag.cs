using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Portal.Components;

namespace Portal.TagHelpers;

/// <summary>
/// A field in one line: label above, control, fault, help. Attributes it does not know (<c>autocomplete</c>, <c>inputmode</c>,
/// <c>maxlength</c>, …) go to the control. After a refusal the control shows what was typed, except a password, and the first faulty one
/// has the focus.
/// </summary>
/// <example>&lt;field for="Input.Email" label="E-mail" type="email" autocomplete="username" /&gt;</example>
[HtmlTargetElement("field", Attributes = "for")]
public sealed class FieldTag(IHtmlGenerator generator) : TagHelper
{
    public required ModelExpression For { get; set; }

    /// <summary>The display name of the property when absent.</summary>
    public string? Label { get; set; }

    public string? Help { get; set; }

    /// <summary>As in HTML; found from the property's type when absent.</summary>
    public string? Type { get; set; }

    /// <summary>Makes a choice of it.</summary>
    public IEnumerable<SelectListItem>? Items { get; set; }

    /// <summary>Makes a box of so many lines of it.</summary>
    public int? Rows { get; set; }

    /// <summary>A unit before the control: "€".</summary>
    public string? Affix { get; set; }

    /// <summary>Says "optional" after the label.</summary>
    public bool Optional { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public required ViewContext ViewContext { get; set; }

    private string Name => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    private string Id => TagBuilder.CreateSanitizedId(Name, "_");

    private bool IsTick => Items is null && Type is null or "checkbox" && For.Metadata.UnderlyingOrModelType == typeof(bool);

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var fault = ViewContext.ViewData.ModelState.GetValueOrDefault(Name)?.Errors.FirstOrDefault()?.ErrorMessage;
        var control = await ControlAsync(context, Attributes(output, fault));
        var label = Element("label", Label ?? For.Metadata.GetDisplayName(), ("for", Id));
        if (Optional)
        {
            label.InnerHtml.AppendHtml(" ").AppendHtml(Element("span", "optional", ("class", "optional")));
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", IsTick ? "field tick" : "field");
        output.Content.Clear();
        output.Content.AppendHtml(IsTick ? control : label).AppendHtml(IsTick ? label : control);
        if (fault is not null)
        {
            output.Content.AppendHtml($"""<div class="fault" id="{Id}-fault"><svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{IconPaths.Of("alarm")}</svg>""")
                .Append(fault).AppendHtml("</div>");
        }

        if (Help is not null)
        {
            output.Content.AppendHtml(Element("div", Help, ("class", "help"), ("id", Id + "-help")));
        }
    }

    private static TagBuilder Element(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        var element = new TagBuilder(name);
        element.InnerHtml.Append(text);
        foreach (var (attribute, value) in attributes)
        {
            element.Attributes[attribute] = value;
        }

        return element;
    }

    private TagHelperAttributeList Attributes(TagHelperOutput output, string? fault)
    {
        var attributes = new TagHelperAttributeList(output.Attributes);
        attributes.SetAttribute("class", IsTick ? "form-check-input" : Items is null ? "form-control" : "form-select");
        attributes.SetAttribute("id", Id);
        var described = string.Join(' ', new[] { fault is null ? null : Id + "-fault", Help is null ? null : Id + "-help" }.OfType<string>());
        if (described.Length > 0)
        {
            attributes.SetAttribute("aria-describedby", described);
        }

        if (fault is not null)
        {
            attributes.SetAttribute("aria-invalid", "true");
        }

        Focus(attributes);
        return attributes;
    }

    // After a refusal the first faulty field has the focus, whatever the page asked for.
    private void Focus(TagHelperAttributeList attributes)
    {
        if (ViewContext.ViewData.ModelState.ErrorCount == 0)
        {
            return;
        }

        attributes.RemoveAll("autofocus");
        if (ViewContext.ViewData.ModelState.GetFieldValidationState(Name) == ModelValidationState.Invalid && ViewContext.HttpContext.Items.TryAdd(typeof(FieldTag), Name))
        {
            attributes.SetAttribute(new("autofocus"));
        }
    }

    private async Task<TagHelperOutput> ControlAsync(TagHelperContext context, TagHelperAttributeList attributes)
    {
        var (name, control) = Control();
        var mode = name == "input" ? TagMode.SelfClosing : TagMode.StartTagAndEndTag;
        var inner = new TagHelperOutput(name, attributes, (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent())) { TagMode = mode };
        control.Init(context);
        await control.ProcessAsync(context, inner);
        if (Affix is not null)
        {
            inner.PreElement.AppendHtml("""<span class="affix">""").AppendHtml(Element("span", Affix));
            inner.PostElement.AppendHtml("</span>");
        }

        return inner;
    }

    private (string Name, TagHelper Control) Control() => this switch
    {
        { Items: not null } => ("select", new SelectTagHelper(generator) { For = For, Items = Items, ViewContext = ViewContext }),
        { Rows: { } rows } => ("textarea", new LinesTag(generator, rows) { For = For, ViewContext = ViewContext }),
        _ => ("input", new InputTagHelper(generator) { For = For, InputTypeName = Type, ViewContext = ViewContext }),
    };

    private sealed class LinesTag(IHtmlGenerator generator, int rows) : TextAreaTagHelper(generator)
    {
        public override void Process(TagHelperContext context, TagHelperOutput output)
        {
            output.Attributes.SetAttribute("rows", rows);
            base.Process(context, output);
        }
    }
}
