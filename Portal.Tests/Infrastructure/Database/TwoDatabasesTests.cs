using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Infrastructure.Database;

namespace Portal.Tests.Infrastructure.Database;

/// <summary>One model, two databases: what one has, the other has too, and neither lags behind the code.</summary>
public sealed class TwoDatabasesTests
{
    [Fact]
    public void Both_databases_have_the_same_tables_columns_keys_and_indexes()
    {
        using var sqlite = new DesignTime().CreateDbContext([]);
        using var postgreSql = new PostgreSqlDesignTime().CreateDbContext([]);
        using var keys = new KeysDesignTime().CreateDbContext([]);
        using var postgreSqlKeys = new PostgreSqlKeysDesignTime().CreateDbContext([]);

        Assert.Equal(Shape(sqlite), Shape(postgreSql));
        Assert.Equal(Shape(keys), Shape(postgreSqlKeys));
    }

    [Fact]
    public void The_migrations_of_SQLite_lead_to_the_model()
    {
        using var db = new DesignTime().CreateDbContext([]);
        using var keys = new KeysDesignTime().CreateDbContext([]);

        Assert.False(db.Database.HasPendingModelChanges());
        Assert.False(keys.Database.HasPendingModelChanges());
    }

    [Fact]
    public void The_migrations_of_PostgreSQL_lead_to_the_model()
    {
        using var db = new PostgreSqlDesignTime().CreateDbContext([]);
        using var keys = new PostgreSqlKeysDesignTime().CreateDbContext([]);

        Assert.False(db.Database.HasPendingModelChanges());
        Assert.False(keys.Database.HasPendingModelChanges());
    }

    /// <summary>A line for everything that has a name. Types differ, for SQLite has few.</summary>
    private static string Shape(DbContext db) => string.Join('\n', db.Model.GetRelationalModel().Tables.SelectMany(Lines).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Lines(ITable table) =>
    [
        .. table.Columns.Select(column => $"{table.Name}.{column.Name}{(column.IsNullable ? "?" : "")}"),
        .. table.UniqueConstraints.Select(key => $"{table.Name} key {Names(key.Columns)}"),
        .. table.Indexes.Select(index => $"{table.Name} index {Names(index.Columns)}{(index.IsUnique ? " unique" : "")} {index.Filter}"),
        .. table.ForeignKeyConstraints.Select(key => $"{table.Name} to {key.PrincipalTable.Name} by {Names(key.Columns)} {key.OnDeleteAction}"),
    ];

    private static string Names(IEnumerable<IColumn> columns) => string.Join(", ", columns.Select(column => column.Name));
}
