namespace Portal.Domain.Connections;

/// <summary>Who has to act on a failed token exchange, and what becomes of the connection.</summary>
public enum FailureClass
{
    /// <summary>Passes by itself: time-outs, 5xx, throttling.</summary>
    Transient = 1,

    /// <summary>Reported to be intermittent: tried again a few times before it is believed.</summary>
    Suspect = 2,

    /// <summary>The grant has ended; the same person signs in again.</summary>
    NeedsReconnect = 3,

    /// <summary>Microsoft wants something of the user: a second factor, a compliant device.</summary>
    NeedsUser = 4,

    /// <summary>Consent is missing, perhaps an administrator's.</summary>
    NeedsConsent = 5,

    /// <summary>The portal's own registration is at fault; no connection's state changes.</summary>
    Operator = 6,
}

/// <summary>A failed token exchange, understood.</summary>
/// <param name="Class">Who acts.</param>
/// <param name="Code">The platform's error and number, for the disclosure.</param>
/// <param name="Sentence">What happened and what to do, for the person who can.</param>
public sealed record TokenFailure(FailureClass Class, string Code, string Sentence)
{
    public bool EndsGrant => Class is FailureClass.NeedsReconnect or FailureClass.NeedsUser or FailureClass.NeedsConsent;

    /// <summary>
    /// Reads an error answer of the token endpoint. The number decides first, then the error word, as Microsoft may add numbers; see
    /// https://learn.microsoft.com/entra/identity-platform/reference-error-codes.
    /// </summary>
    /// <param name="error">The OAuth <c>error</c>; null when there was no readable answer.</param>
    /// <param name="number">The first AADSTS number, if any.</param>
    /// <param name="status">The HTTP status; 0 when no answer came.</param>
    public static TokenFailure Of(string? error, int? number, int status)
    {
        var code = $"{error ?? $"HTTP {status}"}{(number is { } n ? $" {n}" : "")}";
        var known = Table.FirstOrDefault(line => line.Number is not null ? line.Number == number : line.Error == error);
        return known is not null
            ? new(known.Class, code, known.Sentence)
            : new(FailureClass.Transient, code, "Microsoft's sign-in service did not answer as expected. The portal tries again by itself.");
    }

    /// <summary>The same for somebody who has just signed in and waits: nothing is stored yet, and nobody tries again for them.</summary>
    public TokenFailure WhileConnecting() => this with
    {
        Sentence = Class switch
        {
            FailureClass.Transient => "Microsoft's sign-in service did not answer as expected. Nothing has changed; start connecting once more in a few minutes.",
            FailureClass.Suspect or FailureClass.NeedsReconnect => "Microsoft did not accept this sign-in: it was too old, used before or altered on its way. Nothing has changed; start connecting once more.",
            FailureClass.Operator => "Microsoft does not accept the portal itself at the moment, so nothing was connected. The operators are told; start connecting once more when they have mended it.",
            _ => Sentence,
        },
    };

    private sealed record Line(int? Number, string? Error, FailureClass Class, string Sentence);

    private const string SignInAgain = "Microsoft has ended this sign-in. Sign in again to continue; nothing that was synced is lost.";

    private static readonly Line[] Table =
    [
        new(70000, null, FailureClass.Suspect, "Microsoft refused the stored sign-in. Sign in again to continue; nothing that was synced is lost."),
        new(700082, null, FailureClass.NeedsReconnect, "The sign-in was not used for too long and has expired. Sign in again to continue."),
        new(700084, null, FailureClass.NeedsReconnect, "The sign-in has reached its end. Sign in again to continue."),
        new(50173, null, FailureClass.NeedsReconnect, "The password of this Microsoft login was changed, or its sessions were revoked. Sign in again to continue."),
        new(50057, null, FailureClass.NeedsUser, "This Microsoft login is disabled. Ask the administrator of its Microsoft organisation to enable it, then sign in again."),
        new(50076, null, FailureClass.NeedsUser, "Microsoft asks for a second factor. Sign in again and confirm it."),
        new(50079, null, FailureClass.NeedsUser, "Microsoft asks to set up a second factor. Sign in again and follow its steps."),
        new(53003, null, FailureClass.NeedsUser, "A rule of the Microsoft organisation blocks this sign-in. Ask its administrator, then sign in again."),
        new(65001, null, FailureClass.NeedsConsent, "The permission for the portal is missing or was withdrawn. Sign in again and allow access."),
        new(650052, null, FailureClass.NeedsConsent, "The Microsoft organisation has not allowed Microsoft Advertising yet. Its administrator must sign in here once and allow access."),
        new(7000215, null, FailureClass.Operator, "The portal's own registration at Microsoft needs attention. The operators are told; you need not do anything."),
        new(7000222, null, FailureClass.Operator, "The portal's own secret at Microsoft has expired. The operators are told; you need not do anything."),
        new(700016, null, FailureClass.Operator, "The portal's own registration at Microsoft was not found. The operators are told; you need not do anything."),
        new(50011, null, FailureClass.Operator, "The portal's return address is not registered at Microsoft. The operators are told; you need not do anything."),
        new(null, "invalid_grant", FailureClass.NeedsReconnect, SignInAgain),
        new(null, "interaction_required", FailureClass.NeedsUser, "Microsoft asks you to sign in once more."),
        new(null, "login_required", FailureClass.NeedsUser, "Microsoft asks you to sign in once more."),
        new(null, "access_denied", FailureClass.NeedsConsent, "You did not allow access at Microsoft, so nothing was connected and nothing has changed."),
        new(null, "consent_required", FailureClass.NeedsConsent, "The permission for the portal is missing or was withdrawn. Sign in again and allow access."),
        new(null, "invalid_client", FailureClass.Operator, "The portal's own registration at Microsoft needs attention. The operators are told; you need not do anything."),
        new(null, "unauthorized_client", FailureClass.Operator, "The portal's own registration at Microsoft needs attention. The operators are told; you need not do anything."),
        new(null, "invalid_request", FailureClass.Operator, "The portal sent Microsoft something it did not accept. The operators are told; you need not do anything."),
        new(null, "invalid_scope", FailureClass.Operator, "The portal asked Microsoft for a permission it does not know. The operators are told; you need not do anything."),
    ];
}
