using System.Globalization;
using Portal.Domain.Ads;
using Portal.Domain.Sync;

namespace Portal.Domain.Incidents;

/// <summary>A file that was held back and waits for an admin's word, as people are told of it.</summary>
/// <param name="AccountId">Whose it is.</param>
/// <param name="Account">The account's name and number, as people know it.</param>
/// <param name="Losses">What it would remove.</param>
/// <param name="HeldAt">When it was looked at last.</param>
/// <param name="AsOf">The day, in the organisation's zone, of the last file that was taken in; null when it is not known.</param>
public sealed record HeldFile(AdsId<AdsAccount> AccountId, string Account, IReadOnlyList<Loss> Losses, DateTimeOffset HeldAt, DateOnly? AsOf)
{
    private const int MostNamed = 5;
    private const int MostKinds = 3;

    /// <summary>What happened and what it means.</summary>
    public static string What(IReadOnlyList<HeldFile> files)
    {
        if (files is [var only])
        {
            return $"The latest file of {only.Account} would remove {only.WouldRemove}. Nothing was removed: its campaigns and what they are made of stay as the last good file left them{Day(" on ", only.AsOf)}, and its figures go on.";
        }

        var named = string.Join("; ", files.Take(MostNamed).Select(file => $"{file.Account} {file.WouldRemove}"));
        var more = files.Count > MostNamed ? $"; and {files.Count - MostNamed} more" : "";
        return $"The latest files of {files.Count} accounts would remove much: {named}{more}. Nothing was removed: their campaigns and what those are made of stay as the last good files left them{Day(", the oldest on ", files.Min(file => file.AsOf))}, and their figures go on.";
    }

    /// <summary>What to do.</summary>
    public static string NextStep(IReadOnlyList<HeldFile> files) =>
        $"Look at what would go, then apply {(files.Count == 1 ? "the file or discard it" : "each file or discard it")}. The portal also fetches it anew once a day, and takes it in when it is as usual again.";

    /// <summary>Campaigns before all others, as those hang on them; of the others what is much, the most first.</summary>
    private string WouldRemove
    {
        get
        {
            var told = Losses.Where(loss => loss.IsMuch || loss.Kind == EntityKind.Campaign)
                .OrderBy(loss => loss.Kind != EntityKind.Campaign).ThenByDescending(loss => loss.Removed)
                .Select(loss => loss.InWords()).ToList();
            return told.Count switch
            {
                0 => "much of what is stored",
                1 => told[0],
                > MostKinds => $"{string.Join(", ", told.Take(MostKinds))} and more",
                _ => $"{string.Join(", ", told.SkipLast(1))} and {told[^1]}",
            };
        }
    }

    private static string Day(string before, DateOnly? day) => day is { } known ? $"{before}{known.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}" : "";
}
