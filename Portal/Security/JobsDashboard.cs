using Hangfire;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Connections;

namespace Portal.Security;

internal static class JobsDashboard
{
    /// <summary>Hangfire's own pages show every tenant's jobs: for operators only.</summary>
    public static void MapJobsDashboard(this WebApplication app) => app
        .MapHangfireDashboard(SecurityHeaders.JobsPath, new DashboardOptions
        {
            // The endpoint's policy decides; Hangfire's default would let in whoever sits at the machine.
            Authorization = [],
            AsyncAuthorization = [],
            DisplayStorageConnectionString = false,
            DashboardTitle = "Jobs",
            AppPath = "/operator",
        })
        .RequireAuthorization(Access.Operator);

    /// <summary>Where a form of ours may end by redirect: Microsoft's authorize page.</summary>
    public static IReadOnlyCollection<string> MicrosoftOrigins(this WebApplication app) =>
        [app.Services.GetRequiredService<IOptions<MicrosoftAdsOptions>>().Value.IdentityOrigin];
}
