namespace Portal.Domain.Ads;

/// <summary>A Microsoft Advertising customer ("manager account"): the header <c>CustomerId</c> through which an account is reached.</summary>
public sealed record Customer(AdsId<Customer> Id, string Name);
