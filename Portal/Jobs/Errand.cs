using Portal.Domain;

namespace Portal.Jobs;

internal enum ErrandKind
{
    Refresh = 1,
    Sync = 2,
}

/// <summary>What a scheduler outside asks for, once: <c>Portal run refresh|sync [--tenant SLUG]</c>.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Slug">The one organisation to do it for; null is all.</param>
internal sealed record Errand(ErrandKind Kind, string? Slug)
{
    private static readonly Refusal Usage = new("Usage: Portal run refresh|sync [--tenant SLUG]");

    /// <summary>Null where the arguments ask for a portal that stays.</summary>
    public static Result<Errand>? Read(string[] args) => args switch
    {
        ["run", var kind] => Of(kind, null),
        ["run", var kind, "--tenant", { Length: > 0 } slug] => Of(kind, slug),
        ["run", ..] => Usage,
        _ => default(Result<Errand>?),
    };

    private static Result<Errand> Of(string kind, string? slug) => kind switch
    {
        "refresh" => new Errand(ErrandKind.Refresh, slug),
        "sync" => new Errand(ErrandKind.Sync, slug),
        _ => Usage,
    };
}
