using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Tenancy;
using Portal.Jobs;
using Portal.Security;

namespace Portal.Pages.OAuth;

/// <summary>
/// The one address that Microsoft sends browsers back to. It names no tenant: the state does, and only together with the browser and
/// the person it was given to.
/// </summary>
public sealed partial class CallbackModel(
    AuthorizeAttempts attempts,
    ConnectedLogins logins,
    CallbackScope scope,
    SyncTenant sync,
    ILogger<CallbackModel> logger) : PageModel
{
    public string Sentence { get; private set; } = "";

    /// <summary>The organisation whose Connections page leads on; null when the state told none.</summary>
    public PortalTenant? Organisation { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? code, string? state, string? error, [FromQuery(Name = "error_description")] string? description, CancellationToken ct)
    {
        var browserKey = AttemptCookie.Take(HttpContext);
        var person = PortalPrincipal.PersonOf(User) ?? throw new InvalidOperationException("Only signed-in people come here.");
        if (string.IsNullOrEmpty(state) || await attempts.ConsumeAsync(state, ct) is not var (attempt, isFirst))
        {
            Log.UnknownState(logger, person.Id.Value);
            return Refused("This return from Microsoft does not belong to anything that was started here. Start connecting from your organisation's Connections page.");
        }

        // Until the page is written: its form is the tenant's.
        Response.RegisterForDispose(await scope.EnterAsync(attempt, person, ct));
        if (scope.Objection(attempt, isFirst, AuthorizeAttempts.IsSameBrowser(attempt, browserKey), person) is { } objection)
        {
            await scope.AuditAsync(person, "Refused", $"A return from Microsoft was refused: {objection}", ct);
            return Refused(objection);
        }

        Organisation = scope.Tenant;
        if (error is not null || string.IsNullOrEmpty(code))
        {
            var sentence = FailureOf(error, description).Sentence;
            await scope.AuditAsync(person, "Cancelled", $"Connecting ended at Microsoft: {sentence}", ct);
            return Told(sentence);
        }

        var connected = await logins.ConnectAsync(attempt, new AuthorizationCode(code), person, ct);
        if (connected.IsRefused)
        {
            await scope.AuditAsync(person, "Failed", connected.Refusal.Sentence, ct);
            return Told(connected.Refusal.Sentence);
        }

        return await LeadAsync(connected.Value, person, ct);
    }

    private async Task<RedirectToPageResult> LeadAsync(ConnectedLogin login, Person person, CancellationToken ct)
    {
        var connection = login.Connection;
        if (login.Waiting is { } waiting)
        {
            return RedirectToPage("/Tenant/Connections/Reconnect", new { __tenant__ = Organisation?.Identifier, id = waiting });
        }

        if (connection.State == ConnectionState.ChoosingAccounts)
        {
            return RedirectToPage("/Tenant/Connections/Choose", new { __tenant__ = Organisation?.Identifier, id = connection.Id });
        }

        await sync.RunAsync(connection.TenantId, SyncTrigger.Reconnect, person.Id, ct);
        TempData["Status"] = $"{connection.UserName} is connected again. What was missed is being fetched now.";
        return RedirectToPage("/Tenant/Connections/Index", new { __tenant__ = Organisation?.Identifier });
    }

    private PageResult Refused(string sentence)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Told(sentence);
    }

    private PageResult Told(string sentence)
    {
        Sentence = sentence;
        return Page();
    }

    private TokenFailure FailureOf(string? error, string? description)
    {
        var number = AadSts().Match(description ?? "") is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : (int?)null;
        var failure = TokenFailure.Of(error, number, 0).WhileConnecting();
        if (failure.Class == FailureClass.Operator)
        {
            Log.Registration(logger, number);
        }

        return failure;
    }

    [GeneratedRegex(@"AADSTS(\d{1,9})", RegexOptions.CultureInvariant)]
    private static partial Regex AadSts();

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Person {PersonId} came back with a state that was never given out.")]
        public static partial void UnknownState(ILogger logger, Guid personId);

        [LoggerMessage(Level = LogLevel.Error, Message = "Microsoft sent a browser back because it refuses the portal's own registration (AADSTS{Number}): nobody can connect a login.")]
        public static partial void Registration(ILogger logger, int? number);
    }
}
