namespace Portal.Infrastructure.Ads.Wire;

internal sealed record SubmitReportBody(WireReportRequest ReportRequest);

internal sealed record WireReportRequest(string Type, string ReportName, string Aggregation, IReadOnlyList<string> Columns, WireScope Scope, WireTime Time)
{
    public string Format { get; } = "Csv";

    /// <summary>The default is 1.0, with thousands commas and other traps.</summary>
    public string FormatVersion { get; } = "2.0";

    public bool ReturnOnlyCompleteData { get; }

    public bool ExcludeReportHeader { get; }

    public bool ExcludeReportFooter { get; }

    public bool ExcludeColumnHeaders { get; }
}

internal sealed record WireScope(IReadOnlyList<long> AccountIds);

internal sealed record WireTime(WireDate CustomDateRangeStart, WireDate CustomDateRangeEnd, string ReportTimeZone);

internal sealed record WireDate(int Day, int Month, int Year)
{
    public static WireDate Of(DateOnly day) => new(day.Day, day.Month, day.Year);
}

internal sealed record SubmitReportAnswer(string? ReportRequestId);

internal sealed record PollReportBody(string ReportRequestId);

internal sealed record PollReportAnswer(WireReportStatus? ReportRequestStatus);

internal sealed record WireReportStatus(string? Status, string? ReportDownloadUrl);
