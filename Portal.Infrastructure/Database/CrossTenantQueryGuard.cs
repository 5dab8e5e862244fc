using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Infrastructure.Database;

/// <summary>
/// Refuses every query that drops the tenant filter without a <see cref="CrossTenantScope"/>: before it is compiled, once a query shape,
/// when it bears no scope's tag; and whenever it runs, when its scope has ended.
/// </summary>
internal sealed class CrossTenantQueryGuard : DbCommandInterceptor, IQueryExpressionInterceptor
{
    private const string FirstLine = $"-- {CrossTenantScope.Mark}";

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        var look = new Look();
        look.Visit(queryExpression);
        return look.Drops && !look.Tagged
            ? throw new TenantMismatchException("A query drops the tenant filter without a scope. Use AcrossTenants(scope).")
            : queryExpression;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Check(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Check(command, eventData);
        return ValueTask.FromResult(result);
    }

    private static void Check(DbCommand command, CommandEventData eventData)
    {
        if (command.CommandText.StartsWith(FirstLine, StringComparison.Ordinal) && eventData.Context is PortalDb { Across: null })
        {
            throw new TenantMismatchException("A query across tenants ran after its scope had ended.");
        }
    }

    private sealed class Look : ExpressionVisitor
    {
        public bool Drops { get; private set; }

        public bool Tagged { get; private set; }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (node.Method.DeclaringType == typeof(EntityFrameworkQueryableExtensions))
            {
                Drops |= node.Method.Name == "IgnoreQueryFilters" && DropsTenant(node);
                Tagged |= node.Method.Name == nameof(EntityFrameworkQueryableExtensions.TagWith)
                    && node.Arguments[1] is ConstantExpression { Value: string tag }
                    && tag.StartsWith(CrossTenantScope.Mark, StringComparison.Ordinal);
            }

            return base.VisitMethodCall(node);
        }

        /// <summary>Filters named one by one may leave the tenant's in place; anything that cannot be read counts as dropping it.</summary>
        private static bool DropsTenant(MethodCallExpression node) =>
            node.Arguments.Count < 2
            || node.Arguments[1] is not ConstantExpression { Value: IEnumerable<string> names }
            || names.Contains(TenantFence.Filter);
    }
}
