using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Infrastructure.Database;

/// <summary>Refuses every query that drops the tenant filter without saying why. Runs once a query shape, before it is compiled.</summary>
internal sealed class CrossTenantQueryGuard : IQueryExpressionInterceptor
{
    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        var look = new Look();
        look.Visit(queryExpression);
        return look.Drops && !look.Tagged
            ? throw new TenantMismatchException("A query drops the tenant filter without a reason. Use AcrossTenants(reason).")
            : queryExpression;
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
                    && tag.StartsWith(AcrossTenantsExtensions.Tag, StringComparison.Ordinal);
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
