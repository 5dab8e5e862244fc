using System.Globalization;
using static Portal.Emulator.Reporting.Column;

namespace Portal.Emulator.Reporting;

/// <summary>Columns of the finer reports: places, audiences, asset groups, goals, products, and the date of the budget report.</summary>
internal static class GrainColumns
{
    /// <summary>Columns that are always empty for our data.</summary>
    private static readonly string[] Empty =
    [
        "ProximityTargetLocation", "Radius", "PostalCode", "Neighborhood", "QueryIntentNeighborhood", "QueryIntentPostalCode", "QueryIntentCounty",
        "CustomLabel0", "CustomLabel1", "CustomLabel2", "CustomLabel3", "CustomLabel4", "ProductType3", "ProductType4", "ProductType5",
        "ProductCategory3", "ProductCategory4", "ProductCategory5", "LocalStoreCode", "StoreId", "ProductBought", "ProductBoughtTitle", "GTIN", "MPN",
    ];

    public static IEnumerable<Column> All =>
    [
        Id("LocationId", row => row.Leaf?.Place?.Id),
        Text("Country", row => row.Leaf?.Place?.Country),
        Text("State", row => row.Leaf?.Place?.State),
        Text("MetroArea", row => row.Leaf?.Place?.MetroArea),
        Text("County", row => row.Leaf?.Place?.County),
        Text("City", row => row.Leaf?.Place?.City),
        Text("MostSpecificLocation", row => row.Leaf?.Place?.MostSpecific),
        Text("LocationType", row => row.Leaf?.LocationType),
        Id("QueryIntentLocationId", row => Asked(row)?.Id),
        Text("QueryIntentCountry", row => Asked(row)?.Country),
        Text("QueryIntentState", row => Asked(row)?.State),
        Text("QueryIntentDMA", row => Asked(row)?.MetroArea),
        Text("QueryIntentCity", row => Asked(row)?.City),
        Id("AudienceId", row => row.Leaf?.Association?.Audience.Id),
        Text("AudienceName", row => row.Leaf?.Association?.Audience.Name),
        Text("AudienceType", row => row.Leaf?.Association?.Audience.Type),
        Id("AssociationId", row => row.Leaf?.Association?.Id),
        Text("AssociationLevel", row => row.Leaf?.Association?.Level),
        Text("AssociationStatus", row => row.Leaf?.Association?.Status),
        Text("TargetingSetting", row => row.Leaf?.Association?.TargetingSetting),
        Text("BidAdjustment", row => row.Leaf?.Association?.BidAdjustment.ToString(CultureInfo.InvariantCulture)),
        Id("AssetGroupId", row => row.Leaf?.AssetGroup?.Id),
        Text("AssetGroupName", row => row.Leaf?.AssetGroup?.Name),
        Text("AssetGroupStatus", row => row.Leaf?.AssetGroup?.Status),
        Id("GoalId", row => row.Goal?.Id),
        Text("Goal", row => row.Goal?.Name),
        Text("GoalType", row => row.Goal?.Type),
        Text("MerchantProductId", row => row.Leaf?.Product?.Id),
        Text("Title", row => row.Leaf?.Product?.Title),
        Text("Brand", row => row.Leaf?.Product?.Brand),
        Amount("Price", row => row.Leaf?.Product?.Price),
        Text("Condition", _ => "New"),
        Text("ProductType1", row => row.Leaf?.Product?.Brand),
        Text("ProductType2", row => row.Leaf?.Product?.Type),
        Text("ProductCategory1", row => row.Leaf?.Product?.Brand),
        Text("ProductCategory2", row => row.Leaf?.Product?.Type),
        Text("SellerName", row => row.Tree.Theme.Brand),
        Text("OfferLanguage", _ => "English"),
        Text("CountryOfSale", _ => "US"),
        Id("ClickTypeId", _ => 0),
        Text("ClickType", _ => "Product ad"),
        Text("Date", row => row.Period.Day?.ToString("M/d/yyyy", CultureInfo.InvariantCulture)),
        .. Empty.Select(name => Text(name, _ => "")),
    ];

    /// <summary>The place that somebody asked about, where it is not the one they are in.</summary>
    private static World.Campaigns.Place? Asked(Row row) => row.Leaf?.LocationType == Leaf.OfInterest ? row.Leaf.Place : null;
}
