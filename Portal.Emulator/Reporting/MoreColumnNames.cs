namespace Portal.Emulator.Reporting;

/// <summary>
/// As <see cref="ColumnNames"/>, for the reports below ad groups and beside them; what section 5.7 of our contract leaves out comes
/// from the value sets of learn.microsoft.com/advertising/reporting-service.
/// </summary>
internal static class MoreColumnNames
{
    public const string Geographic = """
        AccountName, AccountNumber, AccountId, TimePeriod, CampaignName, CampaignId, AdGroupName, AdGroupId,
        Country, State, MetroArea, City, CurrencyCode, AdDistribution, Impressions, Clicks, Ctr, AverageCpc, Spend,
        AveragePosition, ProximityTargetLocation, Radius, Language, BidMatchType, DeliveredMatchType, Network,
        TopVsOther, DeviceType, DeviceOS, Assists, Conversions, ConversionRate, Revenue, ReturnOnAdSpend,
        CostPerConversion, CostPerAssist, RevenuePerConversion, RevenuePerAssist, LocationType,
        MostSpecificLocation, AccountStatus, CampaignStatus, AdGroupStatus, County, PostalCode, LocationId,
        BaseCampaignId, AllConversions, AllRevenue, AllConversionRate, AllCostPerConversion, AllReturnOnAdSpend,
        AllRevenuePerConversion, ViewThroughConversions, Goal, GoalType, AbsoluteTopImpressionRatePercent,
        TopImpressionRatePercent, AverageCpm, ConversionsQualified, AllConversionsQualified,
        ViewThroughConversionsQualified, Neighborhood, ViewThroughRevenue, CampaignType, AssetGroupId,
        AssetGroupName, AssetGroupStatus, Downloads, PostClickDownloadRate, CostPerDownload, AppInstalls,
        PostClickInstallRate, CPI, Purchases, PostInstallPurchaseRate, CPP, Subscriptions,
        PostInstallSubscriptionRate, CPS
        """;

    public const string UserLocation = """
        AccountName, AccountNumber, AccountId, TimePeriod, CampaignName, CampaignId, AdGroupName, AdGroupId,
        Country, State, MetroArea, CurrencyCode, AdDistribution, Impressions, Clicks, Ctr, AverageCpc, Spend,
        AveragePosition, ProximityTargetLocation, Radius, Language, City, QueryIntentCountry, QueryIntentState,
        QueryIntentCity, QueryIntentDMA, BidMatchType, DeliveredMatchType, Network, TopVsOther, DeviceType,
        DeviceOS, Assists, Conversions, ConversionRate, Revenue, ReturnOnAdSpend, CostPerConversion, CostPerAssist,
        RevenuePerConversion, RevenuePerAssist, County, PostalCode, QueryIntentCounty, QueryIntentPostalCode,
        LocationId, QueryIntentLocationId, AllConversions, AllRevenue, AllConversionRate, AllCostPerConversion,
        AllReturnOnAdSpend, AllRevenuePerConversion, ViewThroughConversions, Goal, GoalType,
        AbsoluteTopImpressionRatePercent, TopImpressionRatePercent, AverageCpm, ConversionsQualified,
        AllConversionsQualified, ViewThroughConversionsQualified, Neighborhood, QueryIntentNeighborhood,
        ViewThroughRevenue
        """;

    public const string Audience = """
        AccountName, AccountNumber, AccountId, TimePeriod, CampaignName, CampaignId, AdGroupName, AdGroupId,
        AudienceId, AudienceName, AssociationStatus, BidAdjustment, TargetingSetting, Impressions, Clicks, Ctr,
        AverageCpc, Spend, AveragePosition, Conversions, ConversionRate, CostPerConversion, Revenue,
        ReturnOnAdSpend, RevenuePerConversion, AccountStatus, CampaignStatus, AdGroupStatus, AudienceType,
        BaseCampaignId, AllConversions, AllRevenue, AllConversionRate, AllCostPerConversion, AllReturnOnAdSpend,
        AllRevenuePerConversion, AssociationId, AssociationLevel, ViewThroughConversions, Goal, GoalType,
        AbsoluteTopImpressionRatePercent, TopImpressionRatePercent, AverageCpm, ConversionsQualified,
        AllConversionsQualified, ViewThroughConversionsQualified, ViewThroughRevenue
        """;

