using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Portal.Domain.Tenancy;
using Portal.Security;
using Portal.Tests.Harness;
using Portal.Tests.Isolation;

namespace Portal.Tests.Conventions;

/// <summary>Who may open what, as a list that a reviewer reads: a new page or a changed policy shows up as a changed line.</summary>
public sealed class AccessTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public void Every_address_has_the_policy_that_was_reviewed()
    {
        var lines = Dynamic()
            .Select(endpoint => $"{string.Join(" and ", Decisions(endpoint)),-10} {Methods(endpoint),-5} /{endpoint.RoutePattern.RawText?.Trim('/')}")
            .Distinct()
            .Order(StringComparer.Ordinal);

        Snapshot.Matches(lines.Aggregate(new StringBuilder(), (text, line) => text.Append(line).Append('\n')).ToString());
    }

    [Fact]
    public void Every_address_has_exactly_one_decision_about_who_may_open_it()
    {
        var undecided = Ours().Where(endpoint => Decisions(endpoint).Count != 1).Select(endpoint => endpoint.RoutePattern.RawText);

        Assert.Empty(undecided);
    }

    [Fact]
    public void No_organisation_can_take_the_first_word_of_a_path_of_ours()
    {
        Assert.NotEmpty(Routes.All(app));
        Assert.Empty(ReservedWords.Missing(Routes.All(app)));
    }

    [Fact]
    public void A_route_with_a_word_that_is_free_stops_the_start()
    {
        var routes = WebApplication.CreateSlimBuilder().Build();
        routes.MapGet("/account/fine", () => "");
        routes.MapGet("/Reports/{id}", () => "");

        var fault = Assert.Throws<InvalidOperationException>(routes.CheckReservedWords);

        Assert.Contains("reports.", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("account", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reserved_words_are_refused_as_an_organisations_address() =>
        Assert.All(Slug.Reserved, word => Assert.True(Slug.Check(word).IsRefused));

    /// <summary>Without the files under wwwroot, whose names change with their content.</summary>
    private IEnumerable<RouteEndpoint> Dynamic() => Ours().Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null);

    /// <summary>Without the SDK's own route to files that are newer than the build, which a published portal does not have.</summary>
    private IEnumerable<RouteEndpoint> Ours() => Routes.All(app).Where(endpoint => endpoint.RoutePattern.RawText != "{**path:file}");

    private static IReadOnlyList<string> Decisions(RouteEndpoint endpoint) =>
    [
        .. endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(rule => rule.Policy ?? "(unnamed)"),
        .. endpoint.Metadata.GetOrderedMetadata<IAllowAnonymous>().Select(_ => Access.Anonymous),
    ];

    private static string Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null ? "page"
        : endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods.Count: > 0 } methods ? string.Join(',', methods.HttpMethods)
        : "any";
}
