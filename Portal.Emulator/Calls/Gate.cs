using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Emulator.OAuth;
using Portal.Emulator.World;

namespace Portal.Emulator.Calls;

/// <summary>Lets a request through to an operation, or throws the fault with which the API refuses it.</summary>
internal sealed class Gate(Directory directory, Grants grants, DeveloperTokens developerTokens, EmulatorClock clock, EmulatorOptions options)
{
    public async Task<Call> AdmitAsync(HttpRequest request, Service service, bool writes, CancellationToken ct)
    {
        CheckDeveloperToken(request.Headers["DeveloperToken"]);
        var user = Authenticate(request.Headers.Authorization);
        var body = await ReadAsync(request, service, ct);
        var (customerId, accountId) = (Header(request, "CustomerId", service), Header(request, "CustomerAccountId", service));
        if (service != Service.CustomerManagement)
        {
            CheckScope(service, customerId, accountId, body);
            if (!(writes ? directory.CanWrite(user, customerId, accountId) : directory.CanReach(user, customerId, accountId)))
            {
                throw Fault.NoAccess(service);
            }
        }

        return new Call(user, customerId, accountId, body, clock.GetUtcNow())
        {
            Origin = new Uri($"{request.Scheme}://{request.Host}"),
        };
    }

    /// <summary>Who uploads a file, for which customer and account: this route has headers of its own, and takes the account under either name.</summary>
    public (User User, long? CustomerId, long? AccountId) AdmitUpload(HttpRequest request)
    {
        CheckDeveloperToken(request.Headers["DeveloperToken"]);
        var user = Authenticate($"Bearer {request.Headers["AuthenticationToken"]}");
        return (user, Header(request, "CustomerId", Service.Bulk), Header(request, "CustomerAccountId", Service.Bulk) ?? Header(request, "AccountId", Service.Bulk));
    }

    private void CheckDeveloperToken(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            throw options.MissingDeveloperTokenIsInvalid
                ? Fault.InvalidCredentials()
                : Fault.Generic(116, "MissingHeader", "The required header DeveloperToken is missing.");
        }

        if (!developerTokens.Accepted.Contains(token))
        {
            throw Fault.InvalidCredentials();
        }
    }

    private User Authenticate(string? authorization)
    {
        if (authorization?.StartsWith("Bearer ", StringComparison.Ordinal) is not true
            || grants.FindToken(authorization["Bearer ".Length..]) is not { IsRefresh: false, IsRevoked: false } token
            || !Scopes.OpensTheApi(token.Subject.Scope)
            || directory.UserBy(token.Subject.UserName) is not { } user)
        {
            throw Fault.InvalidCredentials();
        }

        if (grants.IsDisabled(user))
        {
            throw Fault.Generic(120, "LoginMerged", "This login no longer signs in. Use the primary login.");
        }

        return token.ExpiresAt > clock.GetUtcNow()
            ? user
            : throw Fault.Generic(109, "AuthenticationTokenExpired", "Authentication token expired. Please renew the token or obtain a new one.");
    }

    private static async Task<JsonObject> ReadAsync(HttpRequest request, Service service, CancellationToken ct)
    {
        try
        {
            if (await JsonNode.ParseAsync(request.Body, cancellationToken: ct) is JsonObject body)
            {
                return body;
            }
        }
        catch (JsonException)
        {
            // Answered like an empty body, as the live API does.
        }

        throw new Fault(service, 100, "NullRequest", "The request message is null.");
    }

    private static long? Header(HttpRequest request, string name, Service service) => request.Headers[name].ToString() switch
    {
        "" => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) => id,
        _ => throw Fault.NoAccess(service),
    };

    private static void CheckScope(Service service, long? customerId, long? accountId, JsonObject body)
    {
        if (customerId is null)
        {
            throw new Fault(service, 1029, "CampaignServiceCustomerIdHeaderMissing", "The CustomerId header is missing.");
        }

        if (accountId is null)
        {
            throw new Fault(service, 1030, "CampaignServiceCustomerAccountIdHeaderMissing", "The CustomerAccountId header is missing.");
        }

        if (body["AccountId"] is JsonValue && body.Long("AccountId") != accountId)
        {
            throw new Fault(service, 106, "UserIsNotAuthorized", "The account in the header is not the account in the body.")
            {
                Status = StatusCodes.Status400BadRequest,
            };
        }
    }
}
