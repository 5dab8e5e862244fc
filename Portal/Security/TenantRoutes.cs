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

        foreach (var selector in model.Selectors)
        {
            if (selector.AttributeRouteModel is { Template: { } template } route)
            {
                var rest = template.StartsWith("tenant", StringComparison.OrdinalIgnoreCase) ? template["tenant".Length..].TrimStart('/') : template;
                route.Template = $"{{{Constants.TenantToken}}}/{rest}".TrimEnd('/');
            }
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
