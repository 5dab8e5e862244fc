namespace Portal.Emulator.OAuth;

/// <summary>The scopes of the advertising API; the older ones still get a token, which the API then refuses.</summary>
internal static class Scopes
{
    public const string Offline = "offline_access";
    public const string Ads = "https://ads.microsoft.com/msads.manage";

    private static readonly string[] Current = [Ads, "https://si.ads.microsoft.com/msads.manage", "https://api.ads.microsoft.com/msads.manage"];
    private static readonly string[] Retired = ["https://ads.microsoft.com/ads.manage", "https://ads.microsoft.com/bingads.manage", "bingads.manage", "ads.manage"];

    public static bool Contains(string? scope, string wanted) => Parts(scope).Contains(wanted);

    /// <summary>Whether the API accepts a token with this scope.</summary>
    public static bool OpensTheApi(string? scope) => Parts(scope).Intersect(Current).Any();

    public static bool IsKnown(string? scope) => OpensTheApi(scope) || Parts(scope).Intersect(Retired).Any();

    /// <summary>The scope as a token answer words it: more than was asked for, and without the word for offline access.</summary>
    public static string Granted(string scope) => string.Join(' ',
        Parts(scope).Where(part => part != Offline).Concat(OpensTheApi(scope) ? [Retired[0]] : []).Distinct());

    private static string[] Parts(string? scope) => scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
