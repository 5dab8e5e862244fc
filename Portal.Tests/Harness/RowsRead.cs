using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Tests.Harness;

/// <summary>How many statements were sent and how many rows came back, as long as somebody counts.</summary>
internal sealed class RowsRead : DbCommandInterceptor
{
    private int statements;
    private int rows;

    public int Statements => statements;

    public int Rows => rows;

    public void Begin() => (statements, rows) = (0, 0);

    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        Interlocked.Increment(ref statements);
        Interlocked.Add(ref rows, eventData.ReadCount);
        return result;
    }
}
