namespace Portal.Components;

/// <summary>The drawings by name, on a field of 24 by 24, stroked with the text's colour.</summary>
public static class IconPaths
{
    private static readonly Dictionary<string, string> Paths = new(StringComparer.Ordinal)
    {
        ["home"] = """<path d="M4 11l8-7 8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z"/>""",
        ["megaphone"] = """<path d="M4 10v4h3l9 4V6l-9 4zM7 14l1.5 6h3L10 15.3"/><path d="M19 9.5a4 4 0 0 1 0 5"/>""",
        ["card"] = """<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3 10h18M7 15h4"/>""",
        ["link"] = """<path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"/>""",
        ["sync"] = """<path d="M4 12a8 8 0 0 1 14-5l2 2M20 12a8 8 0 0 1-14 5l-2-2M20 4v5h-5M4 20v-5h5"/>""",
        ["people"] = """<circle cx="9" cy="8" r="3.5"/><path d="M3 20a6 6 0 0 1 12 0M16 5a3.5 3.5 0 0 1 0 6M18 14a6 6 0 0 1 3 6"/>""",
        ["document"] = """<path d="M6 3h9l4 4v14H6zM14.5 3v4.5H19M9 12h6M9 16h6"/>""",
        ["sliders"] = """<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>""",
        ["building"] = """<path d="M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3"/>""",
        ["pulse"] = """<path d="M3 12h4l3-8 4 16 3-8h4"/>""",
        ["queue"] = """<rect x="4" y="4" width="16" height="5" rx="1.5"/><rect x="4" y="15" width="16" height="5" rx="1.5"/><path d="M12 9v6"/>""",
        ["mail"] = """<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M4 7l8 6 8-6"/>""",
        ["sun"] = """<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6L7 7M17 17l1.4 1.4M5.6 18.4L7 17M17 7l1.4-1.4"/>""",
        ["moon"] = """<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"/>""",
        ["screen"] = """<rect x="3" y="4" width="18" height="12" rx="2"/><path d="M9 20h6M12 16v4"/>""",
        ["out"] = """<path d="M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M10 12h10M17 9l3 3-3 3"/>""",
        ["menu"] = """<path d="M4 7h16M4 12h16M4 17h16"/>""",
        ["right"] = """<path d="M9 5l7 7-7 7"/>""",
        ["left"] = """<path d="M15 5l-7 7 7 7"/>""",
        ["swap"] = """<path d="M8 9l4-4 4 4M8 15l4 4 4-4"/>""",
        ["check"] = """<circle cx="12" cy="12" r="9"/><path d="M8 12.5l2.8 2.8L16 9.5"/>""",
        ["warn"] = """<path d="M12 4l9.5 16h-19zM12 10v4.5M12 17.2v.1"/>""",
        ["alarm"] = """<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v5.5M12 16.2v.1"/>""",
        ["info"] = """<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.7v.1"/>""",
        ["copy"] = """<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h3"/>""",
        ["search"] = """<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>""",
        ["plus"] = """<path d="M12 5v14M5 12h14"/>""",
        ["shield"] = """<path d="M12 3l8 3v6c0 4.5-3.2 7.8-8 9-4.8-1.2-8-4.5-8-9V6zM9 12l2.2 2.2L15.2 10"/>""",
        ["download"] = """<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4 20h16"/>""",
        ["calendar"] = """<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 10h16M8 3v4M16 3v4"/>""",
        ["clock"] = """<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>""",
        ["key"] = """<circle cx="8" cy="15" r="4.5"/><path d="M11.3 11.7L20 3M16 7l3 3"/>""",
        ["tag"] = """<path d="M4 4h7.5l8.5 8.5-7.5 7.5L4 11.5zM8.2 8.2v.1"/>""",
        ["trash"] = """<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>""",
        ["pause"] = """<path d="M8.5 5v14M15.5 5v14"/>""",
        ["play"] = """<path d="M7 4.5v15l12-7.5z"/>""",
        ["bookmark"] = """<path d="M7 4h10v16l-5-4-5 4z"/>""",
        ["cross"] = """<path d="M6 6l12 12M18 6L6 18"/>""",
        ["chart"] = """<path d="M4 4v16h16M8 15l3.5-4 3 2.5L20 8"/>""",
    };

    public static IEnumerable<string> Names => Paths.Keys;

    /// <summary>A name that is not drawn is a mistake in a page and is told at once.</summary>
    public static string Of(string name) => Paths.TryGetValue(name, out var path)
        ? path
        : throw new ArgumentException($"There is no icon «{name}». There are: {string.Join(", ", Paths.Keys)}.", nameof(name));
}
