namespace Portal.Domain.Connections;

/// <summary>
/// A line of the table of failures: an error word of the token endpoint, an AADSTS number, or a number of Microsoft Advertising, and what
/// the portal makes of it. Numbers: https://learn.microsoft.com/entra/identity-platform/reference-error-codes and
/// https://learn.microsoft.com/advertising/guides/operation-error-codes.
/// </summary>
public sealed record KnownFailure(string? Error, int? Number, FailureClass Class, FailureOwner Owner, Proof Proof, string What, string NextStep)
{
    private const string SignInAgain = "Sign in again to continue; nothing that was synced is lost.";
    private const string AskTheirAdministrator = "Ask its administrator, then sign in again.";
    private const string OperatorsAreTold = "The operators are told; you need not do anything.";
    private const string Registration = "The portal's own registration at Microsoft needs attention.";

    /// <summary>For everything that says nothing: no connection, no readable answer, an error word of tomorrow.</summary>
    public static readonly KnownFailure NoAnswer = Passing(null, "Microsoft's sign-in service did not answer as expected.");

    /// <summary>Numbers first, as the error words are coarser; a word counts only where the number is not known.</summary>
    public static readonly IReadOnlyList<KnownFailure> OfIdentity =
    [
        new(null, 70000, FailureClass.Suspect, FailureOwner.Connector, Proof.Thrice, "Microsoft refused the stored sign-in.", SignInAgain),
        Passing(90033, "Microsoft's sign-in service has a passing fault."),
        Passing(90025, "Microsoft's sign-in service is overloaded."),
        Passing(50196, "Microsoft's sign-in service asks for a pause."),
        Passing(90006, "Microsoft's sign-in service has a passing fault."),
        Ended(700082, "The sign-in was not used for too long and has expired.", "Sign in again to continue."),
        Ended(700084, "The sign-in has reached its end.", "Sign in again to continue."),
        Ended(70008, "The sign-in has expired.", "Sign in again to continue."),
        Ended(70043, "The sign-in has ended, because the Microsoft organisation asks for a new one from time to time.", "Sign in again to continue."),
        Ended(50173, "The password of this Microsoft login was changed, or its sessions were revoked.", "Sign in again to continue."),
        Ended(50078, "The second factor of this sign-in has expired.", "Sign in again and confirm it."),
        Ended(50133, "The sign-in has ended, because the password was changed or has expired.", "Sign in again to continue."),
        OfUser(50074, "Microsoft asks for a second factor.", "Sign in again and confirm it."),
        OfUser(50076, "Microsoft asks for a second factor.", "Sign in again and confirm it."),
        OfUser(50072, "Microsoft asks to set up a second factor.", "Sign in again and follow its steps."),
        OfUser(50079, "Microsoft asks to set up a second factor.", "Sign in again and follow its steps."),
        OfUser(50055, "The password of this Microsoft login has expired.", "Choose a new one at Microsoft, then sign in again."),
        OfUser(50144, "The password of this Microsoft login has expired.", "Choose a new one at Microsoft, then sign in again."),
        OfUser(50053, "Microsoft has locked this login after too many attempts to sign in.", "Wait an hour, then sign in again."),
        OfUser(50158, "The Microsoft organisation asks for a check of its own.", "Sign in again and follow its steps."),
        OfTheirAdministrator(50057, "This Microsoft login is disabled.", "Ask the administrator of its Microsoft organisation to enable it, then sign in again."),
        OfTheirAdministrator(50034, "This Microsoft login no longer exists in its organisation.", "Connect another login, or ask its administrator to bring it back."),
        OfTheirAdministrator(53000, "The Microsoft organisation allows sign-ins from devices that follow its rules only.", AskTheirAdministrator),
        OfTheirAdministrator(53003, "A rule of the Microsoft organisation blocks this sign-in.", AskTheirAdministrator),
        OfTheirAdministrator(530034, "The Microsoft organisation has blocked this login as a safeguard.", AskTheirAdministrator),
        OfTheirAdministrator(50105, "This Microsoft login is not allowed to use the portal.", "Ask the administrator of its Microsoft organisation to assign it to the portal, then sign in again."),
        OfConsent(65001, FailureOwner.Connector, "The permission for the portal is missing or was withdrawn.", "Sign in again and allow access."),
        OfConsent(65004, FailureOwner.Connector, "You did not allow access at Microsoft, so nothing was connected and nothing has changed.", ""),
        OfConsent(650052, FailureOwner.Administrator, "The Microsoft organisation has not allowed Microsoft Advertising yet.", "Its administrator must sign in here once and allow access."),
        OfConsent(90094, FailureOwner.Administrator, "In this Microsoft organisation an administrator has to allow access.", "Its administrator must sign in here once and allow access."),
        Ours(7000215, Registration),
        Ours(7000218, Registration),
        Ours(7000222, "The portal's own secret at Microsoft has expired."),
        Ours(7000112, "The portal's own registration at Microsoft is disabled."),
        Ours(700016, "The portal's own registration at Microsoft was not found."),
        Ours(50011, "The portal's return address is not registered at Microsoft."),
        Ours(70011, "The portal asked Microsoft for a permission it does not know."),
        new("invalid_grant", null, FailureClass.NeedsReconnect, FailureOwner.Connector, Proof.Twice, "Microsoft has ended this sign-in.", SignInAgain),
        new("interaction_required", null, FailureClass.NeedsUser, FailureOwner.Connector, Proof.Twice, "Microsoft asks for this login's user.", "Sign in once more and follow its steps."),
        new("login_required", null, FailureClass.NeedsUser, FailureOwner.Connector, Proof.Twice, "Microsoft asks for this login's user.", "Sign in once more."),
        new("access_denied", null, FailureClass.NeedsConsent, FailureOwner.Connector, Proof.Twice, "You did not allow access at Microsoft, so nothing was connected and nothing has changed.", ""),
        new("consent_required", null, FailureClass.NeedsConsent, FailureOwner.Connector, Proof.Twice, "The permission for the portal is missing or was withdrawn.", "Sign in again and allow access."),
        Ours("invalid_client", Registration),
        Ours("unauthorized_client", Registration),
        Ours("invalid_request", "The portal sent Microsoft something it did not accept."),
        Ours("invalid_scope", "The portal asked Microsoft for a permission it does not know."),
    ];

