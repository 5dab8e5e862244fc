using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Tenancy;

namespace Portal.Pages.Account;

public sealed class FoundOrganisationModel(FoundOrganisation founding) : PageModel
{
    [BindProperty]
    public OrganisationFields Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid || PortalPrincipal.PersonOf(User) is not { } person)
        {
            return Page();
        }

        var tenant = await founding.CheckAsync(Input.Name, Input.Slug, Input.TimeZone, Input.Currency, ct);
        var founded = tenant.IsRefused ? tenant : await founding.FoundAsync(tenant.Value, person, ct);
        if (founded.IsRefused)
        {
            ModelState.Refuse(founded.Refusal);
            return Page();
        }

        return LocalRedirect($"~/{founded.Value.Slug}");
    }
}
