using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Infrastructure.Connections;

namespace Portal.Infrastructure.Ads;

/// <summary>An operation of the API: verb and path follow the rule of https://learn.microsoft.com/advertising/guides/rest-api-overview.</summary>
/// <param name="Service">Where it lives.</param>
/// <param name="Name">As Microsoft documents it.</param>
/// <param name="Method">POST, reads included; PUT to change.</param>
/// <param name="Path">After <c>/v13/</c>.</param>
internal sealed record AdsOperation(AdsService Service, string Name, HttpMethod Method, string Path)
{
    /// <summary>Doing it twice is no different from once: everything but changes.</summary>
    public bool IsRepeatable => Method == HttpMethod.Post;

    /// <summary>Customer Management finds its customer by the login; the other services need customer and account.</summary>
    public bool NeedsAccount => Service != AdsService.CustomerManagement;

    /// <summary>It counts among the downloads that an account may have in work (4204).</summary>
    public bool IsDownload { get; init; }

    public static AdsOperation Read(AdsService service, string name, string path) => new(service, name, HttpMethod.Post, path);
}

/// <summary>As whom a call is made: a connection, or a login that has just come back from Microsoft and is not stored yet.</summary>
internal sealed record AdsLogin
{
    public Id<Connection>? Connection { get; private init; }

    public AccessToken? Token { get; private init; }

    public static AdsLogin Of(Id<Connection> connection) => new() { Connection = connection };

    public static AdsLogin With(AccessToken token) => new() { Token = token };

    public void SignOn(HttpRequestOptions options)
    {
        if (Connection is { } connection)
        {
            options.Set(AdsCallOptions.Connection, connection);
        }

        if (Token is not null)
        {
            options.Set(AdsCallOptions.Token, Token);
        }
    }
}

/// <summary>What the handlers need to know of a call; never on the wire.</summary>
internal static class AdsCallOptions
{
    public static readonly HttpRequestOptionsKey<Id<Connection>> Connection = new("Portal.Connection");

    /// <summary>In place of the connection: a token that belongs to none yet.</summary>
    public static readonly HttpRequestOptionsKey<AccessToken> Token = new("Portal.Token");

    public static readonly HttpRequestOptionsKey<AdsOperation> Operation = new("Portal.Operation");
}

/// <summary>The headers of a call (https://learn.microsoft.com/advertising/guides/rest-api-overview).</summary>
internal static class AdsHeaders
{
    public const string DeveloperToken = "DeveloperToken";
    public const string CustomerId = "CustomerId";
    public const string AccountId = "CustomerAccountId";
    public const string TrackingId = "TrackingId";

    public static string? TrackingIdOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(TrackingId, out var values) ? values.FirstOrDefault() : null;
}
