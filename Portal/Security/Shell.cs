namespace Portal.Security;

/// <summary>
/// What the frame of a tenant page shows. The role is Owner, Admin, Analyst or Viewer, and absent for an operator who looks in; a
/// connection needs attention when only a person can mend it; an incident may also be open for what passes by itself.
/// </summary>
public sealed record ShellModel(
    string TenantName, string TenantSlug, string PersonName, string? Role, int ConnectionsNeedingAttention, int OpenIncidents, bool IsOperator);

/// <summary>
/// A way to go. <c>Page</c> is a Razor page, and stands for all pages of its folder, or an address that starts with <c>~/</c>;
/// <c>From</c> is the lowest role that sees the entry; <c>Below</c> is another folder whose pages are reached from here.
/// </summary>
public sealed record NavEntry(string Label, string Page, string Icon, string From = "Viewer", bool OnlyInDevelopment = false, string? Below = null);

public sealed record NavGroup(string Label, IReadOnlyList<NavEntry> Entries);

/// <summary>What the layouts know of a request. Filled once, where the tenant and the member are read; a page builds none of it.</summary>
public sealed class Shell
{
    public const string SwitchPage = "/Account/Organisations";
    public const string SignOutPage = "/Account/SignOut";

    private static readonly string[] Roles = ["Viewer", "Analyst", "Admin", "Owner"];

    public static IReadOnlyList<NavGroup> Tenant { get; } =
    [
        new("Data",
        [
            new("Overview", "/Tenant/Index", "home"),
            new("Campaigns", "/Tenant/Campaigns/Index", "megaphone"),
            new("Performance", "/Tenant/Performance/Index", "chart"),
            new("Accounts", "/Tenant/Accounts/Index", "card"),
            new("Library", "/Tenant/Entities/Index", "tag"),
            new("Changes", "/Tenant/Changes/Index", "clock"),
        ]),
        new("Organisation",
        [
            new("Connections", "/Tenant/Connections/Index", "link"),
            new("Incidents", "/Tenant/Incidents/Index", "alarm"),
            new("Sync", "/Tenant/Sync/Index", "sync"),
            new("Members", "/Tenant/Members/Index", "people"),
            new("Audit log", "/Tenant/Audit/Index", "document", From: "Analyst"),
            new("Settings", "/Tenant/Settings/Index", "sliders", From: "Owner"),
        ]),
    ];

    public static IReadOnlyList<NavGroup> Operator { get; } =
    [
        new("Operator",
        [
            new("Tenants", "/Operator/Index", "building", Below: "/Operator/Tenants/"),
            new("Incidents", "/Operator/Incidents", "alarm"),
            new("Forecast", "/Operator/Forecast", "calendar"),
            new("System", "/Operator/System", "pulse"),
            new("Keys", "/Operator/Keys", "key"),
            new("Jobs", "~/operator/jobs", "queue"),
            new("Sent mails", "/Operator/Mails", "mail", OnlyInDevelopment: true),
        ]),
    ];

    /// <summary>Absent on pages without a tenant.</summary>
    public ShellModel? Model { get; set; }

    /// <summary>The zone in which moments are shown.</summary>
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>A sentence over the whole page, such as that an operator looks in and until when.</summary>
    public string? Banner { get; set; }

    public bool Shows(NavEntry entry) => Array.IndexOf(Roles, Model?.Role ?? "Viewer") >= Array.IndexOf(Roles, entry.From);

    /// <summary>Whether <paramref name="page"/> (the route value) is the entry's own, or one of its folder below an area's start.</summary>
    public static bool IsAt(NavEntry entry, string? page)
    {
        var folder = entry.Page[..(entry.Page.LastIndexOf('/') + 1)];
        var deep = folder.Count(letter => letter == '/') > 2;
        return page is not null && (page == entry.Page
            || (deep && page.StartsWith(folder, StringComparison.OrdinalIgnoreCase))
            || (entry.Below is { } below && page.StartsWith(below, StringComparison.OrdinalIgnoreCase)));
    }
}