    /// <summary>For a login that is refused without a number.</summary>
    public static readonly KnownFailure NotLetIn = Barred(null, "Microsoft Advertising does not let this login in, although its sign-in is valid.");

    /// <summary>For an account that is refused without a number.</summary>
    public static readonly KnownFailure NoAccess = Closed(null, "The login may not read this account.");

    /// <summary>The line of a number of Microsoft Advertising; null for those that say nothing of a login.</summary>
    public static KnownFailure? OfAds(int code) => OfAdvertising.FirstOrDefault(line => line.Number == code);

    /// <summary>
    /// What Microsoft Advertising says of a login or of its right, by number. The token itself was good: only where another login, or
    /// its owner, is asked for, nothing goes on without a new sign-in.
    /// </summary>
    public static readonly IReadOnlyList<KnownFailure> OfAdvertising =
    [
        Barred(105, "Microsoft Advertising does not let this login in, although its sign-in is valid."),
        Closed(106, "The login may not read this account."),
        OfUser(108, "Microsoft believes that somebody else got hold of this login, so Microsoft Advertising does not let it in.", "Secure the login at Microsoft, then sign in again."),
        new(null, 109, FailureClass.Transient, FailureOwner.Nobody, Proof.AtOnce, "The access token had ended.", "The portal renews it and asks again."),
        Passing(117, "Microsoft asks for a pause, because there were too many calls at once."),
        OfUser(120, "This login was merged into another one at Microsoft Advertising.", "Connect the login that it was merged into."),
        .. Enumerable.Range(122, 5).Select(number => OfUser(number, "Microsoft Advertising knows this user by another kind of login.", "Connect with the login that opens Microsoft Advertising in a browser.")),
        Passing(207, "Microsoft asks for a pause, because there were too many reports at once."),
        Closed(1001, "The login may not read the customer of this account."),
        Closed(2003, "The login may not have reports of this account."),
        Closed(2035, "Microsoft Advertising does not know this account as one of the login's."),
        Passing(4204, "Microsoft asks for a pause, because there were too many downloads at once."),
    ];

    private static KnownFailure Passing(int? number, string what) =>
        new(null, number, FailureClass.Transient, FailureOwner.Nobody, Proof.AtOnce, what, "The portal tries again by itself.");

    private static KnownFailure Ended(int number, string what, string nextStep) =>
        new(null, number, FailureClass.NeedsReconnect, FailureOwner.Connector, Proof.AtOnce, what, nextStep);

    private static KnownFailure OfUser(int number, string what, string nextStep) =>
        new(null, number, FailureClass.NeedsUser, FailureOwner.Connector, Proof.AtOnce, what, nextStep);

    private static KnownFailure OfTheirAdministrator(int number, string what, string nextStep) =>
        new(null, number, FailureClass.NeedsUser, FailureOwner.Administrator, Proof.AtOnce, what, nextStep);

    private static KnownFailure Barred(int? number, string what) =>
        new(null, number, FailureClass.NotLetIn, FailureOwner.Administrator, Proof.AtOnce, what, "Check at Microsoft Advertising that the user is still active there; the portal asks again with every sync.");

    private static KnownFailure Closed(int? number, string what) =>
        new(null, number, FailureClass.NoAccess, FailureOwner.Administrator, Proof.AtOnce, what, "Give it access at Microsoft Advertising, or leave the account out.");

    private static KnownFailure OfConsent(int number, FailureOwner owner, string what, string nextStep) =>
        new(null, number, FailureClass.NeedsConsent, owner, Proof.AtOnce, what, nextStep);

    private static KnownFailure Ours(int number, string what) =>
        new(null, number, FailureClass.Operator, FailureOwner.Operators, Proof.AtOnce, what, OperatorsAreTold);

    private static KnownFailure Ours(string error, string what) =>
        new(error, null, FailureClass.Operator, FailureOwner.Operators, Proof.AtOnce, what, OperatorsAreTold);
}
