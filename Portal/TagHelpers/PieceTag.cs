using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
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

        output.TagName = null;
        output.Content.SetHtmlContent(await RenderAsync(ParameterView.FromDictionary(parameters)));
    }

    /// <summary>
    /// To text at once. The framework's own component tag writes itself later, and only in its renderer's turn: a page can do that, a
    /// piece that holds a piece cannot.
    /// </summary>
    private Task<string> RenderAsync(ParameterView parameters)
    {
        var renderer = ViewContext.HttpContext.RequestServices.GetRequiredService<HtmlRenderer>();
        return renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPiece>(parameters)).ToHtmlString());
    }
}
