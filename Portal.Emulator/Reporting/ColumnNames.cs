namespace Portal.Emulator.Reporting;

/// <summary>The columns of each report: the enum members of the API, on which its documentation and its SDK agree (section 5.7 of our contract).</summary>
internal static class ColumnNames
{
    public const string Account = """
        AccountName, AccountNumber, AccountId, TimePeriod, CurrencyCode, AdDistribution, Impressions, Clicks, Ctr,
        AverageCpc, Spend, AveragePosition, Conversions, ConversionRate, CostPerConversion, LowQualityClicks,
        LowQualityClicksPercent, LowQualityImpressions, LowQualityImpressionsPercent, LowQualityConversions,
        LowQualityConversionRate, DeviceType, DeviceOS, ImpressionSharePercent, ImpressionLostToBudgetPercent,
        ImpressionLostToRankAggPercent, PhoneImpressions, PhoneCalls, Ptr, Network, TopVsOther, BidMatchType,
        DeliveredMatchType, Assists, Revenue, ReturnOnAdSpend, CostPerAssist, RevenuePerConversion, RevenuePerAssist,
        AccountStatus, LowQualityGeneralClicks, LowQualitySophisticatedClicks, ExactMatchImpressionSharePercent,
        CustomerId, CustomerName, ClickSharePercent, AbsoluteTopImpressionSharePercent,
        TopImpressionShareLostToRankPercent, TopImpressionShareLostToBudgetPercent,
        AbsoluteTopImpressionShareLostToRankPercent, AbsoluteTopImpressionShareLostToBudgetPercent,
        TopImpressionSharePercent, AbsoluteTopImpressionRatePercent, TopImpressionRatePercent, AllConversions, AllRevenue,
        AllConversionRate, AllCostPerConversion, AllReturnOnAdSpend, AllRevenuePerConversion, ViewThroughConversions, Goal,
        GoalType, AudienceImpressionSharePercent, AudienceImpressionLostToRankPercent,
        AudienceImpressionLostToBudgetPercent, AverageCpm, ConversionsQualified, LowQualityConversionsQualified,
        AllConversionsQualified, ViewThroughConversionsQualified, ViewThroughRevenue, VideoViews, ViewThroughRate,
        AverageCPV, VideoViewsAt25Percent, VideoViewsAt50Percent, VideoViewsAt75Percent, CompletedVideoViews,
        VideoCompletionRate, TotalWatchTimeInMS, AverageWatchTimePerVideoView, AverageWatchTimePerImpression, Sales,
        CostPerSale, RevenuePerSale, Installs, CostPerInstall, RevenuePerInstall, Downloads, PostClickDownloadRate,
        CostPerDownload, AppInstalls, PostClickInstallRate, CPI, Purchases, PostInstallPurchaseRate, CPP, Subscriptions,
        PostInstallSubscriptionRate, CPS, NewCustomerConversions, NewCustomerRevenue, NewCustomerConversionRate,
        NewCustomerCPA, NewCustomerReturnOnAdSpend, ConversionDelay, UnknownCustomerConversions, UnknownCustomerRevenue,
        NewCustomerCount, NewCustomerSpend
        """;

