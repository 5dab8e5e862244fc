using System.Collections.Concurrent;
using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Portal.Tests.Harness;

namespace Portal.Tests.Chromium;

/// <summary>A page that remembers what its browser complained about, and is looked at step by step.</summary>
public sealed class Tab
{
    private static readonly AxeRunOptions Wcag = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    private readonly ConcurrentQueue<string> complaints = new();
    private readonly string pictures;
    private int step;

    internal Tab(IPage page, string pictures)
    {
        (Page, this.pictures) = (page, pictures);
        page.Console += (_, message) =>
        {
            // A violation of the content security policy comes this way as well.
            if (message.Type is "error" or "warning")
            {
                complaints.Enqueue($"{page.Url}: {message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => complaints.Enqueue($"{page.Url}: {error}");
        page.FrameNavigated += (_, frame) => Loads += frame == page.MainFrame ? 1 : 0;
        page.Request += (_, request) => Listened |= request.ResourceType == "eventsource";
    }

    public IPage Page { get; }

    /// <summary>How often a document took the place of another.</summary>
    public int Loads { get; private set; }

    /// <summary>Whether the page ever asked for server-sent events.</summary>
    public bool Listened { get; private set; }

    /// <summary>Keeps a picture and finds no barrier and no complaint; <paramref name="bothThemes"/> looks once more in the dark.</summary>
    public async Task LookAsync(string name, bool bothThemes = false)
    {
        step++;
        await LookOnceAsync(name);
        if (bothThemes)
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
            await LookOnceAsync($"{name}-dark");
            await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        }
    }

    /// <summary>At this width nothing stands beside the screen.</summary>
    public async Task FitsAsync()
    {
        var beyond = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(beyond <= 0, $"{Page.Url} is {beyond} pixels wider than the screen.");
    }

    /// <summary>At this width every table shows all its columns without being pushed to the side.</summary>
    public async Task TablesFitAsync()
    {
        var cut = await Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.wide')].filter(box => box.scrollWidth > box.clientWidth).map(box => `${box.ariaLabel} by ${box.scrollWidth - box.clientWidth}`)");
        Assert.True(cut.Length == 0, $"{Page.Url}: too wide are {string.Join(", ", cut)}.");
    }

    private async Task LookOnceAsync(string name)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"{step:00}-{name}.png");
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, file), FullPage = true });
        var found = await Page.RunAxe(Wcag);
        Assert.True(found.Violations.Length == 0, $"{name}:\n{string.Join('\n', found.Violations.Select(Describe))}");
        Assert.True(complaints.IsEmpty, $"{name}:\n{string.Join('\n', complaints)}");
    }

    private string Pictures => Path.Combine(Repository.Results, "screenshots", pictures);

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Select(node => $"{node.Html} {string.Join(' ', node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}"))}";
}
