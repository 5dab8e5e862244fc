namespace Portal.Domain.Sync;

/// <summary>What Microsoft shows against what the mirror holds, by key.</summary>
/// <param name="Added">At Microsoft, and not in the mirror.</param>
/// <param name="Kept">In both; whether they differ is for the mirror's type to say.</param>
/// <param name="Removed">In the mirror, and no longer at Microsoft.</param>
public sealed record Difference<TRemote, TMirror>(
    IReadOnlyList<TRemote> Added,
    IReadOnlyList<(TRemote Remote, TMirror Mirror)> Kept,
    IReadOnlyList<TMirror> Removed);

/// <inheritdoc cref="Difference{TRemote,TMirror}"/>
public static class Difference
{
    public static Difference<TRemote, TMirror> Of<TKey, TRemote, TMirror>(
        IEnumerable<TRemote> remote,
        Func<TRemote, TKey> keyOfRemote,
        IEnumerable<TMirror> mirror,
        Func<TMirror, TKey> keyOfMirror)
        where TKey : notnull
    {
        var held = mirror.ToDictionary(keyOfMirror);
        var (added, kept) = (new List<TRemote>(), new List<(TRemote, TMirror)>());
        foreach (var one in remote.DistinctBy(keyOfRemote))
        {
            if (held.Remove(keyOfRemote(one), out var same))
            {
                kept.Add((one, same));
            }
            else
            {
                added.Add(one);
            }
        }

        return new(added, kept, [.. held.Values]);
    }
}
