namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>
/// A job that comes into being with a transaction. What the transaction decides first, its state and how long it is kept, goes into
/// its row at once: written and then changed twice, an enqueue would cost half as much again.
/// </summary>
internal sealed class NewJob(StagedJob staged)
{
    private StagedJob row = staged;
    private StateRow? state;
    private bool settled;

    public StagedJob Staged => row;

    /// <summary>From here on the job is changed by commands, in the order they come.</summary>
    public void Settle() => settled = true;

    public bool TrySetState(StateRow first)
    {
        if (settled || state is not null)
        {
            return false;
        }

        state = first;
        return true;
    }

    public bool TrySetExpiry(long? expireAt)
    {
        if (settled)
        {
            return false;
        }

        row = row with { ExpireAt = expireAt };
        return true;
    }

    public void Write(Database db)
    {
        if (JobRows.Insert(db, row, state))
        {
            return;
        }

        // Somebody asked for the job before it was committed here, so it has its row already.
        JobRows.SetExpiry(db, row.Id, row.ExpireAt);
        if (state is not null)
        {
            JobRows.SetState(db, row.Id, state);
        }
    }
}
