using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Tests.Emulator;

/// <summary>Asks the emulator for bulk files as a stranger would, on one account.</summary>
internal sealed class BulkClient(EmulatorFixture emulator, Tokens tokens, long customerId = 260001, long accountId = 181000001)
{
    public const string Everything =
        "Campaigns AdGroups Keywords Ads Budgets CampaignNegativeKeywords AdGroupNegativeKeywords NegativeKeywordLists SharedNegativeKeywords"
        + " CampaignNegativeKeywordListAssociations Labels CampaignLabels AdGroupLabels KeywordLabels ResponsiveSearchAdLabels SitelinkAdExtensions"
        + " CalloutAdExtensions CallAdExtensions StructuredSnippetAdExtensions CampaignSitelinkAdExtensions CampaignCalloutAdExtensions"
        + " CampaignCallAdExtensions CampaignStructuredSnippetAdExtensions AccountSitelinkAdExtensions AccountCalloutAdExtensions"
        + " AccountStructuredSnippetAdExtensions RemarketingLists CustomAudiences InMarketAudiences AdGroupRemarketingListAssociations"
        + " AdGroupCustomAudienceAssociations AdGroupInMarketAudienceAssociations AssetGroups";

    public static async Task<BulkClient> SignInAsync(EmulatorFixture emulator) => new(emulator, await emulator.SignInAsync(ReportingClient.Maria));

    /// <summary>A request for the named entities of the client's account; <paramref name="change"/> changes it.</summary>
    public JsonObject Request(string entities, Action<JsonObject>? change = null)
    {
        var request = new JsonObject
        {
            ["AccountIds"] = new JsonArray(accountId.ToString(CultureInfo.InvariantCulture)),
            ["CompressionType"] = "Zip",
            ["DataScope"] = "EntityData",
            ["DownloadEntities"] = new JsonArray([.. entities.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => JsonValue.Create(name))]),
            ["DownloadFileType"] = "Csv",
            ["FormatVersion"] = "6.0",
        };
        change?.Invoke(request);
        return request;
    }

    public Task<HttpResponseMessage> SubmitAsync(JsonObject request, string by = "AccountIds") =>
        emulator.CallAsync($"/Bulk/v13/Campaigns/DownloadBy{by}", request, tokens, customerId, accountId);

    /// <summary>The number of the fault with which a request is refused.</summary>
    public async Task<int> RefusedAsync(JsonObject request, string by = "AccountIds")
    {
        using var answer = await SubmitAsync(request, by);
        return ReportingClient.Code(await EmulatorFixture.JsonAsync(answer));
    }

    public async Task<string> AcceptedAsync(JsonObject request, string by = "AccountIds")
    {
        using var answer = await SubmitAsync(request, by);
        return (await EmulatorFixture.JsonAsync(answer.EnsureSuccessStatusCode()))["DownloadRequestId"]!.GetValue<string>();
    }

    public Task<HttpResponseMessage> CallAsync(string path, object body) => emulator.CallAsync(path, body, tokens, customerId, accountId);

    public async Task<JsonObject> StatusAsync(string id, string what = "BulkDownloadStatus")
    {
        using var answer = await CallAsync($"/Bulk/v13/{what}/Query", new { RequestId = id });
        return await EmulatorFixture.JsonAsync(answer.EnsureSuccessStatusCode());
    }

    public async Task<JsonObject> FinishAsync(JsonObject request, string by = "AccountIds") => await FinishAsync(await AcceptedAsync(request, by));

    public async Task<JsonObject> FinishAsync(string id, string what = "BulkDownloadStatus")
    {
        var status = await StatusAsync(id, what);
        while (status["RequestStatus"]!.GetValue<string>() is "InProgress" or "FileUploaded")
        {
            status = await StatusAsync(id, what);
        }

        return status;
    }

    public async Task<BulkSheet> ReadAsync(JsonObject request, string by = "AccountIds")
    {
        var status = await FinishAsync(request, by);
        Assert.Equal("Completed", status["RequestStatus"]!.GetValue<string>());
        return BulkSheet.Parse(await TextAsync(status["ResultFileUrl"]!.GetValue<string>()), request["DownloadFileType"]!.GetValue<string>() == "Tsv" ? '\t' : ',');
    }

    public Task<BulkSheet> ReadAsync(string entities = Everything, Action<JsonObject>? change = null) => ReadAsync(Request(entities, change));

    /// <summary>What changed since another file was made, by that file's own sync time; without in-market audiences, which always come.</summary>
    public Task<BulkSheet> DeltaAsync(BulkSheet since, string? entities = null) =>
        ReadAsync(entities ?? Everything.Replace(" InMarketAudiences", "", StringComparison.Ordinal), request => request["LastSyncTimeInUTC"] = since.SyncTime.ToString("s", CultureInfo.InvariantCulture));

    public async Task<(string Url, string Id)> UploadUrlAsync(string responseMode = "ErrorsAndResults")
    {
        using var answer = await CallAsync("/Bulk/v13/BulkUploadUrl/Query", new { ResponseMode = responseMode, AccountId = accountId });
        var body = await EmulatorFixture.JsonAsync(answer.EnsureSuccessStatusCode());
        return (body["UploadUrl"]!.GetValue<string>(), body["RequestId"]!.GetValue<string>());
    }

    /// <summary>Sends a file to an upload address as Microsoft's page says; <paramref name="change"/> changes the request.</summary>
    public async Task<HttpResponseMessage> PostAsync(string url, string text, string name = "changes.csv", Action<HttpRequestMessage>? change = null, int files = 1)
    {
        using var form = new MultipartFormDataContent();
        for (var file = 0; file < files; file++)
        {
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = form };
        request.Headers.Add("AuthenticationToken", tokens.Access);
        request.Headers.Add("DeveloperToken", Portal.Emulator.EmulatorOptions.DemoDeveloperToken);
        request.Headers.Add("CustomerId", customerId.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("CustomerAccountId", accountId.ToString(CultureInfo.InvariantCulture));
        change?.Invoke(request);
        return await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Uploads the lines, header first, and gives how it ended and the result file, if there is one.</summary>
    public async Task<(string Status, BulkSheet? Result)> UploadAsync(string[] lines, string responseMode = "ErrorsAndResults")
    {
        var (url, id) = await UploadUrlAsync(responseMode);
        using var answer = await PostAsync(url, BulkSheet.Text(lines));
        answer.EnsureSuccessStatusCode();
        var status = await FinishAsync(id, "BulkUploadStatus");
        var result = status["ResultFileUrl"]?.GetValue<string>();
        return (status["RequestStatus"]!.GetValue<string>(), result is null ? null : BulkSheet.Parse(await TextAsync(result)));
    }

    /// <summary>The file's text, its mark included.</summary>
    public async Task<string> TextAsync(string url)
    {
        var bytes = await emulator.Http.GetByteArrayAsync(new Uri(url), TestContext.Current.CancellationToken);
        await using var packed = new MemoryStream(bytes);
        if (bytes[0] == 0x1F)
        {
            await using var gzip = new GZipStream(packed, CompressionMode.Decompress);
            return await TextAsync(gzip);
        }

        await using var archive = new ZipArchive(packed);
        await using var entry = await Assert.Single(archive.Entries).OpenAsync(TestContext.Current.CancellationToken);
        return await TextAsync(entry);
    }

    private static async Task<string> TextAsync(Stream stream)
    {
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
