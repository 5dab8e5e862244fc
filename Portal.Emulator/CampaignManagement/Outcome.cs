using System.Text.Json.Nodes;
using Portal.Emulator.Calls;

namespace Portal.Emulator.CampaignManagement;

/// <summary>Why one item of a list was not taken.</summary>
internal sealed record Refusal(int Code, string ErrorCode, string Message, string? FieldPath = null)
{
    /// <summary>The text an editor would not let pass; makes the refusal an <c>EditorialError</c>.</summary>
    public string? DisapprovedText { get; init; }

    /// <summary>Where that text stood: AdTitle, AdDescription, Keyword.</summary>
    public string? Location { get; init; }

    public JsonObject ToJson(int index)
    {
        var error = new BatchItem(index, Code, ErrorCode, Message, FieldPath, DisapprovedText is null ? "BatchError" : "EditorialError").ToJson();
        if (DisapprovedText is not null)
        {
            error.Insert(1, "Appealable", true);
            error.Insert(3, "DisapprovedText", DisapprovedText);
            error.Insert(4, "Location", Location);
            error.Insert(5, "PublisherCountry", "US");
            error.Insert(6, "ReasonCode", 17);
        }

        return error;
    }
}

/// <summary>What became of one item: the id of what it made or changed, or a refusal.</summary>
internal readonly record struct Outcome(long? Id, Refusal? Refusal)
{
    public static implicit operator Outcome(long id) => new(id, null);

    public static implicit operator Outcome(Refusal refusal) => new(null, refusal);
}

/// <summary>Runs a list item by item; one that is refused does not stop the others.</summary>
internal sealed class Batch
{
    private readonly List<Outcome> outcomes = [];

    /// <summary>Null where the item was refused, as live.</summary>
    public JsonArray Ids => new([.. outcomes.Select(outcome => outcome.Id is { } id ? JsonValue.Create(id) : null)]);

    public JsonArray PartialErrors =>
        new([.. outcomes.Select((outcome, index) => outcome.Refusal?.ToJson(index)).Where(error => error is not null)]);

    public static Batch Run<T>(IEnumerable<T?> items, Func<T, Outcome> take)
    {
        var batch = new Batch();
        foreach (var item in items)
        {
            batch.outcomes.Add(item is null ? new Refusal(100, "NullRequest", "The item is null.") : take(item));
        }

        return batch;
    }
}
