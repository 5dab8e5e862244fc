using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Portal.Components;

namespace Portal.TagHelpers;

/// <summary>At the top of a form: everything that was refused, each with a link to its field. Nothing when all is well.</summary>
/// <example>&lt;faults /&gt;</example>
[HtmlTargetElement("faults")]
public sealed class FaultsTag : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var faults = ViewContext.ViewData.ModelState.SelectMany(entry => entry.Value?.Errors.Select(error => (Field: entry.Key, error.ErrorMessage)) ?? []).ToList();
        if (faults.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "notice is-bad summary");
        output.Attributes.SetAttribute("role", "alert");
        output.Content.AppendHtml($"""<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{IconPaths.Of("alarm")}</svg><div class="said">""");
        if (faults is [{ Field: "" } only])
        {
            output.Content.AppendHtml("<strong>").Append(only.ErrorMessage).AppendHtml("</strong></div>");
            return;
        }

        output.Content.AppendHtml("<strong>Nothing is saved yet. Please look at this again:</strong><ul>");
        foreach (var (field, message) in faults)
        {
            output.Content.AppendHtml("<li>").AppendHtml(Said(field, message)).AppendHtml("</li>");
        }

        output.Content.AppendHtml("</ul></div>");
    }

    private static TagBuilder Said(string field, string message)
    {
        var said = new TagBuilder(field.Length == 0 ? "span" : "a");
        said.InnerHtml.Append(message);
        if (field.Length > 0)
        {
            said.Attributes["href"] = "#" + TagBuilder.CreateSanitizedId(field, "_");
        }

        return said;
    }
}
