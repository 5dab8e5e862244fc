using System.ComponentModel.DataAnnotations;

namespace Portal.Infrastructure.Notifications;

/// <summary>Configuration section <c>Portal</c>: what mails must know of the portal, as nobody's browser tells them.</summary>
public sealed class PortalOptions
{
    /// <summary>The address under which people reach the portal, without a slash at its end: <c>https://portal.example.com</c>.</summary>
    [Required, Url]
    public string PublicUrl { get; set; } = "http://localhost:5080";

    /// <summary>The full address of a page, for a mail.</summary>
    /// <param name="path">The page's path, with a slash at its beginning.</param>
    public string AddressOf(string path) => PublicUrl.TrimEnd('/') + path;
}
