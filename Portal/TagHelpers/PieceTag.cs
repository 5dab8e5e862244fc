using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.TagHelpers;

/// <summary>
/// A static component as a tag of a Razor page: its properties are handed to the parameters of the same name, and what stands inside the
/// tag to <c>ChildContent</c>. Content of a page is already encoded, so it goes in as it is.
/// </summary>
public abstract class PieceTag<TPiece> : TagHelper
    where TPiece : IComponent
{
    private const string Content = "ChildContent";

    private static readonly HashSet<string> Taken =
        [.. typeof(TPiece).GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute))).Select(property => property.Name)];

    [HtmlAttributeNotBound, ViewContext]
    public required ViewContext ViewContext { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var parameters = GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => Taken.Contains(property.Name))
            .ToDictionary(property => property.Name, property => property.GetValue(this));
        var inner = await output.GetChildContentAsync();
        if (Taken.Contains(Content) && !inner.IsEmptyOrWhiteSpace)
        {
            var html = inner.GetContent();
            parameters[Content] = (RenderFragment)(builder => builder.AddMarkupContent(0, html));
        }

        var component = new ComponentTagHelper
        {
            ComponentType = typeof(TPiece),
            RenderMode = RenderMode.Static,
            ViewContext = ViewContext,
            Parameters = parameters,
        };
        await component.ProcessAsync(context, output);
    }
}
