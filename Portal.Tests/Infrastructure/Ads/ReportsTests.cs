using System.IO.Compression;
using System.Text;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Emulator.Traffic;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Ads;

public sealed class ReportsTests
{
    private const string Eastern = "EasternTimeUSCanada";
    private static readonly Period LastWeek = new(new DateOnly(2026, 11, 15), new DateOnly(2026, 11, 21));

    [Theory]
    [InlineData(ReportKind.Account)]
    [InlineData(ReportKind.Keyword)]
    [InlineData(ReportKind.SearchTerm)]
    public async Task A_report_comes_as_a_file_with_header_columns_and_footer(ReportKind kind)
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var address = await ReadyAsync(stage, kind);

        var csv = await MicrosoftAdsTests.AskAsync(stage, async ads => await TextAsync(await ads.DownloadReportAsync(address, CancellationToken.None)));

        Assert.Contains("\"Report Aggregation: Daily\"", csv, StringComparison.Ordinal);
        Assert.Contains("\"ConversionsQualified\",\"Revenue\"", csv, StringComparison.Ordinal);
        Assert.Contains("\"2026-11-15\"", csv, StringComparison.Ordinal);
        Assert.Contains("Microsoft Corporation", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_storage_sees_no_token_of_ours()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var address = await ReadyAsync(stage, ReportKind.Account);

        await MicrosoftAdsTests.AskAsync(stage, async ads => await TextAsync(await ads.DownloadReportAsync(address, CancellationToken.None)));

        var entry = stage.Log.Entries.Single(entry => entry.Path == address.AbsolutePath);
        Assert.Equal((null, null, null), (entry.Authorization, entry.DeveloperToken, entry.CustomerId));
    }

    [Fact]
    public async Task An_address_whose_time_is_over_says_so()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var address = await ReadyAsync(stage, ReportKind.Account);
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var fault = await MicrosoftAdsTests.FaultAsync(stage, ads => ads.DownloadReportAsync(address, CancellationToken.None));

        Assert.Equal(AdsFault.AddressExpired, fault.Fault);
    }

    [Fact]
    public async Task A_download_that_breaks_off_is_a_passing_fault()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var address = await ReadyAsync(stage, ReportKind.Keyword);
        stage.Faults.Add(new FaultRule(FaultKind.Truncate) { Route = "/storage" });

        var fault = await MicrosoftAdsTests.FaultAsync(stage, async ads =>
        {
            await using var stream = await ads.DownloadReportAsync(address, CancellationToken.None);
            await stream.CopyToAsync(Stream.Null);
            return stream;
        });

        Assert.Equal(AdsFault.Transient, fault.Fault);
    }

    [Fact]
    public async Task A_report_that_is_unknown_is_gone()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var access = await MicrosoftAdsTests.AccessAsync(stage);

        var fault = await MicrosoftAdsTests.FaultAsync(stage, ads => ads.PollReportAsync(access, "488263711979479041_1788942340462", CancellationToken.None));

        Assert.Equal(AdsFault.ReportGone, fault.Fault);
    }

    [Fact]
    public async Task Too_many_reports_at_once_are_left_to_the_caller()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var access = await MicrosoftAdsTests.AccessAsync(stage);
        stage.Faults.Add(new FaultRule(FaultKind.Code) { Route = "Submit", Code = 207 });

        var fault = await MicrosoftAdsTests.FaultAsync(stage, ads => ads.SubmitReportAsync(access, ReportKind.Account, LastWeek, Eastern, CancellationToken.None));

        Assert.Equal((AdsFault.Throttled, TimeSpan.FromSeconds(60)), (fault.Fault, fault.RetryAfter));
    }

    private static async Task<Uri> ReadyAsync(MicrosoftStage stage, ReportKind kind)
    {
        var access = await MicrosoftAdsTests.AccessAsync(stage);
        var id = await MicrosoftAdsTests.AskAsync(stage, ads => ads.SubmitReportAsync(access, kind, LastWeek, Eastern, CancellationToken.None));
        for (var poll = 0; poll < 10; poll++)
        {
            var status = await MicrosoftAdsTests.AskAsync(stage, ads => ads.PollReportAsync(access, id, CancellationToken.None));
            if (status.Progress != ReportProgress.Pending)
            {
                Assert.Equal(ReportProgress.Ready, status.Progress);
                return status.Address!;
            }

            stage.Clock.Advance(TimeSpan.FromSeconds(15));
        }

        throw new InvalidOperationException("The report stayed pending.");
    }

    private static async Task<string> TextAsync(Stream download)
    {
        using var whole = new MemoryStream();
        await using (download)
        {
            await download.CopyToAsync(whole);
        }

        await using var zip = new ZipArchive(whole);
        using var reader = new StreamReader(await zip.Entries.Single().OpenAsync(), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
