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

    /// <summary>
    /// A daily report of the client's account, by the first words of a performance report or by a whole name that ends in Report;
    /// <paramref name="change"/> changes the request.
    /// </summary>
    public JsonObject Request(string grain, string columns, DateOnly first, DateOnly last, Action<JsonObject>? change = null)
    {
        var request = new JsonObject
        {
            ["Type"] = grain.EndsWith("Report", StringComparison.Ordinal) ? $"{grain}Request" : $"{grain}PerformanceReportRequest",
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
    private IReadOnlyList<IReadOnlyDictionary<string, string>>? rows;

    public IReadOnlyList<string> Lines { get; } = text.TrimStart('\uFEFF').Split("\r\n");

    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows => rows ??= Read();

    public string Header(string name) => Fields(Lines.First(line => line.StartsWith($"\"{name}: ", StringComparison.Ordinal)))[0][(name.Length + 2)..];

    public decimal Sum(string column) => Rows.Sum(row => Number(row, column));

    public static decimal Number(IReadOnlyDictionary<string, string> row, string column) => decimal.Parse(row[column], CultureInfo.InvariantCulture);

    private static string[] Fields(string line) =>
        [.. line[1..^1].Split("\",\"").Select(field => field.Replace("\"\"", "\"", StringComparison.Ordinal))];

    /// <summary>What stands between the first empty line and the next; a value may hold line breaks.</summary>
    private List<IReadOnlyDictionary<string, string>> Read()
    {
        var start = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (start < 0)
        {
            return [];
        }

        var position = start + 4;
        var names = Record(ref position);
        var found = new List<IReadOnlyDictionary<string, string>>();
        while (position < text.Length && text[position] == '"')
        {
            found.Add(names.Zip(Record(ref position)).ToDictionary(pair => pair.First, pair => pair.Second));
        }

        return found;
    }

    private List<string> Record(ref int position)
    {
        var fields = new List<string>();
        while (position < text.Length && text[position] == '"')
        {
            fields.Add(Field(ref position));
            position += position < text.Length && text[position] == ',' ? 1 : 0;
        }

        position += 2;
        return fields;
    }

    /// <summary>From the opening quote to behind the closing one.</summary>
    private string Field(ref int position)
    {
        var start = ++position;
        while (text[position] != '"' || (position + 1 < text.Length && text[position + 1] == '"'))
        {
            position += text[position] == '"' ? 2 : 1;
        }

        return text[start..position++].Replace("\"\"", "\"", StringComparison.Ordinal);
    }
}
