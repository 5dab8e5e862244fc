using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Tenancy;
using Portal.Pages.Tenant;
using Portal.Security;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddDatabase();
builder.Services.AddTenancy();
builder.Services.AddAccount();
builder.Services.AddNotifications();
builder.Services.AddPortalSecurity();
builder.Services.AddPages();
builder.Services.AddPerformance();
builder.Services.AddDataPages();

var app = builder.Build();
await app.Services.MigrateAsync(CancellationToken.None);

app.UseExceptionHandler("/error/500");
app.UseStatusCodePagesWithReExecute("/error/{0}");
app.UseRouting();
app.UseRateLimiter();
app.UseMultiTenant();
app.UseAuthentication();
app.UseMiddleware<MembershipOfRequest>();
app.UseMiddleware<SuspendedTenants>();
app.UseAuthorization();
app.MapStaticAssets();
app.MapRazorPages();
app.MapFallback("{**path}", () => Results.NotFound()).AllowAnonymous();
await app.RunAsync();
