namespace Portal.Benchmarks.Pages;

/// <summary>Milliseconds by page and look.</summary>
internal sealed class PageTimes
{
    private readonly Dictionary<(AskedPage, Looking), List<double>> times = [];

    public int Rounds => times[(PageRounds.Lightest, Looking.Then)].Count;

    public void Add(AskedPage page, Looking looking, double milliseconds)
    {
        if (!times.TryGetValue((page, looking), out var list))
        {
            times[(page, looking)] = list = [];
        }

        list.Add(milliseconds);
    }

    public double Percentile(AskedPage page, Looking looking, int percent) => times[(page, looking)].Percentile(percent);

    /// <summary>The median, in those of the lightest page.</summary>
    public double OfLightest(AskedPage page, Looking looking) => Percentile(page, looking, 50) / Percentile(PageRounds.Lightest, Looking.Then, 50);
}
