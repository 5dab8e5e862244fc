namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>How safe a commit is when the power fails. A process that dies loses nothing either way.</summary>
public enum Synchronous
{
    /// <summary>The disk is made certain at checkpoints: the last commits may be lost with the power, never the file.</summary>
    Normal,

    /// <summary>The disk is made certain at every commit.</summary>
    Full,
}

public sealed class SQLiteStorageOptions
{
    public Synchronous Synchronous { get; set; } = Synchronous.Normal;

    /// <summary>How often another process on the file is looked for, and its jobs, when there is one.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A process that has not renewed its lease for so long has lost its reservations and locks, even if it still breathes.
    /// One that is gone loses them at the next poll of any other.
    /// </summary>
    public TimeSpan InstanceTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often what has expired is deleted.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many jobs or keys are deleted in one transaction.</summary>
    public int SweepBatch { get; set; } = 500;

    /// <summary>How long a write waits for another process before it fails with SQLITE_BUSY.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of every stamp, expiry and lease.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;
}
