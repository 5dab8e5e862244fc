using System.Text.RegularExpressions;
using Portal.Components;

namespace Portal.Pages.Tenant;

/// <summary>Microsoft's states in the portal's words and tones; a state that is not known here is shown as it comes.</summary>
public static partial class StatusLook
{
    public const string Removed = "Removed";

    public static (Tone Tone, string Word) Of(string status) => status switch
    {
        "Active" => (Tone.Good, "Active"),
        "Paused" or "Pause" => (Tone.Idle, "Paused"),
        "BudgetPaused" => (Tone.Warn, "Budget hit"),
        "BudgetAndManualPaused" => (Tone.Idle, "Paused, budget hit"),
        "Suspended" => (Tone.Bad, "Suspended"),
        "Inactive" => (Tone.Bad, "Inactive"),
        "Pending" => (Tone.Info, "Pending"),
        _ => (Tone.Idle, Spaced(status)),
    };

    /// <summary><c>DynamicSearchAds</c> reads <c>Dynamic search ads</c>.</summary>
    public static string Spaced(string name) =>
        name.Length == 0 ? "Unknown" : name[..1] + WordBorder().Replace(name[1..], match => " " + match.Value.ToLowerInvariant());

    /// <summary>The user's role at the customer through which the account is reached.</summary>
    public static string Role(int id) => id switch
    {
        41 => "Super admin",
        203 => "Standard",
        16 => "Campaign manager",
        100 => "Viewer",
        33 => "Aggregator",
        _ => $"Role {id}",
    };

    [GeneratedRegex("(?<=[a-z])[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex WordBorder();
}
