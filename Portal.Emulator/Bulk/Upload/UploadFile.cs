using System.IO.Compression;
using System.Text;

namespace Portal.Emulator.Bulk.Upload;

/// <summary>An uploaded file on disk: what can be said of it before it is applied, and its rows.</summary>
internal sealed class UploadFile(string path, string name)
{
    private readonly bool isZip = name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    public IReadOnlyList<string> Columns { get; private set; } = [];

    public IReadOnlySet<string> Types { get; private set; } = new HashSet<string>();

    /// <summary>Rows without header and version.</summary>
    public int RowCount { get; private set; }

    public bool HasVersion { get; private set; }

    /// <summary>Whether the file may be uploaded by its name.</summary>
    public static bool Fits(string name) => Path.GetExtension(name).ToUpperInvariant() is ".CSV" or ".TSV" or ".ZIP";

    /// <summary>Looks through it once; false when it is no UTF-8 with a mark, or no archive with one such file.</summary>
    public bool Survey()
    {
        try
        {
            using var opened = Open(out var isMarked);
            if (!isMarked)
            {
                return false;
            }

            var types = new HashSet<string>();
            foreach (var fields in BulkReader.Read(opened.Reader, opened.Separator))
            {
                if (Columns.Count == 0)
                {
                    Columns = [.. fields];
                }
                else if (new UploadedRow(Columns, fields) is var row && row.Type == RecordTypes.FormatVersion)
                {
                    HasVersion |= RowCount == 0 && row["Name"] == "6.0";
                }
                else
                {
                    types.Add(row.Type);
                    RowCount++;
                }
            }

            Types = types;
            return Columns.Contains("Type");
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    public IEnumerable<UploadedRow> Rows()
    {
        using var opened = Open(out _);
        foreach (var fields in BulkReader.Read(opened.Reader, opened.Separator).Skip(1))
        {
            if (new UploadedRow(Columns, fields) is var row && row.Type is not (RecordTypes.FormatVersion or "Account" or ""))
            {
                yield return row;
            }
        }
    }

    private Opened Open(out bool isMarked)
    {
        var file = File.OpenRead(path);
        var archive = isZip ? new ZipArchive(file) : null;
        var entry = archive is null ? null : archive.Entries is [var only] ? only : throw new InvalidDataException("The archive must hold one file.");
        var stream = entry?.Open() ?? file;
        Span<byte> mark = stackalloc byte[3];
        isMarked = stream.ReadAtLeast(mark, 3, throwOnEndOfStream: false) == 3 && mark.SequenceEqual(Encoding.UTF8.Preamble);
        var isTabbed = (entry?.Name ?? name).EndsWith(".tsv", StringComparison.OrdinalIgnoreCase);
        return new(new StreamReader(stream, new UTF8Encoding(false)), isTabbed ? '\t' : ',', archive, file);
    }

    private sealed record Opened(StreamReader Reader, char Separator, ZipArchive? Archive, FileStream File) : IDisposable
    {
        public void Dispose()
        {
            Reader.Dispose();
            Archive?.Dispose();
            File.Dispose();
        }
    }
}
