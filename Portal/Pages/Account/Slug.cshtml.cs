using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Account;

/// <summary>Answers, while somebody types, what an address would be and whether it is free. No promise: saving checks again.</summary>
public sealed class SlugModel(PortalDb db) : PageModel
{
    public async Task<JsonResult> OnGetAsync(string? name, string? value, CancellationToken ct)
    {
        var wanted = value ?? Domain.Tenancy.Slug.Propose(name ?? "");
        var slug = Domain.Tenancy.Slug.Check(wanted);
        if (slug.IsRefused)
        {
            return new(new { value = wanted, free = wanted.Length == 0, sentence = wanted.Length == 0 ? "" : slug.Refusal.Sentence });
        }

        var taken = await db.Tenants.AnyAsync(tenant => tenant.Slug == slug.Value, ct);
        return new(new { value = wanted, free = !taken, sentence = taken ? $"“{slug.Value}” belongs to another organisation." : $"“{slug.Value}” is free." });
    }
}
