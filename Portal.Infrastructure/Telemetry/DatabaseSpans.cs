using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Infrastructure.Telemetry;

/// <summary>
/// A span for each command of EF Core within a request or a job: its text, never its parameters. Made when the command has ended, with
/// the times that EF Core took; a command outside of all would be a trace that tells nothing.
/// </summary>
internal sealed class DatabaseSpans : DbCommandInterceptor
{
    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        Note(command, eventData);
        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Note(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Note(command, eventData);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Note(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result)
    {
        Note(command, eventData);
        return result;
    }

    public override ValueTask<object?> ScalarExecutedAsync(DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default)
    {
        Note(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Note(command, eventData, eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Note(command, eventData, eventData.Exception);
        return Task.CompletedTask;
    }

    private static void Note(DbCommand command, CommandEndEventData eventData, Exception? fault = null)
    {
        if (Activity.Current is null || Spans.Source.StartActivity(Verb(command.CommandText), ActivityKind.Client, default(ActivityContext), startTime: eventData.StartTime) is not { } span)
        {
            return;
        }

        span.SetTag("db.system.name", command is SqliteCommand ? "sqlite" : "postgresql").SetTag("db.query.text", command.CommandText);
        if (fault is not null)
        {
            span.Fail(fault.GetType().Name);
        }

        span.SetEndTime((eventData.StartTime + eventData.Duration).UtcDateTime).Dispose();
    }

    /// <summary>The first word of the statement, below the comments that say what a query is for.</summary>
    private static string Verb(string sql)
    {
        foreach (var line in sql.AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (!text.IsEmpty && !text.StartsWith("--"))
            {
                var end = text.IndexOf(' ');
                return (end < 0 ? text : text[..end]).ToString();
            }
        }

        return "SQL";
    }
}
