using System.IO.Hashing;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Domain.Ads;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

/// <summary>
/// Reads the entities out of a bulk file (https://learn.microsoft.com/advertising/bulk-service/bulk-file-schema), one record at a time.
/// What the portal does not know becomes a raw record and is counted; a file that is not whole is refused.
/// </summary>
internal sealed class BulkReader(Stream csv, AdsId<AdsAccount> account) : IDisposable
{
    /// <summary>More are counted, but not kept.</summary>
    internal const int MostRaw = 20_000;

    internal const int LongestRaw = 8_000;

    private const string Version = "6.0";
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CsvRecords records = new(csv);
    private readonly SortedDictionary<string, int> unknown = new(StringComparer.Ordinal);
    private int raw;
    private bool hasVersion;

    /// <summary>Records, without the header.</summary>
    public long Rows { get; private set; }

    /// <summary>From when on the next changes are to be told, by Microsoft's clock; known when everything was read.</summary>
    public DateTimeOffset SyncTime { get; private set; }

    /// <summary>Unknown types, and unknown columns as <c>Campaign: Mood</c>, each with how many records have it.</summary>
    public IReadOnlyDictionary<string, int> Unknown => unknown;

    /// <exception cref="ReportRefusedException">The file is not a bulk file of this account, or not the whole of it.</exception>
    public IEnumerable<EntityRecord> Read()
    {
        if (!records.Read())
        {
            throw new ReportRefusedException("The bulk file is empty.");
        }

        var columns = new BulkColumns(records);
        var row = new BulkRow(records, columns);
        while (records.Read())
        {
            if (records.Count == 1 && records[0].IsEmpty)
            {
                continue;
            }

            Rows++;
            if (records.Count != columns.Count)
            {
                throw row.Refused($"has {records.Count} fields instead of {columns.Count}");
            }

            foreach (var record in Take(row, columns))
            {
                yield return record;
            }
        }

        if (!hasVersion)
        {
            throw new ReportRefusedException("The bulk file does not say its format version.");
        }

        if (SyncTime == default)
        {
            throw new ReportRefusedException("The bulk file does not say its sync time.");
        }
    }

    public void Dispose() => records.Dispose();

    private IEnumerable<EntityRecord> Take(BulkRow row, BulkColumns columns)
    {
        var type = row.Type;
        switch (type)
        {
            case "Format Version":
                hasVersion = row.Text("Name") == Version ? true : throw row.Refused($"tells of another format version than {Version}");
                return [];
            case "Account":
                SyncTime = row.Id != account.Value ? throw row.Refused("is of another account")
                    : row.Moment("Sync Time") ?? throw row.Refused("has no readable Sync Time");
                return [];
            case "":
                throw row.Refused("has no Type");
        }

        if (BulkRecords.Of(type, row) is { } known)
        {
            return columns.Unknown.Count > 0 ? [known, .. UnknownColumns(type, row, columns)] : [known];
        }

        Count(type);
        return Raw(type, row, columns, columns.All);
    }

    private IEnumerable<EntityRecord> UnknownColumns(string type, BulkRow row, BulkColumns columns)
    {
        var filled = columns.Unknown.Where(column => !records[column.Place].IsEmpty).ToList();
        foreach (var column in filled)
        {
            Count($"{type}: {column.Name}");
        }

        return filled.Count == 0 ? [] : Raw(type, row, columns, filled);
    }

    private IEnumerable<EntityRecord> Raw(string type, BulkRow row, BulkColumns places, IReadOnlyList<(string Name, int Place)> columns)
    {
        if (++raw > MostRaw)
        {
            yield break;
        }

        // The numbers of a type that is not known need not be numbers.
        var key = new EntityKey(NumberOf(Encoding.UTF8.GetBytes(type)), IdOf(places.Id), IdOf(places.Parent));
        yield return new EntityRecord(EntityKind.Raw, key, [type, row.Status, Json(columns)], row.Moment("Modified Time")?.ToUnixTimeMilliseconds(), row.IsDeleted);
    }

    private long IdOf(int place) => records[place].IsEmpty ? 0 : ReportValues.TryWhole(records[place], out var id) ? id : NumberOf(records[place]);

    private static long NumberOf(ReadOnlySpan<byte> text) => unchecked((long)XxHash64.HashToUInt64(text));

    /// <summary>The filled columns by name, as many as there is room for.</summary>
    private string Json(IReadOnlyList<(string Name, int Place)> columns)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Plain))
        {
            json.WriteStartObject();
            foreach (var column in columns.Where(column => !records[column.Place].IsEmpty).OrderBy(column => column.Name, StringComparer.Ordinal))
            {
                var value = records.Text(column.Place).Replace("\0", "", StringComparison.Ordinal);
                if (json.BytesPending + json.BytesCommitted + column.Name.Length + value.Length < LongestRaw)
                {
                    json.WriteString(column.Name, value);
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private void Count(string what) => unknown[what] = unknown.GetValueOrDefault(what) + 1;
}
