using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;

namespace Portal.Infrastructure.Database;

/// <summary>
/// Refuses every query that drops the tenant filter without a <see cref="CrossTenantScope"/>: before it is compiled, once a query shape,
/// when it bears no scope's tag; and whenever it runs, when its scope has ended. A table of tenants that has lost its filter is not read at all.
/// </summary>
internal sealed class CrossTenantQueryGuard : DbCommandInterceptor, IQueryExpressionInterceptor
{
    private const string FirstLine = $"-- {CrossTenantScope.Mark}";

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        var look = new Look();
        look.Visit(queryExpression);
        if (look.Unfenced is { } table)
        {
            throw new TenantMismatchException($"A query reads {table}, which belongs to tenants and has no tenant filter.");
        }

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
        if (command.CommandText.StartsWith(FirstLine, StringComparison.Ordinal) && eventData.Context is IFenced { Across: null })
        {
            throw new TenantMismatchException("A query across tenants ran after its scope had ended.");
        }
    }

    private sealed class Look : ExpressionVisitor
    {
        public bool Drops { get; private set; }

        public bool Tagged { get; private set; }

        public string? Unfenced { get; private set; }

        protected override Expression VisitExtension(Expression node)
        {
            if (node is EntityQueryRootExpression { EntityType: var entity } && entity.IsMultiTenant() && entity.FindDeclaredQueryFilter(TenantFence.Filter) is null)
            {
                Unfenced = entity.ShortName();
            }

            return base.VisitExtension(node);
        }

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
