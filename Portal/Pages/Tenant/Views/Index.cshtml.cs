using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Views;
using Portal.Infrastructure.Database;
using Portal.Security;

namespace Portal.Pages.Tenant.Views;

/// <summary>The views that a member can see, page by page.</summary>
public sealed class IndexModel(PortalDb db, CurrentMember me) : PageModel
{
    public CurrentMember Me => me;

    /// <summary>The only page that is asked for.</summary>
    public DataPage? Of { get; private set; }

    public IReadOnlyList<(DataPage Of, IReadOnlyList<Row> Rows)> Groups { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] string? of, CancellationToken ct)
    {
        Of = DataPage.Find(of);
        var mine = db.DefaultViews.Where(start => start.PersonId == me.Person.Id);
        var rows = await (
            from view in db.SavedViews.SeenBy(me.Person.Id).AsNoTracking()
            join user in db.Users on view.AuthorId equals user.Id into authors
            from author in authors.DefaultIfEmpty()
            orderby view.OwnerId == null, view.NameKey
            select new Row(view, author.DisplayName ?? "somebody who left", mine.Any(start => start.ViewId == view.Id))).ToListAsync(ct);
        Groups = [.. DataPage.All.Where(page => Of is null || page == Of)
            .Select(page => (page, (IReadOnlyList<Row>)[.. rows.Where(row => row.View.Page == page.Key)]))
            .Where(group => group.Item2.Count > 0)];
    }

    public sealed record Row(SavedView View, string Author, bool IsStart);
}
