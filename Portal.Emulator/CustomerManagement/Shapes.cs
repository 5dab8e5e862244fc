using System.Text.Json.Nodes;
using Portal.Emulator.World;

namespace Portal.Emulator.CustomerManagement;

/// <summary>Customers, accounts and users as the live API spells them: every property, in its order.</summary>
internal static class Shapes
{
    public static JsonObject ToInfo(this Account account) => new()
    {
        ["Id"] = account.Id,
        ["Name"] = account.Name,
        ["Number"] = account.Number,
        ["AccountLifeCycleStatus"] = account.LifeCycleStatus,
        ["PauseReason"] = (int?)account.PauseReason,
    };

    public static JsonObject ToInfo(this Customer customer) => new() { ["Id"] = customer.Id, ["Name"] = customer.Name };

    /// <summary>An <c>AdvertiserAccount</c>; the last two properties only when they were asked for.</summary>
    public static JsonObject ToJson(this Account account, AccountFields? more = null)
    {
        var json = new JsonObject
        {
            ["BillToCustomerId"] = account.BillToCustomerId,
            ["CurrencyCode"] = account.CurrencyCode,
            ["AccountFinancialStatus"] = account.FinancialStatus,
            ["Id"] = account.Id,
            ["Language"] = account.Language,
            ["LastModifiedByUserId"] = account.LastModifiedByUserId,
            ["LastModifiedTime"] = account.LastModifiedTime,
            ["Name"] = account.Name,
            ["Number"] = account.Number,
            ["ParentCustomerId"] = account.ParentCustomerId,
            ["PaymentMethodId"] = account.PaymentMethodId,
            ["PaymentMethodType"] = account.PaymentMethodType,
            ["PrimaryUserId"] = account.PrimaryUserId,
            ["AccountLifeCycleStatus"] = account.LifeCycleStatus,
            ["TimeStamp"] = account.TimeStamp,
            ["TimeZone"] = account.TimeZone,
            ["PauseReason"] = (int?)account.PauseReason,
            ["ForwardCompatibilityMap"] = null,
            ["LinkedAgencies"] = new JsonArray(),
            ["SalesHouseCustomerId"] = null,
            ["TaxInformation"] = new JsonArray(),
            ["BackUpPaymentInstrumentId"] = null,
            ["BillingThresholdAmount"] = null,
            ["BusinessAddress"] = account.BusinessAddress.ToJson(null),
            ["AutoTagType"] = account.AutoTagType,
            ["SoldToPaymentInstrumentId"] = account.PaymentMethodId,
        };
        if (more?.HasFlag(AccountFields.TaxCertificate) is true)
        {
            json["TaxCertificate"] = null;
        }

        if (more?.HasFlag(AccountFields.AccountMode) is true)
        {
            json["AccountMode"] = account.AccountMode;
        }

        return json;
    }

    public static JsonObject ToJson(this Customer customer) => new()
    {
        ["CustomerFinancialStatus"] = customer.FinancialStatus,
        ["Id"] = customer.Id,
        ["Industry"] = customer.Industry,
        ["LastModifiedByUserId"] = 0L,
        ["LastModifiedTime"] = "2023-08-04T03:15:06.913",
        ["MarketCountry"] = customer.MarketCountry,
        ["MarketLanguage"] = customer.MarketLanguage,
        ["Name"] = customer.Name,
        ["ServiceLevel"] = "Premium",
        ["CustomerLifeCycleStatus"] = customer.LifeCycleStatus,
        ["TimeStamp"] = "AAAAAIWbTAg=",
        ["Number"] = customer.Number,
        ["CustomerAddress"] = customer.Address.ToJson("AAAAABKOOHQ="),
        ["ForwardCompatibilityMap"] = new JsonArray(new JsonObject { ["Key"] = "ManagedByCustomerId", ["Value"] = "0" }),
    };

    public static JsonObject ToJson(this User user) => new()
    {
        ["ContactInfo"] = new JsonObject
        {
            ["Address"] = user.Address.ToJson(null),
            ["ContactByPhone"] = false,
            ["ContactByPostalMail"] = false,
            ["Email"] = user.UserName,
            ["EmailFormat"] = null,
            ["Fax"] = null,
            ["HomePhone"] = null,
            ["Id"] = user.Id + 300_000,
            ["Mobile"] = null,
            ["Phone1"] = "2065550100",
            ["Phone2"] = null,
        },
        ["CustomerId"] = user.CustomerId,
        ["Id"] = user.Id,
        ["JobTitle"] = user.JobTitle,
        ["LastModifiedByUserId"] = user.Id,
        ["LastModifiedTime"] = "2026-10-14T15:30:21.223",
        ["Lcid"] = "EnglishUS",
        ["Name"] = new JsonObject { ["FirstName"] = user.FirstName, ["LastName"] = user.LastName, ["MiddleInitial"] = null },
        ["Password"] = null,
        ["SecretAnswer"] = null,
        ["SecretQuestion"] = "None",
        ["UserLifeCycleStatus"] = "Active",
        ["TimeStamp"] = "AAAAAJOAurw=",
        ["UserName"] = user.UserName,
        ["ForwardCompatibilityMap"] = null,
    };

    public static JsonObject ToJson(this Role role) => new()
    {
        ["RoleId"] = role.RoleId,
        ["CustomerId"] = role.CustomerId,
        ["AccountIds"] = role.AccountIds.ToJson(),
        ["LinkedAccountIds"] = role.LinkedAccountIds.ToJson(),
        ["CustomerLinkPermission"] = role.CustomerLinkPermission,
    };

    public static JsonArray ToJson(this IEnumerable<JsonObject> items) => new([.. items]);

    private static JsonArray? ToJson(this IReadOnlyList<long>? ids) => ids is null ? null : new([.. ids.Select(id => JsonValue.Create(id))]);

    private static JsonObject ToJson(this Address address, string? timeStamp) => new()
    {
        ["City"] = address.City,
        ["CountryCode"] = address.CountryCode,
        ["Id"] = address.Id,
        ["Line1"] = address.Line1,
        ["Line2"] = null,
        ["Line3"] = null,
        ["Line4"] = null,
        ["PostalCode"] = address.PostalCode,
        ["StateOrProvince"] = address.StateOrProvince,
        ["TimeStamp"] = timeStamp,
        ["BusinessName"] = address.BusinessName,
    };
}

/// <summary>Properties of an account that are told only on request.</summary>
[Flags]
internal enum AccountFields
{
    None = 0,
    TaxCertificate = 1,
    AccountMode = 2,
}
