using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;

namespace Portal.Tests.Infrastructure.Performance;

public sealed class ReportArchiveTests
{
    private static readonly byte[] Whole = new ReportText().Zip([.. Enumerable.Range(1, 400).Select(keyword => ReportText.Keyword("2026-08-04", 7, keyword))]);

    [Fact]
    public async Task A_whole_file_is_read() => Assert.Equal(400, await RowsAsync(Whole));

    [Fact]
    public async Task A_file_cut_off_anywhere_is_refused()
    {
        for (var length = 0; length < Whole.Length; length += 7)
        {
            await Assert.ThrowsAsync<ReportRefusedException>(() => RowsAsync(Whole[..length]));
        }
    }

    [Fact]
    public async Task A_flipped_bit_never_changes_what_is_read()
    {
        var reads = 0;
        for (var at = 0; at < Whole.Length; at += 3)
        {
            var damaged = Whole.ToArray();
            damaged[at] ^= (byte)(1 << (at % 8));
            try
            {
                Assert.Equal(400, await RowsAsync(damaged));
                reads++;
            }
            catch (ReportRefusedException)
            {
            }
        }

        // Bits that say nothing about the contents may flip: times, attributes, the name.
        Assert.InRange(reads, 1, 100);
    }

    [Fact]
    public async Task A_zip_without_exactly_one_csv_is_refused() =>
        await Assert.ThrowsAsync<ReportRefusedException>(() => RowsAsync(ReportText.Zipped(new ReportText().Csv(), "report.xml")));

    private static async Task<int> RowsAsync(byte[] zip)
    {
        using var archive = await ReportArchive.SpoolAsync(new MemoryStream(zip), TestContext.Current.CancellationToken);
        await using var csv = archive.OpenCsv();
        using var reader = new ReportReader(csv, ReportText.Target(ReportKind.Keyword));
        var sum = 0L;
        while (reader.Read(out var row))
        {
            sum += row.Second;
        }

        return sum == 400 * 401 / 2 ? (int)reader.Rows : -1;
    }
}
