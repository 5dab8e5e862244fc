using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// A prepared SQLite statement without ADO.NET's parameter objects, for loops over millions of rows. It runs in whatever transaction
/// the connection is in.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 db;
    private readonly sqlite3_stmt statement;

    /// <summary>Numbers that are bound already: rows in order share most of their keys with the row before.</summary>
    private readonly long?[] bound;

    public Statement(SqliteConnection connection, string sql)
    {
        db = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v2(db, sql, out statement));
        bound = new long?[raw.sqlite3_bind_parameter_count(statement) + 1];
    }

    /// <param name="place">From 1. A bound value stays for every later run.</param>
    public void Bind(int place, long value)
    {
        if (bound[place] != value)
        {
            Check(raw.sqlite3_bind_int64(statement, place, value));
            bound[place] = value;
        }
    }

    /// <inheritdoc cref="Bind(int, long)"/>
    public void Bind(int place, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(statement, place, value));
        bound[place] = null;
    }

    /// <inheritdoc cref="Bind(int, long)"/>
    public void Bind(int place, string value)
    {
        Check(raw.sqlite3_bind_text(statement, place, value));
        bound[place] = null;
    }

    /// <inheritdoc cref="Bind(int, long)"/>
    public void BindNothing(int place)
    {
        Check(raw.sqlite3_bind_null(statement, place));
        bound[place] = null;
    }

    /// <summary>Makes a statement whose rows were not all read ready for the next run.</summary>
    public void Reset() => Check(raw.sqlite3_reset(statement));

    /// <summary>Runs a statement that has no rows; it can be run again.</summary>
    public void Run()
    {
        var result = raw.sqlite3_step(statement);
        Check(raw.sqlite3_reset(statement));
        if (result != raw.SQLITE_DONE)
        {
            throw new InvalidOperationException("The statement has rows.");
        }
    }

    /// <summary>Goes to the next row; false after the last.</summary>
    public bool Next()
    {
        var result = raw.sqlite3_step(statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(result);
        }

        return result == raw.SQLITE_ROW;
    }

    /// <param name="column">From 0.</param>
    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    /// <inheritdoc cref="Number"/>
    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string() ?? "";

    /// <inheritdoc cref="Number"/>
    public bool IsNothing(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public void Dispose() => statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, db);
}
