using System.Collections.Frozen;
using System.Text;

namespace Portal.Domain.Tenancy;

/// <summary>
/// The rules for the first path segment of an organisation: 3 to 40 characters, lower-case letters, digits and single hyphens, and
/// none of the words that the portal's own paths begin with.
/// </summary>
public static class Slug
{
    /// <summary>Words that stand, or may one day stand, first in a path of ours. Checked at start-up against every registered route.</summary>
    public static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(
        [
            "account", "admin", "api", "app", "assets", "auth", "blog", "connect", "css", "docs", "error", "errors", "events", "favicon",
            "fonts", "hangfire", "health", "help", "home", "identity", "images", "img", "index", "jobs", "js", "legal", "lib", "login", "logout",
            "metrics", "new", "oauth", "operator", "operators", "organisation", "organisations", "portal", "pricing", "privacy", "public",
            "robots", "root", "settings", "sign-in", "sign-out", "sign-up", "signin", "signout", "signup", "static", "status", "support",
            "system", "terms", "theme", "well-known", "www",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static Result<string> Check(string slug)
    {
        var trimmed = slug.Trim();
        if (trimmed.Length is < 3 or > 40)
        {
            return new Refusal("The address needs 3 to 40 characters.", "Slug");
        }

        if (!trimmed.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            return new Refusal("The address may hold lower-case letters, digits and hyphens.", "Slug");
        }

        if (trimmed[0] == '-' || trimmed[^1] == '-' || trimmed.Contains("--", StringComparison.Ordinal))
        {
            return new Refusal("The address may not begin or end with a hyphen or hold two in a row.", "Slug");
        }

        return Reserved.Contains(trimmed)
            ? new Refusal("This address is used by the portal itself; choose another.", "Slug")
            : trimmed;
    }

    /// <summary>A proposal made from an organisation's name: <c>Müller &amp; Söhne</c> becomes <c>muller-sohne</c>. May be empty.</summary>
    public static string Propose(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (slug.Length > 0 && slug[^1] != '-' && !char.IsLetter(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark)
            {
                slug.Append('-');
            }
        }

        return slug.ToString(0, Math.Min(slug.Length, 40)).Trim('-');
    }
}
