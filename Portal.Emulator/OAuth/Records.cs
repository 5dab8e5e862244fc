namespace Portal.Emulator.OAuth;

/// <summary>A user let an application act for them.</summary>
internal sealed record Consent(string UserName, string ClientId, DateTimeOffset At);

/// <summary>What a code or a token is about: who, for which application, with which scopes.</summary>
internal sealed record Subject(string UserName, string ClientId, string Scope, bool IsSpa)
{
    public bool IsOffline => Scopes.Contains(Scope, Scopes.Offline);
}

/// <summary>An authorization code that was given out; kept by its hash only.</summary>
internal sealed record Code(Subject Subject, string RedirectUri, string? Challenge, DateTimeOffset ExpiresAt)
{
    public bool IsUsed { get; set; }
}

/// <summary>A token that was given out; kept by its hash only.</summary>
internal sealed record Token(Subject Subject, bool IsRefresh, DateTimeOffset ExpiresAt)
{
    public bool IsRevoked { get; set; }
}

/// <summary>What the token endpoint hands out.</summary>
internal sealed record TokenPair(string Access, string? Refresh, int ExpiresIn, string Scope);
