namespace Portal.Emulator.Bulk;

/// <summary>
/// A record type of the bulk file: the members of <c>DownloadEntity</c> that bring it, and the columns it fills beside the ones
/// that every type has (bulk-service/bulk-file-schema.md and the page of the type).
/// </summary>
internal sealed record RecordType(string Name, IReadOnlyList<string> Entities, IReadOnlyList<string> Columns)
{
    /// <summary>Criteria of one parent are sent again as a whole when one of them changed.</summary>
    public bool IsCriterion => Name.EndsWith(" Association", StringComparison.Ordinal) && Name.StartsWith("Ad Group ", StringComparison.Ordinal);
}
