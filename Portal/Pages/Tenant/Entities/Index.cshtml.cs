using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Pages.Tenant.Views;
using Portal.Security;

namespace Portal.Pages.Tenant.Entities;

/// <summary>The list of one kind of entity of the chosen accounts.</summary>
public sealed class IndexModel(PortalDb db, EntityList entities, ViewMenus menus, CurrentMember member) : PageModel
{
    public EntityShelf Shelf { get; private set; } = EntityShelves.All[0];

    public EntityFilter Filter { get; private set; } = null!;

    public EntityPage Shown { get; private set; } = new([], 1, 0);

    public IReadOnlyList<(AdsId<AdsAccount> Id, string Name)> Accounts { get; private set; } = [];

    /// <summary>How many there are now of each kind, in the chosen accounts.</summary>
    public IReadOnlyDictionary<EntityKind, int> Counts { get; private set; } = new Dictionary<EntityKind, int>();

    public IReadOnlyList<string> Types { get; private set; } = [];

    public IReadOnlyList<string> Statuses { get; private set; } = [];

    /// <summary>What the last files held that the portal does not know.</summary>
    public int UnknownRecords { get; private set; }

    /// <summary>What the rows hang on where only those of one are asked for.</summary>
    public string? Of { get; private set; }

    public ViewMenu Views { get; private set; } = null!;

    public bool MayExport => member.MayActAs(Role.Analyst);

    public async Task<IActionResult> OnGetAsync(string? kind, CancellationToken ct)
    {
        if (EntityShelves.Find(kind ?? EntityShelves.All[0].Key) is not { } shelf)
        {
            return NotFound();
        }

        Views = await menus.ReadAsync(DataPage.KeyOf(shelf), Request, ct);
        if (ViewStart.Of(Views, Url) is { } start)
        {
            return start;
        }

        (Shelf, Filter) = (shelf, EntityFilter.Read(shelf, Request.Query));
        Accounts = [.. (await db.AdsAccounts.AsNoTracking().Where(account => account.IsChosen).OrderBy(account => account.Name)
            .Select(account => new { account.AccountId, account.Name }).ToListAsync(ct)).Select(account => (account.AccountId, account.Name))];
        await CountAsync(ct);
        Shown = await entities.PageAsync(shelf, Filter, ct);
        Of = Filter.Of is { } of ? (Shown.Rows is [{ Parent: { } name }, ..] ? name : $"number {of}") : null;
        UnknownRecords = await (
            from state in db.EntitySyncs
            join account in db.AdsAccounts on state.AccountId equals account.AccountId
            where account.IsChosen
            select state.UnknownRecords).SumAsync(ct);
        return Page();
    }

    private async Task CountAsync(CancellationToken ct)
    {
        var chosen = Accounts.Select(account => account.Id).ToHashSet();
        var counts = await entities.CountsAsync(await db.ReadDataVersionAsync(ct), ct);
        Counts = counts.ToDictionary(of => of.Key, of => of.Value.All.Where(count => !count.IsRemoved && chosen.Contains(count.AccountId)).Sum(count => count.Count));
        var own = counts[Shelf.Kind].All.Where(count => chosen.Contains(count.AccountId)).ToList();
        Types = [.. own.Select(count => count.Type).Where(type => type.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        Statuses = [.. own.Select(count => count.Status).Where(status => status.Length > 0).Distinct().Order(StringComparer.Ordinal)];
    }
}
