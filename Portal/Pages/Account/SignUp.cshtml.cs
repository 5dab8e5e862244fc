using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;
using Portal.Mails;

namespace Portal.Pages.Account;

/// <summary>A login and an organisation in one step. Whether the address had a login already is told by mail only.</summary>
public sealed class SignUpModel(UserManager<PortalUser> users, FoundOrganisation founding, LoginMails mails, PortalDb db, TimeProvider clock) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        // Everything that can be refused is looked at before the address is, so that the answer is the same for every address.
        var tenant = await CheckAsync(ct);
        if (!ModelState.IsValid || tenant is null)
        {
            return Page();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await users.FindByEmailAsync(Input.Email.Trim()) is { } known)
        {
            users.PasswordHasher.HashPassword(known, Input.Password);
            mails.LoginExists(known);
            await db.SaveChangesAsync(ct);
        }
        else if (await MakeAsync(tenant, ct) is { IsRefused: true, Refusal: var refusal })
        {
            // The login is undone with the transaction: the address was taken by somebody who signed up at the same moment.
            await transaction.RollbackAsync(ct);
            ModelState.Refuse(refusal, "Input.Organisation");
            return Page();
        }

        await transaction.CommitAsync(ct);
        return RedirectToPage("CheckMail", new { after = "sign-up" });
    }

    private async Task<Domain.Tenancy.Tenant?> CheckAsync(CancellationToken ct)
    {
        foreach (var validator in users.PasswordValidators)
        {
            ModelState.Refuse(await validator.ValidateAsync(users, Somebody(), Input.Password), "Input.Password");
        }

        var of = Input.Organisation;
        var tenant = await founding.CheckAsync(of.Name, of.Slug, of.TimeZone, of.Currency, ct);
        if (tenant.IsRefused && ModelState.IsValid)
        {
            ModelState.Refuse(tenant.Refusal, "Input.Organisation");
        }

        return tenant.Value;
    }

    private async Task<Result<Domain.Tenancy.Tenant>> MakeAsync(Domain.Tenancy.Tenant tenant, CancellationToken ct)
    {
        var user = Somebody();
        var made = await users.CreateAsync(user, Input.Password);
        if (!made.Succeeded)
        {
            throw new InvalidOperationException("A checked login was refused: " + string.Join(' ', made.Errors.Select(error => error.Code)));
        }

        await mails.ConfirmAddressAsync(user);
        return await founding.FoundAsync(tenant, user.Person, ct);
    }

    private PortalUser Somebody()
    {
        var now = clock.GetUtcNow();
        return new() { Id = Id<Person>.New(now), DisplayName = Input.Name.Trim(), UserName = Input.Email.Trim(), Email = Input.Email.Trim(), CreatedAt = now };
    }

    public sealed record Fields
    {
        public OrganisationFields Organisation { get; init; } = new();

        [Required(ErrorMessage = "How shall others see you?"), StringLength(100, ErrorMessage = "A name has up to 100 characters.")]
        public string Name { get; init; } = "";

        [Required(ErrorMessage = "We need an e-mail address to reach you."), MailAddress]
        public string Email { get; init; } = "";

        [Required(ErrorMessage = "Choose a password.")]
        public string Password { get; init; } = "";
    }
}
