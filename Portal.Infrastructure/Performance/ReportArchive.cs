using System.IO.Compression;
using System.IO.Hashing;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// A downloaded report on disk: a zip with one CSV file. A zip's directory stands at its end and a download cannot be wound back, so it
/// lies in a scratch file while it is read.
/// </summary>
internal sealed class ReportArchive : IDisposable
{
    private readonly FileStream file;
    private readonly ZipArchive zip;

    private ReportArchive(FileStream file, ZipArchive zip, ZipArchiveEntry csv) => (this.file, this.zip, Csv) = (file, zip, csv);

    private ZipArchiveEntry Csv { get; }

    /// <exception cref="ReportRefusedException">The download is no zip, or not a whole one, or holds anything but one CSV file.</exception>
    public static async Task<ReportArchive> SpoolAsync(Stream download, CancellationToken ct)
    {
        var file = ScratchFile.Open();
        try
        {
            await download.CopyToAsync(file, 128 * 1024, ct);
            file.Position = 0;
            return Open(file);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>The CSV's bytes; length and checksum are proved when the last byte was read.</summary>
    /// <exception cref="ReportRefusedException">The entry's own header is damaged.</exception>
    public Stream OpenCsv()
    {
        try
        {
            return new ProvenStream(Csv.Open(), Csv.Length, Csv.Crc32);
        }
        catch (InvalidDataException fault)
        {
            throw new ReportRefusedException("The downloaded report cannot be unpacked.", fault);
        }
    }

    public void Dispose()
    {
        zip.Dispose();
        file.Dispose();
    }

    private static ReportArchive Open(FileStream file)
    {
        try
        {
            var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return zip.Entries is [var csv] && csv.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
                ? new ReportArchive(file, zip, csv)
                : throw new ReportRefusedException("The downloaded report does not hold exactly one CSV file.");
        }
        catch (InvalidDataException fault)
        {
            throw new ReportRefusedException("The downloaded report is not a whole zip file.", fault);
        }
    }

    /// <summary>.NET checks neither; a flipped bit in a number would go unseen.</summary>
    private sealed class ProvenStream(Stream inner, long length, uint crc) : Stream
    {
        private readonly Crc32 hash = new();
        private long read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => read;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var count = ReadInner(buffer);
            hash.Append(buffer[..count]);
            read += count;
            if (count == 0 && buffer.Length > 0 && (read != length || hash.GetCurrentHashAsUInt32() != crc))
            {
                throw new ReportRefusedException("The downloaded report is damaged: length or checksum do not match.");
            }

            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        private int ReadInner(Span<byte> buffer)
        {
            try
            {
                return inner.Read(buffer);
            }
            catch (InvalidDataException fault)
            {
                throw new ReportRefusedException("The downloaded report cannot be unpacked.", fault);
            }
        }
    }
}
