using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Portal.Domain.Audit;
using Portal.Domain.Members;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Members;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Tenancy;
using Portal.Mails;
using Portal.Pages.Account;

namespace Portal.Pages.Operator.Tenants;

/// <summary>Makes an organisation for somebody else: its first owner is invited by mail. The operator does not become a member.</summary>
public sealed class CreateModel(FoundOrganisation founding, PortalDb db, IMultiTenantContextSetter<PortalTenant> scope, IOptions<PortalOptions> portal, TimeProvider clock) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid || PortalPrincipal.PersonOf(User) is not { } person)
        {
            return Page();
        }

        var organisation = Input.Organisation;
        var tenant = await founding.CheckAsync(organisation.Name, organisation.Slug, organisation.TimeZone, organisation.Currency, ct);
        if (tenant.IsRefused)
        {
            ModelState.Refuse(tenant.Refusal, "Input.Organisation");
            return Page();
        }

        var (now, token) = (clock.GetUtcNow(), InvitationToken.New());
        var invitation = Invitation.Offer(new Membership(tenant.Value.Id, person.Id, Role.Owner, now), Input.Owner, Role.Owner, token.Hash, now);
        if (invitation.IsRefused)
        {
            ModelState.AddModelError("Input.Owner", invitation.Refusal.Sentence);
            return Page();
        }

        using var use = scope.Use(PortalTenant.Of(tenant.Value));
        db.Invitations.Add(invitation.Value);
        db.Mails.Add(MemberMails.Invitation(invitation.Value.Email, tenant.Value.Name, Role.Owner, person.Name, portal.Value.LinkTo(token.Link), now));
        db.AuditEntries.Add(new AuditEntry(tenant.Value.Id, new Actor(person.Id, person.Name, IsOperator: true), "Organisation", null, "Founded", $"The organisation was made by an operator; {invitation.Value.Email} is invited as owner.", now));
        var saved = await founding.SaveAsync(tenant.Value, ct);
        if (saved.IsRefused)
        {
            ModelState.Refuse(saved.Refusal, "Input.Organisation");
            return Page();
        }

        TempData["Status"] = $"{tenant.Value.Name} is made, and {invitation.Value.Email} is invited as its owner.";
        return RedirectToPage("Details", new { id = tenant.Value.Id });
    }

    public sealed record Fields
    {
        public OrganisationFields Organisation { get; init; } = new();

        [Required(ErrorMessage = "Somebody has to own it."), MailAddress]
        public string Owner { get; init; } = "";
    }
}
