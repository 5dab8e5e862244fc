namespace Portal.Domain.Connections;

/// <summary>What a refusal means for the connection. The journal of token exchanges knows two more, which no answer of Microsoft says.</summary>
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

    /// <summary>The portal's own registration is at fault, or Microsoft for everybody; no connection's state changes.</summary>
    Operator = 6,

    /// <summary>Refused, but somebody else had renewed the grant meanwhile: theirs counts.</summary>
    Race = 7,

    /// <summary>The newest refresh token was refused and the one before it worked.</summary>
    SelfHealed = 8,

    /// <summary>Microsoft Advertising does not let the login in although its sign-in is good: it stays in use, and every sync asks again.</summary>
    NotLetIn = 9,

    /// <summary>Microsoft Advertising lets the login in, but not to some of its accounts.</summary>
    NoAccess = 10,

    /// <summary>No refusal: files of the login's accounts would remove so much that an admin has to look at them.</summary>
    HeldBack = 11,
}

/// <summary>Who can do something about a failure.</summary>
public enum FailureOwner
{
    Nobody = 1,

    /// <summary>Whoever signed in at Microsoft, or anybody else who knows that login.</summary>
    Connector = 2,

    /// <summary>An administrator of the login's Microsoft organisation, or of its Microsoft Advertising account.</summary>
    Administrator = 3,

    /// <summary>Those who run the portal.</summary>
    Operators = 4,

    /// <summary>The organisation's own admins and owners: nothing is wrong with the login, so it does not matter who connected it.</summary>
    Admins = 5,
}

/// <summary>How often a refusal must come, over how long, before it is believed: a fault at Microsoft may refuse everybody for a while.</summary>
public sealed record Proof(int Refusals, TimeSpan Over)
{
    /// <summary>The refusal names a cause that no fault of a platform invents.</summary>
    public static readonly Proof AtOnce = new(1, TimeSpan.Zero);

    public static readonly Proof Twice = new(2, TimeSpan.FromMinutes(4));

    /// <summary>For the refusal that is reported to pass (BingAds-Python-SDK issue 279).</summary>
    public static readonly Proof Thrice = new(3, TimeSpan.FromMinutes(9));

    /// <param name="refusals">When the same refusal came.</param>
    /// <param name="now">The moment of the last one.</param>
    public bool Holds(IReadOnlyCollection<DateTimeOffset> refusals, DateTimeOffset now) =>
        refusals.Count >= Refusals && (Refusals == 1 || now - refusals.Min() >= Over);
}
