namespace Portal.Infrastructure.Performance;

/// <summary>Where in each record the columns stand that are stored; found by name, because Microsoft may add or move columns.</summary>
internal sealed class ReportColumns
{
    private const int Nowhere = -1;

    /// <exception cref="ReportRefusedException">A column is missing.</exception>
    public ReportColumns(CsvRecords names, ReportShape shape)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var field = 0; field < names.Count; field++)
        {
            places.TryAdd(names.Text(field), field);
        }

        int Place(string name) => places.TryGetValue(name, out var place)
            ? place
            : throw new ReportRefusedException($"The report has no column {name}.");

        Count = names.Count;
        Day = Place("TimePeriod");
        Account = Place("AccountId");
        Campaign = shape.HasCampaign ? Place("CampaignId") : Nowhere;
        Keys = [.. shape.Keys.Select(key => key.Header is { } header ? Place(header) : Nowhere)];
        Words = [.. (shape.Words?.Words ?? []).Select(word => Place(word.Header))];
        Measures = [.. shape.Measures.Select(measure => Place(measure.Header))];
        Shares = [.. shape.Shares.Select(share => Place(share.Header))];
    }

    public int Count { get; }

    public int Day { get; }

    public int Account { get; }

    public int Campaign { get; }

    /// <summary>In the order of the shape, as the others; negative where the number is made of words.</summary>
    public int[] Keys { get; }

    public int[] Words { get; }

    public int[] Measures { get; }

    public int[] Shares { get; }
}