    public const string Campaign = """
        AccountName, AccountNumber, AccountId, TimePeriod, CampaignStatus, CampaignName, CampaignId, CurrencyCode,
        AdDistribution, Impressions, Clicks, Ctr, AverageCpc, Spend, AveragePosition, Conversions, ConversionRate,
        CostPerConversion, LowQualityClicks, LowQualityClicksPercent, LowQualityImpressions, LowQualityImpressionsPercent,
        LowQualityConversions, LowQualityConversionRate, DeviceType, DeviceOS, ImpressionSharePercent,
        ImpressionLostToBudgetPercent, ImpressionLostToRankAggPercent, QualityScore, ExpectedCtr, AdRelevance,
        LandingPageExperience, HistoricalQualityScore, HistoricalExpectedCtr, HistoricalAdRelevance,
        HistoricalLandingPageExperience, PhoneImpressions, PhoneCalls, Ptr, Network, TopVsOther, BidMatchType,
        DeliveredMatchType, Assists, Revenue, ReturnOnAdSpend, CostPerAssist, RevenuePerConversion, RevenuePerAssist,
        TrackingTemplate, CustomParameters, AccountStatus, BudgetName, BudgetStatus, BudgetAssociationStatus,
        LowQualityGeneralClicks, LowQualitySophisticatedClicks, CampaignLabels, ExactMatchImpressionSharePercent,
        CustomerId, CustomerName, ClickSharePercent, AbsoluteTopImpressionSharePercent, FinalUrlSuffix, CampaignType,
        TopImpressionShareLostToRankPercent, TopImpressionShareLostToBudgetPercent,
        AbsoluteTopImpressionShareLostToRankPercent, AbsoluteTopImpressionShareLostToBudgetPercent,
        TopImpressionSharePercent, AbsoluteTopImpressionRatePercent, TopImpressionRatePercent, BaseCampaignId,
        AllConversions, AllRevenue, AllConversionRate, AllCostPerConversion, AllReturnOnAdSpend, AllRevenuePerConversion,
        ViewThroughConversions, Goal, GoalType, AudienceImpressionSharePercent, AudienceImpressionLostToRankPercent,
        AudienceImpressionLostToBudgetPercent, RelativeCtr, AverageCpm, ConversionsQualified,
        LowQualityConversionsQualified, AllConversionsQualified, ViewThroughConversionsQualified, ViewThroughRevenue,
        VideoViews, ViewThroughRate, AverageCPV, VideoViewsAt25Percent, VideoViewsAt50Percent, VideoViewsAt75Percent,
        CompletedVideoViews, VideoCompletionRate, TotalWatchTimeInMS, AverageWatchTimePerVideoView,
        AverageWatchTimePerImpression, Sales, CostPerSale, RevenuePerSale, Installs, CostPerInstall, RevenuePerInstall,
        Downloads, PostClickDownloadRate, CostPerDownload, AppInstalls, PostClickInstallRate, CPI, Purchases,
        PostInstallPurchaseRate, CPP, Subscriptions, PostInstallSubscriptionRate, CPS, NewCustomerConversions,
        NewCustomerRevenue, NewCustomerConversionRate, NewCustomerCPA, NewCustomerReturnOnAdSpend, ConversionDelay,
        UnknownCustomerConversions, UnknownCustomerRevenue, NewCustomerCount, NewCustomerSpend
        """;

    public const string AdGroup = """
        AccountName, AccountNumber, AccountId, TimePeriod, Status, CampaignName, CampaignId, AdGroupName, AdGroupId,
        CurrencyCode, AdDistribution, Impressions, Clicks, Ctr, AverageCpc, Spend, AveragePosition, Conversions,
        ConversionRate, CostPerConversion, DeviceType, Language, DeviceOS, ImpressionSharePercent,
        ImpressionLostToBudgetPercent, ImpressionLostToRankAggPercent, QualityScore, ExpectedCtr, AdRelevance,
        LandingPageExperience, HistoricalQualityScore, HistoricalExpectedCtr, HistoricalAdRelevance,
        HistoricalLandingPageExperience, PhoneImpressions, PhoneCalls, Ptr, Network, TopVsOther, BidMatchType,
        DeliveredMatchType, Assists, Revenue, ReturnOnAdSpend, CostPerAssist, RevenuePerConversion, RevenuePerAssist,
        TrackingTemplate, CustomParameters, AccountStatus, CampaignStatus, AdGroupLabels, ExactMatchImpressionSharePercent,
        CustomerId, CustomerName, ClickSharePercent, AbsoluteTopImpressionSharePercent, FinalUrlSuffix, CampaignType,
        TopImpressionShareLostToRankPercent, TopImpressionShareLostToBudgetPercent,
        AbsoluteTopImpressionShareLostToRankPercent, AbsoluteTopImpressionShareLostToBudgetPercent,
        TopImpressionSharePercent, AbsoluteTopImpressionRatePercent, TopImpressionRatePercent, BaseCampaignId,
        AllConversions, AllRevenue, AllConversionRate, AllCostPerConversion, AllReturnOnAdSpend, AllRevenuePerConversion,
        ViewThroughConversions, Goal, GoalType, AudienceImpressionSharePercent, AudienceImpressionLostToRankPercent,
        AudienceImpressionLostToBudgetPercent, RelativeCtr, AdGroupType, AverageCpm, ConversionsQualified,
        AllConversionsQualified, ViewThroughConversionsQualified, ViewThroughRevenue, VideoViews, ViewThroughRate,
        AverageCPV, VideoViewsAt25Percent, VideoViewsAt50Percent, VideoViewsAt75Percent, CompletedVideoViews,
        VideoCompletionRate, TotalWatchTimeInMS, AverageWatchTimePerVideoView, AverageWatchTimePerImpression, Sales,
        CostPerSale, RevenuePerSale, Installs, CostPerInstall, RevenuePerInstall, GoalId
        """;

