using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Account;

/// <summary>Makes the operator that the configuration names, as long as there is none at all.</summary>
internal sealed partial class FirstOperator(IServiceScopeFactory scopes, IOptions<PortalOptions> portal, TimeProvider clock, ILogger<FirstOperator> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (portal.Value is not { FirstOperator: { Length: > 0 } email, FirstOperatorPassword: { Length: > 0 } password })
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        if (await users.Users.AnyAsync(user => user.IsOperator, cancellationToken))
        {
            return;
        }

        var now = clock.GetUtcNow();
        var made = await users.CreateAsync(
            new PortalUser { Id = Id<Person>.New(now), DisplayName = "Operator", UserName = email, Email = email, EmailConfirmed = true, IsOperator = true, CreatedAt = now },
            password);
        if (!made.Succeeded)
        {
            Log.Refused(logger, string.Join(' ', made.Errors.Select(error => error.Description)));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The first operator of the configuration was refused: {Reasons}")]
        public static partial void Refused(ILogger logger, string reasons);
    }
}
