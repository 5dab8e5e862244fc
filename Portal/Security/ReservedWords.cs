using Microsoft.AspNetCore.Routing.Patterns;
using Portal.Domain.Tenancy;

namespace Portal.Security;

/// <summary>An organisation may choose any address that is not ours; so every first word of a path of ours must be reserved.</summary>
internal static class ReservedWords
{
    /// <summary>Stands after the last <c>Map…</c>. Throws with the words that an organisation could choose although a route begins with them.</summary>
    public static void CheckReservedWords(this IEndpointRouteBuilder routes)
    {
        var missing = Missing(routes.DataSources.SelectMany(source => source.Endpoints));
        if (missing.Count > 0)
        {
            throw new InvalidOperationException($"Routes begin with words that an organisation could choose as its address: {string.Join(", ", missing)}. Add them to Slug.Reserved.");
        }
    }

    /// <summary>First words of routes that a slug may be; file names such as <c>favicon.svg</c> can never be one.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<Endpoint> endpoints) =>
        [.. endpoints.OfType<RouteEndpoint>().Select(FirstWord).OfType<string>().Where(word => !Slug.Check(word).IsRefused).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Lower case, as routing does not tell the two apart; null where the route begins with a parameter.</summary>
    private static string? FirstWord(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.PathSegments is [{ Parts: [RoutePatternLiteralPart { Content: var word }] }, ..] ? word.ToLowerInvariant() : null;
}
