using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Ads.Wire;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Ads;

/// <summary>
/// Asks for reports and their state (https://learn.microsoft.com/advertising/guides/reports). One account a report: one account that is
/// out of reach would fail the whole, and zones and currencies stay apart.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class Reporting(AdsCalls calls)
{
    private static readonly AdsOperation Submit = AdsOperation.Read(AdsService.Reporting, "SubmitGenerateReport", "GenerateReport/Submit");
    private static readonly AdsOperation Poll = AdsOperation.Read(AdsService.Reporting, "PollGenerateReport", "GenerateReport/Poll");

    public Task<string> SubmitAsync(AccountAccess access, ReportKind report, Period period, string accountTimeZone, CancellationToken ct)
    {
        var shape = ReportShape.Of(report);
        return SendAsync(access, $"{shape.Type}Request", report.ToString(), shape.Aggregation, shape.Columns, period, accountTimeZone, ct);
    }

    public Task<string> SubmitSummaryAsync(AccountAccess access, Period period, string accountTimeZone, CancellationToken ct) =>
        SendAsync(access, SummaryReport.Type, "Summary", "Summary", SummaryReport.Columns, period, accountTimeZone, ct);

    public async Task<ReportStatus> PollAsync(AccountAccess access, string reportRequestId, CancellationToken ct)
    {
        var answer = (await calls.SendAsync<PollReportAnswer>(Poll, access, new PollReportBody(reportRequestId), ct)).Body.ReportRequestStatus;
        return answer switch
        {
            { Status: "Error" } => new ReportStatus(ReportProgress.Failed, null),
            { Status: "Success", ReportDownloadUrl: null or "" } => new ReportStatus(ReportProgress.Empty, null),
            { Status: "Success" } when Uri.TryCreate(answer.ReportDownloadUrl, UriKind.Absolute, out var address) => new ReportStatus(ReportProgress.Ready, address),

            { Status: "Success" } => new ReportStatus(ReportProgress.Failed, null),

            // Pending, or a word that is not known: perhaps a new one on the way to Success. Whoever waits has a limit to it.
            _ => new ReportStatus(ReportProgress.Pending, null),
        };
    }

    private async Task<string> SendAsync(
        AccountAccess access, string type, string name, string aggregation, IReadOnlyList<string> columns, Period period, string accountTimeZone, CancellationToken ct)
    {
        var request = new WireReportRequest(
            type,
            string.Create(CultureInfo.InvariantCulture, $"{name} {period.From:yyyy-MM-dd} {period.To:yyyy-MM-dd}"),
            aggregation,
            columns,
            new WireScope([access.AccountId.Value]),
            new WireTime(WireDate.Of(period.From), WireDate.Of(period.To), AccountTimeZone.ForReports(accountTimeZone)));
        var answer = await calls.SendAsync<SubmitReportAnswer>(Submit, access, new SubmitReportBody(request), ct);
        return answer.Body.ReportRequestId
            ?? throw new AdsApiException(AdsFault.Transient, 0, "Reporting SubmitGenerateReport: the answer holds no request id.", answer.TrackingId);
    }
}
