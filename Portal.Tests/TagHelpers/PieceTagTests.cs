using System.Text.Encodings.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components;
using Portal.TagHelpers;

namespace Portal.Tests.TagHelpers;

public sealed class PieceTagTests : IAsyncDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddLogging().AddScoped<HtmlRenderer>().BuildServiceProvider();

    private ViewContext View => new() { HttpContext = new DefaultHttpContext { RequestServices = services } };

    [Fact]
    public async Task A_piece_may_stand_in_a_piece_that_stands_in_a_piece()
    {
        var notice = await RenderAsync(
            new NoticeTag { ViewContext = View, Heading = "Trouble" },
            new DisclosureTag { ViewContext = View, Summary = "More" },
            new StateBadgeTag { ViewContext = View, Tone = Tone.Bad, Word = "Sign in <again>" });

        Assert.Equal("Trouble", notice.QuerySelector(".notice strong")?.TextContent);
        Assert.Equal("Sign in <again>", notice.QuerySelector(".notice details .state.is-bad")?.TextContent);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    /// <summary>Runs the tags as a page does: the first holds the second, and so on.</summary>
    private static async Task<IElement> RenderAsync(params TagHelper[] nested)
    {
        using var writer = new StringWriter();
        (await RunAsync(nested)).WriteTo(writer, HtmlEncoder.Default);
        return new HtmlParser().ParseDocument(writer.ToString()).Body!;
    }

    private static async Task<TagHelperOutput> RunAsync(TagHelper[] nested)
    {
        var context = new TagHelperContext("piece", [], new Dictionary<object, object>(), "piece");
        var output = new TagHelperOutput("piece", [], async (_, _) =>
        {
            var content = new DefaultTagHelperContent();
            return nested.Length > 1 ? content.AppendHtml(await RunAsync(nested[1..])) : content;
        });
        await nested[0].ProcessAsync(context, output);
        return output;
    }
}
