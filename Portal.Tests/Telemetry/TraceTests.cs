using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Portal.Domain.Members;
using Portal.Infrastructure.Telemetry;
using Portal.Tests.Harness;
using Portal.Tests.Pages.OAuth;

namespace Portal.Tests.Telemetry;

public sealed class TraceTests(TraceTests.World world) : IClassFixture<TraceTests.World>
{
    [Fact]
    public async Task A_request_is_traced_to_the_database_with_its_organisations_id_and_not_its_name()
    {
        var organisation = await world.FoundAsync("traced");
        using var browser = await world.SignedInAsync(organisation.Members[Role.Viewer]);

        await browser.GetAsync("/traced/connections?q=somebody@traced.example");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        var request = world.Collected.Await(span => span.Kind == ActivityKind.Server && IsOf(span, organisation));
        var commands = world.Collected.Within(request).Where(span => span.GetTagItem("db.query.text") is not null).ToList();
        Assert.Contains(commands, span => IsOf(span, organisation) && $"{span.GetTagItem("db.query.text")}".Contains("Connections", StringComparison.Ordinal));
        Assert.All(commands, span => Assert.Equal(request.SpanId, span.ParentSpanId));
        Assert.DoesNotContain(commands.Append(request).SelectMany(span => span.TagObjects), tag => $"{tag.Value}".Contains("traced", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sync_is_traced_from_its_job_to_Microsofts_tracking_ids_and_the_database()
    {
        using var visit = await Visit.StartAsync(world, "job-traced");
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync("maria@northwind.example"));
        await visit.ChooseAllAsync();
        using var server = new JobServer(world);

        var job = world.Collected.Await(span => span.DisplayName == "job SyncOneAccount" && IsOf(span, visit.Organisation));

        var within = world.Collected.Within(job);
        Assert.Contains(within, span => span.GetTagItem("db.query.text") is not null && IsOf(span, visit.Organisation));
        var calls = within.Where(span => span.GetTagItem("url.full") is not null).ToList();
        Assert.Contains(calls, span => span.GetTagItem(Spans.TrackingId) is not null && IsOf(span, visit.Organisation));
        Assert.Contains(within, span => span.DisplayName == "Reporting SubmitGenerateReport" && span.GetTagItem(Spans.TrackingId) is not null);
        Assert.All(calls, span => Assert.DoesNotContain("sig=", $"{span.GetTagItem("url.full")}".Replace("sig=Redacted", "", StringComparison.Ordinal), StringComparison.Ordinal));
        var origin = Assert.Single(job.Links).Context.TraceId;
        Assert.Contains(world.Collected.Spans, span => span.TraceId == origin && span.Kind == ActivityKind.Server && IsOf(span, visit.Organisation));
    }

    private static bool IsOf(Activity span, Organisation organisation) => $"{span.GetTagItem(Spans.TenantId)}" == organisation.Id.ToString();

    public sealed class World : MicrosoftApp
    {
        internal Collected Collected { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(Collected.Follow);
        }
    }
}
