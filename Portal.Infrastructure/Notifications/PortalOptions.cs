using System.ComponentModel.DataAnnotations;

namespace Portal.Infrastructure.Notifications;

/// <summary>Configuration section <c>Portal</c>.</summary>
public sealed class PortalOptions
{
    /// <summary>Where people reach the portal, for links in mails: <c>https://portal.example.com</c>, no slash at the end.</summary>
    [Required(ErrorMessage = "Portal:PublicUrl is missing: the address under which people reach the portal, for the links in mails.")]
    public Uri? PublicUrl { get; set; }

    /// <summary>
    /// What this process does: <c>Web</c> answers requests, <c>Worker</c> runs jobs; none named is both. Empty by default, because
    /// configuration adds to a list and never takes from it.
    /// </summary>
    public IReadOnlyList<PortalRole> Roles { get; set; } = [];

    /// <summary>The mail address of the first operator; made at the first start together with <see cref="FirstOperatorPassword"/>.</summary>
    public string? FirstOperator { get; set; }

    public string? FirstOperatorPassword { get; set; }

    public bool Does(PortalRole role) => Roles.Count == 0 || Roles.Contains(role);

    public Uri LinkTo(string path) => new(PublicUrl ?? throw new InvalidOperationException("Portal:PublicUrl is missing."), path);
}

public enum PortalRole
{
    Web = 1,
    Worker = 2,
}
