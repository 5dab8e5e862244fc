namespace Portal.Emulator;

/// <summary>An application registered with the stand-in. Without any secret or certificate it is a public client.</summary>
public sealed record Client
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>Secrets that are valid at present; two while one is being rotated.</summary>
    public List<string> Secrets { get; set; } = [];

    /// <summary>Secrets whose end date is past: refused with a number of their own.</summary>
    public List<string> ExpiredSecrets { get; set; } = [];

    /// <summary>Certificates that are registered for this application: DER in base64, without a private key.</summary>
    public List<string> Certificates { get; set; } = [];

    public List<Redirect> Redirects { get; set; } = [];

    public bool IsPublic => Secrets.Count == 0 && ExpiredSecrets.Count == 0 && Certificates.Count == 0;

    /// <summary>The application that is registered when the options name none: it fits the portal on its development port.</summary>
    public static Client Demo { get; } = new()
    {
        Id = "5b1f0c6e-2d4a-4e0f-9c55-7a3d1c0e9b21",
        Name = "Portal",
        Secrets = ["local-stand-in-secret"],
        Redirects =
        [
            new Redirect { Uri = "http://localhost/oauth/microsoft-ads/callback" },
            new Redirect { Uri = "https://localhost/oauth/microsoft-ads/callback" },
        ],
    };

    /// <summary>
    /// The registered redirect that equals <paramref name="uri"/>, letter by letter; any port matches for localhost
    /// (https://learn.microsoft.com/entra/identity-platform/reply-url).
    /// </summary>
    public Redirect? RedirectFor(string? uri) => uri is null ? null : Redirects.Find(redirect => redirect.Matches(uri));
}

/// <summary>A redirect address and its type: <c>web</c>, or <c>spa</c> whose refresh tokens end after 24 hours for good.</summary>
public sealed record Redirect
{
    public string Uri { get; set; } = "";

    public string Type { get; set; } = "web";

    public bool IsSpa => string.Equals(Type, "spa", StringComparison.OrdinalIgnoreCase);

    internal bool Matches(string asked) => asked == Uri || (WithoutPort(asked) is { } plain && plain == WithoutPort(Uri));

    private static string? WithoutPort(string text) =>
        System.Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Host: "localhost", Fragment: "", Query: "" }
            ? $"{uri.Scheme}://localhost{uri.AbsolutePath}"
            : null;
}
