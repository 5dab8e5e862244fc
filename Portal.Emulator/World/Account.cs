namespace Portal.Emulator.World;

/// <summary>An advertising account. Money of an account is in its currency, its days are in its time zone.</summary>
public sealed record Account(long Id, string Number, string Name, long ParentCustomerId, string CurrencyCode, string TimeZone)
{
    public long? BillToCustomerId { get; init; } = ParentCustomerId;

    /// <summary>Draft, Active, Inactive, Pause, Pending or Suspended.</summary>
    public string LifeCycleStatus { get; init; } = "Active";

    /// <summary>1 by a user, 2 billing hold, 4 both; null when it is not paused.</summary>
    public byte? PauseReason { get; init; }

    public string FinancialStatus { get; init; } = "ClearFinancialStatus";

    public string Language { get; init; } = "English";

    public long? PaymentMethodId { get; init; } = 98_136_710;

    /// <summary>Null although there is an id happens live.</summary>
    public string? PaymentMethodType { get; init; } = "CreditCard";

    public long PrimaryUserId { get; init; }

    public long LastModifiedByUserId { get; init; }

    public DateTimeOffset LastModifiedTime { get; init; } = new(2026, 9, 3, 9, 38, 14, 497, TimeSpan.Zero);

    /// <summary>Opaque version, base64 of eight bytes.</summary>
    public string TimeStamp { get; init; } = "AAAAAf3eP4o=";

    public Address BusinessAddress { get; init; } = Address.Seattle;

    public string AutoTagType { get; init; } = "Inactive";

    /// <summary>Expert, Smart or UnifiedSmart; told only on request.</summary>
    public string AccountMode { get; init; } = "Expert";

    /// <summary>Only an active account takes changes.</summary>
    public bool TakesWrites => LifeCycleStatus is "Active" or "Draft" or "Pending";
}
