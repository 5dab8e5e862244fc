using Portal.Emulator.World;
using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>
/// A row of a report before its columns are chosen. One object runs through the whole report: it holds the current row only.
/// What the grain of the report does not have is null.
/// </summary>
internal sealed class Row(AccountPart part)
{
    public Account Account => part.Account;

    public Customer? Customer => part.Customer;

    public AccountTree Tree => part.Tree;

    /// <summary>The account's, as it is at the moment of the report.</summary>
    public Currency Currency => part.Currency;

    public required Period Period { get; set; }

    public Campaign? Campaign { get; set; }

    /// <summary>What lies below the campaign.</summary>
    public Leaf? Leaf { get; set; }

    public AdGroup? AdGroup => Leaf?.AdGroup;

    public Keyword? Keyword => Leaf?.Keyword;

    public Ad? Ad => Leaf?.Ad;

    /// <summary>Computer, Smartphone or Tablet; null in a report that does not tell them apart.</summary>
    public string? Device { get; set; }

    public string? Network { get; set; }

    /// <summary>In a report that tells goals apart, the one whose conversions these are.</summary>
    public Goal? Goal { get; set; }

    public Figures Figures { get; set; }

    /// <summary>Spent in the month up to the row's day; only the budget report counts it.</summary>
    public long MonthToDate { get; set; }

    /// <summary>The current row, to be kept.</summary>
    public Row Copy() => (Row)MemberwiseClone();
}
