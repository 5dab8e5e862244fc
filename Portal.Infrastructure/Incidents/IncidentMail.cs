using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain;
using Portal.Domain.Incidents;
using Portal.Domain.Members;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Incidents;

/// <summary>
/// Tells those who can do something about an incident: the admins and the owners and, where it is about a login, whoever connected it.
/// </summary>
public sealed class IncidentMail(PortalDb db, IMultiTenantContextAccessor<PortalTenant> tenant, IOptions<PortalOptions> portal, TimeProvider clock)
{
    public Task OpenedAsync(Incident incident, Id<Person> connectedBy) => incident.AsksForSignIn ? SignInAsync(incident, connectedBy) : AccessAsync(incident, connectedBy);

    private Task SignInAsync(Incident incident, Id<Person> connectedBy) => WriteAsync(connectedBy, $"Sign in again: {incident.Login}", $"""
        The Microsoft Advertising login {incident.Login} of {Organisation.Name} no longer works in the portal.

        {incident.What} {incident.NextStep}

        Until then {Accounts(incident)}. What is already there stays, and the days in between are fetched afterwards.

        Sign in again here:
        {portal.Value.LinkTo($"/{Organisation.Identifier}/connections")}

        What happened, and whether it is over, stands here:
        {portal.Value.LinkTo($"/{Organisation.Identifier}/incidents")}
        """);

    private Task AccessAsync(Incident incident, Id<Person> connectedBy) => WriteAsync(connectedBy, $"Access at Microsoft Advertising: {incident.Login}", $"""
        Microsoft Advertising refuses the login {incident.Login} of {Organisation.Name}, although its sign-in is good. You need not sign in again.

        {incident.What} {incident.NextStep}

        Until then {Accounts(incident)}. What is already there stays, and the days in between are fetched afterwards. The portal asks again with every sync, and writes when it works.

        What happened, and whether it is over, stands here:
        {portal.Value.LinkTo($"/{Organisation.Identifier}/incidents")}
        """);

    public Task ClosedAsync(Incident incident, Id<Person> connectedBy) => WriteAsync(connectedBy, $"It works again: {incident.Login}", $"""
        The Microsoft Advertising login {incident.Login} of {Organisation.Name} works again.

        {incident.Outcome}

        What was missed meanwhile is fetched now; you need not do anything.

        {portal.Value.LinkTo($"/{Organisation.Identifier}/incidents")}
        """);

    /// <summary>Not to whoever connected the login: it works, and only an admin or owner may decide.</summary>
    public Task HeldBackAsync(Incident incident) => WriteAsync(null, $"{(incident.Accounts == 1 ? "A file is" : "Files are")} held back until you decide: {incident.Login}", $"""
        The portal waits for a decision about what it read through the Microsoft Advertising login {incident.Login} of {Organisation.Name}.

        {incident.What}

        {incident.NextStep}

        Look at it here:
        {portal.Value.LinkTo($"/{Organisation.Identifier}/sync{(incident.HeldAccounts is [var only] ? $"/held/{only}" : "")}")}

        What happened, and whether it is over, stands here:
        {portal.Value.LinkTo($"/{Organisation.Identifier}/incidents")}
        """);

    public Task NoLongerHeldAsync(Incident incident) => WriteAsync(null, $"Nothing is held back any more: {incident.Login}", $"""
        Of what the portal reads through the Microsoft Advertising login {incident.Login} of {Organisation.Name}, no file is held back any more.

        {incident.Outcome}

        What was let pass is applied with the next sync, and after what was discarded everything is fetched anew. You need not do anything.

        {portal.Value.LinkTo($"/{Organisation.Identifier}/incidents")}
        """);

    private PortalTenant Organisation => tenant.MultiTenantContext.TenantInfo
        ?? throw new InvalidOperationException("Mails about a connection are written within a tenant only.");

    private static string Accounts(Incident incident) => incident.Accounts switch
    {
        0 => "nothing can be read through it",
        1 => "its account is not updated",
        var count => $"its {count} accounts are not updated",
    };

    private async Task WriteAsync(Id<Person>? connectedBy, string subject, string text)
    {
        var people = await db.Memberships
            .Where(member => member.Role == Role.Admin || member.Role == Role.Owner || member.PersonId == connectedBy)
            .Select(member => member.PersonId)
            .ToListAsync();
        var now = clock.GetUtcNow();
        db.Notices.AddRange(people.Select(person => new Notice(Id<Notice>.New(now), person, Organisation.TenantId, subject, text, Organisation.TimeZone, now)));
    }
}
