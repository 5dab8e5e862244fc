using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Connections;

namespace Portal.Infrastructure.Incidents;

/// <summary>
/// Asks, while a failure of one tenant is being settled, what it looks like across all. In a scope of its own, without a tenant: nothing
/// that the caller has not saved is saved along.
/// </summary>
public sealed class FleetFaults(IServiceScopeFactory scopes)
{
    public Task<bool> CoversAsync(TokenFailure failure) => AskAsync(all => all.CoversAsync(failure));

    public Task<bool> IsOwnAsync(Id<Connection> login, TokenFailure failure, DateTimeOffset since) =>
        AskAsync(all => all.IsOwnAsync(login, failure, since));

    /// <summary>Whom a refusal of Microsoft Advertising is about.</summary>
    public Task<RefusalOf> JudgeAsync(Id<Connection> login, TokenFailure failure, DateTimeOffset since) => AskAsync(async all =>
        await all.CoversAsync(failure) ? RefusalOf.All : await all.IsOwnAsync(login, failure, since) ? RefusalOf.Login : RefusalOf.Nobody);

    private async Task<T> AskAsync<T>(Func<OperatorIncidents, Task<T>> ask)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<OperatorIncidents>());
    }
}

/// <summary>Whom a refusal is about.</summary>
public enum RefusalOf
{
    /// <summary>It is too early to say.</summary>
    Nobody = 1,

    /// <summary>This login, as others go through.</summary>
    Login = 2,

    /// <summary>Every login, so the portal itself.</summary>
    All = 3,
}
