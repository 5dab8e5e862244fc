using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.Reporting;

/// <summary>The operations of Reporting, and the download of what they make.</summary>
public static class ReportingRoutes
{
    public static IEndpointRouteBuilder MapReporting(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (reports, options) = (services.GetRequiredService<Reports>(), services.GetRequiredService<EmulatorOptions>());
        var reading = new ReportRequest(services.GetRequiredService<CampaignWorld>(), services.GetRequiredService<Directory>(), options);
        var current = services.GetRequiredService<IHttpContextAccessor>();
        routes.MapOperation("POST", Service.Reporting, "/GenerateReport/Submit", call => new JsonObject
        {
            ["ReportRequestId"] = reports.Submit(call.User.Id, reading.Read(call)),
        });
        routes.MapOperation("POST", Service.Reporting, "/GenerateReport/Poll", call => new JsonObject
        {
            ["ReportRequestStatus"] = Status(reports, call, options.ReportPolls, current),
        });
        routes.MapGet("/storage/{container}/{storageId:guid}/{file}", Storage.GetReport);
        return routes;
    }

    /// <summary>Success without an address says that there are no rows.</summary>
    private static JsonObject Status(Reports reports, Call call, int pendingPolls, IHttpContextAccessor current)
    {
        var report = reports.Find(call.User.Id, call.Text("ReportRequestId"), call.Now);
        var status = report.Poll(pendingPolls) ? "Pending" : report.IsUnknown ? "AddedLater" : report.Fails ? "Error" : "Success";
        var request = current.HttpContext!.Request;
        return new JsonObject
        {
            ["Status"] = status,
            ["ReportDownloadUrl"] = status == "Success" && report.HasRows
                ? $"{request.Scheme}://{request.Host}{reports.Address(report, call.Now)}"
                : null,
        };
    }
}
