namespace Portal.Emulator.Bulk;

/// <summary>What can be wrong with a download on purpose.</summary>
public enum BulkFlaw
{
    /// <summary>The status ends in Failed.</summary>
    Fails,

    /// <summary>The status of a delta ends in FailedFullSyncRequired (3603); a full download is not touched.</summary>
    FullSyncRequired,

    /// <summary>The file lacks its last third.</summary>
    TruncatedZip,

    /// <summary>A quote in the middle of the file is never closed.</summary>
    OpenQuote,

    /// <summary>The file ends within a row, though the archive is whole.</summary>
    HalfFile,

    /// <summary>The account's row has no Sync Time.</summary>
    NoSyncTime,

    /// <summary>The archive holds no file.</summary>
    EmptyZip,

    /// <summary>A page of HTML lies in the archive's place.</summary>
    NoZip,

    /// <summary>The text begins without its mark; nothing is wrong with it.</summary>
    WithoutMark,

    /// <summary>The status never says anything but InProgress.</summary>
    StaysInProgress,

    /// <summary>The status never says anything but a word that no documentation knows.</summary>
    StaysUnknown,
}
