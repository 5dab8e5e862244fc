using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

/// <summary>What was read of the files, before any of it is stored.</summary>
internal sealed record ReadEntities(long Rows, DateTimeOffset SyncTime, IReadOnlyDictionary<string, int> Unknown)
{
    private const int LongestWords = 500;

    public int UnknownRecords => Unknown.Values.Sum();

    /// <summary>The most frequent first.</summary>
    public string? UnknownInWords
    {
        get
        {
            var words = string.Join(", ", Unknown.OrderByDescending(what => what.Value).Select(what => $"{what.Key} ({what.Value})"));
            return words.Length == 0 ? null : words.Length <= LongestWords ? words : words[..LongestWords] + "…";
        }
    }
}

/// <summary>
/// Downloaded files of one account, from their streams to a committed mirror. They are read, checked and sorted before the write
/// transaction begins: a bad file never reaches the database.
/// </summary>
public sealed class EntityIngest(EntityMirror mirror)
{
    /// <param name="files">Opens each download; several when the account is too big for one.</param>
    /// <param name="account">Whose.</param>
    /// <param name="state">How far its mirror is; not changed here.</param>
    /// <param name="progress">Told the records read, often.</param>
    /// <param name="checkpoint">Changes what the caller keeps about its progress; saved in the rows' transaction.</param>
    /// <param name="ct">Cancels before the commit only.</param>
    /// <exception cref="ReportRefusedException">A file is not what was asked for, or not all of it; nothing was changed.</exception>
    internal async Task<Mirrored> RunAsync(
        IReadOnlyList<Func<Task<Stream>>> files, AdsId<AdsAccount> account, EntitySync state, Action<long> progress, Action<ReadEntities, Mirrored> checkpoint, CancellationToken ct)
    {
        using var sorted = new SortedEntities();
        var read = new ReadEntities(0, DateTimeOffset.MaxValue, new Dictionary<string, int>());
        foreach (var file in files)
        {
            await using var download = await file();
            using var archive = await ReportArchive.SpoolAsync(download, ct);
            read = Read(archive, account, sorted, read, progress, ct);
        }

        var target = new EntityTarget(account, state.AskedSince is null, read.SyncTime, state.SyncTime);
        var approved = state.ApprovedAt is null ? null : HeldBack.Read(state.Held);
        return await mirror.ApplyAsync(target, sorted.InOrder(), approved, mirrored => checkpoint(read, mirrored), ct);
    }

    /// <summary>The earliest sync time of several files is true of all.</summary>
    private static ReadEntities Read(ReportArchive archive, AdsId<AdsAccount> account, SortedEntities sorted, ReadEntities before, Action<long> progress, CancellationToken ct)
    {
        using var csv = archive.OpenCsv();
        using var reader = new BulkReader(csv, account);
        foreach (var record in reader.Read())
        {
            sorted.Add(record);
            if ((sorted.Count & 0x1FFF) == 0)
            {
                ct.ThrowIfCancellationRequested();
                progress(before.Rows + reader.Rows);
            }
        }

        progress(before.Rows + reader.Rows);
        var unknown = before.Unknown.Concat(reader.Unknown).GroupBy(what => what.Key).ToDictionary(what => what.Key, what => what.Sum(one => one.Value));
        return new(before.Rows + reader.Rows, before.SyncTime < reader.SyncTime ? before.SyncTime : reader.SyncTime, unknown);
    }
}