    public const string Keyword = """
        AccountName, AccountNumber, AccountId, TimePeriod, CampaignName, CampaignId, AdGroupName, AdGroupId, Keyword,
        KeywordId, AdId, AdType, DestinationUrl, CurrentMaxCpc, CurrencyCode, DeliveredMatchType, AdDistribution,
        Impressions, Clicks, Ctr, AverageCpc, Spend, AveragePosition, Conversions, ConversionRate, CostPerConversion,
        BidMatchType, DeviceType, QualityScore, ExpectedCtr, AdRelevance, LandingPageExperience, Language,
        HistoricalQualityScore, HistoricalExpectedCtr, HistoricalAdRelevance, HistoricalLandingPageExperience,
        QualityImpact, CampaignStatus, AccountStatus, AdGroupStatus, KeywordStatus, Network, TopVsOther, DeviceOS, Assists,
        Revenue, ReturnOnAdSpend, CostPerAssist, RevenuePerConversion, RevenuePerAssist, TrackingTemplate,
        CustomParameters, FinalUrl, FinalMobileUrl, FinalAppUrl, BidStrategyType, KeywordLabels, Mainline1Bid, MainlineBid,
        FirstPageBid, FinalUrlSuffix, BaseCampaignId, AllConversions, AllRevenue, AllConversionRate, AllCostPerConversion,
        AllReturnOnAdSpend, AllRevenuePerConversion, ViewThroughConversions, Goal, GoalType,
        AbsoluteTopImpressionRatePercent, TopImpressionRatePercent, AverageCpm, ConversionsQualified,
        AllConversionsQualified, ViewThroughConversionsQualified, ViewThroughRevenue, GoalId
        """;

    public const string Ad = """
        AccountName, AccountNumber, AccountId, TimePeriod, CampaignName, CampaignId, AdGroupName, AdId, AdGroupId, AdTitle,
        AdDescription, AdDescription2, AdType, CurrencyCode, AdDistribution, Impressions, Clicks, Ctr, AverageCpc, Spend,
        AveragePosition, Conversions, ConversionRate, CostPerConversion, DestinationUrl, DeviceType, Language, DisplayUrl,
        AdStatus, Network, TopVsOther, BidMatchType, DeliveredMatchType, DeviceOS, Assists, Revenue, ReturnOnAdSpend,
        CostPerAssist, RevenuePerConversion, RevenuePerAssist, TrackingTemplate, CustomParameters, FinalUrl,
        FinalMobileUrl, FinalAppUrl, AccountStatus, CampaignStatus, AdGroupStatus, TitlePart1, TitlePart2, TitlePart3,
        Headline, LongHeadline, BusinessName, Path1, Path2, AdLabels, CustomerId, CustomerName, CampaignType,
        BaseCampaignId, AllConversions, AllRevenue, AllConversionRate, AllCostPerConversion, AllReturnOnAdSpend,
        AllRevenuePerConversion, FinalUrlSuffix, ViewThroughConversions, Goal, GoalType, AbsoluteTopImpressionRatePercent,
        TopImpressionRatePercent, AverageCpm, ConversionsQualified, AllConversionsQualified,
        ViewThroughConversionsQualified, ViewThroughRevenue, VideoViews, ViewThroughRate, AverageCPV,
        VideoViewsAt25Percent, VideoViewsAt50Percent, VideoViewsAt75Percent, CompletedVideoViews, VideoCompletionRate,
        TotalWatchTimeInMS, AverageWatchTimePerVideoView, AverageWatchTimePerImpression, AdStrength, AdStrengthActionItems,
        GoalId
        """;

    public const string SearchQuery = """
        AccountName, AccountNumber, AccountId, TimePeriod, CampaignName, CampaignId, AdGroupName, AdGroupId, AdId, AdType,
        DestinationUrl, BidMatchType, DeliveredMatchType, CampaignStatus, AdStatus, Impressions, Clicks, Ctr, AverageCpc,
        Spend, AveragePosition, SearchQuery, Keyword, AdGroupCriterionId, Conversions, ConversionRate, CostPerConversion,
        Language, KeywordId, Network, TopVsOther, DeviceType, DeviceOS, Assists, Revenue, ReturnOnAdSpend, CostPerAssist,
        RevenuePerConversion, RevenuePerAssist, AccountStatus, AdGroupStatus, KeywordStatus, CampaignType, CustomerId,
        CustomerName, AllConversions, AllRevenue, AllConversionRate, AllCostPerConversion, AllReturnOnAdSpend,
        AllRevenuePerConversion, Goal, GoalType, AbsoluteTopImpressionRatePercent, TopImpressionRatePercent, AverageCpm,
        ConversionsQualified, AllConversionsQualified, AssetGroupName, AssetGroupId, AssetGroupStatus
        """;
}
