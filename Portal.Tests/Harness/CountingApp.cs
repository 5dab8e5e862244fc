using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Database;

namespace Portal.Tests.Harness;

/// <summary>The portal with a count of what it reads.</summary>
public sealed class CountingApp : PortalApp
{
    internal RowsRead Read { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services =>
        {
            services.ConfigureDbContext<PortalDb>(options => options.AddInterceptors(Read));
            services.ConfigureDbContext<PostgreSqlPortalDb>(options => options.AddInterceptors(Read));
        });
    }
}
