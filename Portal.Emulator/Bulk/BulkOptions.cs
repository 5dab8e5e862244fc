namespace Portal.Emulator.Bulk;

/// <summary>How the Bulk service behaves; the defaults are Microsoft's, as far as they are published.</summary>
public sealed record BulkOptions
{
    /// <summary>How many status queries answer InProgress before the end.</summary>
    public int Polls { get; set; } = 2;

    /// <summary>Writes the account's Sync Time as <c>MM/dd/yyyy HH:mm</c>, as the text of the page has it, and not with seconds as its sample.</summary>
    public bool SyncTimeToTheMinute { get; set; }

    /// <summary>Shuffles columns and rows, and adds a record type and a column that nobody knows.</summary>
    public bool Chaos { get; set; }

    /// <summary>Keywords of an account beyond which it can only be had by campaigns (3207).</summary>
    public int MostKeywords { get; set; } = 4_000_000;

    /// <summary>Keywords of a download by campaigns beyond which it is refused (3207).</summary>
    public int MostKeywordsByCampaigns { get; set; } = 8_000_000;

    /// <summary>Downloads, and apart from them uploads, of one account that may be in work (4204); the live number is not published.</summary>
    public int MostPending { get; set; } = 10;

    /// <summary>After this long a download or upload counts as done even if nobody asks for its status any more.</summary>
    public TimeSpan PendingAtMost { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How far back changes are kept: an older sync time is refused (3209).</summary>
    public TimeSpan Memory { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a request id is known.</summary>
    public TimeSpan Validity { get; set; } = TimeSpan.FromDays(2);

    /// <summary>How long an address of a file holds.</summary>
    public TimeSpan FileUrlLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an upload address holds (3226).</summary>
    public TimeSpan UploadUrlLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Refuses a file with too many rows at once (3225); else the status says it (UploadFileRowCountExceeded). Microsoft documents both.</summary>
    public bool RowLimitRefusesUpload { get; set; }

    /// <summary>Rows of an upload, without header and format version.</summary>
    public int MostUploadRows { get; set; } = 4_000_000;
}
