using System.Globalization;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.World.Extras;

/// <summary>Makes up what an account shares among its campaigns. Parent id 0 stands for the account itself.</summary>
internal static class AccountExtras
{
    public const int Labels = 5;
    public const int Sitelinks = 4;
    public const int Callouts = 3;
    public const int RemarketingLists = 3;

    private static readonly string[] LabelNames = ["Brand", "Q4 push", "Tests, \"B\" arm", "Évergreen", "To review"];
    private static readonly string[] Colours = ["#1F77B4", "#FF7F0E", "#2CA02C", "#D62728", "#9467BD"];
    private static readonly string[] LinkTexts = ["Sale", "Stores", "About us", "Help & returns"];
    private static readonly string[] CalloutTexts = ["Free delivery", "24/7 support", "Pay later, no fees"];
    private static readonly string[] Unwanted = ["free", "jobs", "repair", "second hand", "\"do it yourself\", plans", "wikipedia"];
    private static readonly string[] ListNames = ["All visitors", "Basket left", "Buyers, 180 days"];
    private static readonly string[] Markets = ["Apparel & Accessories", "Travel/Hotels"];

    public static IEnumerable<Extra> Make(AccountTree tree) =>
        [.. LabelsOf(tree), .. NegativeLists(tree), .. Extensions(tree), .. Associations(tree), .. Audiences(tree)];

    public static long Label(AccountTree tree, int index) => Ids.Shared(tree.Nature.Id, index);

    public static long NegativeList(AccountTree tree) => Ids.Shared(tree.Nature.Id, 20);

    public static long Sitelink(AccountTree tree, int index) => Ids.Shared(tree.Nature.Id, 30 + index);

    public static long Callout(AccountTree tree, int index) => Ids.Shared(tree.Nature.Id, 40 + index);

    public static long Call(AccountTree tree) => Ids.Shared(tree.Nature.Id, 50);

    public static long Snippet(AccountTree tree) => Ids.Shared(tree.Nature.Id, 55);

    public static (long Id, string Name, string Type) Audience(AccountTree tree, int index) => index switch
    {
        < RemarketingLists => (Ids.Shared(tree.Nature.Id, 60 + index), ListNames[index], "Remarketing List"),
        RemarketingLists => (Ids.Shared(tree.Nature.Id, 70), $"{tree.Theme.Brand} loyalty", "Custom Audience"),

        // In-market audiences are Microsoft's: every account sees the same ids.
        _ => (800_001 + index - RemarketingLists, Markets[(index - RemarketingLists - 1) % Markets.Length], "In Market Audience"),
    };

    private static IEnumerable<Extra> LabelsOf(AccountTree tree) => Enumerable.Range(0, Labels).Select(index =>
        Shared("Label", Label(tree, index), ("Label", LabelNames[index]), ("Color", Colours[index]), ("Description", $"{LabelNames[index]} – what it is for")));

    private static IEnumerable<Extra> NegativeLists(AccountTree tree)
    {
        var list = NegativeList(tree);
        yield return Shared("Negative Keyword List", list, ("Name", "Never show for these"));
        for (var index = 0; index < Unwanted.Length; index++)
        {
            yield return new Extra("Shared Negative Keyword", Ids.Shared(tree.Nature.Id, 21 + index), list, 0)
            {
                Values = Values(("Keyword", Unwanted[index]), ("Match Type", index % 2 == 0 ? "Phrase" : "Exact")),
            };
        }
    }

    private static IEnumerable<Extra> Extensions(AccountTree tree) =>
    [
        .. Enumerable.Range(0, Sitelinks).Select(index => Shared("Sitelink Ad Extension", Sitelink(tree, index),
            ("Sitelink Extension Link Text", LinkTexts[index]), ("Sitelink Extension Description1", "See what is new"),
            ("Sitelink Extension Description2", "Every day, all day"), ("Final Url", $"https://{tree.Theme.Domain}/link/{index}"),
            ("Use Searcher Time Zone", "FALSE"), ("Version", "1"))),
        .. Enumerable.Range(0, Callouts).Select(index => Shared("Callout Ad Extension", Callout(tree, index), ("Callout Text", CalloutTexts[index]), ("Version", "1"))),
        Shared("Call Ad Extension", Call(tree), ("Phone Number", "2065550100"), ("Country Code", "US"), ("Call Only", "FALSE"),
            ("Call Tracking Enabled", "FALSE"), ("Toll Free", "FALSE"), ("Ad Schedule", "(Monday[09:00-17:00]);(Friday[09:00-15:00])"), ("Version", "1")),
        Shared("Structured Snippet Ad Extension", Snippet(tree), ("Structured Snippet Header", "Types"),
            ("Structured Snippet Values", string.Join(';', tree.Theme.Products.Take(4))), ("Version", "1")),
    ];

    private static IEnumerable<Extra> Associations(AccountTree tree) =>
    [
        new("Account Sitelink Ad Extension", Sitelink(tree, 0), tree.Nature.Id, 0),
        new("Account Callout Ad Extension", Callout(tree, 0), tree.Nature.Id, 0),
        new("Account Structured Snippet Ad Extension", Snippet(tree), tree.Nature.Id, 0),
    ];

    private static IEnumerable<Extra> Audiences(AccountTree tree) => Enumerable.Range(0, RemarketingLists + 1 + Markets.Length).Select(index =>
    {
        var (id, name, type) = Audience(tree, index);
        var size = tree.Dice.With(600 + index).Below(90_000).ToString(CultureInfo.InvariantCulture);
        (string, string)[] common = [("Audience", name), ("Description", name), ("Audience Search Size", size), ("Supported Campaign Types", "Audience;Search;Shopping")];
        return type switch
        {
            "Remarketing List" => Shared(type, id, [.. common, ("Membership Duration", "30"), ("Scope", "Account"),
                ("UET Tag Id", Ids.Shared(tree.Nature.Id, 80).ToString(CultureInfo.InvariantCulture)), ("Remarketing Rule", $"PageVisitors((Url Contains {index}))")]),
            "Custom Audience" => Shared(type, id, [.. common, ("Membership Duration", "90"), ("Scope", "Customer")]),
            _ => Shared(type, id, [.. common, ("Scope", "Customer")]),
        };
    });

    private static Extra Shared(string type, long id, params (string Column, string Value)[] values) => new(type, id, 0, 0) { Values = Values(values) };

    internal static Dictionary<string, string> Values(params (string Column, string Value)[] values) => values.ToDictionary(pair => pair.Column, pair => pair.Value);
}
