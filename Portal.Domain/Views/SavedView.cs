using Portal.Domain.Members;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Views;

/// <summary>What is chosen on a data page, under a name: one person's own, or shared with the organisation.</summary>
public sealed class SavedView : ITenantOwned
{
    public const int LongestName = 60;

    /// <summary>Of what is chosen, as it stands in an address.</summary>
    public const int LongestQuery = 2000;

    /// <summary>Of one person for one page.</summary>
    public const int MostOwn = 30;

    /// <summary>Of the organisation for one page.</summary>
    public const int MostShared = 60;

    private SavedView() => (Page, Name, NameKey, Query) = (null!, null!, null!, null!);

    public Id<Tenant> TenantId { get; private set; }

    public Id<SavedView> Id { get; private set; }

    /// <summary>The page's key.</summary>
    public string Page { get; private set; }

    public string Name { get; private set; }

    /// <summary>The name by which two are the same, whatever the case of their letters.</summary>
    public string NameKey { get; private set; }

    /// <summary>In the page's own words, without a question mark. Periods that are relative stay so.</summary>
    public string Query { get; private set; }

    /// <summary>Who made it. They may have left since.</summary>
    public Id<Person> AuthorId { get; private set; }

    /// <summary>Whose it is; null while it is shared.</summary>
    public Id<Person>? OwnerId { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public bool IsShared => OwnerId is null;

    /// <param name="page">The page's key.</param>
    /// <param name="query">As <see cref="Query"/>.</param>
    /// <param name="name">As it was typed.</param>
    /// <param name="shared">With the organisation.</param>
    /// <param name="by">Who saves it.</param>
    /// <param name="there">All views of the page that <paramref name="by"/> can see.</param>
    /// <param name="now">When.</param>
    public static Result<SavedView> Save(string page, string query, string? name, bool shared, Membership by, IReadOnlyCollection<SavedView> there, DateTimeOffset now)
    {
        var view = new SavedView { TenantId = by.TenantId, Id = Id<SavedView>.New(now), Page = page, AuthorId = by.PersonId };
        var named = view.Call(name, shared, by, there, now);
        return named.IsRefused ? named : view.Fill(query, now);
    }

    /// <summary>Whether somebody may rename, overwrite or delete it: its owner, and of a shared one an admin or the author while they may share.</summary>
    public bool MayBeChangedBy(Membership by) =>
        IsShared ? by.Role >= Role.Admin || (by.PersonId == AuthorId && MayShare(by)) : by.PersonId == OwnerId;

    public static bool MayShare(Membership by) => by.Role >= Role.Analyst;

    /// <summary>Another name, or another reach.</summary>
    public Result<SavedView> Change(string? name, bool shared, Membership by, IReadOnlyCollection<SavedView> there, DateTimeOffset now)
    {
        if (!MayBeChangedBy(by))
        {
            return NotTheirs;
        }

        return IsShared && !shared && by.PersonId != AuthorId
            ? new Refusal("Only who made this view can take it back for themselves. You can rename or delete it.", "Shared")
            : Call(name, shared, by, there, now);
    }

    /// <summary>Other choices under the same name.</summary>
    public Result<SavedView> Overwrite(string query, Membership by, DateTimeOffset now) => MayBeChangedBy(by) ? Fill(query, now) : NotTheirs;

    public Result<SavedView> Remove(Membership by) => MayBeChangedBy(by) ? this : NotTheirs;

    private static Refusal NotTheirs { get; } = new("This view is shared by somebody else: only they and admins can change it. You can save your choices as a view of your own.");

    private Result<SavedView> Fill(string query, DateTimeOffset now)
    {
        if (query.Length > LongestQuery)
        {
            return new Refusal("So much is chosen that it does not fit into a view. Shorten what you search for.");
        }

        (Query, ChangedAt) = (query, now);
        return this;
    }

    private Result<SavedView> Call(string? typed, bool shared, Membership by, IReadOnlyCollection<SavedView> there, DateTimeOffset now)
    {
        var name = typed?.Trim() ?? "";
        if (name.Length is 0 or > LongestName)
        {
            return new Refusal(name.Length == 0 ? "Give the view a name." : $"A view's name has at most {LongestName} characters.", "Name");
        }

        if (shared && !MayShare(by))
        {
            return new Refusal("Viewers save views for themselves. An analyst or an admin can share one with everybody.", "Shared");
        }

        var key = name.ToUpperInvariant();
        var beside = there.Where(view => view.Id != Id && view.Page == Page && view.IsShared == shared && (shared || view.OwnerId == by.PersonId)).ToList();
        if (beside.Any(view => view.NameKey == key))
        {
            return new Refusal($"{(shared ? "The organisation has a shared view" : "You have a view")} named “{name}” for this page already. Choose another name.", "Name");
        }

        if (beside.Count >= (shared ? MostShared : MostOwn))
        {
            return new Refusal(shared ? $"The organisation has {MostShared} shared views for this page, which is the most. Delete one first." : $"You have {MostOwn} views for this page, which is the most. Delete one first.");
        }

        (Name, NameKey, OwnerId, ChangedAt) = (name, key, shared ? null : by.PersonId, now);
        return this;
    }
}
