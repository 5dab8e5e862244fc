using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Tests.Infrastructure.Sync;

/// <summary>
/// Every row of a report as a line of text, once as it is stored and once as Microsoft shows it, read in the simplest way there is and not
/// by our reader: keys, names and numbers, so that two lists are equal only if no row is missing, merged or doubled.
/// </summary>
internal static class GrainLines
{
    private const string Usual = "Impressions Clicks Spend ConversionsQualified Revenue";

    private const string Shares =
        "Impressions ImpressionSharePercent ImpressionLostToBudgetPercent ImpressionLostToRankAggPercent ExactMatchImpressionSharePercent ClickSharePercent TopImpressionSharePercent "
        + "TopImpressionShareLostToBudgetPercent TopImpressionShareLostToRankPercent AbsoluteTopImpressionSharePercent AbsoluteTopImpressionShareLostToBudgetPercent "
        + "AbsoluteTopImpressionShareLostToRankPercent TopImpressionRatePercent AbsoluteTopImpressionRatePercent AudienceImpressionSharePercent AudienceImpressionLostToBudgetPercent "
        + "AudienceImpressionLostToRankPercent";

    /// <summary>What tells rows apart and what they count, by the columns' names; a row without the column before the bar is of no ad group, asset group or goal.</summary>
    private static readonly Dictionary<ReportKind, (string Without, string Keys, string Numbers)> Files = new()
    {
        [ReportKind.Account] = ("", "", Usual),
        [ReportKind.Campaign] = ("", "CampaignId", Usual),
        [ReportKind.AdGroup] = ("AdGroupId", "AdGroupId CampaignId", Usual),
        [ReportKind.Keyword] = ("KeywordId", "AdGroupId KeywordId CampaignId", Usual),
        [ReportKind.Ad] = ("AdId", "AdGroupId AdId CampaignId", Usual),
        [ReportKind.SearchTerm] = ("AdGroupId", "AdGroupId KeywordId CampaignId SearchQuery DeliveredMatchType", Usual),
        [ReportKind.Geography] = ("", "CampaignId LocationId LocationType Country State MetroArea County City MostSpecificLocation", Usual),
        [ReportKind.Device] = ("", "CampaignId DeviceType", Usual),
        [ReportKind.Audience] = ("AdGroupId", "AdGroupId AudienceId AssociationId CampaignId AudienceName AudienceType", Usual),
        [ReportKind.AssetGroup] = ("AssetGroupId", "CampaignId AssetGroupId AssetGroupName", "Impressions Clicks Spend Conversions Revenue"),
        [ReportKind.AccountHour] = ("", "", Usual),
        [ReportKind.CampaignHour] = ("", "CampaignId", Usual),
        [ReportKind.AccountShare] = ("", "", Shares),
        [ReportKind.CampaignShare] = ("", "CampaignId", Shares),
        [ReportKind.AdGroupShare] = ("AdGroupId", "AdGroupId CampaignId", Shares),
        [ReportKind.Goal] = ("Goal", "CampaignId GoalId Goal GoalType", "ConversionsQualified Revenue AllConversionsQualified AllRevenue"),
    };

    /// <summary>The stored rows of one account in a period.</summary>
    public static async Task<List<string>> StoredAsync(PortalDb db, AdsId<AdsAccount> account, ReportKind kind, Period period) =>
        [.. (await LinesAsync(db, account, kind)).Where(line => period.Contains(line.Date)).Select(line => line.Text).Order(StringComparer.Ordinal)];

    /// <summary>The rows of a report that is asked for now.</summary>
    public static async Task<List<string>> ShownAsync(IAdsApi ads, AdsAccount account, ReportKind kind, Period period)
    {
        var id = await ads.SubmitReportAsync(account.Access, kind, period, account.TimeZone, CancellationToken.None);
        var status = await ads.PollReportAsync(account.Access, id, CancellationToken.None);
        while (status.Progress == ReportProgress.Pending)
        {
            status = await ads.PollReportAsync(account.Access, id, CancellationToken.None);
        }

        if (status.Address is null)
        {
            return status.Progress == ReportProgress.Empty ? [] : throw new InvalidOperationException($"The report of {kind} is {status.Progress}.");
        }

        await using var download = await ads.DownloadReportAsync(status.Address, CancellationToken.None);
        using var memory = new MemoryStream();
        await download.CopyToAsync(memory);
        await using var zip = new ZipArchive(memory);
        using var text = new StreamReader(await zip.Entries.Single().OpenAsync());
        return Lines(Records(await text.ReadToEndAsync()), Files[kind]);
    }

