using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Portal.Infrastructure;
using Portal.Mails;
using Portal.Pages;

namespace Portal.Security;

internal static class SecurityServices
{
    public static IServiceCollection AddPortalSecurity(this IServiceCollection services)
    {
        services.AddScoped<CurrentMember>();
        services.AddScoped<Shell>();
        services.AddHttpContextAccessor();
        services.AddSingleton<IAuthorizationHandler, MemberRequirementHandler>();
        services.AddAuthorization(Access.AddPolicies);
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies =>
            cookies.ApplicationCookie?.Configure(cookie =>
            {
                cookie.Cookie.Name = "portal";
                cookie.LoginPath = "/account/sign-in";
                cookie.ReturnUrlParameter = "returnUrl";
                cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
                cookie.Events.OnRedirectToAccessDenied = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
            }));
        services.AddSingleton<IAntiforgeryAdditionalDataProvider, TenantInForms>();
        services.AddAntiforgery(options => options.Cookie.Name = "portal-forms");
        services.AddOptions<RateLimits>().BindConfiguration("RateLimits").ValidateInSentences();
        services.AddRateLimiter(LimitAnonymousForms);
        services.AddLogging(KeepCodesOut);
        return services;
    }

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRouting(options => options.LowercaseUrls = true);
        TenantLinks.Decorate(services);
        services.AddScoped<HtmlRenderer>();
        services.AddRazorPages(options =>
        {
            options.Conventions.Add(new PageRouteTransformerConvention(new HyphenatedRoutes()));
            options.Conventions.Add(new TenantRoutes());
            options.Conventions.AddFolderApplicationModelConvention("/", Access.Guard);
            options.Conventions.ConfigureFilter(new TypeFilterAttribute(typeof(FillShell)));
            options.Conventions.ConfigureFilter(new TypeFilterAttribute(typeof(SendWrittenMails)));
        }).AddMvcOptions(options => options.ModelMetadataDetailsProviders.Add(new EmptyTexts()));
        return services;
    }

    /// <summary>A return from Microsoft has its code in the address, as mailed links have their token: neither line nor argument of a request is logged, whatever else is asked for.</summary>
    private static void KeepCodesOut(ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Mvc.RazorPages", LogLevel.Warning);

    /// <summary>Sign-in, sign-up and reset forms are what strangers try by the thousand; a person behind one address needs few of them.</summary>
    private static void LimitAnonymousForms(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = 60.ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments("/account", StringComparison.OrdinalIgnoreCase)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    context.Connection.RemoteIpAddress?.ToString() ?? "",
                    _ => new FixedWindowRateLimiterOptions
                    {
                        PermitLimit = context.RequestServices.GetRequiredService<IOptions<RateLimits>>().Value.AccountFormsPerMinute,
                        Window = TimeSpan.FromMinutes(1),
                    })
                : RateLimitPartition.GetNoLimiter(""));
    }
}
