using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Views;
using Portal.Infrastructure.Performance;
using Portal.Pages.Tenant.Accounts;
using Portal.Pages.Tenant.Campaigns;
using Portal.Pages.Tenant.Changes;
using Portal.Pages.Tenant.Entities;
using Portal.Pages.Tenant.Performance;

namespace Portal.Pages.Tenant.Views;

/// <summary>A page whose choices stand in its address, and so can be saved as a view.</summary>
/// <param name="Key">By which a view knows its page.</param>
/// <param name="Label">On its tab, or in the navigation.</param>
/// <param name="Path">Of the Razor page.</param>
/// <param name="Choices">What the page understands of an address, said in its own words again.</param>
/// <param name="Which">What of the path says which page it is, where one Razor page stands for many.</param>
public sealed record DataPage(string Key, string Label, string Path, Func<IQueryCollection, IEnumerable<(string Name, string? Value)>> Choices, object? Which = null)
{
    /// <summary>In an address: the view that was opened.</summary>
    public const string ViewName = "view";

    /// <summary>In an address: no view, not even the one that the page begins with.</summary>
    public const string NoView = "none";

    public static IReadOnlyList<DataPage> All { get; } =
    [
        new("campaigns", "Campaigns", "/Tenant/Campaigns/Index", query => [.. CampaignFilter.Read(query).InAddress, .. DataScopes.InAddress(query)]),
        .. Grains.All.Select(grain => new DataPage(
            grain.Key, grain.Label, "/Tenant/Performance/Index", query => [.. GrainChoice.Read(grain, query).InAddress, .. DataScopes.InAddress(query)], new { grain = grain.Key })),
        new("accounts", "Accounts", "/Tenant/Accounts/Index", query => [.. AccountFilter.Read(query).InAddress, .. DataScopes.InAddress(query).Where(pair => pair.Name != "account")]),
        new("changes", "Changes", "/Tenant/Changes/Index", query => ChangeFilter.Read(query).InAddress()),
        .. EntityShelves.All.Select(shelf => new DataPage(KeyOf(shelf), $"{shelf.Label} in the library", "/Tenant/Entities/Index", query => EntityFilter.Read(shelf, query).InAddress, new { kind = shelf.Key })),
    ];

    /// <summary>Some kinds have a page of figures as well, which is called the same.</summary>
    public static string KeyOf(EntityShelf shelf) => $"library-{shelf.Key}";

    public static DataPage? Find(string? key) => All.FirstOrDefault(page => page.Key == key);

    /// <summary>The choices that <paramref name="query"/> makes, so that equal choices are equal texts: nothing of it comes through that the page would not say itself.</summary>
    public string Said(IQueryCollection query) => QueryString.Create(Choices(query).Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value))).Value?.TrimStart('?') ?? "";

    public string Said(string? query) => Said(new QueryCollection(QueryHelpers.ParseQuery(query)));

    /// <summary>The page's address without any choice.</summary>
    public string Address(IUrlHelper url) => url.Page(Path, Which) ?? throw new InvalidOperationException($"{Path} has no address.");

    /// <summary>A link that opens the view. The choices are said anew, for the page may have changed since they were saved.</summary>
    public string Link(IUrlHelper url, SavedView view) => QueryHelpers.AddQueryString(
        Address(url), Choices(new QueryCollection(QueryHelpers.ParseQuery(view.Query))).Append((Name: ViewName, Value: view.Id.ToString())).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
}
