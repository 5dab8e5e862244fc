using Portal.Domain.Ads;

namespace Portal.Infrastructure.Sync;

/// <summary>What was written of one kind.</summary>
internal sealed record MergeCount(int Added, int Changed, int Removed)
{
    public static readonly MergeCount None = new(0, 0, 0);
}

/// <summary>
/// Makes the rows of one table what the file says, writing only what differs. A full file is met with the whole table in the order of the
/// key; of changes only the rows they name are looked up.
/// </summary>
internal sealed class EntityMerge(EntityTable table, EntityTarget target, EntityRows rows, EntityHistory history, IReadOnlySet<long> edited)
{
    private const int Batch = 2000;

    private readonly List<EntityRecord> adding = [];
    private readonly List<EntityRecord> changing = [];
    private readonly List<EntityKey> removing = [];
    private readonly List<EntityChange> telling = [];

    /// <summary>Of each parent whose criteria came as a whole, which they are.</summary>
    private readonly Dictionary<(long Kind, long Parent), HashSet<long>> wholes = [];

    private int added;
    private int changed;
    private int removed;

    /// <param name="records">Of this table, in order of the key, each key once.</param>
    public async Task<MergeCount> RunAsync(IEnumerable<EntityRecord> records, CancellationToken ct)
    {
        await (target.IsFull ? MeetAllAsync(records, ct) : MeetNamedAsync(records, ct));
        await FlushAsync(ct);
        return new(added, changed, removed);
    }

    private async Task MeetAllAsync(IEnumerable<EntityRecord> records, CancellationToken ct)
    {
        await using var existing = ExistingAsync(ct).GetAsyncEnumerator(ct);
        var has = await existing.MoveNextAsync();
        foreach (var record in records.Where(record => !record.IsDeleted))
        {
            for (; has && existing.Current.Key.CompareTo(record.Key) < 0; has = await existing.MoveNextAsync())
            {
                Remove(existing.Current, null);
                await FlushFullAsync(ct);
            }

            if (has && existing.Current.Key == record.Key)
            {
                Change(existing.Current, record);
                has = await existing.MoveNextAsync();
            }
            else
            {
                Add(record);
            }

            await FlushFullAsync(ct);
        }

        for (; has; has = await existing.MoveNextAsync())
        {
            Remove(existing.Current, null);
            await FlushFullAsync(ct);
        }
    }

    private async IAsyncEnumerable<EntityRow> ExistingAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        for (var page = await rows.PageAsync(table, null, Batch, ct); page.Count > 0; page = page.Count < Batch ? [] : await rows.PageAsync(table, page[^1].Key, Batch, ct))
        {
            foreach (var row in page)
            {
                yield return row;
            }
        }
    }

    private async Task MeetNamedAsync(IEnumerable<EntityRecord> records, CancellationToken ct)
    {
        foreach (var chunk in records.Chunk(Batch))
        {
            var found = (await rows.FindAsync(table, [.. chunk.Select(record => record.Key)], ct)).ToDictionary(row => row.Key);
            foreach (var record in chunk)
            {
                Meet(found.GetValueOrDefault(record.Key), record);
            }

            await FlushFullAsync(ct);
        }

        await RemoveMissingCriteriaAsync(ct);
    }

    private void Meet(EntityRow? row, EntityRecord record)
    {
        if (table.Kind == EntityKind.Link && ((LinkKind)record.Key.A).IsCriterion())
        {
            var whole = wholes.TryGetValue((record.Key.A, record.Key.B), out var known) ? known : wholes[(record.Key.A, record.Key.B)] = [];
            whole.Add(record.Key.C);
        }

        if (row is null && !record.IsDeleted)
        {
            Add(record);
        }
        else if (row is not null && record.IsDeleted)
        {
            Remove(row, record.ModifiedAt);
        }
        else if (row is not null)
        {
            Change(row, record);
        }
    }

    private async Task RemoveMissingCriteriaAsync(CancellationToken ct)
    {
        foreach (var ((kind, parent), whole) in wholes)
        {
            // An ad group has a handful.
            await FlushAsync(ct);
            foreach (var row in (await rows.PageAsync(table, new EntityKey(kind, parent, long.MinValue), Batch, ct))
                .TakeWhile(row => row.Key.A == kind && row.Key.B == parent).Where(row => !whole.Contains(row.Key.C)))
            {
                Remove(row, null);
            }
        }
    }

    private void Add(EntityRecord record)
    {
        adding.Add(record);
        telling.AddRange(history.Added(table, record));
        added++;
    }

    private void Change(EntityRow row, EntityRecord record)
    {
        if ((!row.IsRemoved && row.Values.AsSpan().SequenceEqual(record.Values)) || IsEdited(row.Key))
        {
            return;
        }

        changing.Add(record);
        telling.AddRange(history.Changed(table, row, record));
        added += row.IsRemoved ? 1 : 0;
        changed += row.IsRemoved ? 0 : 1;
    }

    private void Remove(EntityRow row, long? modifiedAt)
    {
        if (row.IsRemoved || IsEdited(row.Key))
        {
            return;
        }

        removing.Add(row.Key);
        telling.AddRange(history.Removed(table, row, modifiedAt));
        removed++;
    }

    /// <summary>The file may be older than what was done from here: the next one knows.</summary>
    private bool IsEdited(EntityKey key) => table.HasEdits && edited.Contains(key.A);

    private Task FlushFullAsync(CancellationToken ct) => adding.Count >= Batch || changing.Count >= Batch || removing.Count >= Batch || telling.Count >= Batch
        ? FlushAsync(ct)
        : Task.CompletedTask;

    private async Task FlushAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await WriteAsync(adding, rows.AddAsync, ct);
        await WriteAsync(changing, rows.ChangeAsync, ct);
        await WriteAsync(removing, rows.RemoveAsync, ct);
        await WriteAsync(telling, (_, changes, token) => rows.RecordAsync(changes, token), ct);
    }

    private async Task WriteAsync<T>(List<T> waiting, Func<EntityTable, IReadOnlyList<T>, CancellationToken, Task> write, CancellationToken ct)
    {
        if (waiting.Count > 0)
        {
            await write(table, waiting, ct);
            waiting.Clear();
        }
    }
}
