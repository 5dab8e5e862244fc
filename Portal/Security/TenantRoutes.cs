using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Portal.Infrastructure.Tenancy;

namespace Portal.Security;

/// <summary>Pages under <c>Tenant/</c> live under the organisation's own path: the folder's name becomes the tenant parameter.</summary>
internal sealed class TenantRoutes : IPageRouteModelConvention
{
    public const string Folder = "/Tenant/";

    public void Apply(PageRouteModel model)
    {
        if (!model.ViewEnginePath.StartsWith(Folder, StringComparison.Ordinal))
        {
            return;
        }

        // With a transformer set, MVC makes the template anew from the page's path and what is said here is lost.
        var words = model.RouteParameterTransformer;
        model.RouteParameterTransformer = null;
        foreach (var route in model.Selectors.Select(selector => selector.AttributeRouteModel).OfType<AttributeRouteModel>())
        {
            var rest = (route.Template ?? "").Split('/').SkipWhile(segment => segment.Equals("tenant", StringComparison.OrdinalIgnoreCase));
            route.Template = string.Join('/', rest.Select(segment => segment.Contains('{', StringComparison.Ordinal) ? segment : words?.TransformOutbound(segment) ?? segment)
                .Prepend($"{{{Constants.TenantToken}}}"));
        }
    }
}

/// <summary><c>SignUp</c> becomes <c>sign-up</c> in addresses.</summary>
internal sealed partial class HyphenatedRoutes : IOutboundParameterTransformer
{
    public string? TransformOutbound(object? value) => value?.ToString() is { } text
        ? WordBorder().Replace(text, "$1-$2").ToLowerInvariant()
        : null;

    [GeneratedRegex("([a-z0-9])([A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex WordBorder();
}
