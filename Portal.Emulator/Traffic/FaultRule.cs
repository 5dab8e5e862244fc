namespace Portal.Emulator.Traffic;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>The answer comes late, by <see cref="FaultRule.Delay"/>.</summary>
    Latency,

    /// <summary>No answer comes until the caller gives up.</summary>
    Hang,

    /// <summary>The connection is cut before the answer.</summary>
    Reset,

    /// <summary>The answer announces its full length and breaks off in the middle.</summary>
    Truncate,

    /// <summary>The answer announces its full length, and after its first half nothing more comes until the caller gives up.</summary>
    Stall,

    /// <summary>500 with fault code 0.</summary>
    InternalError,

    /// <summary>503, or <see cref="FaultRule.Status"/>, with a page of HTML as gateways send it.</summary>
    Html,

    /// <summary>404, or <see cref="FaultRule.Status"/>, with the page that a server shows which has no such service, as the old SOAP addresses will.</summary>
    NotFound,

    /// <summary>429; with <see cref="FaultRule.RetryAfter"/> when one is given.</summary>
    TooManyRequests,

    /// <summary>400 without a body.</summary>
    EmptyBadRequest,

    /// <summary>The fault with the number <see cref="FaultRule.Code"/>, before the operation runs.</summary>
    Code,

    /// <summary>The token endpoint answers <see cref="FaultRule.Error"/> with the AADSTS number <see cref="FaultRule.Code"/>.</summary>
    OAuthError,

    /// <summary>The token answer lacks <c>refresh_token</c>.</summary>
    NoRefreshToken,

    /// <summary>The token answer writes <c>expires_in</c> as text.</summary>
    ExpiresInAsText,

    /// <summary>Every object of the answer has a property that no documentation knows.</summary>
    UnknownProperty,

    /// <summary>States and types have a value that no documentation knows.</summary>
    UnknownEnum,

    /// <summary>Empty lists come as null.</summary>
    NullLists,

    /// <summary>The answer is not compressed, whatever the caller would take.</summary>
    Uncompressed,

    /// <summary>The answer is called plain text, whatever it is.</summary>
    WrongType,
}

/// <summary>A fault to inject, where, and how often.</summary>
public sealed record FaultRule(FaultKind Kind)
{
    public int Id { get; init; }

    /// <summary>Part of the path, in any case; null is every path of the API and of OAuth.</summary>
    public string? Route { get; init; }

    /// <summary>User name of the token or code that is presented; null is everyone, strangers included.</summary>
    public string? User { get; init; }

    /// <summary>The account in the header.</summary>
    public long? AccountId { get; init; }

    /// <summary>How often it strikes; null is until it is taken away.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>Chance that it strikes a request it fits, 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    public int? Code { get; init; }

    public string? Error { get; init; }

    public int? Status { get; init; }

    /// <summary>Seconds in the header Retry-After; null leaves it out, as the live API does.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>How often it struck so far.</summary>
    public int Struck { get; init; }

    internal bool Fits(RequestEntry entry) =>
        (Route is null || entry.Path.Contains(Route, StringComparison.OrdinalIgnoreCase))
        && (User is null || string.Equals(User, entry.User, StringComparison.OrdinalIgnoreCase))
        && (AccountId is null || AccountId == entry.AccountId)
        && (Times is null || Struck < Times);
}