    private static List<string> Lines(List<List<string>> records, (string Without, string Keys, string Numbers) file)
    {
        var at = records.FindIndex(record => record[0] == "TimePeriod");
        var names = records[at];
        return [.. records.Skip(at + 1).Where(record => record.Count == names.Count)
            .Where(record => file.Without.Length == 0 || record[names.IndexOf(file.Without)].Length > 0)
            .Select(record => Line(
                record[0].Replace("|00", "|", StringComparison.Ordinal).Replace("|0", "|", StringComparison.Ordinal),
                Split(file.Keys).Select(key => Key(key, record[names.IndexOf(key)])),
                Split(file.Numbers).Select(number => Number(number, record[names.IndexOf(number)]))))
            .Order(StringComparer.Ordinal)];
    }

    private static string[] Split(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Key(string name, string text) => text.Length == 0 && (name is "KeywordId" or "AudienceId" or "AssociationId") ? "0" : text;

    private static long? Number(string name, string text) => name.EndsWith("Percent", StringComparison.Ordinal)
        ? text is "" or "--" ? null : (long)(decimal.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture) * 100)
        : (long)(decimal.Parse(text.Length == 0 ? "0" : text, CultureInfo.InvariantCulture)
            * (name is "Spend" or "Revenue" or "AllRevenue" ? 1_000_000 : name.Contains("Conversions", StringComparison.Ordinal) ? 100 : 1));

    private static string Line(string time, IEnumerable<object> keys, IEnumerable<long?> numbers) =>
        string.Join(" | ", [time, .. keys.Select(key => Convert.ToString(key, CultureInfo.InvariantCulture)), .. numbers.Select(number => number?.ToString(CultureInfo.InvariantCulture) ?? "-")]);

    /// <summary>Quoted fields with anything in them.</summary>
    private static List<List<string>> Records(string text)
    {
        var (records, record, field, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"' when quoted && at + 1 < text.Length && text[at + 1] == '"':
                    field.Append(text[at++]);
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    record.Add(field.ToString());
                    field.Clear();
                    break;
                case '\r' when !quoted:
                    break;
                case '\n' when !quoted:
                    records.Add([.. record, field.ToString()]);
                    record.Clear();
                    field.Clear();
                    break;
                default:
                    field.Append(text[at]);
                    break;
            }
        }

