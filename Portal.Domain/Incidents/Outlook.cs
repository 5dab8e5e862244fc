namespace Portal.Domain.Incidents;

/// <summary>What will break, or works less than it did, if nobody does anything.</summary>
/// <param name="Subject">The login or the account.</param>
/// <param name="What">What is ahead, in a sentence.</param>
/// <param name="NextStep">What to do, and who.</param>
/// <param name="At">When it breaks, or since when it is so.</param>
public sealed record Outlook(string Subject, string What, string NextStep, DateTimeOffset At);

/// <summary>The terms by which the portal looks ahead.</summary>
public static class Terms
{
    /// <summary>A refresh token that nobody uses ends after this (https://learn.microsoft.com/entra/identity-platform/refresh-tokens).</summary>
    public static readonly TimeSpan UnusedSignIn = TimeSpan.FromDays(90);

    /// <summary>Every grant is renewed at least this often, whatever its access token says, so that it is never unused.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromDays(6);

    /// <summary>A sign-in that was not renewed for this long is not kept alive, for whatever reason: it is time to look.</summary>
    public static readonly TimeSpan NotKept = TimeSpan.FromDays(14);

    private static readonly int[] SecretWarnings = [60, 30, 7];

    /// <summary>The days before its end of which the operators are to be warned now; null while there is time.</summary>
    public static int? SecretWarning(DateTimeOffset expiresAt, DateTimeOffset now)
    {
        var due = SecretWarnings.Where(days => expiresAt - now <= TimeSpan.FromDays(days)).ToList();
        return due.Count == 0 ? null : due.Min();
    }
}
