using Portal.Emulator.World;

namespace Portal.Emulator.OAuth;

/// <summary>
/// Who consented to what, and every code and token that is out. A token is kept as a hash until a day after its end, so that
/// an expired one can be told from an unknown one.
/// </summary>
public sealed class Grants
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);
    private static readonly TimeSpan TidyEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RefreshLife = TimeSpan.FromDays(90);
    private static readonly TimeSpan SpaRefreshLife = TimeSpan.FromHours(24);

    private readonly StateFile state;
    private readonly EmulatorClock clock;
    private readonly EmulatorOptions options;
    private readonly Random dice;
    private DateTimeOffset tidyAt;

    internal Grants(StateFile state, EmulatorClock clock, EmulatorOptions options)
    {
        (this.state, this.clock, this.options) = (state, clock, options);
        dice = new Random(options.Seed);
    }

    public bool HasConsent(User user, string clientId) =>
        state.Read(saved => saved.Consents.Exists(consent => consent.UserName == user.UserName && consent.ClientId == clientId));

    public bool IsDisabled(User user) => state.Read(saved => saved.DisabledLogins.Contains(user.UserName));

    /// <summary>The login no longer works: neither signing in, nor refreshing, nor its access tokens.</summary>
    public void Disable(User user) => state.Change(saved => { saved.DisabledLogins.Add(user.UserName); });

    public void Enable(User user) => state.Change(saved => { saved.DisabledLogins.Remove(user.UserName); });

    /// <summary>
    /// The user took the consent back: every code and refresh token of theirs is refused from now on (50173), and consent is
    /// asked again. Access tokens that are out go on until their end, as they do on the platform.
    /// </summary>
    public void Revoke(User user) => state.Change(saved =>
    {
        saved.Consents.RemoveAll(consent => consent.UserName == user.UserName);
        foreach (var hash in saved.Codes.Where(code => code.Value.Subject.UserName == user.UserName).Select(code => code.Key).ToList())
        {
            saved.Codes.Remove(hash);
        }

        foreach (var token in saved.Tokens.Values.Where(token => token.IsRefresh && token.Subject.UserName == user.UserName))
        {
            token.IsRevoked = true;
        }
    });

    /// <summary>Ends every access token of the user now; the next call answers 109.</summary>
    public void ExpireAccess(User user) => state.Change(saved =>
    {
        var now = clock.GetUtcNow();
        foreach (var (hash, token) in saved.Tokens.Where(pair => !pair.Value.IsRefresh && pair.Value.Subject.UserName == user.UserName).ToList())
        {
            saved.Tokens[hash] = token with { ExpiresAt = now };
        }
    });

    internal string NewCode(Subject subject, string redirectUri, string? challenge)
    {
        var (text, now) = (Secret.Code(), clock.GetUtcNow());
        state.Change(saved =>
        {
            saved.Consents.RemoveAll(consent => consent.UserName == subject.UserName && consent.ClientId == subject.ClientId);
            saved.Consents.Add(new Consent(subject.UserName, subject.ClientId, now));
            saved.Codes[Secret.Hash(text)] = new Code(subject, redirectUri, challenge, now + options.CodeLifetime);
        });
        return text;
    }

    /// <summary>The code, whatever its state; the caller judges it. A code that was good is <see cref="Use">used</see> afterwards.</summary>
    internal Code? FindCode(string text) => state.Read(saved => saved.Codes.GetValueOrDefault(Secret.Hash(text)));

    /// <summary>Marks the code as used; false when somebody else was faster.</summary>
    internal bool Use(string code) => state.Change(saved => saved.Codes.GetValueOrDefault(Secret.Hash(code)) is { IsUsed: false } found && (found.IsUsed = true));

    internal Token? FindToken(string text) => state.Read(saved => saved.Tokens.GetValueOrDefault(Secret.Hash(text)));

    /// <summary>New tokens. A refresh of a single-page application's token keeps the end of the <paramref name="old"/> one.</summary>
    internal TokenPair Issue(Subject subject, string? old = null) => state.Change(saved =>
    {
        var now = clock.GetUtcNow();
        Forget(saved, now);
        var lifetime = options.ExpiresIn ?? dice.Next(3_600, 5_400);
        var access = Secret.Access();
        saved.Tokens[Secret.Hash(access)] = new Token(subject, false, now.AddSeconds(lifetime));
        if (!subject.IsOffline)
        {
            return new TokenPair(access, null, lifetime, Scopes.Granted(subject.Scope));
        }

        var before = old is null ? null : saved.Tokens[Secret.Hash(old)];
        var end = subject.IsSpa ? before?.ExpiresAt ?? now + SpaRefreshLife : now + RefreshLife;
        var refresh = Secret.Refresh();
        saved.Tokens[Secret.Hash(refresh)] = new Token(subject, true, end);
        if (options.RevokeOldOnUse && before is not null)
        {
            before.IsRevoked = true;
        }

        return new TokenPair(access, refresh, lifetime, Scopes.Granted(subject.Scope));
    });

    internal void Reset() => state.Change(saved =>
    {
        saved.Consents.Clear();
        saved.Codes.Clear();
        saved.Tokens.Clear();
        saved.DisabledLogins.Clear();
    });

    /// <summary>At most once a minute: looking through all tokens at each new one would make the thousandth slower than the first.</summary>
    private void Forget(SavedState saved, DateTimeOffset now)
    {
        if (now < tidyAt)
        {
            return;
        }

        tidyAt = now + TidyEvery;
        foreach (var hash in saved.Tokens.Where(token => token.Value.ExpiresAt + Remembered < now).Select(token => token.Key).ToList())
        {
            saved.Tokens.Remove(hash);
        }

        foreach (var hash in saved.Codes.Where(code => code.Value.ExpiresAt + Remembered < now).Select(code => code.Key).ToList())
        {
            saved.Codes.Remove(hash);
        }
    }
}
