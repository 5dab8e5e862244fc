using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Members;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Tenancy;
using Portal.Security;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddDatabase();
builder.Services.AddTenancy();
builder.Services.AddAccount();
builder.Services.AddMembers();
builder.Services.AddNotifications();
builder.Services.AddPortalSecurity();
builder.Services.AddPages();

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
app.MapStaticAssets().AllowAnonymous();
app.MapRazorPages();
app.MapFallback("{**path}", () => Results.NotFound()).AllowAnonymous();
await app.RunAsync();