    public const string AssetGroup = """
        TimePeriod, AccountName, AccountId, CampaignName, CampaignId, AccountStatus, CampaignStatus, AssetGroupId,
        AssetGroupName, AssetGroupStatus, Impressions, Clicks, Ctr, Spend, AverageCpc, Conversions, Revenue,
        ReturnOnAdSpend, CampaignType, CostPerConversion
        """;

    public const string ProductDimension = """
        TimePeriod, AccountName, AccountNumber, AdGroupName, AdGroupId, CampaignStatus, AccountStatus,
        AdGroupStatus, Network, AdId, CampaignId, CampaignName, CurrencyCode, DeviceType, Language,
        MerchantProductId, Title, Condition, Brand, Price, CustomLabel0, CustomLabel1, CustomLabel2, CustomLabel3,
        CustomLabel4, ProductType1, ProductType2, ProductType3, ProductType4, ProductType5, ProductCategory1,
        ProductCategory2, ProductCategory3, ProductCategory4, ProductCategory5, Impressions, Clicks, Ctr,
        AverageCpc, Spend, Conversions, ConversionRate, Revenue, RevenuePerConversion, SellerName, OfferLanguage,
        CountryOfSale, AdStatus, ImpressionSharePercent, ImpressionLostToBudgetPercent, ImpressionLostToRankPercent,
        BenchmarkBid, BenchmarkCtr, TopVsOther, AdDistribution, ClickTypeId, TotalClicksOnAdElements, ClickType,
        ReturnOnAdSpend, BidStrategyType, LocalStoreCode, StoreId, AssistedImpressions, AssistedClicks,
        ClickSharePercent, AbsoluteTopImpressionSharePercent, AssistedConversions, AllConversions, AllRevenue,
        AllConversionRate, AllCostPerConversion, AllReturnOnAdSpend, AllRevenuePerConversion, CostPerConversion,
        ViewThroughConversions, Goal, GoalType, ProductBought, QuantityBought, AbsoluteTopImpressionRatePercent,
        AverageCpm, ConversionsQualified, AssistedConversionsQualified, AllConversionsQualified,
        ViewThroughConversionsQualified, ProductBoughtTitle, GTIN, MPN, ViewThroughRevenue, GoalId, Sales,
        CostPerSale, RevenuePerSale, Installs, CostPerInstall, RevenuePerInstall, CampaignType, AssetGroupId,
        AssetGroupName, AssetGroupStatus
        """;

    public const string Conversion = """
        AccountName, AccountNumber, AccountId, TimePeriod, CampaignName, CampaignId, AdGroupName, AdGroupId,
        Keyword, KeywordId, Impressions, Clicks, Ctr, Assists, Conversions, ConversionRate, Spend, Revenue,
        ReturnOnAdSpend, CostPerConversion, CostPerAssist, RevenuePerConversion, RevenuePerAssist, DeviceType,
        AccountStatus, CampaignStatus, AdGroupStatus, KeywordStatus, AllConversions, AllRevenue, AllConversionRate,
        AllCostPerConversion, AllReturnOnAdSpend, AllRevenuePerConversion, ViewThroughConversions, Goal, GoalType,
        ConversionsQualified, AllConversionsQualified, ViewThroughConversionsQualified, ViewThroughRevenue, GoalId
        """;

    public const string GoalsAndFunnels = """
        AccountName, AccountNumber, AccountId, TimePeriod, CampaignName, CampaignId, AdGroupName, AdGroupId,
        Keyword, KeywordId, Goal, AllConversions, Assists, AllRevenue, GoalId, DeviceType, DeviceOS, AccountStatus,
        CampaignStatus, AdGroupStatus, KeywordStatus, GoalType, ViewThroughConversions, AllConversionsQualified,
        ViewThroughConversionsQualified, ViewThroughRevenue
        """;

    public const string BudgetSummary = """
        AccountName, AccountNumber, AccountId, CampaignName, CampaignId, Date, CurrencyCode, MonthlyBudget,
        DailySpend, MonthToDateSpend
        """;
}
