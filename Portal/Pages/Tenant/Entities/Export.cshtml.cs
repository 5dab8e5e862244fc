using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain.Ads;

namespace Portal.Pages.Tenant.Entities;

/// <summary>A kind of entity as a file: the whole filter in its order, not one page, and never all of it in memory. Moments are in UTC.</summary>
public sealed class ExportModel(EntityList entities) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string kind, CancellationToken ct)
    {
        if (EntityShelves.Find(kind) is not { } shelf)
        {
            return NotFound();
        }

        await FileAnswer.WriteAsync(HttpContext, shelf.Key, Columns(shelf), entities.AllAsync(shelf, EntityFilter.Read(shelf, Request.Query), ct), ct);
        return new EmptyResult();
    }

    private static List<(string Head, Func<EntityRow, object?> Of)> Columns(EntityShelf shelf)
    {
        List<(string Head, Func<EntityRow, object?> Of)> columns = [("Name", row => row.Name), ("Number", row => row.Id)];
        columns.AddRange(shelf.HasStatus ? [("Status", row => StatusLook.Of(row.Status).Word), ("Editorial status", row => row.EditorialStatus is { } said ? StatusLook.Spaced(said) : null)] : []);
        columns.AddRange(shelf.Kind == EntityKind.NegativeKeyword ? [("Stands in", row => EntityShelves.LevelInWords(row.Level))] : []);
        columns.AddRange(shelf.ParentLabel is null ? [] : [(shelf.Kind == EntityKind.AssetGroup ? "Campaign number" : "Number of that", row => row.ParentId)]);
        columns.AddRange(shelf.Columns.Select(column => (column.Head, column.Value)));
        columns.AddRange(
        [
            ("Account", row => row.Account), ("Account number", row => row.AccountNumber), ("Currency", row => row.Currency),
            ("Changed", row => Moment(row.ChangedAt)), ("Removed", row => row.RemovedAt is { } removed ? Moment(removed) : null),
        ]);
        return columns;
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
