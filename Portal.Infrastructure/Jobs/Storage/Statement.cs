using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>A prepared statement: bound from left to right with <c>With</c>, then run or read. Disposing it only rewinds it.</summary>
internal sealed class Statement(sqlite3 handle, sqlite3_stmt prepared) : IDisposable
{
    private const int ShortText = 512;

    private int bound;

    public Statement With(long value) => Bound(raw.sqlite3_bind_int64(prepared, ++bound, value));

    public Statement With(double value) => Bound(raw.sqlite3_bind_double(prepared, ++bound, value));

    public Statement With(long? value) => value is { } number ? With(number) : WithNull();

    public Statement With(string? value)
    {
        if (value is null)
        {
            return WithNull();
        }

        // An empty span is a null pointer, which SQLite takes for NULL.
        return value.Length == 0 ? Bound(raw.sqlite3_bind_text(prepared, ++bound, "")) : WithText(value);
    }

    /// <summary>Runs to the end and answers how many rows were changed.</summary>
    public int Run()
    {
        using (this)
        {
            while (Read())
            {
            }

            return raw.sqlite3_changes(handle);
        }
    }

    /// <summary>Steps to the next row.</summary>
    public bool Read()
    {
        var code = raw.sqlite3_step(prepared);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return code == raw.SQLITE_ROW;
        }

        Dispose();
        SqliteException.ThrowExceptionForRC(code, handle);
        return false;
    }

    /// <summary>The first column of the first row as a number, or nothing.</summary>
    public long? Number()
    {
        using (this)
        {
            return Read() ? NumberAt(0) : null;
        }
    }

    /// <summary>The first column of every row as text.</summary>
    public List<string> Texts()
    {
        using (this)
        {
            var texts = new List<string>();
            while (Read())
            {
                texts.Add(TextAt(0) ?? "");
            }

            return texts;
        }
    }

    public long? NumberAt(int column) =>
        raw.sqlite3_column_type(prepared, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_int64(prepared, column);

    public string? TextAt(int column) =>
        raw.sqlite3_column_type(prepared, column) == raw.SQLITE_NULL ? null : Encoding.UTF8.GetString(raw.sqlite3_column_blob(prepared, column));

    public void Dispose()
    {
        raw.sqlite3_reset(prepared);
        bound = 0;
    }

    public void Close() => prepared.Dispose();

    private Statement WithNull() => Bound(raw.sqlite3_bind_null(prepared, ++bound));

    private Statement WithText(string value)
    {
        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = size > ShortText ? ArrayPool<byte>.Shared.Rent(size) : null;
        var bytes = rented ?? stackalloc byte[ShortText];
        try
        {
            return Bound(raw.sqlite3_bind_text(prepared, ++bound, bytes[..Encoding.UTF8.GetBytes(value, bytes)]));
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private Statement Bound(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            Dispose();
        }

        SqliteException.ThrowExceptionForRC(code, handle);
        return this;
    }
}
