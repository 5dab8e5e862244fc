using System.Diagnostics.CodeAnalysis;

namespace Portal.Infrastructure.Tenancy;

/// <summary>The tenant of the scope at hand, if there is one.</summary>
public interface IMultiTenantContext
{
    ITenantInfo? TenantInfo { get; }

    bool IsResolved { get; }
}

/// <inheritdoc cref="IMultiTenantContext"/>
public interface IMultiTenantContext<T> : IMultiTenantContext
    where T : class, ITenantInfo
{
    new T? TenantInfo { get; }
}

/// <inheritdoc cref="IMultiTenantContext"/>
public sealed class MultiTenantContext<T>(T? tenantInfo) : IMultiTenantContext<T>
    where T : class, ITenantInfo
{
    public T? TenantInfo { get; } = tenantInfo;

    ITenantInfo? IMultiTenantContext.TenantInfo => TenantInfo;

    [MemberNotNullWhen(true, nameof(TenantInfo))]
    public bool IsResolved => TenantInfo is not null;
}

/// <summary>Reads the tenant of the current dependency-injection scope: one request, or one job.</summary>
public interface IMultiTenantContextAccessor<T>
    where T : class, ITenantInfo
{
    IMultiTenantContext<T> MultiTenantContext { get; }
}

/// <summary>Sets the tenant of the current scope.</summary>
public interface IMultiTenantContextSetter<T>
    where T : class, ITenantInfo
{
    /// <summary>Until the answer is disposed, the scope is <paramref name="tenant"/>'s; then it is again what it was.</summary>
    IDisposable Use(T? tenant);
}

/// <summary>
/// Holds the tenant in the scope itself and not in an <see cref="AsyncLocal{T}"/>: a scope ends with its request or job, so nothing is
/// left on a thread for the next one. (Finbuckle's accessor is ambient; on a Hangfire worker thread that leaks from job to job.)
/// </summary>
internal sealed class ScopedMultiTenantContext<T> : IMultiTenantContextAccessor<T>, IMultiTenantContextSetter<T>
    where T : class, ITenantInfo
{
    public IMultiTenantContext<T> MultiTenantContext { get; private set; } = new MultiTenantContext<T>(null);

    public IDisposable Use(T? tenant)
    {
        var restore = new Restore(this, MultiTenantContext);
        MultiTenantContext = new MultiTenantContext<T>(tenant);
        return restore;
    }

    private sealed class Restore(ScopedMultiTenantContext<T> holder, IMultiTenantContext<T> before) : IDisposable
    {
        public void Dispose() => holder.MultiTenantContext = before;
    }
}
