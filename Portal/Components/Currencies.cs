namespace Portal.Components;

/// <summary>
/// Sign and decimals of a currency by its ISO 4217 code (https://www.iso.org/iso-4217-currency-codes.html). A code that is not listed
/// stands for itself and has two decimals. Dollars other than American ones keep their country's letters, so that they are not mixed up.
/// </summary>
internal static class Currencies
{
    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal)
    {
        ["EUR"] = "€",
        ["USD"] = "$",
        ["GBP"] = "£",
        ["JPY"] = "¥",
        ["CNY"] = "CN¥",
        ["INR"] = "₹",
        ["KRW"] = "₩",
        ["BRL"] = "R$",
        ["CAD"] = "CA$",
        ["AUD"] = "A$",
        ["NZD"] = "NZ$",
        ["HKD"] = "HK$",
        ["SGD"] = "S$",
        ["TWD"] = "NT$",
        ["MXN"] = "MX$",
        ["ILS"] = "₪",
        ["TRY"] = "₺",
        ["VND"] = "₫",
        ["PHP"] = "₱",
        ["THB"] = "฿",
        ["UAH"] = "₴",
        ["PLN"] = "zł",
        ["CZK"] = "Kč",
    };

    private static readonly HashSet<string> Whole = new(StringComparer.Ordinal)
    {
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
    };

    private static readonly HashSet<string> Thousandths = new(StringComparer.Ordinal) { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND" };

    public static string Sign(string code) => Signs.GetValueOrDefault(code, code);

    public static int Decimals(string code) => Whole.Contains(code) ? 0 : Thousandths.Contains(code) ? 3 : 2;
}
