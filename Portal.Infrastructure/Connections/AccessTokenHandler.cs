using System.Net;
using System.Net.Http.Headers;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Infrastructure.Ads;

namespace Portal.Infrastructure.Connections;

/// <summary>
/// Puts the connection's access token on a call. When the token is refused, by status 401 or by number, it is replaced once and the call
/// sent again; a second refusal is the answer. The body must be held in memory, so that it can be sent twice.
/// </summary>
internal sealed class AccessTokenHandler(AccessTokens tokens) : DelegatingHandler
{
    private const int InvalidCredentials = 105;
    private const int TokenExpired = 109;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(AdsCallOptions.Token, out var fresh))
        {
            return await SendAsync(request, fresh, cancellationToken);
        }

        if (!request.Options.TryGetValue(AdsCallOptions.Connection, out Id<Connection> connection))
        {
            throw new InvalidOperationException("A call to Microsoft Advertising names no connection, so there is no token to send.");
        }

        var token = await tokens.GetAsync(connection, cancellationToken);
        var response = await SendAsync(request, token, cancellationToken);
        if (!await IsRefusedAsync(response, cancellationToken))
        {
            return response;
        }

        response.Dispose();
        return await SendAsync(request, await tokens.ReplaceAsync(connection, token, cancellationToken), cancellationToken);
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, AccessToken token, CancellationToken ct)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        return base.SendAsync(request, ct);
    }

    private static async Task<bool> IsRefusedAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode)
        {
            return false;
        }

        var fault = await FaultBody.ReadAsync(response, ct);
        return fault.Code is InvalidCredentials or TokenExpired || (fault.Code is null && response.StatusCode == HttpStatusCode.Unauthorized);
    }
}
