namespace Portal.Infrastructure.Ads;

/// <summary>Lets a call wait for a place, keeps the place until the whole answer is here, and lets the gate learn from the answer.</summary>
internal sealed class Pacing(Pace pace) : DelegatingHandler
{
    private static readonly TimeSpan UsualHold = TimeSpan.FromSeconds(60);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(AdsCallOptions.Operation, out var operation))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        if (operation.IsDownload)
        {
            pace.RefuseIfFull(Account(request));
        }

        var gate = pace.GateOf(operation.Service, Whom(request));
        var entered = await gate.EnterAsync(!InBackground.IsSo, cancellationToken);
        var (hold, succeeded) = (default(TimeSpan?), false);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            (hold, succeeded) = (await HoldAsync(operation, request, response, cancellationToken), response.IsSuccessStatusCode);
            return response;
        }
        finally
        {
            gate.Leave(entered, hold, succeeded);
        }
    }

    /// <summary>
    /// Microsoft counts calls by the minute and customer: 117. Other refusals hold up nobody else's calls: 207 is about the reports of one
    /// login, 4204 about one account's downloads, which are left alone until Microsoft takes them again.
    /// </summary>
    private async Task<TimeSpan?> HoldAsync(AdsOperation operation, HttpRequestMessage request, HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode)
        {
            return null;
        }

        var fault = await FaultBody.ReadAsync(response, ct);
        var pause = response.Headers.RetryAfter?.Delta ?? FaultClasses.Of(operation.Service, fault.Code, (int)response.StatusCode).Pause ?? UsualHold;
        if (fault.Code == 4204 && operation.IsDownload)
        {
            pace.LeaveAlone(Account(request), pause);
        }

        return fault.Code == 117 ? pause : null;
    }

    private static string Account(HttpRequestMessage request) => request.Headers.TryGetValues(AdsHeaders.AccountId, out var account) ? string.Concat(account) : "";

    private static string Whom(HttpRequestMessage request) => request.Headers.TryGetValues(AdsHeaders.CustomerId, out var customer)
        ? string.Concat(customer)
        : request.Options.TryGetValue(AdsCallOptions.Connection, out var connection) ? connection.ToString() : "";
}

/// <summary>Takes the whole answer in before it is handed on, so that one that breaks off in the middle counts as failed and is repeated.</summary>
internal sealed class WholeAnswers : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
