using Portal.Demo;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Ads;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;
using Portal.Infrastructure.Jobs;
using Portal.Infrastructure.Members;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Sync;
using Portal.Infrastructure.Telemetry;
using Portal.Infrastructure.Tenancy;
using Portal.Jobs;
using Portal.Pages;
using Portal.Pages.Operator;
using Portal.Pages.Tenant.Sync;
using Portal.Security;
using Portal.Telemetry;

var errand = Errand.Read(args);
if (errand is { Refusal: { } wrong })
{
    await Console.Error.WriteLineAsync(wrong.Sentence);
    return Errands.Unusable;
}

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddTelemetry(builder.Configuration);
builder.Services.AddHealth();
builder.Services.AddDatabase(builder.Configuration);
builder.Services.AddKeyProtection(builder.Configuration);
builder.Services.AddTenancy();
builder.Services.AddAccount();
builder.Services.AddAdsConnections();
builder.Services.AddAds();
builder.Services.AddIncidents();
builder.Services.AddSync();
builder.Services.AddMembers();
builder.Services.AddNotifications();
builder.Services.AddJobs(builder.Configuration);
builder.Services.AddTimetable();
builder.Services.AddPortalSecurity();
builder.Services.AddPages();
builder.Services.AddPerformance();
builder.Services.AddPageParts();
builder.AddDemo();
if (errand is not null)
{
    builder.Services.AddErrands();
}

var app = builder.Build();
if (!app.IsConfigured(Console.Error))
{
    return errand is null ? 1 : Errands.Unusable;
}

if (errand is { Value: { } once })
{
    return await app.RunErrandAsync(once);
}

await app.Services.MigrateAsync(CancellationToken.None);

app.UseSecurityHeaders(app.MicrosoftOrigins());
app.UseExceptionHandler("/error/500");
app.UseStatusCodePagesWithReExecute("/error/{0}");
app.UseRouting();
app.UseRateLimiter();
app.UseMultiTenant();
app.UseAuthentication();
app.UseMiddleware<MembershipOfRequest>();
app.UseMiddleware<SuspendedTenants>();
app.UseAuthorization();
if (app.ServesPages())
{
    app.MapStaticAssets().AllowAnonymous();
    app.MapRazorPages();
    app.MapRunEvents();
    app.MapKeysEvents();
    app.MapJobsDashboard();
}

app.MapHealth();
app.MapFallback("{**path}", () => Results.NotFound()).AllowAnonymous();
app.CheckReservedWords();
await app.RunAsync();
return 0;
