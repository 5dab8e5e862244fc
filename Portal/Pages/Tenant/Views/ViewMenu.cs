using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Views;
using Portal.Infrastructure.Database;
using Portal.Security;

namespace Portal.Pages.Tenant.Views;

/// <summary>The saved views of a page, as its menu shows them to one member.</summary>
/// <param name="Page">The page at hand.</param>
/// <param name="Views">Those the member can see, by name.</param>
/// <param name="Opened">The view that the address names, or whose choices it makes by itself.</param>
/// <param name="Said">What is chosen now.</param>
/// <param name="Start">The view that the page begins with for the member.</param>
public sealed record ViewMenu(DataPage Page, IReadOnlyList<SavedView> Views, SavedView? Opened, string Said, SavedView? Start)
{
    /// <summary>Whether something else is chosen than in the opened view.</summary>
    public bool IsChanged => Opened is not null && Page.Said(Opened.Query) != Said;
}

/// <summary>Reads the menu of a page.</summary>
public sealed class ViewMenus(PortalDb db, CurrentMember member)
{
    public async Task<ViewMenu> ReadAsync(string key, HttpRequest request, CancellationToken ct)
    {
        var page = DataPage.Find(key) ?? throw new ArgumentException($"{key} is no data page.", nameof(key));
        var views = await db.SavedViews.SeenBy(member.Person.Id, page).AsNoTracking().OrderBy(view => view.NameKey).ToListAsync(ct);
        var start = views.Count == 0 ? null : await db.DefaultViews.Where(view => view.PersonId == member.Person.Id && view.Page == page.Key).Select(view => (Id<SavedView>?)view.ViewId).FirstOrDefaultAsync(ct);
        var (named, said) = (request.Query[DataPage.ViewName].ToString(), page.Said(request.Query));
        var opened = named.Length > 0
            ? views.Find(view => view.Id.ToString() == named)
            : views.OrderBy(view => view.IsShared).FirstOrDefault(view => page.Said(view.Query) == said);
        return new(page, views, opened, said, views.Find(view => view.Id == start));
    }
}

/// <summary>Opens a page with the view that the member wants it to begin with.</summary>
internal static class ViewStart
{
    /// <summary>Null when the address chooses something, or the member has chosen no view to begin with.</summary>
    public static LocalRedirectResult? Of(ViewMenu menu, IUrlHelper url) =>
        menu.Start is { } view && !url.ActionContext.HttpContext.Request.QueryString.HasValue ? new(menu.Page.Link(url, view)) : null;
}

internal static class SeenViews
{
    /// <summary>A person's own views, and those that are shared.</summary>
    public static IQueryable<SavedView> SeenBy(this IQueryable<SavedView> views, Id<Domain.Members.Person> person) => views.Where(view => view.OwnerId == null || view.OwnerId == person);

    /// <summary>Those of one page.</summary>
    public static IQueryable<SavedView> SeenBy(this IQueryable<SavedView> views, Id<Domain.Members.Person> person, DataPage page) => views.SeenBy(person).Where(view => view.Page == page.Key);
}
