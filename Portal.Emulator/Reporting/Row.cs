using Portal.Emulator.World;
using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>
/// A row of a report before its columns are chosen. One object runs through the whole report: it holds the current row only.
/// What the grain of the report does not have is null.
/// </summary>
internal sealed class Row(Account account, Customer? customer, AccountTree tree)
{
    public Account Account { get; } = account;

    public Customer? Customer { get; } = customer;

    public AccountTree Tree { get; } = tree;

    public required Period Period { get; set; }

    public Campaign? Campaign { get; set; }

    public AdGroup? AdGroup { get; set; }

    public Keyword? Keyword { get; set; }

    public Ad? Ad { get; set; }

    public string? SearchQuery { get; set; }

    /// <summary>Computer, Smartphone or Tablet; null in a report that does not tell them apart.</summary>
    public string? Device { get; set; }

    public string? Network { get; set; }

    public Figures Figures { get; set; }

    /// <summary>The current row, to be kept.</summary>
    public Row Copy() => (Row)MemberwiseClone();
}
