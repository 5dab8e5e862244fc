using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Tests.Emulator;

/// <summary>Asks the emulator for reports as a client does, on one account.</summary>
internal sealed class ReportingClient(EmulatorFixture emulator, Tokens tokens, long customerId = 260001, long accountId = 181000001)
{
    public const string Maria = "maria@northwind.example";

    public static async Task<ReportingClient> SignInAsync(EmulatorFixture emulator, string user = Maria, long customerId = 260001, long accountId = 181000001) =>
        new(emulator, await emulator.SignInAsync(user), customerId, accountId);

    /// <summary>A daily report of the client's account; <paramref name="change"/> changes the request.</summary>
    public JsonObject Request(string grain, string columns, DateOnly first, DateOnly last, Action<JsonObject>? change = null)
    {
        var request = new JsonObject
        {
            ["Type"] = $"{grain}PerformanceReportRequest",
            ["Aggregation"] = "Daily",
            ["Columns"] = new JsonArray([.. columns.Split(' ').Select(name => JsonValue.Create(name))]),
            ["Scope"] = new JsonObject { ["AccountIds"] = new JsonArray(accountId.ToString(CultureInfo.InvariantCulture)) },
            ["Time"] = new JsonObject
            {
                ["CustomDateRangeStart"] = Day(first),
                ["CustomDateRangeEnd"] = Day(last),
                ["ReportTimeZone"] = "EasternTimeUSCanada",
            },
            ["Format"] = "Csv",
            ["FormatVersion"] = "2.0",
            ["ReportName"] = "A report",
        };
        change?.Invoke(request);
        return request;
    }

    public Task<HttpResponseMessage> SubmitAsync(JsonObject request) =>
        emulator.CallAsync("/Reporting/v13/GenerateReport/Submit", new { ReportRequest = request }, tokens, customerId, accountId);

    /// <summary>The number of the fault with which a request is refused.</summary>
    public async Task<int> RefusedAsync(JsonObject request)
    {
        using var answer = await SubmitAsync(request);
        return Code(await EmulatorFixture.JsonAsync(answer));
    }

    public async Task<string> AcceptedAsync(JsonObject request)
    {
        using var answer = await SubmitAsync(request);
        return (await EmulatorFixture.JsonAsync(answer.EnsureSuccessStatusCode()))["ReportRequestId"]!.GetValue<string>();
    }

    public Task<HttpResponseMessage> PollAsync(string id) =>
        emulator.CallAsync("/Reporting/v13/GenerateReport/Poll", new { ReportRequestId = id }, tokens, customerId, accountId);

    public async Task<(string Status, string? Url)> StatusAsync(string id)
    {
        using var answer = await PollAsync(id);
        var status = (await EmulatorFixture.JsonAsync(answer.EnsureSuccessStatusCode()))["ReportRequestStatus"]!;
        return (status["Status"]!.GetValue<string>(), status["ReportDownloadUrl"]?.GetValue<string>());
    }

    public async Task<(string Status, string? Url)> FinishAsync(JsonObject request)
    {
        var id = await AcceptedAsync(request);
        var status = await StatusAsync(id);
        while (status.Status == "Pending")
        {
            status = await StatusAsync(id);
        }

        return status;
    }

    public async Task<ReportText> ReadAsync(JsonObject request)
    {
        var (_, url) = await FinishAsync(request);
        return url is null ? new("") : new(await TextAsync(url));
    }

    public Task<ReportText> ReadAsync(string grain, string columns, DateOnly first, DateOnly last, Action<JsonObject>? change = null) =>
        ReadAsync(Request(grain, columns, first, last, change));

    /// <summary>The file's text, its mark included.</summary>
    public async Task<string> TextAsync(string url)
    {
        await using var zip = new MemoryStream(await emulator.Http.GetByteArrayAsync(new Uri(url), TestContext.Current.CancellationToken));
        await using var archive = new ZipArchive(zip);
        await using var entry = await archive.Entries[0].OpenAsync(TestContext.Current.CancellationToken);
        var bytes = new MemoryStream();
        await entry.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    public static int Code(JsonObject fault) => fault["OperationErrors"]![0]!["Code"]!.GetValue<int>();

    private static JsonObject Day(DateOnly day) => new() { ["Day"] = day.Day, ["Month"] = day.Month, ["Year"] = day.Year };
}

/// <summary>A report's text taken apart.</summary>
internal sealed class ReportText(string text)
{
    public IReadOnlyList<string> Lines { get; } = text.TrimStart('\uFEFF').Split("\r\n");

    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows
    {
        get
        {
            var body = Lines.SkipWhile(line => line.Length > 0).Skip(1).TakeWhile(line => line.Length > 0).Select(Fields).ToList();
            return [.. body.Skip(1).Select(fields => body[0].Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second))];
        }
    }

    public string Header(string name) => Fields(Lines.First(line => line.StartsWith($"\"{name}: ", StringComparison.Ordinal)))[0][(name.Length + 2)..];

    public decimal Sum(string column) => Rows.Sum(row => Number(row, column));

    public static decimal Number(IReadOnlyDictionary<string, string> row, string column) => decimal.Parse(row[column], CultureInfo.InvariantCulture);

    private static string[] Fields(string line) =>
        [.. line[1..^1].Split("\",\"").Select(field => field.Replace("\"\"", "\"", StringComparison.Ordinal))];
}
