using Microsoft.Data.Sqlite;

namespace Portal.Tests.Harness;

/// <summary>The file that a test's portal kept its rows in.</summary>
internal static class DatabaseFile
{
    /// <summary>Closes what the pool still holds open of this file. All other pools belong to tests that are at work.</summary>
    public static void Close(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path }.ToString());
        SqliteConnection.ClearPool(connection);
    }
}
