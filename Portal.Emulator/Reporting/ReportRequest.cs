using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>Reads a <c>ReportRequest</c> and checks it as the API does; what passes is a <see cref="ReportPlan"/>.</summary>
internal sealed class ReportRequest(CampaignWorld world, Directory directory, EmulatorOptions options)
{
    /// <summary>One account whose conversions may come in for 90 days, where all others stop after 30.</summary>
    public const long SlowAccount = 181000004;

    /// <summary>Throws the fault with which the request is refused, and <see cref="FormatException"/> for a value that cannot be read.</summary>
    public ReportPlan Read(Call call)
    {
        var request = call.Body.Object("ReportRequest") ?? throw Fault(2001, "ReportingServiceNullReportRequest", "The report request is null.");
        var kind = ReportKind.Of(request.Text("Type")) ?? throw Fault(2002, "ReportingServiceUnknownReportType", "The report type is unknown.");
        var columns = ColumnRules.Read(kind, request);
        var time = TimeRules.Read(request, kind, columns, call.Now);
        ColumnRules.Check(kind, columns, time.Aggregation, request.Text("Aggregation"));
        var scope = ScopeRules.Read(request, directory, call);
        var filter = request.Object("Filter") ?? [];
        return new ReportPlan(kind, columns, scope.Scope, [.. scope.AccountIds.Select(id => Part(id, time, kind))], time)
        {
            Name = Name(request, kind),
            Statuses = new(
                Set(filter, kind.Grain == Grain.Campaign ? "Status" : "CampaignStatus"),
                Set(filter, kind.Grain == Grain.AdGroup ? "Status" : "AdGroupStatus"), Set(filter, "KeywordStatus"), Set(filter, "AdStatus"),
                Set(filter, "AssetGroupStatus")),
            FilterWords = string.Join("; ", filter.Where(property => property.Value is not null).Select(property => $"{property.Key}: {property.Value}")),
            Devices = Set(filter, "DeviceType")?.Select(name => name.Equals("SmartPhone", StringComparison.OrdinalIgnoreCase) ? "Smartphone" : name)
                .ToHashSet(StringComparer.OrdinalIgnoreCase),
            IsTabbed = Format(request),
            HasHeader = request.Bool("ExcludeReportHeader") is not true,
            HasFooter = request.Bool("ExcludeReportFooter") is not true,
            HasColumnRow = request.Bool("ExcludeColumnHeaders") is not true,
            MaxRows = request.Int("MaxRows"),
            SortBy = Sort(request, out var down),
            SortsDown = down,
        };
    }

    public static Fault Fault(int code, string errorCode, string message) => new(Service.Reporting, code, errorCode, message);

    private AccountPart Part(long accountId, ReportTime time, ReportKind kind)
    {
        var account = directory.AccountBy(accountId)!;
        var zone = Zone.OfAccount(account.TimeZone);
        var oldest = zone.Today(time.Now).AddDays(-options.Scale.DaysOfHistory);
        // The budget report says what the month has cost so far.
        var first = kind.IsByDate ? time.First.AddDays(1 - time.First.Day) : time.First;
        var periods = Period.Of(time.Aggregation, first, time.Last, oldest, zone, time.Now, account.Id == SlowAccount ? 90 : 30);
        return new(account, directory.CustomerBy(account.ParentCustomerId), world.Of(account), periods);
    }

    private static string Name(JsonObject request, ReportKind kind) => request.Text("ReportName") switch
    {
        null or "" => kind.Title,
        { Length: > 200 } => throw Fault(2006, "ReportingServiceInvalidReportName", "The report name is longer than 200 characters."),
        var name => name,
    };

    private static bool Format(JsonObject request)
    {
        // The stand-in writes version 2.0 only: a client that asks for 1.0 must notice.
        if (request.Text("FormatVersion") is not "2.0")
        {
            throw Fault(2064, "ReportingServiceInvalidFormatVersion", "The stand-in writes FormatVersion 2.0 only; the default is 1.0.");
        }

        return request.Text("Format") switch
        {
            null or "Csv" => false,
            "Tsv" => true,
            _ => throw new FormatException("The format is not supported."),
        };
    }

    private static HashSet<string>? Set(JsonObject filter, string name)
    {
        var names = filter[name] switch
        {
            null => null,
            JsonArray => filter.Texts(name),
            _ => filter.Text(name)!.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries),
        };
        return names is null or ["0"] ? null : names.ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private static Func<Figures, long>? Sort(JsonObject request, out bool down)
    {
        var sort = request.Objects("Sort") is [var first, ..] ? first : null;
        down = sort?.Text("SortOrder") == "Descending";
        return sort?.Text("SortColumn") switch
        {
            null => null,
            "Impressions" => figures => figures.Impressions,
            "Clicks" => figures => figures.Clicks,
            "Spend" => figures => figures.Spend,
            "Revenue" => figures => figures.Revenue,
            "ConversionsQualified" or "Conversions" => figures => figures.Conversions,
            _ => throw Fault(2060, "ReportingServiceInvalidSortColumn", "The report cannot be sorted by this column."),
        };
    }
}
