namespace Portal.Emulator.Traffic;

/// <summary>One request as the stand-in saw it. Tokens, secrets and codes are cut to their ends.</summary>
public sealed record RequestEntry(int Number, DateTimeOffset At, string Method, string Path)
{
    /// <summary>Null until the answer starts; stays null when the connection was cut before.</summary>
    public int? Status { get; init; }

    /// <summary>The user name of the token or code, when it is a known one.</summary>
    public string? User { get; init; }

    public long? CustomerId { get; init; }

    public long? AccountId { get; init; }

    /// <summary>The grant type of a token request.</summary>
    public string? GrantType { get; init; }

    /// <summary>The refresh token or code of a token request, masked.</summary>
    public string? Presented { get; init; }

    public string? Authorization { get; init; }

    public string? AuthenticationToken { get; init; }

    public string? DeveloperToken { get; init; }

    public string? TrackingId { get; init; }

    /// <summary>The injected fault that was met, if any.</summary>
    public FaultKind? Fault { get; init; }
}
