using System.Globalization;

namespace Portal.Emulator.World.Campaigns;

/// <summary>An offer of an account's catalogue.</summary>
public sealed record Product(string Id, string Title, string Brand, decimal Price, string Type)
{
    private static readonly string[] Prefixes = ["sku-", "SKU-"];

    /// <summary>Two offers for each kind of product; the ids of a merchant differ in case only.</summary>
    public static Product[] Of(AccountTree tree) =>
    [
        .. tree.Theme.Products.SelectMany((name, index) => Prefixes.Select((prefix, variant) => new Product(
            string.Create(CultureInfo.InvariantCulture, $"{prefix}{index + 1:000}"), variant == 0 ? name : $"{name}, \"premium\"", tree.Theme.Brand,
            tree.Currency.Round(tree.Dice.With(900 + index).Between(12, 90) * (1 + variant)), name))),
    ];
}