        return records;
    }

    private static async Task<IEnumerable<(DateOnly Date, string Text)>> LinesAsync(PortalDb db, AdsId<AdsAccount> account, ReportKind kind)
    {
        var (terms, places, devices) = (await db.SearchTerms.AsNoTracking().ToDictionaryAsync(row => row.TermId), await db.Places.AsNoTracking().ToDictionaryAsync(row => row.PlaceId), await db.DeviceTypes.AsNoTracking().ToDictionaryAsync(row => row.DeviceTypeId));
        var (audiences, groups, goals) = (
            await db.ReportedAudiences.AsNoTracking().ToDictionaryAsync(row => row.AudienceId), await db.ReportedAssetGroups.AsNoTracking().ToDictionaryAsync(row => row.AssetGroupId), await db.ReportedGoals.AsNoTracking().ToDictionaryAsync(row => row.GoalId));
        return kind switch
        {
            ReportKind.Account => (await db.AccountDays.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => Of(row.Date, [], row.Impressions, row.Clicks, row.SpendMicros, row.ConversionHundredths, row.RevenueMicros)),
            ReportKind.Campaign => (await db.CampaignDays.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => Of(row.Date, [row.CampaignId], row.Impressions, row.Clicks, row.SpendMicros, row.ConversionHundredths, row.RevenueMicros)),
            ReportKind.AdGroup => (await db.AdGroupDays.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => Of(row.Date, [row.AdGroupId, row.CampaignId], row.Impressions, row.Clicks, row.SpendMicros, row.ConversionHundredths, row.RevenueMicros)),
            ReportKind.Keyword => (await db.KeywordDays.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => Of(row.Date, [row.AdGroupId, row.KeywordId, row.CampaignId], row.Impressions, row.Clicks, row.SpendMicros, row.ConversionHundredths, row.RevenueMicros)),
            ReportKind.Ad => (await db.AdDays.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => Of(row.Date, [row.AdGroupId, row.AdId, row.CampaignId], row.Impressions, row.Clicks, row.SpendMicros, row.ConversionHundredths, row.RevenueMicros)),
            ReportKind.SearchTerm => (await db.SearchTermDays.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => Of(row.Date, [row.AdGroupId, row.KeywordId, row.CampaignId, terms[row.TermId].Text, terms[row.TermId].MatchType], row.Impressions, row.Clicks, row.SpendMicros, row.ConversionHundredths, row.RevenueMicros)),
            ReportKind.Geography => (await db.GeographyDays.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => Of(row.Date, [row.CampaignId, .. Names(places[row.PlaceId])], row.Impressions, row.Clicks, row.SpendMicros, row.ConversionHundredths, row.RevenueMicros)),
            ReportKind.Device => (await db.DeviceDays.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => Of(row.Date, [row.CampaignId, devices[row.DeviceTypeId].Name], row.Impressions, row.Clicks, row.SpendMicros, row.ConversionHundredths, row.RevenueMicros)),
            ReportKind.Audience => (await db.AudienceDays.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => Of(row.Date, [row.AdGroupId, row.AudienceId, row.AssociationId, row.CampaignId, audiences[row.AudienceId].Name, audiences[row.AudienceId].Type], row.Impressions, row.Clicks, row.SpendMicros, row.ConversionHundredths, row.RevenueMicros)),
            ReportKind.AssetGroup => (await db.AssetGroupDays.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => Of(row.Date, [row.CampaignId, row.AssetGroupId, groups[row.AssetGroupId].Name], row.Impressions, row.Clicks, row.SpendMicros, row.ConversionHundredths, row.RevenueMicros)),
            ReportKind.AccountHour => (await db.AccountHours.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => OfHour(row.Date, row.Hour, [], row.Impressions, row.Clicks, row.SpendMicros, row.ConversionHundredths, row.RevenueMicros)),
            ReportKind.CampaignHour => (await db.CampaignHours.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => OfHour(row.Date, row.Hour, [row.CampaignId], row.Impressions, row.Clicks, row.SpendMicros, row.ConversionHundredths, row.RevenueMicros)),
            ReportKind.AccountShare => (await db.AccountShares.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => Of(row.Date, [], row.Impressions, row.ImpressionShare, row.LostToBudget, row.LostToRank, row.ExactMatchImpressionShare, row.ClickShare, row.TopImpressionShare, row.TopLostToBudget, row.TopLostToRank, row.AbsoluteTopImpressionShare, row.AbsoluteTopLostToBudget, row.AbsoluteTopLostToRank, row.TopImpressionRate, row.AbsoluteTopImpressionRate, row.AudienceImpressionShare, row.AudienceLostToBudget, row.AudienceLostToRank)),
            ReportKind.CampaignShare => (await db.CampaignShares.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => Of(row.Date, [row.CampaignId], row.Impressions, row.ImpressionShare, row.LostToBudget, row.LostToRank, row.ExactMatchImpressionShare, row.ClickShare, row.TopImpressionShare, row.TopLostToBudget, row.TopLostToRank, row.AbsoluteTopImpressionShare, row.AbsoluteTopLostToBudget, row.AbsoluteTopLostToRank, row.TopImpressionRate, row.AbsoluteTopImpressionRate, row.AudienceImpressionShare, row.AudienceLostToBudget, row.AudienceLostToRank)),
            ReportKind.AdGroupShare => (await db.AdGroupShares.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => Of(row.Date, [row.AdGroupId, row.CampaignId], row.Impressions, row.ImpressionShare, row.LostToBudget, row.LostToRank, row.ExactMatchImpressionShare, row.ClickShare, row.TopImpressionShare, row.TopLostToBudget, row.TopLostToRank, row.AbsoluteTopImpressionShare, row.AbsoluteTopLostToBudget, row.AbsoluteTopLostToRank, row.TopImpressionRate, row.AbsoluteTopImpressionRate, row.AudienceImpressionShare, row.AudienceLostToBudget, row.AudienceLostToRank)),
            ReportKind.Goal => (await db.GoalDays.AsNoTracking().Where(row => row.AccountId == account).ToListAsync()).Select(row => Of(row.Date, [row.CampaignId, row.GoalId, goals[row.GoalId].Name, goals[row.GoalId].Type], row.ConversionHundredths, row.RevenueMicros, row.AllConversionHundredths, row.AllRevenueMicros)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static object[] Names(Place place) =>
        [place.LocationId?.ToString(CultureInfo.InvariantCulture) ?? "", place.LocationType, place.Country, place.State, place.MetroArea, place.County, place.City, place.MostSpecific];

    private static (DateOnly, string) Of(DateOnly date, object[] keys, params long?[] numbers) => (date, Line(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), keys, numbers));

    private static (DateOnly, string) OfHour(DateOnly date, int hour, object[] keys, params long?[] numbers) =>
        (date, Line(string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}|{(hour == 0 ? "" : hour)}"), keys, numbers));
}
