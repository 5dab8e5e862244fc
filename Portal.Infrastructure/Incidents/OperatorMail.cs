using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Incidents;

/// <summary>Tells the operators. The caller saves, together with what happened.</summary>
public sealed class OperatorMail(PortalDb db, IOptions<PortalOptions> portal, TimeProvider clock)
{
    public Task OpenedAsync(OperatorIncident incident) => WriteAsync(Subject(incident), $"""
        {incident.What} ({incident.Code})

        Seen so far at {incident.Connections} connections of {incident.Tenants} organisations. None of them is marked or told; the portal goes on trying, and closes the incident when it succeeds.

        {portal.Value.LinkTo("/operator/incidents")}
        """);

    public Task ClosedAsync(OperatorIncident incident, DateTimeOffset now) => WriteAsync($"It is over: {Subject(incident)}", $"""
        {incident.What} ({incident.Code})

        This began on {Moment(incident.OpenedAt)} and was over on {Moment(now)}; seen at up to {incident.Connections} connections of {incident.Tenants} organisations. You need not do anything.

        {portal.Value.LinkTo("/operator/incidents")}
        """);

    public Task SecretEndsAsync(DateTimeOffset expiresAt) => WriteAsync($"The client secret ends on {expiresAt.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}", $"""
        The portal's client secret at Microsoft ends on {Moment(expiresAt)}. From then on no connection can be refreshed and nobody can connect.

        Make a new secret at the portal's registration, set it as MicrosoftAds:ClientSecret with its end as MicrosoftAds:ClientSecretExpiresAt, and restart the portal.

        {portal.Value.LinkTo("/operator/forecast")}
        """);

    private static string Subject(OperatorIncident incident) => incident switch
    {
        { IsOfAdvertising: true } => "Microsoft Advertising refuses the logins of many organisations",
        { Class: FailureClass.Operator } => "Microsoft refuses the portal itself",
        _ => "Sign-ins fail for many organisations",
    };

    private static string Moment(DateTimeOffset at) => at.ToString("d MMMM yyyy 'at' HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private async Task WriteAsync(string subject, string text)
    {
        var now = clock.GetUtcNow();
        var operators = await db.Users.Where(user => user.IsOperator).Select(user => user.Id).ToListAsync();
        db.Notices.AddRange(operators.Select(person => new Notice(Id<Notice>.New(now), person, null, subject, text, "UTC", now)));
    }
}
