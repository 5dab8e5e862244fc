using Bunit;
using Portal.Components;

namespace Portal.Tests.Components;

public sealed class ListTests : BunitContext
{
    [Fact]
    public void A_link_changes_one_thing_and_keeps_the_rest_of_the_query()
    {
        var address = Address.Parse("/northwind/campaigns", "?status=a&status=b&q=x%26y&page=3");

        Assert.Equal("/northwind/campaigns?status=a&status=b&q=x%26y&page=4", address.With(("page", "4")));
        Assert.Equal("/northwind/campaigns?status=a&status=b&q=x%26y", address.With(("Page", null)));
    }

    [Theory]
    [InlineData(1, 0, "No campaigns", "")]
    [InlineData(1, 25, "1 – 25 of 25 campaigns", "")]
    [InlineData(1, 26, "1 – 25 of 26 campaigns", "- [1] 2 Next")]
    [InlineData(5, 214, "101 – 125 of 214 campaigns", "Previous 1 … 4 [5] 6 … 9 Next")]
    [InlineData(99, 214, "201 – 214 of 214 campaigns", "Previous 1 … 8 [9] -")]
    public void The_pager_shows_the_ends_and_the_neighbours(int page, long total, string said, string links)
    {
        var pager = Pager(page, total);

        var shown = pager.FindAll("ol > li > *").Select(item => item.ClassName switch
        {
            "off" => "-",
            "here" => $"[{item.LastChild!.TextContent}]",
            _ => item.LastChild!.TextContent,
        });
        Assert.Equal(said, pager.Find("nav > span").TextContent.Replace('\u00a0', ' '));
        Assert.Equal(links, string.Join(' ', shown));
    }

    [Fact]
    public void The_pager_keeps_the_query_and_gives_the_first_page_no_number()
    {
        var pager = Pager(2, 60);

        Assert.Equal("/c?q=shoes", pager.Find("a[rel=prev]").GetAttribute("href"));
        Assert.Equal("/c?q=shoes&page=3", pager.Find("a[rel=next]").GetAttribute("href"));
        Assert.Equal("Page 2", pager.Find("[aria-current=page]").TextContent);
    }

    [Theory]
    [InlineData("", true, "descending", "/c?sort=spend&order=asc")]
    [InlineData("?sort=spend&order=asc&page=4", false, "ascending", "/c?sort=spend&order=desc")]
    [InlineData("?q=a&sort=name", true, null, "/c?q=a&sort=spend")]
    public void A_head_cell_says_how_it_sorts_and_turns_round_from_page_one(string query, bool byDefault, string? sorted, string link)
    {
        var head = Render<SortHead>(h => h.Add(p => p.Address, Address.Parse("/c", query)).Add(p => p.Column, "spend").Add(p => p.Label, "Spend")
            .Add(p => p.Numeric, true).Add(p => p.Default, byDefault));

        Assert.Equal(sorted, head.Find("th").GetAttribute("aria-sort"));
        Assert.Equal(link, head.Find("a").GetAttribute("href"));
    }

    private IRenderedComponent<Pager> Pager(int page, long total) => Render<Pager>(pager => pager
        .Add(p => p.Address, Address.Parse("/c", "?q=shoes&page=" + page)).Add(p => p.Page, page).Add(p => p.Size, 25).Add(p => p.Total, total).Add(p => p.Noun, "campaign"));
}
