using Portal.Domain.Ads;
using Portal.Infrastructure.Ads;
using Portal.Infrastructure.Connections;

namespace Portal.Tests.Infrastructure.Ads;

public sealed class FaultClassesTests
{
    [Theory]
    [InlineData("Reporting", 0, AdsFault.Transient, null)]
    [InlineData("CampaignManagement", 105, AdsFault.LoginRefused, null)]
    [InlineData("Bulk", 106, AdsFault.NoAccess, null)]
    [InlineData("Reporting", 108, AdsFault.LoginRefused, null)]
    [InlineData("Reporting", 109, AdsFault.LoginRefused, null)]
    [InlineData("Reporting", 113, AdsFault.Refused, null)]
    [InlineData("CampaignManagement", 117, AdsFault.Throttled, 1)]
    [InlineData("CustomerManagement", 120, AdsFault.LoginRefused, null)]
    [InlineData("CustomerManagement", 126, AdsFault.LoginRefused, null)]
    [InlineData("Reporting", 207, AdsFault.Throttled, 1)]
    [InlineData("CustomerManagement", 207, AdsFault.Refused, null)]
    [InlineData("CustomerManagement", 1001, AdsFault.NoAccess, null)]
    [InlineData("CampaignManagement", 1001, AdsFault.Refused, null)]
    [InlineData("CampaignManagement", 1010, AdsFault.Transient, 15)]
    [InlineData("Bulk", 1010, AdsFault.Transient, 15)]
    [InlineData("Reporting", 1010, AdsFault.Transient, 15)]
    [InlineData("CustomerManagement", 1010, AdsFault.Refused, null)]
    [InlineData("Bulk", 1030, AdsFault.Refused, null)]
    [InlineData("Reporting", 2003, AdsFault.NoAccess, null)]
    [InlineData("Reporting", 2009, AdsFault.Refused, null)]
    [InlineData("Reporting", 2010, AdsFault.Transient, 1)]
    [InlineData("Reporting", 2035, AdsFault.NoAccess, null)]
    [InlineData("Reporting", 2041, AdsFault.Transient, 1)]
    [InlineData("Reporting", 2100, AdsFault.ReportGone, null)]
    [InlineData("Bulk", 3205, AdsFault.ReportGone, null)]
    [InlineData("Bulk", 3207, AdsFault.TooBig, null)]
    [InlineData("Bulk", 3603, AdsFault.FullSyncNeeded, null)]
    [InlineData("Bulk", 4204, AdsFault.Throttled, 15)]
    [InlineData("Bulk", 99999, AdsFault.Refused, null)]
    public void A_code_means_what_its_service_means_by_it_whatever_the_status(string service, int code, AdsFault fault, int? minutes)
    {
        foreach (var status in new[] { 200, 400, 401, 403, 404, 429, 500, 503 })
        {
            Assert.Equal((fault, minutes is { } pause ? TimeSpan.FromMinutes(pause) : null), FaultClasses.Of(Enum.Parse<AdsService>(service), code, status));
        }
    }

    [Theory]
    [InlineData(400, AdsFault.Transient, false)]
    [InlineData(401, AdsFault.LoginRefused, false)]
    [InlineData(403, AdsFault.NoAccess, false)]
    [InlineData(404, AdsFault.Transient, true)]
    [InlineData(408, AdsFault.Transient, false)]
    [InlineData(410, AdsFault.Refused, false)]
    [InlineData(429, AdsFault.Throttled, true)]
    [InlineData(500, AdsFault.Transient, false)]
    [InlineData(501, AdsFault.Transient, true)]
    [InlineData(502, AdsFault.Transient, false)]
    [InlineData(504, AdsFault.Transient, false)]
    public void Without_a_code_the_status_decides(int status, AdsFault fault, bool waits) =>
        Assert.Equal((fault, waits ? TimeSpan.FromMinutes(1) : null), FaultClasses.Of(AdsService.Reporting, null, status));
}
