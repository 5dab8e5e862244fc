using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Components;

/// <summary>The address of the page at hand, to make links that change one thing and keep the rest of the query.</summary>
public sealed record Address(string Path, IReadOnlyList<KeyValuePair<string, string?>> Query)
{
    public static Address Of(HttpRequest request) => Parse(request.PathBase.Add(request.Path).ToUriComponent(), request.QueryString.Value);

    /// <param name="path">Escaped as it stands in a link.</param>
    /// <param name="query">With or without its question mark; may be absent.</param>
    public static Address Parse(string path, string? query) => new(path,
        [.. QueryHelpers.ParseQuery(query).SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value))]);

    public string? this[string name] => Query.FirstOrDefault(pair => Same(pair.Key, name)).Value;

    /// <summary>The link with <paramref name="changes"/> made; a name without a value is left out.</summary>
    public string With(params IReadOnlyList<(string Name, string? Value)> changes)
    {
        var kept = Query.Where(pair => !changes.Any(change => Same(change.Name, pair.Key)));
        var made = changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Name, change.Value));
        return QueryHelpers.AddQueryString(Path, kept.Concat(made));
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
