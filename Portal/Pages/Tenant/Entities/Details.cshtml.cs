using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain.Ads;
using Portal.Pages.Tenant.Changes;

namespace Portal.Pages.Tenant.Entities;

/// <summary>One entity: what is known of it, where it is used, and what changed.</summary>
public sealed class DetailsModel(EntityList entities, EntityUses uses, ChangeList changes) : PageModel
{
    public EntityShelf Shelf { get; private set; } = null!;

    public EntityRow Row { get; private set; } = null!;

    public IReadOnlyList<(string Name, string Text)> Fields { get; private set; } = [];

    public EntityUseList Uses { get; private set; } = EntityUseList.None;

    public ChangePage Changes { get; private set; } = new([], 1, 0);

    /// <param name="kind">Which list it is from.</param>
    /// <param name="account">Whose it is.</param>
    /// <param name="id">Its number at Microsoft.</param>
    /// <param name="of">What it hangs on, for numbers that are good only within that.</param>
    /// <param name="page">Of its changes.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IActionResult> OnGetAsync(string kind, long account, long id, [FromQuery] long? of, [FromQuery(Name = "page")] int page, CancellationToken ct)
    {
        if (EntityShelves.Find(kind) is not { } shelf || await entities.FindAsync(shelf, new(account), id, of, ct) is not { } row)
        {
            return NotFound();
        }

        (Shelf, Row) = (shelf, row);
        Fields = await entities.FieldsAsync(shelf, row, ct);
        Uses = await uses.OfAsync(shelf, row.AccountId, id, ct);
        Changes = await (shelf.Kind == EntityKind.NegativeKeyword ? changes.OfAsync(row.AccountId, shelf.Kind, row.ParentId, id, page, ct) : changes.OfAsync(row.AccountId, shelf.Kind, id, page, ct));
        return Page();
    }
}
