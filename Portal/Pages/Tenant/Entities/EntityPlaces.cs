using Microsoft.AspNetCore.Mvc;
using Portal.Domain.Ads;

namespace Portal.Pages.Tenant.Entities;

/// <summary>The page on which an entity can be looked at.</summary>
internal static class EntityPlaces
{
    /// <param name="url">Of the page that leads there.</param>
    /// <param name="kind">Of the entity.</param>
    /// <param name="account">Whose it is.</param>
    /// <param name="id">Its number.</param>
    /// <param name="parent">The number of what it hangs on; 0 where that is not known.</param>
    /// <returns>Null where it has none.</returns>
    public static string? PlaceOf(this IUrlHelper url, EntityKind kind, AdsId<AdsAccount> account, long id, long parent) => kind switch
    {
        EntityKind.Campaign => url.Page("/Tenant/Campaigns/Details", new { account, campaign = id }),
        EntityKind.AdGroup => url.Page("/Tenant/Campaigns/AdGroup", new { account, adGroup = id }),
        EntityKind.Ad or EntityKind.Keyword => parent == 0 ? null : url.Page("/Tenant/Campaigns/AdGroup", new { account, adGroup = parent }),
        EntityKind.NegativeKeyword => url.Page("/Tenant/Entities/Details", new { kind = "negative-keywords", account, id, of = parent == 0 ? (long?)null : parent }),
        _ => EntityShelves.Of(kind) is { } shelf ? url.Page("/Tenant/Entities/Details", new { kind = shelf.Key, account, id }) : null,
    };
}
